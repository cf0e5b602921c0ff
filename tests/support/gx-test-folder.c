/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <ftw.h>
#include <stdio.h>

#include "support/gx-test-folder.h"

#define FOLDERS_OPEN 16

static int
remove_cb (const char *path, const struct stat *stat, int kind, struct FTW *place)
{
  return remove (path);
}

void
gx_test_folder_remove (const char *folder)
{
  nftw (folder, remove_cb, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
}

static void
remove_queued (gpointer data)
{
  g_autofree char *folder = data;

  gx_test_folder_remove (folder);
}

char *
gx_test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("guanxi-test-XXXXXX", &error);

  g_assert_no_error (error);
  g_test_queue_destroy (remove_queued, g_strdup (folder));
  return folder;
}
