/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "drive-trouble.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Under other names than the header's, which may be macros or inline. */
int open_here (const char *path, int flags, mode_t mode) __asm__ ("open64");
ssize_t write_here (int fd, const void *bytes, size_t length) __asm__ ("write");

static char *drive;   /* set once, before the first trouble */
static gint trouble;  /* atomic */

static gboolean
is_in_trouble (DriveTrouble which)
{
  return g_atomic_int_get (&trouble) == (gint) which;
}

static gboolean
is_on_drive (int fd)
{
  char link[64], path[4096];
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  if (length < 0)
    return FALSE;
  path[length] = '\0';
  return g_str_has_prefix (path, drive);
}

int
open_here (const char *path, int flags, mode_t mode)
{
  if (is_in_trouble (DRIVE_IS_READ_ONLY) && (flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0
      && g_str_has_prefix (path, drive))
    {
      errno = EROFS;
      return -1;
    }
  return (int) syscall (SYS_openat, AT_FDCWD, path, flags, mode);
}

ssize_t
write_here (int fd, const void *bytes, size_t length)
{
  if (is_in_trouble (DRIVE_IS_FULL) && is_on_drive (fd))
    {
      errno = ENOSPC;
      return -1;
    }
  return syscall (SYS_write, fd, bytes, length);
}

void
drive_trouble_set (const char *folder, DriveTrouble which)
{
  g_atomic_int_set (&trouble, DRIVE_IS_WELL);
  g_free (drive);
  drive = g_strdup (folder);
  g_atomic_int_set (&trouble, which);
}
