/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-window-private.h"
#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "pages/gx-bring-dialog.h"
#include "pages/gx-copies-dialog.h"
#include "store/gx-backup.h"
#include "store/gx-salvage.h"
#include "team/gx-team-share.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

/* A file the person agreed to replace is replaced only by a copy that was checked. */
static gboolean
copy_checked (GxConnection *book, const char *dest, GCancellable *cancellable, GError **error)
{
  g_autofree char *fresh = g_strconcat (dest, ".new", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (fresh);
  g_autoptr (GFile) to = g_file_new_for_path (dest);

  return gx_backup_to (book, fresh, cancellable, error)
         && g_file_move (from, to, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error);
}

/* An errand from one file to another, done while no book is open in the window; then @dest is opened. Given
   up, or in vain, it leaves everything as it was. */
typedef struct {
  char *source, *dest;
  char *origin;           /* what the window was about before */
  char *said;             /* a sentence for afterwards; NULL none */
  char *before;           /* (nullable): the kept copy of what @dest was: to go back */
  GxSalvageReport *report;
  GxProgress *progress;
} Errand;

static void
free_errand (gpointer data)
{
  Errand *errand = data;

  g_free (errand->source);
  g_free (errand->dest);
  g_free (errand->origin);
  g_free (errand->said);
  g_free (errand->before);
  g_clear_pointer (&errand->report, gx_salvage_report_free);
  gx_progress_unref (errand->progress);
  g_free (errand);
}

static void
progressed_cb (gint64 done, gint64 total, gpointer progress)
{
  gx_progress_tell (progress, done, total);
}

/* What came out of a damaged book, in a few sentences. */
static void
tell_report (GxWindow *self, const GxSalvageReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 lost = gx_salvage_report_lost (report);

  for (guint i = 0; i < report->counts->len; i++)
    {
      const GxSalvageCount *count = &g_array_index (report->counts, GxSalvageCount, i);
      g_autofree char *n = gx_count_format (count->found + count->from_journal + count->from_backup);

      if (!g_str_has_prefix (count->table, "journal"))
        g_string_append_printf (text, "%s: %s\n", gx_phrase ("record", count->table), n);
    }
  g_autofree char *n_lost = gx_count_format (lost);

  if (lost == 0)
    g_string_append (text, _("Nothing is known to be lost."));
  else
    /* Translators: %s is a number */
    g_string_append_printf (text, ngettext ("%s record is lost.", "%s records are lost.", lost), n_lost);
  if (!report->journal_is_whole)
    g_string_append_printf (text, " %s", _("The history has gaps: some older steps cannot be undone."));
  gx_dialog_tell (GTK_WIDGET (self), _("This is a new book of what could be rescued"), text->str);
}

static void
show_result (GxWindow *self, const Errand *errand)
{
  gx_window_open (self, errand->dest, GX_OPEN_WRITE, FALSE);
  if (errand->report != NULL)
    tell_report (self, errand->report);
  else if (errand->before != NULL)
    gx_toast_show_action (GTK_WIDGET (self), errand->said, _("_Undo"), "win.restore-copy",
                          g_variant_new_string (errand->before));
  else if (errand->said != NULL)
    gx_toast_show (GTK_WIDGET (self), errand->said);
}

static void
go_back (GxWindow *self, const Errand *errand, const GError *error)
{
  if (self->book == NULL)
    gx_window_open (self, errand->origin, GX_OPEN_WRITE, FALSE);
  if (g_error_matches (error, GX_ERROR, GX_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gx_toast_show (GTK_WIDGET (self), _("Cancelled. Everything is as it was."));
  else
    gx_dialog_tell (GTK_WIDGET (self), _("Everything is as it was"), error->message);
}

static void
errand_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GxWindow *self = GX_WINDOW (source);
  const Errand *errand = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  g_application_release (g_application_get_default ());
  if (!gx_window_end_progress (self, errand->progress))
    return;
  if (ok)
    show_result (self, errand);
  else
    go_back (self, errand, error);
}

/* Where the window is closed meanwhile, the program stays until the errand has put away what it began. */
static void
run_errand (GxWindow *self, GTaskThreadFunc func, const char *source, const char *dest, char *said,
            const char *title, const char *sentence)
{
  Errand *errand = g_new0 (Errand, 1);
  g_autoptr (GTask) task = NULL;

  errand->source = g_strdup (source);
  errand->dest = g_strdup (dest);
  errand->origin = g_strdup (self->path);
  errand->said = said;
  errand->progress = gx_window_begin_progress (self, title, sentence);
  task = g_task_new (self, gx_progress_get_cancellable (errand->progress), errand_done_cb, NULL);
  g_task_set_check_cancellable (task, FALSE); /* what was done before it could be stopped, counts */
  g_task_set_task_data (task, errand, free_errand);
  g_application_hold (g_application_get_default ());
  g_task_run_in_thread (task, func);
}

/* -- A book that lies on a drive: a copy of it here */

static void
copy_book (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Errand *errand = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (errand->source, GX_OPEN_READ, &error);

  if (book != NULL)
    gx_connection_set_progress (book, progressed_cb, errand->progress);
  if (book == NULL || !copy_checked (book, errand->dest, cancellable, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
copy_chosen_cb (GFile *file, gpointer user_data)
{
  GxWindow *self = user_data;
  g_autofree char *dest = g_file_get_path (file);

  run_errand (self, copy_book, self->path, dest,
              g_strdup (_("Copied to this computer. The other one stays as it is.")),
              _("Copying the book to this computer"), _("The other one stays as it is."));
}

void
gx_window_copy_book_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWindow *self = GX_WINDOW (widget);
  g_autofree char *name = self->path != NULL ? g_path_get_basename (self->path) : NULL;

  if (name != NULL)
    gx_dialog_save_file (widget, _("Copy the book to this computer"), name, copy_chosen_cb,
                         g_object_ref (self), g_object_unref);
}

/* -- A book that lies on a drive: for a team, there; this computer's own is another */

static void
share_book (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  g_autoptr (GError) error = NULL;

  errand->dest = gx_team_share_away (errand->source, errand->progress, &error);
  if (errand->dest != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
gx_window_share_here_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWindow *self = GX_WINDOW (widget);

  if (self->path == NULL || self->book != NULL)
    return;
  g_autofree char *team = gx_team_path_beside (self->path);
  g_autofree char *name = g_filename_display_basename (team);
  /* Translators: %s is a file name */
  char *said = g_strdup_printf (_("This is your own book now. The others join by opening “%s”."), name);

  run_errand (self, share_book, self->path, NULL, said, _("Sharing the book"),
              _("The book itself stays as it is."));
}

/* -- Restoring: into a new book, or over the one that is shown */

typedef struct {
  GxWindow *window;
  char *copy;
} Restore;

static Restore *
new_restore (GxWindow *window, const char *copy)
{
  Restore *restore = g_new0 (Restore, 1);

  restore->window = g_object_ref (window);
  restore->copy = g_strdup (copy);
  return restore;
}

static void
free_restore (gpointer data)
{
  Restore *restore = data;

  g_object_unref (restore->window);
  g_free (restore->copy);
  g_free (restore);
}

static void
restore_book (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  g_autoptr (GError) error = NULL;

  if (gx_backup_restore (errand->source, errand->dest, progressed_cb, errand->progress, cancellable,
                         &errand->before, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
restore_to (const Restore *restore, const char *dest)
{
  g_autofree char *when = gx_copies_dialog_describe (restore->copy);
  /* Translators: %s is a date and time, or a file name */
  char *said = g_strdup_printf (_("Restored: the book is as in the copy “%s”"), when);

  /* Translators: %s is a date and time, or a file name */
  g_autofree char *title = g_strdup_printf (_("Restoring the copy “%s”"), when);
  gboolean is_new = g_strcmp0 (dest, gx_window_get_path (restore->window)) != 0;

  gx_window_close_book (restore->window);
  run_errand (restore->window, restore_book, restore->copy, dest, said, title,
              is_new ? _("It becomes a new book. The one you had stays as it is.")
              : _("What is there now is kept as a copy, too. Until the end the book stays as it is."));
}

static void
new_book_chosen_cb (GFile *file, gpointer user_data)
{
  g_autofree char *dest = g_file_get_path (file);

  restore_to (user_data, dest);
}

static char *
stem_of (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return g_str_has_suffix (base, GX_BOOK_SUFFIX) ? g_strndup (base, strlen (base) - strlen (GX_BOOK_SUFFIX))
         : g_strdup (base);
}

static void
restore_answered_cb (int choice, gpointer user_data)
{
  const Restore *restore = user_data;
  g_autofree char *present = g_strdup (gx_window_get_path (restore->window));
  g_autofree char *stem = stem_of (present);
  /* Translators: the proposed file name of a book made from a backup; %s is the book's name */
  g_autofree char *name = g_strdup_printf (_("%s restored.guanxi"), stem);

  if (choice == 1)
    restore_to (restore, present);
  else
    gx_dialog_save_file (GTK_WIDGET (restore->window), _("Restore into a new book"), name,
                         new_book_chosen_cb, new_restore (restore->window, restore->copy), free_restore);
}

static void
copy_picked_cb (GxWindow *self, const char *path, gboolean one_customer)
{
  if (one_customer)
    {
      gtk_window_present (GTK_WINDOW (gx_bring_dialog_new (GTK_WINDOW (self), self->book, path)));
      return;
    }
  g_autofree char *when = gx_copies_dialog_describe (path);
  /* Translators: %s is a date and time, or a file name */
  g_autofree char *heading = g_strdup_printf (_("Restore the copy “%s”?"), when);

  gx_dialog_choose (GTK_WIDGET (self), heading,
                    _("As a new book it leaves this one alone. In place of this one it takes back everything "
                      "since; what is there now is kept as a copy first."),
                    _("_New book…"), _("_Replace this book"), restore_answered_cb,
                    new_restore (self, path), free_restore);
}

void
gx_window_restore_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWindow *self = GX_WINDOW (widget);

  if (self->path == NULL)
    return;
  GtkWidget *dialog = gx_copies_dialog_new (GTK_WINDOW (self), self->book, self->path);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (copy_picked_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Straight over this book: what takes a restoring back. */
void
gx_window_restore_copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWindow *self = GX_WINDOW (widget);
  const Restore restore = { self, (char *) g_variant_get_string (parameter, NULL) };

  if (self->book == NULL) /* on its way: whoever is quick presses before it is there */
    gx_window_do_when_open (self, action, parameter);
  else
    {
      g_autofree char *path = g_strdup (self->path);

      restore_to (&restore, path);
    }
}

/* -- A damaged book: what can be read, into a new one */

static void
salvage_book (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  g_autoptr (GError) error = NULL;

  if (gx_salvage_book (errand->source, errand->dest, progressed_cb, errand->progress, cancellable,
                       &errand->report, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
rescue_chosen_cb (GFile *file, gpointer user_data)
{
  GxWindow *self = user_data;
  g_autofree char *damaged = g_strdup (self->path);
  g_autofree char *dest = g_file_get_path (file);

  gx_window_close_book (self);
  run_errand (self, salvage_book, damaged, dest, NULL, _("Rescuing what can be read"),
              _("The damaged book stays as it is."));
}

void
gx_window_rescue_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWindow *self = GX_WINDOW (widget);

  if (self->path == NULL)
    return;
  g_autofree char *stem = stem_of (self->path);
  /* Translators: the proposed file name of a rescued book; %s is the damaged book's name */
  g_autofree char *name = g_strdup_printf (_("%s rescued.guanxi"), stem);
  gx_dialog_save_file (widget, _("Rescue into a new book"), name, rescue_chosen_cb, g_object_ref (self),
                       g_object_unref);
}

/* -- Backing up where the person says */

typedef struct {
  GxWindow *window;
  char *dest;
} BackUp;

static void
free_back_up (gpointer data)
{
  BackUp *back_up = data;

  g_clear_object (&back_up->window);
  g_free (back_up->dest);
  g_free (back_up);
}

static gpointer
back_up_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (copy_checked (book, data, cancellable, error));
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BackUp *back_up = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (back_up->dest);

  if (gx_book_job_finish (GX_BOOK (source), result, &error) == NULL)
    gx_toast_show_error (GTK_WIDGET (back_up->window), error);
  else
    {
      /* Translators: %s is a file name */
      g_autofree char *text = g_strdup_printf (_("Backed up and checked: %s"), name);
      gx_toast_show (GTK_WIDGET (back_up->window), text);
    }
  free_back_up (back_up);
}

static void
back_up_chosen_cb (GFile *file, gpointer user_data)
{
  BackUp *back_up = g_new0 (BackUp, 1);

  back_up->window = g_object_ref (user_data);
  back_up->dest = g_file_get_path (file);
  gx_book_write_async (back_up->window->book, back_up_job, g_strdup (back_up->dest), g_free, NULL, NULL,
                      backed_up_cb, back_up);
}

void
gx_window_back_up_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWindow *self = GX_WINDOW (widget);
  g_autofree char *day = gx_day_to_iso (gx_clock_today ());
  g_autofree char *name = g_strdup_printf ("%s %s.guanxi", adw_window_title_get_title (self->book_title),
                                           day);

  gx_dialog_save_file (widget, _("Back up the book"), name, back_up_chosen_cb, g_object_ref (self),
                       g_object_unref);
}
