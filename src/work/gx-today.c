/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-lunar.h"
#include "base/gx-partial-day.h"
#include "store/gx-statement.h"
#include "work/gx-today.h"

#define BIRTHDAY_DAYS 7

void
gx_today_item_free (GxTodayItem *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->task, gx_task_free);
  g_clear_pointer (&self->customer, gx_customer_row_free);
  g_free (self->birthday);
  g_free (self);
}

/* -- tasks */

static void
add_tasks (GPtrArray *items, GPtrArray *tasks, GxDay as_of)
{
  while (tasks->len > 0)
    {
      GxTodayItem *item = g_new0 (GxTodayItem, 1);

      item->task = g_ptr_array_steal_index (tasks, 0);
      item->day = item->task->due_day;
      item->turns_age = -1;
      item->reason = item->day < as_of ? "overdue" : "due";
      if (g_str_equal (item->task->kind, "promise"))
        item->reason = "promise";
      g_ptr_array_add (items, item);
    }
}

/* -- birthdays */

static void
add_key (GArray *keys, const GxPartialDay *day)
{
  int key = gx_partial_day_key (day);

  if (key != 0)
    g_array_append_val (keys, key);
}

/*
 * The keys (gx_partial_day_key) that can have their anniversary on @day: the solar day, 29 February on the
 * 28th, the lunar day in a plain and in a leap month, and day 30 on the 29th. gx_partial_day_next() decides;
 * this only narrows what is looked at.
 */
static void
add_keys_of_day (GArray *keys, GxDay day)
{
  GxPartialDay solar = { 0 };
  GxLunarDay lunar;
  int year;

  gx_day_split (day, &year, &solar.month, &solar.day);
  add_key (keys, &solar);
  if (solar.month == 2 && solar.day == 28)
    {
      solar.day = 29;
      add_key (keys, &solar);
    }

  if (!gx_lunar_from_day (day, &lunar))
    return;
  for (int day_of_month = lunar.day; day_of_month <= (lunar.day == 29 ? 30 : lunar.day); day_of_month++)
    for (int is_leap = 0; is_leap <= 1; is_leap++)
      {
        const GxPartialDay born = { .month = lunar.month, .day = day_of_month, .is_lunar = TRUE,
                                    .is_leap_month = is_leap };
        add_key (keys, &born);
      }
}

static char *
list_keys (GxDay as_of)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (int));
  GString *json = g_string_new ("[");

  for (GxDay day = as_of; day <= as_of + BIRTHDAY_DAYS; day++)
    add_keys_of_day (keys, day);
  for (guint i = 0; i < keys->len; i++)
    g_string_append_printf (json, "%s%d", i > 0 ? "," : "", g_array_index (keys, int, i));
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static gboolean
add_birthdays (GPtrArray *items, GxConnection *book, GxDay as_of, GError **error)
{
  g_autofree char *keys = list_keys (as_of);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select c.id, c.birthday from customer_fact f join customer c on c.id = f.customer_id "
    "where f.birthday_month_day in (select value from json_each (?))", "t", keys);

  while (gx_statement_next (query))
    {
      GxPartialDay born;
      GxTodayItem *item;
      GxDay next;

      if (!gx_partial_day_read (gx_statement_text (query, 1), &born))
        continue;
      next = gx_partial_day_next (&born, as_of);
      if (next == GX_NO_DAY || next > as_of + BIRTHDAY_DAYS)
        continue;

      item = g_new0 (GxTodayItem, 1);
      item->reason = "birthday";
      item->day = next;
      item->birthday = gx_statement_dup_text (query, 1);
      item->turns_age = gx_partial_day_age (&born, next);
      item->customer = g_new0 (GxCustomerRow, 1);
      item->customer->id = gx_statement_int64 (query, 0);
      g_ptr_array_add (items, item);
    }
  return gx_statement_finish (query, error);
}

/* -- all together */

static GxId
get_customer (const GxTodayItem *item)
{
  return item->task != NULL ? item->task->customer_id : item->customer->id;
}

static gboolean
fill_customers (GPtrArray *items, GxConnection *book, GError **error)
{
  g_autofree GxId *ids = g_new0 (GxId, items->len + 1);
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < items->len; i++)
    ids[i] = get_customer (g_ptr_array_index (items, i));
  if ((rows = gx_customers_rows (book, ids, items->len, NULL, error)) == NULL)
    return FALSE;

  for (guint i = items->len; i > 0; i--)
    {
      GxTodayItem *item = g_ptr_array_index (items, i - 1);
      GxCustomerRow *row = g_ptr_array_steal_index (rows, i - 1);

      g_clear_pointer (&item->customer, gx_customer_row_free);
      if (row->is_missing)
        gx_customer_row_free (row);
      else
        item->customer = row;
    }
  return TRUE;
}

/* Promises before tasks before birthdays of the same day; else as they came. */
static int
rank_of (const GxTodayItem *item)
{
  if (item->task == NULL)
    return 2;
  return g_str_equal (item->reason, "promise") ? 0 : 1;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const GxTodayItem *x = *(GxTodayItem *const *) a, *y = *(GxTodayItem *const *) b;
  GxId p = x->task != NULL ? x->task->id : get_customer (x);
  GxId q = y->task != NULL ? y->task->id : get_customer (y);
  gint64 x_at = x->task != NULL && x->task->due_at != 0 ? x->task->due_at : G_MAXINT64;
  gint64 y_at = y->task != NULL && y->task->due_at != 0 ? y->task->due_at : G_MAXINT64;

  if (x->day != y->day)
    return x->day < y->day ? -1 : 1;
  if (rank_of (x) != rank_of (y))
    return rank_of (x) - rank_of (y);
  if (x_at != y_at)
    return x_at < y_at ? -1 : 1;
  return (p > q) - (p < q);
}

GPtrArray *
gx_today (GxConnection *book, GxDay as_of, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_today_item_free);
  g_autoptr (GPtrArray) tasks = NULL;
  GxDay day = as_of != GX_NO_DAY ? as_of : gx_clock_today ();

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  if ((tasks = gx_tasks_list (book, GX_TASKS_DUE, day, 0, 0, error)) == NULL)
    return NULL;
  add_tasks (items, tasks, day);
  if (!add_birthdays (items, book, day, error))
    return NULL;
  g_ptr_array_sort (items, compare_items);
  return fill_customers (items, book, error) ? g_steal_pointer (&items) : NULL;
}
