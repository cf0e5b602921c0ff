/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/gx-connection-private.h"

/*
 * SQLite locks a file with POSIX locks, and these belong to the process: when any code of it closes any
 * descriptor of the file, all of them are gone. A file dialog does just that while it guesses the types of
 * the files in the book's folder. From then on another program takes itself for the last one, clears the log
 * away and shortens the shared index below our mapping.
 *
 * So SQLite's calls are led through here, and a lock is taken as an open file description lock (fcntl(2),
 * F_OFD_SETLK), which only its own descriptor's closing drops. SQLite counts on a lock being the same through
 * every descriptor that this process has of a file (src/os_unix.c, unixInodeInfo); therefore each file has
 * one holder, a descriptor that takes all the locks, opened with SQLite's first one and closed with its last.
 * To other programs such a lock and a POSIX lock are the same.
 */

typedef struct {
  dev_t device;
  ino_t inode;
  int fd;       /* takes the locks */
  guint users;  /* SQLite's descriptors of the file */
} Holder;

static GMutex mutex;
static GHashTable *holders;       /* Holder as a set, by file */
static GHashTable *holder_of_fd;  /* SQLite's descriptor → Holder */

static guint
hash_holder (gconstpointer key)
{
  const Holder *holder = key;

  return (guint) holder->inode ^ (guint) (holder->inode >> 32) ^ (guint) holder->device;
}

static gboolean
holders_equal (gconstpointer a, gconstpointer b)
{
  const Holder *one = a, *other = b;

  return one->inode == other->inode && one->device == other->device;
}

/* A description of its own of the file behind @fd; for writing where that is allowed, as an exclusive lock
   asks for it. */
static int
open_again (int fd)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  int again = open (path, O_RDWR | O_CLOEXEC);

  return again >= 0 ? again : open (path, O_RDONLY | O_CLOEXEC);
}

static Holder *
add_holder (const Holder *key, int fd)
{
  Holder *holder;
  int own = open_again (fd);

  if (own < 0)
    return NULL;
  holder = g_new (Holder, 1);
  *holder = (Holder) { key->device, key->inode, own, 0 };
  g_hash_table_add (holders, holder);
  return holder;
}

/* The holder of the locks of @fd's file; NULL where it could not be opened. Call with the mutex held. */
static Holder *
hold (int fd)
{
  Holder *holder = g_hash_table_lookup (holder_of_fd, GINT_TO_POINTER (fd));
  struct stat file;

  if (holder != NULL || fstat (fd, &file) != 0)
    return holder;

  const Holder key = { file.st_dev, file.st_ino, -1, 0 };
  holder = g_hash_table_lookup (holders, &key);
  if (holder == NULL)
    holder = add_holder (&key, fd);
  if (holder == NULL)
    return NULL;
  holder->users++;
  g_hash_table_insert (holder_of_fd, GINT_TO_POINTER (fd), holder);
  return holder;
}

static void
let_go (int fd)
{
  Holder *holder = g_hash_table_lookup (holder_of_fd, GINT_TO_POINTER (fd));

  if (holder == NULL)
    return;
  g_hash_table_remove (holder_of_fd, GINT_TO_POINTER (fd));
  if (--holder->users == 0)
    {
      close (holder->fd);
      g_hash_table_remove (holders, holder);
    }
}

static int
lock_through_holder (int fd, int command, struct flock *lock)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  Holder *holder = hold (fd);

  if (holder == NULL)
    {
      errno = ENOLCK;
      return -1;
    }
  lock->l_pid = 0; /* fcntl(2) asks for it */
  return fcntl (holder->fd, command, lock);
}

/* -- In place of SQLite's system calls -- */

static int
fcntl_cb (int fd, int command, ...)
{
  va_list args;

  va_start (args, command);
  void *argument = va_arg (args, void *);
  va_end (args);

  switch (command)
    {
    case F_GETLK:
      return lock_through_holder (fd, F_OFD_GETLK, argument);
    case F_SETLK:
      return lock_through_holder (fd, F_OFD_SETLK, argument);
    default:
      return fcntl (fd, command, argument);
    }
}

static int
close_cb (int fd)
{
  g_mutex_lock (&mutex);
  let_go (fd);
  g_mutex_unlock (&mutex);
  return close (fd);
}

static gboolean
replace_calls (void)
{
  sqlite3_vfs *vfs = sqlite3_initialize () == SQLITE_OK ? sqlite3_vfs_find ("unix") : NULL;

  return vfs != NULL && vfs->iVersion >= 3 && vfs->xSetSystemCall != NULL
         && vfs->xSetSystemCall (vfs, "close", (sqlite3_syscall_ptr) close_cb) == SQLITE_OK
         && vfs->xSetSystemCall (vfs, "fcntl", (sqlite3_syscall_ptr) fcntl_cb) == SQLITE_OK;
}

void
_gx_locks_keep (void)
{
  holders = g_hash_table_new_full (hash_holder, holders_equal, g_free, NULL);
  holder_of_fd = g_hash_table_new (NULL, NULL);
  if (!replace_calls ())
    g_warning ("This SQLite does not let its locks be kept: a file dialog may drop them");
}
