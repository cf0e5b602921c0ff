/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/gx-place.h"
#include "support/gx-test-folder.h"

/* Lines as computers have them. Home is /home/a: see main(). */
static const char mountinfo[] =
  "22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw,errors=remount-ro\n"
  "23 22 0:6 / /dev rw,nosuid shared:2 - devtmpfs udev rw,size=8078012k,mode=755\n"
  "30 22 0:30 / /tmp rw,nosuid,nodev shared:5 - tmpfs tmpfs rw,size=8102412k\n"
  "31 22 0:31 / /ram rw - ramfs none rw\n"
  "32 22 0:32 /@home /home rw,relatime shared:6 - btrfs /dev/nvme0n1p3 rw,ssd,space_cache=v2,subvol=/@home\n"
  "33 22 0:33 / /tank rw,xattr shared:7 - zfs tank/data rw,xattr,posixacl\n"
  "34 22 259:3 / /xfs rw shared:8 - xfs /dev/mapper/vg-xfs rw,attr2,inode64\n"
  "35 22 0:35 / /container rw,relatime - overlay overlay rw,lowerdir=/a:/b,upperdir=/c,workdir=/d\n"
  "40 22 0:40 / /mnt/sales rw,relatime shared:20 - cifs //server/sales rw,vers=3.1.1,nobrl,addr=192.168.1.9\n"
  "41 22 0:41 / /mnt/my\\040drive rw - nfs4 server:/x rw,vers=4.2,proto=tcp\n"
  "42 22 0:42 / /home/a/box rw,nosuid,nodev - fuse.rclone box: rw,user_id=1000\n"
  "43 22 0:43 / /home/a/ssh rw,nosuid,nodev - fuse.sshfs a@b:/srv/my\\040files rw,user_id=1000\n"
  "44 22 0:44 / /run/user/1000/doc rw,nosuid,nodev - fuse.portal portal rw,user_id=1000\n"
  "45 22 0:45 / /run/user/1000/gvfs rw,nosuid,nodev - fuse.gvfsd-fuse gvfsd-fuse rw,user_id=1000\n"
  "46 40 8:5 / /mnt/sales/local rw - xfs /dev/sdb1 rw\n"
  "47 22 0:47 / /mnt/dav rw,nosuid - fuse https://dav.example.org/ rw,user_id=1000\n"
  "48 22 0:48 / /mnt/c rw,noatime - 9p C:\\134 rw,dirsync,aname=drvfs;path=C:\\134;uid=1000\n"
  "49 22 0:49 / /media/sf_shared rw,nodev - vboxsf shared rw,iocharset=utf8\n"
  "50 22 8:17 / /media/a/USB rw,nosuid,nodev shared:30 - exfat /dev/sdb1 rw,fmask=0022\n"
  "51 22 8:18 / /media/a/FAT rw,nosuid,nodev shared:31 - vfat /dev/sdb2 rw,utf8\n"
  "52 22 8:19 / /media/a/Windows rw,nosuid - ntfs3 /dev/sdb3 rw,uid=1000\n"
  "53 22 8:20 / /media/a/Old\\040Windows rw - fuseblk /dev/sdb4 rw,user_id=0,allow_other,blksize=4096\n"
  "54 22 11:0 / /media/a/CD ro,nosuid,nodev - iso9660 /dev/sr0 ro,iocharset=utf8\n"
  "55 22 8:21 / /media/a/Locked ro,nosuid - ext4 /dev/sdb5 ro\n"
  "56 22 0:56 / /home/a/Private rw - ecryptfs /home/a/.Private rw,ecryptfs_sig=0123\n"
  "57 22 0:57 / /home/a/vault rw - fuse.gocryptfs /mnt/sales/.vault rw,user_id=1000\n"
  "58 22 0:58 / /home/a/cry rw - fuse.cryfs cryfs@/home/a/.cry rw,user_id=1000\n"
  "59 22 0:59 / /net rw,relatime - autofs -hosts rw,fd=7,pgrp=900,indirect\n"
  "60 59 0:60 / /net/server rw,relatime - nfs server:/x rw,vers=3\n"
  "61 22 0:61 / /work rw,relatime - virtiofs share rw\n"
  "62 22 8:22 /srv/bound /mnt/bound rw,relatime shared:1 - ext4 /dev/sda2 rw\n"
  "63 22 0:41 /below /mnt/boundnet rw - nfs4 server:/x rw,vers=4.2\n"
  "64 22 8:23 / /mnt/twice rw - ext4 /dev/sdc1 rw\n"
  "65 64 0:65 / /mnt/twice rw - cifs //server/twice rw\n"
  "66 22 0:66 / /mnt/apple rw - fuse.apfs /dev/sdd2 rw,user_id=0\n"
  "67 22 0:67 / /mnt/phone rw - fuse.jmtpfs jmtpfs rw,user_id=1000\n"
  "68 22 0:68 / /mnt/cluster rw - ocfs2 /dev/drbd0 rw,heartbeat=local\n"
  "69 22 0:69 / /mnt/smb3 rw master:4 propagate_from:2 - smb3 //server/new rw\n"
  "70 22 0:70 / /mnt/loop rw - fuse.bindfs /mnt/loop rw\n"
  "nonsense\n"
  "71 22 0:71 / /mnt/torn rw\n";

static void
assert_place (const char *path, const char *mounts, GxPlace place, const char *what)
{
  g_autofree char *found = NULL;

  g_assert_cmpint (gx_place_of_mountinfo (path, mounts, &found), ==, place);
  if (what != NULL)
    g_assert_cmpstr (found, ==, what);
  if (place == GX_PLACE_LOCAL || place == GX_PLACE_READ_ONLY)
    g_assert_null (found);
  else
    g_assert_nonnull (found);
}

static void
test_mountinfo (void)
{
  static const struct { const char *path; GxPlace place; const char *what; } cases[] = {
    { "/srv/book.guanxi", GX_PLACE_LOCAL, NULL },
    { "/home/a/book.guanxi", GX_PLACE_LOCAL, NULL },
    { "/tmp/x", GX_PLACE_LOCAL, NULL },
    { "/ram/x", GX_PLACE_LOCAL, NULL },
    { "/tank/x", GX_PLACE_LOCAL, NULL },
    { "/xfs/x", GX_PLACE_LOCAL, NULL },
    { "/container/x", GX_PLACE_LOCAL, NULL },
    { "/mnt/sales/book.guanxi", GX_PLACE_REMOTE, "SMB" },
    { "/mnt/sales", GX_PLACE_REMOTE, "SMB" },
    { "/mnt/salesman/book.guanxi", GX_PLACE_LOCAL, NULL },
    { "/mnt/sales/local/book.guanxi", GX_PLACE_LOCAL, NULL },
    { "/mnt/my drive/book.guanxi", GX_PLACE_REMOTE, "NFS" },
    { "/mnt/my", GX_PLACE_LOCAL, NULL },
    { "/home/a/box/b", GX_PLACE_REMOTE, "rclone" },
    { "/home/a/ssh/b", GX_PLACE_REMOTE, "SSH" },
    { "/run/user/1000/doc/x", GX_PLACE_REMOTE, "portal" },
    { "/mnt/dav/x", GX_PLACE_REMOTE, "FUSE" },
    { "/mnt/c/Users/x", GX_PLACE_REMOTE, "9P" },
    { "/media/sf_shared/x", GX_PLACE_REMOTE, "VirtualBox" },
    { "/media/a/USB/x", GX_PLACE_LOCAL, NULL },
    { "/media/a/FAT/x", GX_PLACE_LOCAL, NULL },
    { "/media/a/Windows/x", GX_PLACE_LOCAL, NULL },
    { "/media/a/Old Windows/x", GX_PLACE_LOCAL, NULL },
    { "/media/a/CD/x", GX_PLACE_READ_ONLY, NULL },
    { "/media/a/Locked/x", GX_PLACE_READ_ONLY, NULL },
    { "/home/a/Private/x", GX_PLACE_LOCAL, NULL },
    { "/home/a/vault/x", GX_PLACE_REMOTE, "SMB" }, /* its bytes lie on the drive */
    { "/home/a/cry/x", GX_PLACE_LOCAL, NULL },
    { "/net", GX_PLACE_REMOTE, "autofs" },
    { "/net/server/x", GX_PLACE_REMOTE, "NFS" },
    { "/work/x", GX_PLACE_REMOTE, "virtiofs" },
    { "/mnt/bound/x", GX_PLACE_LOCAL, NULL },
    { "/mnt/boundnet/x", GX_PLACE_REMOTE, "NFS" },
    { "/mnt/twice/x", GX_PLACE_REMOTE, "SMB" },    /* the later lies above */
    { "/mnt/apple/x", GX_PLACE_LOCAL, NULL },      /* FUSE, but a disk of this computer */
    { "/mnt/phone/x", GX_PLACE_REMOTE, "jmtpfs" },
    { "/mnt/cluster/x", GX_PLACE_REMOTE, "OCFS2" },
    { "/mnt/smb3/x", GX_PLACE_REMOTE, "SMB" },
    { "/mnt/loop/x", GX_PLACE_REMOTE, "bindfs" },  /* says to lie in itself: nobody knows */
    { "/mnt/torn/x", GX_PLACE_LOCAL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_place (cases[i].path, mountinfo, cases[i].place, cases[i].what);
}

/* Whatever GIO and the list of mounts say. */
static void
test_names (void)
{
  assert_place ("/run/user/1000/gvfs/smb-share:server=a,share=b/x", mountinfo, GX_PLACE_REMOTE, NULL);
  assert_place ("/home/a/.gvfs/sales on server/x", mountinfo, GX_PLACE_REMOTE, NULL);
  assert_place ("smb://server/sales/x", mountinfo, GX_PLACE_REMOTE, NULL);
  g_assert_true (gx_place_is_uri ("sftp://a@b/x"));
  g_assert_false (gx_place_is_uri ("/home/a/smb:/x"));
}

#define ROOT "22 1 8:2 / / rw - ext4 /dev/sda2 rw\n"

/* A whole home on NFS is one's own; a folder of a colleague's on the same server is not. */
static void
test_home_on_nfs (void)
{
  static const char whole[] = ROOT "40 22 0:40 / /home rw - nfs4 server:/home rw,vers=4.2,local_lock=none\n"
                                   "41 22 0:41 / /mnt/team rw - nfs4 server:/team rw,vers=4.2\n";
  static const char single[] = ROOT "40 22 0:40 / /home/a rw - nfs server:/home/a rw,local_lock=none\n";
  static const char unlocked[] = ROOT "40 22 0:40 / /home rw - nfs server:/home rw,nolock,local_lock=all\n";

  assert_place ("/home/a/book.guanxi", whole, GX_PLACE_NETWORK_HOME, "NFS");
  assert_place ("/mnt/team/book.guanxi", whole, GX_PLACE_REMOTE, "NFS");
  assert_place ("/home/a/book.guanxi", single, GX_PLACE_NETWORK_HOME, "NFS");
  assert_place ("/home/a/book.guanxi", unlocked, GX_PLACE_REMOTE, "NFS");
  g_assert_false (gx_place_is_away (GX_PLACE_NETWORK_HOME));
}

typedef struct { char *folder, *mounts; } Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->folder = gx_test_folder_new ();
  self->mounts = g_build_filename (self->folder, "mounts", NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_unsetenv ("GUANXI_MOUNTINFO");
  g_free (self->folder);
  g_free (self->mounts);
}

static void
pretend_mounts (Fixture *self, const char *text)
{
  g_assert_true (g_file_set_contents (self->mounts, text, -1, NULL));
  g_setenv ("GUANXI_MOUNTINFO", self->mounts, TRUE);
}

/* Inside a changed root no line may tell of / itself: the folder's file system does, and what is not there is
   remote. */
static void
test_changed_root (Fixture *self, gconstpointer unused)
{
  g_autofree char *book = g_build_filename (self->folder, "book.guanxi", NULL);
  g_autofree char *what = NULL;

  pretend_mounts (self, "30 22 0:30 / /proc rw - proc proc rw\n");
  g_assert_cmpint (gx_place_of (book, &what), ==, GX_PLACE_LOCAL);
  g_assert_null (what);
  g_assert_cmpint (gx_place_of ("/proc/self/book.guanxi", &what), ==, GX_PLACE_REMOTE);
  g_assert_cmpint (gx_place_of ("/nowhere/at/all", &what), ==, GX_PLACE_REMOTE);
  g_assert_cmpstr (what, ==, "?");
}

/* A link from home onto the drive lies on the drive. */
static void
test_link (Fixture *self, gconstpointer unused)
{
  g_autofree char *drive = g_build_filename (self->folder, "drive", NULL);
  g_autofree char *there = g_build_filename (drive, "book.guanxi", NULL);
  g_autofree char *link = g_build_filename (self->folder, "link.guanxi", NULL);
  g_autofree char *text = g_strdup_printf (ROOT "40 22 0:40 / %s rw - cifs //server/sales rw\n", drive);
  g_autofree char *what = NULL;

  g_assert_cmpint (g_mkdir (drive, 0700), ==, 0);
  g_assert_true (g_file_set_contents (there, "", 0, NULL));
  g_assert_cmpint (symlink (there, link), ==, 0);
  pretend_mounts (self, text);
  g_assert_cmpint (gx_place_of (there, &what), ==, GX_PLACE_REMOTE);
  g_assert_cmpstr (what, ==, "SMB");
  g_assert_cmpint (gx_place_of (link, NULL), ==, GX_PLACE_REMOTE);
}

static void
make (const char *path, gboolean is_folder)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (is_folder)
    g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  else
    g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
test_sync_marks (Fixture *self, gconstpointer unused)
{
  static const struct { const char *mark; gboolean is_folder; const char *what; } cases[] = {
    { ".stfolder", TRUE, "Syncthing" }, { ".stfolder", FALSE, "Syncthing" },
    { ".sync_4a5f1b2c3d4e.db", FALSE, "Nextcloud" }, { "._sync_4a5f1b2c3d4e.db", FALSE, "Nextcloud" },
    { ".owncloudsync.log", FALSE, "ownCloud" }, { ".dropbox", FALSE, "Dropbox" },
    { ".dropbox", TRUE, NULL }, { ".dropbox.cache", TRUE, "Dropbox" }, { ".sync/ID", FALSE, "Resilio Sync" },
    { ".sync", TRUE, NULL }, { ".seafile-data", TRUE, "Seafile" }, { ".megaignore", FALSE, "MEGA" },
    { ".synced.txt", FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *top = g_strdup_printf ("%s/%u", self->folder, i);
      g_autofree char *mark = g_build_filename (top, cases[i].mark, NULL);
      g_autofree char *below = g_build_filename (top, "a", "b", NULL);
      g_autofree char *book = g_build_filename (below, "book.guanxi", NULL);
      g_autofree char *what = NULL;

      make (below, TRUE);
      g_assert_cmpint (gx_place_of (book, &what), ==, GX_PLACE_LOCAL);
      make (mark, cases[i].is_folder);
      g_assert_cmpint (gx_place_of (book, &what), ==,
                       cases[i].what != NULL ? GX_PLACE_SYNC_FOLDER : GX_PLACE_LOCAL);
      g_assert_cmpstr (what, ==, cases[i].what);
    }
}

static void
test_sync_names (Fixture *self, gconstpointer unused)
{
  static const struct { const char *name; gboolean is_synced; } cases[] = {
    { "Nutstore Files", TRUE }, { "我的坚果云", TRUE }, { "BaiduSyncdisk", TRUE },
    { "OneDrive - Firm", TRUE }, { "MEGA", FALSE }, { "Dropbox", FALSE }, { "坚果云备份", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *book = g_build_filename (self->folder, cases[i].name, "below", "book.guanxi", NULL);
      g_autofree char *what = NULL;

      make (book, FALSE);
      g_assert_cmpint (gx_place_of (book, &what), ==,
                       cases[i].is_synced ? GX_PLACE_SYNC_FOLDER : GX_PLACE_LOCAL);
      g_assert_true ((what != NULL) == cases[i].is_synced);
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("HOME", "/home/a", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/place/mountinfo", test_mountinfo);
  g_test_add_func ("/store/place/names", test_names);
  g_test_add_func ("/store/place/home-on-nfs", test_home_on_nfs);
#define ADD(name, func) g_test_add ("/store/place/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("changed-root", test_changed_root);
  ADD ("link", test_link);
  ADD ("sync-marks", test_sync_marks);
  ADD ("sync-names", test_sync_names);
  return g_test_run ();
}
