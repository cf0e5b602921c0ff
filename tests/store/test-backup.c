/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "base/gx-error.h"
#include "session.h"
#include "store/gx-backup-keeper.h"
#include "store/gx-backup-settings.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-backup.h"
#include "store/gx-book.h"
#include "store/gx-journal.h"
#include "support/gx-test-folder.h"

#define DEADLINE_S 20

typedef struct {
  char *folder;
  char *path;
  GxConnection *book;
} Fixture;

static void
set_name (GxConnection *book, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.edit", &error);

  g_assert_no_error (error);
  g_assert_true (gx_connection_run (book, &error,
                                    "insert into customer (id, name) values (7, ?1) on conflict (id) "
                                    "do update set name = ?1", "t", name));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
}

static char *
get_name (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (path, GX_OPEN_READ, &error);

  g_assert_no_error (error);
  return gx_connection_get_text (book, NULL, "select name from customer where id = 7", NULL);
}

static void
assert_name (const char *path, const char *expected)
{
  g_autofree char *name = get_name (path);

  g_assert_cmpstr (name, ==, expected);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  gx_backup_settings_set_limit (G_GINT64_CONSTANT (2000000000));
  gx_backup_settings_set_second (NULL);
  fixture->folder = gx_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "Sales 客户.guanxi", NULL);
  fixture->book = gx_connection_create (fixture->path, "CNY", &error);
  g_assert_no_error (error);
  set_name (fixture->book, "first");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->book);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static char *
keep (Fixture *fixture, const char *reason)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;

  g_assert_true (gx_backup_keep (fixture->book, reason, &path, &error));
  g_assert_no_error (error);
  return path;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* -- A copy while others write -- */

typedef struct {
  const char *path;
  int is_over;         /* atomic */
} Scribbling;

static gpointer
scribble (gpointer data)
{
  Scribbling *scribbling = data;
  g_autoptr (GxConnection) book = gx_connection_open (scribbling->path, GX_OPEN_WRITE, NULL);

  for (int i = 0; !g_atomic_int_get (&scribbling->is_over); i++)
    {
      g_autofree char *name = g_strdup_printf ("name %d", i);

      set_name (book, name);
    }
  return NULL;
}

typedef struct {
  gint64 last, times;
} Progress;

static void
progressed_cb (gint64 done, gint64 total, gpointer data)
{
  Progress *progress = data;

  g_assert_cmpint (done, >=, progress->last); /* it never begins anew */
  g_assert_cmpint (done, <=, total);
  progress->last = done;
  progress->times++;
  g_usleep (10000); /* time for the others to write */
}

static void
fill (GxConnection *book, int rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.add", &error);

  for (int i = 0; i < rows; i++)
    g_assert_true (gx_connection_run (book, &error,
                                      "insert into customer (id, name, note) "
                                      "values (?, 'a', hex (zeroblob (400)))",
                                      "i", (gint64) 1000 + i));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
}

static void
test_others_write_on (Fixture *fixture, gconstpointer data)
{
  g_autofree char *dest = g_build_filename (fixture->folder, "copy.guanxi", NULL);
  Scribbling scribbling = { fixture->path, FALSE };
  Progress progress = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) reader = NULL;
  g_autoptr (GxConnection) copy = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GThread *thread = NULL;

  fill (fixture->book, 20000);
  reader = gx_connection_open (fixture->path, GX_OPEN_READ, &error);
  before = gx_backup_head (reader, &error);
  thread = g_thread_new ("scribble", scribble, &scribbling);
  gx_connection_set_progress (reader, progressed_cb, &progress);
  g_assert_true (gx_backup_to (reader, dest, NULL, &error));
  g_assert_no_error (error);
  after = gx_backup_head (reader, &error);
  g_atomic_int_set (&scribbling.is_over, TRUE);
  g_thread_join (thread);
  g_assert_cmpint (progress.times, >, 3);
  g_assert_cmpstr (before, !=, after); /* they did write meanwhile */

  copy = gx_connection_open (dest, GX_OPEN_READ, &error);
  g_assert_no_error (error);
  g_assert_true (gx_journal_check (copy, &problems, &error));
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = gx_backup_folder (fixture->path);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (gx_backup_keep_until (fixture->book, "hour", cancellable, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (folder), ==, 0);
}

/* -- The shelf -- */

static void
test_nothing_changed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = keep (fixture, "hour");
  g_autofree char *same = keep (fixture, "import");
  g_autofree char *other = NULL;
  g_autoptr (GPtrArray) copies = NULL;
  const GxBackupCopy *newest;

  g_assert_cmpstr (first, ==, same);
  set_name (fixture->book, "second");
  other = keep (fixture, "import");
  g_assert_cmpstr (first, !=, other);
  copies = gx_backup_list (fixture->path);
  g_assert_cmpuint (copies->len, ==, 2);
  newest = copies->pdata[0];
  g_assert_cmpstr (newest->path, ==, other);
  g_assert_cmpstr (newest->reason, ==, "import");
  g_assert_cmpint (newest->size, >, 4096);
  g_assert_cmpint (ABS (newest->proven_at - g_get_real_time () / G_USEC_PER_SEC), <, 60);
  g_assert_cmpint (ABS (newest->at - g_get_real_time () / G_USEC_PER_SEC), <, 60);
}

static void
test_a_spoilt_copy_is_no_newest (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = keep (fixture, "hour");
  g_autofree char *other = NULL;

  g_assert_true (g_file_set_contents (first, "spoilt", -1, NULL));
  other = keep (fixture, "hour");
  g_assert_cmpstr (first, !=, other);
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  gint64 size;

  for (int i = 0; i < 8; i++)
    {
      g_autofree char *now = g_strdup_printf ("2026-11-%02dT10:00:00Z", i + 1);
      g_autofree char *path = NULL;

      g_setenv ("GUANXI_NOW", now, TRUE);
      set_name (fixture->book, now);
      if (i == 4)
        fill (fixture->book, 20000);
      path = keep (fixture, "close");
    }
  g_unsetenv ("GUANXI_NOW");
  gx_backup_settings_set_limit (G_GINT64_CONSTANT (100000000));
  gx_backup_tidy (fixture->path);
  g_autoptr (GPtrArray) copies = gx_backup_list (fixture->path);
  size = 0;
  for (guint i = 0; i < copies->len; i++)
    size += ((GxBackupCopy *) copies->pdata[i])->size;
  g_assert_cmpint (size, <=, 100000000);
  g_assert_cmpuint (copies->len, >, 1);
  g_assert_cmpuint (copies->len, <, 8);
  assert_name (((GxBackupCopy *) copies->pdata[0])->path, "2026-11-08T10:00:00Z");
}

static void
test_what_was_left_goes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = gx_backup_folder (fixture->path);
  g_autofree char *dead = g_build_filename (folder, "2026-11-01 10-00-00 close.guanxi.999999999.part", NULL);
  g_autofree char *log = g_build_filename (folder, "2026-11-02 open.guanxi.999999999.part-wal", NULL);
  g_autofree char *alive = g_build_filename (folder, "2026-11-01 10-00-00 close.guanxi.1.part", NULL);
  g_autofree char *other = g_build_filename (folder, "list.999999999.part-two", NULL);
  g_autofree char *path = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (dead, "", 0, NULL));
  g_assert_true (g_file_set_contents (log, "", 0, NULL));
  g_assert_true (g_file_set_contents (alive, "", 0, NULL));
  g_assert_true (g_file_set_contents (other, "", 0, NULL));
  path = keep (fixture, "close");
  g_assert_false (g_file_test (dead, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (alive, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS)); /* somebody's own */
}

/* A book that is damaged inside makes no copy: what was kept before is worth more. */
static void
test_a_damaged_book_is_not_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  g_autofree char *folder = gx_backup_folder (fixture->path);
  g_autoptr (GError) error = NULL;
  gsize length;
  guint n;

  fill (fixture->book, 500);
  g_object_unref (g_steal_pointer (&fixture->book));
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  memset (content + length / 2, 0x5a, 40000);
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) length, NULL));
  n = count_files (folder);
  fixture->book = gx_connection_open (fixture->path, GX_OPEN_READ, &error);
  g_assert_no_error (error);
  g_assert_false (gx_backup_keep (fixture->book, "hour", NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_DAMAGED);
  g_assert_cmpuint (count_files (folder), ==, n);
}

/* -- The second place -- */

static char *
choose_second (Fixture *fixture, gboolean exists)
{
  char *place = g_build_filename (fixture->folder, "stick", NULL);

  if (exists)
    g_assert_cmpint (g_mkdir (place, 0700), ==, 0);
  gx_backup_settings_set_second (place);
  return place;
}

static void
assert_same_file (const char *one, const char *other)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  gsize length_a = 0, length_b = 0;

  g_assert_true (g_file_get_contents (one, &a, &length_a, NULL));
  g_assert_true (g_file_get_contents (other, &b, &length_b, NULL));
  g_assert_cmpmem (a, length_a, b, length_b);
}

static void
test_second_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *place = choose_second (fixture, TRUE);
  g_autofree char *kept = keep (fixture, "hour");
  g_autofree char *here = g_path_get_dirname (kept);
  g_autofree char *shelf = g_path_get_basename (here);
  g_autofree char *name = g_path_get_basename (kept);
  g_autofree char *there = g_build_filename (place, shelf, name, NULL);
  g_autoptr (GxBackupSecond) second = NULL;
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_backup_second_copy (fixture->path, NULL, &error));
  g_assert_no_error (error);
  assert_same_file (kept, there);
  second = gx_backup_second_read (fixture->path);
  g_assert_cmpstr (second->folder, ==, place);
  g_assert_cmpint (second->copied_at, >, 0);
  g_assert_cmpint (second->missing_since, ==, 0);

  copies = gx_backup_list_all (fixture->path);
  g_assert_cmpuint (copies->len, ==, 1); /* the same copy, not a second one */
  g_unlink (kept);
  g_clear_pointer (&copies, g_ptr_array_unref);
  copies = gx_backup_list_all (fixture->path);
  g_assert_cmpuint (copies->len, ==, 1);
  g_assert_true (((GxBackupCopy *) copies->pdata[0])->is_second);
}

static void
test_second_place_away (Fixture *fixture, gconstpointer data)
{
  g_autofree char *place = choose_second (fixture, FALSE);
  g_autofree char *kept = keep (fixture, "hour");
  g_autoptr (GxBackupSecond) second = NULL;
  g_autoptr (GError) error = NULL;
  gint64 since;

  g_setenv ("GUANXI_NOW", "2026-11-18T10:00:00Z", TRUE);
  g_assert_false (gx_backup_second_copy (fixture->path, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
  g_clear_error (&error);
  second = gx_backup_second_read (fixture->path);
  since = second->missing_since;
  g_assert_cmpint (since, ==, 1794996000);
  g_setenv ("GUANXI_NOW", "2026-11-21T10:00:00Z", TRUE);
  g_assert_false (gx_backup_second_copy (fixture->path, NULL, NULL));
  g_clear_pointer (&second, gx_backup_second_free);
  second = gx_backup_second_read (fixture->path);
  g_assert_cmpint (second->missing_since, ==, since); /* since it was first missed */

  g_assert_cmpint (g_mkdir (place, 0700), ==, 0);
  g_assert_true (gx_backup_second_copy (fixture->path, NULL, &error));
  g_unsetenv ("GUANXI_NOW");
  g_clear_pointer (&second, gx_backup_second_free);
  second = gx_backup_second_read (fixture->path);
  g_assert_cmpint (second->missing_since, ==, 0);
}

static void
test_second_place_refuses (Fixture *fixture, gconstpointer data)
{
  g_autofree char *place = choose_second (fixture, TRUE);
  g_autofree char *kept = keep (fixture, "hour");
  g_autofree char *here = g_path_get_dirname (kept);
  g_autofree char *shelf = g_path_get_basename (here);
  g_autofree char *in_the_way = g_build_filename (place, shelf, NULL);
  g_autoptr (GxBackupSecond) second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (in_the_way, "", 0, NULL));
  g_assert_false (gx_backup_second_copy (fixture->path, NULL, &error));
  second = gx_backup_second_read (fixture->path);
  g_assert_cmpstr (second->said, ==, error->message);
}

/* -- By itself -- */

typedef struct {
  char *path;
  GError *error;
  guint times;
} Heard;

static void
backed_up_cb (const char *path, const GError *error, gpointer data)
{
  Heard *heard = data;

  g_free (heard->path);
  heard->path = g_strdup (path);
  g_clear_error (&heard->error);
  heard->error = error != NULL ? g_error_copy (error) : NULL;
  heard->times++;
}

static gboolean
give_up (gpointer data)
{
  g_error ("nothing happened for %d seconds", DEADLINE_S);
  return G_SOURCE_REMOVE;
}

static void
wait_for_times (Heard *heard, guint times)
{
  guint timeout = g_timeout_add_seconds (DEADLINE_S, give_up, NULL);

  while (heard->times < times)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

static void
test_keeper (Fixture *fixture, gconstpointer data)
{
  g_autofree char *place = choose_second (fixture, TRUE);
  Heard heard = { 0 };
  GxBackupKeeper *keeper = gx_backup_keeper_new (fixture->path, backed_up_cb, &heard);
  g_autofree char *first = NULL;

  gx_backup_keeper_wake (keeper);
  wait_for_times (&heard, 1);
  g_assert_no_error (heard.error);
  assert_name (heard.path, "first");
  g_assert_cmpuint (count_files (place), ==, 1);
  first = g_strdup (heard.path);
  gx_backup_keeper_wake (keeper);
  wait_for_times (&heard, 2);
  g_assert_cmpstr (heard.path, ==, first); /* nothing had changed */
  set_name (fixture->book, "second");
  gx_backup_keeper_wake (keeper);
  wait_for_times (&heard, 3);
  assert_name (heard.path, "second");
  gx_backup_keeper_stop (keeper);
  g_free (heard.path);
}

static void
test_keeper_says_why_not (Fixture *fixture, gconstpointer data)
{
  Heard heard = { 0 };
  GxBackupKeeper *keeper = gx_backup_keeper_new (fixture->path, backed_up_cb, &heard);
  g_autofree char *folder = gx_backup_folder (fixture->path);
  g_autofree char *parent = g_path_get_dirname (folder);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  gx_backup_keeper_wake (keeper);
  wait_for_times (&heard, 1);
  g_assert_null (heard.path);
  g_assert_error (heard.error, GX_ERROR, GX_ERROR_FAILED);
  g_clear_error (&heard.error);
  gx_backup_keeper_stop (keeper);
  g_unlink (folder);
}

/* -- Restoring -- */

static void
test_restore_and_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = keep (fixture, "hour");
  g_autofree char *before = NULL;
  g_autofree char *again = NULL;
  g_autofree char *elsewhere = g_build_filename (fixture->folder, "new.guanxi", NULL);
  g_autoptr (GError) error = NULL;

  set_name (fixture->book, "second");
  g_assert_true (gx_backup_restore (kept, elsewhere, NULL, NULL, NULL, &before, &error));
  g_assert_null (before);
  assert_name (elsewhere, "first");
  assert_name (fixture->path, "second");

  g_clear_object (&fixture->book);
  g_assert_true (gx_backup_restore (kept, fixture->path, NULL, NULL, NULL, &before, &error));
  g_assert_no_error (error);
  assert_name (fixture->path, "first");
  g_assert_true (gx_backup_restore (before, fixture->path, NULL, NULL, NULL, &again, &error));
  assert_name (fixture->path, "second");
}

static void
test_restore_waits_for_nobody (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = keep (fixture, "hour");
  g_autofree char *fresh = g_strconcat (fixture->path, ".restored", NULL);
  g_autoptr (GError) error = NULL;

  set_name (fixture->book, "second");
  g_assert_false (gx_backup_restore (kept, fixture->path, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_BUSY);
  assert_name (fixture->path, "second");
  g_assert_false (g_file_test (fresh, G_FILE_TEST_EXISTS));
  set_name (fixture->book, "third"); /* and whoever has it open works on */
  assert_name (fixture->path, "third");
}

static void
test_restore_over_a_damaged_book (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = keep (fixture, "hour");
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->book);
  g_assert_true (g_file_set_contents (fixture->path, "SQLite no more", -1, NULL));
  g_assert_true (gx_backup_restore (kept, fixture->path, NULL, NULL, NULL, &before, &error));
  g_assert_no_error (error);
  g_assert_null (before);
  assert_name (fixture->path, "first");
  g_assert_cmpuint (count_files (fixture->folder), ==, 2); /* what was damaged was put aside */
}

/* -- How far it is, and stopping it -- */

typedef struct {
  GCancellable *cancellable;  /* (nullable) */
  double stop_at;             /* part of the whole */
  double last, longest;       /* parts */
} Watching;

static void
watched_cb (gint64 done, gint64 total, gpointer data)
{
  Watching *watching = data;
  double part = (double) done / (double) total;

  g_assert_cmpfloat (part, >=, watching->last);
  watching->longest = MAX (watching->longest, part - watching->last);
  watching->last = part;
  if (watching->cancellable != NULL && part >= watching->stop_at)
    g_cancellable_cancel (watching->cancellable);
}

/* Copying, proving, and both again with what was there: none of them is silent. Tables are but a part of what
   is read twice, so there is one small leap at the end of each. */
static void
test_restore_tells (Fixture *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (fixture->folder, "new.guanxi", NULL);
  g_autofree char *kept = NULL;
  Watching fresh = { 0 }, over = { 0 };
  g_autoptr (GError) error = NULL;

  fill (fixture->book, 20000);
  kept = keep (fixture, "hour");
  set_name (fixture->book, "second");
  g_clear_object (&fixture->book);
  g_assert_true (gx_backup_restore (kept, elsewhere, watched_cb, &fresh, NULL, NULL, &error));
  g_assert_cmpfloat (fresh.last, ==, 1);
  g_assert_cmpfloat (fresh.longest, <, 0.25);
  g_assert_true (gx_backup_restore (kept, fixture->path, watched_cb, &over, NULL, NULL, &error));
  g_assert_cmpfloat (over.last, ==, 1);
  g_assert_cmpfloat (over.longest, <, 0.25);
}

static void
assert_stopped (Fixture *fixture, const char *kept, const char *dest, double stop_at)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watching watching = { cancellable, stop_at, 0, 0 };
  g_autofree char *shelf = gx_backup_folder (fixture->path);
  guint files = count_files (fixture->folder), copies = count_files (shelf);
  g_autoptr (GError) error = NULL;

  g_assert_false (gx_backup_restore (kept, dest, watched_cb, &watching, cancellable, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_CANCELLED);
  g_assert_cmpfloat (watching.last, <, stop_at + 0.25); /* and at once */
  g_assert_cmpuint (count_files (fixture->folder), ==, files);
  g_assert_cmpuint (count_files (shelf), ==, copies);
  assert_name (fixture->path, "second");
}

static void
test_restore_is_stopped (Fixture *fixture, gconstpointer data)
{
  static const double moments[] = { 0.01, 0.1, 0.2, 0.4, 0.55, 0.65, 0.8, 0.9 };
  g_autofree char *elsewhere = g_build_filename (fixture->folder, "new.guanxi", NULL);
  g_autofree char *kept = NULL;

  fill (fixture->book, 20000);
  kept = keep (fixture, "hour");
  set_name (fixture->book, "second");
  gx_connection_close (fixture->book);
  g_clear_object (&fixture->book);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      if (moments[i] < 0.6)
        assert_stopped (fixture, kept, elsewhere, moments[i]);
      assert_stopped (fixture, kept, fixture->path, moments[i]);
    }
}

/* -- Drills: each kind of copy, after a session of all kinds of changes, comes back as the book was then. */

static void
assert_restores (Fixture *fixture, const char *copy, const char *expected)
{
  g_autofree char *dest = g_strdup_printf ("%s/restored.guanxi", fixture->folder);
  g_autofree char *found = NULL;
  g_autoptr (GxConnection) restored = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_backup_restore (copy, dest, NULL, NULL, NULL, NULL, &error));
  restored = gx_connection_open (dest, GX_OPEN_WRITE, &error);
  g_assert_no_error (error);
  found = session_dump (restored);
  session_assert_same (found, expected);
  g_assert_true (gx_journal_check (restored, &problems, &error));
  g_assert_cmpuint (problems->len, ==, 0);
  gx_connection_close (restored);
  g_unlink (dest);
}

/* (transfer full): the dump of the book after some more work. */
static char *
work_on (Fixture *fixture, Session *session)
{
  for (int turn = 0; turn < 20; turn++)
    session_turn (session);
  return session_dump (fixture->book);
}

static void
test_drill (Fixture *fixture, gconstpointer data)
{
  static const char * const reasons[] = { "open", "hour", "close", "import", "merge", "upgrade", "moved",
                                          "restore" };
  g_autoptr (Session) session = session_new (fixture->book, 5);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *expected = work_on (fixture, session);
      g_autofree char *kept = keep (fixture, reasons[i]);

      session_turn (session);
      assert_restores (fixture, kept, expected);
    }
}

static void
test_drill_by_hand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Session) session = session_new (fixture->book, 6);
  g_autofree char *expected = work_on (fixture, session);
  g_autofree char *copy = g_build_filename (fixture->folder, "by hand.guanxi", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_backup_to (fixture->book, copy, NULL, &error));
  session_turn (session);
  assert_restores (fixture, copy, expected);
}

/* This computer's copies are lost, and only the stick is left. */
static void
test_drill_second_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *place = choose_second (fixture, TRUE);
  g_autoptr (Session) session = session_new (fixture->book, 7);
  g_autofree char *expected = work_on (fixture, session);
  g_autofree char *kept = keep (fixture, "hour");
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_backup_second_copy (fixture->path, NULL, &error));
  g_assert_cmpint (g_unlink (kept), ==, 0);
  copies = gx_backup_list_all (fixture->path);
  g_assert_cmpuint (copies->len, ==, 1);
  g_assert_true (((GxBackupCopy *) copies->pdata[0])->is_second);
  session_turn (session);
  assert_restores (fixture, ((GxBackupCopy *) copies->pdata[0])->path, expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/store/backup/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("others-write-on", test_others_write_on);
  ADD ("cancelled", test_cancelled);
  ADD ("nothing-changed", test_nothing_changed);
  ADD ("a-spoilt-copy-is-no-newest", test_a_spoilt_copy_is_no_newest);
  ADD ("limit", test_limit);
  ADD ("what-was-left-goes", test_what_was_left_goes);
  ADD ("a-damaged-book-is-not-kept", test_a_damaged_book_is_not_kept);
  ADD ("second-place", test_second_place);
  ADD ("second-place-away", test_second_place_away);
  ADD ("second-place-refuses", test_second_place_refuses);
  ADD ("keeper", test_keeper);
  ADD ("keeper-says-why-not", test_keeper_says_why_not);
  ADD ("restore-and-back", test_restore_and_back);
  ADD ("restore-waits-for-nobody", test_restore_waits_for_nobody);
  ADD ("restore-over-a-damaged-book", test_restore_over_a_damaged_book);
  ADD ("restore-tells", test_restore_tells);
  ADD ("restore-is-stopped", test_restore_is_stopped);
  ADD ("drill", test_drill);
  ADD ("drill-by-hand", test_drill_by_hand);
  ADD ("drill-second-place", test_drill_second_place);
  return g_test_run ();
}
