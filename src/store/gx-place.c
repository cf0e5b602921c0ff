/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "store/gx-place-private.h"

/*
 * GIO calls a gvfs FUSE path local, and a lock that is answered is no proof that it was sent. So: the name,
 * then the mount's type, then the file system's magic number, then the marks that sync programs leave. What
 * is not known to be local is remote.
 */

static const guint32 local_magics[] = {
  0x0000ef53 /* ext2, 3, 4 */, 0x58465342 /* xfs */, 0x9123683e /* btrfs */, 0xf2f52010 /* f2fs */,
  0x2fc12fc1 /* zfs */, 0x01021994 /* tmpfs */, 0x858458f6 /* ramfs */, 0x794c7630 /* overlay */,
};

static const guint32 remote_magics[] = {
  NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, 0xff534d42 /* CIFS */, 0xfe534d42 /* SMB 2 */, CODA_SUPER_MAGIC,
  AFS_SUPER_MAGIC, V9FS_MAGIC, 0x00c36400 /* Ceph */,
};

void
_gx_place_tell (char **what, const char *text)
{
  if (what != NULL)
    {
      g_free (*what);
      *what = g_strdup (text);
    }
}

/* Inside a changed root, / itself may stand in no line of mountinfo; then only the file system's number can
   tell. */
static gboolean
has_magic (const char *folder, const guint32 *magics, gsize count)
{
  struct statfs info;

  if (statfs (folder, &info) != 0)
    return FALSE;
  for (gsize i = 0; i < count; i++)
    if ((guint32) info.f_type == magics[i])
      return TRUE;
  return FALSE;
}

gboolean
gx_place_is_uri (const char *path)
{
  return strstr (path, "://") != NULL;
}

/* "smb://…", and what GNOME Files shows of such a place in a path. */
static gboolean
is_named_remote (const char *path, char **what)
{
  if (!gx_place_is_uri (path) && strstr (path, "/gvfs/") == NULL && strstr (path, "/.gvfs/") == NULL)
    return FALSE;
  _gx_place_tell (what, _("GNOME Files"));
  return TRUE;
}

GxPlace
gx_place_of_mountinfo (const char *path, const char *mountinfo, char **what)
{
  GxPlace place = GX_PLACE_REMOTE;
  g_autofree char *below = NULL;

  g_return_val_if_fail (path != NULL && mountinfo != NULL, GX_PLACE_REMOTE);

  if (is_named_remote (path, what))
    return GX_PLACE_REMOTE;
  below = _gx_place_find_below (path, mountinfo);
  if (!_gx_place_of_mount (below, mountinfo, &place, what))
    _gx_place_tell (what, "?");
  return place;
}

static char *
read_mountinfo (void)
{
  const char *instead = g_getenv ("GUANXI_MOUNTINFO");
  char *mountinfo = NULL;

  if (!g_file_get_contents (instead != NULL ? instead : "/proc/self/mountinfo", &mountinfo, NULL, NULL))
    return g_strdup ("");
  return mountinfo;
}

static gboolean
is_read_only (const char *path, const char *folder)
{
  struct statvfs info;

  if (statvfs (folder, &info) == 0 && (info.f_flag & ST_RDONLY) != 0)
    return TRUE;
  return access (folder, W_OK) != 0 || (access (path, F_OK) == 0 && access (path, W_OK) != 0);
}

/* The folder that the file is in, behind all links; of one that is not there yet, that it will be in. */
static char *
find_folder (const char *path)
{
  g_autofree char *file = realpath (path, NULL);
  g_autofree char *folder = g_path_get_dirname (file != NULL ? file : path);
  char *real = realpath (folder, NULL);

  return real != NULL ? real : g_steal_pointer (&folder);
}

static GxPlace
place_of_folder (const char *folder, char **what)
{
  g_autofree char *mountinfo = read_mountinfo ();
  g_autofree char *below = _gx_place_find_below (folder, mountinfo);
  GxPlace place = GX_PLACE_LOCAL;

  if (!_gx_place_of_mount (below, mountinfo, &place, what)
      && !has_magic (below, local_magics, G_N_ELEMENTS (local_magics)))
    place = GX_PLACE_REMOTE;
  if (place == GX_PLACE_NETWORK_HOME || place == GX_PLACE_REMOTE)
    return place;
  if (has_magic (below, remote_magics, G_N_ELEMENTS (remote_magics)))
    return GX_PLACE_REMOTE;
  if (_gx_place_is_synced (folder, what)
      || (!g_str_equal (below, folder) && _gx_place_is_synced (below, what)))
    return GX_PLACE_SYNC_FOLDER;
  return place;
}

GxPlace
gx_place_of (const char *path, char **what)
{
  g_autofree char *absolute = NULL;
  g_autofree char *folder = NULL;
  GxPlace place;

  g_return_val_if_fail (path != NULL, GX_PLACE_REMOTE);

  if (is_named_remote (path, what))
    return GX_PLACE_REMOTE;
  absolute = g_canonicalize_filename (path, NULL);
  folder = find_folder (absolute);
  _gx_place_tell (what, "?");
  place = place_of_folder (folder, what);
  if (place == GX_PLACE_LOCAL && is_read_only (absolute, folder))
    place = GX_PLACE_READ_ONLY;
  if (what != NULL && (place == GX_PLACE_LOCAL || place == GX_PLACE_READ_ONLY))
    g_clear_pointer (what, g_free);
  return place;
}

gboolean
gx_place_is_away (GxPlace place)
{
  return place == GX_PLACE_REMOTE || place == GX_PLACE_SYNC_FOLDER;
}
