/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-copies-dialog.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-phrase.h"
#include "store/gx-backup-settings.h"
#include "store/gx-backup-shelf.h"
#include "widgets/gx-card.h"
#include "widgets/gx-dialogs.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define GIGABYTE 1e9
#define DAY_S (24 * 3600)
#define SETTLE_MS 800    /* a number that is still being turned throws nothing away */

struct _GxCopiesDialog {
  AdwWindow parent_instance;

  AdwActionRow *status, *second;
  GtkImage *status_icon;
  GtkButton *back_up;
  AdwPreferencesGroup *kept;
  GtkWidget *other, *forget_second;
  GtkSpinButton *limit;

  GxBook *book;            /* (nullable) */
  char *path;
  GPtrArray *rows;         /* of the copies shown */
  guint settling;
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCopiesDialog, gx_copies_dialog, ADW_TYPE_WINDOW)

/* -- Words */

char *
gx_copies_dialog_describe (const char *path)
{
  const char *reason = NULL;
  gint64 at = 0;
  g_autofree char *name = g_path_get_basename (path);

  return gx_backup_read_name (path, &at, &reason) ? gx_instant_format (at * 1000)
         : g_filename_display_name (name);
}

char *
gx_copies_describe_proven (GPtrArray *copies)
{
  g_autofree char *when = NULL;

  if (copies->len == 0)
    return g_strdup (_("No copy is kept yet"));
  when = gx_instant_format (((GxBackupCopy *) copies->pdata[0])->proven_at * 1000);
  /* Translators: %s is a date and time: the newest copy of the book was opened and checked then */
  return g_strdup_printf (_("Last proven: %s"), when);
}

/* "12 copies, 340 MB, back to 3 Oct 2026, 10:32" */
static char *
describe_all (GPtrArray *copies)
{
  guint64 size = 0;

  for (guint i = 0; i < copies->len; i++)
    size += (guint64) ((GxBackupCopy *) copies->pdata[i])->size;
  if (copies->len == 0)
    return g_strdup (_("The first one is made soon after the book was opened."));
  g_autofree char *shown = g_format_size (size);
  g_autofree char *since = gx_instant_format (((GxBackupCopy *) copies->pdata[copies->len - 1])->at * 1000);
  /* Translators: %1$u is a count, %2$s a size such as "340 MB", %3$s a date and time */
  return g_strdup_printf (ngettext ("%1$u copy, %2$s, of %3$s",
                                    "%1$u copies, %2$s, back to %3$s", copies->len),
                          copies->len, shown, since);
}

static char *
describe_second (const GxBackupSecond *second)
{
  g_autofree char *name = second->folder != NULL ? g_filename_display_name (second->folder) : NULL;
  g_autofree char *when = second->copied_at != 0 ? gx_instant_format (second->copied_at * 1000) : NULL;
  int days = (int) ((gx_clock_now () - second->missing_since) / DAY_S);

  if (name == NULL)
    return g_strdup (_("A stick or a drive that every copy goes to as well, against fire, theft and "
                        "spilt coffee"));
  if (second->said != NULL)
    return g_strdup_printf ("%s\n%s", name, second->said);
  if (second->missing_since != 0 && days < 1)
    /* Translators: %s is a folder */
    return g_strdup_printf (_("%s\nIs not there just now; nothing waits for it"), name);
  if (second->missing_since != 0)
    /* Translators: %1$s is a folder, %2$d a number of days */
    return g_strdup_printf (ngettext ("%1$s\nHas not been there for %2$d day",
                                      "%1$s\nHas not been there for %2$d days", days), name, days);
  if (when == NULL)
    /* Translators: %s is a folder */
    return g_strdup_printf (_("%s\nThe next copy goes there, too"), name);
  /* Translators: %1$s is a folder, %2$s a date and time */
  return g_strdup_printf (_("%1$s\nThe newest copy is there, and was read back: %2$s"), name, when);
}

static char *
describe_copy (const GxBackupCopy *copy)
{
  g_autofree char *size = g_format_size ((guint64) copy->size);

  return copy->is_second
    /* Translators: %1$s is why the copy was kept, %2$s its size */
    ? g_strdup_printf (_("%1$s · %2$s · in the second place"), gx_phrase ("backup.reason", copy->reason),
                       size)
    : g_strdup_printf ("%s · %s", gx_phrase ("backup.reason", copy->reason), size);
}

/* -- Choosing */

static void
choose (GxCopiesDialog *self, const char *path, gboolean one_customer)
{
  g_autoptr (GxCopiesDialog) kept = g_object_ref (self);
  g_autofree char *chosen = g_strdup (path);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[CHOSEN], 0, chosen, one_customer);
}

static void
restore_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (GX_COPIES_DIALOG (widget), g_variant_get_string (parameter, NULL), FALSE);
}

static void
bring_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (GX_COPIES_DIALOG (widget), g_variant_get_string (parameter, NULL), TRUE);
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autofree char *path = g_file_get_path (file);

  choose (user_data, path, FALSE);
}

static void
other_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_dialog_open_file (widget, _("Restore a backup"), _("Customer books"), "*.guanxi", file_chosen_cb,
                       g_object_ref (widget), g_object_unref);
}

/* -- Showing */

static GtkWidget *
new_copy_row (GxCopiesDialog *self, const GxBackupCopy *copy)
{
  g_autofree char *title = gx_instant_format (copy->at * 1000);
  g_autofree char *subtitle = describe_copy (copy);
  AdwActionRow *row = gx_card_new_row (title, subtitle);

  if (self->book != NULL && !gx_book_is_read_only (self->book))
    adw_action_row_add_suffix (row, gx_card_new_button ("gx-person-symbolic", _("Restore one customer…"),
                                                        "copies.bring", g_variant_new_string (copy->path)));
  adw_action_row_add_suffix (row, gx_card_new_button ("gx-history-symbolic", _("Restore the book…"),
                                                      "copies.restore", g_variant_new_string (copy->path)));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), g_variant_new_string (copy->path));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "copies.restore");
  return GTK_WIDGET (row);
}

typedef struct {
  char *path;
  gboolean is_to_be_tidied;
} Asking;

static void
free_asking (gpointer data)
{
  g_free (((Asking *) data)->path);
  g_free (data);
}

static void
show_second (GxCopiesDialog *self)
{
  g_autoptr (GxBackupSecond) second = gx_backup_second_read (self->path);
  g_autofree char *text = describe_second (second);

  adw_action_row_set_subtitle (self->second, text);
  gtk_widget_set_visible (self->forget_second, second->folder != NULL);
}

static void
fill (GxCopiesDialog *self, GPtrArray *copies)
{
  g_autofree char *proven = gx_copies_describe_proven (copies);
  g_autofree char *all = describe_all (copies);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->kept, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < copies->len; i++)
    {
      GtkWidget *row = new_copy_row (self, copies->pdata[i]);

      adw_preferences_group_add (self->kept, row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status), proven);
  adw_action_row_set_subtitle (self->status, all);
  gtk_image_set_from_icon_name (self->status_icon,
                                copies->len > 0 ? "gx-done-symbolic" : "gx-history-symbolic");
  show_second (self);
}

/* The second place may be a drive that does not answer: it is asked in a thread of its own. */
static void
list_all (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Asking *asking = data;

  if (asking->is_to_be_tidied)
    gx_backup_tidy (asking->path);
  g_task_return_pointer (task, gx_backup_list_all (asking->path), (GDestroyNotify) g_ptr_array_unref);
}

static void
all_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GxCopiesDialog *self = GX_COPIES_DIALOG (source);
  g_autoptr (GPtrArray) copies = g_task_propagate_pointer (G_TASK (result), NULL);

  if (copies != NULL && self->rows != NULL && copies->len != self->rows->len)
    fill (self, copies);
}

static void
show_copies (GxCopiesDialog *self, gboolean is_to_be_tidied)
{
  g_autoptr (GPtrArray) copies = gx_backup_list (self->path);
  g_autoptr (GTask) task = g_task_new (self, NULL, all_listed_cb, NULL);
  Asking *asking = g_new0 (Asking, 1);

  fill (self, copies);
  asking->path = g_strdup (self->path);
  asking->is_to_be_tidied = is_to_be_tidied;
  g_task_set_task_data (task, asking, free_asking);
  g_task_run_in_thread (task, list_all);
}

/* -- Doing */

static void
backed_up_cb (GxCopiesDialog *self, const char *path, const GError *error)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "copies.back-up", TRUE);
  show_copies (self, FALSE);
  if (error == NULL)
    return;
  adw_action_row_set_subtitle (self->status, error->message);
  gtk_image_set_from_icon_name (self->status_icon, "gx-warning-symbolic");
}

static void
back_up_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCopiesDialog *self = GX_COPIES_DIALOG (widget);

  gtk_widget_action_set_enabled (widget, "copies.back-up", FALSE);
  adw_action_row_set_subtitle (self->status, _("A copy is being made and checked…"));
  gx_book_back_up (self->book);
}

static void
second_chosen_cb (GFile *file, gpointer user_data)
{
  GxCopiesDialog *self = user_data;
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    return;
  gx_backup_settings_set_second (path);
  show_second (self);
  if (self->book != NULL)
    gx_book_back_up (self->book);
}

static void
choose_second_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_dialog_open_folder (widget, _("Choose a second place for the copies"), second_chosen_cb,
                         g_object_ref (widget), g_object_unref);
}

static void
forget_second_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_backup_settings_set_second (NULL);
  show_second (GX_COPIES_DIALOG (widget));
}

static void
open_folder_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *folder = gx_backup_folder (GX_COPIES_DIALOG (widget)->path);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
}

static gboolean
settled_cb (gpointer data)
{
  GxCopiesDialog *self = data;

  self->settling = 0;
  gx_backup_settings_set_limit ((gint64) llround (gtk_spin_button_get_value (self->limit) * GIGABYTE));
  show_copies (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
limit_changed_cb (GxCopiesDialog *self)
{
  g_clear_handle_id (&self->settling, g_source_remove);
  self->settling = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* -- Overrides */

static void
gx_copies_dialog_dispose (GObject *object)
{
  GxCopiesDialog *self = GX_COPIES_DIALOG (object);

  if (self->settling != 0)
    {
      g_clear_handle_id (&self->settling, g_source_remove);
      gx_backup_settings_set_limit ((gint64) llround (gtk_spin_button_get_value (self->limit) * GIGABYTE));
    }
  g_clear_object (&self->book);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_COPIES_DIALOG);
  G_OBJECT_CLASS (gx_copies_dialog_parent_class)->dispose (object);
}

static void
gx_copies_dialog_class_init (GxCopiesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_copies_dialog_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-copies-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GxCopiesDialog, status);
  gtk_widget_class_bind_template_child (widget_class, GxCopiesDialog, status_icon);
  gtk_widget_class_bind_template_child (widget_class, GxCopiesDialog, back_up);
  gtk_widget_class_bind_template_child (widget_class, GxCopiesDialog, kept);
  gtk_widget_class_bind_template_child (widget_class, GxCopiesDialog, other);
  gtk_widget_class_bind_template_child (widget_class, GxCopiesDialog, second);
  gtk_widget_class_bind_template_child (widget_class, GxCopiesDialog, forget_second);
  gtk_widget_class_bind_template_child (widget_class, GxCopiesDialog, limit);
  gtk_widget_class_install_action (widget_class, "copies.back-up", NULL, back_up_cb);
  gtk_widget_class_install_action (widget_class, "copies.restore", "s", restore_cb);
  gtk_widget_class_install_action (widget_class, "copies.bring", "s", bring_cb);
  gtk_widget_class_install_action (widget_class, "copies.other", NULL, other_cb);
  gtk_widget_class_install_action (widget_class, "copies.choose-second", NULL, choose_second_cb);
  gtk_widget_class_install_action (widget_class, "copies.forget-second", NULL, forget_second_cb);
  gtk_widget_class_install_action (widget_class, "copies.open-folder", NULL, open_folder_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gx_copies_dialog_init (GxCopiesDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spin_button_set_value (self->limit, (double) gx_backup_settings_get_limit () / GIGABYTE);
  g_signal_connect_swapped (self->limit, "value-changed", G_CALLBACK (limit_changed_cb), self);
}

GtkWidget *
gx_copies_dialog_new (GtkWindow *parent, GxBook *book, const char *book_path)
{
  GxCopiesDialog *self = g_object_new (GX_TYPE_COPIES_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->book = book != NULL ? g_object_ref (book) : NULL;
  self->path = g_strdup (book_path);
  gtk_widget_set_visible (GTK_WIDGET (self->back_up), book != NULL && !gx_book_is_read_only (book));
  if (book != NULL)
    g_signal_connect_object (book, "backed-up", G_CALLBACK (backed_up_cb), self, G_CONNECT_SWAPPED);
  show_copies (self, FALSE);
  gtk_window_set_focus (GTK_WINDOW (self), self->rows->len > 0 ? self->rows->pdata[0] : self->other);
  return GTK_WIDGET (self);
}
