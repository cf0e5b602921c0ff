/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "base/gx-error.h"
#include "store/gx-backup.h"
#include "store/gx-book.h"
#include "store/gx-step.h"
#include "support/gx-test-folder.h"

/* A plain book on a network drive: a folder that the list of mounts calls one. */

typedef struct {
  char *folder, *drive, *there, *here, *mounts;
} Fixture;

static void
name_it (GxConnection *book, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.add", &error);

  g_assert_true (gx_connection_run (book, &error, "insert into customer (id, name) values (7, ?1) "
                                    "on conflict (id) do update set name = ?1", "t", name));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
}

static void
assert_name (GxConnection *book, const char *expected)
{
  g_autofree char *name = gx_connection_get_text (book, NULL, "select name from customer where id = 7", NULL);

  g_assert_cmpstr (name, ==, expected);
}

static void
pretend_mount (Fixture *self, const char *point, const char *mode, const char *type)
{
  g_autofree char *text = g_strdup_printf ("22 1 8:2 / / rw - ext4 /dev/sda2 rw\n"
                                           "40 22 0:40 / %s %s - %s server:/x rw\n", point, mode, type);

  g_assert_true (g_file_set_contents (self->mounts, text, -1, NULL));
  g_setenv ("GUANXI_MOUNTINFO", self->mounts, TRUE);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *content = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (from, &content, &length, NULL));
  g_assert_true (g_file_set_contents (to, content, (gssize) length, NULL));
}

/* A book as a computer that has it open just now leaves it: the last step is in its log only. */
static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (GxConnection) book = NULL;
  g_autofree char *here_log = NULL, *there_log = NULL;

  self->folder = gx_test_folder_new ();
  self->drive = g_build_filename (self->folder, "drive", NULL);
  self->there = g_build_filename (self->drive, "Sales 客户.guanxi", NULL);
  self->here = g_build_filename (self->folder, "here.guanxi", NULL);
  self->mounts = g_build_filename (self->folder, "mounts", NULL);
  here_log = g_strconcat (self->here, "-wal", NULL);
  there_log = g_strconcat (self->there, "-wal", NULL);
  g_assert_cmpint (g_mkdir (self->drive, 0700), ==, 0);
  book = gx_connection_create (self->here, "CNY", NULL);
  name_it (book, "王芳");
  copy_file (self->here, self->there);
  copy_file (here_log, there_log);
  gx_connection_close (book);
  pretend_mount (self, self->drive, "rw", "cifs");
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_unsetenv ("GUANXI_MOUNTINFO");
  g_free (self->folder);
  g_free (self->drive);
  g_free (self->there);
  g_free (self->here);
  g_free (self->mounts);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char * const *) a, *(char * const *) b);
}

/* Names and sums of all that is there. */
static char *
describe (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length = 0;
      g_autofree char *sum = NULL;

      if (g_file_get_contents (path, &content, &length, NULL))
        sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) content, length);
      g_ptr_array_add (lines, g_strdup_printf ("%s %s", name, sum));
    }
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
assert_nothing_left (void)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "guanxi", NULL);
  g_autofree char *left = describe (cache);

  g_assert_null (strstr (left, "reading-"));
}

static void
test_never_written (Fixture *self, gconstpointer unused)
{
  g_autofree char *before = describe (self->drive);
  g_autofree char *after = NULL;
  g_autofree char *fresh = g_build_filename (self->drive, "fresh.guanxi", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (gx_connection_open (self->there, GX_OPEN_WRITE, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_REMOTE);
  g_assert_nonnull (strstr (error->message, "SMB"));
  g_clear_error (&error);
  g_assert_null (gx_connection_create (fresh, "CNY", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_REMOTE);
  g_clear_error (&error);
  g_assert_false (gx_backup_restore (self->here, self->there, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_REMOTE);
  after = describe (self->drive);
  g_assert_cmpstr (before, ==, after);
}

/* What is in the log is read, nothing is written beside it, and no copy stays: not even where the program is
   killed while it reads. */
static void
test_read_from_a_copy (Fixture *self, gconstpointer unused)
{
  g_autofree char *before = describe (self->drive);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (self->there, GX_OPEN_READ, &error);

  g_assert_no_error (error);
  assert_nothing_left ();
  assert_name (book, "王芳");
  g_assert_cmpstr (gx_connection_get_path (book), ==, self->there);
  g_assert_null (gx_step_begin (book, gx_actor_get_self (), "customer.add", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_READ_ONLY);
  after = describe (self->drive);
  g_assert_cmpstr (before, ==, after);
}

/* A stick that was pulled out while the book was open, and cannot be written now. */
static void
test_read_only_with_a_log (Fixture *self, gconstpointer unused)
{
  g_autofree char *before = describe (self->drive);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = NULL;

  pretend_mount (self, self->drive, "ro", "vfat");
  g_assert_null (gx_connection_open (self->there, GX_OPEN_WRITE, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_READ_ONLY);
  g_clear_error (&error);
  book = gx_connection_open (self->there, GX_OPEN_READ, &error);
  g_assert_no_error (error);
  assert_name (book, "王芳");
  after = describe (self->drive);
  g_assert_cmpstr (before, ==, after);
}

static void
test_no_book_there (Fixture *self, gconstpointer unused)
{
  g_autofree char *text = g_build_filename (self->drive, "text.guanxi", NULL);
  g_autofree char *nothing = g_build_filename (self->drive, "nothing.guanxi", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (text, "name,phone\n", -1, NULL));
  g_assert_null (gx_connection_open (text, GX_OPEN_READ, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_A_BOOK);
  g_clear_error (&error);
  g_assert_null (gx_connection_open (nothing, GX_OPEN_READ, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (gx_connection_open ("smb://server/nothing/x.guanxi", GX_OPEN_WRITE, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_REMOTE);
  assert_nothing_left ();
}

static void
test_orphans_go (Fixture *self, gconstpointer unused)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "guanxi", NULL);
  g_autofree char *orphan = g_build_filename (cache, "reading-999999999-Xy12Ab", NULL);
  g_autofree char *file = g_build_filename (orphan, "book.guanxi", NULL);
  g_autoptr (GxConnection) book = NULL;

  g_assert_cmpint (g_mkdir_with_parents (orphan, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  book = gx_connection_open (self->there, GX_OPEN_READ, NULL);
  g_assert_nonnull (book);
  assert_nothing_left ();
}

/* A kept copy in the second place is made here, carried there, and read where it lies. */
static void
test_copies_there (Fixture *self, gconstpointer unused)
{
  g_autofree char *kept = g_build_filename (self->drive, "kept.guanxi", NULL);
  g_autofree char *back = g_build_filename (self->folder, "back.guanxi", NULL);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (self->here, GX_OPEN_WRITE, &error);
  g_autoptr (GxConnection) copy = NULL;

  g_assert_true (gx_backup_to (book, kept, NULL, &error));
  before = describe (self->drive);
  copy = gx_connection_open (kept, GX_OPEN_KEPT, &error);
  g_assert_no_error (error);
  assert_name (copy, "王芳");
  g_assert_true (gx_backup_restore (kept, back, NULL, NULL, NULL, NULL, &error));
  after = describe (self->drive);
  g_assert_cmpstr (before, ==, after);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(GxBook **) data = gx_book_open_finish (result, &error);
  g_assert_no_error (error);
}

static gpointer
read_name_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_connection_get_text (book, error, "select name from customer where id = 7", NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **) data = gx_book_job_finish (GX_BOOK (source), result, NULL);
}

static void
test_whole_book (Fixture *self, gconstpointer unused)
{
  GxBook *book = NULL;
  g_autofree char *read = NULL, *found = NULL;

  gx_book_open_async (self->there, GX_OPEN_READ, FALSE, NULL, opened_cb, &book);
  while (book == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gx_book_is_read_only (book) && gx_book_is_copy (book));
  g_assert_cmpstr (gx_book_get_path (book), ==, self->there);
  assert_nothing_left ();
  gx_book_read_async (book, read_name_job, NULL, NULL, g_free, NULL, read_cb, &read);
  gx_book_find_async (book, read_name_job, NULL, NULL, g_free, NULL, read_cb, &found);
  while (read == NULL || found == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (read, ==, "王芳");
  g_assert_cmpstr (found, ==, "王芳");
  gx_book_close (book);
  g_object_unref (book);
}

/* Another computer, with plain locks: it must not even read while the book is open. */
static void
find_it_busy (void)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (g_getenv ("GX_BOOK"), &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "select count(*) from customer", NULL, NULL, NULL), ==, SQLITE_BUSY);
  sqlite3_close (db);
}

/* A home folder on NFS: one program at a time; its own threads see each other's. */
static void
test_home_on_nfs (Fixture *self, gconstpointer unused)
{
  g_autofree char *home = g_strdup (g_get_home_dir ());
  g_autofree char *path = g_build_filename (home, "home.guanxi", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = NULL, reader = NULL;

  g_assert_cmpint (g_mkdir_with_parents (home, 0700), ==, 0);
  pretend_mount (self, home, "rw", "nfs4");
  book = gx_connection_create (path, "CNY", &error);
  g_assert_no_error (error);
  name_it (book, "王芳");
  reader = gx_connection_open (path, GX_OPEN_READ, &error);
  g_assert_no_error (error);
  assert_name (reader, "王芳");
  name_it (book, "李娜");
  assert_name (reader, "李娜");
  g_assert_false (g_file_test (shm, G_FILE_TEST_EXISTS)); /* nothing that two computers would map */

  g_setenv ("GX_BOOK", path, TRUE);
  g_test_trap_subprocess ("/store/away/find-it-busy/subprocess", 0, 0);
  g_test_trap_assert_passed ();
  gx_connection_close (reader);
  gx_connection_close (book);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/store/away/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("never-written", test_never_written);
  ADD ("read-from-a-copy", test_read_from_a_copy);
  ADD ("read-only-with-a-log", test_read_only_with_a_log);
  ADD ("no-book-there", test_no_book_there);
  ADD ("orphans-go", test_orphans_go);
  ADD ("copies-there", test_copies_there);
  ADD ("whole-book", test_whole_book);
  ADD ("home-on-nfs", test_home_on_nfs);
  g_test_add_func ("/store/away/find-it-busy/subprocess", find_it_busy);
  return g_test_run ();
}
