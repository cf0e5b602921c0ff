/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/gx-step.h"
#include "team/gx-team-share.h"
#include "team/gx-team-worker.h"

#define PATIENCE_MS 60000

typedef struct {
  GxBook *book;
  GxTeamWorker *worker;
} Desk;

static char *folder, *team_path;

/* -- Waiting for what comes by itself -- */

typedef gboolean (*Condition) (Desk *desk, gconstpointer data);

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
wait_for (Condition condition, Desk *desk, gconstpointer data)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_MS * 1000;
  guint tick = g_timeout_add (50, tick_cb, NULL);
  gboolean ok;

  while (!(ok = condition (desk, data)) && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  return ok;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ((Desk *) data)->book = gx_book_open_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_open (Desk *desk, gconstpointer data)
{
  return desk->book != NULL;
}

static void
sit_down (Desk *desk, const char *path)
{
  gx_book_open_async (path, GX_OPEN_WRITE, FALSE, NULL, opened_cb, desk);
  g_assert_true (wait_for (is_open, desk, NULL));
  desk->worker = gx_team_worker_new (desk->book);
}

static void
leave (Desk *desk)
{
  gx_team_worker_stop (desk->worker);
  gx_book_close (desk->book);
  g_clear_object (&desk->worker);
  g_clear_object (&desk->book);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* -- Jobs -- */

static gpointer
add_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.add", error);

  if (step == NULL || !gx_connection_run (book, error, "insert into customer (id, name) values (?, ?)", "it",
                                          gx_connection_new_id (book), data)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

static gpointer
count_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (1 + (int) gx_connection_get_int64 (book, 0, error,
                            "select count(*) from customer where name = ?", "t", data));
}

static void
done_cb (GObject *book, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(int *) data = GPOINTER_TO_INT (gx_book_job_finish (GX_BOOK (book), result, &error));
  g_assert_no_error (error);
}

static gboolean
is_done (Desk *desk, gconstpointer data)
{
  return *(const int *) data != 0;
}

static void
add_customer (Desk *desk, const char *name)
{
  int done = 0;

  gx_book_write_async (desk->book, add_job, g_strdup (name), g_free, NULL, NULL, done_cb, &done);
  g_assert_true (wait_for (is_done, desk, &done));
}

static gboolean
has_customer (Desk *desk, gconstpointer name)
{
  int count = 0;

  gx_book_read_async (desk->book, count_job, g_strdup (name), g_free, NULL, NULL, done_cb, &count);
  g_assert_true (wait_for (is_done, desk, &count));
  return count > 1;
}

static gboolean
is_offline (Desk *desk, gconstpointer data)
{
  return gx_team_worker_get_offline_since (desk->worker) != 0;
}

static gboolean
is_online (Desk *desk, gconstpointer data)
{
  return gx_team_worker_get_report (desk->worker) != NULL && !is_offline (desk, data);
}

/* -- Tests -- */

static void
forget_replicas (void)
{
  g_autofree char *teams = g_build_filename (g_get_user_data_dir (), "guanxi", "teams", NULL);
  g_autoptr (GDir) dir = g_dir_open (teams, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (teams, name, NULL);

      g_unlink (path);
    }
}

/* Two people, one folder: what one does comes to the other by itself; the folder goes away and comes back. */
static void
test_by_itself (void)
{
  Desk one = { NULL, NULL }, two = { NULL, NULL };
  g_autofree char *path = g_build_filename (folder, "one.guanxi", NULL);
  g_autofree char *files = g_strconcat (team_path, "-files", NULL);
  g_autofree char *away = g_build_filename (folder, "away", NULL);
  g_autofree char *replica = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_create (path, "CNY", &error);

  g_assert_no_error (error);
  g_assert_true (gx_team_share (book, team_path, NULL, &error));
  g_clear_object (&book);
  forget_replicas ();
  replica = gx_team_join (team_path, NULL, &error);
  g_assert_no_error (error);

  sit_down (&one, path);
  sit_down (&two, replica);
  add_customer (&one, "王芳");
  g_assert_true (wait_for (has_customer, &two, "王芳"));
  g_assert_true (gx_team_worker_is_shared (one.worker));

  g_assert_cmpint (g_rename (files, away), ==, 0);
  add_customer (&two, "Tom");
  g_assert_true (wait_for (is_offline, &two, NULL));
  g_assert_nonnull (gx_team_worker_get_error (two.worker));
  g_assert_true (has_customer (&two, "Tom"));
  g_assert_cmpint (g_rename (away, files), ==, 0);
  gx_team_worker_hurry (two.worker);
  gx_team_worker_hurry (one.worker);
  g_assert_true (wait_for (has_customer, &one, "Tom"));
  g_assert_true (wait_for (is_online, &two, NULL));
  leave (&one);
  leave (&two);
}

/* More files of steps than a drive should have to show; what is in them nobody here reads. */
static void
fill_drive (GxConnection *book, const char *files)
{
  GxId site = gx_connection_get_site (book);
  gint64 last = 0;

  g_assert_true (gx_carried_tail (book, site, &last, NULL, NULL, NULL));
  for (int i = 2; i < 210; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%" G_GINT64_FORMAT ".%d-%d.%d.seg", files, site,
                                               (int) last, (int) last, i);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
    }
}

static gboolean
has_second_snapshot (Desk *desk, gconstpointer files)
{
  g_autoptr (GDir) dir = g_dir_open (files, 0, NULL);
  const char *name;
  gboolean has = FALSE;

  while ((name = g_dir_read_name (dir)) != NULL)
    has = has || g_str_has_suffix (name, ".2.snap");
  return has;
}

/* When so many files lie there, a snapshot is made for newcomers, and one works on meanwhile. */
static void
test_snapshot (void)
{
  Desk desk = { NULL, NULL };
  g_autofree char *path = g_build_filename (folder, "many.guanxi", NULL);
  g_autofree char *team = g_build_filename (folder, "many.guanxi-team", NULL);
  g_autofree char *files = g_strconcat (team, "-files", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_create (path, "CNY", &error);

  g_assert_true (gx_team_share (book, team, NULL, &error));
  g_assert_nonnull (add_job (book, (gpointer) "before", NULL, &error));
  fill_drive (book, files);
  g_clear_object (&book);
  sit_down (&desk, path);
  add_customer (&desk, "meanwhile");
  g_assert_true (wait_for (has_second_snapshot, &desk, files));
  leave (&desk);
}

/* A drive that does not answer: one works on, and leaves without waiting for it. */
static void
test_hung_drive (void)
{
  Desk desk = { NULL, NULL };
  g_autofree char *path = g_build_filename (folder, "one.guanxi", NULL);
  g_autofree char *pipe = g_build_filename (folder, "t.guanxi-team-files", "77.1-1.seg", NULL);
  int fd;

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0); /* who opens it waits for a writer */
  sit_down (&desk, path);
  for (int i = 0; i < 10; i++)
    g_main_context_iteration (NULL, FALSE);
  add_customer (&desk, "while it hangs");
  g_assert_true (has_customer (&desk, "while it hangs"));
  leave (&desk);
  do
    {
      fd = open (pipe, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
      g_usleep (10000);
    }
  while (fd < 0 && g_main_context_iteration (NULL, FALSE));
  if (fd >= 0)
    close (fd);
  g_unlink (pipe);
  for (int i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
}

static void
test_not_shared (void)
{
  Desk desk = { NULL, NULL };
  g_autofree char *path = g_build_filename (folder, "alone.guanxi", NULL);
  g_autoptr (GxConnection) book = gx_connection_create (path, "CNY", NULL);

  g_clear_object (&book);
  sit_down (&desk, path);
  add_customer (&desk, "alone");
  g_assert_true (has_customer (&desk, "alone"));
  g_assert_false (gx_team_worker_is_shared (desk.worker));
  leave (&desk);
}

static void
empty_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      if (g_file_test (inside, G_FILE_TEST_IS_DIR))
        empty_folder (inside);
      g_remove (inside);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("guanxi-worker-XXXXXX", NULL);
  team_path = g_build_filename (folder, "t.guanxi-team", NULL);
  g_test_add_func ("/team/worker/changes come by themselves", test_by_itself);
  g_test_add_func ("/team/worker/a snapshot", test_snapshot);
  g_test_add_func ("/team/worker/a drive that hangs", test_hung_drive);
  g_test_add_func ("/team/worker/a book that is not shared", test_not_shared);
  status = g_test_run ();
  empty_folder (folder);
  g_rmdir (folder);
  g_free (folder);
  g_free (team_path);
  return status;
}
