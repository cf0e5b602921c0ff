/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "gx-scene.h"
#include "pages/gx-history-page.h"
#include "pages/gx-today-page.h"
#include "pages/gx-today-print.h"
#include "pages/gx-today-row.h"
#include "store/gx-journal.h"
#include "widgets/gx-step-row.h"

/* The day's list as a person works through it: finish, snooze, add, print; and the history that has it
   all. */

/* -- The book: a task overdue, one due, a promise, one to come; a birthday by the lunar calendar */

static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  static const struct { const char *title, *kind; int days; } tasks[] = {
    { "回访报价", "follow_up", -3 }, { "Send the price list", "follow_up", 0 }, { "答应寄样品", "promise", 0 },
    { "Call back", "follow_up", 4 },
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
set_up (GxScene *scene, gconstpointer unused)
{
  gx_scene_set_up (scene, fill_job, NULL);
}

static void
tear_down (GxScene *scene, gconstpointer unused)
{
  gx_scene_tear_down (scene);
}

/* -- The tests */

static void
test_work_through_the_day (GxScene *scene, gconstpointer unused)
{
  gx_scene_show (scene, GX_TYPE_TODAY_PAGE);
  gx_scene_wait_count (scene, GX_TYPE_TODAY_ROW, 5);
  g_assert_cmpuint (gx_page_get_count (scene->page), ==, 3);

  g_assert_true (gtk_widget_activate_action (gx_scene_first (scene, GX_TYPE_TODAY_ROW), "row.done", NULL));
  gx_scene_wait_count (scene, GX_TYPE_TODAY_ROW, 4);
  g_assert_true (gtk_widget_activate_action (gx_scene_first (scene, GX_TYPE_TODAY_ROW), "row.snooze", "i",
                                             30));
  gx_scene_wait_count (scene, GX_TYPE_TODAY_ROW, 3);
  g_assert_cmpuint (gx_page_get_count (scene->page), ==, 1);
}

static void
test_type_a_next_step (GxScene *scene, gconstpointer unused)
{
  g_autoptr (GPtrArray) entries = NULL;

  gx_scene_show (scene, GX_TYPE_TODAY_PAGE);
  gx_scene_wait_count (scene, GX_TYPE_TODAY_ROW, 5);
  entries = gx_scene_find (scene, GTK_TYPE_ENTRY);
  gtk_editable_set_text (entries->pdata[0], "  去邮局  ");
  g_signal_emit_by_name (entries->pdata[0], "activate");
  gx_scene_wait_count (scene, GX_TYPE_TODAY_ROW, 6);
  g_assert_cmpuint (gx_page_get_count (scene->page), ==, 4);
}

static gpointer
write_nothing_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

static void
set_up_empty (GxScene *scene, gconstpointer unused)
{
  gx_scene_set_up (scene, write_nothing_job, NULL);
}

/* Where nothing waits, the first step can still be typed. */
static void
test_type_the_first_step (GxScene *scene, gconstpointer unused)
{
  gx_scene_show (scene, GX_TYPE_TODAY_PAGE);
  gx_scene_wait_count (scene, ADW_TYPE_STATUS_PAGE, 1);
  gpointer entry = gx_scene_first (scene, GTK_TYPE_ENTRY);
  gtk_editable_set_text (entry, "Write to the landlord");
  g_signal_emit_by_name (entry, "activate");
  gx_scene_wait_count (scene, GX_TYPE_TODAY_ROW, 1);
}

static gpointer
add_many_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (GxTask) task = gx_task_new (0, "Count the stock", gx_clock_today ());
      if (!gx_tasks_save (book, gx_actor_get_self (), task, NULL, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

/* More than the first frame holds, and more than a section shows before it is asked to. */
static void
test_many (GxScene *scene, gconstpointer unused)
{
  gx_scene_write (scene, add_many_job, NULL);
  gx_scene_show (scene, GX_TYPE_TODAY_PAGE);
  gx_scene_wait_count (scene, GX_TYPE_TODAY_ROW, 23);
  g_assert_cmpuint (gx_page_get_count (scene->page), ==, 33);
  g_assert_true (gtk_widget_activate_action (gx_scene_first (scene, GX_TYPE_TODAY_ROW), "today.more", "i",
                                             1));
  gx_scene_wait_count (scene, GX_TYPE_TODAY_ROW, 35);
}

static void
test_print (GxScene *scene, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (scene->folder, "day.pdf", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) items = gx_scene_read (scene, read_job, NULL);
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
test_the_history_has_it (GxScene *scene, gconstpointer unused)
{
  gx_scene_show (scene, GX_TYPE_HISTORY_PAGE);
  gx_scene_wait_count (scene, GX_TYPE_STEP_ROW, 5); /* one customer, four tasks */
}

int
main (int argc, char *argv[])
{
  gx_scene_start (&argc, &argv);
#define ADD(name, func) g_test_add ("/display/today/" name, GxScene, NULL, set_up, func, tear_down)
  ADD ("work-through-the-day", test_work_through_the_day);
  ADD ("type-a-next-step", test_type_a_next_step);
  ADD ("many", test_many);
  g_test_add ("/display/today/type-the-first-step", GxScene, NULL, set_up_empty, test_type_the_first_step,
              tear_down);
  ADD ("print", test_print);
  ADD ("the-history-has-it", test_the_history_has_it);
  return g_test_run ();
}
