/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-copy-file-private.h"

#include <string.h>

#define NAME "gx-copy"
#define PIECE (64 << 10) /* bytes; SQLite calls the disk full at 128 kB or more in one write */

typedef struct {
  sqlite3_file base;
  sqlite3_file *own;       /* behind this struct */
  char *piece;             /* NULL: a file that is not a copy, such as a journal */
  sqlite3_int64 begins;    /* where the piece stands in the file */
  int length;
} File;

static sqlite3_file *
own_of (sqlite3_file *file)
{
  return ((File *) file)->own;
}

static int
settle (File *self)
{
  int rc = SQLITE_OK;

  if (self->length > 0)
    rc = self->own->pMethods->xWrite (self->own, self->piece, self->length, self->begins);
  if (rc == SQLITE_OK)
    self->length = 0;
  return rc;
}

/* -- What the file does: reading and measuring see what was gathered */

static int
close_file (sqlite3_file *file)
{
  File *self = (File *) file;
  int rc = settle (self), closed = self->own->pMethods->xClose (self->own);

  sqlite3_free (self->piece);
  return rc != SQLITE_OK ? rc : closed;
}

static int
read_file (sqlite3_file *file, void *bytes, int length, sqlite3_int64 at)
{
  int rc = settle ((File *) file);

  return rc != SQLITE_OK ? rc : own_of (file)->pMethods->xRead (own_of (file), bytes, length, at);
}

static int
write_file (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at)
{
  File *self = (File *) file;
  gboolean follows = self->length > 0 && at == self->begins + self->length && self->length + length <= PIECE;
  int rc = follows ? SQLITE_OK : settle (self);

  if (rc != SQLITE_OK || self->piece == NULL || length > PIECE)
    return rc != SQLITE_OK ? rc : self->own->pMethods->xWrite (self->own, bytes, length, at);
  if (!follows)
    self->begins = at;
  memcpy (self->piece + self->length, bytes, (gsize) length);
  self->length += length;
  return SQLITE_OK;
}

static int
truncate_file (sqlite3_file *file, sqlite3_int64 size)
{
  int rc = settle ((File *) file);

  return rc != SQLITE_OK ? rc : own_of (file)->pMethods->xTruncate (own_of (file), size);
}

static int
sync_file (sqlite3_file *file, int flags)
{
  int rc = settle ((File *) file);

  return rc != SQLITE_OK ? rc : own_of (file)->pMethods->xSync (own_of (file), flags);
}

static int
measure_file (sqlite3_file *file, sqlite3_int64 *size)
{
  int rc = settle ((File *) file);

  return rc != SQLITE_OK ? rc : own_of (file)->pMethods->xFileSize (own_of (file), size);
}

/* -- What it does as any other */

static int
lock_file (sqlite3_file *file, int lock)
{
  return own_of (file)->pMethods->xLock (own_of (file), lock);
}

static int
unlock_file (sqlite3_file *file, int lock)
{
  return own_of (file)->pMethods->xUnlock (own_of (file), lock);
}

static int
check_lock (sqlite3_file *file, int *is_reserved)
{
  return own_of (file)->pMethods->xCheckReservedLock (own_of (file), is_reserved);
}

static int
control_file (sqlite3_file *file, int op, void *argument)
{
  return own_of (file)->pMethods->xFileControl (own_of (file), op, argument);
}

static int
get_sector_size (sqlite3_file *file)
{
  return own_of (file)->pMethods->xSectorSize (own_of (file));
}

static int
get_characteristics (sqlite3_file *file)
{
  return own_of (file)->pMethods->xDeviceCharacteristics (own_of (file));
}

/* Of the first version: no memory shared with others, nothing mapped. */
static const sqlite3_io_methods methods = {
  .iVersion = 1,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = measure_file,
  .xLock = lock_file,
  .xUnlock = unlock_file,
  .xCheckReservedLock = check_lock,
  .xFileControl = control_file,
  .xSectorSize = get_sector_size,
  .xDeviceCharacteristics = get_characteristics,
};

/* -- Opening it */

static sqlite3_vfs *below;

static int
open_file (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *flags_out)
{
  File *self = (File *) file;
  int rc;

  memset (self, 0, sizeof *self);
  self->own = (sqlite3_file *) &self[1];
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0 && (self->piece = sqlite3_malloc (PIECE)) == NULL)
    return SQLITE_NOMEM;
  rc = below->xOpen (below, name, self->own, flags, flags_out);
  if (self->own->pMethods != NULL)
    self->base.pMethods = &methods;
  else
    sqlite3_free (self->piece);
  return rc;
}

const char *
_gx_copy_file_vfs (void)
{
  static sqlite3_vfs vfs;
  static gsize is_known;

  if (g_once_init_enter (&is_known))
    {
      below = sqlite3_vfs_find (NULL);
      vfs = *below;
      vfs.pNext = NULL;
      vfs.zName = NAME;
      vfs.szOsFile = (int) sizeof (File) + below->szOsFile;
      vfs.xOpen = open_file;
      g_once_init_leave (&is_known, sqlite3_vfs_register (&vfs, FALSE) == SQLITE_OK ? 1 : 2);
    }
  return is_known == 1 ? NAME : NULL;
}

int
_gx_copy_file_settle (sqlite3 *copy)
{
  sqlite3_file *file = NULL;
  int rc = sqlite3_file_control (copy, "main", SQLITE_FCNTL_FILE_POINTER, &file);

  return rc != SQLITE_OK || file->pMethods != &methods ? rc : settle ((File *) file);
}
