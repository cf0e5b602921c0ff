/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-window-private.h"
#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "pages/gx-copies-dialog.h"
#include "store/gx-backup.h"
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

/* An errand from one file to another, done while no book is open in the window; then @dest is opened. */
typedef struct {
  char *source, *dest;
  char *said;             /* a sentence for afterwards; NULL none */
} Errand;

static void
free_errand (gpointer data)
{
  Errand *errand = data;

  g_free (errand->source);
  g_free (errand->dest);
  g_free (errand->said);
  g_free (errand);
}

static void
errand_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GxWindow *self = GX_WINDOW (source);
  const Errand *errand = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      gx_window_show_error (self, error);
      return;
    }
  gx_window_open (self, errand->dest, GX_OPEN_WRITE, FALSE);
  if (errand->said != NULL)
    gx_toast_show (GTK_WIDGET (self), errand->said);
}

static void
run_errand (GxWindow *self, GTaskThreadFunc func, const char *source, const char *dest, char *said)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, errand_done_cb, NULL);
  Errand *errand = g_new0 (Errand, 1);

  errand->source = g_strdup (source);
  errand->dest = g_strdup (dest);
  errand->said = said;
  g_task_set_task_data (task, errand, free_errand);
  gx_window_show_opening (self);
  g_task_run_in_thread (task, func);
}

/* -- A book that lies on a drive: a copy of it here */

static void
copy_book (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Errand *errand = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (errand->source, GX_OPEN_READ, &error);

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
              g_strdup (_("Copied to this computer. The other one stays as it is.")));
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
  const Errand *errand = data;
  g_autoptr (GError) error = NULL;

  if (gx_backup_restore (errand->source, errand->dest, NULL, NULL, cancellable, NULL, &error))
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

  gx_window_close_book (restore->window);
  run_errand (restore->window, restore_book, restore->copy, dest, said);
}

static void
new_book_chosen_cb (GFile *file, gpointer user_data)
{
  g_autofree char *dest = g_file_get_path (file);

  restore_to (user_data, dest);
}

static void
restore_answered_cb (int choice, gpointer user_data)
{
  const Restore *restore = user_data;
  g_autofree char *present = g_strdup (gx_window_get_path (restore->window));
  g_autofree char *base = g_path_get_basename (present);
  g_autofree char *stem = g_str_has_suffix (base, ".guanxi") ? g_strndup (base, strlen (base) - 7)
                          : g_strdup (base);
  /* Translators: the proposed file name of a book made from a backup; %s is the book's name */
  g_autofree char *name = g_strdup_printf (_("%s restored.guanxi"), stem);

  if (choice == 1)
    restore_to (restore, present);
  else
    gx_dialog_save_file (GTK_WIDGET (restore->window), _("Restore into a new book"), name,
                         new_book_chosen_cb, new_restore (restore->window, restore->copy), free_restore);
}

static void
copy_picked_cb (GxWindow *self, const char *path)
{
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
  GtkWidget *dialog = gx_copies_dialog_new (GTK_WINDOW (self), self->path);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (copy_picked_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
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
