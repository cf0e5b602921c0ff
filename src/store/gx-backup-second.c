/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "store/gx-backup-settings.h"
#include "store/gx-backup-shelf-private.h"

#define CHUNK (1 << 20) /* bytes */
#define STATE "second-place.ini"
#define GROUP "second-place"

/*
 * The second place is a drive that comes and goes. What is known of it stands in a small file beside the
 * copies of this computer, so that whoever shows it never waits for the drive.
 */

void
gx_backup_second_free (GxBackupSecond *self)
{
  g_free (self->folder);
  g_free (self->said);
  g_free (self);
}

char *
_gx_backup_second_folder (const char *path)
{
  g_autofree char *place = gx_backup_settings_get_second ();
  g_autofree char *here = place != NULL ? gx_backup_folder (path) : NULL;
  g_autofree char *name = here != NULL ? g_path_get_basename (here) : NULL;

  return name != NULL ? g_build_filename (place, name, NULL) : NULL;
}

/* -- What is remembered -- */

static char *
find_state (const char *path)
{
  g_autofree char *here = gx_backup_folder (path);

  return g_build_filename (here, STATE, NULL);
}

/* Of another place nothing is known yet. */
static GKeyFile *
read_state (const char *path, const char *place)
{
  GKeyFile *state = g_key_file_new ();
  g_autofree char *file = find_state (path);
  g_autofree char *known = NULL;

  g_key_file_load_from_file (state, file, G_KEY_FILE_NONE, NULL);
  known = g_key_file_get_string (state, GROUP, "folder", NULL);
  if (g_strcmp0 (known, place) != 0)
    {
      g_key_file_remove_group (state, GROUP, NULL);
      g_key_file_set_string (state, GROUP, "folder", place);
    }
  return state;
}

static void
write_state (const char *path, GKeyFile *state)
{
  g_autofree char *file = find_state (path);
  g_autofree char *folder = g_path_get_dirname (file);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_key_file_save_to_file (state, file, NULL);
}

GxBackupSecond *
gx_backup_second_read (const char *path)
{
  GxBackupSecond *self = g_new0 (GxBackupSecond, 1);
  g_autoptr (GKeyFile) state = NULL;

  g_return_val_if_fail (path != NULL, self);

  self->folder = gx_backup_settings_get_second ();
  if (self->folder == NULL)
    return self;
  state = read_state (path, self->folder);
  self->copied_at = g_key_file_get_int64 (state, GROUP, "copied_at", NULL);
  self->missing_since = g_key_file_get_int64 (state, GROUP, "missing_since", NULL);
  self->said = g_key_file_get_string (state, GROUP, "said", NULL);
  return self;
}

static void
note_there (const char *path, GKeyFile *state)
{
  g_key_file_set_int64 (state, GROUP, "copied_at", gx_clock_now ());
  g_key_file_remove_key (state, GROUP, "missing_since", NULL);
  g_key_file_remove_key (state, GROUP, "said", NULL);
  write_state (path, state);
}

static void
note_missing (const char *path, GKeyFile *state)
{
  if (g_key_file_get_int64 (state, GROUP, "missing_since", NULL) == 0)
    g_key_file_set_int64 (state, GROUP, "missing_since", gx_clock_now ());
  g_key_file_remove_key (state, GROUP, "said", NULL);
  write_state (path, state);
}

static void
note_failed (const char *path, GKeyFile *state, const GError *failed)
{
  g_key_file_remove_key (state, GROUP, "missing_since", NULL);
  g_key_file_set_string (state, GROUP, "said", failed->message);
  write_state (path, state);
}

/* -- Copying -- */

static gboolean
fail (GError **error)
{
  int code = errno;

  g_set_error (error, GX_ERROR, code == ENOSPC ? GX_ERROR_FULL : GX_ERROR_FAILED,
               /* Translators: %s is the system's reason */
               _("The copy could not be written: %s"), g_strerror (code));
  return FALSE;
}

static gboolean
write_all (int to, const guchar *bytes, gssize length)
{
  while (length > 0)
    {
      gssize written = write (to, bytes, (gsize) length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      bytes += written;
      length -= written;
    }
  return TRUE;
}

/* Reads @from to its end, writing it to @to where that is a file. (transfer full): the sum; NULL with errno.
 */
static char *
pour (int from, int to, GCancellable *cancellable)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *bytes = g_malloc (CHUNK);
  gssize length;

  while ((length = read (from, bytes, CHUNK)) != 0)
    {
      if (length < 0 && errno == EINTR)
        continue;
      if (length < 0 || g_cancellable_is_cancelled (cancellable))
        return NULL;
      g_checksum_update (sum, bytes, length);
      if (to >= 0 && !write_all (to, bytes, length))
        return NULL;
    }
  return g_strdup (g_checksum_get_string (sum));
}

/* What is read back comes from the drive, as far as the system lets one say so. */
static gboolean
read_back (const char *path, const char *expected, GCancellable *cancellable, GError **error)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  g_autofree char *sum = NULL;

  if (file < 0)
    return fail (error);
  posix_fadvise (file, 0, 0, POSIX_FADV_DONTNEED);
  errno = 0;
  sum = pour (file, -1, cancellable);
  close (file);
  if (g_strcmp0 (sum, expected) == 0)
    return TRUE;
  if (errno != 0)
    return fail (error);
  g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                       _("The copy was read back and is damaged, so it was not kept."));
  return FALSE;
}

static gboolean
write_file (const char *source, const char *part, char **sum, GCancellable *cancellable, GError **error)
{
  int from = g_open (source, O_RDONLY | O_CLOEXEC, 0);
  int to = from >= 0 ? g_open (part, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600) : -1;
  gboolean ok = to >= 0 && (*sum = pour (from, to, cancellable)) != NULL && fsync (to) == 0;
  int code = errno;

  if (from >= 0)
    close (from);
  if (to >= 0 && close (to) != 0 && ok)
    {
      ok = FALSE;
      code = errno;
    }
  errno = code;
  if (!ok && !g_cancellable_set_error_if_cancelled (cancellable, error))
    fail (error);
  return ok;
}

gboolean
_gx_backup_carry (const char *source, const char *dest, GCancellable *cancellable, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.%d" GX_BACKUP_PART, dest, (int) getpid ());
  g_autofree char *sum = NULL;
  gboolean ok = write_file (source, part, &sum, cancellable, error)
                && read_back (part, sum, cancellable, error);
  GStatBuf file;

  if (ok && !_gx_backup_move (part, dest))
    ok = fail (error);
  if (!ok)
    {
      g_unlink (part);
      return FALSE;
    }
  if (g_stat (source, &file) == 0) /* when it was proven */
    {
      const struct timespec times[2] = { file.st_mtim, file.st_mtim };

      utimensat (AT_FDCWD, dest, times, 0);
    }
  return TRUE;
}

static gboolean
copy_newest (const char *path, const char *there, GCancellable *cancellable, GError **error)
{
  g_autofree char *here = gx_backup_folder (path);
  g_autoptr (GPtrArray) copies = _gx_backup_shelf_list (here);
  const GxBackupCopy *newest = copies->len > 0 ? copies->pdata[0] : NULL;
  g_autofree char *name = newest != NULL ? g_path_get_basename (newest->path) : NULL;
  g_autofree char *dest = name != NULL ? g_build_filename (there, name, NULL) : NULL;
  GStatBuf file;

  if (newest == NULL || (g_stat (dest, &file) == 0 && file.st_size == newest->size))
    return TRUE;
  if (g_mkdir (there, 0700) != 0 && errno != EEXIST)
    return fail (error);
  if (!_gx_backup_shelf_check_room (there, newest->size, error)
      || !_gx_backup_carry (newest->path, dest, cancellable, error))
    return FALSE;
  _gx_backup_shelf_thin (there);
  return TRUE;
}

gboolean
gx_backup_second_copy (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *place = gx_backup_settings_get_second ();
  g_autofree char *there = NULL;
  g_autoptr (GKeyFile) state = NULL;
  g_autoptr (GError) failed = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  if (place == NULL)
    return TRUE;
  there = _gx_backup_second_folder (path);
  state = read_state (path, place);
  if (!g_file_test (place, G_FILE_TEST_IS_DIR))
    {
      note_missing (path, state);
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("The second place is not there just now."));
      return FALSE;
    }
  if (copy_newest (path, there, cancellable, &failed))
    {
      note_there (path, state);
      return TRUE;
    }
  if (!g_cancellable_is_cancelled (cancellable))
    note_failed (path, state, failed);
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}
