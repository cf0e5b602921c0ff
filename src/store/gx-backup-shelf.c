/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "base/gx-phrase.h"
#include "store/gx-backup.h"
#include "store/gx-backup-settings.h"
#include "store/gx-backup-shelf-private.h"
#include "store/gx-backup-thin.h"
#include "store/gx-connection-private.h"

#define BOOK_SUFFIX ".guanxi"
#define ROOM_LEFT (G_GINT64_CONSTANT (100) << 20) /* bytes a copy leaves on the disk: the book itself grows */

void
gx_backup_copy_free (GxBackupCopy *self)
{
  g_free (self->path);
  g_free (self);
}

char *
gx_backup_folder (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, absolute, -1);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *stem = g_str_has_suffix (base, BOOK_SUFFIX)
    ? g_strndup (base, strlen (base) - strlen (BOOK_SUFFIX)) : g_strdup (base);
  g_autofree char *name = g_strdup_printf ("%s-%.8s", stem, sum);

  return g_build_filename (g_get_user_data_dir (), "guanxi", "backups", name, NULL);
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
  if (!g_str_has_suffix (name, BOOK_SUFFIX)
      || sscanf (name, "%4d-%2d-%2d %2d-%2d-%2d %15[a-z]", &year, &month, &day, &hour, &minute, &second,
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

/* -- What is there -- */

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const GxBackupCopy *one = *(GxBackupCopy * const *) a, *other = *(GxBackupCopy * const *) b;

  if (one->at != other->at)
    return one->at < other->at ? 1 : -1;
  if (one->proven_at != other->proven_at)
    return one->proven_at < other->proven_at ? 1 : -1;
  if (strlen (one->path) != strlen (other->path)) /* "restore 1" came after "restore" */
    return strlen (one->path) < strlen (other->path) ? 1 : -1;
  return -strcmp (one->path, other->path);
}

GPtrArray *
_gx_backup_shelf_list (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_backup_copy_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GxBackupCopy copy = { 0 };
      GStatBuf file;

      if (!gx_backup_read_name (path, &copy.at, &copy.reason) || g_stat (path, &file) != 0)
        continue;
      copy.path = g_steal_pointer (&path);
      copy.size = file.st_size;
      copy.proven_at = file.st_mtime;
      g_ptr_array_add (copies, g_memdup2 (&copy, sizeof copy));
    }
  g_ptr_array_sort (copies, compare_newest_first);
  return copies;
}

static gboolean
has_name (GPtrArray *copies, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  for (guint i = 0; i < copies->len; i++)
    {
      const GxBackupCopy *copy = copies->pdata[i];

      if (g_str_has_suffix (copy->path, name))
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
gx_backup_list (const char *path)
{
  g_autofree char *here = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  here = gx_backup_folder (path);
  return _gx_backup_shelf_list (here);
}

GPtrArray *
gx_backup_list_all (const char *path)
{
  g_autofree char *there = NULL;
  g_autoptr (GPtrArray) second = NULL;
  GPtrArray *copies;

  g_return_val_if_fail (path != NULL, NULL);

  copies = gx_backup_list (path);
  there = _gx_backup_second_folder (path);
  second = there != NULL ? _gx_backup_shelf_list (there) : NULL;
  for (guint i = 0; second != NULL && i < second->len; i++)
    {
      GxBackupCopy *copy = second->pdata[i];

      if (has_name (copies, copy->path))
        continue;
      copy->is_second = TRUE;
      g_ptr_array_add (copies, g_memdup2 (copy, sizeof *copy));
      copy->path = NULL;
    }
  g_ptr_array_sort (copies, compare_newest_first);
  return copies;
}

/* -- What stays -- */

gboolean
_gx_backup_move (const char *from, const char *to)
{
  g_autofree char *folder = g_path_get_dirname (to);
  int file;

  if (g_rename (from, to) != 0)
    return FALSE;
  file = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (file >= 0)
    {
      fsync (file); /* a drive that cannot, need not */
      close (file);
    }
  return TRUE;
}

/* Of the files that a copy may consist of while it is proven. */
static const char * const endings[] = { "-journal", "-shm", "-wal", "", NULL };

void
_gx_backup_remove (const char *path)
{
  for (guint i = 0; endings[i] != NULL; i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

/* The number of the program that writes this part, or what SQLite keeps beside it; 0: it is neither. */
static pid_t
read_writer (const char *file)
{
  const char *end = g_strrstr (file, GX_BACKUP_PART);
  g_autofree char *stem = end != NULL && g_strv_contains (endings, end + strlen (GX_BACKUP_PART))
    ? g_strndup (file, (gsize) (end - file)) : NULL;
  const char *number = stem != NULL ? strrchr (stem, '.') : NULL;

  return number != NULL ? (pid_t) g_ascii_strtoll (number + 1, NULL, 10) : 0;
}

/* A killed program cannot put away what it had begun. */
void
_gx_backup_remove_parts (const char *folder, const char *name)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *part;

  while (dir != NULL && (part = g_dir_read_name (dir)) != NULL)
    {
      pid_t writer = name == NULL || g_str_has_prefix (part, name) ? read_writer (part) : 0;

      if (writer > 0 && kill (writer, 0) != 0 && errno == ESRCH)
        {
          g_autofree char *path = g_build_filename (folder, part, NULL);

          g_unlink (path);
        }
    }
}

void
_gx_backup_shelf_thin (const char *folder)
{
  g_autoptr (GPtrArray) copies = _gx_backup_shelf_list (folder);
  g_autofree GxBackupMark *marks = g_new0 (GxBackupMark, copies->len + 1);
  g_autofree gboolean *stays = g_new0 (gboolean, copies->len + 1);
  static const char * const passing[] = { "open", "hour", "close", NULL };

  for (guint i = 0; i < copies->len; i++)
    {
      const GxBackupCopy *copy = copies->pdata[i];

      marks[i] = (GxBackupMark) { copy->at, copy->size, !g_strv_contains (passing, copy->reason) };
    }
  gx_backup_thin (marks, copies->len, gx_clock_now (), gx_backup_settings_get_limit (), stays);
  for (guint i = 0; i < copies->len; i++)
    if (!stays[i])
      g_unlink (((GxBackupCopy *) copies->pdata[i])->path);
  _gx_backup_remove_parts (folder, NULL);
}

void
gx_backup_tidy (const char *path)
{
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  g_return_if_fail (path != NULL);

  here = gx_backup_folder (path);
  there = _gx_backup_second_folder (path);
  _gx_backup_shelf_thin (here);
  if (there != NULL)
    _gx_backup_shelf_thin (there);
}

gboolean
_gx_backup_shelf_check_room (const char *folder, gint64 bytes, GError **error)
{
  struct statvfs disk;
  gint64 needed = bytes + ROOM_LEFT;

  if (statvfs (folder, &disk) != 0 || (gint64) disk.f_bavail * (gint64) disk.f_frsize >= needed)
    return TRUE;
  g_autofree char *left = g_format_size ((guint64) disk.f_bavail * disk.f_frsize);
  g_autofree char *wanted = g_format_size ((guint64) needed);
  g_set_error (error, GX_ERROR, GX_ERROR_FULL,
               /* Translators: %1$s and %2$s are sizes such as "340 MB" */
               _("It takes %1$s of room, and the disk has %2$s left. Make room, then try again."),
               wanted, left);
  return FALSE;
}

/* -- One more -- */

static gboolean
is_as_newest (GxConnection *book, GPtrArray *copies, GError **error)
{
  g_autoptr (GxConnection) newest = NULL;
  g_autofree char *head = gx_backup_head (book, error);
  g_autofree char *newest_head = NULL;

  if (head == NULL || copies->len == 0)
    return FALSE;
  newest = gx_connection_open (((GxBackupCopy *) copies->pdata[0])->path, GX_OPEN_KEPT, NULL);
  newest_head = newest != NULL ? gx_backup_head (newest, NULL) : NULL;
  return g_strcmp0 (head, newest_head) == 0 && book->version == newest->version;
}

/* One second may see several copies. */
static char *
choose_name (const char *folder, const char *reason)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (gx_clock_now ());
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H-%M-%S");

  for (int i = 0;; i++)
    {
      g_autofree char *name = i == 0 ? g_strdup_printf ("%s %s" BOOK_SUFFIX, time, reason)
                              : g_strdup_printf ("%s %s %d" BOOK_SUFFIX, time, reason, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
               /* Translators: %s is the system's reason */
               _("The folder for backups could not be made: %s"), g_strerror (errno));
  return FALSE;
}

static gint64
size_of_book (GxConnection *book)
{
  return gx_connection_get_int64 (book, 0, NULL, "pragma page_count", NULL)
         * gx_connection_get_int64 (book, 0, NULL, "pragma page_size", NULL);
}

/* Two programs may choose one name in one second: the later one chooses again. */
static char *
copy_to_free_name (GxConnection *book, const char *folder, const char *reason, GCancellable *cancellable,
                   GError **error)
{
  for (;;)
    {
      g_autofree char *dest = choose_name (folder, reason);
      GError *failed = NULL;

      if (gx_backup_to (book, dest, cancellable, &failed))
        return g_steal_pointer (&dest);
      if (!g_error_matches (failed, GX_ERROR, GX_ERROR_EXISTS))
        {
          g_propagate_error (error, failed);
          return NULL;
        }
      g_clear_error (&failed);
    }
}

static gboolean
keep (GxConnection *book, const char *reason, GCancellable *cancellable, char **path, GError **error)
{
  g_autofree char *folder = gx_backup_folder (book->path);
  g_autoptr (GPtrArray) copies = _gx_backup_shelf_list (folder);
  g_autoptr (GError) failed = NULL;
  g_autofree char *dest = NULL;

  if (is_as_newest (book, copies, &failed))
    dest = g_strdup (((GxBackupCopy *) copies->pdata[0])->path);
  else if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  else
    {
      if (!make_folder (folder, error)
          || !_gx_backup_shelf_check_room (folder, size_of_book (book), error))
        return FALSE;
      dest = copy_to_free_name (book, folder, reason, cancellable, error);
      if (dest == NULL)
        return FALSE;
      _gx_backup_shelf_thin (folder);
    }
  if (path != NULL)
    *path = g_steal_pointer (&dest);
  return TRUE;
}

gboolean
gx_backup_keep_until (GxConnection *book, const char *reason, GCancellable *cancellable, char **path,
                      GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book) && gx_phrase_is_key ("backup.reason", reason), FALSE);

  if (path != NULL)
    *path = NULL;
  if (book->path == NULL || keep (book, reason, cancellable, path, error))
    return TRUE;
  gx_error_prefix (error, _("Could not keep a backup"));
  return FALSE;
}

gboolean
gx_backup_keep (GxConnection *book, const char *reason, char **path, GError **error)
{
  return gx_backup_keep_until (book, reason, NULL, path, error);
}
