/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work/gx-handover.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "store/gx-inserter.h"
#include "store/gx-statement.h"

#define LATE_AT_MOST_DAYS 365 /* longer ago they are gone rather than late */
#define PAGE 500

/* Who has an owner is found by the index of owners, which leaves the others out. */
#define OWNED_BY(column) "(case when ?1 = 0 then " column " is null else " column " = ?1 end)"

typedef struct {
  int quiet_days, usual_days;
  gboolean is_late;
} Rhythm;

/* @last_day GX_NO_DAY: never bought; @usual_days -1: not known */
static Rhythm
judge_rhythm (GxDay last_day, int usual_days, GxDay as_of)
{
  Rhythm rhythm = { last_day != GX_NO_DAY ? as_of - last_day : -1, usual_days, FALSE };

  rhythm.is_late = usual_days > 0 && 2 * rhythm.quiet_days > 3 * usual_days
                   && rhythm.quiet_days <= LATE_AT_MOST_DAYS;
  return rhythm;
}

static Rhythm
read_rhythm (GxStatement *query, int column, GxDay as_of)
{
  return judge_rhythm (gx_statement_day (query, column),
                       gx_statement_is_null (query, column + 1) ? -1 : gx_statement_int (query, column + 1),
                       as_of);
}

/* -- Sum -- */

void
gx_handover_sum_free (GxHandoverSum *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->ids, gx_id_list_unref);
  g_free (self);
}

static GxIdList *
find_customers (GxConnection *book, const GxHandover *handover, GError **error)
{
  g_autoptr (GxIdList) owned = gx_id_list_new ();
  g_autoptr (GxStatement) query = handover->from == 0
    ? gx_connection_query (book, "select c.id from customer c join customer_fact f on f.customer_id = c.id "
                           "where c.owner_id is null and c.gone = 0 order by f.sort_key, c.id", NULL)
    : gx_connection_query (book, "select c.id from customer c join customer_fact f on f.customer_id = c.id "
                           "where c.owner_id = ? and c.gone = 0 order by f.sort_key, c.id", "i",
                           handover->from);

  while (gx_statement_next (query))
    gx_id_list_append (owned, gx_statement_int64 (query, 0));
  if (!gx_statement_finish (query, error))
    return NULL;
  return handover->among != NULL ? gx_id_list_filter (owned, handover->among)
                                 : g_steal_pointer (&owned);
}

static GHashTable *
make_set (GxIdList *ids)
{
  GHashTable *set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < gx_id_list_length (ids); i++)
    {
      GxId id = gx_id_list_get (ids, i);

      g_hash_table_add (set, g_memdup2 (&id, sizeof id));
    }
  return set;
}

/* Whoever waits for an overdue promise goes from @waiting into the sum's customers at risk. */
static gboolean
sum_tasks (GxConnection *book, const GxHandover *handover, GHashTable *set, GxDay as_of,
           GHashTable *waiting, GxHandoverSum *sum, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select coalesce (customer_id, 0), kind = 'promise', coalesce (due_day < ?2, 0) from task "
    "where gone = 0 and done_day is null and " OWNED_BY ("owner_id"), "id", handover->from, (int) as_of);

  while (gx_statement_next (query))
    {
      GxId customer = gx_statement_int64 (query, 0);
      gboolean is_promise = gx_statement_int (query, 1) != 0;
      gboolean is_overdue = gx_statement_int (query, 2) != 0;

      if (customer != 0 ? !g_hash_table_contains (set, &customer) : handover->among != NULL)
        continue;
      sum->tasks++;
      sum->promises += is_promise;
      sum->overdue += is_overdue;
      if (is_promise && is_overdue && customer != 0)
        g_hash_table_add (waiting, g_memdup2 (&customer, sizeof customer));
    }
  return gx_statement_finish (query, error);
}

static gboolean
sum_customers (GxConnection *book, const GxHandover *handover, GHashTable *set, GxDay as_of,
               GHashTable *waiting, GxHandoverSum *sum, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select c.id, f.last_purchase_day, f.median_gap_days, m.value_minor from customer c "
    "join customer_fact f on f.customer_id = c.id left join customer_money m on m.customer_id = c.id "
    "and m.currency = ?2 where c.gone = 0 and " OWNED_BY ("c.owner_id"), "it", handover->from,
    gx_connection_get_currency (book));

  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);

      if (!g_hash_table_contains (set, &id))
        continue;
      sum->value_minor += gx_statement_int64 (query, 3);
      sum->at_risk += read_rhythm (query, 1, as_of).is_late || g_hash_table_contains (waiting, &id);
    }
  return gx_statement_finish (query, error);
}

GxHandoverSum *
gx_handover_sum_up (GxConnection *book, const GxHandover *handover, GxDay as_of, GError **error)
{
  g_autoptr (GxHandoverSum) sum = g_new0 (GxHandoverSum, 1);
  g_autoptr (GHashTable) set = NULL;
  g_autoptr (GHashTable) waiting = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  g_return_val_if_fail (GX_IS_CONNECTION (book) && handover != NULL, NULL);

  if (as_of == GX_NO_DAY)
    as_of = gx_clock_today ();
  if ((sum->ids = find_customers (book, handover, error)) == NULL)
    return NULL;
  set = make_set (sum->ids);
  if (!sum_tasks (book, handover, set, as_of, waiting, sum, error)
      || !sum_customers (book, handover, set, as_of, waiting, sum, error))
    return NULL;
  return g_steal_pointer (&sum);
}

/* -- Run -- */

static gboolean
check_members (GxConnection *book, const GxHandover *handover, GError **error)
{
  if (handover->from == handover->to)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID,
                           _("They look after these customers already: choose somebody else."));
      return FALSE;
    }
  if (handover->to == 0
      || gx_connection_get_int64 (book, 0, NULL, "select 1 from member where id = ? and gone = 0", "i",
                                  handover->to) != 0)
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This member is not in the book."));
  return FALSE;
}

static gboolean
fill_handed (GxConnection *book, GxIdList *ids, GError **error)
{
  g_autoptr (GxInserter) handed = NULL;

  if (!gx_connection_run (book, error,
                          "create temp table if not exists handed (id integer primary key)", NULL)
      || !gx_connection_run (book, error, "delete from temp.handed", NULL))
    return FALSE;
  handed = gx_inserter_new (book, "insert into temp.handed (id)", 1, NULL);
  for (guint i = 0; i < gx_id_list_length (ids); i++)
    if (!gx_inserter_add (handed, error, "i", gx_id_list_get (ids, i)))
      return FALSE;
  return gx_inserter_flush (handed, error);
}

static gboolean
write_owner (GxConnection *book, const GxHandover *handover, gint64 *customers, GError **error)
{
  if (!gx_connection_run (book, error,
                          "update customer set owner_id = ? where id in (select id from temp.handed)", "I",
                          handover->to))
    return FALSE;
  *customers = gx_connection_changes (book);
  return TRUE;
}

static gboolean
write_tasks (GxConnection *book, const GxHandover *handover, gint64 *tasks, GError **error)
{
  if (!gx_connection_run (book, error,
                          "update task set owner_id = nullif (?2, 0) where gone = 0 and done_day is null and "
                          OWNED_BY ("owner_id") " and (customer_id in (select id from temp.handed) "
                          "or (?3 and customer_id is null))", "iii", handover->from, handover->to,
                          (gint64) (handover->among == NULL)))
    return FALSE;
  *tasks = gx_connection_changes (book);
  return TRUE;
}

typedef struct {
  gint64 customers, tasks;
} Handed;

static gboolean
hand_over (GxConnection *book, const GxActor *actor, const GxHandover *handover, Handed *handed,
           GError **error)
{
  g_autoptr (GxStep) step = gx_step_begin (book, actor, "customer.hand_over", error);
  g_autoptr (GxIdList) ids = NULL;

  if (step == NULL || !check_members (book, handover, error)
      || (ids = find_customers (book, handover, error)) == NULL)
    return FALSE;
  gx_step_expect (step, gx_id_list_length (ids));
  return fill_handed (book, ids, error)
         && write_owner (book, handover, &handed->customers, error)
         && (!handover->with_tasks || write_tasks (book, handover, &handed->tasks, error))
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_handover_run (GxConnection *book, const GxActor *actor, const GxHandover *handover, gint64 *customers,
                 gint64 *tasks, GError **error)
{
  Handed handed = { 0, 0 };

  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL && handover != NULL, FALSE);

  if (!hand_over (book, actor, handover, &handed, error))
    {
      gx_error_prefix (error, _("Could not hand the customers over"));
      return FALSE;
    }
  if (customers != NULL)
    *customers = handed.customers;
  if (tasks != NULL)
    *tasks = handed.tasks;
  return TRUE;
}

/* -- Customer by customer -- */

void
gx_handover_item_free (GxHandoverItem *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->row, gx_customer_row_free);
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_item (GxConnection *book, GxHandoverItem *self, GxDay as_of, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select last_purchase_day, median_gap_days from customer_fact where customer_id = ?", "i", self->row->id);
  Rhythm rhythm = { -1, -1, FALSE };

  if (gx_statement_next (query))
    rhythm = read_rhythm (query, 0, as_of);
  if (!gx_statement_finish (query, error)
      || (self->tasks = gx_tasks_list (book, GX_TASKS_OPEN, as_of, self->row->id, 0, error)) == NULL)
    return FALSE;
  self->quiet_days = rhythm.quiet_days;
  self->usual_days = rhythm.usual_days;
  self->is_late = self->is_at_risk = rhythm.is_late;
  for (guint i = 0; i < self->tasks->len; i++)
    {
      const GxTask *task = g_ptr_array_index (self->tasks, i);

      self->is_at_risk |= g_str_equal (task->kind, "promise") && task->due_day != GX_NO_DAY
                          && task->due_day < as_of;
    }
  return TRUE;
}

static gboolean
read_page (GxConnection *book, GxIdList *ids, guint first, GxDay as_of, GPtrArray *items, GError **error)
{
  guint n = MIN (PAGE, gx_id_list_length (ids) - first);
  g_autofree GxId *page = g_new (GxId, n);
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < n; i++)
    page[i] = gx_id_list_get (ids, first + i);
  if ((rows = gx_customers_rows (book, page, n, NULL, error)) == NULL
      || !gx_customers_rows_read_ways (book, rows, error))
    return FALSE;
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < n; i++)
    {
      GxHandoverItem *item = g_new0 (GxHandoverItem, 1);

      item->row = g_ptr_array_index (rows, i);
      g_ptr_array_add (items, item);
    }
  for (guint i = 0; i < n; i++)
    if (!read_item (book, g_ptr_array_index (items, first + i), as_of, error))
      return FALSE;
  return TRUE;
}

GPtrArray *
gx_handover_list (GxConnection *book, GxIdList *ids, GxDay as_of, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_handover_item_free);

  g_return_val_if_fail (GX_IS_CONNECTION (book) && ids != NULL, NULL);

  if (as_of == GX_NO_DAY)
    as_of = gx_clock_today ();
  for (guint first = 0; first < gx_id_list_length (ids); first += PAGE)
    if (!read_page (book, ids, first, as_of, items, error))
      return NULL;
  return g_steal_pointer (&items);
}

/* -- Loads -- */

GArray *
gx_member_loads (GxConnection *book, GError **error)
{
  g_autoptr (GArray) loads = g_array_new (FALSE, FALSE, sizeof (GxMemberLoad));
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book,
    "select member, sum (customers), sum (tasks) from ("
    "select coalesce (owner_id, 0) as member, count (*) as customers, 0 as tasks from customer "
    "where gone = 0 group by 1 union all "
    "select coalesce (t.owner_id, 0), 0, count (*) from task t left join customer c on c.id = t.customer_id "
    "where t.gone = 0 and t.done_day is null and coalesce (c.gone, 0) = 0 group by 1) group by 1", NULL);
  while (gx_statement_next (query))
    {
      GxMemberLoad load = { gx_statement_int64 (query, 0), (guint) gx_statement_int64 (query, 1),
                            (guint) gx_statement_int64 (query, 2) };

      g_array_append_val (loads, load);
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&loads) : NULL;
}
