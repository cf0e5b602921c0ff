/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "interchange/gx-watched-folder.h"
#include "store/gx-journal.h"
#include "support/gx-test-folder.h"

#define TABLE "姓名,电话,城市\n张伟,13800138000,上海\n李娜,13900139000,北京\n"

typedef struct {
  char *path;
  GxConnection *book;
  GxWatchedFolder *folder;
  gint64 now_us;
  gboolean is_settling;
} Scene;

static void
read_folder (Scene *scene)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&scene->folder, gx_watched_folder_unref);
  scene->folder = gx_watched_folder_read (scene->book, &error);
  g_assert_no_error (error);
}

static void
choose (Scene *scene, gboolean runs_alone)
{
  g_assert_true (gx_watched_folder_choose (scene->book, scene->path, runs_alone, NULL));
  read_folder (scene);
}

static void
set_up (Scene *scene, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  scene->path = gx_test_folder_new ();
  scene->book = gx_connection_create (NULL, "CNY", &error);
  g_assert_no_error (error);
  choose (scene, FALSE);
}

static void
tear_down (Scene *scene, gconstpointer unused)
{
  gx_watched_folder_unref (scene->folder);
  g_object_unref (scene->book);
  g_free (scene->path);
}

static void
drop (Scene *scene, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (scene->path, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static GPtrArray *
scan (Scene *scene, gint64 later_us)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *files;

  scene->now_us += later_us;
  files = gx_watched_folder_scan (scene->folder, scene->now_us, &scene->is_settling, NULL, &error);
  g_assert_no_error (error);
  return files;
}

/* The only file that is there and stands still. */
static GxWatchedFile *
find_one (Scene *scene)
{
  g_autoptr (GPtrArray) first = scan (scene, 0), files = scan (scene, GX_WATCHED_STILL_US);

  g_assert_cmpuint (first->len, ==, 0);
  g_assert_cmpuint (files->len, ==, 1);
  return g_ptr_array_steal_index (files, 0);
}

static void
assert_nothing (Scene *scene)
{
  g_autoptr (GPtrArray) first = scan (scene, GX_WATCHED_STILL_US), second = scan (scene, GX_WATCHED_STILL_US);

  g_assert_cmpuint (first->len, ==, 0);
  g_assert_cmpuint (second->len, ==, 0);
  g_assert_false (scene->is_settling);
}

static void
rehearse (Scene *scene, GxWatchedFile *file, GxWatchedState state)
{
  g_autoptr (GError) error = NULL;

  gx_watched_folder_rehearse (scene->folder, scene->book, gx_actor_get_self (), file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (file->state, ==, state);
}

static void
bring_in (Scene *scene, GxWatchedFile *file)
{
  g_autoptr (GError) error = NULL;

  gx_watched_folder_bring_in (scene->folder, scene->book, gx_actor_get_self (), file, NULL, &error);
  g_assert_no_error (error);
}

static gint64
count_customers (Scene *scene)
{
  return gx_connection_get_int64 (scene->book, -1, NULL, "select count(*) from customer where gone = 0",
                                  NULL);
}

static void
undo (Scene *scene)
{
  const GxActor *actor = gx_actor_get_self ();
  g_autoptr (GError) error = NULL;

  gx_undo (scene->book, actor, gx_undo_next (scene->book, actor), NULL, &error);
  g_assert_no_error (error);
}

/* A copy that is under way grows; one that has ended stands still for two seconds. */
static void
takes_what_stands_still (Scene *scene, gconstpointer unused)
{
  g_autoptr (GPtrArray) seen = NULL, grown = NULL, early = NULL, found = NULL, again = NULL;

  drop (scene, "客户.csv", "姓名,电话\n张");
  seen = scan (scene, 0);
  g_assert_true (scene->is_settling);
  drop (scene, "客户.csv", TABLE);
  grown = scan (scene, GX_WATCHED_STILL_US);
  early = scan (scene, GX_WATCHED_STILL_US - 1);
  g_assert_cmpuint (seen->len + grown->len + early->len, ==, 0);
  g_assert_true (scene->is_settling);
  found = scan (scene, 1);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_false (scene->is_settling);
  again = scan (scene, GX_WATCHED_STILL_US);
  g_assert_cmpuint (again->len, ==, 0);
}

static void
leaves_what_is_not_meant (Scene *scene, gconstpointer unused)
{
  static const char * const names[] = { ".a.csv", "~$a.xlsx", "a.csv~", "a.csv.part", "a.pdf", ".csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    drop (scene, names[i], TABLE);
  drop (scene, "empty.csv", "");
  assert_nothing (scene);
  drop (scene, "A.CSV", TABLE);
  gx_watched_file_free (find_one (scene));
}

static void
waits_for_a_person (Scene *scene, gconstpointer unused)
{
  g_autoptr (GxWatchedFile) file = NULL;
  g_autofree char *path = g_build_filename (scene->path, "a.csv", NULL);

  drop (scene, "a.csv", TABLE);
  file = find_one (scene);
  rehearse (scene, file, GX_WATCHED_WAITS);
  g_assert_cmpint (file->report->added, ==, 2);
  g_assert_false (gx_watched_file_is_known (file));
  g_assert_cmpint (count_customers (scene), ==, 0);
  bring_in (scene, file);
  g_assert_cmpint (count_customers (scene), ==, 2);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Not after a restart, not where it was only touched, not after an undo; but where it says something else. */
static void
remembers_what_is_done (Scene *scene, gconstpointer unused)
{
  g_autoptr (GxWatchedFile) file = NULL, changed = NULL;

  drop (scene, "a.csv", TABLE);
  file = find_one (scene);
  rehearse (scene, file, GX_WATCHED_WAITS);
  bring_in (scene, file);
  assert_nothing (scene);
  undo (scene);
  g_assert_cmpint (count_customers (scene), ==, 0);
  assert_nothing (scene);
  read_folder (scene);
  assert_nothing (scene);
  g_usleep (2000);
  drop (scene, "a.csv", TABLE);
  assert_nothing (scene);
  drop (scene, "a.csv", TABLE "王芳,13700137000,广州\n");
  changed = find_one (scene);
  rehearse (scene, changed, GX_WATCHED_WAITS);
  g_assert_cmpint (changed->report->added, ==, 3); /* all of it was undone */
}

/* Not now: the next time the book is opened, it is there again. */
static void
asks_again_another_day (Scene *scene, gconstpointer unused)
{
  drop (scene, "a.csv", TABLE);
  gx_watched_file_free (find_one (scene));
  assert_nothing (scene);
  read_folder (scene);
  gx_watched_file_free (find_one (scene));
}

/* The first file of a shape waits, wished or not; the next ones come in, if nothing is open. */
static void
runs_alone_what_is_remembered (Scene *scene, gconstpointer unused)
{
  g_autoptr (GxWatchedFile) first = NULL, second = NULL, refused = NULL, same = NULL;

  choose (scene, TRUE);
  drop (scene, "1.csv", TABLE);
  first = find_one (scene);
  rehearse (scene, first, GX_WATCHED_WAITS);
  bring_in (scene, first);
  drop (scene, "2.csv", "姓名,电话,城市\n王芳,13700137000,广州\n");
  second = find_one (scene);
  rehearse (scene, second, GX_WATCHED_BROUGHT_IN);
  g_assert_cmpint (count_customers (scene), ==, 3);
  drop (scene, "3.csv", "姓名,电话,城市\n陈晨,13600136000,\n,,上海\n");
  refused = find_one (scene);
  rehearse (scene, refused, GX_WATCHED_WAITS);
  g_assert_cmpint (refused->report->rejected, ==, 1);
  g_assert_cmpint (count_customers (scene), ==, 3);
  drop (scene, "4.csv", TABLE);
  same = find_one (scene);
  rehearse (scene, same, GX_WATCHED_NOTHING_NEW);
  read_folder (scene);
  g_clear_pointer (&refused, gx_watched_file_free);
  refused = find_one (scene); /* the only one that is not done */
  g_assert_true (g_str_has_suffix (refused->path, "3.csv"));
}

static void
leaves_alone_what_was_not_wished (Scene *scene, gconstpointer unused)
{
  g_autoptr (GxWatchedFile) first = NULL, second = NULL;

  drop (scene, "1.csv", TABLE);
  first = find_one (scene);
  rehearse (scene, first, GX_WATCHED_WAITS);
  bring_in (scene, first);
  drop (scene, "2.csv", "姓名,电话,城市\n王芳,13700137000,广州\n");
  second = find_one (scene);
  rehearse (scene, second, GX_WATCHED_WAITS);
  g_assert_true (gx_watched_file_is_known (second));
  g_assert_true (gx_watched_file_is_safe (second));
  g_assert_cmpint (count_customers (scene), ==, 2);
}

/* What comes in is what was shown. */
static void
refuses_what_has_changed_since (Scene *scene, gconstpointer unused)
{
  g_autoptr (GxWatchedFile) file = NULL;
  g_autoptr (GError) error = NULL;

  drop (scene, "a.csv", TABLE);
  file = find_one (scene);
  rehearse (scene, file, GX_WATCHED_WAITS);
  drop (scene, "a.csv", TABLE "王芳,13700137000,广州\n");
  g_assert_false (gx_watched_folder_bring_in (scene->folder, scene->book, gx_actor_get_self (), file, NULL,
                                              &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_BUSY);
  g_assert_cmpint (count_customers (scene), ==, 0);
  gx_watched_file_free (find_one (scene));
}

static void
says_where_a_folder_is_gone (Scene *scene, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (scene->path, "nowhere", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_watched_folder_choose (scene->book, path, FALSE, NULL));
  read_folder (scene);
  g_assert_null (gx_watched_folder_scan (scene->folder, 0, &scene->is_settling, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (gx_watched_folder_choose (scene->book, NULL, TRUE, NULL));
  read_folder (scene);
  g_assert_null (gx_watched_folder_get_path (scene->folder));
  g_assert_true (gx_watched_folder_runs_alone (scene->folder));
}

int
main (int argc, char **argv)
{
  static const struct { const char *name; void (*test) (Scene *, gconstpointer); } tests[] = {
    { "takes-what-stands-still", takes_what_stands_still },
    { "leaves-what-is-not-meant", leaves_what_is_not_meant },
    { "waits-for-a-person", waits_for_a_person },
    { "remembers-what-is-done", remembers_what_is_done },
    { "asks-again-another-day", asks_again_another_day },
    { "runs-alone-what-is-remembered", runs_alone_what_is_remembered },
    { "leaves-alone-what-was-not-wished", leaves_alone_what_was_not_wished },
    { "refuses-what-has-changed-since", refuses_what_has_changed_since },
    { "says-where-a-folder-is-gone", says_where_a_folder_is_gone },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/watched-folder/", tests[i].name, NULL);

      g_test_add (path, Scene, NULL, set_up, tests[i].test, tear_down);
    }
  return g_test_run ();
}
