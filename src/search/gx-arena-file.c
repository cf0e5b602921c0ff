/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/gx-log.h"
#include "search/gx-arena-private.h"

/* The cache: one file for each book, in the user's cache folder, readable by nobody else. */

static char *
file_of (GxConnection *book)
{
  const char *path = gx_connection_get_path (book);
  g_autofree char *absolute = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;
  g_autofree char *sum = absolute != NULL
    ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, absolute, -1) : NULL;
  g_autofree char *name = sum != NULL ? g_strdup_printf ("%.16s.search", sum) : NULL;

  return name != NULL ? g_build_filename (g_get_user_cache_dir (), "guanxi", name, NULL) : NULL;
}

GBytes *
_gx_arena_load (GxConnection *book)
{
  g_autofree char *path = file_of (book);
  g_autoptr (GMappedFile) file = path != NULL ? g_mapped_file_new (path, FALSE, NULL) : NULL;

  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

static gboolean
write_all (int fd, const char *data, gsize size)
{
  while (size > 0)
    {
      gssize written = write (fd, data, size);

      if (written < 0 && errno != EINTR)
        return FALSE;
      data += MAX (written, 0);
      size -= MAX (written, 0);
    }
  return TRUE;
}

/* A cache that cannot be written is none. It is not brought to the disk by force: a torn one is known by
   its sum. */
void
_gx_arena_keep (GxConnection *book, GBytes *bytes)
{
  g_autofree char *path = file_of (book);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  g_autofree char *part = path != NULL ? g_strdup_printf ("%s.%d", path, (int) getpid ()) : NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  int fd;

  if (path == NULL || g_mkdir_with_parents (folder, 0700) != 0)
    return;
  fd = g_open (part, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return;
  gboolean ok = write_all (fd, data, size);
  ok = close (fd) == 0 && ok;
  if (!ok || g_rename (part, path) != 0)
    g_unlink (part);
  gx_log (GX_LOG_JOB, "search text kept: %s", ok ? "yes" : "no");
}
