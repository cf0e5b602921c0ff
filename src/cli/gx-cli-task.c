/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "base/gx-phrase.h"
#include "cli/gx-cli-private.h"
#include "cli/gx-cli-records.h"
#include "work/gx-today.h"

#include <glib/gi18n-lib.h>

/* --filter, or --due today as its short form. */
static gboolean
take_filter (GxCli *cli, GxTaskFilter *filter, GError **error)
{
  static const char *const words[] = { "open", "due", "overdue", "today", "upcoming", "done", NULL };
  const char *text = gx_cli_option (cli, "filter");

  *filter = GX_TASKS_OPEN;
  if (text == NULL && g_strcmp0 (gx_cli_option (cli, "due"), "today") == 0)
    *filter = GX_TASKS_DUE;
  if (text == NULL)
    return TRUE;
  for (int i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      {
        *filter = (GxTaskFilter) i;
        return TRUE;
      }
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
               /* Translators: %s is what was typed; the words of the list stay as they are */
               _("--filter is open, due, overdue, today, upcoming or done, not “%s”."), text);
  return FALSE;
}

static gboolean
run_list (GxCli *cli, GError **error)
{
  g_autoptr (GPtrArray) tasks = NULL;
  const char *customer_text = gx_cli_option (cli, "customer");
  GxTaskFilter filter = GX_TASKS_OPEN;
  GxDay as_of = GX_NO_DAY, due = GX_NO_DAY;
  gint64 limit = 0;
  GxId customer = 0;

  if ((customer_text != NULL && !gx_cli_customer (cli, customer_text, &customer, error))
      || !take_filter (cli, &filter, error)
      || !gx_cli_day_option (cli, "as-of", gx_clock_today (), &as_of, error)
      || !gx_cli_day_option (cli, "due", GX_NO_DAY, &due, error)
      || !gx_cli_int_option (cli, "limit", 0, G_MAXINT32, 0, &limit, error))
    return FALSE;
  tasks = gx_tasks_list (gx_cli_book (cli), filter, as_of, customer, (int) limit, error);
  if (tasks == NULL)
    return FALSE;
  gx_printer_begin_list (gx_cli_out (cli));
  for (guint i = 0; i < tasks->len; i++)
    {
      const GxTask *task = g_ptr_array_index (tasks, i);

      if (due == GX_NO_DAY || filter == GX_TASKS_DUE || task->due_day == due)
        gx_cli_print_task (gx_cli_out (cli), task);
    }
  gx_printer_end_list (gx_cli_out (cli));
  return TRUE;
}

static gboolean
run_add (GxCli *cli, GError **error)
{
  const char *customer_text = gx_cli_option (cli, "customer"), *kind = gx_cli_option (cli, "kind");
  g_autoptr (GxTask) task = NULL;
  g_autoptr (GxStep) step = NULL;
  GxDay due = GX_NO_DAY;
  GxId customer = 0, id = 0;
  gint64 at = 0;
  int offset_min = 0;

  if (kind != NULL && !gx_phrase_is_key ("task.kind", kind))
    {
      /* Translators: %s is what was typed; follow_up and promise stay as they are */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("--kind is follow_up or promise, not “%s”."), kind);
      return FALSE;
    }
  if ((customer_text != NULL && !gx_cli_customer (cli, customer_text, &customer, error)) ||
      !gx_cli_moment_options (cli, "due", &due, &at, &offset_min, error))
    return FALSE;
  task = gx_task_new (customer, gx_cli_option (cli, "title"), due != GX_NO_DAY ? due : gx_clock_today ());
  task->due_at = at;
  task->offset_min = offset_min;
  if (kind != NULL)
    task->kind = kind;
  step = gx_cli_begin (cli, "task.add", error);
  if (step == NULL || !gx_tasks_save (gx_cli_book (cli), gx_cli_actor (cli), task, &id, error) ||
      !gx_cli_commit (cli, g_steal_pointer (&step), error))
    return FALSE;
  gx_printer_put (gx_cli_out (cli), "id", id, id);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

static gboolean
run_done (GxCli *cli, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  GxId id = 0;

  if (!gx_cli_id (gx_cli_arg (cli, 0), &id, error))
    return FALSE;
  step = gx_cli_begin (cli, "task.done", error);
  if (step == NULL || !gx_tasks_done (gx_cli_book (cli), gx_cli_actor (cli), id, error) ||
      !gx_cli_commit (cli, g_steal_pointer (&step), error))
    return FALSE;
  gx_printer_put (gx_cli_out (cli), "id", id, id);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

static void
print_today_item (GxPrinter *out, const GxTodayItem *item)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "reason", text, item->reason);
  gx_printer_put (out, "day", day, item->day);
  gx_printer_put (out, "task_id", id, item->task != NULL ? item->task->id : 0);
  gx_printer_put (out, "title", text, item->task != NULL ? item->task->title : NULL);
  gx_printer_put (out, "customer_id", id, item->customer != NULL ? item->customer->id : 0);
  gx_printer_put (out, "customer", text, item->customer != NULL ? item->customer->shown_name : NULL);
  gx_printer_put (out, "birthday", text, item->birthday);
  gx_printer_key (out, "turns");
  if (item->task == NULL && item->turns_age >= 0)
    gx_printer_int (out, item->turns_age);
  else
    gx_printer_null (out);
  gx_printer_end_object (out);
}

static gboolean
run_today (GxCli *cli, GError **error)
{
  g_autoptr (GPtrArray) items = NULL;
  GxDay as_of = GX_NO_DAY;

  if (!gx_cli_day_option (cli, "as-of", gx_clock_today (), &as_of, error))
    return FALSE;
  items = gx_today (gx_cli_book (cli), as_of, error);
  if (items == NULL)
    return FALSE;
  gx_printer_list (gx_cli_out (cli), items, (gpointer) print_today_item);
  return TRUE;
}

const GxCliCommand gx_cli_task_commands[] = {
  { "task", "list", NULL, N_("List tasks, earliest due first"), "customer filter due limit as-of",
    GX_CLI_READS, 0, 0, run_list },
  { "task", "add", NULL, N_("Add a task or a promise"), "customer kind title due at rehearse", GX_CLI_WRITES,
    0, 0, run_add },
  { "task", "done", "ID", N_("Finish a task"), "rehearse", GX_CLI_WRITES, 1, 1, run_done },
  { "today", NULL, NULL, N_("List what the day asks for: tasks, promises, birthdays"), "as-of", GX_CLI_READS,
    0, 0, run_today },
  { NULL }
};
