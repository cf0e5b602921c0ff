/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "base/gx-error.h"
#include "store/gx-backup.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-journal.h"
#include "store/gx-tables-private.h"
#include "support/gx-test-folder.h"

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (GxStep) step = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = gx_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "Sales 客户.guanxi", NULL);
  book = gx_connection_create (fixture->path, "CNY", &error);
  g_assert_no_error (error);
  step = gx_step_begin (book, gx_actor_get_self (), "customer.add", &error);
  g_assert_true (gx_connection_run (book, &error, "insert into customer (id, name) values (7, '王芳')", NULL));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
  gx_connection_close (book);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->folder);
  g_free (fixture->path);
}

static char *
sum_of (const char *path)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) content, length);
}

/* Opening for writing fails with @code and a sentence, and the file stays as it was. */
static void
assert_refused (const char *path, int code)
{
  g_autofree char *before = sum_of (path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (gx_connection_open (path, GX_OPEN_WRITE, &error));
  g_assert_error (error, GX_ERROR, code);
  g_assert_cmpuint (strlen (error->message), >, 20);
  after = sum_of (path);
  g_assert_cmpstr (before, ==, after);
}

static void
patch (const char *path, gsize offset, const char *bytes, gsize count)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  memcpy (content + offset, bytes, count);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
test_reopen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (fixture->path, GX_OPEN_WRITE, &error);
  g_autoptr (GxConnection) reader = NULL;
  GxId site = 0;

  g_assert_no_error (error);
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL, "select count(*) from customer", NULL), ==, 1);
  g_assert_cmpstr (gx_connection_get_currency (book), ==, "CNY");
  g_assert_true (gx_undo (book, gx_actor_get_self (), gx_undo_next (book, gx_actor_get_self ()), NULL,
                          &error));
  site = gx_connection_get_site (book);
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL, "select count(distinct site) from journal_tx",
                                            NULL), ==, 1);
  g_assert_cmpint (site, !=, 0);

  reader = gx_connection_open (fixture->path, GX_OPEN_READ, &error);
  g_assert_no_error (error);
  g_assert_null (gx_step_begin (reader, gx_actor_get_self (), "customer.add", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_READ_ONLY);
}

static void
test_a_copy_is_another_site (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.guanxi", NULL);
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (GFile) from = g_file_new_for_path (fixture->path), to = g_file_new_for_path (copy);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error));
  book = gx_connection_open (copy, GX_OPEN_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (gx_undo (book, gx_actor_get_self (), gx_undo_next (book, gx_actor_get_self ()), NULL,
                          &error));
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL, "select count(distinct site) from journal_tx",
                                            NULL), ==, 2);
}

/* Another program: it looks into the book and goes. */
static void
look_and_go (void)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (g_getenv ("GX_BOOK"), &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "select count(*) from customer", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Another program, with plain POSIX locks: it wants to write and must not. */
static void
find_it_busy (void)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (g_getenv ("GX_BOOK"), &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "begin immediate", NULL, NULL, NULL), ==, SQLITE_BUSY);
  sqlite3_close (db);
}

static void
run_program (Fixture *fixture, const char *name)
{
  g_setenv ("GX_BOOK", fixture->path, TRUE);
  g_test_trap_subprocess (name, 0, 0);
  g_test_trap_assert_passed ();
}

static void
say_hello (GxConnection *book, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "book.set", &error);

  gx_connection_set_setting (book, "hello", value, &error);
  gx_step_commit (g_steal_pointer (&step), NULL, &error);
  g_assert_no_error (error);
}

static guint64
inode_of (const char *path)
{
  GStatBuf file;

  return g_stat (path, &file) == 0 ? file.st_ino : 0;
}

/* What a file dialog does in this process: it reads each file's beginning to guess its type. */
static void
guess_types (Fixture *fixture)
{
  const char *endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, endings[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &error);
      char beginning[512];

      g_assert_no_error (error);
      g_assert_cmpint (g_input_stream_read (G_INPUT_STREAM (stream), beginning, sizeof beginning, NULL,
                                            NULL), >, 0);
    }
}

/* Whoever looks at a book's files, in this process or another, leaves the log to those that have the book
   open. */
static void
test_another_program_leaves_the_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *index = g_strconcat (fixture->path, "-shm", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (fixture->path, GX_OPEN_WRITE, &error);
  g_autoptr (GxConnection) reader = NULL;
  g_autofree char *said = NULL;
  guint64 log = 0;

  g_assert_true (gx_undo (book, gx_actor_get_self (), gx_undo_next (book, gx_actor_get_self ()), NULL,
                          &error));
  reader = gx_connection_open (fixture->path, GX_OPEN_READ, &error);
  g_assert_no_error (error);
  log = inode_of (wal);
  guess_types (fixture);
  run_program (fixture, "/store/open/look-and-go/subprocess");
  g_assert_cmpuint (inode_of (wal), ==, log);
  g_assert_cmpuint (inode_of (index), !=, 0);

  say_hello (book, "still here");
  said = gx_connection_get_setting (reader, "hello");
  g_assert_cmpstr (said, ==, "still here");
}

/* A step keeps every other program out, also when somebody in this process closes the book's files
   meanwhile. */
static void
test_another_program_waits_for_a_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (fixture->path, GX_OPEN_WRITE, &error);
  g_autoptr (GxConnection) other = gx_connection_open (fixture->path, GX_OPEN_WRITE, &error);
  g_autoptr (GxStep) step = NULL;

  g_assert_no_error (error);
  g_assert_true (gx_undo (book, gx_actor_get_self (), gx_undo_next (book, gx_actor_get_self ()), NULL,
                          &error));
  step = gx_step_begin (book, gx_actor_get_self (), "customer.add", &error);
  g_assert_no_error (error);
  guess_types (fixture);
  gx_connection_close (other);
  run_program (fixture, "/store/open/find-it-busy/subprocess");
}

/* The last of several connections, in whatever order they go, brings the log home and leaves the book alone
   in its folder. */
static void
test_the_last_one_clears_up (Fixture *fixture, gconstpointer data)
{
  for (int order = 0; order < 2; order++)
    {
      g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
      g_autofree char *index = g_strconcat (fixture->path, "-shm", NULL);
      g_autoptr (GxConnection) first = gx_connection_open (fixture->path, GX_OPEN_WRITE, NULL);
      g_autoptr (GxConnection) second = gx_connection_open (fixture->path, GX_OPEN_WRITE, NULL);

      say_hello (first, order == 0 ? "a" : "b");
      gx_connection_close (order == 0 ? first : second);
      g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
      gx_connection_close (order == 0 ? second : first);
      g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
      g_assert_false (g_file_test (index, G_FILE_TEST_EXISTS));
    }
}

static void
test_no_book (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_build_filename (fixture->folder, "list.csv", NULL);
  g_autofree char *empty = g_build_filename (fixture->folder, "empty", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, "other.db", NULL);
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.guanxi", NULL);
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_true (g_file_set_contents (text, "name,phone\n王芳,138\n", -1, NULL));
  assert_refused (text, GX_ERROR_NOT_A_BOOK);
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  assert_refused (empty, GX_ERROR_NOT_A_BOOK);
  g_assert_cmpint (sqlite3_open (other, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "create table t (a)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  assert_refused (other, GX_ERROR_NOT_A_BOOK);

  g_assert_null (gx_connection_open (missing, GX_OPEN_WRITE, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (gx_connection_create (text, "CNY", &error)); /* never over a file that is there */
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (GError) error = NULL;

  patch (fixture->path, 60, "\0\0\0\x63", 4); /* user_version 99 */
  assert_refused (fixture->path, GX_ERROR_NEWER);
  book = gx_connection_open (fixture->path, GX_OPEN_READ, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gx_connection_get_version (book), ==, 99);
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL, "select count(*) from customer", NULL), ==, 1);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  g_autofree char *torn = g_build_filename (fixture->folder, "torn.guanxi", NULL);
  g_autofree char *scribbled = g_build_filename (fixture->folder, "scribbled.guanxi", NULL);
  gsize length;

  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (torn, content, (gssize) (length / 2), NULL));
  assert_refused (torn, GX_ERROR_DAMAGED);
  memset (content + 100, 0xa5, 3000); /* the schema's own page */
  g_assert_true (g_file_set_contents (scribbled, content, (gssize) length, NULL));
  assert_refused (scribbled, GX_ERROR_DAMAGED);
}

static void
test_sync_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *mark = g_build_filename (fixture->folder, ".stfolder", NULL);
  g_autoptr (GxConnection) book = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (mark, 0700), ==, 0);
  assert_refused (fixture->path, GX_ERROR_SYNCED);
  book = gx_connection_open (fixture->path, GX_OPEN_READ, &error);
  g_assert_no_error (error);
}

static void
test_backup_and_restore (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dest = g_build_filename (fixture->folder, "away.guanxi", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (fixture->path, GX_OPEN_WRITE, &error);

  g_assert_true (gx_backup_to (book, dest, NULL, &error));
  g_assert_false (gx_backup_to (book, dest, NULL, &error)); /* never over a file that is there */
  g_clear_error (&error);
  g_assert_true (gx_backup_keep (book, "import", &kept, &error));
  copies = gx_backup_list (fixture->path);
  g_assert_cmpint (copies->len, ==, 1);
  g_assert_cmpstr (((GxBackupCopy *) copies->pdata[0])->path, ==, kept);
  g_assert_true (gx_undo (book, gx_actor_get_self (), gx_undo_next (book, gx_actor_get_self ()), NULL,
                          &error));
  gx_connection_close (book);

  g_assert_true (gx_backup_restore (dest, fixture->path, NULL, NULL, NULL, NULL, &error));
  g_set_object (&book, NULL);
  book = gx_connection_open (fixture->path, GX_OPEN_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL, "select count(*) from customer where gone = 0",
                                            NULL), ==, 1);
}

static void
test_links_are_those_of_the_schema (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GxConnection) book = gx_connection_create (NULL, "CNY", NULL);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select m.name, f.\"from\", f.\"table\" from sqlite_schema m join pragma_foreign_key_list (m.name) f "
    "where m.type = 'table'", NULL);
  int found = 0;

  while (gx_statement_next (query))
    {
      gboolean is_known = FALSE;

      for (int i = 0; i < _gx_links_count () && !is_known; i++)
        is_known = g_str_equal (_gx_link_at (i)->child->name, gx_statement_text (query, 0))
                   && g_str_equal (_gx_link_at (i)->column, gx_statement_text (query, 1))
                   && g_str_equal (_gx_link_at (i)->parent->name, gx_statement_text (query, 2));
      if (!is_known)
        g_error ("%s.%s is not among the links", gx_statement_text (query, 0), gx_statement_text (query, 1));
      found++;
    }
  g_assert_cmpint (found, ==, _gx_links_count ());
}

/* What search keeps beside a book is believed by the number of what was touched last. */
static void
test_two_books_made_alike_differ (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GxConnection) one = gx_connection_create (NULL, "CNY", NULL);
  g_autoptr (GxConnection) other = gx_connection_create (NULL, "CNY", NULL);

  g_assert_cmpint (gx_connection_get_int64 (one, 0, NULL, "select max(id) from touch", NULL), !=,
                   gx_connection_get_int64 (other, 0, NULL, "select max(id) from touch", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/store/open/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("reopen", test_reopen);
  ADD ("a-copy-is-another-site", test_a_copy_is_another_site);
  ADD ("another-program-leaves-the-log", test_another_program_leaves_the_log);
  ADD ("another-program-waits-for-a-step", test_another_program_waits_for_a_step);
  ADD ("the-last-one-clears-up", test_the_last_one_clears_up);
  ADD ("no-book", test_no_book);
  ADD ("newer", test_newer);
  ADD ("damaged", test_damaged);
  ADD ("sync-folder", test_sync_folder);
  ADD ("backup-and-restore", test_backup_and_restore);
  ADD ("two-made-alike", test_two_books_made_alike_differ);
  ADD ("links", test_links_are_those_of_the_schema);
  g_test_add_func ("/store/open/look-and-go/subprocess", look_and_go);
  g_test_add_func ("/store/open/find-it-busy/subprocess", find_it_busy);
  return g_test_run ();
}
