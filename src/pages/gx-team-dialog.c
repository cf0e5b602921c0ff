/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-team-dialog.h"

#include "base/gx-money.h"
#include "pages/gx-team-words.h"
#include "store/gx-self.h"
#include "widgets/gx-card.h"

#include <glib/gi18n-lib.h>

struct _GxTeamDialog {
  AdwWindow parent_instance;

  AdwActionRow *status, *conflicts, *place;
  GtkImage *status_icon;
  GxCard *members;

  GxTeamWorker *worker;
};

G_DEFINE_FINAL_TYPE (GxTeamDialog, gx_team_dialog, ADW_TYPE_WINDOW)

/* -- Showing: twice a second while somebody is there, so nothing is touched that stays as it is */

static void
set_texts (AdwActionRow *row, const char *title, const char *subtitle)
{
  if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) != 0)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (g_strcmp0 (adw_action_row_get_subtitle (row), subtitle) != 0)
    adw_action_row_set_subtitle (row, subtitle);
}

static AdwActionRow *
new_member_row (void)
{
  AdwActionRow *row = gx_card_new_row ("", "");

  adw_action_row_set_subtitle_lines (row, 3);
  adw_action_row_add_prefix (row, gtk_image_new_from_icon_name ("gx-person-symbolic"));
  return row;
}

static void
show_member (GxTeamDialog *self, gint64 id, const char *name, const char *words)
{
  GtkWidget *row = gx_card_keep (self->members, "member", id);

  if (row == NULL)
    gx_card_put (self->members, "member", id, row = GTK_WIDGET (new_member_row ()));
  set_texts (ADW_ACTION_ROW (row), name, words);
}

static void
show_members (GxTeamDialog *self, const GxTeamReport *report)
{
  /* Translators: %s is the name of whoever sits at this computer */
  g_autofree char *own = g_strdup_printf (_("%s (you)"), gx_self_get_name ());

  gx_card_begin (self->members);
  show_member (self, 0, own, _("At this computer"));
  for (guint i = 0; report != NULL && i < report->members->len; i++)
    {
      const GxTeamMember *member = g_ptr_array_index (report->members, i);
      g_autofree char *words = gx_team_words_member (member);

      show_member (self, member->site, member->name != NULL ? member->name : _("Somebody"), words);
    }
  if (report != NULL && report->members->len == 0 && gx_team_worker_get_error (self->worker) == NULL)
    gx_card_keep_sentence (self->members, _("Nobody else yet. Tell your colleagues where the file is."));
  gx_card_end (self->members);
}

static void
show_conflicts (GxTeamDialog *self, int count)
{
  g_autofree char *n = gx_count_format (count);
  g_autofree char *text =
    /* Translators: %s is a number */
    g_strdup_printf (ngettext ("%s waits for a look: both are kept until somebody chooses",
                               "%s wait for a look: both are kept until somebody chooses",
                               (gulong) count), n);

  set_texts (self->conflicts, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->conflicts)), text);
  gtk_widget_set_visible (GTK_WIDGET (self->conflicts), count > 0);
}

static void
told_cb (GxTeamDialog *self)
{
  const GxTeamReport *report = gx_team_worker_get_report (self->worker);
  GxTeamMood mood = GX_TEAM_MOOD_CALM;
  g_autofree char *status = gx_team_words_status (self->worker, &mood);
  g_autofree char *advice = gx_team_words_advice (self->worker);

  set_texts (self->status, status, advice != NULL ? advice : "");
  gtk_image_set_from_icon_name (self->status_icon, gx_team_words_icon (mood));
  show_conflicts (self, report != NULL ? report->conflicts : 0);
  show_members (self, report);
}

static void
show_place (GxTeamDialog *self)
{
  const char *path = gx_team_worker_get_path (self->worker);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *where = g_filename_display_name (folder);

  set_texts (self->place, name, where);
}

/* -- Ways out */

static void
leave_for (GtkWidget *widget, const char *action)
{
  g_autoptr (GtkWidget) parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (widget)));

  g_object_ref (parent);
  gtk_window_close (GTK_WINDOW (widget));
  gtk_widget_activate_action (parent, action, NULL);
}

static void
show_conflicts_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave_for (widget, "win.show-conflicts");
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave_for (widget, "win.back-up");
}

static void
leave_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave_for (widget, "win.leave-team");
}

static void
open_folder_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *folder = g_path_get_dirname (gx_team_worker_get_path (GX_TEAM_DIALOG (widget)->worker));
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
}

/* -- Overrides */

static void
gx_team_dialog_dispose (GObject *object)
{
  GxTeamDialog *self = GX_TEAM_DIALOG (object);

  g_clear_object (&self->worker);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_TEAM_DIALOG);
  G_OBJECT_CLASS (gx_team_dialog_parent_class)->dispose (object);
}

static void
gx_team_dialog_class_init (GxTeamDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_team_dialog_dispose;
  g_type_ensure (GX_TYPE_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-team-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GxTeamDialog, status);
  gtk_widget_class_bind_template_child (widget_class, GxTeamDialog, status_icon);
  gtk_widget_class_bind_template_child (widget_class, GxTeamDialog, conflicts);
  gtk_widget_class_bind_template_child (widget_class, GxTeamDialog, members);
  gtk_widget_class_bind_template_child (widget_class, GxTeamDialog, place);
  gtk_widget_class_install_action (widget_class, "team.show-conflicts", NULL, show_conflicts_cb);
  gtk_widget_class_install_action (widget_class, "team.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "team.leave", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "team.open-folder", NULL, open_folder_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gx_team_dialog_init (GxTeamDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gx_team_dialog_new (GtkWindow *parent, GxTeamWorker *worker)
{
  GxTeamDialog *self = g_object_new (GX_TYPE_TEAM_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->worker = g_object_ref (worker);
  g_signal_connect_object (worker, "told", G_CALLBACK (told_cb), self, G_CONNECT_SWAPPED);
  show_place (self);
  told_cb (self);
  return GTK_WIDGET (self);
}
