/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-partial-day.h"
#include "support/gx-test-book.h"
#include "work/gx-today.h"

#define SELF gx_actor_get_self ()
#define TODAY 20778 /* 2026-11-21 */

static GxId
add_task (GxConnection *book, GxId customer, const char *kind, const char *title, GxDay due)
{
  g_autoptr (GxTask) task = gx_task_new (customer, title, due);
  g_autoptr (GError) error = NULL;
  GxId id = 0;

  task->kind = kind;
  gx_tasks_save (book, SELF, task, &id, &error);
  g_assert_no_error (error);
  return id;
}

static char *
join_titles (GxConnection *book, GxTaskFilter filter, GxId customer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tasks = gx_tasks_list (book, filter, TODAY, customer, 0, &error);
  GString *titles = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < tasks->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? "|" : "",
                            ((GxTask *) g_ptr_array_index (tasks, i))->title);
  return g_string_free (titles, FALSE);
}

#define assert_tasks(book, filter, customer, expected) G_STMT_START { \
    g_autofree char *_titles = join_titles (book, filter, customer); \
    g_assert_cmpstr (_titles, ==, expected); } G_STMT_END

static gint64
get_next_due (GxConnection *book, GxId customer)
{
  return gx_connection_get_int64 (book, -1, NULL,
                                  "select next_due_day from customer_fact where customer_id = ?", "i",
                                  (gint64) customer);
}

static void
test_lists (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  GxId overdue = add_task (book, people.zhang, "follow_up", "overdue", TODAY - 2);

  add_task (book, people.zhang, "follow_up", "today", TODAY);
  add_task (book, people.li, "promise", "tomorrow", TODAY + 1);
  add_task (book, 0, "follow_up", "some day", GX_NO_DAY);
  assert_tasks (book, GX_TASKS_OPEN, 0, "overdue|today|tomorrow|some day");
  assert_tasks (book, GX_TASKS_DUE, 0, "overdue|today");
  assert_tasks (book, GX_TASKS_OVERDUE, 0, "overdue");
  assert_tasks (book, GX_TASKS_TODAY, 0, "today");
  assert_tasks (book, GX_TASKS_UPCOMING, 0, "tomorrow");
  assert_tasks (book, GX_TASKS_OPEN, people.zhang, "overdue|today");
  g_assert_cmpint (get_next_due (book, people.zhang), ==, TODAY - 2);

  g_assert_true (gx_tasks_done (book, SELF, overdue, &error));
  assert_tasks (book, GX_TASKS_DONE, 0, "overdue");
  g_assert_cmpint (get_next_due (book, people.zhang), ==, TODAY);
  gx_test_book_assert_round_trip (book);
  g_assert_true (gx_tasks_reopen (book, SELF, overdue, &error));
  gx_test_book_assert_round_trip (book);
  g_assert_true (gx_tasks_snooze (book, SELF, overdue, TODAY + 3, &error));
  assert_tasks (book, GX_TASKS_UPCOMING, 0, "tomorrow|overdue");
  gx_test_book_assert_round_trip (book);
  g_assert_true (gx_tasks_bin (book, SELF, overdue, &error));
  gx_test_book_assert_round_trip (book);

  /* their tasks wait in the bin with them */
  g_assert_true (gx_customers_bin (book, SELF, &people.li, 1, &error));
  assert_tasks (book, GX_TASKS_OPEN, 0, "today|some day");
  gx_test_book_assert_clean (book);
}

static void
test_edit (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  GxId id = add_task (book, people.zhang, "follow_up", "send", TODAY + 1);
  g_autoptr (GxTask) task = gx_tasks_load (book, id, &error);
  g_autoptr (GxTask) nothing = gx_task_new (0, NULL, TODAY);
  g_autoptr (GxTask) edited = NULL;

  g_assert_cmpstr (task->customer_name, ==, "张伟");
  g_assert_cmpint (task->owner_id, ==, SELF->author);
  task->customer_id = people.shan;
  task->due_day = TODAY + 9;
  g_assert_true (gx_tasks_save (book, SELF, task, NULL, &error));
  edited = gx_tasks_load (book, id, &error);
  g_assert_cmpstr (edited->customer_name, ==, "单雪");
  g_assert_cmpint (get_next_due (book, people.zhang), ==, -1);
  g_assert_cmpint (get_next_due (book, people.shan), ==, TODAY + 9);
  gx_test_book_assert_round_trip (book);

  g_assert_false (gx_tasks_save (book, SELF, nothing, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (gx_tasks_done (book, SELF, 4711, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
}

static void
test_log_with_next_step (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = gx_test_book_dump (book);
  g_autofree char *after = NULL;
  g_autoptr (GxEvent) event = gx_event_new (people.zhang, "call", "要新报价");
  g_autoptr (GxTask) next = gx_task_new (0, NULL, TODAY + 3);
  g_autoptr (GPtrArray) tasks = NULL;
  const GxTask *task;
  GxId id = 0;

  g_assert_true (gx_work_log (book, SELF, event, next, 0, &id, &error));
  g_assert_no_error (error);
  tasks = gx_tasks_list (book, GX_TASKS_OPEN, TODAY, people.zhang, 0, &error);
  g_assert_cmpuint (tasks->len, ==, 1);
  task = g_ptr_array_index (tasks, 0);
  g_assert_cmpint (task->event_id, ==, id);
  g_assert_cmpstr (task->title, ==, "Call");
  gx_test_book_assert_round_trip (book);

  event->text[0] = '\0';
  g_assert_true (gx_work_log (book, SELF, event, NULL, task->id, NULL, &error)); /* done by the next call */
  assert_tasks (book, GX_TASKS_OPEN, 0, "");
  gx_test_book_assert_round_trip (book);

  gx_test_book_undo (book);
  g_assert_cmpstr (gx_test_book_undo (book), ==, "event.log");
  after = gx_test_book_dump (book);
  g_assert_cmpstr (before, ==, after); /* event and next step were one */
}

static char *
join_today (GxConnection *book, GxDay as_of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = gx_today (book, as_of, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < items->len; i++)
    {
      const GxTodayItem *item = g_ptr_array_index (items, i);
      g_autofree char *day = gx_day_to_iso (item->day);

      g_string_append_printf (text, "%s%s %s %s", i > 0 ? "|" : "", day + 5, item->reason,
                              item->customer != NULL ? item->customer->shown_name : item->task->title);
    }
  return g_string_free (text, FALSE);
}

static void
test_today (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autofree char *text = NULL;

  /* 李娜 was born on the 15th of the 10th lunar month: 23 November in 2026. */
  add_task (book, people.zhang, "follow_up", "a", TODAY);
  add_task (book, people.smith, "promise", "b", TODAY);
  add_task (book, people.ouyang, "promise", "c", TODAY - 4);
  add_task (book, 0, "follow_up", "write the report", TODAY - 1);
  add_task (book, people.jones, "follow_up", "d", TODAY + 1);
  text = join_today (book, GX_NO_DAY);
  g_assert_cmpstr (text, ==,
                   "11-17 promise 欧阳明|11-20 overdue write the report|11-21 promise Anna Smith|11-21 due "
                   "张伟|11-23 birthday 李娜");
}

static void
test_birthdays (void)
{
  static const struct {
    const char *as_of, *expected;
  } cases[] = {
    { "2027-02-26", "02-28 birthday Anna Smith|03-05 birthday 张伟" }, /* 29 February in a plain year */
    { "2028-02-24", "02-29 birthday Anna Smith" },
    { "2026-03-05", "03-05 birthday 张伟" }, { "2026-03-06", "" },
    { "2026-02-25", "02-28 birthday Anna Smith" },
    { "2025-11-28", "12-04 birthday 李娜" }, /* the 15th of the 10th month in 2025 */
  };
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GxDay as_of;
      g_autofree char *text = NULL;

      g_assert_true (gx_day_parse (cases[i].as_of, &as_of));
      text = join_today (book, as_of);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_birthdays_agree_with_the_calendar (void)
{
  /* Whoever has an anniversary in the week by gx_partial_day_next() is found by the keys, all year round. */
  static const char * const born[] = { "L--12-30", "L--01-30", "L--04+15", "L--06+30", "L1985-08-15",
                                       "--12-31", "1990-01-01", "--02-29" };
  g_autoptr (GxConnection) book = gx_test_book_new ();
  GxDay first = 0;

  g_assert_true (gx_day_parse ("2025-01-01", &first));
  for (guint i = 0; i < G_N_ELEMENTS (born); i++)
    gx_test_book_add (book, "name", born[i], "birthday", born[i], NULL);

  for (GxDay day = first; day < first + 800; day++)
    {
      g_autoptr (GPtrArray) items = gx_today (book, day, NULL);
      guint expected = 0;

      for (guint i = 0; i < G_N_ELEMENTS (born); i++)
        {
          GxPartialDay partial;
          GxDay next;

          g_assert_true (gx_partial_day_read (born[i], &partial));
          next = gx_partial_day_next (&partial, day);
          expected += next != GX_NO_DAY && next <= day + 7;
        }
      g_assert_cmpuint (items->len, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/lists", test_lists);
  g_test_add_func ("/work/edit", test_edit);
  g_test_add_func ("/work/log", test_log_with_next_step);
  g_test_add_func ("/work/today", test_today);
  g_test_add_func ("/work/birthdays", test_birthdays);
  g_test_add_func ("/work/birthdays/calendar", test_birthdays_agree_with_the_calendar);
  return g_test_run ();
}
