/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "base/gx-error.h"
#include "session.h"
#include "store/gx-backup-settings.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-journal.h"
#include "store/gx-salvage.h"
#include "support/gx-test-folder.h"

/*
 * A book is damaged in every way that disks know; what comes out of it is compared row by row with what went
 * in. The damaged file is only ever read.
 */

#define MOST_ROWS_OF_PAGE (4096 / 35) /* of customer_tag, the shortest */
#define PAGE 4096

typedef struct {
  char *folder, *path, *dest;
  char *expected;          /* the logical dump */
} Fixture;

static void
work_on (GxConnection *book, guint32 seed, int turns)
{
  g_autoptr (Session) session = session_new (book, seed);

  for (int i = 0; i < turns; i++)
    session_turn (session);
}

static void
add_many (GxConnection *book)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.add", &error);

  gx_connection_run (book, &error, "insert into word (id, kind, name) values (900, 'tag', 'VIP')", NULL);
  gx_connection_run (book, &error, "insert into import_batch (id, file) values (901, 'a.csv')", NULL);
  for (int i = 0; i < 1000; i++)
    {
      gint64 id = 100000 + i;
      g_autofree char *name = g_strdup_printf ("王芳 %d", i);

      gx_connection_run (book, &error, "insert into customer (id, name) values (?, ?)", "it", id, name);
      gx_connection_run (book, &error, "insert into contact_point (id, customer_id, value) values (?, ?, ?)",
                         "iit", 200000 + id, id, name);
      gx_connection_run (book, &error, "insert into event (id, customer_id, day, text) "
                         "values (?, ?, 20261101, ?)",
                         "iit", 400000 + id, id, name);
      gx_connection_run (book, &error, "insert into customer_tag (id, customer_id, tag_id) "
                         "values (?, ?, 900)",
                         "ii", 600000 + id, id);
      gx_connection_run (book, &error, "insert into import_row (id, batch_id, mark) values (?, 901, ?)", "ii",
                         800000 + id, id);
    }
  gx_connection_run (book, &error,
                     "update customer set note = hex (zeroblob (9000)) where id = 100007", NULL);
  g_assert_no_error (error);
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = NULL;

  gx_backup_settings_set_limit (G_GINT64_CONSTANT (2000000000));
  gx_backup_settings_set_second (NULL);
  fixture->folder = gx_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "Sales 客户.guanxi", NULL);
  fixture->dest = g_build_filename (fixture->folder, "rescued.guanxi", NULL);
  book = gx_connection_create (fixture->path, "EUR", &error);
  g_assert_no_error (error);
  work_on (book, 3, 60);
  add_many (book);
  work_on (book, 4, 60);
  fixture->expected = session_dump (book);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->dest);
  g_free (fixture->expected);
}

static void
keep_copy (Fixture *fixture)
{
  g_autoptr (GxConnection) book = gx_connection_open (fixture->path, GX_OPEN_READ, NULL);

  g_assert_true (gx_backup_keep (book, "hour", NULL, NULL));
}

/* -- Damage -- */

static char *
load (Fixture *fixture, gsize *length)
{
  char *content = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &content, length, NULL));
  return content;
}

static void
store (Fixture *fixture, const char *content, gsize length)
{
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) length, NULL));
}

static void
scribble_on_pages (Fixture *fixture, guint32 seed, int pages)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gsize length = 0;
  g_autofree char *content = load (fixture, &length);

  for (int i = 0; i < pages; i++)
    {
      gsize page = (gsize) g_rand_int_range (rand, 0, (int) (length / PAGE));

      for (int at = 0; at < PAGE; at++)
        content[page * PAGE + (gsize) at] = (char) g_rand_int (rand);
    }
  store (fixture, content, length);
}

/* -- What came out -- */

static GxSalvageReport *
rescue (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before = 0, length_after = 0;
  GxSalvageReport *report = NULL;

  g_unlink (fixture->dest);
  before = load (fixture, &length_before);
  g_assert_true (gx_salvage_book (fixture->path, fixture->dest, NULL, NULL, NULL, &report, &error));
  g_assert_no_error (error);
  after = load (fixture, &length_after);
  g_assert_cmpmem (before, length_before, after, length_after);
  return report;
}

static char *
dump_rescued (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (fixture->dest, GX_OPEN_WRITE, &error);
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_no_error (error);
  g_assert_true (gx_journal_check (book, &problems, &error));
  for (guint i = 0; i < problems->len; i++) /* a history may have gaps; nothing else may be wrong */
    if (strstr (problems->pdata[i], "journal") == NULL && strstr (problems->pdata[i], "日志") == NULL)
      g_error ("%s", (char *) problems->pdata[i]);
  work_on (book, 9, 5); /* it can be worked on */
  return session_dump (book);
}

static void
assert_all (Fixture *fixture)
{
  g_autoptr (GxConnection) book = gx_connection_open (fixture->dest, GX_OPEN_READ, NULL);
  g_autofree char *found = session_dump (book);

  session_assert_same (found, fixture->expected);
}

/* Every line that came out was there; returns how many of those that were there are missing. */
static guint
count_missing (Fixture *fixture, guint *n_strange)
{
  g_autoptr (GxConnection) book = gx_connection_open (fixture->dest, GX_OPEN_READ, NULL);
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *dump = session_dump (book);
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);
  g_auto (GStrv) expected = g_strsplit (fixture->expected, "\n", -1);
  guint n = 0;

  for (int i = 0; lines[i] != NULL; i++)
    g_hash_table_add (found, lines[i]);
  *n_strange = g_hash_table_size (found);
  for (int i = 0; expected[i] != NULL; i++)
    if (g_hash_table_contains (found, expected[i]))
      (*n_strange)--;
    else
      n++;
  return n;
}

static void
test_undamaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GxSalvageReport) report = rescue (fixture);
  g_autofree char *later = NULL;

  g_assert_cmpint (report->damaged_pages, ==, 0);
  g_assert_cmpint (report->damaged_rows, ==, 0);
  g_assert_cmpint (gx_salvage_report_lost (report), ==, 0);
  g_assert_true (report->journal_is_whole);
  assert_all (fixture);
  later = dump_rescued (fixture);
}

/* The plug was pulled: what was committed is in the log. */
static void
test_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (fixture->path, GX_OPEN_WRITE, &error);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GxSalvageReport) report = NULL;

  work_on (book, 5, 10);
  g_free (fixture->expected);
  fixture->expected = session_dump (book);
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  report = rescue (fixture);
  assert_all (fixture);
  gx_connection_close (book);
}

/* Without a header, even without the first page, every row is known by what it looks like. */
static void
test_no_header (Fixture *fixture, gconstpointer data)
{
  static const gsize lengths[] = { 16, 100, PAGE };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      gsize length = 0;
      g_autofree char *content = load (fixture, &length);
      g_autoptr (GxSalvageReport) report = NULL;

      memset (content, 0, lengths[i]);
      store (fixture, content, length);
      report = rescue (fixture);
      g_assert_cmpint (gx_salvage_report_lost (report), ==, 0);
      assert_all (fixture);
    }
}

/* With a copy of an hour ago and the journal, nothing at all is missing. */
static void
test_pages_with_a_copy (Fixture *fixture, gconstpointer data)
{
  guint32 seeds = g_getenv ("GUANXI_TEST_LONG") != NULL ? 40 : 3;

  for (guint32 seed = 1; seed <= seeds; seed++)
    {
      g_autoptr (GxSalvageReport) report = NULL;
      gsize length = 0;
      g_autofree char *whole = load (fixture, &length);

      if (seed == 1)
        keep_copy (fixture);
      scribble_on_pages (fixture, seed, 20);
      report = rescue (fixture);
      g_assert_cmpint (report->backup_at, !=, 0);
      assert_all (fixture);
      store (fixture, whole, length);
    }
}

/* What was done after the copy was made is in the journal. */
static void
test_journal_after_a_copy (Fixture *fixture, gconstpointer data)
{
  guint32 seeds = g_getenv ("GUANXI_TEST_LONG") != NULL ? 40 : 3;

  for (guint32 seed = 1; seed <= seeds; seed++)
    {
      g_autoptr (GxSalvageReport) report = NULL;
      guint n_missing, n_strange = 0;
      gsize length = 0;
      g_autofree char *whole = NULL;

      if (seed == 1)
        {
          g_autoptr (GxConnection) book = NULL;

          keep_copy (fixture);
          book = gx_connection_open (fixture->path, GX_OPEN_WRITE, NULL);
          work_on (book, 6, 40);
          g_free (fixture->expected);
          fixture->expected = session_dump (book);
        }
      whole = load (fixture, &length);
      scribble_on_pages (fixture, seed, 4);
      report = rescue (fixture);
      n_missing = count_missing (fixture, &n_strange);
      /* a row and its entry in the journal may both have been hit */
      g_assert_cmpuint (n_missing, <=, 12);
      store (fixture, whole, length);
    }
}

/* Alone, it has every row that did not lie on a page that was overwritten. */
static void
test_pages_alone (Fixture *fixture, gconstpointer data)
{
  guint32 seeds = g_getenv ("GUANXI_TEST_LONG") != NULL ? 40 : 3;

  for (guint32 seed = 1; seed <= seeds; seed++)
    {
      g_autoptr (GxSalvageReport) report = NULL;
      gsize length = 0;
      g_autofree char *whole = load (fixture, &length);
      g_autofree char *later = NULL;
      guint n_missing, n_strange = 0;

      scribble_on_pages (fixture, seed, 10);
      report = rescue (fixture);
      n_missing = count_missing (fixture, &n_strange);
      g_test_message ("seed %u: %u missing, %u strange, %" G_GINT64_FORMAT " known to be lost", seed,
                      n_missing,
                      n_strange, gx_salvage_report_lost (report));
      g_assert_cmpuint (n_missing, <, 10 * MOST_ROWS_OF_PAGE);
      g_assert_cmpuint (n_strange, <=, n_missing);
      later = dump_rescued (fixture);
      store (fixture, whole, length);
    }
}

static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  gsize length = 0;
  g_autofree char *whole = load (fixture, &length);
  g_autoptr (GxSalvageReport) report = NULL;
  guint n_missing, n_strange = 0;

  store (fixture, whole, length - length / 10 - 1000);
  report = rescue (fixture);
  g_assert_cmpint (report->damaged_pages, >, 0);
  n_missing = count_missing (fixture, &n_strange);
  g_assert_cmpuint (n_missing, <, 2000); /* of six thousand */
  store (fixture, whole, length);
  keep_copy (fixture);
  store (fixture, whole, length / 3);
  g_clear_pointer (&report, gx_salvage_report_free);
  report = rescue (fixture);
  assert_all (fixture);
}

static void
test_hopeless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GxSalvageReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_autofree char *noise = g_build_filename (fixture->folder, "noise.guanxi", NULL);

  g_assert_true (g_file_set_contents (noise, "SQLite no more", -1, NULL)); /* and no copy of it either */
  g_assert_false (gx_salvage_book (noise, fixture->dest, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_A_BOOK);
  g_assert_false (g_file_test (fixture->dest, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  keep_copy (fixture);
  g_assert_true (g_file_set_contents (fixture->path, "SQLite no more", -1, NULL));
  report = rescue (fixture);
  assert_all (fixture); /* all of it from the copy */
  g_assert_false (gx_salvage_book (fixture->path, fixture->dest, NULL, NULL, NULL, NULL, &error));
  g_assert_nonnull (error); /* never over a file that is there */
  g_clear_error (&error);
  g_unlink (fixture->path);
  g_unlink (fixture->dest);
  g_assert_false (gx_salvage_book (fixture->path, fixture->dest, NULL, NULL, NULL, NULL, &error));
  g_assert_false (g_file_test (fixture->dest, G_FILE_TEST_EXISTS));
}

/* A copy of a state that was given up brings nothing of it back. */
static void
test_a_copy_of_another_branch (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.guanxi", NULL);
  g_autoptr (GxConnection) book = gx_connection_create (other, "CNY", NULL);
  g_autoptr (GxConnection) copy = NULL;
  g_autofree char *folder = gx_backup_folder (fixture->path);
  g_autofree char *kept = NULL;
  g_autofree char *name = NULL;
  g_autofree char *moved = NULL;
  g_autoptr (GxSalvageReport) report = NULL;

  work_on (book, 77, 30);
  g_assert_true (gx_backup_keep (book, "close", &kept, NULL));
  name = g_path_get_basename (kept);
  moved = g_build_filename (folder, name, NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (g_rename (kept, moved), ==, 0);
  report = rescue (fixture);
  g_assert_cmpint (report->backup_at, ==, 0);
  assert_all (fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/store/salvage/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("undamaged", test_undamaged);
  ADD ("log", test_log);
  ADD ("no-header", test_no_header);
  ADD ("pages-with-a-copy", test_pages_with_a_copy);
  ADD ("journal-after-a-copy", test_journal_after_a_copy);
  ADD ("pages-alone", test_pages_alone);
  ADD ("truncated", test_truncated);
  ADD ("hopeless", test_hopeless);
  ADD ("a-copy-of-another-branch", test_a_copy_of_another_branch);
  return g_test_run ();
}
