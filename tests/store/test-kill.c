/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "session.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-journal.h"
#include "support/gx-test-folder.h"

/*
 * A writer works through a random session (edits, imports in bulk, undos) with copies kept in between, and
 * tells each step once it is committed. It is killed at any moment; the book must reopen clean, with every
 * step that was told, and every copy that has a name must be whole. test-upgrade.c does the same to upgrades.
 */

#define TURNS_A_COPY 7
#define COPIES_CHECKED 3     /* the newest */

static void
write_until_killed (const char *path, guint32 seed, int out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (path, GX_OPEN_WRITE, &error);
  g_autoptr (Session) session = NULL;

  g_assert_no_error (error);
  session = session_new (book, seed);
  for (int turn = 1;; turn++)
    {
      gint64 newest;

      if (turn % TURNS_A_COPY == 0)
        g_assert_true (gx_backup_keep (book, "hour", NULL, NULL));

      session_turn (session);
      newest = gx_connection_get_int64 (book, 0, NULL, "select max(hlc) from journal_tx", NULL);
      if (write (out, &newest, sizeof newest) != sizeof newest)
        _exit (0);
    }
}

static gint64
run_and_kill (const char *path, guint32 seed, guint after_us)
{
  gint64 told = 0, last = 0;
  int ends[2];
  pid_t pid;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      close (ends[0]);
      write_until_killed (path, seed, ends[1]);
      _exit (0);
    }
  close (ends[1]);
  g_assert_cmpint (read (ends[0], &last, sizeof last), ==, sizeof last); /* it has begun */
  g_usleep (after_us);
  kill (pid, SIGKILL);
  do
    told = last;
  while (read (ends[0], &last, sizeof last) == sizeof last);
  close (ends[0]);
  waitpid (pid, NULL, 0);
  return told;
}

static void
assert_whole (const char *path, gint64 told)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (path, GX_OPEN_WRITE, &error);
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL, "select count(*) from journal_tx where hlc = ?",
                                            "i", told), ==, 1);
  g_assert_true (gx_journal_check (book, &problems, &error));
  g_assert_no_error (error);
  if (problems->len > 0)
    g_error ("%s", (char *) g_ptr_array_index (problems, 0));
}

static void
assert_copies_are_whole (const char *path)
{
  g_autoptr (GPtrArray) copies = gx_backup_list (path);

  for (guint i = 0; i < copies->len; i++)
    {
      const GxBackupCopy *copy = copies->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (GxConnection) book = gx_connection_open (copy->path, GX_OPEN_READ, &error);
      g_autofree char *found = NULL;

      g_assert_no_error (error);
      found = gx_connection_get_text (book, &error, "pragma quick_check(1)", NULL);
      g_assert_no_error (error);
      g_assert_cmpstr (found, ==, "ok");
      if (i >= COPIES_CHECKED)
        break;
    }
}

static void
test_kill (void)
{
  guint times = g_getenv ("GUANXI_TEST_LONG") != NULL ? 1000 : 20;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);
  g_autofree char *folder = gx_test_folder_new ();
  g_autofree char *path = NULL;

  for (guint i = 0; i < times; i++)
    {
      gint64 told;

      if (i % 20 == 0) /* a fresh book now and then, so that the check stays quick */
        {
          g_autofree char *name = g_strdup_printf ("book-%u.guanxi", i);
          g_autoptr (GxConnection) book = NULL;

          g_free (path);
          path = g_build_filename (folder, name, NULL);
          book = gx_connection_create (path, "CNY", NULL);
          g_assert_nonnull (book);
        }
      told = run_and_kill (path, i, (guint) g_rand_int_range (rand, 0, 60000));
      assert_whole (path, told);
      assert_copies_are_whole (path);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/kill", test_kill);
  return g_test_run ();
}
