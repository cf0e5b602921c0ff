/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "store/gx-place.h"

static const char mountinfo[] =
  "22 1 8:2 / / rw,relatime - ext4 /dev/sda2 rw\n"
  "30 22 0:30 / /tmp rw - tmpfs tmpfs rw\n"
  "40 22 0:40 / /mnt/sales rw - cifs //server/sales rw,nobrl\n"
  "41 22 0:41 / /mnt/my\\040drive rw - nfs4 server:/x rw\n"
  "42 22 0:42 / /home/a/box rw - fuse.rclone box: rw\n"
  "43 22 0:43 / /home/a/ssh rw - fuse.sshfs a@b: rw\n"
  "44 22 0:44 / /run/user/1000/doc rw - fuse.portal portal rw\n"
  "45 40 8:5 / /mnt/sales/local rw - xfs /dev/sdb1 rw\n";

static void
test_mountinfo (void)
{
  static const struct { const char *path; GxPlace place; const char *what; } cases[] = {
    { "/home/a/book.guanxi", GX_PLACE_LOCAL, NULL },
    { "/tmp/x", GX_PLACE_LOCAL, NULL },
    { "/mnt/sales/book.guanxi", GX_PLACE_REMOTE, "SMB" },
    { "/mnt/salesman/book.guanxi", GX_PLACE_LOCAL, NULL },
    { "/mnt/sales/local/book.guanxi", GX_PLACE_LOCAL, NULL },
    { "/mnt/my drive/book.guanxi", GX_PLACE_REMOTE, "NFS" },
    { "/home/a/box/b", GX_PLACE_REMOTE, "rclone" },
    { "/home/a/ssh/b", GX_PLACE_REMOTE, "SSH" },
    { "/run/user/1000/gvfs/smb-share:server=a,share=b/x", GX_PLACE_REMOTE, "GNOME Files" },
    { "/run/user/1000/doc/x", GX_PLACE_REMOTE, "fuse.portal" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *what = NULL;

      g_assert_cmpint (gx_place_of_mountinfo (cases[i].path, mountinfo, &what), ==, cases[i].place);
      g_assert_cmpstr (what, ==, cases[i].what);
    }
}

/* Inside a changed root no line may tell of / itself: the folder's file system does, and what is not there is
   remote. */
static void
test_changed_root (void)
{
  static const char below_only[] = "30 22 0:30 / /proc rw - proc proc rw\n";
  g_autofree char *folder = g_dir_make_tmp ("gx-place-XXXXXX", NULL);
  g_autofree char *what = NULL;

  g_assert_cmpint (gx_place_of_mountinfo (folder, below_only, &what), ==, GX_PLACE_LOCAL);
  g_assert_null (what);
  g_assert_cmpint (gx_place_of_mountinfo ("/proc/self", below_only, &what), ==, GX_PLACE_REMOTE);
  g_assert_cmpint (gx_place_of_mountinfo ("/nowhere/at/all", below_only, &what), ==, GX_PLACE_REMOTE);
  g_assert_cmpstr (what, ==, "?");
  g_rmdir (folder);
}

static void
test_sync_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gx-place-XXXXXX", NULL);
  g_autofree char *below = g_build_filename (folder, "a", "b", NULL);
  g_autofree char *mark = g_build_filename (folder, ".stfolder", NULL);
  g_autofree char *book = g_build_filename (below, "book.guanxi", NULL);
  g_autofree char *what = NULL;

  g_assert_cmpint (g_mkdir_with_parents (below, 0700), ==, 0);
  g_assert_cmpint (gx_place_of (book, &what), ==, GX_PLACE_LOCAL);
  g_assert_cmpint (g_mkdir (mark, 0700), ==, 0);
  g_assert_cmpint (gx_place_of (book, &what), ==, GX_PLACE_SYNC_FOLDER);
  g_assert_cmpstr (what, ==, "Syncthing");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/place/mountinfo", test_mountinfo);
  g_test_add_func ("/store/place/changed-root", test_changed_root);
  g_test_add_func ("/store/place/sync-folder", test_sync_folder);
  return g_test_run ();
}
