/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-source.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/gx-error.h"

struct _GxSource {
  char *name;
  int fd;         /* −1: in memory */
  char *text;
  gsize length;
};

static void
fail (const GxSource *self, int reason, GError **error)
{
  g_set_error (error, GX_ERROR, reason == ENOENT ? GX_ERROR_NOT_FOUND : GX_ERROR_FAILED,
               /* Translators: the first %s is the path of a file, the second the system's reason. */
               _("Could not read “%s”: %s"), gx_source_file_name (self->name), g_strerror (reason));
}

GxSource *
gx_source_open (const char *path, GError **error)
{
  g_autoptr (GxSource) self = g_new0 (GxSource, 1);

  self->name = g_strdup (path);
  self->fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (self->fd >= 0)
    return g_steal_pointer (&self);
  fail (self, errno, error);
  return NULL;
}

GxSource *
gx_source_new_text (const char *text, gsize length, const char *name)
{
  GxSource *self = g_new0 (GxSource, 1);

  self->name = g_strdup (name);
  self->fd = -1;
  self->text = g_memdup2 (text, length);
  self->length = length;
  return self;
}

void
gx_source_free (GxSource *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

const char *
gx_source_file_name (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL && slash[1] != 0 ? slash + 1 : path;
}

const char *
gx_source_name (const GxSource *self)
{
  return self->name;
}

gint64
gx_source_size (const GxSource *self)
{
  struct stat status = { 0 };

  if (self->fd < 0)
    return (gint64) self->length;
  return fstat (self->fd, &status) == 0 ? status.st_size : 0;
}

static gssize
read_memory (const GxSource *self, gint64 offset, char *buffer, gsize size)
{
  gsize left = offset < (gint64) self->length ? self->length - (gsize) offset : 0;
  gsize got = MIN (left, size);

  if (got > 0)
    memcpy (buffer, self->text + offset, got);
  return (gssize) got;
}

gssize
gx_source_read (GxSource *self, gint64 offset, char *buffer, gsize size, GError **error)
{
  gsize filled = 0;

  g_return_val_if_fail (offset >= 0, -1);

  if (self->fd < 0)
    return read_memory (self, offset, buffer, size);
  while (filled < size)
    {
      gssize got = pread (self->fd, buffer + filled, size - filled, offset + (gint64) filled);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          fail (self, errno, error);
          return -1;
        }
      if (got == 0)
        break;
      filled += got;
    }
  return (gssize) filled;
}
