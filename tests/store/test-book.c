/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-book.h"
#include "store/gx-step.h"
#include "support/gx-test-folder.h"

/* The book of a program with a main loop: jobs on its two threads, and what it tells of steps made here and
   elsewhere. */

#define DEADLINE_S 20

typedef struct {
  char *path;
  GxBook *book;
  GAsyncResult *result;
  GxChange *change;
} Fixture;

static gboolean
give_up (gpointer data)
{
  g_error ("nothing happened for %d seconds", DEADLINE_S);
  return G_SOURCE_REMOVE;
}

/* Turns the main loop until *@done is set. */
static void
wait_for (gpointer *done)
{
  guint timeout = g_timeout_add_seconds (DEADLINE_S, give_up, NULL);

  while (*done == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Fixture *) data)->result = g_object_ref (result);
}

static void
changed_cb (GxBook *book, GxChange *change, Fixture *fixture)
{
  g_clear_pointer (&fixture->change, gx_change_unref);
  fixture->change = gx_change_ref (change);
}

static GxBook *
open_book (Fixture *fixture, GxOpenMode mode, gboolean create)
{
  GxBook *book;
  g_autoptr (GError) error = NULL;

  gx_book_open_async (fixture->path, mode, create, NULL, done_cb, fixture);
  wait_for ((gpointer *) &fixture->result);
  book = gx_book_open_finish (fixture->result, &error);
  g_clear_object (&fixture->result);
  g_assert_no_error (error);
  return book;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = gx_test_folder_new ();

  fixture->path = g_build_filename (folder, "book.guanxi", NULL);
  fixture->book = open_book (fixture, GX_OPEN_WRITE, TRUE);
  g_signal_connect (fixture->book, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gx_book_close (fixture->book);
  while (g_main_context_iteration (NULL, FALSE)) /* what it asked itself just now is answered here */
    ;
  g_assert_finalize_object (fixture->book);
  g_clear_pointer (&fixture->change, gx_change_unref);
  g_free (fixture->path);
}

static gpointer
add_customer (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.add", error);

  if (step == NULL
      || !gx_connection_run (book, error, "insert into customer (id, name) values (?, 'a')", "i",
                             (gint64) GPOINTER_TO_INT (data))
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

static gpointer
count_customers (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_connection_get_int64 (book, -1, error, "select count(*) + 100 from customer",
                                                   NULL));
}

static gpointer
count_for_ever (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  GError *failed = NULL;
  gint64 count = gx_connection_get_int64 (book, 0, &failed,
    "with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n", NULL);

  if (failed != NULL)
    {
      g_propagate_error (error, failed);
      return NULL;
    }
  return GINT_TO_POINTER ((int) count);
}

static gpointer
run (Fixture *fixture, gboolean write, GxJobFunc func, gpointer data, GCancellable *cancellable,
     GError **error)
{
  gpointer result;

  (write ? gx_book_write_async : gx_book_read_async) (fixture->book, func, data, NULL, NULL, cancellable,
                                                      done_cb, fixture);
  wait_for ((gpointer *) &fixture->result);
  result = gx_book_job_finish (fixture->book, fixture->result, error);
  g_clear_object (&fixture->result);
  return result;
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer tried)
{
  *(GAsyncResult **) tried = g_object_ref (result);
}

/* What is only tried would never end: whoever wants to write does not wait for it. */
static void
test_a_try_gives_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) tried = NULL;
  g_autoptr (GError) error = NULL, given_way = NULL;

  gx_book_try_async (fixture->book, count_for_ever, NULL, NULL, NULL, cancellable, tried_cb, &tried);
  g_usleep (20000);
  g_assert_false (g_cancellable_is_cancelled (cancellable));
  g_assert_nonnull (run (fixture, TRUE, add_customer, GINT_TO_POINTER (7), NULL, &error));
  wait_for ((gpointer *) &tried);
  g_assert_null (gx_book_job_finish (fixture->book, tried, &given_way));
  g_assert_nonnull (given_way);
  g_assert_true (g_cancellable_is_cancelled (cancellable));
}

/* Nobody waits behind a long read, also where it has been idle in between, and a closed book is whole. */
static void
test_what_takes_long_runs_aside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);

  g_assert_nonnull (run (fixture, TRUE, add_customer, GINT_TO_POINTER (7), NULL, NULL));
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) aside = NULL;
      g_autoptr (GError) error = NULL;

      gx_book_read_aside_async (fixture->book, count_for_ever, NULL, NULL, NULL, cancellable, tried_cb,
                                &aside);
      g_assert_cmpint (GPOINTER_TO_INT (run (fixture, FALSE, count_customers, NULL, NULL, NULL)), ==, 101);
      g_assert_null (aside);
      g_cancellable_cancel (cancellable);
      wait_for ((gpointer *) &aside);
      g_assert_null (gx_book_job_finish (fixture->book, aside, &error));
      g_assert_nonnull (error);
      g_usleep (i == 0 ? 1700000 : 0); /* longer than it takes to be idle */
    }
  gx_book_close (fixture->book);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
}

static void
test_a_step_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (run (fixture, TRUE, add_customer, GINT_TO_POINTER (7), NULL, &error));
  g_assert_no_error (error);
  wait_for ((gpointer *) &fixture->change);
  g_assert_true (fixture->change->is_local);
  g_assert_cmpstr (fixture->change->label, ==, "customer.add");
  g_assert_true (gx_change_has_customer (fixture->change, 7));
  g_assert_false (gx_change_has_customer (fixture->change, 8));
  g_assert_cmpint (GPOINTER_TO_INT (run (fixture, FALSE, count_customers, NULL, NULL, &error)), ==, 101);
}

static void
test_another_process_is_seen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) other = gx_connection_open (fixture->path, GX_OPEN_WRITE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (add_customer (other, GINT_TO_POINTER (9), NULL, &error));
  wait_for ((gpointer *) &fixture->change);
  g_assert_false (fixture->change->is_local);
  g_assert_true (gx_change_has_customer (fixture->change, 9));
}

static void
test_a_new_day_is_told (Fixture *fixture, gconstpointer data)
{
  g_setenv ("GUANXI_NOW", "2031-11-22T00:00:01+08:00", TRUE);
  wait_for ((gpointer *) &fixture->change);
  g_assert_true (fixture->change->everything);
  g_assert_false (fixture->change->is_local);
  g_assert_cmpint (fixture->change->step, ==, 0);
  g_unsetenv ("GUANXI_NOW");
}

static void
test_an_error_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (run (fixture, TRUE, add_customer, GINT_TO_POINTER (7), NULL, &error));
  g_assert_null (run (fixture, TRUE, add_customer, GINT_TO_POINTER (7), NULL, &error));
  g_assert_nonnull (error);
}

static gboolean
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
test_running_sql_is_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_timeout_add (50, cancel_cb, cancellable);
  g_assert_null (run (fixture, FALSE, count_for_ever, NULL, cancellable, &error));
  g_assert_true (g_error_matches (error, GX_ERROR, GX_ERROR_CANCELLED)
                 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  g_clear_error (&error);
  g_assert_cmpint (GPOINTER_TO_INT (run (fixture, FALSE, count_customers, NULL, NULL, &error)), ==, 100);
}

static void
test_closing_keeps_a_copy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) copies = NULL;
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (run (fixture, TRUE, add_customer, GINT_TO_POINTER (7), NULL, &error));
  gx_book_close (fixture->book);
  copies = gx_backup_list (fixture->path);
  g_assert_cmpuint (copies->len, ==, 1);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS)); /* the file alone is whole */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/store/book/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-step-is-told", test_a_step_is_told);
  ADD ("a-try-gives-way", test_a_try_gives_way);
  ADD ("what-takes-long-runs-aside", test_what_takes_long_runs_aside);
  ADD ("another-process-is-seen", test_another_process_is_seen);
  ADD ("a-new-day-is-told", test_a_new_day_is_told);
  ADD ("an-error-comes-back", test_an_error_comes_back);
  ADD ("running-sql-is-cancelled", test_running_sql_is_cancelled);
  ADD ("closing-keeps-a-copy", test_closing_keeps_a_copy);
  return g_test_run ();
}
