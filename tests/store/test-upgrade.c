/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/gx-error.h"
#include "loss-vfs.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-journal.h"
#include "support/gx-test-folder.h"

/* A book of an older version is brought up to date whole, or stays as it was, whatever goes wrong. */

#define OLDEST 1

static char *
make_book (int version)
{
  g_autofree char *folder = gx_test_folder_new ();
  g_autofree char *name = g_strdup_printf ("v%d.sql", version);
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "store", "books", name, NULL);
  g_autofree char *sql = NULL;
  char *path = g_build_filename (folder, "old.guanxi", NULL);
  sqlite3 *db = NULL;

  g_assert_true (g_file_get_contents (source, &sql, NULL, NULL));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  return path;
}

static void
execute (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Everything that is in the file, as text: tables, indexes and rows. */
static char *
dump (const char *path)
{
  g_autoptr (GString) text = g_string_new (NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *tables = NULL, *rows = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "select type, name, sql from sqlite_schema order by name", -1, &tables, NULL);
  while (sqlite3_step (tables) == SQLITE_ROW)
    {
      g_autofree char *sql = g_strdup_printf ("select * from \"%s\"", sqlite3_column_text (tables, 1));

      g_string_append_printf (text, "%s\n", sqlite3_column_text (tables, 2));
      if (g_strcmp0 ((const char *) sqlite3_column_text (tables, 0), "table") != 0
          || sqlite3_prepare_v2 (db, sql, -1, &rows, NULL) != SQLITE_OK)
        continue;
      while (sqlite3_step (rows) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count (rows); i++)
          g_string_append_printf (text, "%s|", sqlite3_column_text (rows, i));
      sqlite3_finalize (g_steal_pointer (&rows));
    }
  sqlite3_finalize (tables);
  sqlite3_close (db);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static int
version_of (const char *path)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;
  int version;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "pragma user_version", -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  version = sqlite3_column_int (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return version;
}

static void
assert_climbs (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (path, GX_OPEN_WRITE, &error);
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (gx_connection_get_version (book), ==, GX_BOOK_VERSION);
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL, "select count(*) from customer", NULL), >, 10);
  g_assert_true (gx_journal_check (book, &problems, &error));
  g_assert_no_error (error);
}

/* A migration stumbles over what should not be there: in its middle, and in the last one. */
static void
test_a_migration_fails (void)
{
  static const char * const in_the_way[] = { "segment", "import_mapping", "export_record" };

  for (guint i = 0; i < G_N_ELEMENTS (in_the_way); i++)
    {
      g_autofree char *path = make_book (OLDEST);
      g_autofree char *sql = g_strdup_printf ("create table %s (a); insert into %s values ('mine')",
                                              in_the_way[i], in_the_way[i]);
      g_autofree char *undo = g_strdup_printf ("drop table %s", in_the_way[i]);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr (GPtrArray) copies = NULL;
      g_autoptr (GError) error = NULL;

      execute (path, sql);
      before = dump (path);
      g_assert_null (gx_connection_open (path, GX_OPEN_WRITE, &error));
      g_assert_nonnull (error);
      after = dump (path);
      g_assert_cmpstr (before, ==, after);
      g_assert_cmpint (version_of (path), ==, OLDEST);
      copies = gx_backup_list (path);
      g_assert_cmpuint (copies->len, ==, 1); /* of before */
      g_assert_cmpstr (((GxBackupCopy *) copies->pdata[0])->reason, ==, "upgrade");
      execute (path, undo);
      assert_climbs (path);
    }
}

/* All migrations went through, but the outcome is not a book of today: it is not committed. */
static void
test_the_outcome_is_checked (void)
{
  g_autofree char *path = make_book (OLDEST);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  execute (path, "drop index task_open");
  before = dump (path);
  g_assert_null (gx_connection_open (path, GX_OPEN_WRITE, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_DAMAGED);
  after = dump (path);
  g_assert_cmpstr (before, ==, after);
}

/* The disk is full, or fails, from the n-th write on. */
static void
test_the_disk_fails (void)
{
  static const int refusals[] = { SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC };
  guint n_refused = 0;

  for (guint calls = 1; calls < 4000; calls += 1 + calls / 2)
    {
      g_autofree char *path = make_book (OLDEST);
      g_autofree char *before = dump (path);
      g_autofree char *after = NULL;
      g_autoptr (GxConnection) book = NULL;
      g_autoptr (GError) error = NULL;
      gboolean has_refused;

      loss_vfs_forget ();
      loss_vfs_refuse (calls, refusals[calls % G_N_ELEMENTS (refusals)]);
      book = gx_connection_open (path, GX_OPEN_WRITE, &error);
      has_refused = loss_vfs_has_refused ();
      g_assert_true (book != NULL || has_refused);
      g_clear_object (&book);
      loss_vfs_refuse (0, SQLITE_OK);
      if (!has_refused)
        break;
      n_refused++;
      if (error != NULL && version_of (path) == OLDEST)
        {
          after = dump (path);
          g_assert_cmpstr (before, ==, after);
        }
      assert_climbs (path);
    }
  g_assert_cmpuint (n_refused, >, 5);
}

static void
climb_and_leave (const char *path, int ready)
{
  g_autoptr (GxConnection) book = NULL;

  g_assert_cmpint (write (ready, "!", 1), ==, 1);
  book = gx_connection_open (path, GX_OPEN_WRITE, NULL);
  _exit (book != NULL ? 0 : 1);
}

/* How long one takes, so that the kills fall all over it: microseconds. */
static int
measure (void)
{
  g_autofree char *path = make_book (OLDEST);
  gint64 start = g_get_monotonic_time ();

  assert_climbs (path);
  return (int) (g_get_monotonic_time () - start);
}

static void
test_killed (void)
{
  int whole_us = measure ();
  guint times = g_getenv ("GUANXI_TEST_LONG") != NULL ? 300 : 20;
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint n_old = 0, n_new = 0;

  for (guint i = 0; i < times; i++)
    {
      g_autofree char *path = make_book (OLDEST + (int) i % (GX_BOOK_VERSION - OLDEST));
      int old = OLDEST + (int) i % (GX_BOOK_VERSION - OLDEST), found;
      int ends[2];
      char begun;
      pid_t pid;

      g_assert_cmpint (pipe (ends), ==, 0);
      pid = fork ();
      g_assert_cmpint (pid, >=, 0);
      if (pid == 0)
        climb_and_leave (path, ends[1]);
      g_assert_cmpint (read (ends[0], &begun, 1), ==, 1);
      g_usleep ((gulong) g_rand_int_range (rand, 0, 2 * whole_us));
      kill (pid, SIGKILL);
      waitpid (pid, NULL, 0);
      close (ends[0]);
      close (ends[1]);
      found = version_of (path);
      g_assert_true (found == old || found == GX_BOOK_VERSION); /* nothing between */
      n_old += found == old;
      n_new += found != old;
      assert_climbs (path);
    }
  g_test_message ("%u were killed before, %u after it was done", n_old, n_new);
}

/* Opens the book for writing as soon as the pipe ends. */
static pid_t
open_in_another (const char *path, const int ends[2])
{
  pid_t pid = fork ();
  char byte;

  g_assert_cmpint (pid, >=, 0);
  if (pid > 0)
    return pid;
  close (ends[1]);
  while (read (ends[0], &byte, 1) > 0)
    ;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (path, GX_OPEN_WRITE, &error);
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  _exit (book != NULL && gx_connection_get_version (book) == GX_BOOK_VERSION ? 0 : 1);
}

static void
open_two_at_once (int version)
{
  g_autofree char *path = make_book (version);
  pid_t pids[2];
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  for (int n = 0; n < 2; n++)
    pids[n] = open_in_another (path, ends);
  close (ends[0]);
  close (ends[1]);
  for (int n = 0; n < 2; n++)
    {
      int status = -1;

      waitpid (pids[n], &status, 0);
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
    }
  assert_climbs (path);
}

/* Two programs open an old book at once: one brings it up to date, both have it. And of one that has no log
   yet, both make it. */
static void
test_two_at_once (void)
{
  for (int i = 0; i < 5; i++)
    open_two_at_once (OLDEST);
  for (int i = 0; i < 40; i++)
    open_two_at_once (GX_BOOK_VERSION);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  loss_vfs_install ();
  g_test_add_func ("/store/upgrade/a-migration-fails", test_a_migration_fails);
  g_test_add_func ("/store/upgrade/the-outcome-is-checked", test_the_outcome_is_checked);
  g_test_add_func ("/store/upgrade/the-disk-fails", test_the_disk_fails);
  g_test_add_func ("/store/upgrade/killed", test_killed);
  g_test_add_func ("/store/upgrade/two-at-once", test_two_at_once);
  return g_test_run ();
}
