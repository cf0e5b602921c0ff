/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <linux/magic.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "store/gx-place.h"

/*
 * GIO calls a gvfs FUSE path local, and a lock that is answered is no proof that it was sent. So: gvfs path,
 * then the mount's type, then the file system's magic number, then the marks that sync programs leave. What
 * is not known to be local is remote.
 */

typedef struct { const char *key, *shown; } Named;

static const char * const local_types[] = {
  "ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "bcachefs", "jfs", "reiserfs", "nilfs2",
  "tmpfs", "ramfs", "rootfs", "overlay", "vfat", "exfat", "msdos", "ntfs", "ntfs3", "fuseblk", "hfsplus",
  "udf", "iso9660", "squashfs", "erofs", "ecryptfs", "fuse.gocryptfs", "fuse.cryfs", "fuse.encfs",
  "fuse.veracrypt", "aufs", "fuse.fuse-overlayfs", NULL
};

static const Named remote_types[] = {
  { "nfs", "NFS" }, { "nfs4", "NFS" }, { "cifs", "SMB" }, { "smb3", "SMB" }, { "smbfs", "SMB" },
  { "fuse.sshfs", "SSH" }, { "fuse.rclone", "rclone" }, { "fuse.davfs", "WebDAV" },
  { "fuse.gvfsd-fuse", "GNOME Files" }, { "9p", "9P" }, { "ceph", "Ceph" }, { "fuse.ceph-fuse", "Ceph" },
  { "fuse.glusterfs", "GlusterFS" }, { "afs", "AFS" }, { "virtiofs", "virtiofs" }, { "fuse.s3fs", "S3" },
  { "fuse.vmhgfs-fuse", "VMware" }, { "vboxsf", "VirtualBox" },
};

/* A mark of a sync program: a file or folder in this or a folder above. */
static const Named sync_marks[] = {
  { ".stfolder", "Syncthing" }, { ".sync_", "Nextcloud" }, { "._sync_", "Nextcloud" },
  { ".owncloudsync.log", "ownCloud" }, { ".nextcloudsync.log", "Nextcloud" }, { ".dropbox", "Dropbox" },
  { ".dropbox.cache", "Dropbox" }, { ".nutstore", "坚果云" }, { ".seafile-data", "Seafile" },
  { ".SynologyWorkingDirectory", "Synology Drive" }, { ".onedrive", "OneDrive" },
};

static const Named sync_folders[] = {
  { "Dropbox", "Dropbox" }, { "Nextcloud", "Nextcloud" }, { "ownCloud", "ownCloud" },
  { "OneDrive", "OneDrive" }, { "Nutstore Files", "坚果云" }, { "我的坚果云", "坚果云" }, { "Seafile", "Seafile" },
  { "Insync", "Insync" }, { "MEGA", "MEGA" },
};

static void
tell (char **what, const char *text)
{
  if (what != NULL)
    {
      g_free (*what);
      *what = g_strdup (text);
    }
}

/* mountinfo writes blanks and backslashes as \ooo. */
static char *
unescape_octal (const char *text)
{
  return g_strcompress (text);
}

static gboolean
lies_below (const char *path, const char *mount)
{
  gsize length = strlen (mount);

  return g_str_equal (mount, "/")
         || (strncmp (path, mount, length) == 0 && (path[length] == '/' || path[length] == '\0'));
}

/* The type of the mount that @path lies on: the longest mount point, the last of equals. */
static char *
find_mount_type (const char *path, const char *mountinfo)
{
  g_auto (GStrv) lines = g_strsplit (mountinfo, "\n", -1);
  g_autofree char *type = NULL;
  gsize longest = 0;

  for (int i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
      char *dash = strstr (lines[i], " - ");
      g_autofree char *mount = NULL;

      if (dash == NULL || g_strv_length (words) < 8)
        continue;
      mount = unescape_octal (words[4]);
      if (lies_below (path, mount) && strlen (mount) >= longest)
        {
          longest = strlen (mount);
          g_free (type);
          type = g_strndup (dash + 3, strcspn (dash + 3, " "));
        }
    }
  return g_steal_pointer (&type);
}

static GxPlace
place_of_type (const char *type, char **what)
{
  if (type != NULL && g_strv_contains (local_types, type))
    return GX_PLACE_LOCAL;
  tell (what, type != NULL ? type : "?");
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (remote_types); i++)
    if (g_str_equal (type, remote_types[i].key))
      tell (what, remote_types[i].shown);
  return GX_PLACE_REMOTE;
}

/* Inside a changed root, / itself may stand in no line of mountinfo; then only the file system's number can
   tell. */
static gboolean
is_local_magic (const char *folder)
{
  static const guint32 local_magics[] = {
    0x0000ef53 /* ext2, 3, 4 */, 0x58465342 /* xfs */, 0x9123683e /* btrfs */, 0xf2f52010 /* f2fs */,
    0x2fc12fc1 /* zfs */, 0x01021994 /* tmpfs */, 0x858458f6 /* ramfs */, 0x794c7630 /* overlay */,
  };
  struct statfs info;

  if (statfs (folder, &info) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (local_magics); i++)
    if ((guint32) info.f_type == local_magics[i])
      return TRUE;
  return FALSE;
}

GxPlace
gx_place_of_mountinfo (const char *path, const char *mountinfo, char **what)
{
  g_autofree char *type = NULL;

  g_return_val_if_fail (path != NULL && mountinfo != NULL, GX_PLACE_REMOTE);

  if (strstr (path, "/gvfs/") != NULL || strstr (path, "/.gvfs/") != NULL)
    {
      tell (what, "GNOME Files");
      return GX_PLACE_REMOTE;
    }
  type = find_mount_type (path, mountinfo);
  if (type == NULL && is_local_magic (path))
    return GX_PLACE_LOCAL;
  return place_of_type (type, what);
}

static gboolean
is_remote_magic (const char *folder)
{
  struct statfs info;

  if (statfs (folder, &info) != 0)
    return FALSE;
  switch ((guint32) info.f_type)
    {
    case NFS_SUPER_MAGIC:
    case SMB_SUPER_MAGIC:
    case 0xff534d42: /* CIFS */
    case 0xfe534d42: /* SMB 2 */
    case CODA_SUPER_MAGIC:
    case AFS_SUPER_MAGIC:
    case V9FS_MAGIC:
    case 0x00c36400: /* Ceph */
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
has_sync_mark (const char *folder, char **what)
{
  g_autofree char *name = g_path_get_basename (folder);

  for (guint i = 0; i < G_N_ELEMENTS (sync_marks); i++)
    {
      g_autofree char *mark = g_build_filename (folder, sync_marks[i].key, NULL);

      if (g_file_test (mark, G_FILE_TEST_EXISTS))
        {
          tell (what, sync_marks[i].shown);
          return TRUE;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (sync_folders); i++)
    if (g_str_equal (name, sync_folders[i].key))
      {
        tell (what, sync_folders[i].shown);
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_in_sync_folder (const char *folder, char **what)
{
  g_autofree char *at = g_strdup (folder);
  const char *home = g_get_home_dir ();

  while (!g_str_equal (at, "/") && !g_str_equal (at, home) && !g_str_equal (at, "."))
    {
      char *parent;

      if (has_sync_mark (at, what))
        return TRUE;
      parent = g_path_get_dirname (at);
      g_free (at);
      at = parent;
    }
  return FALSE;
}

static gboolean
is_read_only (const char *path, const char *folder)
{
  struct statvfs info;

  if (statvfs (folder, &info) == 0 && (info.f_flag & ST_RDONLY) != 0)
    return TRUE;
  return access (folder, W_OK) != 0 || (access (path, F_OK) == 0 && access (path, W_OK) != 0);
}

GxPlace
gx_place_of (const char *path, char **what)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  g_autofree char *real = realpath (folder, NULL);
  g_autofree char *mountinfo = NULL;
  const char *lies = real != NULL ? real : folder;
  GxPlace place;

  if (!g_file_get_contents ("/proc/self/mountinfo", &mountinfo, NULL, NULL))
    mountinfo = g_strdup ("");
  place = gx_place_of_mountinfo (lies, mountinfo, what);
  if (place != GX_PLACE_LOCAL)
    return place;
  if (is_remote_magic (lies))
    {
      tell (what, "?");
      return GX_PLACE_REMOTE;
    }
  if (is_in_sync_folder (lies, what))
    return GX_PLACE_SYNC_FOLDER;
  return is_read_only (absolute, lies) ? GX_PLACE_READ_ONLY : GX_PLACE_LOCAL;
}
