/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "store/gx-backup-private.h"
#include "store/gx-connection-private.h"

#define PAGES_OF_PROGRESS 100

/*
 * SQLite says nothing while it checks a file. But it reads every page as it walks down the trees, and those
 * of the tables once more, row by row: so what it reads is counted on the way to the file.
 */
typedef struct {
  sqlite3_io_methods methods;     /* first: the file's own, but for reading */
  const sqlite3_io_methods *own;
  GxConnection *book;             /* who listens to it is told */
  gint64 pages, read;
} Watch;

static void
tell_progress (const Watch *watch, gint64 done)
{
  gint64 total = GX_BACKUP_ROUNDS * watch->pages;

  if (watch->book->progress != NULL && total > 0)
    watch->book->progress (MIN (done, total), total, watch->book->progress_data);
}

static int
read_and_tell (sqlite3_file *file, void *bytes, int length, sqlite3_int64 at)
{
  Watch *watch = (Watch *) file->pMethods;

  if (++watch->read % PAGES_OF_PROGRESS == 0)
    tell_progress (watch, watch->pages + watch->read);
  return watch->own->xRead (file, bytes, length, at);
}

static char *
read_text (sqlite3 *copy, const char *sql)
{
  sqlite3_stmt *stmt = NULL;
  char *text = NULL;

  if (sqlite3_prepare_v2 (copy, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step (stmt) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  return text;
}

static char *
check (sqlite3 *copy, GxConnection *book)
{
  g_autofree char *pages = read_text (copy, "pragma page_count");
  sqlite3_file *file = NULL;
  char *found;

  if (pages == NULL || sqlite3_file_control (copy, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK)
    return NULL;
  Watch watch = { *file->pMethods, file->pMethods, book, g_ascii_strtoll (pages, NULL, 10), 0 };
  watch.methods.xRead = read_and_tell;
  file->pMethods = &watch.methods;
  found = read_text (copy, "pragma quick_check(1)");
  file->pMethods = watch.own;
  if (g_strcmp0 (found, "ok") == 0)
    tell_progress (&watch, GX_BACKUP_ROUNDS * watch.pages);
  return found;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer copy)
{
  sqlite3_interrupt (copy);
}

gboolean
_gx_backup_prove (const char *path, const char *expected, GxConnection *book, GCancellable *cancellable,
                  GError **error)
{
  sqlite3 *copy = NULL;
  gulong handler = 0;
  g_autofree char *found = NULL;
  g_autofree char *head = NULL;

  if (sqlite3_open (path, &copy) == SQLITE_OK)
    {
      if (cancellable != NULL)
        handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), copy, NULL);
      sqlite3_exec (copy, "pragma journal_mode = delete; pragma cell_size_check = on", NULL, NULL, NULL);
      found = check (copy, book);
      head = read_text (copy, GX_BACKUP_HEAD);
    }
  g_cancellable_disconnect (cancellable, handler);
  sqlite3_close (copy);
  if (g_cancellable_is_cancelled (cancellable))
    return _gx_backup_fail (SQLITE_INTERRUPT, error);
  if (g_strcmp0 (found, "ok") == 0 && g_strcmp0 (head, expected) == 0)
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                       _("The copy was read back and is damaged, so it was not kept. The book itself may be "
                         "damaged: restore an earlier backup, or rescue what can be read."));
  return FALSE;
}
