/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "loss-vfs.h"
#include "session.h"
#include "store/gx-journal.h"
#include "support/gx-test-folder.h"

/* The power goes at a random write or sync; what is left must open clean, with every step that was
   acknowledged before. */

static void
assert_survives (const char *folder, gint64 told)
{
  g_autofree char *path = g_build_filename (folder, "book.guanxi", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (path, GX_OPEN_WRITE, &error);
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (gx_connection_get_int64 (book, -1, NULL, "select max(hlc) from journal_tx", NULL), >=,
                   told);
  g_assert_true (gx_journal_check (book, &problems, &error));
  g_assert_no_error (error);
  if (problems->len > 0)
    g_error ("%s", (char *) g_ptr_array_index (problems, 0));
}

static void
lose_power (GRand *rand, guint32 seed)
{
  g_autofree char *folder = gx_test_folder_new ();
  g_autofree char *after = g_build_filename (folder, "after", NULL);
  g_autofree char *path = g_build_filename (folder, "book.guanxi", NULL);
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (Session) session = NULL;
  guint turns = (guint) g_rand_int_range (rand, 1, 40);
  gint64 told = 0;

  loss_vfs_forget ();
  book = gx_connection_create (path, "CNY", NULL);
  session = session_new (book, seed);
  g_assert_cmpint (g_mkdir (after, 0700), ==, 0);
  for (guint i = 0; i < turns; i++)
    session_turn (session);
  loss_vfs_arm ((guint) g_rand_int_range (rand, 1, 60), seed);
  while (!loss_vfs_has_fired ())
    {
      told = gx_connection_get_int64 (book, 0, NULL, "select max(hlc) from journal_tx", NULL);
      session_turn (session);
      if (g_rand_int_range (rand, 0, 10) == 0) /* the log is brought home in between */
        gx_connection_run (book, NULL, "pragma wal_checkpoint (passive)", NULL);
    }
  loss_vfs_develop (after);
  gx_connection_close (book);
  assert_survives (after, told);
  gx_test_folder_remove (folder);
}

static void
test_power_loss (void)
{
  guint times = g_getenv ("GUANXI_TEST_LONG") != NULL ? 1000 : 20;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1121);

  loss_vfs_install ();
  for (guint i = 0; i < times; i++)
    lose_power (rand, i + 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/power-loss", test_power_loss);
  return g_test_run ();
}
