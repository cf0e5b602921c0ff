/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/gx-error.h"
#include "team/gx-folder-transport.h"

#define MAGIC "guanxi-team 1 "
#define LONGEST_LINE 256
#define PIECE (1 << 18)

struct _GxFolderTransport {
  GObject parent_instance;
  char *path;
  GxProgress *progress; /* (nullable) */
};

static void transport_iface_init (GxTransportInterface *iface);
G_DEFINE_TYPE_WITH_CODE (GxFolderTransport, gx_folder_transport, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (GX_TYPE_TRANSPORT, transport_iface_init))

/* -- What is wrong with the drive -- */

void
gx_drive_error (GError **error, int number)
{
  switch (number)
    {
    case ENOSPC: case EDQUOT: case EFBIG:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_FULL, _("The team's drive is full. Make room on it."));
      break;
    case EROFS:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_READ_ONLY, _("The team's drive can only be read."));
      break;
    case EACCES: case EPERM:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_REFUSED,
                           _("The team's drive does not let you write or read there."
                             " Ask who looks after it."));
      break;
    case ENOENT: case ENOTDIR: case ENODEV: case ENXIO: case ESTALE: case ENOTCONN: case ESHUTDOWN:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_GONE,
                           _("The team's folder is not there at the moment."));
      break;
    case ETIMEDOUT: case EHOSTDOWN: case EHOSTUNREACH: case ENETDOWN: case ENETUNREACH: case ECONNABORTED:
    case ECONNRESET: case ECONNREFUSED: case EAGAIN: case EBUSY:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NO_ANSWER, _("The team's drive does not answer."));
      break;
    default:
      /* Translators: %s is the system's reason */
      g_set_error (error, GX_ERROR, GX_ERROR_FAILED, _("The team's drive failed: %s"), g_strerror (number));
    }
}

static gboolean
fail (GError **error, int number)
{
  gx_drive_error (error, number);
  return FALSE;
}

/* -- The line at the beginning -- */

typedef struct {
  gint64 bytes;
  char digest[65];
} Frame;

static char *
print_frame (const Frame *frame)
{
  return g_strdup_printf (MAGIC "bytes=%" G_GINT64_FORMAT " sha256=%s"
                          "; to read it: tail -n +2 FILE | gunzip\n", frame->bytes, frame->digest);
}

static gboolean
parse_frame (const char *line, Frame *frame)
{
  char *end = NULL;

  if (!g_str_has_prefix (line, MAGIC "bytes="))
    return FALSE;
  frame->bytes = g_ascii_strtoll (line + strlen (MAGIC "bytes="), &end, 10);
  if (frame->bytes < 0 || !g_str_has_prefix (end, " sha256=") || strspn (end + 8, "0123456789abcdef") != 64)
    return FALSE;
  g_strlcpy (frame->digest, end + 8, sizeof frame->digest);
  return TRUE;
}

/* -- Bytes -- */

static gboolean
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize written = write (fd, bytes, length);

      if (written < 0 && errno != EINTR)
        return FALSE;
      if (written > 0)
        {
          bytes += written;
          length -= (gsize) written;
        }
    }
  return TRUE;
}

static gssize
read_some (int fd, char *piece, gsize length)
{
  gssize got;

  do
    got = read (fd, piece, length);
  while (got < 0 && errno == EINTR);
  return got;
}

/* Copies what is left of @from to @to (-1: nowhere), and says what it was. @progress: (nullable): hears how
   much of @total it is. */
static gboolean
copy_rest (int from, int to, Frame *copied, GxProgress *progress, gint64 total, GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *piece = g_malloc (PIECE);
  gssize got;

  copied->bytes = 0;
  while ((got = read_some (from, piece, PIECE)) > 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_checksum_update (sum, (const guchar *) piece, got);
      copied->bytes += got;
      if (to >= 0 && !write_all (to, piece, (gsize) got))
        return fail (error, errno);
      if (progress != NULL)
        gx_progress_tell (progress, copied->bytes, total);
    }
  g_strlcpy (copied->digest, g_checksum_get_string (sum), sizeof copied->digest);
  return got == 0 || fail (error, errno);
}

/* What the first line promises; leaves @fd behind it. FALSE without @error: the line is not all there. */
static gboolean
read_frame (int fd, Frame *frame, GError **error)
{
  char head[LONGEST_LINE + 1];
  gssize got = 0, more;
  char *end;

  do
    {
      more = read_some (fd, head + got, LONGEST_LINE - (gsize) got);
      if (more < 0)
        return fail (error, errno);
      got += more;
    }
  while (more > 0 && got < LONGEST_LINE);
  head[got] = '\0';
  end = strchr (head, '\n');
  if (end == NULL && strncmp (head, MAGIC, MIN ((gsize) got, strlen (MAGIC))) == 0 && got < LONGEST_LINE)
    return FALSE;
  if (end != NULL)
    *end = '\0';
  if (end == NULL || !parse_frame (head, frame))
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, "not a file of a team");
      return FALSE;
    }
  return lseek (fd, end + 1 - head, SEEK_SET) >= 0 || fail (error, errno);
}

/* Whether a file on the drive has what @ours has. */
static gboolean
is_same (const char *path, const Frame *ours, GCancellable *cancellable)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  Frame said = { 0 }, found = { 0 };
  gboolean same;

  if (fd < 0)
    return FALSE;
  same = read_frame (fd, &said, NULL) && said.bytes == ours->bytes && g_str_equal (said.digest, ours->digest)
         && copy_rest (fd, -1, &found, NULL, 0, cancellable, NULL) && found.bytes == ours->bytes
         && g_str_equal (found.digest, ours->digest);
  close (fd);
  return same;
}

/* -- Publish -- */

static gboolean
sync_and_close (int fd)
{
  gboolean ok = fsync (fd) == 0 || errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
  int number = errno;

  if (close (fd) != 0)
    return FALSE;
  errno = number;
  return ok;
}

static gboolean
write_file (GxFolderTransport *self, const char *dest, int from, const Frame *frame,
            GCancellable *cancellable, GError **error)
{
  g_autofree char *line = print_frame (frame);
  Frame copied = { 0 };
  int fd = g_open (dest, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  gboolean ok;

  if (fd < 0 && errno == EEXIST)
    {
      if (is_same (dest, frame, cancellable))
        return TRUE;
      g_set_error_literal (error, GX_ERROR, GX_ERROR_EXISTS, "a file of this name is there already");
      return FALSE;
    }
  if (fd < 0)
    return fail (error, errno);

  ok = write_all (fd, line, strlen (line)) || fail (error, errno);
  ok = ok && copy_rest (from, fd, &copied, self->progress, frame->bytes, cancellable, error);
  if (!ok)
    close (fd);
  else
    ok = sync_and_close (fd) || fail (error, errno);
  if (!ok)
    g_unlink (dest); /* it never was whole */
  return ok;
}

static gboolean
folder_publish (GxTransport *transport, const char *name, const char *path, gint64 *at_ms,
                GCancellable *cancellable, GError **error)
{
  GxFolderTransport *self = GX_FOLDER_TRANSPORT (transport);
  g_autofree char *dest = g_build_filename (self->path, name, NULL);
  int from = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  Frame frame = { 0 };
  struct stat made;
  gboolean ok;

  if (from < 0)
    return fail (error, errno);
  ok = copy_rest (from, -1, &frame, NULL, 0, cancellable, error)
       && (lseek (from, 0, SEEK_SET) == 0 || fail (error, errno))
       && write_file (self, dest, from, &frame, cancellable, error);
  close (from);
  if (ok && stat (dest, &made) == 0)
    *at_ms = (gint64) made.st_mtim.tv_sec * 1000 + made.st_mtim.tv_nsec / 1000000;
  return ok;
}

/* -- Collect -- */

static gboolean
unfinished (GError **error)
{
  g_set_error_literal (error, GX_ERROR, GX_ERROR_UNFINISHED, "not all of the file has arrived");
  return FALSE;
}

static gboolean
read_file (GxFolderTransport *self, int from, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failed = NULL;
  Frame said = { 0 }, found = { 0 };
  int to;
  gboolean ok;

  if (!read_frame (from, &said, &failed))
    {
      if (failed == NULL)
        return unfinished (error);
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  to = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (to < 0)
    return fail (error, errno);
  ok = copy_rest (from, to, &found, self->progress, said.bytes, cancellable, error);
  if (close (to) != 0 && ok)
    ok = fail (error, errno);
  if (!ok)
    return FALSE;
  return (found.bytes == said.bytes && g_str_equal (found.digest, said.digest)) || unfinished (error);
}

static gboolean
folder_fetch (GxTransport *transport, const char *name, const char *path, GCancellable *cancellable,
              GError **error)
{
  GxFolderTransport *self = GX_FOLDER_TRANSPORT (transport);
  g_autofree char *source = g_build_filename (self->path, name, NULL);
  int from = g_open (source, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok;

  if (from < 0 && errno == ENOENT)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, "no such file");
      return FALSE;
    }
  if (from < 0)
    return fail (error, errno);
  ok = read_file (self, from, path, cancellable, error);
  close (from);
  if (!ok)
    g_unlink (path);
  return ok;
}

static GPtrArray *
folder_list (GxTransport *transport, GCancellable *cancellable, GError **error)
{
  GxFolderTransport *self = GX_FOLDER_TRANSPORT (transport);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  DIR *folder = opendir (self->path);
  struct dirent *entry;
  int number;

  if (folder == NULL)
    {
      gx_drive_error (error, errno);
      return NULL;
    }
  while (errno = 0, (entry = readdir (folder)) != NULL)
    if (gx_transport_is_name (entry->d_name))
      g_ptr_array_add (names, g_strdup (entry->d_name));
  number = errno;
  closedir (folder);
  if (number != 0)
    {
      gx_drive_error (error, number);
      return NULL;
    }
  return g_steal_pointer (&names);
}

static gboolean
folder_remove (GxTransport *transport, const char *name, GCancellable *cancellable, GError **error)
{
  GxFolderTransport *self = GX_FOLDER_TRANSPORT (transport);
  g_autofree char *path = g_build_filename (self->path, name, NULL);

  return g_unlink (path) == 0 || errno == ENOENT || fail (error, errno);
}

/* -- The object -- */

static void
gx_folder_transport_finalize (GObject *object)
{
  g_free (GX_FOLDER_TRANSPORT (object)->path);
  gx_folder_transport_set_progress (GX_TRANSPORT (object), NULL);
  G_OBJECT_CLASS (gx_folder_transport_parent_class)->finalize (object);
}

static void
gx_folder_transport_class_init (GxFolderTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_folder_transport_finalize;
}

static void
gx_folder_transport_init (GxFolderTransport *self)
{
}

static void
transport_iface_init (GxTransportInterface *iface)
{
  iface->list = folder_list;
  iface->publish = folder_publish;
  iface->fetch = folder_fetch;
  iface->remove = folder_remove;
}

GxTransport *
gx_folder_transport_new (const char *path)
{
  GxFolderTransport *self = g_object_new (GX_TYPE_FOLDER_TRANSPORT, NULL);

  self->path = g_strdup (path);
  return GX_TRANSPORT (self);
}

void
gx_folder_transport_set_progress (GxTransport *transport, GxProgress *progress)
{
  GxFolderTransport *self = GX_FOLDER_TRANSPORT (transport);

  if (progress != NULL)
    gx_progress_ref (progress);
  g_clear_pointer (&self->progress, gx_progress_unref);
  self->progress = progress;
}

gboolean
gx_folder_transport_make (const char *path, GError **error)
{
  return g_mkdir (path, 0777) == 0 || errno == EEXIST || fail (error, errno);
}
