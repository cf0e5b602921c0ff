/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/gx-place-private.h"

/*
 * A line of mountinfo (proc(5)):
 *
 *   36 35 98:0 /root /mount/point rw,noatime shared:1 - type source rw,more
 *
 * Blanks and backslashes in it are \ooo. The longest mount point that a path lies below is its mount; of two
 * with one point the later lies above.
 */

#define MOST_BELOW 4 /* an encrypted folder in an encrypted folder in … */

typedef struct {
  char *point, *type, *source, *options;
} Mount;

typedef struct { const char *type, *shown; } Named;

static const char * const local_types[] = {
  "ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "bcachefs", "jfs", "reiserfs", "nilfs2",
  "tmpfs", "ramfs", "rootfs", "overlay", "aufs", "fuse.fuse-overlayfs",
  "vfat", "exfat", "msdos", "ntfs", "ntfs3", "fuseblk", "hfs", "hfsplus", "apfs",
  "udf", "iso9660", "squashfs", "erofs", "ecryptfs", "fuse.gocryptfs", "fuse.cryfs", "fuse.encfs",
  "fuse.veracrypt", NULL
};

/* Their bytes lie in the folder that is their source, where that is told. */
static const char * const folder_types[] = {
  "ecryptfs", "fuse.gocryptfs", "fuse.cryfs", "fuse.encfs", "fuse.bindfs", NULL
};

/* What people call it; anything else goes by its type. */
static const Named remote_types[] = {
  { "nfs", "NFS" }, { "nfs4", "NFS" }, { "cifs", "SMB" }, { "smb3", "SMB" }, { "smbfs", "SMB" },
  { "fuse.smbnetfs", "SMB" }, { "fuse.sshfs", "SSH" }, { "fuse.rclone", "rclone" },
  { "fuse.davfs", "WebDAV" }, { "davfs", "WebDAV" }, { "fuse", "FUSE" }, { "fuse.curlftpfs", "FTP" },
  { "fuse.gvfsd-fuse", N_("GNOME Files") }, { "fuse.kio-fuse", "KDE" }, { "9p", "9P" },
  { "drvfs", "Windows" }, { "ceph", "Ceph" }, { "fuse.ceph-fuse", "Ceph" }, { "fuse.ceph", "Ceph" },
  { "fuse.glusterfs", "GlusterFS" }, { "afs", "AFS" }, { "fuse.s3fs", "S3" },
  { "fuse.mount-s3", "S3" }, { "fuse.juicefs", "JuiceFS" },
  { "fuse.onedriver", "OneDrive" }, { "fuse.google-drive-ocamlfuse", "Google Drive" },
  { "fuse.vmhgfs-fuse", "VMware" }, { "vmhgfs", "VMware" }, { "vboxsf", "VirtualBox" },
  { "prl_fs", "Parallels" }, { "ocfs2", "OCFS2" }, { "gfs2", "GFS2" }, { "lustre", "Lustre" },
};

static void
clear_mount (Mount *mount)
{
  g_free (mount->point);
  g_free (mount->type);
  g_free (mount->source);
  g_free (mount->options);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mount, clear_mount)

static gboolean
read_line (const char *line, Mount *mount)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint dash = 6;

  if (g_strv_length (words) < 10)
    return FALSE;
  while (words[dash] != NULL && !g_str_equal (words[dash], "-"))
    dash++;
  if (words[dash] == NULL || g_strv_length (words + dash) < 4)
    return FALSE;
  mount->point = g_strcompress (words[4]);
  mount->type = g_strdup (words[dash + 1]);
  mount->source = g_strcompress (words[dash + 2]);
  mount->options = g_strconcat (words[5], ",", words[dash + 3], NULL);
  return TRUE;
}

static gboolean
lies_below (const char *path, const char *point)
{
  gsize length = strlen (point);

  return g_str_equal (point, "/")
         || (strncmp (path, point, length) == 0 && (path[length] == '/' || path[length] == '\0'));
}

static gboolean
find_mount (const char *path, const char *mountinfo, Mount *found)
{
  g_auto (GStrv) lines = g_strsplit (mountinfo, "\n", -1);

  for (int i = 0; lines[i] != NULL; i++)
    {
      g_auto (Mount) mount = { 0 };
      gsize longest = found->point != NULL ? strlen (found->point) : 0;

      if (!read_line (lines[i], &mount) || !lies_below (path, mount.point) || strlen (mount.point) < longest)
        continue;
      clear_mount (found);
      *found = mount;
      memset (&mount, 0, sizeof mount);
    }
  return found->point != NULL;
}

static gboolean
has_option (const Mount *mount, const char *option)
{
  g_auto (GStrv) options = g_strsplit (mount->options, ",", -1);

  return g_strv_contains ((const char * const *) options, option);
}

/* "cryfs@/home/a/.vault" */
static const char *
find_source_folder (const Mount *mount)
{
  const char *at = strchr (mount->source, '@');

  if (!g_strv_contains (folder_types, mount->type))
    return NULL;
  if (at != NULL && at[1] == '/' && mount->source[0] != '/')
    return at + 1;
  return mount->source[0] == '/' ? mount->source : NULL;
}

char *
_gx_place_find_below (const char *path, const char *mountinfo)
{
  char *below = g_strdup (path);

  for (int i = 0; i < MOST_BELOW; i++)
    {
      g_auto (Mount) mount = { 0 };
      const char *folder = find_mount (below, mountinfo, &mount) ? find_source_folder (&mount) : NULL;

      if (folder == NULL)
        break;
      g_free (below);
      below = g_strdup (folder);
    }
  return below;
}

/* A home that lies on NFS as a whole is the person's own, whichever computer they sit at. Where locks are not
   sent to the server, two computers would not see each other's. */
static gboolean
is_own_home (const Mount *mount, const char *mountinfo)
{
  g_auto (Mount) home = { 0 };

  return (g_str_equal (mount->type, "nfs") || g_str_equal (mount->type, "nfs4"))
         && !has_option (mount, "nolock") && !has_option (mount, "local_lock=all")
         && !has_option (mount, "local_lock=posix")
         && find_mount (g_get_home_dir (), mountinfo, &home)
         && g_str_equal (home.point, mount->point);
}

static gboolean
is_local (const Mount *mount)
{
  return g_strv_contains (local_types, mount->type)
         || (g_str_has_prefix (mount->type, "fuse.") && g_str_has_prefix (mount->source, "/dev/"));
}

static const char *
name_type (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (remote_types); i++)
    if (g_str_equal (type, remote_types[i].type))
      return _(remote_types[i].shown);
  return g_str_has_prefix (type, "fuse.") ? type + strlen ("fuse.") : type;
}

gboolean
_gx_place_of_mount (const char *path, const char *mountinfo, GxPlace *place, char **what)
{
  g_auto (Mount) mount = { 0 };

  if (!find_mount (path, mountinfo, &mount))
    return FALSE;
  if (is_local (&mount))
    *place = has_option (&mount, "ro") ? GX_PLACE_READ_ONLY : GX_PLACE_LOCAL;
  else
    {
      *place = is_own_home (&mount, mountinfo) ? GX_PLACE_NETWORK_HOME : GX_PLACE_REMOTE;
      _gx_place_tell (what, name_type (mount.type));
    }
  return TRUE;
}
