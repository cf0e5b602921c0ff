/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "app/gx-application.h"
#include "app/gx-window-private.h"
#include "base/gx-language.h"
#include "store/gx-backup.h"
#include "store/gx-step.h"
#include "support/gx-test-folder.h"

/* A window that puts a copy back, and somebody who thinks better of it. */

#define WAIT_US (40 * G_USEC_PER_SEC)
#define ROWS 20000

static GtkApplication *app;

typedef struct {
  char *folder, *path, *copy;
  GxWindow *window;
} Stage;

/* -- The book -- */

static void
write_name (const char *path, gboolean create, const char *name, int rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = create ? gx_connection_create (path, "CNY", &error)
    : gx_connection_open (path, GX_OPEN_WRITE, &error);
  g_autoptr (GxStep) step = book != NULL ? gx_step_begin (book, gx_actor_get_self (), "customer.add", &error)
    : NULL;

  g_assert_no_error (error);
  for (int i = 0; i < rows; i++)
    g_assert_true (gx_connection_run (book, &error, "insert into customer (id, name, note) "
                                      "values (?, 'a', hex (zeroblob (400)))", "i", (gint64) 100 + i));
  g_assert_true (gx_connection_run (book, &error, "insert into customer (id, name) values (7, ?1) "
                                    "on conflict (id) do update set name = ?1", "t", name));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
  gx_connection_close (book);
}

static void
assert_name (const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxConnection) book = gx_connection_open (path, GX_OPEN_READ, &error);
  g_autofree char *name = NULL;

  g_assert_no_error (error);
  name = gx_connection_get_text (book, NULL, "select name from customer where id = 7", NULL);
  g_assert_cmpstr (name, ==, expected);
}

static guint
count_half (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".part") || g_str_has_suffix (name, ".restored"))
      n++;
  return n;
}

/* -- The window -- */

static const char *
get_shown (const Stage *stage)
{
  return gtk_stack_get_visible_child_name (stage->window->stack);
}

static void
spin (void)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (1000);
}

static void
wait_for_book (Stage *stage)
{
  gint64 end = g_get_monotonic_time () + WAIT_US;

  while (stage->window->book == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      spin ();
    }
  g_assert_cmpstr (get_shown (stage), ==, "book");
}

static void
begin_restoring (Stage *stage)
{
  gtk_widget_activate_action (GTK_WIDGET (stage->window), "win.restore-copy", "s", stage->copy);
  g_assert_cmpstr (get_shown (stage), ==, "progress");
  g_assert_null (stage->window->book);
}

static void
set_up (Stage *stage, gconstpointer unused)
{
  g_autoptr (GxConnection) book = NULL;

  stage->folder = gx_test_folder_new ();
  stage->path = g_build_filename (stage->folder, "one.guanxi", NULL);
  stage->copy = g_build_filename (stage->folder, "copy.guanxi", NULL);
  write_name (stage->path, TRUE, "before", ROWS);
  book = gx_connection_open (stage->path, GX_OPEN_READ, NULL);
  g_assert_true (gx_backup_to (book, stage->copy, NULL, NULL));
  gx_connection_close (book);
  write_name (stage->path, FALSE, "after", 0);
  stage->window = gx_window_new (app);
  gx_window_open (stage->window, stage->path, GX_OPEN_WRITE, FALSE);
  gx_window_present (stage->window);
  wait_for_book (stage);
}

static void
tear_down (Stage *stage, gconstpointer unused)
{
  if (stage->window != NULL)
    gtk_window_close (GTK_WINDOW (stage->window));
  for (int i = 0; i < 50; i++)
    spin ();
  g_free (stage->folder);
  g_free (stage->path);
  g_free (stage->copy);
}

/* -- Tests -- */

static void
test_restore (Stage *stage, gconstpointer unused)
{
  begin_restoring (stage);
  wait_for_book (stage);
  assert_name (stage->path, "before");
}

static void
test_cancel (Stage *stage, gconstpointer unused)
{
  begin_restoring (stage);
  gtk_widget_activate_action (GTK_WIDGET (stage->window->progress_view), "progress.cancel", NULL);
  wait_for_book (stage);
  g_assert_cmpstr (gx_window_get_path (stage->window), ==, stage->path);
  assert_name (stage->path, "after");
  g_assert_cmpuint (count_half (stage->folder), ==, 0);
  begin_restoring (stage); /* and once more, to the end */
  wait_for_book (stage);
  assert_name (stage->path, "before");
}

/* Whoever closes the window meanwhile has given it up, too; the program puts away what it began. */
static void
test_close (Stage *stage, gconstpointer unused)
{
  gint64 end = g_get_monotonic_time () + WAIT_US;

  begin_restoring (stage);
  g_object_add_weak_pointer (G_OBJECT (stage->window), (gpointer *) &stage->window);
  gtk_window_close (GTK_WINDOW (stage->window));
  while (stage->window != NULL) /* its errand holds it */
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      spin ();
    }
  assert_name (stage->path, "after");
  g_assert_cmpuint (count_half (stage->folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  gx_language_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gtk_init_check ());
  adw_init ();
  app = GTK_APPLICATION (gx_application_new ());
  g_application_set_flags (G_APPLICATION (app), G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_application_set_default (G_APPLICATION (app));
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));
#define ADD(name, func) g_test_add ("/display/restore/" name, Stage, NULL, set_up, func, tear_down)
  ADD ("restore", test_restore);
  ADD ("cancel", test_cancel);
  ADD ("close", test_close);
  return g_test_run ();
}
