/* SPDX-License-Identifier: GPL-3.0-or-later */
#undef _FILE_OFFSET_BITS /* both names of each call are ours */
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * Preloaded into a program: writes down what it asks of the disk below GUANXI_DISK_ROOT, in the file
 * GUANXI_DISK_LOG, one line each and the bytes of a write behind it; test-power.py reads it.
 *
 *   new INODE PATH       keep INODE PATH      opened: made, or there already
 *   write INODE OFFSET LENGTH                 cut INODE LENGTH
 *   sync INODE           sync-folder PATH     after it was done
 *   rename FROM<tab>TO   unlink PATH
 */

#define MOST_FILES 1024

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static ino_t inodes[MOST_FILES];          /* by file descriptor; 0: not below the root */
static char *folders[MOST_FILES];         /* likewise */
static int log_file = -1;

#define REAL(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

static int
is_below (const char *path)
{
  const char *root = getenv ("GUANXI_DISK_ROOT");

  return root != NULL && strncmp (path, root, strlen (root)) == 0;
}

static void
put (const char *bytes, size_t length)
{
  while (length > 0)
    {
      ssize_t written = REAL (write) (log_file, bytes, length);

      if (written <= 0)
        abort ();
      bytes += written;
      length -= (size_t) written;
    }
}

static void note (const void *bytes, size_t length, const char *format, ...)
  __attribute__ ((format (printf, 3, 4)));

static void
note (const void *bytes, size_t length, const char *format, ...)
{
  char line[8192];
  va_list args;
  int n;

  va_start (args, format);
  n = vsnprintf (line, sizeof line, format, args);
  va_end (args);
  pthread_mutex_lock (&mutex);
  if (log_file < 0)
    log_file = REAL (open) (getenv ("GUANXI_DISK_LOG"), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  put (line, (size_t) n);
  put (bytes, length);
  pthread_mutex_unlock (&mutex);
}

static int
opened (int file, const char *path, int was_there)
{
  struct stat what;

  if (file < 0 || file >= MOST_FILES || fstat (file, &what) != 0)
    return file;
  inodes[file] = 0;
  free (folders[file]);
  folders[file] = NULL;
  if (!is_below (path))
    return file;
  if (S_ISDIR (what.st_mode))
    folders[file] = strdup (path);
  else
    {
      inodes[file] = what.st_ino;
      note (NULL, 0, "%s %lu %s\n", was_there ? "keep" : "new", (unsigned long) what.st_ino, path);
    }
  return file;
}

#define OPEN(name) \
  int \
  name (const char *path, int flags, ...) \
  { \
    int was_there = access (path, F_OK) == 0, file; \
    va_list args; \
    mode_t mode; \
    va_start (args, flags); \
    mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (args, mode_t) : 0; \
    va_end (args); \
    file = opened (REAL (name) (path, flags, mode), path, was_there); \
    if (file >= 0 && file < MOST_FILES && inodes[file] != 0 && (flags & O_TRUNC) != 0) \
      note (NULL, 0, "cut %lu 0\n", (unsigned long) inodes[file]); \
    return file; \
  }

OPEN (open)
OPEN (open64)

static ino_t
inode_of (int file)
{
  return file >= 0 && file < MOST_FILES ? inodes[file] : 0;
}

ssize_t
write (int file, const void *bytes, size_t length)
{
  off_t at = inode_of (file) != 0 ? lseek (file, 0, SEEK_CUR) : 0;
  ssize_t written = REAL (write) (file, bytes, length);

  if (written > 0 && inode_of (file) != 0)
    note (bytes, (size_t) written, "write %lu %ld %zd\n", (unsigned long) inodes[file], (long) at, written);
  return written;
}

#define PWRITE(name, Offset) \
  ssize_t \
  name (int file, const void *bytes, size_t length, Offset at) \
  { \
    ssize_t written = REAL (name) (file, bytes, length, at); \
    if (written > 0 && inode_of (file) != 0) \
      note (bytes, (size_t) written, "write %lu %ld %zd\n", (unsigned long) inodes[file], (long) at, \
            written); \
    return written; \
  }

PWRITE (pwrite, off_t)
PWRITE (pwrite64, off64_t)

#define FTRUNCATE(name, Offset) \
  int \
  name (int file, Offset length) \
  { \
    int failed = REAL (name) (file, length); \
    if (failed == 0 && inode_of (file) != 0) \
      note (NULL, 0, "cut %lu %ld\n", (unsigned long) inodes[file], (long) length); \
    return failed; \
  }

FTRUNCATE (ftruncate, off_t)
FTRUNCATE (ftruncate64, off64_t)

#define SYNC(name) \
  int \
  name (int file) \
  { \
    int failed = REAL (name) (file); \
    if (failed == 0 && inode_of (file) != 0) \
      note (NULL, 0, "sync %lu\n", (unsigned long) inodes[file]); \
    else if (failed == 0 && file >= 0 && file < MOST_FILES && folders[file] != NULL) \
      note (NULL, 0, "sync-folder %s\n", folders[file]); \
    return failed; \
  }

SYNC (fsync)
SYNC (fdatasync)

int
close (int file)
{
  if (file >= 0 && file < MOST_FILES)
    inodes[file] = 0;
  return REAL (close) (file);
}

int
rename (const char *from, const char *to)
{
  int failed = REAL (rename) (from, to);

  if (failed == 0 && is_below (to))
    note (NULL, 0, "rename %s\t%s\n", from, to);
  return failed;
}

int
unlink (const char *path)
{
  int failed = REAL (unlink) (path);

  if (failed == 0 && is_below (path))
    note (NULL, 0, "unlink %s\n", path);
  return failed;
}
