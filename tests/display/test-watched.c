/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-watched-bar.h"
#include "gx-scene.h"
#include "interchange/gx-watched-folder.h"
#include "pages/gx-import-dialog.h"
#include "support/gx-test-folder.h"

#include <string.h>

/* What the bar says of files that are put into the watched folder, and what its buttons do. */

#define TABLE "姓名,电话\n张伟,13800138000\n李娜,13900139000\n"

typedef struct {
  GxScene scene;
  char *folder;
  GxWatchedBar *bar;
} Stage;

static gpointer
choose_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_watched_folder_choose (book, data, FALSE, error));
}

static void
set_up (Stage *stage, gconstpointer unused)
{
  stage->folder = gx_test_folder_new ();
  gx_scene_set_up (&stage->scene, choose_job, stage->folder);
  stage->bar = g_object_new (GX_TYPE_WATCHED_BAR, NULL);
  adw_window_set_content (ADW_WINDOW (stage->scene.window), GTK_WIDGET (stage->bar));
  gtk_window_present (GTK_WINDOW (stage->scene.window));
  gx_watched_bar_set_book (stage->bar, stage->scene.book);
}

static void
tear_down (Stage *stage, gconstpointer unused)
{
  gx_watched_bar_set_book (stage->bar, NULL);
  gx_scene_tear_down (&stage->scene);
  g_free (stage->folder);
}

static void
drop (Stage *stage, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (stage->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static gboolean
says (GxScene *scene, gpointer data)
{
  Stage *stage = (Stage *) scene;

  return gtk_widget_get_visible (GTK_WIDGET (stage->bar))
         && strstr (gx_watched_bar_get_text (stage->bar), data) != NULL;
}

static gboolean
is_hidden (GxScene *scene, gpointer data)
{
  return !gtk_widget_get_visible (GTK_WIDGET (((Stage *) scene)->bar));
}

static gpointer
count_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (1 + gx_connection_get_int64 (book, -1, NULL,
                                                       "select count(*) from customer where gone = 0", NULL));
}

static int
count_customers (Stage *stage)
{
  return GPOINTER_TO_INT (gx_scene_read (&stage->scene, count_job, NULL)) - 1;
}

static void
act (Stage *stage, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (stage->bar), action, NULL));
}

static gboolean
has_dialog (GxScene *scene, gpointer data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (GX_IS_IMPORT_DIALOG (item->data)
        && g_str_equal (gx_import_dialog_get_page (item->data), *(const char **) data))
      {
        ((gconstpointer *) data)[1] = item->data;
        return TRUE;
      }
  return FALSE;
}

/* What page the dialog is on; the dialog. */
static GxImportDialog *
wait_for_dialog (Stage *stage, const char *page)
{
  gconstpointer wanted[] = { page, NULL };

  gx_scene_wait (&stage->scene, page, has_dialog, wanted);
  return (GxImportDialog *) wanted[1];
}

/* The first of its shape can only be looked at; the next comes in by one click. */
static void
one_click_brings_in (Stage *stage, gconstpointer unused)
{
  GxImportDialog *dialog = NULL;

  drop (stage, "一月.csv", TABLE);
  gx_scene_wait (&stage->scene, "the first file", says, (gpointer) "一月.csv");
  act (stage, "watched.bring-in");
  act (stage, "watched.look");
  dialog = wait_for_dialog (stage, "columns");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.next", NULL);
  wait_for_dialog (stage, "report");
  g_assert_cmpint (count_customers (stage), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.next", NULL);
  wait_for_dialog (stage, "result");
  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_cmpint (count_customers (stage), ==, 2);

  drop (stage, "二月.csv", TABLE "王芳,13700137000\n");
  gx_scene_wait (&stage->scene, "the second file", says, (gpointer) "二月.csv");
  act (stage, "watched.bring-in");
  gx_scene_wait (&stage->scene, "the end", is_hidden, NULL);
  g_assert_cmpint (count_customers (stage), ==, 3);
}

static void
several_come_one_after_another (Stage *stage, gconstpointer unused)
{
  drop (stage, "1.csv", TABLE);
  drop (stage, "2.csv", "姓名,电话\n王芳,13700137000\n");
  gx_scene_wait (&stage->scene, "the first file", says, (gpointer) "1.csv");
  gx_scene_wait (&stage->scene, "how many wait", says, (gpointer) " · ");
  act (stage, "watched.not-now");
  gx_scene_wait (&stage->scene, "the second file", says, (gpointer) "2.csv");
  g_assert_null (strstr (gx_watched_bar_get_text (stage->bar), " · "));
  act (stage, "watched.not-now");
  g_assert_true (is_hidden (&stage->scene, NULL));
  g_assert_cmpint (count_customers (stage), ==, 0);
}

static void
what_cannot_be_read_is_said (Stage *stage, gconstpointer unused)
{
  drop (stage, "坏.xlsx", "this is no workbook");
  gx_scene_wait (&stage->scene, "the reason", says, (gpointer) "坏.xlsx");
  act (stage, "watched.not-now");
  g_assert_true (is_hidden (&stage->scene, NULL));
}

int
main (int argc, char **argv)
{
  static const struct { const char *name; void (*test) (Stage *, gconstpointer); } tests[] = {
    { "one-click-brings-in", one_click_brings_in },
    { "several-come-one-after-another", several_come_one_after_another },
    { "what-cannot-be-read-is-said", what_cannot_be_read_is_said },
  };

  gx_scene_start (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/watched/", tests[i].name, NULL);
      g_test_add (path, Stage, NULL, set_up, tests[i].test, tear_down);
    }
  return g_test_run ();
}
