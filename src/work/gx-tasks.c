/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "base/gx-phrase.h"
#include "base/gx-time-of-day.h"
#include "store/gx-projection.h"
#include "store/gx-record.h"
#include "store/gx-statement.h"
#include "work/gx-tasks.h"

#define COLUMNS \
  "t.id, t.gone, t.customer_id, t.kind, t.title, t.due_day, t.due_at, t.offset_min, t.done_day, t.done_at, " \
  "t.owner_id, t.event_id"

/* Tasks of the bin's customers wait there with them. */
#define LIVE \
  "from task t left join customer c on c.id = t.customer_id where t.gone = 0 and coalesce (c.gone, 0) = 0 "
#define OF_CUSTOMER "and (?1 = 0 or t.customer_id = ?1) "

static GxTask *
read_task (GxStatement *query)
{
  GxTask *self = g_new0 (GxTask, 1);

  self->id = gx_statement_int64 (query, 0);
  self->gone = gx_statement_int (query, 1);
  self->customer_id = gx_statement_int64 (query, 2);
  self->kind = g_intern_string (gx_statement_text (query, 3));
  self->title = gx_statement_dup_text (query, 4);
  self->due_day = gx_statement_day (query, 5);
  self->due_at = gx_statement_int64 (query, 6);
  self->offset_min = gx_statement_int (query, 7);
  self->done_day = gx_statement_day (query, 8);
  self->done_at = gx_statement_int64 (query, 9);
  self->owner_id = gx_statement_int64 (query, 10);
  self->event_id = gx_statement_int64 (query, 11);
  return self;
}

/* Takes @query. */
static GPtrArray *
read_tasks (GxConnection *book, GxStatement *query, GError **error)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_task_free);
  g_autoptr (GxStatement) taken = query;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GxId));
  g_autoptr (GPtrArray) rows = NULL;

  while (gx_statement_next (taken))
    {
      GxTask *task = read_task (taken);

      g_ptr_array_add (tasks, task);
      g_array_append_val (ids, task->customer_id);
    }
  if (!gx_statement_finish (taken, error)
      || (rows = gx_customers_rows (book, (const GxId *) (void *) ids->data, ids->len, NULL, error)) == NULL)
    return NULL;

  for (guint i = 0; i < tasks->len; i++)
    {
      GxTask *task = g_ptr_array_index (tasks, i);
      const GxCustomerRow *row = g_ptr_array_index (rows, i);

      task->customer_name = row->is_missing ? NULL : g_strdup (row->shown_name);
    }
  return g_steal_pointer (&tasks);
}

GxTask *
gx_task_new (GxId customer, const char *title, GxDay due_day)
{
  GxTask *self = g_new0 (GxTask, 1);

  self->customer_id = customer;
  self->kind = g_intern_static_string ("follow_up");
  self->title = g_strdup (title);
  self->due_day = due_day;
  self->done_day = GX_NO_DAY;
  return self;
}

void
gx_task_free (GxTask *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->title);
  g_free (self->customer_name);
  g_free (self);
}

GxTask *
gx_task_copy (const GxTask *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GxTask *copy = g_memdup2 (self, sizeof *self);
  copy->title = g_strdup (self->title);
  copy->customer_name = g_strdup (self->customer_name);
  return copy;
}

void
gx_task_set_due (GxTask *self, GxDay day, int minutes)
{
  g_return_if_fail (self != NULL);

  self->due_day = day;
  self->due_at = 0;
  self->offset_min = 0;
  if (day != GX_NO_DAY && minutes != GX_NO_TIME)
    self->due_at = gx_time_of_day_at (day, minutes, &self->offset_min);
}

int
gx_task_get_time (const GxTask *self)
{
  g_return_val_if_fail (self != NULL, GX_NO_TIME);

  return self->due_at != 0 ? gx_time_of_day_of (self->due_at) : GX_NO_TIME;
}

/* -- reading */

GxTask *
gx_tasks_load (GxConnection *book, GxId id, GError **error)
{
  g_autoptr (GPtrArray) tasks = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  tasks = read_tasks (book,
                      gx_connection_query (book,
                                           "select " COLUMNS " from task t where t.id = ? and t.gone < 2",
                                           "i", (gint64) id), error);
  if (tasks == NULL)
    return NULL;
  if (tasks->len == 0)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This task is not in the book."));
      return NULL;
    }
  return g_ptr_array_steal_index (tasks, 0);
}

GPtrArray *
gx_tasks_list (GxConnection *book, GxTaskFilter filter, GxDay as_of, GxId customer, int limit, GError **error)
{
  static const char * const queries[] = {
    [GX_TASKS_OPEN] = "select " COLUMNS " " LIVE OF_CUSTOMER "and t.done_day is null and (?2 is null or ?2 "
                      "is not null) order by t.due_day is null, t.due_day, t.due_at is null, t.due_at, t.id "
                      "limit ?3",
    [GX_TASKS_DUE] = "select " COLUMNS " " LIVE OF_CUSTOMER "and t.done_day is null and t.due_day <= ?2 "
                     "order by t.due_day, t.due_at is null, t.due_at, t.id limit ?3",
    [GX_TASKS_OVERDUE] = "select " COLUMNS " " LIVE OF_CUSTOMER "and t.done_day is null and t.due_day < ?2 "
                         "order by t.due_day, t.due_at is null, t.due_at, t.id limit ?3",
    [GX_TASKS_TODAY] = "select " COLUMNS " " LIVE OF_CUSTOMER "and t.done_day is null and t.due_day = ?2 "
                       "order by t.due_day, t.due_at is null, t.due_at, t.id limit ?3",
    [GX_TASKS_UPCOMING] = "select " COLUMNS " " LIVE OF_CUSTOMER "and t.done_day is null and t.due_day > ?2 "
                          "order by t.due_day, t.due_at is null, t.due_at, t.id limit ?3",
    [GX_TASKS_DONE] = "select " COLUMNS " " LIVE OF_CUSTOMER "and t.done_day is not null "
                      "and (?2 is null or ?2 is not null) order by t.done_day desc, t.done_at desc, t.id "
                      "desc limit ?3",
  };

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);
  g_return_val_if_fail (filter < G_N_ELEMENTS (queries), NULL);

  return read_tasks (book,
    gx_connection_query (book, queries[filter], "idi", (gint64) customer,
                         (int) (as_of != GX_NO_DAY ? as_of : gx_clock_today ()),
                         (gint64) (limit > 0 ? limit : -1)),
    error);
}

/* -- writing */

static gboolean
check_task (const GxTask *task, GError **error)
{
  if (task->kind == NULL || !gx_phrase_is_key ("task.kind", task->kind))
    /* Translators: %s is a word that the program does not know */
    g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is no kind of task."),
                 task->kind != NULL ? task->kind : "");
  else if (task->customer_id == 0 && (task->title == NULL || *task->title == '\0'))
    g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("A task needs a title or a customer."));
  else if (task->title != NULL && !g_utf8_validate (task->title, -1, NULL))
    g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("The text is not valid UTF-8."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
write_task (GxConnection *book, GxId id, const GxTask *task, GError **error)
{
  g_autofree char *title = g_strstrip (g_strdup (task->title != NULL ? task->title : ""));

  return gx_connection_run (book, error,
           "update task set customer_id = ?, kind = ?, title = ?, due_day = ?, due_at = ?, "
           "offset_min = case when ?5 is null then null else ? end, done_day = ?, done_at = ?, event_id = ? "
           "where id = ? and gone < 2",
           "ItTdIidIIi", (gint64) task->customer_id, task->kind, title, (int) task->due_day,
           (gint64) task->due_at,
           (gint64) task->offset_min, (int) task->done_day, (gint64) task->done_at, (gint64) task->event_id,
           (gint64) id)
         && gx_record_found (book, error);
}

gboolean
gx_tasks_save (GxConnection *book, const GxActor *actor, const GxTask *task, GxId *id, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  GxId saved, owner;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL && task != NULL, FALSE);

  saved = task->id != 0 ? task->id : gx_connection_new_id (book);
  owner = task->owner_id != 0 || task->id != 0 ? task->owner_id : actor->author;
  if (!check_task (task, error)
      || (step = gx_step_begin (book, actor, task->id != 0 ? "task.edit" : "task.add", error)) == NULL
      || (task->id == 0 && !gx_connection_run (book, error, "insert into task (id) values (?)", "i",
                                               (gint64) saved))
      || !write_task (book, saved, task, error)
      || !gx_connection_run (book, error, "update task set owner_id = ? where id = ?", "Ii", (gint64) owner,
                             (gint64) saved)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    {
      gx_error_prefix (error, _("Could not save the task"));
      return FALSE;
    }
  if (id != NULL)
    *id = saved;
  return TRUE;
}

static gboolean
write_done (GxConnection *book, GxId id, GError **error)
{
  return gx_connection_run (book, error,
                            "update task set done_day = ?, done_at = ? where id = ? and gone = 0", "dii",
                            (int) gx_clock_today (), gx_clock_now (), (gint64) id)
         && gx_record_found (book, error);
}

gboolean
gx_tasks_done (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = gx_step_begin (book, actor, "task.done", error);
  return step != NULL && write_done (book, id, error) && gx_step_commit (g_steal_pointer (&step), NULL,
                                                                         error);
}

gboolean
gx_tasks_reopen (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = gx_step_begin (book, actor, "task.reopen", error);
  return step != NULL
         && gx_connection_run (book, error,
                               "update task set done_day = null, done_at = null where id = ? and gone = 0",
                               "i", (gint64) id)
         && gx_record_found (book, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_tasks_snooze (GxConnection *book, const GxActor *actor, GxId id, GxDay due_day, GError **error)
{
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  /* The hour was of the day that did not suit. */
  step = gx_step_begin (book, actor, "task.snooze", error);
  return step != NULL
         && gx_connection_run (book, error,
                               "update task set due_day = ?, due_at = null, offset_min = null "
                               "where id = ? and gone = 0", "di",
                               (int) due_day, (gint64) id)
         && gx_record_found (book, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_tasks_bin (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return gx_record_set_gone (book, actor, "task.bin", "task", &id, 1, 1, error);
}

/* The next step follows from @event: it takes over what was not said. */
static gboolean
save_next (GxConnection *book, const GxActor *actor, const GxTask *next, const GxEvent *event, GxId event_id,
           GError **error)
{
  GxTask task = *next;

  task.id = 0;
  task.customer_id = event->customer_id;
  task.event_id = event_id;
  if (task.title == NULL || *task.title == '\0')
    task.title = (char *) gx_phrase ("event.kind", event->kind);
  return gx_tasks_save (book, actor, &task, NULL, error);
}

gboolean
gx_work_log (GxConnection *book, const GxActor *actor, const GxEvent *event, const GxTask *next, GxId closes,
             GxId *event_id, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  GxId logged = 0;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && event != NULL, FALSE);

  if ((step = gx_step_begin (book, actor, "event.log", error)) == NULL
      || !gx_events_log (book, actor, event, &logged, error)
      || (next != NULL && !save_next (book, actor, next, event, logged, error))
      || (closes != 0 && !write_done (book, closes, error))
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    return FALSE;
  if (event_id != NULL)
    *event_id = logged;
  return TRUE;
}

/* -- facts */

static gboolean
project_facts (GxConnection *book, GError **error)
{
  return gx_connection_run (book, error,
    "update customer_fact set next_due_day = (select min (t.due_day) from task t "
    "where t.customer_id = customer_fact.customer_id and t.gone = 0 and t.done_day is null) "
    "where customer_id in (select w.customer_id from temp.touched_customer w "
    "cross join task t on t.customer_id = w.customer_id union all select w.customer_id from "
    "temp.touched_customer w cross join customer_fact f on f.customer_id = w.customer_id "
    "where f.next_due_day is not null)", NULL);
}

static const GxProjection facts = {
  .name = "work", .order = 40, .tables = "customer_fact", .columns = "customer_fact.next_due_day",
  .reads = "task customer.gone",
  .project = project_facts,
};

void
gx_work_register (void)
{
  gx_projection_register (&facts);
}
