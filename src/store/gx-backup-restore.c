/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "store/gx-backup-private.h"
#include "store/gx-backup-shelf-private.h"
#include "store/gx-connection-private.h"

#define LOOKS 20            /* for others that have the book open, and between two of them: */
#define BETWEEN_LOOKS_US 100000

/* -- How far it is: what is there now is copied as well, and each counts by its size -- */

typedef struct {
  GxProgressFunc func;
  gpointer user_data;
  gint64 coming, present; /* bytes of the two */
  gint64 before, part;    /* of them: over, and under way */
} Road;

static void
tell_part (gint64 done, gint64 total, gpointer data)
{
  const Road *road = data;

  road->func (road->before + road->part * MIN (done, total) / total, road->coming + road->present,
              road->user_data);
}

static void
begin_part (Road *road, GxConnection *book, gint64 before, gint64 part)
{
  road->before = before;
  road->part = part;
  if (road->func != NULL)
    gx_connection_set_progress (book, tell_part, road);
}

/* -- What is there now -- */

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

/* What cannot be read is no copy: it stays as it is, under another name. */
static gboolean
keep_present (const char *path, Road *road, GCancellable *cancellable, char **before, GError **error)
{
  g_autoptr (GxConnection) present = NULL;
  g_autoptr (GError) failed = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  present = gx_connection_open (path, GX_OPEN_READ, NULL);
  if (present != NULL)
    begin_part (road, present, road->coming, road->present);
  if (present == NULL || (!gx_backup_keep_until (present, "restore", cancellable, before, &failed)
                          && g_error_matches (failed, GX_ERROR, GX_ERROR_DAMAGED)))
    {
      if (present != NULL)
        gx_connection_close (present);
      put_aside (path);
      return TRUE;
    }
  gx_connection_close (present);
  if (failed == NULL && !g_cancellable_is_cancelled (cancellable))
    return is_alone (path, error);
  if (failed == NULL)
    return _gx_backup_fail (SQLITE_INTERRUPT, error);
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* Nobody waits for minutes to hear that it cannot be. */
static gboolean
is_free (const char *path, GError **error)
{
  g_autoptr (GxConnection) present = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  present = gx_connection_open (path, GX_OPEN_READ, NULL);
  if (present == NULL)
    return TRUE;
  gx_connection_close (present);
  return is_alone (path, error);
}

/* The copy and, on the same disk, what is kept of the present one. */
static gboolean
check_room (const char *backup, const char *path, Road *road, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  GStatBuf coming = { 0 }, present = { 0 }, shelf = { 0 };

  if (g_stat (backup, &coming) != 0)
    return TRUE; /* opening it says why */
  g_stat (path, &present);
  road->coming = coming.st_size;
  road->present = present.st_size;
  if (g_stat (g_get_user_data_dir (), &shelf) == 0 && present.st_size > 0 && shelf.st_dev != present.st_dev)
    return _gx_backup_shelf_check_room (folder, coming.st_size, error);
  return _gx_backup_shelf_check_room (folder, road->coming + road->present, error);
}

/* -- Restoring -- */

/* A checked copy of @backup at @fresh, and of what is at @path on the shelf. */
static gboolean
prepare (const char *backup, const char *path, const char *fresh, Road *road, GCancellable *cancellable,
         char **before, GError **error)
{
  g_autoptr (GxConnection) source = NULL;

  if (!_gx_connection_check_place (path, error) || !check_room (backup, path, road, error)
      || !is_free (path, error))
    return FALSE;
  source = gx_connection_open (backup, GX_OPEN_KEPT, error);
  if (source == NULL)
    return FALSE;
  begin_part (road, source, 0, road->coming);
  g_unlink (fresh);
  if (gx_backup_to (source, fresh, cancellable, error)
      && keep_present (path, road, cancellable, before, error))
    return TRUE;
  g_unlink (fresh);
  return FALSE;
}

static gboolean
put_in_place (const char *fresh, const char *path, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  g_unlink (wal);
  g_unlink (shm);
  if (_gx_backup_move (fresh, path))
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_FAILED, g_strerror (errno));
  return FALSE;
}

gboolean
gx_backup_restore (const char *backup, const char *path, GxProgressFunc func, gpointer user_data,
                   GCancellable *cancellable, char **before, GError **error)
{
  g_autofree char *fresh = NULL;
  Road road = { func, user_data, 0, 0, 0, 0 };

  g_return_val_if_fail (backup != NULL && path != NULL, FALSE);

  if (before != NULL)
    *before = NULL;
  fresh = g_strconcat (path, ".restored", NULL);
  if (prepare (backup, path, fresh, &road, cancellable, before, error) && put_in_place (fresh, path, error))
    {
      if (func != NULL)
        func (road.coming + road.present, road.coming + road.present, user_data);
      return TRUE;
    }
  gx_error_prefix (error, _("Could not restore the backup"));
  return FALSE;
}
