/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-private.h"

#include "customers/gx-differences.h"

#include <glib/gi18n-lib.h>

/* What two members changed without knowing of each other: read, and decided by the step that was
   overwritten. */

static void
print_cell (GxPrinter *out, const GxConflictCell *cell)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "column", text, cell->column);
  gx_printer_put (out, "value", text, cell->value);
  gx_printer_put (out, "other_value", text, cell->other_value);
  gx_printer_end_object (out);
}

static void
print_difference (GxPrinter *out, const GxDifference *difference)
{
  const GxConflict *conflict = difference->conflict;

  gx_printer_begin_object (out);
  gx_printer_put (out, "other_step", id, conflict->other_step);
  gx_printer_put (out, "customer_id", id, conflict->customer_id);
  gx_printer_put (out, "customer", text, conflict->customer_name);
  gx_printer_put (out, "place", text, difference->place);
  gx_printer_put (out, "value", text, difference->value);
  gx_printer_put (out, "by", text, conflict->author_name);
  gx_printer_put (out, "at", at, conflict->at_ms / 1000, 0);
  gx_printer_put (out, "other_value", text, difference->other_value);
  gx_printer_put (out, "other_by", text, conflict->other_author_name);
  gx_printer_put (out, "other_at", at, conflict->other_at_ms / 1000, 0);
  gx_printer_put (out, "step", id, conflict->step);
  gx_printer_put (out, "deleted", bool, conflict->is_delete);
  gx_printer_put (out, "table", text, conflict->table);
  gx_printer_put (out, "row", id, conflict->row);
  gx_printer_put (out, "cells", list, conflict->cells, (gpointer) print_cell);
  gx_printer_end_object (out);
}

static GPtrArray *
list_chosen (GxCli *cli, gint64 limit, GError **error)
{
  const char *text = gx_cli_option (cli, "customer");
  GxId customer = 0;

  if (text != NULL && !gx_cli_customer (cli, text, &customer, error))
    return NULL;
  return gx_differences_list (gx_cli_book (cli), customer, (int) limit, error);
}

static gboolean
run_list (GxCli *cli, GError **error)
{
  g_autoptr (GPtrArray) differences = NULL;
  gint64 limit = 0;

  if (!gx_cli_int_option (cli, "limit", 1, G_MAXINT32, 100, &limit, error)
      || (differences = list_chosen (cli, limit, error)) == NULL)
    return FALSE;
  gx_printer_list (gx_cli_out (cli), differences, (gpointer) print_difference);
  if (differences->len > 0)
    gx_cli_set_status (cli, GX_CLI_ATTENTION);
  return TRUE;
}

typedef gboolean (*Decide) (GxConnection *book, const GxActor *actor, const GxConflict *conflict, GxId *step,
                            GError **error);

static gboolean
decide (GxCli *cli, const char *label, Decide decide_one, GError **error)
{
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GxStep) step = NULL;
  GxId other_step = 0;
  int decided = 0;

  if (!gx_cli_id (gx_cli_arg (cli, 0), &other_step, error)
      || (step = gx_cli_begin (cli, label, error)) == NULL
      || (differences = list_chosen (cli, -1, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < differences->len; i++)
    {
      const GxConflict *conflict = ((GxDifference *) differences->pdata[i])->conflict;

      if (conflict->other_step != other_step)
        continue;
      if (!decide_one (gx_cli_book (cli), gx_cli_actor (cli), conflict, NULL, error))
        return FALSE;
      decided++;
    }
  if (decided == 0)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND,
                           _("Of this step nothing is to be decided: `conflict list` says what is, and by "
                             "which steps."));
      return FALSE;
    }
  if (!gx_cli_commit (cli, g_steal_pointer (&step), error))
    return FALSE;
  gx_printer_put (gx_cli_out (cli), "decided", int, decided);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

static gboolean
run_use_other (GxCli *cli, GError **error)
{
  return decide (cli, "conflict.use_other", gx_conflict_use_other, error);
}

static gboolean
run_keep (GxCli *cli, GError **error)
{
  return decide (cli, "conflict.keep", gx_conflict_keep, error);
}

const GxCliCommand gx_cli_conflict_commands[] = {
  { "conflict", "list", NULL, N_("List what two members changed without knowing of each other"),
    "customer limit", GX_CLI_READS, 0, 0, run_list },
  { "conflict", "use-other", "OTHER_STEP", N_("Let what this step wrote hold, though another came later"),
    "customer rehearse", GX_CLI_WRITES, 1, 1, run_use_other },
  { "conflict", "keep", "OTHER_STEP", N_("Let what holds stay, and forget what this step wrote"),
    "customer rehearse", GX_CLI_WRITES, 1, 1, run_keep },
  { NULL }
};
