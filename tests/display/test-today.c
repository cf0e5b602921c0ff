/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "interchange/gx-house.h"
#include "pages/gx-history-page.h"
#include "pages/gx-today-page.h"
#include "pages/gx-today-print.h"
#include "pages/gx-today-row.h"
#include "store/gx-journal.h"
#include "widgets/gx-step-row.h"
#include "widgets/gx-widgets.h"

/* The day's list as a person works through it: finish, snooze, add, print; and the history that has it all. */

#define WAIT_US (20 * G_USEC_PER_SEC)

typedef struct {
  char *folder;
  GxBook *book;
  GtkWidget *window;
  GxPage *page;
} Scene;

static void
spin (void)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (1000);
}

/* -- The book: a task overdue, one due, a promise, one to come; a birthday by the lunar calendar */

static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  static const struct { const char *title, *kind; int days; } tasks[] = {
    { "回访报价", "follow_up", -3 }, { "Send the price list", "follow_up", 0 }, { "答应寄样品", "promise", 0 }, { "Call back", "follow_up", 4 },
  };
  const GxActor *me = gx_actor_get_self ();
  g_autoptr (GxCustomerDraft) draft = gx_customer_draft_new ();
  GxId customer = 0;

  gx_customer_draft_set (draft, "name", "王芳");
  gx_customer_draft_set (draft, "birthday", "L1990-10-15"); /* 2026-11-23 */
  if (!gx_customers_save (book, me, draft, &customer, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      g_autoptr (GxTask) task = gx_task_new (customer, tasks[i].title, gx_clock_today () + tasks[i].days);

      task->kind = tasks[i].kind;
      if (!gx_tasks_save (book, me, task, NULL, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static gpointer
read_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_today (book, gx_clock_today (), error);
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(gpointer *) user_data = gx_book_job_finish (GX_BOOK (source), result, &error);
  g_assert_no_error (error);
}

static gpointer
run_job (Scene *scene, gboolean write, GxJobFunc job)
{
  gpointer answer = NULL;

  (write ? gx_book_write_async : gx_book_read_async) (scene->book, job, NULL, NULL, NULL, NULL, answer_cb, &answer);
  while (answer == NULL)
    spin ();
  return answer;
}

static void
book_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(GxBook **) user_data = gx_book_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
book_changed_cb (GxBook *book, GxChange *change, Scene *scene)
{
  if (scene->page != NULL)
    gx_page_changed (scene->page, change);
}

static void
show_page (Scene *scene, GType type)
{
  scene->page = g_object_new (type, "book", scene->book, NULL);
  gtk_window_set_child (GTK_WINDOW (scene->window), GTK_WIDGET (scene->page));
  gtk_window_present (GTK_WINDOW (scene->window));
  gx_page_shown (scene->page);
}

static void
set_up (Scene *scene, gconstpointer unused)
{
  g_autofree char *path = NULL;

  g_setenv ("GUANXI_NOW", "2026-11-21T10:32:00+08:00", TRUE);
  scene->folder = g_dir_make_tmp ("guanxi-today-XXXXXX", NULL);
  path = g_build_filename (scene->folder, "a.guanxi", NULL);
  gx_book_open_async (path, GX_OPEN_WRITE, TRUE, NULL, book_opened_cb, &scene->book);
  while (scene->book == NULL)
    spin ();
  run_job (scene, TRUE, fill_job);
  g_signal_connect (scene->book, "changed", G_CALLBACK (book_changed_cb), scene);
  scene->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (scene->window), 700, 800);
}

static void
tear_down (Scene *scene, gconstpointer unused)
{
  scene->page = NULL;
  gtk_window_destroy (GTK_WINDOW (scene->window));
  gx_book_close (scene->book);
  for (int i = 0; i < 50; i++)
    spin ();
  g_object_unref (scene->book);
  g_free (scene->folder);
}

/* -- Looking */

static void
collect (GtkWidget *from, GType type, GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (from, type))
    g_ptr_array_add (found, from);
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GPtrArray *
rows_of (Scene *scene, GType type)
{
  GPtrArray *rows = g_ptr_array_new ();

  collect (GTK_WIDGET (scene->page), type, rows);
  return rows;
}

static void
wait_for_rows (Scene *scene, GType type, guint count)
{
  gint64 end = g_get_monotonic_time () + WAIT_US;
  guint found = 0;

  do
    {
      g_autoptr (GPtrArray) rows = rows_of (scene, type);

      found = rows->len;
      spin ();
    }
  while (found != count && g_get_monotonic_time () < end);
  g_assert_cmpuint (found, ==, count);
}

static GtkWidget *
first_row (Scene *scene, GType type)
{
  g_autoptr (GPtrArray) rows = rows_of (scene, type);

  return rows->pdata[0];
}

/* -- The tests */

static void
test_work_through_the_day (Scene *scene, gconstpointer unused)
{
  show_page (scene, GX_TYPE_TODAY_PAGE);
  wait_for_rows (scene, GX_TYPE_TODAY_ROW, 5);
  g_assert_cmpuint (gx_page_get_count (scene->page), ==, 3);

  g_assert_true (gtk_widget_activate_action (first_row (scene, GX_TYPE_TODAY_ROW), "row.done", NULL));
  wait_for_rows (scene, GX_TYPE_TODAY_ROW, 4);
  g_assert_true (gtk_widget_activate_action (first_row (scene, GX_TYPE_TODAY_ROW), "row.snooze", "i", 30));
  wait_for_rows (scene, GX_TYPE_TODAY_ROW, 3);
  g_assert_cmpuint (gx_page_get_count (scene->page), ==, 1);
}

static void
test_type_a_next_step (Scene *scene, gconstpointer unused)
{
  g_autoptr (GPtrArray) entries = NULL;

  show_page (scene, GX_TYPE_TODAY_PAGE);
  wait_for_rows (scene, GX_TYPE_TODAY_ROW, 5);
  entries = rows_of (scene, GTK_TYPE_ENTRY);
  gtk_editable_set_text (entries->pdata[0], "  去邮局  ");
  g_signal_emit_by_name (entries->pdata[0], "activate");
  wait_for_rows (scene, GX_TYPE_TODAY_ROW, 6);
  g_assert_cmpuint (gx_page_get_count (scene->page), ==, 4);
}

static void
test_print (Scene *scene, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (scene->folder, "day.pdf", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) items = run_job (scene, FALSE, read_job);
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_assert_cmpuint (items->len, ==, 4);
  g_assert_true (gx_today_print_to_pdf (items, gx_clock_today (), path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, &length, &error));
  g_assert_true (g_str_has_prefix (content, "%PDF"));
  g_assert_cmpuint (length, >, 3000); /* fonts are in it */
}

static void
test_the_history_has_it (Scene *scene, gconstpointer unused)
{
  show_page (scene, GX_TYPE_HISTORY_PAGE);
  wait_for_rows (scene, GX_TYPE_STEP_ROW, 5); /* one customer, four tasks */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_true (gtk_init_check ());
  adw_init ();
  gx_house_register ();
  gx_widgets_init ();
#define ADD(name, func) g_test_add ("/display/today/" name, Scene, NULL, set_up, func, tear_down)
  ADD ("work-through-the-day", test_work_through_the_day);
  ADD ("type-a-next-step", test_type_a_next_step);
  ADD ("print", test_print);
  ADD ("the-history-has-it", test_the_history_has_it);
  return g_test_run ();
}
