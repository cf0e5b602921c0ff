/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "loss-vfs.h"

#define SECTOR 512

typedef struct {
  gint64 offset;
  GBytes *bytes;       /* NULL: truncated to offset */
} Pending;

typedef struct {
  char *path;
  GByteArray *synced;  /* what a sync has promised */
  GPtrArray *pending;  /* of Pending, since then */
} Disk;

typedef struct {
  sqlite3_file base;
  Disk *disk;          /* NULL: a file that nobody promised anything of */
  sqlite3_file *real;
} File;

static sqlite3_vfs shim;
static sqlite3_vfs *real_vfs;
static GHashTable *disks;    /* path → Disk */
static GHashTable *picture;  /* path → GByteArray */
static guint countdown;
static guint32 picture_seed;
static guint refusing_in;    /* calls until nothing is written any more */
static int refusal;          /* 0: everything is */
static gboolean has_refused;

static void
free_pending (Pending *pending)
{
  g_clear_pointer (&pending->bytes, g_bytes_unref);
  g_free (pending);
}

static void
apply_bytes (GByteArray *image, gsize offset, const guint8 *data, gsize length)
{
  if (image->len < offset + length)
    {
      guint old = image->len;
      g_byte_array_set_size (image, (guint) (offset + length));
      memset (image->data + old, 0, image->len - old);
    }
  memcpy (image->data + offset, data, length);
}

static void
apply (GByteArray *image, const Pending *pending)
{
  gsize length;
  const guint8 *data = pending->bytes != NULL ? g_bytes_get_data (pending->bytes, &length) : NULL;

  if (data == NULL)
    g_byte_array_set_size (image, (guint) pending->offset);
  else
    apply_bytes (image, (gsize) pending->offset, data, length);
}

/* Some of the sectors arrived, in whatever order the drive liked. */
static void
apply_torn (GByteArray *image, const Pending *pending, GRand *rand)
{
  gsize length = 0, from = 0, to;
  const guint8 *data = pending->bytes != NULL ? g_bytes_get_data (pending->bytes, &length) : NULL;

  for (; from < length; from = to)
    {
      to = MIN (length, from + SECTOR - (gsize) (pending->offset + from) % SECTOR);
      if (g_rand_boolean (rand))
        apply_bytes (image, (gsize) pending->offset + from, data + from, to - from);
    }
}

static void
take_picture (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (picture_seed);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_remove_all (picture);
  g_hash_table_iter_init (&iter, disks);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Disk *disk = value;
      GByteArray *image = g_byte_array_new ();

      g_byte_array_append (image, disk->synced->data, disk->synced->len);
      for (guint i = 0; i < disk->pending->len; i++)
        switch (g_rand_int_range (rand, 0, 3))
          {
          case 0: break;
          case 1: apply (image, g_ptr_array_index (disk->pending, i)); break;
          default: apply_torn (image, g_ptr_array_index (disk->pending, i), rand);
          }
      g_hash_table_insert (picture, g_strdup (disk->path), image);
    }
}

static void
count_call (void)
{
  if (countdown > 0 && --countdown == 0)
    take_picture ();
}

static gboolean
refuses (void)
{
  if (refusal == 0 || (refusing_in > 0 && --refusing_in > 0))
    return FALSE;
  has_refused = TRUE;
  return TRUE;
}

static void
remember (Disk *disk, gint64 offset, GBytes *bytes)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->offset = offset;
  pending->bytes = bytes;
  g_ptr_array_add (disk->pending, pending);
}

/* -- sqlite3_io_methods: all but writing, truncating and syncing goes straight through -- */

#define REAL(file) (((File *) (file))->real)

static int
shim_close (sqlite3_file *f)
{
  return REAL (f)->pMethods->xClose (REAL (f));
}

static int
shim_read (sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
  return REAL (f)->pMethods->xRead (REAL (f), to, n, at);
}

static int
shim_size (sqlite3_file *f, sqlite3_int64 *size)
{
  return REAL (f)->pMethods->xFileSize (REAL (f), size);
}

static int
shim_lock (sqlite3_file *f, int level)
{
  return REAL (f)->pMethods->xLock (REAL (f), level);
}

static int
shim_unlock (sqlite3_file *f, int level)
{
  return REAL (f)->pMethods->xUnlock (REAL (f), level);
}

static int
shim_reserved (sqlite3_file *f, int *out)
{
  return REAL (f)->pMethods->xCheckReservedLock (REAL (f), out);
}

static int
shim_control (sqlite3_file *f, int op, void *arg)
{
  return REAL (f)->pMethods->xFileControl (REAL (f), op, arg);
}

static int
shim_sector (sqlite3_file *f)
{
  return REAL (f)->pMethods->xSectorSize (REAL (f));
}

static int
shim_traits (sqlite3_file *f)
{
  return REAL (f)->pMethods->xDeviceCharacteristics (REAL (f));
}

static int
shim_shm_map (sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
  return REAL (f)->pMethods->xShmMap (REAL (f), page, size, extend, out);
}

static int
shim_shm_lock (sqlite3_file *f, int offset, int n, int flags)
{
  return REAL (f)->pMethods->xShmLock (REAL (f), offset, n, flags);
}

static void
shim_shm_barrier (sqlite3_file *f)
{
  REAL (f)->pMethods->xShmBarrier (REAL (f));
}

static int
shim_shm_unmap (sqlite3_file *f, int remove)
{
  return REAL (f)->pMethods->xShmUnmap (REAL (f), remove);
}


static int
shim_write (sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
  if (refuses ())
    return refusal;
  if (((File *) f)->disk != NULL)
    {
      remember (((File *) f)->disk, at, g_bytes_new (from, n));
      count_call ();
    }
  return REAL (f)->pMethods->xWrite (REAL (f), from, n, at);
}

static int
shim_truncate (sqlite3_file *f, sqlite3_int64 size)
{
  if (refuses ())
    return refusal;
  if (((File *) f)->disk != NULL)
    {
      remember (((File *) f)->disk, size, NULL);
      count_call ();
    }
  return REAL (f)->pMethods->xTruncate (REAL (f), size);
}

static int
shim_sync (sqlite3_file *f, int flags)
{
  Disk *disk = ((File *) f)->disk;

  if (refuses ())
    return refusal;
  int rc = REAL (f)->pMethods->xSync (REAL (f), flags);

  if (disk != NULL)
    {
      count_call (); /* the power may go before the sync is done … */
      for (guint i = 0; i < disk->pending->len; i++)
        apply (disk->synced, g_ptr_array_index (disk->pending, i));
      g_ptr_array_set_size (disk->pending, 0);
      count_call (); /* … or after */
    }
  return rc;
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = shim_close, .xRead = shim_read, .xWrite = shim_write, .xTruncate = shim_truncate,
  .xSync = shim_sync,
  .xFileSize = shim_size, .xLock = shim_lock, .xUnlock = shim_unlock, .xCheckReservedLock = shim_reserved,
  .xFileControl = shim_control, .xSectorSize = shim_sector, .xDeviceCharacteristics = shim_traits,
  .xShmMap = shim_shm_map, .xShmLock = shim_shm_lock, .xShmBarrier = shim_shm_barrier,
  .xShmUnmap = shim_shm_unmap,
};

static Disk *
disk_for (const char *path)
{
  Disk *disk = g_hash_table_lookup (disks, path);

  if (disk == NULL)
    {
      disk = g_new0 (Disk, 1);
      disk->path = g_strdup (path);
      disk->synced = g_byte_array_new ();
      disk->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) free_pending);
      g_hash_table_insert (disks, disk->path, disk);
    }
  return disk;
}

static int
shim_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *f, int flags, int *out)
{
  File *file = (File *) f;
  int rc;

  file->real = (sqlite3_file *) &file[1];
  file->disk = name != NULL && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0 ? disk_for (name)
               : NULL;
  rc = real_vfs->xOpen (real_vfs, name, file->real, flags, out);
  file->base.pMethods = file->real->pMethods != NULL ? &methods : NULL;
  return rc;
}

static int
shim_delete (sqlite3_vfs *vfs, const char *name, int sync)
{
  g_hash_table_remove (disks, name);
  return real_vfs->xDelete (real_vfs, name, sync);
}

static void
free_disk (Disk *disk)
{
  g_free (disk->path);
  g_byte_array_unref (disk->synced);
  g_ptr_array_unref (disk->pending);
  g_free (disk);
}

void
loss_vfs_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  disks = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) free_disk);
  picture = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_byte_array_unref);
  shim = *real_vfs;
  shim.zName = "loss";
  shim.szOsFile = (int) sizeof (File) + real_vfs->szOsFile;
  shim.xOpen = shim_open;
  shim.xDelete = shim_delete;
  g_assert_cmpint (sqlite3_vfs_register (&shim, 1), ==, SQLITE_OK);
}

void
loss_vfs_forget (void)
{
  g_hash_table_remove_all (disks);
}

void
loss_vfs_arm (guint calls, guint32 seed)
{
  g_hash_table_remove_all (picture);
  countdown = calls;
  picture_seed = seed;
}

void
loss_vfs_refuse (guint calls, int rc)
{
  refusing_in = calls;
  refusal = rc;
  has_refused = FALSE;
}

gboolean
loss_vfs_has_refused (void)
{
  return has_refused;
}

gboolean
loss_vfs_has_fired (void)
{
  return countdown == 0 && g_hash_table_size (picture) > 0;
}

void
loss_vfs_develop (const char *folder)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, picture);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GByteArray *image = value;
      g_autofree char *name = g_path_get_basename (key);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_true (g_file_set_contents (path, (const char *) image->data, image->len, NULL));
    }
}
