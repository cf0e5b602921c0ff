/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-copies-dialog.h"

#include "base/gx-day.h"
#include "base/gx-phrase.h"
#include "store/gx-backup-shelf.h"
#include "widgets/gx-card.h"
#include "widgets/gx-dialogs.h"

#include <glib/gi18n-lib.h>

struct _GxCopiesDialog {
  AdwWindow parent_instance;

  AdwPreferencesGroup *kept;
  GtkWidget *other;
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCopiesDialog, gx_copies_dialog, ADW_TYPE_WINDOW)

static void
choose (GxCopiesDialog *self, const char *path)
{
  g_autoptr (GxCopiesDialog) kept = g_object_ref (self);
  g_autofree char *chosen = g_strdup (path);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[CHOSEN], 0, chosen);
}

static void
copy_activated_cb (GxCopiesDialog *self, GtkWidget *row)
{
  choose (self, g_object_get_data (G_OBJECT (row), "gx-path"));
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autofree char *path = g_file_get_path (file);

  choose (user_data, path);
}

static void
other_activated_cb (GxCopiesDialog *self)
{
  gx_dialog_open_file (GTK_WIDGET (self), _("Restore a backup"), _("Customer books"), "*.guanxi",
                       file_chosen_cb,
                       g_object_ref (self), g_object_unref);
}

static AdwActionRow *
new_row (const char *title, const char *subtitle)
{
  AdwActionRow *row = gx_card_new_row (title, subtitle);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("gx-forward-symbolic"));
  return row;
}

static GtkWidget *
new_copy_row (GxCopiesDialog *self, const char *path)
{
  g_autofree char *title = gx_copies_dialog_describe (path);
  const char *reason = NULL;
  gint64 at = 0;
  gboolean is_known = gx_backup_read_name (path, &at, &reason);
  AdwActionRow *row = new_row (title, is_known ? gx_phrase ("backup.reason", reason) : NULL);

  g_object_set_data_full (G_OBJECT (row), "gx-path", g_strdup (path), g_free);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (copy_activated_cb), self);
  return GTK_WIDGET (row);
}

static void
gx_copies_dialog_class_init (GxCopiesDialogClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gx_copies_dialog_init (GxCopiesDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  AdwActionRow *other = new_row (_("Another backup…"), NULL);
  GtkWidget *group = adw_preferences_group_new ();

  self->kept = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->other = GTK_WIDGET (other);
  adw_preferences_group_set_title (self->kept, _("Kept on this computer"));
  g_signal_connect_swapped (other, "activated", G_CALLBACK (other_activated_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->other);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->kept);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _("Restore"));
  gtk_window_set_default_size (GTK_WINDOW (self), 480, 560);
  gtk_widget_set_size_request (GTK_WIDGET (self), 340, 300);
}

GtkWidget *
gx_copies_dialog_new (GtkWindow *parent, const char *book_path)
{
  GxCopiesDialog *self = g_object_new (GX_TYPE_COPIES_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  g_autoptr (GPtrArray) copies = gx_backup_list (book_path);

  for (guint i = 0; i < copies->len; i++)
    {
      GtkWidget *row = new_copy_row (self, ((GxBackupCopy *) copies->pdata[i])->path);
      adw_preferences_group_add (self->kept, row);
      if (i == 0)
        gtk_window_set_focus (GTK_WINDOW (self), row);
    }
  if (copies->len == 0)
    {
      gtk_window_set_focus (GTK_WINDOW (self), self->other);
      adw_preferences_group_set_description (self->kept,
                                             _("None yet: a copy is kept whenever a changed book is "
                                               "closed."));
    }
  return GTK_WIDGET (self);
}

char *
gx_copies_dialog_describe (const char *path)
{
  const char *reason = NULL;
  gint64 at = 0;
  g_autofree char *name = g_path_get_basename (path);

  return gx_backup_read_name (path, &at, &reason) ? gx_instant_format (at * 1000)
         : g_filename_display_name (name);
}
