/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-bring-dialog.h"

#include "base/gx-phrase.h"
#include "customers/gx-customer-field.h"
#include "pages/gx-copies-dialog.h"
#include "store/gx-backup-customer.h"
#include "widgets/gx-card.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

#define MOST_PEOPLE 100
#define MOST_CHANGES 60

struct _GxBringDialog {
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkWidget *words, *back, *bring;
  AdwPreferencesGroup *people, *changes;

  GxBook *book;
  char *copy;
  GxId customer;           /* whose changes are shown; 0 nobody's */
  char *name;
  GPtrArray *people_rows, *change_rows;
  GCancellable *asking;
};

G_DEFINE_FINAL_TYPE (GxBringDialog, gx_bring_dialog, ADW_TYPE_WINDOW)

/* -- Jobs: each opens the copy, which costs a millisecond */

typedef struct {
  char *copy, *words;
  GxId customer;
} Errand;

static Errand *
new_errand (GxBringDialog *self, const char *words)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->copy = g_strdup (self->copy);
  errand->words = g_strdup (words);
  errand->customer = self->customer;
  return errand;
}

static void
free_errand (gpointer data)
{
  Errand *errand = data;

  g_free (errand->copy);
  g_free (errand->words);
  g_free (errand);
}

static gpointer
find_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Errand *errand = data;
  g_autoptr (GxConnection) copy = gx_connection_open (errand->copy, GX_OPEN_KEPT, error);

  if (copy == NULL)
    return NULL;
  gx_connection_set_cancellable (copy, cancellable);
  return gx_backup_find_customers (book, copy, errand->words, MOST_PEOPLE, error);
}

static gpointer
compare_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Errand *errand = data;
  g_autoptr (GxConnection) copy = gx_connection_open (errand->copy, GX_OPEN_KEPT, error);

  return copy != NULL ? gx_backup_compare_customer (book, copy, errand->customer, error) : NULL;
}

static gpointer
bring_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Errand *errand = data;
  g_autoptr (GxConnection) copy = gx_connection_open (errand->copy, GX_OPEN_KEPT, error);

  return GINT_TO_POINTER (copy != NULL
                          && gx_backup_bring_customer (book, copy, gx_actor_get_self (), errand->customer,
                                                       NULL, error));
}

/* -- What would change */

static gboolean
is_customers (const GxBackupChange *change)
{
  return g_str_equal (change->table, "customer") && gx_customer_field_get (change->column) != NULL;
}

/* "Note: likes coffee → likes tea"; of what says nothing to people, only that it is there again. */
static void
describe_change (const GxBackupChange *change, char **title, char **subtitle)
{
  const char *nothing = C_("value", "nothing");

  *title = g_strdup (gx_phrase ("record", change->table));
  *subtitle = NULL;
  if (change->column == NULL)
    *subtitle = change->then != NULL ? g_strdup (change->then) : g_strdup (_("Is there again"));
  else if (g_str_equal (change->column, "gone"))
    *subtitle = g_strdup (_("Is no longer deleted"));
  else if (is_customers (change))
    {
      g_free (*title);
      *title = g_strdup (gx_customer_field_label (gx_customer_field_get (change->column)));
    }
  if (*subtitle == NULL)
    *subtitle = g_strdup_printf ("%s → %s", change->now != NULL ? change->now : nothing,
                                 change->then != NULL ? change->then : nothing);
}

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (AdwPreferencesGroup *group, GPtrArray *rows, AdwActionRow *row)
{
  adw_preferences_group_add (group, GTK_WIDGET (row));
  g_ptr_array_add (rows, row);
}

static void
show_changes (GxBringDialog *self, GPtrArray *changes)
{
  clear_rows (self->changes, self->change_rows);
  for (guint i = 0; i < MIN (changes->len, MOST_CHANGES); i++)
    {
      g_autofree char *title = NULL;
      g_autofree char *subtitle = NULL;
      AdwActionRow *row = NULL;

      describe_change (changes->pdata[i], &title, &subtitle);
      row = gx_card_new_row (title, subtitle);
      adw_action_row_set_subtitle_lines (row, 3);
      add_row (self->changes, self->change_rows, row);
    }
  if (changes->len > MOST_CHANGES)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more",
                                                         changes->len - MOST_CHANGES),
                                               changes->len - MOST_CHANGES);
      add_row (self->changes, self->change_rows, gx_card_new_row (more, NULL));
    }
  if (changes->len == 0)
    add_row (self->changes, self->change_rows,
             gx_card_new_row (_("Nothing: the customer is as in the copy"), NULL));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bring.bring", changes->len > 0);
}

static void
show_page (GxBringDialog *self, gboolean is_changes)
{
  gtk_stack_set_visible_child_name (self->stack, is_changes ? "changes" : "people");
  gtk_widget_set_visible (self->back, is_changes);
  gtk_widget_set_visible (self->bring, is_changes);
  adw_window_title_set_title (self->title, is_changes ? self->name : _("Restore one customer"));
  gtk_window_set_focus (GTK_WINDOW (self), is_changes ? self->bring : self->words);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxBringDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (self->book == NULL)
    return;
  if (changes == NULL)
    {
      gx_toast_show_error (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), error);
      return;
    }
  show_changes (self, changes);
  show_page (self, TRUE);
}

static void
person_activated_cb (GxBringDialog *self, GtkWidget *row)
{
  const GxId *id = g_object_get_data (G_OBJECT (row), "gx-id");

  self->customer = *id;
  g_free (self->name);
  self->name = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  gx_book_read_async (self->book, compare_job, new_errand (self, NULL), free_errand,
                      (GDestroyNotify) g_ptr_array_unref, NULL, compared_cb, g_object_ref (self));
}

/* -- Who */

static const char *
describe_kind (GxLostKind kind)
{
  switch (kind)
    {
    case GX_LOST_MISSING:
    case GX_LOST_DELETED: return _("Deleted since");
    case GX_LOST_CHANGED: return _("Changed since");
    case GX_LOST_SAME:
    default: return _("As in the copy");
    }
}

static AdwActionRow *
new_person_row (GxBringDialog *self, const GxLostCustomer *lost)
{
  g_autofree char *subtitle = NULL;
  const char *name = lost->name != NULL ? lost->name : lost->number != NULL ? lost->number : "–";
  AdwActionRow *row = NULL;

  if (lost->kind == GX_LOST_CHANGED && g_strcmp0 (lost->name, lost->name_now) != 0 && lost->name_now != NULL)
    /* Translators: %s is a customer's name */
    subtitle = g_strdup_printf (_("Changed since: is called %s now"), lost->name_now);
  row = gx_card_new_row (name, subtitle != NULL ? subtitle : describe_kind (lost->kind));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("gx-forward-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "gx-id", g_memdup2 (&lost->id, sizeof lost->id), g_free);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (person_activated_cb), self);
  return row;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxBringDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = gx_book_job_finish (GX_BOOK (source), result, &error);
  gboolean has_words = self->words != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->words)) != '\0';

  if (self->book == NULL || (found == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    return;
  clear_rows (self->people, self->people_rows);
  adw_preferences_group_set_title (self->people,
                                   has_words ? _("In the copy") : _("Deleted or changed since"));
  adw_preferences_group_set_description (self->people, error != NULL ? error->message : NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    add_row (self->people, self->people_rows, new_person_row (self, found->pdata[i]));
  if (found != NULL && found->len == 0)
    adw_preferences_group_set_description (self->people, has_words ? _("Nobody of that name is in the copy.")
                                           : _("Nobody. To look at somebody all the same, search."));
}

static void
find (GxBringDialog *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->words));

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  gx_book_read_async (self->book, find_job, new_errand (self, words), free_errand,
                      (GDestroyNotify) g_ptr_array_unref, self->asking, found_cb, g_object_ref (self));
}

static void
words_changed_cb (GxBringDialog *self)
{
  if (self->book != NULL)
    find (self);
}

/* -- Actions */

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_page (GX_BRING_DIALOG (widget), FALSE);
}

static void
bring_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxBringDialog *self = GX_BRING_DIALOG (widget);
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));

  gx_write (GTK_WIDGET (window), self->book, bring_job, new_errand (self, NULL), free_errand);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-customer", "x", (gint64) self->customer);
  gtk_window_close (GTK_WINDOW (self));
}

/* -- Overrides */

static void
gx_bring_dialog_dispose (GObject *object)
{
  GxBringDialog *self = GX_BRING_DIALOG (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->book);
  g_clear_pointer (&self->copy, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->people_rows, g_ptr_array_unref);
  g_clear_pointer (&self->change_rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_BRING_DIALOG);
  G_OBJECT_CLASS (gx_bring_dialog_parent_class)->dispose (object);
}

static void
gx_bring_dialog_class_init (GxBringDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_bring_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-bring-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GxBringDialog, title);
  gtk_widget_class_bind_template_child (widget_class, GxBringDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GxBringDialog, words);
  gtk_widget_class_bind_template_child (widget_class, GxBringDialog, back);
  gtk_widget_class_bind_template_child (widget_class, GxBringDialog, bring);
  gtk_widget_class_bind_template_child (widget_class, GxBringDialog, people);
  gtk_widget_class_bind_template_child (widget_class, GxBringDialog, changes);
  gtk_widget_class_bind_template_callback (widget_class, words_changed_cb);
  gtk_widget_class_install_action (widget_class, "bring.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "bring.bring", NULL, bring_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gx_bring_dialog_init (GxBringDialog *self)
{
  self->people_rows = g_ptr_array_new ();
  self->change_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gx_bring_dialog_new (GtkWindow *parent, GxBook *book, const char *copy)
{
  GxBringDialog *self = g_object_new (GX_TYPE_BRING_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  g_autofree char *when = gx_copies_dialog_describe (copy);

  self->book = g_object_ref (book);
  self->copy = g_strdup (copy);
  adw_window_title_set_subtitle (self->title, when);
  gtk_window_set_focus (GTK_WINDOW (self), self->words);
  find (self);
  return GTK_WIDGET (self);
}
