/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-window-private.h"
#include "base/gx-error.h"
#include "customers/gx-members.h"
#include "pages/gx-customers-page.h"
#include "pages/gx-share-dialog.h"
#include "pages/gx-team-dialog.h"
#include "pages/gx-team-words.h"
#include "store/gx-self.h"
#include "team/gx-team-book.h"
#include "team/gx-team-share.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

/* -- At the sidebar's foot */

static gboolean
is_shared (GxWindow *self)
{
  return self->team != NULL && gx_team_worker_is_shared (self->team);
}

static void
show_conflicts (GxWindow *self)
{
  const GxTeamReport *report = is_shared (self) ? gx_team_worker_get_report (self->team) : NULL;
  int count = report != NULL ? report->conflicts : 0;
  /* Translators: %d is how many rows two people changed at the same time */
  g_autofree char *text = g_strdup_printf (ngettext ("%d changed by two people", "%d changed by two people",
                                                     (gulong) count), count);

  gtk_widget_set_visible (self->conflicts_button, count > 0);
  gtk_label_set_label (self->conflicts_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->conflicts_button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
}

static void
show_status (GxWindow *self)
{
  GxTeamMood mood = GX_TEAM_MOOD_CALM;
  g_autofree char *status = is_shared (self) ? gx_team_words_status (self->team, &mood) : NULL;

  gtk_widget_set_visible (self->place, status == NULL);
  gtk_widget_set_visible (self->team_button, status != NULL);
  show_conflicts (self);
  if (status == NULL || g_str_equal (gtk_label_get_label (self->team_label), status))
    return;
  gtk_label_set_label (self->team_label, status);
  gtk_image_set_from_icon_name (self->team_icon, gx_team_words_icon (mood));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->team_button), GTK_ACCESSIBLE_PROPERTY_LABEL, status,
                                  -1);
  if (mood == GX_TEAM_MOOD_ALERT)
    gtk_widget_add_css_class (self->team_button, "gx-alert");
  else
    gtk_widget_remove_css_class (self->team_button, "gx-alert");
  gtk_widget_set_tooltip_text (self->team_button, gx_team_worker_get_path (self->team));
}

/* Who looks at one customer with whom. */
static void
meet (GxWindow *self)
{
  GxPage *page = gx_window_get_page (self);
  GxTeamWorker *team = is_shared (self) ? self->team : NULL;

  if (GX_IS_CUSTOMERS_PAGE (page))
    gx_customers_page_meet (GX_CUSTOMERS_PAGE (page), team);
  else if (team != NULL)
    gx_team_worker_set_open (team, 0);
}

static void
told_cb (GxWindow *self)
{
  gboolean was_shared = gtk_widget_get_visible (self->team_button);

  show_status (self);
  meet (self);
  if (is_shared (self) != was_shared)
    gx_window_update_actions (self);
}

/* -- The worker */

static void
network_changed_cb (GxWindow *self, gboolean is_there)
{
  if (self->team != NULL && is_there)
    gx_team_worker_hurry (self->team);
}

static void
active_changed_cb (GxWindow *self)
{
  if (self->team != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    gx_team_worker_hurry (self->team);
}

void
gx_window_team_begin (GxWindow *self)
{
  if (gx_book_is_read_only (self->book))
    return;
  self->team = gx_team_worker_new (self->book);
  g_signal_connect_object (self->team, "told", G_CALLBACK (told_cb), self, G_CONNECT_SWAPPED);
}

GxTeamWorker *
gx_window_team_end (GxWindow *self)
{
  GxTeamWorker *team = g_steal_pointer (&self->team);

  if (team == NULL)
    return NULL;
  g_signal_handlers_disconnect_by_data (team, self);
  gx_team_worker_stop (team);
  if (self->team_button != NULL)
    {
      show_status (self);
      meet (self);
    }
  return team;
}

void
gx_window_team_watch (GxWindow *self)
{
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_changed_cb), NULL);
}

static void
begin_anew (GxWindow *self)
{
  g_autoptr (GxTeamWorker) before = gx_window_team_end (self);

  gx_window_team_begin (self);
}

gboolean
gx_window_team_is_shared (GxWindow *self)
{
  return is_shared (self);
}

/* Not while it is leaving a team. */
gboolean
gx_window_team_can_share (GxWindow *self)
{
  gboolean is_copied = self->book == NULL || gx_book_is_read_only (self->book);

  return self->path != NULL && (is_copied || (self->team != NULL && !is_shared (self)));
}

/* -- Who sits here: asked once, where all that is known is how they log in */

static gpointer
become_job (GxConnection *book, gpointer name, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_members_become (book, gx_members_find (book, name), name, error));
}

static void
name_answered_cb (const char *name, gpointer user_data)
{
  GxWindow *self = user_data;

  if (self->book != NULL)
    gx_write (GTK_WIDGET (self), self->book, become_job, g_strdup (name), g_free);
}

static void
ask_name (GxWindow *self)
{
  if (!gx_self_is_known ())
    gx_dialog_ask_text (GTK_WIDGET (self), _("What is your name?"),
                        _("So that your colleagues read who did what."), _("Your name"), gx_self_get_name (),
                        _("_Save"), name_answered_cb, g_object_ref (self), g_object_unref);
}

/* -- Sharing */

static void
shared_cb (GxWindow *self, const char *replica, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  /* Translators: %s is a file's name */
  g_autofree char *said = g_strdup_printf (_("Shared. Your colleagues open “%s”."), name);

  if (self->book != NULL && g_strcmp0 (replica, self->path) == 0)
    begin_anew (self);
  else
    gx_window_open (self, replica, GX_OPEN_WRITE, FALSE);
  gx_toast_show (GTK_WIDGET (self), said);
  gx_window_do_when_open (self, "win.tell-name", NULL);
}

void
gx_window_share_book (GxWindow *self, const char *folder)
{
  gboolean is_copied = self->book == NULL || gx_book_is_read_only (self->book);
  GtkWidget *dialog = NULL;

  g_return_if_fail (GX_IS_WINDOW (self) && self->path != NULL);

  dialog = gx_share_dialog_new (GTK_WINDOW (self), self->path, is_copied);
  if (folder != NULL)
    gx_share_dialog_set_folder (GX_SHARE_DIALOG (dialog), folder);
  g_signal_connect_object (dialog, "shared", G_CALLBACK (shared_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
gx_window_share_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_window_share_book (GX_WINDOW (widget), NULL);
}

void
gx_window_tell_name_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_name (GX_WINDOW (widget));
}

void
gx_window_team_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (is_shared (GX_WINDOW (widget)))
    gtk_window_present (GTK_WINDOW (gx_team_dialog_new (GTK_WINDOW (widget), GX_WINDOW (widget)->team)));
}

/* -- Joining: the replica that is there, at once; else one is built, which can be given up at any time */

typedef struct {
  char *path;
  GxProgress *progress;
} Errand;

static void
free_errand (gpointer data)
{
  Errand *errand = data;

  g_free (errand->path);
  gx_progress_unref (errand->progress);
  g_free (errand);
}

static void
join_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Errand *errand = data;
  GError *error = NULL;
  char *replica = gx_team_join (errand->path, errand->progress, &error);

  if (replica != NULL)
    g_task_return_pointer (task, replica, g_free);
  else
    g_task_return_error (task, error);
}

static void
joined_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxWindow) self = user_data;
  const Errand *errand = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *replica = g_task_propagate_pointer (G_TASK (result), &error);

  if (!gx_window_end_progress (self, errand->progress))
    return;
  if (replica != NULL)
    {
      gx_window_open (self, replica, GX_OPEN_WRITE, FALSE);
      gx_window_do_when_open (self, "win.tell-name", NULL);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           || g_error_matches (error, GX_ERROR, GX_ERROR_CANCELLED))
    return;
  else if (self->book != NULL)
    gx_dialog_tell (GTK_WIDGET (self), _("The team's book could not be opened"), error->message);
  else
    {
      self->path = g_strdup (errand->path);
      gx_window_show_team_error (self, error);
    }
}

static void
join (GxWindow *self, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_strndup (base, strlen (base) - strlen (GX_TEAM_BOOK_SUFFIX));
  /* Translators: %s is the name of a team's book */
  g_autofree char *title = g_strdup_printf (_("Joining “%s”"), name);
  Errand *errand = g_new0 (Errand, 1);
  g_autoptr (GTask) task = NULL;

  errand->path = g_strdup (path);
  errand->progress = gx_window_begin_progress (self, title,
                                               _("The whole book is taken to this computer. From then on it "
                                                 "opens at once, with or without the drive."));
  self->joining_path = g_strdup (path);
  task = g_task_new (NULL, gx_progress_get_cancellable (errand->progress), joined_cb, g_object_ref (self));
  g_task_set_task_data (task, errand, free_errand);
  g_task_set_return_on_cancel (task, TRUE);
  gtk_window_set_title (GTK_WINDOW (self), name);
  g_task_run_in_thread (task, join_thread);
}

void
gx_window_team_open (GxWindow *self, const char *path)
{
  g_autofree char *replica = gx_team_find_replica (path);

  if (replica != NULL)
    gx_window_open (self, replica, GX_OPEN_WRITE, FALSE);
  else
    join (self, path);
}

/* -- Leaving */

static gpointer
leave_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_team_leave (book, error));
}

static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (gx_book_job_finish (GX_BOOK (source), result, &error) == NULL)
    gx_toast_show_error (GTK_WIDGET (self), error);
  else
    gx_toast_show (GTK_WIDGET (self), _("This is a book of your own now."));
  if (self->book == GX_BOOK (source))
    gx_window_team_begin (self);
  gx_window_update_actions (self);
}

static void
goodbye_thread (GTask *task, gpointer team, gpointer data, GCancellable *cancellable)
{
  gx_team_worker_say_goodbye (team, TRUE);
  g_task_return_boolean (task, TRUE);
}

static void
goodbye_said_cb (GObject *team, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxWindow) self = user_data;

  if (self->book == g_task_get_task_data (G_TASK (result)))
    gx_book_write_async (self->book, leave_job, NULL, NULL, NULL, NULL, left_cb, g_object_ref (self));
}

static void
leave_confirmed_cb (gpointer user_data)
{
  GxWindow *self = user_data;
  g_autoptr (GxTeamWorker) team = NULL;
  g_autoptr (GTask) task = NULL;

  if (self->book == NULL || !is_shared (self))
    return;
  team = gx_window_team_end (self);
  task = g_task_new (team, NULL, goodbye_said_cb, g_object_ref (self));
  g_task_set_task_data (task, g_object_ref (self->book), g_object_unref);
  g_task_run_in_thread (task, goodbye_thread);
}

void
gx_window_leave_team_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const GxTeamReport *report = is_shared (GX_WINDOW (widget))
    ? gx_team_worker_get_report (GX_WINDOW (widget)->team) : NULL;
  gboolean is_waiting = report != NULL && report->waiting > 0;

  gx_dialog_confirm (widget, _("Leave the team?"), is_waiting
    ? _("Some of your changes are not on the team's drive yet; the team will not get them. The book on this "
        "computer stays, with everything in it. To join again, open the team's file.")
    : _("The book on this computer stays, with everything in it, as one of your own. The team keeps what you "
        "did so far. To join again, open the team's file."),
                     _("_Leave"), TRUE, leave_confirmed_cb, g_object_ref (widget), g_object_unref);
}
