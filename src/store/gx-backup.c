/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/gx-error.h"
#include "store/gx-backup.h"
#include "store/gx-backup-private.h"
#include "store/gx-backup-shelf-private.h"
#include "store/gx-connection-private.h"
#include "store/gx-copy-file-private.h"
#include "store/gx-place.h"

#define PAGES_A_STEP 100
#define A_FLUSH (4 << 20) /* bytes */
#define BEHIND (32 << 20) /* bytes that the disk may lag behind */

/* -- One copy -- */

gboolean
_gx_backup_fail (int rc, GError **error)
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
                           _("The book is damaged. Restore a backup, or rescue what can be read; the file "
                             "was left as it is."));
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
  gint64 pages = sqlite3_backup_pagecount (backup);

  if (book->progress != NULL && pages > 0)
    book->progress (pages - sqlite3_backup_remaining (backup), GX_BACKUP_ROUNDS * pages, book->progress_data);
}

/*
 * What was written goes to the disk at once, and no more is written than it can take: else the system holds
 * gigabytes that are to be flushed, and stops whoever writes, this copy or somebody's commit, meanwhile.
 */
static void
flush_behind (int file, gint64 from, gint64 to)
{
  sync_file_range (file, from, to - from, SYNC_FILE_RANGE_WRITE);
  if (to > BEHIND)
    sync_file_range (file, MAX (from - BEHIND, 0), to - from,
                     SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
}

static gboolean
copy_pages (GxConnection *book, sqlite3 *dest, int file, GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (dest, "main", book->db, "main");
  gint64 page_size = gx_connection_get_int64 (book, 0, NULL, "pragma page_size", NULL);
  gint64 flushed = 0; /* bytes */
  int rc = backup != NULL ? SQLITE_OK : sqlite3_errcode (dest);

  while (rc == SQLITE_OK)
    {
      gint64 written;

      if (g_cancellable_is_cancelled (cancellable))
        {
          rc = SQLITE_INTERRUPT;
          break;
        }
      rc = sqlite3_backup_step (backup, PAGES_A_STEP);
      tell_progress (book, backup);
      written = page_size * (sqlite3_backup_pagecount (backup) - sqlite3_backup_remaining (backup));
      if (written - flushed >= A_FLUSH)
        {
          flush_behind (file, flushed, written);
          flushed = written;
        }
    }
  sqlite3_backup_finish (backup);
  if (rc == SQLITE_DONE)
    rc = _gx_copy_file_settle (dest);
  return rc == SQLITE_OK || _gx_backup_fail (rc, error);
}

/* Steps of others may arrive late with an earlier clock: so they are counted as well. */
char *
gx_backup_head (GxConnection *book, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  return gx_connection_get_text (book, error, GX_BACKUP_HEAD, NULL);
}

static gboolean
write_copy (GxConnection *book, const char *part, GCancellable *cancellable, GError **error)
{
  sqlite3 *copy = NULL;
  int file = g_open (part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  gboolean ok = file >= 0
                && sqlite3_open_v2 (part, &copy, SQLITE_OPEN_READWRITE, _gx_copy_file_vfs ()) == SQLITE_OK;

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
  int file = g_open (part, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok = file >= 0 && fsync (file) == 0;

  if (file >= 0)
    close (file);
  if (ok && _gx_backup_move (part, dest))
    return TRUE;
  g_set_error (error, GX_ERROR, errno == ENOSPC ? GX_ERROR_FULL : GX_ERROR_FAILED,
               _("The copy could not be written: %s"), g_strerror (errno));
  return FALSE;
}

/* Where the copy is written and proven: on a drive SQLite's locks may be refused. */
static char *
choose_part (const char *dest, gboolean is_away)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "guanxi", NULL);
  g_autofree char *name = g_path_get_basename (dest);
  g_autofree char *here = g_build_filename (cache, name, NULL);

  if (is_away)
    g_mkdir_with_parents (cache, 0700);
  return g_strdup_printf ("%s.%d" GX_BACKUP_PART, is_away ? here : dest, (int) getpid ());
}

gboolean
gx_backup_to (GxConnection *book, const char *dest, GCancellable *cancellable, GError **error)
{
  gboolean is_away = gx_place_is_away (gx_place_of (dest, NULL));
  g_autofree char *part = choose_part (dest, is_away);
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *name = g_path_get_basename (dest);
  g_autofree char *head = NULL;
  gboolean ok;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && dest != NULL, FALSE);

  if (g_file_test (dest, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, GX_ERROR, GX_ERROR_EXISTS,
                   /* Translators: %s is a file's name */
                   _("There is a file “%s” already. Choose another name; it was left as it is."), name);
      return FALSE;
    }
  _gx_backup_remove (part);
  _gx_backup_remove_parts (folder, name);
  if (!gx_connection_read_begin (book, error))
    return FALSE;
  head = gx_backup_head (book, error); /* from here on it reads one state */
  ok = head != NULL && write_copy (book, part, cancellable, error);
  gx_connection_read_end (book);
  ok = ok && _gx_backup_prove (part, head, book, cancellable, error)
       && (is_away ? _gx_backup_carry (part, dest, cancellable, error) : settle_copy (part, dest, error));
  if (!ok || is_away)
    _gx_backup_remove (part);
  return ok;
}
