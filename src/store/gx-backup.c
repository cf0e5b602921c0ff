/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "store/gx-backup.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-connection-private.h"

#define PAGES_A_STEP 500
#define LOOKS 20            /* for others that have the book open, and between two of them: */
#define BETWEEN_LOOKS_US 100000
#define STEPS_A_FLUSH 4     /* so much is sent to the disk before more is written: commits wait less */

/* -- One copy -- */

static gboolean
fail (int rc, GError **error)
{
  switch (rc & 0xff)
    {
    case SQLITE_FULL:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_FULL, _("The disk is full. Make room, then try again."));
      break;
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_CANCELLED, _("Cancelled"));
      break;
    case SQLITE_CORRUPT:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                           _("The book is damaged. Restore a backup; the file was left as it is."));
      break;
    default:
      g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                   /* Translators: %s is the database's own words */
                   _("The copy could not be written: %s"), sqlite3_errstr (rc));
    }
  return FALSE;
}

static void
tell_progress (GxConnection *book, sqlite3_backup *backup)
{
  gint64 total = sqlite3_backup_pagecount (backup);

  if (book->progress != NULL && total > 0)
    book->progress (total - sqlite3_backup_remaining (backup), total, book->progress_data);
}

static gboolean
copy_pages (GxConnection *book, sqlite3 *dest, int file, GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (dest, "main", book->db, "main");
  int rc = backup != NULL ? SQLITE_OK : sqlite3_errcode (dest);

  for (int step = 1; rc == SQLITE_OK; step++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        {
          rc = SQLITE_INTERRUPT;
          break;
        }
      rc = sqlite3_backup_step (backup, PAGES_A_STEP);
      tell_progress (book, backup);
      if (step % STEPS_A_FLUSH == 0)
        sync_file_range (file, 0, 0, SYNC_FILE_RANGE_WRITE);
    }
  sqlite3_backup_finish (backup);
  return rc == SQLITE_DONE || fail (rc, error);
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

/* Steps of others may arrive late with an earlier clock: so they are counted as well. */
#define HEAD "select coalesce (max (hlc), 0) || ':' || count (*) from journal_tx"

char *
gx_backup_head (GxConnection *book, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  return gx_connection_get_text (book, error, HEAD, NULL);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer copy)
{
  sqlite3_interrupt (copy);
}

/* The copy is one file, whole by itself, and it is opened and read before it counts. */
static gboolean
prove (const char *path, const char *expected, GCancellable *cancellable, GError **error)
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
      found = read_text (copy, "pragma quick_check(1)");
      head = read_text (copy, HEAD);
    }
  g_cancellable_disconnect (cancellable, handler);
  sqlite3_close (copy);
  if (g_cancellable_is_cancelled (cancellable))
    return fail (SQLITE_INTERRUPT, error);
  if (g_strcmp0 (found, "ok") == 0 && g_strcmp0 (head, expected) == 0)
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                       _("The copy was read back and is damaged, so it was not kept."));
  return FALSE;
}

static gboolean
write_copy (GxConnection *book, const char *part, GCancellable *cancellable, GError **error)
{
  sqlite3 *copy = NULL;
  int file = g_open (part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  gboolean ok = file >= 0 && sqlite3_open (part, &copy) == SQLITE_OK;

  if (!ok)
    g_set_error (error, GX_ERROR, errno == ENOSPC ? GX_ERROR_FULL : GX_ERROR_FAILED,
                 /* Translators: %s is the system's reason */
                 _("The copy could not be written: %s"), g_strerror (errno));
  /* Nobody trusts it before it is whole: it is flushed once, at the end. */
  if (ok)
    sqlite3_exec (copy, "pragma synchronous = off; pragma journal_mode = off", NULL, NULL, NULL);
  ok = ok && copy_pages (book, copy, file, cancellable, error);
  sqlite3_close (copy);
  if (file >= 0)
    close (file);
  return ok;
}

static gboolean
settle_copy (const char *part, const char *dest, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (dest);
  int file = g_open (part, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok = file >= 0 && fsync (file) == 0;

  if (file >= 0)
    close (file);
  ok = ok && g_rename (part, dest) == 0;
  if (!ok)
    {
      g_set_error (error, GX_ERROR, errno == ENOSPC ? GX_ERROR_FULL : GX_ERROR_FAILED,
                   _("The copy could not be written: %s"), g_strerror (errno));
      return FALSE;
    }
  file = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (file >= 0)
    {
      fsync (file);
      close (file);
    }
  return TRUE;
}

gboolean
gx_backup_to (GxConnection *book, const char *dest, GCancellable *cancellable, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.%d" GX_BACKUP_PART, dest, (int) getpid ());
  g_autofree char *head = NULL;
  gboolean ok;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && dest != NULL, FALSE);

  if (g_file_test (dest, G_FILE_TEST_EXISTS))
    {
      g_autofree char *name = g_path_get_basename (dest);

      g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                   /* Translators: %s is a file's name */
                   _("There is a file “%s” already. Choose another name; it was left as it is."), name);
      return FALSE;
    }
  g_unlink (part);
  if (!gx_connection_read_begin (book, error))
    return FALSE;
  head = gx_backup_head (book, error); /* from here on it reads one state */
  ok = head != NULL && write_copy (book, part, cancellable, error);
  gx_connection_read_end (book);
  ok = ok && prove (part, head, cancellable, error) && settle_copy (part, dest, error);
  if (!ok)
    g_unlink (part);
  return ok;
}

/* -- Restore -- */

static void
put_aside (const char *path)
{
  g_autofree char *aside = g_strdup_printf ("%s.%" G_GINT64_FORMAT ".damaged", path, gx_clock_now ());
  const char *endings[] = { "-wal", "-shm", "" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (aside, endings[i], NULL);

      g_rename (from, to);
    }
}

static gboolean
has_others (const char *path)
{
  sqlite3 *db = NULL;
  int rc = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_exec (db, "pragma journal_mode = delete", NULL, NULL, NULL);
  sqlite3_close (db);
  return (rc & 0xff) == SQLITE_BUSY || (rc & 0xff) == SQLITE_LOCKED;
}

/* Whoever has the book open would go on writing into a file that is no longer it. Who only looks into it, as
   the command line and the desktop's search do, is gone in a moment. */
static gboolean
is_alone (const char *path, GError **error)
{
  for (int i = 0; i < LOOKS; i++)
    {
      if (!has_others (path))
        return TRUE;
      g_usleep (BETWEEN_LOOKS_US);
    }
  g_set_error_literal (error, GX_ERROR, GX_ERROR_BUSY,
                       _("The book is open in another program. Close it there, then try again."));
  return FALSE;
}

static gboolean
keep_present (const char *path, char **before, GError **error)
{
  g_autoptr (GxConnection) present = NULL;
  g_autoptr (GError) failed = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  present = gx_connection_open (path, GX_OPEN_READ, NULL);
  if (present == NULL || (!gx_backup_keep (present, "restore", before, &failed)
                          && g_error_matches (failed, GX_ERROR, GX_ERROR_DAMAGED)))
    {
      if (present != NULL)
        gx_connection_close (present);
      put_aside (path); /* what cannot be read stays as it is */
      return TRUE;
    }
  gx_connection_close (present);
  if (failed == NULL)
    return is_alone (path, error);
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

gboolean
gx_backup_restore (const char *backup, const char *path, GxProgressFunc func, gpointer user_data,
                   GCancellable *cancellable, char **before, GError **error)
{
  g_autoptr (GxConnection) source = gx_connection_open (backup, GX_OPEN_READ, error);
  g_autofree char *fresh = g_strconcat (path, ".restored", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  if (before != NULL)
    *before = NULL;
  g_unlink (fresh);
  if (source != NULL)
    gx_connection_set_progress (source, func, user_data);
  if (source == NULL || !gx_backup_to (source, fresh, cancellable, error)
      || !keep_present (path, before, error))
    {
      g_unlink (fresh);
      gx_error_prefix (error, _("Could not restore the backup"));
      return FALSE;
    }
  g_unlink (wal);
  g_unlink (shm);
  if (g_rename (fresh, path) != 0)
    {
      g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                   /* Translators: %s is the system's reason */
                   _("Could not restore the backup: %s"), g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}
