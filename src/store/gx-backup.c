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
#include "base/gx-phrase.h"
#include "store/gx-backup.h"
#include "store/gx-connection-private.h"

#define PAGES_A_STEP 1000
#define KEEP_NEWEST 10   /* copies kept whatever their age; older ones: one a day */
#define KEEP_DAYS 30

/* -- One copy -- */

static gboolean
copy_pages (GxConnection *book, sqlite3 *dest, GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (dest, "main", book->db, "main");
  int rc = backup != NULL ? SQLITE_OK : sqlite3_errcode (dest);

  while (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
    {
      if (g_cancellable_is_cancelled (cancellable))
        {
          rc = SQLITE_INTERRUPT;
          break;
        }
      rc = sqlite3_backup_step (backup, PAGES_A_STEP);
      if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
        sqlite3_sleep (20);
    }
  sqlite3_backup_finish (backup);
  if (rc == SQLITE_DONE)
    return TRUE;
  if (rc == SQLITE_FULL)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_FULL, _("The disk is full. Make room, then try again."));
  else if (rc == SQLITE_INTERRUPT)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_CANCELLED, _("Cancelled"));
  else
    g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                 /* Translators: %s is the database's own words */
                 _("The copy could not be written: %s"), sqlite3_errstr (rc));
  return FALSE;
}

/* The copy is one file, whole by itself, and it is read back before it counts. */
static gboolean
prove (sqlite3 *copy, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  gboolean ok = FALSE;

  sqlite3_exec (copy, "pragma journal_mode = delete", NULL, NULL, NULL);
  if (sqlite3_prepare_v2 (copy, "pragma quick_check(1)", -1, &stmt, NULL) == SQLITE_OK
      && sqlite3_step (stmt) == SQLITE_ROW)
    ok = g_strcmp0 ((const char *) sqlite3_column_text (stmt, 0), "ok") == 0;
  sqlite3_finalize (stmt);
  if (!ok)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                         _("The copy was read back and is damaged, so it was not kept."));
  return ok;
}

static void
sync_file (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}

gboolean
gx_backup_to (GxConnection *book, const char *dest, GCancellable *cancellable, GError **error)
{
  g_autofree char *part = g_strconcat (dest, ".part", NULL);
  sqlite3 *copy = NULL;
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
  ok = sqlite3_open (part, &copy) == SQLITE_OK;
  if (!ok)
    g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                 /* Translators: %s is the system's reason */
                 _("The copy could not be written: %s"), g_strerror (errno));
  ok = ok && copy_pages (book, copy, cancellable, error) && prove (copy, error);
  sqlite3_close (copy);
  if (ok)
    {
      sync_file (part);
      ok = g_rename (part, dest) == 0;
      if (!ok)
        g_set_error (error, GX_ERROR, GX_ERROR_FAILED, _("The copy could not be written: %s"),
                     g_strerror (errno));
    }
  if (!ok)
    g_unlink (part);
  return ok;
}

/* -- Kept copies -- */

static char *
folder_for (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, absolute, -1);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *stem = g_str_has_suffix (base, ".guanxi") ? g_strndup (base, strlen (base) - 7)
                          : g_strdup (base);
  g_autofree char *name = g_strdup_printf ("%s-%.8s", stem, sum);

  return g_build_filename (g_get_user_data_dir (), "guanxi", "backups", name, NULL);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char * const *) b, *(char * const *) a);
}

GPtrArray *
gx_backup_list (const char *path)
{
  g_autofree char *folder = folder_for (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".guanxi"))
      g_ptr_array_add (copies, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (copies, compare_newest_first);
  return copies;
}

/* Names begin with the time, so a day is their first ten letters. */
static void
thin (const char *path)
{
  g_autoptr (GPtrArray) copies = gx_backup_list (path);
  g_autofree char *last_day = NULL;
  int days = 0;

  for (guint i = 0; i < copies->len; i++)
    {
      const char *copy = g_ptr_array_index (copies, i);
      g_autofree char *name = g_path_get_basename (copy);
      g_autofree char *day = g_strndup (name, 10);
      gboolean is_first_of_day = g_strcmp0 (day, last_day) != 0;

      if (is_first_of_day)
        {
          days++;
          g_free (last_day);
          last_day = g_steal_pointer (&day);
        }
      if (i >= KEEP_NEWEST && (!is_first_of_day || days > KEEP_DAYS))
        g_unlink (copy);
    }
}

gboolean
gx_backup_keep (GxConnection *book, const char *reason, char **path, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *dest = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (gx_clock_now ());
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H-%M-%S");

  if (book->path == NULL)
    return TRUE;
  folder = folder_for (book->path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                   /* Translators: %s is the system's reason */
                   _("The folder for backups could not be made: %s"), g_strerror (errno));
      return FALSE;
    }
  for (int i = 0; dest == NULL || g_file_test (dest, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      g_free (dest);
      name = i == 0 ? g_strdup_printf ("%s %s.guanxi", time, reason)
             : g_strdup_printf ("%s %s %d.guanxi", time, reason, i);
      dest = g_build_filename (folder, name, NULL);
    }
  if (!gx_backup_to (book, dest, NULL, error))
    {
      gx_error_prefix (error, _("Could not keep a backup"));
      return FALSE;
    }
  thin (book->path);
  if (path != NULL)
    *path = g_steal_pointer (&dest);
  return TRUE;
}

gboolean
gx_backup_read_name (const char *path, gint64 *at, const char **reason)
{
  g_autofree char *name = NULL;
  g_autoptr (GDateTime) moment = NULL;
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  char word[16] = "";

  g_return_val_if_fail (path != NULL && at != NULL && reason != NULL, FALSE);

  name = g_path_get_basename (path);
  if (sscanf (name, "%4d-%2d-%2d %2d-%2d-%2d %15[a-z]", &year, &month, &day, &hour, &minute, &second,
              word) != 7
      || !gx_phrase_is_key ("backup.reason", word))
    return FALSE;
  moment = g_date_time_new_local (year, month, day, hour, minute, second);
  if (moment == NULL)
    return FALSE;
  *at = g_date_time_to_unix (moment);
  *reason = g_intern_string (word);
  return TRUE;
}

/* -- Restore -- */

static gboolean
keep_present (const char *path, GError **error)
{
  g_autoptr (GxConnection) present = NULL;
  g_autoptr (GError) failed = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  present = gx_connection_open (path, GX_OPEN_READ, &failed);
  if (present != NULL)
    return gx_backup_keep (present, "restore", NULL, error);

  /* What cannot be opened is put aside as it is. */
  g_autofree char *aside = g_strdup_printf ("%s.%" G_GINT64_FORMAT ".damaged", path, gx_clock_now ());
  if (g_rename (path, aside) == 0)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

gboolean
gx_backup_restore (const char *backup, const char *path, GError **error)
{
  g_autoptr (GxConnection) source = gx_connection_open (backup, GX_OPEN_READ, error);
  g_autofree char *fresh = g_strconcat (path, ".restored", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);

  g_unlink (fresh);
  if (source == NULL || !gx_backup_to (source, fresh, NULL, error) || !keep_present (path, error))
    {
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
