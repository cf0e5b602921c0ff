/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "office.h"
#include "../store/session.h"
#include "store/gx-backup.h"
#include "store/gx-draft.h"
#include "store/gx-journal.h"
#include "store/gx-step.h"
#include "support/gx-test-folder.h"
#include "team/gx-folder-transport.h"
#include "team/gx-segment.h"
#include "team/gx-team-share.h"

typedef struct {
  char *folder, *team_path;
  GxConnection *book;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = gx_test_folder_new ();
  self->team_path = g_build_filename (self->folder, "销售部.guanxi-team", NULL);
  path = g_build_filename (self->folder, "mine.guanxi", NULL);
  self->book = gx_connection_create (path, "CNY", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->book);
  g_free (self->folder);
  g_free (self->team_path);
}

static GxId
add_customer (GxConnection *book, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.add", &error);
  GxId id = gx_connection_new_id (book);

  g_assert_no_error (error);
  g_assert_true (gx_connection_run (book, &error, "insert into customer (id, name) values (?, ?)", "it", id,
                                    name));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
  return id;
}

static gboolean
has_customer (GxConnection *book, GxId id)
{
  return gx_connection_get_int64 (book, 0, NULL, "select 1 from customer where id = ?", "i", id) == 1;
}

static void
exchange (GxTeam *team, GxConnection *book)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_team_exchange (team, book, NULL, NULL, &error));
  g_assert_no_error (error);
}

static GxTeam *
open_team (GxConnection *book)
{
  g_autoptr (GError) error = NULL;
  GxTeam *team = gx_team_open (book, &error);

  g_assert_no_error (error);
  gx_team_set_patience (team, 2, 0, 0);
  return team;
}

/* A book becomes a team's, somebody joins by opening the file, and each sees what the other does. */
static void
test_share_and_join (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GxId first = add_customer (self->book, "王芳"), second, third;
  g_autofree char *path = NULL, *again = NULL, *ours = NULL, *theirs = NULL, *draft = NULL;
  g_autofree char *site = NULL, *known_site = NULL;
  g_autoptr (GxConnection) other = NULL;
  g_autoptr (GxTeam) team = NULL, other_team = NULL;

  g_assert_true (gx_draft_keep (self->book, "log/1", "half typed", &error));
  g_assert_true (gx_connection_set_local (self->book, "number_letters", "W", &error));
  g_assert_true (gx_team_share (self->book, self->team_path, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (gx_team_share (self->book, self->team_path, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_HELD);
  g_clear_error (&error);

  /* the sharer's own book is their replica; as on another computer, it is not known here */
  again = gx_team_join (self->team_path, NULL, &error);
  g_assert_cmpstr (again, ==, gx_connection_get_path (self->book));
  {
    g_autofree char *teams = g_build_filename (g_get_user_data_dir (), "guanxi", "teams", NULL);
    gx_test_folder_remove (teams);
  }
  path = gx_team_join (self->team_path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (path, !=, again);
  other = gx_connection_open (path, GX_OPEN_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (has_customer (other, first));
  draft = gx_connection_get_text (other, NULL, "select body from draft", NULL);
  g_assert_null (draft);
  g_assert_null (gx_connection_get_local (other, "number_letters"));
  site = gx_connection_get_local (other, "site");
  known_site = gx_connection_get_local (other, "team.site"); /* to know it as a former one, one day */
  g_assert_cmpstr (known_site, ==, site);

  team = open_team (self->book);
  other_team = open_team (other);
  second = add_customer (self->book, "Tom");
  third = add_customer (other, "李娜");
  exchange (team, self->book);
  exchange (other_team, other);
  exchange (team, self->book);
  g_assert_true (has_customer (other, second));
  g_assert_true (has_customer (self->book, third));
  g_assert_cmpint (gx_connection_get_site (self->book), !=, gx_connection_get_site (other));
  ours = session_dump (self->book);
  theirs = session_dump (other);
  session_assert_same (theirs, ours);
}

/* -- Who is there -- */

/* As on another computer. */
static GxConnection *
join_anew (Fixture *self)
{
  g_autofree char *teams = g_build_filename (g_get_user_data_dir (), "guanxi", "teams", NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  GxConnection *book = NULL;

  gx_test_folder_remove (teams);
  path = gx_team_join (self->team_path, NULL, &error);
  g_assert_no_error (error);
  book = gx_connection_open (path, GX_OPEN_WRITE, &error);
  g_assert_no_error (error);
  return book;
}

static GxId
find_open (GxTeam *team)
{
  g_autoptr (GxTeamReport) report = gx_team_report (team);

  g_assert_cmpuint (report->members->len, ==, 1);
  return ((GxTeamMember *) report->members->pdata[0])->open;
}

/* The others hear whom one looks at, and that one does so no more; where nobody is there nothing is said. */
static void
test_presence (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) other = NULL;
  g_autoptr (GxTeam) team = NULL, other_team = NULL;
  GxId customer = add_customer (self->book, "王芳");
  gint64 said = 0;

  g_assert_true (gx_team_share (self->book, self->team_path, NULL, &error));
  team = open_team (self->book);
  gx_team_set_open (team, 0);
  exchange (team, self->book);
  gx_team_set_open (team, customer);
  g_assert_true (gx_team_collect (team, NULL, &error));
  g_assert_false (gx_team_has_news (team)); /* alone */

  other = join_anew (self);
  other_team = open_team (other);
  exchange (other_team, other);
  g_assert_cmpint (find_open (other_team), ==, 0);
  exchange (team, self->book);
  exchange (other_team, other);
  g_assert_cmpint (find_open (other_team), ==, customer);

  /* a sign of life gives the book nothing to do */
  gx_team_set_open (team, 0);
  g_assert_true (gx_team_collect (team, NULL, &error));
  g_assert_true (gx_team_has_news (team));
  exchange (team, self->book);
  exchange (other_team, other);
  gx_team_set_open (team, customer);
  exchange (team, self->book);
  said = gx_connection_get_int64 (other, 0, NULL, "select max (heard_at) from peer", NULL);
  g_assert_true (gx_team_collect (other_team, NULL, &error));
  g_assert_cmpint (find_open (other_team), ==, customer);
  g_assert_false (gx_team_has_news (other_team));
  g_assert_cmpint (gx_connection_get_int64 (other, 0, NULL, "select max (heard_at) from peer", NULL), ==,
                   said);

  gx_team_set_bye (team, TRUE);
  exchange (team, self->book);
  exchange (other_team, other);
  g_assert_cmpint (find_open (other_team), ==, 0);
}

/* Who leaves is told of no more, and nobody waits for them. */
static void
test_leave (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) other = NULL;
  g_autoptr (GxTeam) team = NULL, other_team = NULL;
  g_autoptr (GxTeamReport) report = NULL;
  GxId last = 0;

  g_assert_true (gx_team_share (self->book, self->team_path, NULL, &error));
  other = join_anew (self);
  other_team = open_team (other);
  exchange (other_team, other);
  team = open_team (self->book);
  exchange (team, self->book);
  g_assert_cmpint (find_open (team), ==, 0); /* is there */

  last = add_customer (other, "the last thing I did");
  g_assert_true (gx_team_say_goodbye (gx_connection_get_path (other), TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (gx_team_leave (other, &error));
  exchange (team, self->book);
  report = gx_team_report (team);
  g_assert_cmpuint (report->members->len, ==, 0);
  g_assert_cmpint (report->missing, ==, 0);
  g_assert_true (has_customer (self->book, last));
}

/* A clock that is a day off: nothing would be there for those who open the file, so nothing is made. */
static void
test_share_with_wrong_clock (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *files = g_strconcat (self->team_path, "-files", NULL);
  g_autofree char *path = NULL;

  g_setenv ("GUANXI_NOW", "2031-11-22T10:00:00Z", TRUE);
  g_assert_false (gx_team_share (self->book, self->team_path, NULL, &error));
  g_unsetenv ("GUANXI_NOW");
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
                   "This computer's clock is more than a day off. Set it, then share the book.");
  g_clear_error (&error);
  g_assert_false (g_file_test (self->team_path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (files, G_FILE_TEST_EXISTS));
  path = gx_team_get_path (self->book);
  g_assert_null (path);
  g_assert_true (gx_team_share (self->book, self->team_path, NULL, &error));
  g_assert_no_error (error);
}

/* -- Snapshots -- */

typedef struct {
  GxConnection *book;
  GxId customer;
} Meanwhile;

static void
edit_cb (gint64 done, gint64 total, gpointer data)
{
  Meanwhile *meanwhile = data;

  if (meanwhile->customer == 0)
    meanwhile->customer = add_customer (meanwhile->book, "meanwhile");
}

/* Somebody edits while a snapshot is written; it is a whole book all the same. */
static void
test_snapshot_meanwhile (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GxId before = add_customer (self->book, "before");
  Meanwhile meanwhile = { self->book, 0 };
  g_autoptr (GxTeam) team = NULL;
  g_autoptr (GxConnection) reader = NULL, other = NULL;
  g_autoptr (GxTeamSnapshot) snapshot = NULL;
  g_autofree char *path = NULL, *teams = g_build_filename (g_get_user_data_dir (), "guanxi", "teams", NULL);

  g_assert_true (gx_team_share (self->book, self->team_path, NULL, &error));
  team = open_team (self->book);
  exchange (team, self->book);
  reader = gx_connection_open (gx_connection_get_path (self->book), GX_OPEN_READ, &error);
  g_assert_no_error (error);
  gx_connection_set_progress (reader, edit_cb, &meanwhile);
  snapshot = gx_team_begin_snapshot (team);
  g_assert_true (gx_team_snapshot_write (snapshot, reader, NULL, &error));
  g_assert_cmpint (meanwhile.customer, !=, 0);
  gx_team_add_snapshot (team, g_steal_pointer (&snapshot));
  g_assert_true (gx_team_publish (team, NULL, &error));
  exchange (team, self->book);

  gx_test_folder_remove (teams);
  path = gx_team_join (self->team_path, NULL, &error);
  g_assert_no_error (error);
  other = gx_connection_open (path, GX_OPEN_WRITE, &error);
  g_assert_true (has_customer (other, before));
  g_clear_pointer (&team, gx_team_free);
  team = open_team (other);
  exchange (team, other);
  g_assert_true (has_customer (other, meanwhile.customer));
}

/* -- Whatever happens to a drive or a book -- */

static GxTeamReport *
report_of (Office *office, guint computer)
{
  return gx_team_report (office_team (office, computer));
}

static void
work_some (Office *office, guint computer)
{
  for (int i = 0; i < 4; i++)
    office_work (office, computer);
}

static void
test_lost_files (void)
{
  g_autoptr (Office) office = office_new (7, 3);

  g_assert_true (office_settle (office, 50));
  for (int i = 0; i < 5; i++)
    office_work (office, 0);
  g_assert_true (office_exchange (office, 0));
  drive_lose (office_drive (office), ".seg");
  g_assert_cmpuint (drive_count (office_drive (office), ".seg"), ==, 0);
  g_assert_true (office_settle (office, 100));
  g_assert_cmpuint (drive_count (office_drive (office), ".2.seg"), >, 0); /* once more, under another name */
  office_check (office);
}

/* The author is gone for good: who has the steps answers in their place. */
static void
test_author_is_gone (void)
{
  g_autoptr (Office) office = office_new (8, 3);
  g_autoptr (GxTeamReport) report = NULL;

  g_assert_true (office_settle (office, 50));
  work_some (office, 0);
  office_exchange (office, 0);
  office_exchange (office, 1);
  drive_lose (office_drive (office), ".seg");
  for (int i = 0; i < 60; i++)
    {
      office_exchange (office, 1);
      office_exchange (office, 2);
    }
  report = report_of (office, 2);
  g_assert_cmpint (report->missing, ==, 0);
  g_assert_true (office_settle (office, 20));
  office_check (office);
}

/* A book that was put back to an older state goes on under another site, and gets its own steps back. */
static void
test_restored_book (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = g_build_filename (self->folder, "backup.guanxi", NULL);
  g_autofree char *path = g_strdup (gx_connection_get_path (self->book));
  g_autofree char *other_path = g_build_filename (self->folder, "other.guanxi", NULL);
  g_autoptr (GxConnection) other = NULL;
  g_autoptr (GxTeam) team = NULL, other_team = NULL;
  GxId before = add_customer (self->book, "before"), after, later, site;

  g_assert_true (gx_team_share (self->book, self->team_path, NULL, &error));
  g_assert_true (gx_backup_to (self->book, other_path, NULL, &error));
  other = gx_connection_open (other_path, GX_OPEN_WRITE, &error);
  /* as on another computer, where the first one's path leads nowhere */
  g_assert_true (gx_connection_set_local (other, "team.replica", "", &error));
  g_assert_true (gx_backup_to (self->book, backup, NULL, &error));
  site = gx_connection_get_site (self->book);
  after = add_customer (self->book, "after");
  team = open_team (self->book);
  other_team = open_team (other);
  exchange (team, self->book);
  exchange (other_team, other);
  g_assert_true (has_customer (other, after));

  g_clear_pointer (&team, gx_team_free);
  gx_connection_close (self->book);
  g_clear_object (&self->book);
  g_assert_true (gx_backup_restore (backup, path, NULL, NULL, NULL, NULL, &error));
  self->book = gx_connection_open (path, GX_OPEN_WRITE, &error);
  g_assert_no_error (error);
  g_assert_false (has_customer (self->book, after));
  later = add_customer (self->book, "later");
  team = open_team (self->book);
  for (int i = 0; i < 5; i++)
    {
      exchange (team, self->book);
      exchange (other_team, other);
    }
  g_assert_cmpint (gx_connection_get_site (self->book), !=, site);
  g_assert_true (has_customer (self->book, before) && has_customer (self->book, after));
  g_assert_true (has_customer (other, later));
}

/* -- Two that go on as one -- */

static GxId
site_of (Office *office, guint computer)
{
  return gx_connection_get_site (office_book (office, computer));
}

/* A machine that is set back to yesterday does not know it: what it makes then reaches everybody, and so does
   what it had made before. */
static void
test_set_back (void)
{
  g_autoptr (Office) office = office_new (13, 3);
  g_autoptr (GxTeamReport) report = NULL;
  GxId site = site_of (office, 0);

  work_some (office, 0);
  g_assert_true (office_settle (office, 50));
  office_keep (office, 0);
  work_some (office, 0);
  g_assert_true (office_settle (office, 50));
  office_go_back (office, 0, TRUE);
  work_some (office, 0); /* before it has seen the drive again */
  g_assert_cmpint (site_of (office, 0), ==, site);
  g_assert_true (office_settle (office, 100));
  g_assert_cmpint (site_of (office, 0), !=, site);
  office_check (office);
  report = report_of (office, 1);
  g_assert_cmpuint (report->members->len, ==, 2); /* and nobody is there twice */
}

/* Two computers that are one to everybody, each other included, and neither sees the other's files first. */
static void
test_cloned (void)
{
  g_autoptr (Office) office = office_new (14, 3);
  GxId site = site_of (office, 0);

  work_some (office, 0);
  g_assert_true (office_settle (office, 50));
  office_clone (office, 0, TRUE);
  for (int i = 0; i < 3; i++)
    {
      work_some (office, 0);
      work_some (office, 3);
      office_exchange (office, i % 2 == 0 ? 0 : 3);
      office_exchange (office, 1);
    }
  work_some (office, 2);
  g_assert_true (office_settle (office, 200));
  g_assert_true (site_of (office, 0) != site_of (office, 3) || site_of (office, 0) != site);
  office_check (office);
}

/* One of the two published and is gone; some have its steps, some those of the other. */
static void
test_clone_is_gone (void)
{
  g_autoptr (Office) office = office_new (15, 3);

  work_some (office, 0);
  g_assert_true (office_settle (office, 50));
  office_clone (office, 0, TRUE);
  work_some (office, 3);
  work_some (office, 0);
  g_assert_true (office_exchange (office, 3));
  g_assert_true (office_exchange (office, 1)); /* has the clone's */
  drive_lose (office_drive (office), ".seg");
  drive_lose (office_drive (office), ".ack");
  g_assert_true (office_exchange (office, 0));
  g_assert_true (office_exchange (office, 2)); /* has the other's */
  drive_lose (office_drive (office), ".seg");
  g_assert_true (office_settle (office, 200));
  office_check (office);
}

/* A clock that is some minutes off is told, and that is all. */
static void
test_clock_off (void)
{
  g_autoptr (Office) office = office_new (16, 2);
  g_autoptr (GxTeamReport) report = NULL;

  office_set_clock_off (office, 0, 6 * 60 * 1000);
  work_some (office, 0);
  office_restart (office, 0);
  g_assert_true (office_exchange (office, 0));
  report = report_of (office, 0);
  g_assert_cmpint (report->clock_off_ms, >, GX_TEAM_CLOCK_TOLD_MS);
  g_assert_false (report->is_clock_wrong);
  g_assert_cmpint (report->waiting, ==, 0);
}

/* A clock that is a day off publishes nothing until it is set. */
static void
test_wrong_clock (void)
{
  g_autoptr (Office) office = office_new (9, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxTeamReport) wrong = NULL, right = NULL;
  guint before;

  g_assert_true (office_settle (office, 50));
  work_some (office, 0);
  before = drive_count (office_drive (office), ".seg");
  office_restart (office, 0);
  g_setenv ("GUANXI_NOW", "2027-11-22T10:00:00Z", TRUE);
  g_assert_true (gx_team_exchange (office_team (office, 0), office_book (office, 0), &wrong, NULL, &error));
  g_assert_true (wrong->is_clock_wrong);
  g_assert_cmpint (wrong->waiting, >, 0);
  g_assert_cmpuint (drive_count (office_drive (office), ".seg"), ==, before);
  g_assert_true (office_exchange (office, 0)); /* its clock was set */
  right = report_of (office, 0);
  g_assert_false (right->is_clock_wrong);
  g_assert_cmpint (right->waiting, ==, 0);
}

/* Steps of a newer program are left where they are, and it is said. */
static void
test_newer_program (void)
{
  g_autoptr (Office) office = office_new (10, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxTeamReport) report = NULL;

  g_assert_true (office_settle (office, 50));
  work_some (office, 0);
  g_assert_true (gx_connection_run (office_book (office, 0), &error, "update journal_tx set schema = 99"
                                    " where seq = (select max(seq) from journal_tx t"
                                    " where t.site = journal_tx.site) and site = ?", "i",
                                    gx_connection_get_site (office_book (office, 0))));
  g_assert_true (office_exchange (office, 0));
  g_assert_true (office_exchange (office, 1));
  report = report_of (office, 1);
  g_assert_cmpuint (report->members->len, ==, 1);
  g_assert_cmpint (((GxTeamMember *) report->members->pdata[0])->stop, ==, GX_TEAM_STOP_NEWER);
  g_assert_cmpint (report->missing, ==, 1);
}

/* A step that was altered in its author's own book: the series stops before it, and it is said. */
static void
test_altered (void)
{
  g_autoptr (Office) office = office_new (11, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxTeamReport) report = NULL;

  g_assert_true (office_settle (office, 50));
  work_some (office, 0);
  g_assert_true (gx_connection_run (office_book (office, 0), &error, "update journal_tx set at = at + 1"
                                    " where seq = (select max(seq) from journal_tx t"
                                    " where t.site = journal_tx.site) and site = ?", "i",
                                    gx_connection_get_site (office_book (office, 0))));
  g_assert_true (office_exchange (office, 0));
  g_assert_true (office_exchange (office, 1));
  report = report_of (office, 1);
  g_assert_cmpint (((GxTeamMember *) report->members->pdata[0])->stop, ==, GX_TEAM_STOP_FORKED);
  g_assert_cmpint (report->missing, ==, 1);
}

/* When many segments lie there, a snapshot is made; what everybody has and it holds goes. */
static void
test_clean_up (void)
{
  g_autoptr (Office) office = office_new (12, 2);

  g_assert_true (office_settle (office, 50));
  for (int i = 0; i < 260; i++)
    {
      office_work (office, 0);
      office_exchange (office, 0);
    }
  g_assert_cmpuint (drive_count (office_drive (office), ".seg"), >, 200);
  g_assert_true (office_settle (office, 100));
  for (int i = 0; i < 20; i++)
    {
      office_exchange (office, 0);
      office_exchange (office, 1);
    }
  g_assert_cmpuint (drive_count (office_drive (office), ".snap"), ==, 1);
  g_assert_cmpuint (drive_count (office_drive (office), ".seg"), <, 100);
  g_assert_cmpuint (drive_count (office_drive (office), ".ack"), <, 8);
  office_check (office);
}

static guint
count_of_site (Office *office, GxId site)
{
  g_autofree char *begin = g_strdup_printf ("%" G_GINT64_FORMAT ".", site);

  return drive_count_of (office_drive (office), begin, ".seg");
}

/* What a computer published before its book was put back is cleaned up, too, though it goes on as another. */
static void
test_clean_up_former (void)
{
  g_autoptr (Office) office = office_new (17, 3);
  GxId former = site_of (office, 0);

  g_assert_true (office_settle (office, 50));
  office_keep (office, 0);
  for (int i = 0; i < 260; i++)
    {
      office_work (office, 0);
      office_exchange (office, 0);
    }
  g_assert_cmpuint (count_of_site (office, former), >, 200);
  office_go_back (office, 0, FALSE);
  work_some (office, 0);
  g_assert_true (office_settle (office, 200));
  g_assert_cmpint (site_of (office, 0), !=, former);
  for (int i = 0; i < 40; i++)
    for (guint computer = 0; computer < 3; computer++)
      office_exchange (office, computer);
  g_assert_cmpuint (count_of_site (office, former), <, 40);
  g_assert_true (office_settle (office, 50));
  office_check (office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/team/team/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("share and join", test_share_and_join);
  ADD ("a restored book", test_restored_book);
  ADD ("a snapshot while somebody edits", test_snapshot_meanwhile);
  ADD ("who looks at whom", test_presence);
  ADD ("somebody leaves", test_leave);
  ADD ("sharing with a wrong clock", test_share_with_wrong_clock);
#undef ADD
  g_test_add_func ("/team/team/lost files come again", test_lost_files);
  g_test_add_func ("/team/team/the author is gone", test_author_is_gone);
  g_test_add_func ("/team/team/a wrong clock", test_wrong_clock);
  g_test_add_func ("/team/team/a newer program", test_newer_program);
  g_test_add_func ("/team/team/an altered step", test_altered);
  g_test_add_func ("/team/team/a machine set back", test_set_back);
  g_test_add_func ("/team/team/a cloned computer", test_cloned);
  g_test_add_func ("/team/team/a clone that is gone", test_clone_is_gone);
  g_test_add_func ("/team/team/a clock some minutes off", test_clock_off);
  g_test_add_func ("/team/team/clean up", test_clean_up);
  g_test_add_func ("/team/team/clean up of a former computer", test_clean_up_former);
  return g_test_run ();
}
