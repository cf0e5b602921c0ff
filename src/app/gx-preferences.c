/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-preferences.h"

#include "app/gx-settings.h"
#include "insight/gx-portrait.h"
#include "interchange/gx-watched-folder.h"
#include "pages/gx-copies-dialog.h"
#include "pages/gx-members-page.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-step.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

#define SETTLE_MS 800 /* a number that is still being turned is not written */

struct _GxPreferences {
  AdwPreferencesWindow parent_instance;

  GtkSwitch *reminds, *shows_in_search;
  GtkSpinButton *reminder_hour, *new_days, *active_days, *dormant_days;
  AdwPreferencesGroup *lifecycle_group, *copies_group;
  AdwActionRow *currency, *last_copy;
  GtkWidget *open_folder;
  AdwPreferencesGroup *watched_group;
  AdwActionRow *watched_folder, *alone_row;
  GtkWidget *unwatch;
  GtkSwitch *runs_alone;

  GxBook *book;
  GxPortraitLimits limits;  /* as they are in the book */
  gboolean is_read;         /* limits were read: what is turned from then on is a person's wish */
  guint settling;
  char *watched;            /* (nullable): the folder's path */
  gboolean is_watched_read; /* the choice was read: what is switched from then on is a person's wish */
};

G_DEFINE_FINAL_TYPE (GxPreferences, gx_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* -- The book's: when a customer is new, active, dormant */

static gboolean
write_number (GxConnection *book, const char *key, int number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%d", number);

  return gx_connection_set_setting (book, key, text, error);
}

static gpointer
write_limits_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const GxPortraitLimits *limits = data;
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "setting.change", error);

  return GINT_TO_POINTER (step != NULL
                          && write_number (book, "lifecycle.new_days", limits->new_days, error)
                          && write_number (book, "lifecycle.active_days", limits->active_days, error)
                          && write_number (book, "lifecycle.dormant_days", limits->dormant_days, error)
                          && gx_step_commit (g_steal_pointer (&step), NULL, error));
}

static void
write_limits (GxPreferences *self)
{
  GxPortraitLimits limits = {
    .new_days = gtk_spin_button_get_value_as_int (self->new_days),
    .active_days = gtk_spin_button_get_value_as_int (self->active_days),
    .dormant_days = gtk_spin_button_get_value_as_int (self->dormant_days),
  };

  g_clear_handle_id (&self->settling, g_source_remove);
  if (!self->is_read || memcmp (&limits, &self->limits, sizeof limits) == 0)
    return;
  self->limits = limits;
  gx_write (GTK_WIDGET (self), self->book, write_limits_job, g_memdup2 (&limits, sizeof limits), g_free);
}

static gboolean
settled_cb (gpointer data)
{
  GxPreferences *self = data;

  self->settling = 0;
  write_limits (self);
  return G_SOURCE_REMOVE;
}

/* Dormant begins where active ends. */
static void
limit_changed_cb (GxPreferences *self)
{
  int active_days = gtk_spin_button_get_value_as_int (self->active_days);

  gtk_adjustment_set_lower (gtk_spin_button_get_adjustment (self->dormant_days), active_days + 1);
  g_clear_handle_id (&self->settling, g_source_remove);
  if (self->is_read)
    self->settling = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static gpointer
read_limits_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  GxPortraitLimits limits = gx_portrait_limits_read (book);

  return g_memdup2 (&limits, sizeof limits);
}

static void
limits_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxPreferences) self = user_data;
  g_autofree GxPortraitLimits *limits = gx_book_job_finish (GX_BOOK (source), result, NULL);

  if (limits == NULL || self->book == NULL)
    return;
  gtk_spin_button_set_value (self->new_days, limits->new_days);
  gtk_spin_button_set_value (self->active_days, limits->active_days);
  gtk_spin_button_set_value (self->dormant_days, limits->dormant_days);
  self->limits = *limits;
  self->is_read = TRUE;
}

/* -- The book's and this computer's: which folder is watched */

typedef struct {
  char *path;
  gboolean runs_alone;
} Watched;

static void
free_watched (gpointer data)
{
  g_free (((Watched *) data)->path);
  g_free (data);
}

static gpointer
write_watched_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Watched *watched = data;

  return GINT_TO_POINTER (gx_watched_folder_choose (book, watched->path, watched->runs_alone, error));
}

static void
watched_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWindow) window = user_data;
  g_autoptr (GError) error = NULL;

  if (gx_book_job_finish (GX_BOOK (source), result, &error) == NULL)
    gx_toast_show_error (GTK_WIDGET (window), error);
  else
    gtk_widget_activate_action (GTK_WIDGET (window), "win.watch-anew", NULL);
}

static void
show_watched (GxPreferences *self)
{
  g_autofree char *shown = self->watched != NULL ? g_filename_display_name (self->watched) : NULL;

  adw_action_row_set_subtitle (self->watched_folder, shown != NULL ? shown : _("None is watched"));
  gtk_widget_set_visible (self->unwatch, shown != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->alone_row), shown != NULL);
}

static void
write_watched (GxPreferences *self)
{
  Watched *watched = g_new0 (Watched, 1);

  *watched = (Watched) { g_strdup (self->watched), gtk_switch_get_active (self->runs_alone) };
  show_watched (self);
  gx_book_write_async (self->book, write_watched_job, watched, free_watched, NULL, NULL, watched_written_cb,
                       g_object_ref (gtk_window_get_transient_for (GTK_WINDOW (self))));
}

static void
alone_changed_cb (GxPreferences *self)
{
  if (self->is_watched_read && self->book != NULL)
    write_watched (self);
}

static void
watch (GxPreferences *self, char *path)
{
  g_free (self->watched);
  self->watched = path;
  write_watched (self);
}

static void
folder_chosen_cb (GFile *file, gpointer user_data)
{
  GxPreferences *self = user_data;
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL && self->book != NULL)
    watch (self, g_steal_pointer (&path));
}

static void
watch_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_dialog_open_folder (widget, _("Choose the folder to watch"), folder_chosen_cb, g_object_ref (widget),
                         g_object_unref);
}

static void
unwatch_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  watch (GX_PREFERENCES (widget), NULL);
}

static gpointer
read_watched_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_watched_folder_read (book, error);
}

static void
watched_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxPreferences) self = user_data;
  g_autoptr (GxWatchedFolder) folder = gx_book_job_finish (GX_BOOK (source), result, NULL);

  if (folder == NULL || self->book == NULL)
    return;
  self->watched = g_strdup (gx_watched_folder_get_path (folder));
  gtk_switch_set_active (self->runs_alone, gx_watched_folder_runs_alone (folder));
  self->is_watched_read = TRUE;
  show_watched (self);
}

/* -- What is good to know */

static void
open_folder_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxPreferences *self = GX_PREFERENCES (widget);
  g_autoptr (GPtrArray) copies = gx_backup_list (gx_book_get_path (self->book));

  if (copies->len == 0)
    return;
  g_autofree char *folder = g_path_get_dirname (((GxBackupCopy *) copies->pdata[0])->path);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);
  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
}

static void
show_copies (GxPreferences *self)
{
  g_autoptr (GPtrArray) copies = gx_backup_list (gx_book_get_path (self->book));
  const char *newest = copies->len > 0 ? ((GxBackupCopy *) copies->pdata[0])->path : NULL;
  g_autofree char *folder = newest != NULL ? g_path_get_dirname (newest) : NULL;
  g_autofree char *shown = folder != NULL ? g_filename_display_name (folder) : NULL;
  g_autofree char *title = gx_copies_describe_proven (copies);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->last_copy), title);
  adw_action_row_set_subtitle (self->last_copy, shown != NULL ? shown : "");
  gtk_widget_set_visible (self->open_folder, shown != NULL);
}

static void
show_book (GxPreferences *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->lifecycle_group), self->book != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->copies_group), self->book != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->watched_group),
                          self->book != NULL && !gx_book_is_read_only (self->book));
  gtk_widget_set_visible (GTK_WIDGET (self->currency), self->book != NULL);
  if (self->book == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->lifecycle_group), !gx_book_is_read_only (self->book));
  adw_action_row_set_subtitle (self->currency, gx_book_get_currency (self->book));
  show_copies (self);
  gx_book_read_async (self->book, read_limits_job, NULL, NULL, g_free, NULL, limits_read_cb,
                      g_object_ref (self));
  gx_book_read_async (self->book, read_watched_job, NULL, NULL, (GDestroyNotify) gx_watched_folder_unref,
                      NULL, watched_read_cb, g_object_ref (self));
}

static void
gx_preferences_dispose (GObject *object)
{
  GxPreferences *self = GX_PREFERENCES (object);

  if (self->book != NULL)
    write_limits (self);
  g_clear_handle_id (&self->settling, g_source_remove);
  g_clear_object (&self->book);
  g_clear_pointer (&self->watched, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_PREFERENCES);
  G_OBJECT_CLASS (gx_preferences_parent_class)->dispose (object);
}

static gboolean
gx_preferences_close_request (GtkWindow *window)
{
  GxPreferences *self = GX_PREFERENCES (window);

  if (self->book != NULL)
    write_limits (self);
  return GTK_WINDOW_CLASS (gx_preferences_parent_class)->close_request (window);
}

static void
gx_preferences_class_init (GxPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_preferences_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = gx_preferences_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, reminds);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, reminder_hour);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, shows_in_search);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, new_days);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, active_days);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, dormant_days);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, lifecycle_group);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, copies_group);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, currency);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, last_copy);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, open_folder);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, watched_group);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, watched_folder);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, alone_row);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, unwatch);
  gtk_widget_class_bind_template_child (widget_class, GxPreferences, runs_alone);
  gtk_widget_class_bind_template_callback (widget_class, alone_changed_cb);
  gtk_widget_class_install_action (widget_class, "preferences.watch", NULL, watch_cb);
  gtk_widget_class_install_action (widget_class, "preferences.unwatch", NULL, unwatch_cb);
  gtk_widget_class_bind_template_callback (widget_class, limit_changed_cb);
  gtk_widget_class_install_action (widget_class, "preferences.open-folder", NULL, open_folder_cb);
}

static void
gx_preferences_init (GxPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gx_settings_bind ("reminds", self->reminds, "active");
  gx_settings_bind ("shows-in-search", self->shows_in_search, "active");
  gx_settings_bind ("reminder-hour", self->reminder_hour, "value");
}

GtkWidget *
gx_preferences_new (GtkWindow *parent, GxBook *book)
{
  GxPreferences *self = g_object_new (GX_TYPE_PREFERENCES, "transient-for", parent, "modal", TRUE, NULL);

  self->book = book != NULL ? g_object_ref (book) : NULL;
  if (book != NULL)
    adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
                                ADW_PREFERENCES_PAGE (gx_members_page_new (book)));
  show_book (self);
  return GTK_WIDGET (self);
}
