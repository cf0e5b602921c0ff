/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/gx-error.h"
#include "loss-vfs.h"
#include "session.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-backup.h"
#include "store/gx-clock-check.h"
#include "store/gx-journal.h"
#include "support/gx-test-folder.h"

/*
 * What happens to computers: a full disk, one that fails, a right that is taken away, a file replaced under
 * the program, a clock set back. Each has a sentence, and nothing that was acknowledged is lost.
 */

#define NOBODY 65534

typedef struct {
  char *folder, *path;
  GxConnection *book;
} Fixture;

static gboolean
try_to_name (GxConnection *book, const char *name, GError **error)
{
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.edit", error);

  return step != NULL
         && gx_connection_run (book, error, "insert into customer (id, name) values (7, ?1) on conflict (id) "
                               "do update set name = ?1", "t", name)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

static void
name_it (GxConnection *book, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (try_to_name (book, name, &error));
  g_assert_no_error (error);
}

static void
assert_name (GxConnection *book, const char *expected)
{
  g_autofree char *name = gx_connection_get_text (book, NULL, "select name from customer where id = 7", NULL);

  g_assert_cmpstr (name, ==, expected);
}

static void
assert_clean (GxConnection *book)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_journal_check (book, &problems, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  loss_vfs_forget ();
  fixture->folder = gx_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "Sales.guanxi", NULL);
  fixture->book = gx_connection_create (fixture->path, "CNY", &error);
  g_assert_no_error (error);
  name_it (fixture->book, "first");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  loss_vfs_refuse (0, SQLITE_OK);
  g_clear_object (&fixture->book);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* From any write on the disk is full; with room again the work goes on, and what was told is there. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  guint n_refused = 0;

  for (guint calls = 1; calls <= 12; calls++)
    for (int turn = 0; turn < 2; turn++)
      {
        g_autofree char *name = g_strdup_printf ("name %u %d", calls, turn);
        g_autofree char *before = gx_connection_get_text (fixture->book, NULL,
                                                          "select name from customer where id = 7", NULL);
        g_autoptr (GError) error = NULL;
        gboolean is_done;

        loss_vfs_refuse (calls, SQLITE_FULL);
        is_done = try_to_name (fixture->book, name, &error);
        if (loss_vfs_has_refused () && !is_done)
          {
            n_refused++;
            g_assert_error (error, GX_ERROR, GX_ERROR_FULL);
          }
        loss_vfs_refuse (0, SQLITE_OK);
        assert_name (fixture->book, is_done ? name : before);
        assert_clean (fixture->book);
      }
  g_assert_cmpuint (n_refused, >, 3);
  name_it (fixture->book, "there is room");
  g_object_unref (g_steal_pointer (&fixture->book));
  fixture->book = gx_connection_open (fixture->path, GX_OPEN_WRITE, NULL);
  assert_name (fixture->book, "there is room");
  assert_clean (fixture->book);
}

/* A backup onto a full disk leaves nothing behind, and the older ones alone. */
static void
test_full_disk_for_a_backup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;

  g_assert_true (gx_backup_keep (fixture->book, "hour", NULL, NULL));
  before = gx_backup_list (fixture->path);
  for (guint calls = 1; calls <= 30; calls += 3)
    {
      g_autofree char *name = g_strdup_printf ("name %u", calls);
      g_autofree char *folder = gx_backup_folder (fixture->path);
      g_autoptr (GDir) dir = NULL;
      g_autoptr (GError) error = NULL;
      const char *file;
      int n = 0;

      name_it (fixture->book, name);
      loss_vfs_refuse (calls, SQLITE_FULL);
      if (gx_backup_keep (fixture->book, "hour", NULL, &error))
        break; /* so many writes it needs */
      loss_vfs_refuse (0, SQLITE_OK);
      g_assert_error (error, GX_ERROR, GX_ERROR_FULL);
      dir = g_dir_open (folder, 0, NULL);
      while ((file = g_dir_read_name (dir)) != NULL)
        n++;
      g_assert_cmpint (n, ==, before->len);
    }
}

static void
test_failing_disk (Fixture *fixture, gconstpointer data)
{
  for (guint calls = 1; calls <= 8; calls++)
    {
      g_autofree char *name = g_strdup_printf ("name %u", calls);
      g_autoptr (GError) error = NULL;

      loss_vfs_refuse (calls, calls % 2 == 0 ? SQLITE_IOERR_WRITE : SQLITE_IOERR_FSYNC);
      if (!try_to_name (fixture->book, name, &error))
        g_assert_error (error, GX_ERROR, GX_ERROR_FAILED);
      loss_vfs_refuse (0, SQLITE_OK);
      assert_clean (fixture->book);
    }
  name_it (fixture->book, "goes on");
}

/* -- As somebody who has no right to */

typedef gboolean (*NobodyFunc) (const char *path);

static void
run_as_nobody (Fixture *fixture, NobodyFunc func)
{
  g_autofree char *parent = g_path_get_dirname (fixture->folder);
  struct stat parent_status;
  int status = -1;
  pid_t pid;

  gx_connection_close (fixture->book);
  if (geteuid () != 0)
    {
      g_test_skip ("only root can become somebody else");
      return;
    }
  /* newer GLib gives each test a temporary folder that is its owner's alone */
  g_assert_cmpint (stat (parent, &parent_status), ==, 0);
  g_assert_cmpint (g_chmod (parent, parent_status.st_mode | 0011), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    _exit (setgid (NOBODY) == 0 && setuid (NOBODY) == 0 && func (fixture->path) ? 0 : 1);
  waitpid (pid, &status, 0);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

static gboolean
reads_only (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (path, GX_OPEN_WRITE, &error);

  if (book != NULL || !g_error_matches (error, GX_ERROR, GX_ERROR_READ_ONLY))
    return FALSE;
  g_clear_error (&error);
  book = gx_connection_open (path, GX_OPEN_READ, &error);
  if (book == NULL)
    return FALSE;
  assert_name (book, "first");
  return !try_to_name (book, "other", &error) && g_error_matches (error, GX_ERROR, GX_ERROR_READ_ONLY);
}

static void
test_read_only_disk (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  run_as_nobody (fixture, reads_only);
}

static gboolean
opens_not_at_all (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (path, GX_OPEN_READ, &error);

  return book == NULL && g_error_matches (error, GX_ERROR, GX_ERROR_FAILED)
         && strstr (error->message, g_strerror (EACCES)) != NULL;
}

static void
test_no_right_to_read (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  run_as_nobody (fixture, opens_not_at_all);
}

/* The right to write is taken away while the book is open: who has it open has it open; then it is read. */
static gboolean
works_on_until_closed (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (path, GX_OPEN_WRITE, &error);

  if (book == NULL)
    return FALSE;
  name_it (book, "before");
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  name_it (book, "after");
  gx_connection_close (book);
  g_set_object (&book, NULL);
  book = gx_connection_open (path, GX_OPEN_WRITE, &error);
  if (book != NULL || !g_error_matches (error, GX_ERROR, GX_ERROR_READ_ONLY))
    return FALSE;
  book = gx_connection_open (path, GX_OPEN_READ, NULL);
  assert_name (book, "after");
  return TRUE;
}

static void
test_revoked (Fixture *fixture, gconstpointer data)
{
  if (geteuid () == 0)
    {
      g_assert_cmpint (chown (fixture->folder, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (chown (fixture->path, NOBODY, NOBODY), ==, 0);
    }
  g_setenv ("XDG_STATE_HOME", fixture->folder, TRUE);
  run_as_nobody (fixture, works_on_until_closed);
}

/* -- The file */

static void
put_another_there (Fixture *fixture)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.guanxi", NULL);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (fixture->path, "-shm", NULL);
  g_autoptr (GxConnection) book = gx_connection_create (other, "CNY", NULL);

  name_it (book, "another book");
  gx_connection_close (book);
  g_unlink (wal);
  g_unlink (shm);
  g_assert_cmpint (g_rename (other, fixture->path), ==, 0);
}

static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GxConnection) copy = NULL;
  g_autoptr (GxConnection) other = NULL;
  g_autoptr (GError) error = NULL;
  const GxBackupCopy *kept;

  name_it (fixture->book, "acknowledged");
  put_another_there (fixture);
  g_assert_false (try_to_name (fixture->book, "into nowhere", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_FAILED);
  copies = gx_backup_list (fixture->path);
  g_assert_cmpuint (copies->len, ==, 1);
  kept = copies->pdata[0];
  g_assert_cmpstr (kept->reason, ==, "moved");
  copy = gx_connection_open (kept->path, GX_OPEN_READ, NULL);
  assert_name (copy, "acknowledged"); /* nothing that was told as done is lost */
  gx_connection_close (fixture->book);
  other = gx_connection_open (fixture->path, GX_OPEN_WRITE, NULL);
  assert_name (other, "another book");
  assert_clean (other);
}

static void
test_taken_away (Fixture *fixture, gconstpointer data)
{
  g_autofree char *away = g_build_filename (fixture->folder, "away.guanxi", NULL);
  g_autoptr (GError) error = NULL;

  name_it (fixture->book, "acknowledged");
  g_assert_cmpint (g_rename (fixture->path, away), ==, 0);
  g_assert_false (try_to_name (fixture->book, "into nowhere", &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_rename (away, fixture->path), ==, 0); /* it was a mistake */
  name_it (fixture->book, "goes on");
  assert_name (fixture->book, "goes on");
}

/* -- Another program, which the computer put to sleep in the middle of a step */

static void
fall_asleep_writing (const char *path)
{
  g_autoptr (GxConnection) book = gx_connection_open (path, GX_OPEN_WRITE, NULL);
  g_autoptr (GxStep) step = NULL;

  if (book == NULL || (step = gx_step_begin (book, gx_actor_get_self (), "customer.add", NULL)) == NULL
      || !gx_connection_run (book, NULL, "insert into customer (id, name) values (8, 'theirs')", NULL))
    _exit (1);
  raise (SIGSTOP);
  if (!gx_step_commit (g_steal_pointer (&step), NULL, NULL))
    _exit (1);
  gx_connection_close (book);
  _exit (0);
}

static void
test_suspended (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int status = -1;
  pid_t pid;

  g_clear_object (&fixture->book); /* SQLite survives no fork */
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    fall_asleep_writing (fixture->path);
  g_assert_cmpint (waitpid (pid, &status, WUNTRACED), ==, pid);
  g_assert_true (WIFSTOPPED (status));

  fixture->book = gx_connection_open (fixture->path, GX_OPEN_WRITE, &error);
  g_assert_no_error (error);
  assert_name (fixture->book, "first"); /* reading waits for nobody */
  g_assert_false (try_to_name (fixture->book, "meanwhile", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_BUSY);
  g_assert_true (gx_backup_keep (fixture->book, "hour", NULL, NULL));

  kill (pid, SIGCONT);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  name_it (fixture->book, "awake");
  g_assert_cmpint (gx_connection_get_int64 (fixture->book, 0, NULL,
                                            "select count(*) from customer where name in ('theirs', 'awake')",
                                            NULL), ==, 2);
  assert_clean (fixture->book);
}

/* -- The clock */

static void
test_clock_set_back (Fixture *fixture, gconstpointer data)
{
  gint64 last = 0;
  GxId newest_step;

  for (int year = 2030; year >= 2020; year -= 2)
    {
      g_autofree char *now = g_strdup_printf ("%d-06-01T10:00:00Z", year);
      gint64 newest;

      g_setenv ("GUANXI_NOW", now, TRUE);
      name_it (fixture->book, now);
      newest = gx_connection_get_int64 (fixture->book, 0, NULL, "select max(hlc) from journal_tx", NULL);
      g_assert_cmpint (newest, >, last); /* the order of steps is not the wall's */
      last = newest;
      g_assert_true (gx_backup_keep (fixture->book, "hour", NULL, NULL));
    }
  assert_name (fixture->book, "2020-06-01T10:00:00Z");
  newest_step = gx_undo_next (fixture->book, gx_actor_get_self ());
  g_assert_true (gx_undo (fixture->book, gx_actor_get_self (), newest_step, NULL, NULL));
  assert_name (fixture->book, "2022-06-01T10:00:00Z");
  g_unsetenv ("GUANXI_NOW");
  assert_clean (fixture->book);
}

/* It is asked about once, and again where it happens again. */
static void
test_clock_is_asked_about (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *question = NULL, *again = NULL, *near = NULL;

      g_setenv ("GUANXI_NOW", i == 0 ? "2030-06-01T10:00:00Z" : "2031-06-01T10:00:00Z", TRUE);
      name_it (fixture->book, "in the future");
      near = gx_clock_check (fixture->book);
      g_assert_null (near);
      g_setenv ("GUANXI_NOW", "2026-06-01T10:00:00Z", TRUE);
      question = gx_clock_check (fixture->book);
      g_assert_nonnull (question);
      g_assert_nonnull (strstr (question, i == 0 ? "2030" : "2031"));
      again = gx_clock_check (fixture->book);
      g_assert_null (again);
      name_it (fixture->book, "the clock was right"); /* and work goes on */
      again = gx_clock_check (fixture->book);
      g_assert_null (again);
    }
  g_unsetenv ("GUANXI_NOW");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  loss_vfs_install ();
#define ADD(name, func) g_test_add ("/store/trouble/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("full-disk", test_full_disk);
  ADD ("full-disk-for-a-backup", test_full_disk_for_a_backup);
  ADD ("failing-disk", test_failing_disk);
  ADD ("read-only-disk", test_read_only_disk);
  ADD ("no-right-to-read", test_no_right_to_read);
  ADD ("revoked", test_revoked);
  ADD ("replaced", test_replaced);
  ADD ("taken-away", test_taken_away);
  ADD ("suspended", test_suspended);
  ADD ("clock-set-back", test_clock_set_back);
  ADD ("clock-is-asked-about", test_clock_is_asked_about);
  return g_test_run ();
}
