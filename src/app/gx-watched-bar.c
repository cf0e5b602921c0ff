/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-watched-bar.h"

#include "base/gx-error.h"
#include "base/gx-listing.h"
#include "base/gx-money.h"
#include "interchange/gx-watched-folder.h"
#include "pages/gx-import-dialog.h"

#include <glib/gi18n-lib.h>

#define SOON_MS 300
#define SETTLE_MS (GX_WATCHED_STILL_US / 1000 + 100)
#define AGAIN_MS 5000 /* after a rehearsal gave way to somebody who works at the book; twice as long each time */
#define MOST_AGAIN_MS 320000
#define POLL_MS 60000 /* a folder on another computer does not tell of its changes */

struct _GxWatchedBar {
  GtkBox parent_instance;

  GtkLabel *label;
  GtkWidget *buttons, *look, *bring_in;

  GxBook *book;              /* NULL: none, or it cannot be written */
  GxWatchedFolder *folder;   /* NULL: not read yet */
  GFileMonitor *monitor;
  GCancellable *cancellable; /* of all that is under way */
  GCancellable *working;     /* (nullable): of the one job under way */
  guint timeout, again, again_ms;
  gboolean is_scanning, must_scan, is_working;
  gboolean has_failed;       /* the last scan: that is told once */
  GPtrArray *files;          /* of GxWatchedFile: those not rehearsed yet */
  GxWatchedFile *file;       /* (nullable): the one that is told; another thread's while is_working */
};

G_DEFINE_FINAL_TYPE (GxWatchedBar, gx_watched_bar, GTK_TYPE_BOX)

static void scan (GxWatchedBar *self);
static void go_on (GxWatchedBar *self);

/* -- What it says */

static void
show (GxWatchedBar *self, const char *text, gboolean can_look, gboolean can_bring_in)
{
  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (self->look, can_look);
  gtk_widget_set_visible (self->bring_in, can_bring_in);
  gtk_widget_set_visible (self->buttons, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* "120 rows new, 3 changed, 2 refused" */
static char *
describe_report (const GxImportReport *report)
{
  GString *list = g_string_new (NULL);
  g_autofree char *added = gx_count_format (report->added);
  g_autofree char *updated = gx_count_format (report->updated);
  g_autofree char *refused = gx_count_format (report->rejected);
  g_autofree char *possible = gx_count_format (report->n_possible);

  if (report->added > 0)
    /* Translators: %s is a number of rows of a file */
    gx_listing_add (list, ngettext ("%s row new", "%s rows new", report->added), added);
  if (report->updated > 0)
    /* Translators: %s is a number of rows of a file */
    gx_listing_add (list, C_("watched folder", "%s changed"), updated);
  if (report->rejected > 0)
    /* Translators: %s is a number of rows of a file */
    gx_listing_add (list, C_("watched folder", "%s refused"), refused);
  if (report->n_possible > 0)
    /* Translators: %s is a number of rows of a file that may be somebody who is there already */
    gx_listing_add (list, C_("watched folder", "%s to decide"), possible);
  return g_string_free (list, FALSE);
}

/* @what: (transfer full): of the file that is told; how many wait behind it stands there, too. */
static void
show_file (GxWatchedBar *self, char *what, gboolean can_look, gboolean can_bring_in)
{
  g_autofree char *told = what;
  g_autofree char *name = g_filename_display_basename (self->file->path);
  g_autofree char *count = gx_count_format (self->files->len);
  /* Translators: %1$s is a file name, %2$s what is said of it: "120 rows new, 3 changed" */
  g_autofree char *text = g_strdup_printf (_("%1$s: %2$s"), name, told);
  /* Translators: %s is a number of files that wait behind this one */
  g_autofree char *more = g_strdup_printf (C_("watched folder", "%s more"), count);
  g_autofree char *both = self->files->len == 0 ? g_strdup (text) : g_strconcat (text, " · ", more, NULL);

  show (self, both, can_look, can_bring_in);
}

static void
show_rehearsed (GxWatchedBar *self)
{
  const GxWatchedFile *file = self->file;
  gboolean is_known = gx_watched_file_is_known (file);
  g_autofree char *counts = describe_report (file->report);
  char *what = is_known ? g_strdup (counts)
    /* Translators: %s is "120 rows new": a file whose columns nobody has looked at yet */
    : g_strdup_printf (C_("watched folder", "%s; unknown columns"), counts);

  show_file (self, what, TRUE, is_known && file->report->added + file->report->updated > 0);
}

/* -- Rehearsal and run, on the book's thread. A rehearsal, which nobody waits for, gives way to whoever works at
 * the book, and begins anew. */

typedef struct {
  GxWatchedBar *bar;
  GxWatchedFolder *folder;
  GxWatchedFile *file;       /* (owned) */
  GCancellable *forgetting;  /* of all that is under way */
  GCancellable *cancellable; /* of this alone */
  gboolean is_rehearsal;
} Work;

static void
free_work (Work *work)
{
  g_object_unref (work->bar);
  gx_watched_folder_unref (work->folder);
  g_clear_pointer (&work->file, gx_watched_file_free);
  g_object_unref (work->forgetting);
  g_object_unref (work->cancellable);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, free_work)

static gpointer
work_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  gboolean is_done = work->is_rehearsal
    ? gx_watched_folder_rehearse (work->folder, book, gx_actor_get_self (), work->file, cancellable, error)
    : gx_watched_folder_bring_in (work->folder, book, gx_actor_get_self (), work->file, cancellable, error);

  return GINT_TO_POINTER (is_done);
}

static gboolean
again_cb (gpointer data)
{
  GxWatchedBar *self = data;

  self->again = 0;
  go_on (self);
  return G_SOURCE_REMOVE;
}

/* @file: (transfer full) */
static void
try_again_later (GxWatchedBar *self, GxWatchedFile *file)
{
  g_ptr_array_insert (self->files, 0, file);
  g_clear_handle_id (&self->again, g_source_remove);
  self->again_ms = CLAMP (self->again_ms * 2, AGAIN_MS, MOST_AGAIN_MS);
  self->again = g_timeout_add (self->again_ms, again_cb, self);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Work) work = user_data;
  GxWatchedBar *self = work->bar;
  g_autoptr (GError) error = NULL;
  gboolean is_done = gx_book_job_finish (GX_BOOK (source), result, &error) != NULL;

  if (g_cancellable_is_cancelled (work->forgetting))
    return;
  self->is_working = FALSE;
  g_clear_object (&self->working);
  if (work->is_rehearsal && g_cancellable_is_cancelled (work->cancellable))
    {
      try_again_later (self, g_steal_pointer (&work->file));
      return;
    }
  self->file = g_steal_pointer (&work->file);
  self->again_ms = 0;
  if (!is_done)
    {
      show_file (self, gx_error_tell_short (error, self->file->path), TRUE, FALSE);
      scan (self); /* it may have changed */
    }
  else if (self->file->state == GX_WATCHED_WAITS)
    show_rehearsed (self);
  else
    {
      g_clear_pointer (&self->file, gx_watched_file_free);
      go_on (self);
    }
}

/* @file: (transfer full) */
static void
work_on (GxWatchedBar *self, GxWatchedFile *file, gboolean is_rehearsal)
{
  Work *work = g_new0 (Work, 1);

  *work = (Work) {
    g_object_ref (self), gx_watched_folder_ref (self->folder), file, g_object_ref (self->cancellable),
    g_cancellable_new (), is_rehearsal
  };
  self->is_working = TRUE;
  g_set_object (&self->working, work->cancellable);
  if (is_rehearsal)
    gx_book_try_async (self->book, work_job, work, NULL, NULL, work->cancellable, worked_cb, work);
  else
    gx_book_write_async (self->book, work_job, work, NULL, NULL, work->cancellable, worked_cb, work);
}

/* The next file, if none is told and none under way. */
static void
go_on (GxWatchedBar *self)
{
  if (self->file != NULL || self->is_working || self->again != 0)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (self->files->len > 0)
    work_on (self, g_ptr_array_steal_index (self->files, 0), TRUE);
}

/* -- Scans, on a thread that may hang */

typedef struct {
  GxWatchedFolder *folder;
  GFileMonitor *monitor;     /* (nullable) */
  GPtrArray *files;          /* (nullable) */
  gboolean is_settling;
} Scan;

static void
free_scan (gpointer data)
{
  Scan *scan = data;

  gx_watched_folder_unref (scan->folder);
  g_clear_object (&scan->monitor);
  g_clear_pointer (&scan->files, g_ptr_array_unref);
  g_free (scan);
}

/* The monitor is asked for first: what comes while it is looked at is not missed. */
static void
scan_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Scan *scan = data;
  g_autoptr (GFile) folder = g_file_new_for_path (gx_watched_folder_get_path (scan->folder));
  GError *error = NULL;

  if (scan->monitor == NULL)
    scan->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  scan->files = gx_watched_folder_scan (scan->folder, g_get_monotonic_time (), &scan->is_settling,
                                        cancellable, &error);
  if (scan->files != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
time_cb (gpointer data)
{
  GxWatchedBar *self = data;

  self->timeout = 0;
  scan (self);
  return G_SOURCE_REMOVE;
}

static void
scan_in (GxWatchedBar *self, guint ms)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (ms, time_cb, self);
}

static void
folder_changed_cb (GxWatchedBar *self)
{
  if (self->is_scanning)
    self->must_scan = TRUE;
  else
    scan_in (self, SOON_MS);
}

/* @file: (transfer full): in place of what was known of it before. */
static void
add_file (GxWatchedBar *self, GxWatchedFile *file)
{
  if (self->file != NULL && g_str_equal (self->file->path, file->path))
    g_clear_pointer (&self->file, gx_watched_file_free);
  for (guint i = 0; i < self->files->len; i++)
    if (g_str_equal (((GxWatchedFile *) self->files->pdata[i])->path, file->path))
      g_ptr_array_remove_index (self->files, i--);
  g_ptr_array_add (self->files, file);
}

static void
take_files (GxWatchedBar *self, GPtrArray *files)
{
  guint before = self->files->len;

  if (files->len > 0) /* what is new is looked at now */
    {
      g_clear_handle_id (&self->again, g_source_remove);
      self->again_ms = 0;
    }
  while (files->len > 0)
    add_file (self, g_ptr_array_steal_index (files, 0));
  if (self->file != NULL && self->file->state == GX_WATCHED_WAITS && self->files->len != before)
    show_rehearsed (self);
  go_on (self);
}

static void
scanned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxWatchedBar) self = GX_WATCHED_BAR (g_object_ref (source));
  Scan *scan = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean is_read = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  self->is_scanning = FALSE;
  if (self->monitor == NULL && scan->monitor != NULL)
    {
      self->monitor = g_object_ref (scan->monitor);
      g_signal_connect_object (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  if (is_read)
    take_files (self, scan->files);
  else if (!self->has_failed && self->file == NULL && !self->is_working)
    show (self, error->message, FALSE, FALSE);
  self->has_failed = !is_read;
  scan_in (self, self->must_scan ? SOON_MS : is_read && scan->is_settling ? SETTLE_MS : POLL_MS);
  self->must_scan = FALSE;
}

static void
scan (GxWatchedBar *self)
{
  g_autoptr (GTask) task = NULL;
  Scan *scan = NULL;

  self->must_scan |= self->is_scanning;
  if (self->is_scanning)
    return;
  self->is_scanning = TRUE;
  scan = g_new0 (Scan, 1);
  scan->folder = gx_watched_folder_ref (self->folder);
  scan->monitor = self->monitor != NULL ? g_object_ref (self->monitor) : NULL;
  task = g_task_new (self, self->cancellable, scanned_cb, NULL);
  g_task_set_task_data (task, scan, free_scan);
  g_task_run_in_thread (task, scan_thread);
}

/* -- Which folder */

static gpointer
read_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_watched_folder_read (book, error);
}

static void
folder_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxWatchedBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxWatchedFolder) folder = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (folder == NULL || self->book == NULL || self->folder != NULL)
    return;
  self->folder = g_steal_pointer (&folder);
  if (gx_watched_folder_get_path (self->folder) != NULL)
    scan (self);
}

static void
forget (GxWatchedBar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->working != NULL)
    g_cancellable_cancel (self->working);
  g_clear_object (&self->working);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->again, g_source_remove);
  self->again_ms = 0;
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->folder, gx_watched_folder_unref);
  g_clear_pointer (&self->file, gx_watched_file_free);
  g_ptr_array_set_size (self->files, 0);
  self->is_scanning = self->must_scan = self->is_working = self->has_failed = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* -- Actions */

/* A file that a dialog was opened for. */
typedef struct {
  GxBook *book;
  GxWatchedFolder *folder;
  GxWatchedFile *file;       /* NULL: it is noted */
} Looked;

static Looked *
new_looked (GxBook *book, GxWatchedFolder *folder, GxWatchedFile *file)
{
  Looked *looked = g_new0 (Looked, 1);

  *looked = (Looked) { g_object_ref (book), gx_watched_folder_ref (folder), file };
  return looked;
}

static void
free_looked (gpointer data)
{
  Looked *looked = data;

  g_object_unref (looked->book);
  gx_watched_folder_unref (looked->folder);
  g_clear_pointer (&looked->file, gx_watched_file_free);
  g_free (looked);
}

static gpointer
note_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Looked *looked = data;

  return GINT_TO_POINTER (gx_watched_folder_note_done (looked->folder, book, looked->file, error));
}

/* Brought in there, it is done; else it is told again when the book is opened the next time. */
static gboolean
dialog_closing_cb (GxImportDialog *dialog, Looked *looked)
{
  if (looked->file != NULL && g_str_equal (gx_import_dialog_get_page (dialog), "result"))
    gx_book_write_async (looked->book, note_job,
                         new_looked (looked->book, looked->folder, g_steal_pointer (&looked->file)),
                         free_looked, NULL, NULL, NULL, NULL);
  return GDK_EVENT_PROPAGATE;
}

static void
free_looked_closure (gpointer data, GClosure *closure)
{
  free_looked (data);
}

static void
look_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWatchedBar *self = GX_WATCHED_BAR (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  GxImportDialog *dialog = NULL;
  Looked *looked = NULL;

  if (self->file == NULL)
    return;
  dialog = gx_import_dialog_new (window, self->book);
  gtk_window_present (GTK_WINDOW (dialog));
  gx_import_dialog_open (dialog, self->file->path);
  looked = new_looked (self->book, self->folder, g_steal_pointer (&self->file));
  g_signal_connect_data (dialog, "close-request", G_CALLBACK (dialog_closing_cb), looked,
                         free_looked_closure, 0);
  go_on (self);
}

static void
bring_in_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWatchedBar *self = GX_WATCHED_BAR (widget);

  if (self->file == NULL || self->is_working || !gtk_widget_get_visible (self->bring_in))
    return;
  show_file (self, g_strdup (_("is being brought in…")), FALSE, FALSE);
  gtk_widget_set_visible (self->buttons, FALSE);
  work_on (self, g_steal_pointer (&self->file), FALSE);
}

static void
not_now_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxWatchedBar *self = GX_WATCHED_BAR (widget);

  g_clear_pointer (&self->file, gx_watched_file_free);
  go_on (self);
}

/* -- The object */

static void
gx_watched_bar_dispose (GObject *object)
{
  GxWatchedBar *self = GX_WATCHED_BAR (object);

  forget (self);
  g_clear_object (&self->book);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_WATCHED_BAR);
  G_OBJECT_CLASS (gx_watched_bar_parent_class)->dispose (object);
}

static void
gx_watched_bar_finalize (GObject *object)
{
  g_ptr_array_unref (GX_WATCHED_BAR (object)->files);
  G_OBJECT_CLASS (gx_watched_bar_parent_class)->finalize (object);
}

static void
gx_watched_bar_class_init (GxWatchedBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_watched_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = gx_watched_bar_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-watched-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GxWatchedBar, label);
  gtk_widget_class_bind_template_child (widget_class, GxWatchedBar, buttons);
  gtk_widget_class_bind_template_child (widget_class, GxWatchedBar, look);
  gtk_widget_class_bind_template_child (widget_class, GxWatchedBar, bring_in);
  gtk_widget_class_install_action (widget_class, "watched.look", NULL, look_cb);
  gtk_widget_class_install_action (widget_class, "watched.bring-in", NULL, bring_in_cb);
  gtk_widget_class_install_action (widget_class, "watched.not-now", NULL, not_now_cb);
}

static void
gx_watched_bar_init (GxWatchedBar *self)
{
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_watched_file_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
gx_watched_bar_set_book (GxWatchedBar *self, GxBook *book)
{
  g_return_if_fail (GX_IS_WATCHED_BAR (self));

  forget (self);
  g_clear_object (&self->book);
  if (book != NULL && !gx_book_is_read_only (book))
    self->book = g_object_ref (book);
  gx_watched_bar_read_anew (self);
}

void
gx_watched_bar_read_anew (GxWatchedBar *self)
{
  g_return_if_fail (GX_IS_WATCHED_BAR (self));

  forget (self);
  if (self->book == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  gx_book_read_async (self->book, read_job, NULL, NULL, (GDestroyNotify) gx_watched_folder_unref,
                      self->cancellable, folder_read_cb, g_object_ref (self));
}

const char *
gx_watched_bar_get_text (GxWatchedBar *self)
{
  g_return_val_if_fail (GX_IS_WATCHED_BAR (self), NULL);

  return gtk_label_get_label (self->label);
}
