/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "base/gx-error.h"
#include "support/gx-test-folder.h"
#include "team/gx-folder-transport.h"
#include "team/gx-team-book.h"

typedef struct {
  char *root, *folder, *ours, *theirs; /* ours, theirs: files on this computer */
  GxTransport *transport;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->root = gx_test_folder_new ();
  self->folder = g_build_filename (self->root, "drive", NULL);
  self->ours = g_build_filename (self->root, "ours", NULL);
  self->theirs = g_build_filename (self->root, "theirs", NULL);
  g_assert_true (gx_folder_transport_make (self->folder, NULL));
  self->transport = gx_folder_transport_new (self->folder);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->transport);
  g_free (self->root);
  g_free (self->folder);
  g_free (self->ours);
  g_free (self->theirs);
}

static gboolean
publish (Fixture *self, const char *name, const char *text, GError **error)
{
  g_assert_true (g_file_set_contents (self->ours, text, -1, NULL));
  return gx_transport_publish (self->transport, name, self->ours, NULL, NULL, error);
}

static char *
fetch (Fixture *self, const char *name, GError **error)
{
  char *text = NULL;

  if (!gx_transport_fetch (self->transport, name, self->theirs, NULL, error))
    return NULL;
  g_assert_true (g_file_get_contents (self->theirs, &text, NULL, NULL));
  return text;
}

static void
test_there_and_back (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *text = NULL;
  g_autofree char *nothing = NULL;
  gint64 at = 0, now = g_get_real_time () / 1000;

  g_assert_true (publish (self, "7.1-2.seg", "two steps", &error));
  g_assert_true (gx_transport_publish (self->transport, "7.1-2.seg", self->ours, &at, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ABS (at - now), <, 60000);
  text = fetch (self, "7.1-2.seg", &error);
  g_assert_cmpstr (text, ==, "two steps");

  g_assert_false (publish (self, "7.1-2.seg", "two other steps", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_EXISTS);
  g_clear_error (&error);
  nothing = fetch (self, "7.3-3.seg", &error);
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
  g_clear_error (&error);

  names = gx_transport_list (self->transport, NULL, &error);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_true (gx_transport_remove (self->transport, "7.1-2.seg", NULL, &error));
  g_assert_true (gx_transport_remove (self->transport, "7.1-2.seg", NULL, &error));
  g_assert_no_error (error);
}

static void
expect_unread (Fixture *self, const char *bytes, gsize length, int code)
{
  g_autofree char *path = g_build_filename (self->folder, "7.9-9.seg", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  text = fetch (self, "7.9-9.seg", &error);
  g_assert_null (text);
  g_assert_error (error, GX_ERROR, code);
  g_assert_false (g_file_test (self->theirs, G_FILE_TEST_EXISTS));
}

/* However the drive tears, pads or alters a file: it is not believed. */
static void
test_half_a_file (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "7.1-1.seg", NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (publish (self, "7.1-1.seg", "what must arrive as a whole", NULL));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize i = 0; i < length; i++)
    expect_unread (self, bytes, i, GX_ERROR_UNFINISHED);
  expect_unread (self, bytes, length + 1, GX_ERROR_UNFINISHED); /* one byte more: the nul */
  bytes[length - 1] ^= 1;
  expect_unread (self, bytes, length, GX_ERROR_UNFINISHED);
  expect_unread (self, "%PDF-1.7 of somebody else\n", 26, GX_ERROR_INVALID);
  expect_unread (self, "guanxi-team 1 bytes=-1 sha256=00\n", 33, GX_ERROR_INVALID);
  expect_unread (self, "guanxi-team 2 bytes=1 sha256=00\n", 32, GX_ERROR_INVALID);
}

static void
test_foreign_files (Fixture *self, gconstpointer data)
{
  static const char * const foreign[] = { ".~lock.a#", "Thumbs.db ", "说明.txt", ".DS_Store", "a b.seg" };
  g_autoptr (GPtrArray) names = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, foreign[i], NULL);

      g_assert_true (g_file_set_contents (path, "x", 1, NULL));
    }
  names = gx_transport_list (self->transport, NULL, NULL);
  g_assert_cmpuint (names->len, ==, 0);
}

static void
test_gone (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_assert_null (gx_transport_list (self->transport, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_GONE);
  g_clear_error (&error);
  g_assert_false (publish (self, "7.1-1.seg", "a step", &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_GONE);
}

/* A file that does not fit is told, and leaves nothing behind that would be in the way of the next try. */
static void
test_full (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "7.1-1.seg", NULL);
  g_autofree char *long_text = g_strnfill (100000, 'x');
  struct rlimit before, small;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (self->ours, long_text, -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  small = before;
  small.rlim_cur = 50000;
  setrlimit (RLIMIT_FSIZE, &small);
  g_assert_false (gx_transport_publish (self->transport, "7.1-1.seg", self->ours, NULL, NULL, &error));
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_error (error, GX_ERROR, GX_ERROR_FULL);
  g_clear_error (&error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (gx_transport_publish (self->transport, "7.1-1.seg", self->ours, NULL, NULL, &error));
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (gx_transport_list (self->transport, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_words_for_errors (void)
{
  static const struct { int number, code; } cases[] = {
    { ENOSPC, GX_ERROR_FULL }, { EDQUOT, GX_ERROR_FULL }, { EROFS, GX_ERROR_READ_ONLY },
    { EACCES, GX_ERROR_REFUSED }, { ENOENT, GX_ERROR_GONE }, { ENOTCONN, GX_ERROR_GONE },
    { ETIMEDOUT, GX_ERROR_NO_ANSWER }, { EHOSTDOWN, GX_ERROR_NO_ANSWER }, { EIO, GX_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      gx_drive_error (&error, cases[i].number);
      g_assert_error (error, GX_ERROR, cases[i].code);
    }
}

static void
test_team_book (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->root, "销售部.guanxi-team", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxTeamBook) made = gx_team_book_create (path, "销售部", &error);
  g_autoptr (GxTeamBook) read = gx_team_book_read (path, &error);
  g_autoptr (GxTeamBook) again = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *newer = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (made->id, ==, read->id);
  g_assert_cmpstr (read->name, ==, "销售部");
  g_assert_cmpstr (read->folder, ==, made->folder);
  g_assert_true (g_file_test (read->folder, G_FILE_TEST_IS_DIR));

  again = gx_team_book_create (path, "销售部", &error);
  g_assert_error (error, GX_ERROR, GX_ERROR_EXISTS);
  g_clear_error (&error);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, "format=1", 2);
  newer = g_strjoinv ("format=2", parts);
  g_assert_true (g_file_set_contents (path, newer, -1, NULL));
  g_assert_null (gx_team_book_read (path, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NEWER);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "PK\3\4", 4, NULL));
  g_assert_null (gx_team_book_read (path, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_A_BOOK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/team/folder/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("there and back", test_there_and_back);
  ADD ("half a file is not believed", test_half_a_file);
  ADD ("foreign files are not seen", test_foreign_files);
  ADD ("the folder is gone", test_gone);
  ADD ("the drive is full", test_full);
  ADD ("cancelled", test_cancel);
  ADD ("the team book", test_team_book);
#undef ADD
  g_test_add_func ("/team/folder/words for errors", test_words_for_errors);
  return g_test_run ();
}
