/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-file.h"
#include "cli/gx-cli-private.h"
#include "interchange/gx-import-mapping.h"
#include "quality/gx-crowd.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (GxCli *cli, const char *option, const char *words, GError **error)
{
  /* Translators: %1$s is the name of an option: "as"; %2$s is a list of words; %3$s is what was typed */
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("--%1$s is one of %2$s, not “%3$s”."), option, words,
               gx_cli_option (cli, option));
  return FALSE;
}

static void
take_text (GxCli *cli, const char *option, char **text)
{
  if (!gx_cli_has (cli, option))
    return;
  g_free (*text);
  *text = g_strdup (gx_cli_option (cli, option));
}

/* What the file cannot say of itself. */
static gboolean
take_reading (GxCli *cli, GxImportPlan *plan, GError **error)
{
  GxTableOptions table = { 0 };

  if (!gx_cli_table_options (cli, &table, error))
    return FALSE;
  if (gx_cli_has (cli, "delimiter"))
    plan->delimiter = table.delimiter;
  if (gx_cli_has (cli, "no-header"))
    plan->no_header = TRUE;
  if (gx_cli_has (cli, "leave-hidden"))
    plan->leave_hidden = TRUE;
  take_text (cli, "encoding", &plan->encoding);
  take_text (cli, "sheet", &plan->sheet);
  take_text (cli, "currency", &plan->currency);
  take_text (cli, "rejects", &plan->rejects_path);
  return TRUE;
}

static gboolean
take_meaning (GxCli *cli, GxImportPlan *plan, GError **error)
{
  const char *as = gx_cli_option (cli, "as"), *order = gx_cli_option (cli, "day-order"),
             *on_match = gx_cli_option (cli, "on-match"), *amount_of = gx_cli_option (cli, "amount-of");
  const char *columns = gx_cli_option (cli, "columns"), *key = gx_cli_option (cli, "key");
  g_auto (GStrv) keys = key != NULL ? g_strsplit (key, ",", -1) : NULL;

  if (as != NULL && !gx_import_kind_parse (as, &plan->kind))
    return refuse (cli, "as", "customers, purchases, events, products, auto", error);
  if (order != NULL && !gx_day_order_parse (order, &plan->day_order))
    return refuse (cli, "day-order", "ymd, dmy, mdy", error);
  if (amount_of != NULL && !gx_amount_of_parse (amount_of, &plan->amount_of))
    return refuse (cli, "amount-of", "line, order", error);
  if (on_match != NULL && !gx_on_match_parse (on_match, &plan->on_match))
    return refuse (cli, "on-match", "skip, fill, overwrite, add", error);
  if (columns != NULL && !gx_import_plan_set_columns (plan, columns, error))
    return FALSE;
  return keys == NULL || gx_import_plan_set_keys (plan, (const char *const *) keys, error);
}

/* A file, or the name of a mapping that the book has kept. */
static gboolean
take_map (GxCli *cli, GxImportPlan *plan, const char *map, GError **error)
{
  if (g_str_has_suffix (map, ".json") || g_file_test (map, G_FILE_TEST_EXISTS))
    return gx_import_plan_load_map (plan, map, error);
  return gx_import_mapping_take (gx_cli_book (cli), plan, map, error);
}

static GxImportPlan *
make_plan (GxCli *cli, GError **error)
{
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (gx_cli_arg (cli, 0));
  const char *map = gx_cli_option (cli, "map");

  gboolean is_told = map != NULL || gx_cli_has (cli, "columns") || gx_cli_has (cli, "as");

  if (!gx_import_plan_learn (plan, gx_cli_book (cli), error)
      || (map != NULL && !take_map (cli, plan, map, error)))
    return NULL;
  if (!take_reading (cli, plan, error) || !take_meaning (cli, plan, error)
      || !gx_import_plan_look (plan, error))
    return NULL;
  if (!is_told && !gx_import_mapping_recall (gx_cli_book (cli), plan, NULL, error))
    return NULL;
  return g_steal_pointer (&plan);
}

static void
print_problems (GxPrinter *out, GPtrArray *problems)
{
  gx_printer_key (out, "problems");
  gx_printer_begin_list (out);
  for (guint i = 0; i < problems->len; i++)
    {
      const GxImportProblem *problem = g_ptr_array_index (problems, i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "row", int, problem->row);
      gx_printer_put (out, "column", text, problem->column);
      gx_printer_put (out, "value", text, problem->value);
      if (problem->repaired != NULL)
        gx_printer_put (out, "repaired", text, problem->repaired);
      gx_printer_put (out, "code", text, problem->code);
      gx_printer_put (out, "reason", text, problem->reason);
      gx_printer_put (out, "severity", text, gx_severity_name (problem->severity));
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
}

static void
print_matches (GxPrinter *out, const GArray *matches)
{
  gx_printer_key (out, "matches");
  gx_printer_begin_list (out);
  for (guint i = 0; i < matches->len; i++)
    {
      const GxImportMatch *match = &g_array_index (matches, GxImportMatch, i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "customer", id, match->customer);
      gx_printer_put (out, "name", text, match->name);
      gx_printer_put (out, "score", int, match->score);
      gx_printer_put (out, "reasons", text, match->reasons);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
}

static void
print_fields (GxPrinter *out, const GArray *changes)
{
  gx_printer_key (out, "fields");
  gx_printer_begin_list (out);
  for (guint i = 0; i < changes->len; i++)
    {
      const GxImportChange *change = &g_array_index (changes, GxImportChange, i);
      g_autofree char *word = gx_import_change_word (change);

      gx_printer_begin_object (out);
      gx_printer_put (out, "field", text, word);
      gx_printer_put (out, "read", text, change->read);
      gx_printer_put (out, "before", text, change->before);
      gx_printer_put (out, "after", text, change->after);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
}

static void
print_notices (GxPrinter *out, GPtrArray *notices)
{
  gx_printer_key (out, "notices");
  gx_printer_begin_list (out);
  for (guint i = 0; i < notices->len; i++)
    {
      const GxNotice *notice = g_ptr_array_index (notices, i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "code", text, notice->code);
      gx_printer_put (out, "count", int, notice->count);
      gx_printer_put (out, "text", text, notice->text);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
}

/* What is done with every row. */
static void
print_changes (GxPrinter *out, const GxImportLog *log)
{
  guint n = gx_import_log_count (log, GX_SHOW_ALL);

  gx_printer_key (out, "changes");
  gx_printer_begin_list (out);
  for (guint i = 0; i < n; i++)
    {
      g_auto (GxImportRecord) record = { 0 };

      gx_import_log_read (log, i, &record);
      gx_printer_begin_object (out);
      gx_printer_put (out, "row", int, record.row);
      gx_printer_put (out, "outcome", text, gx_import_outcome_name (record.outcome));
      print_matches (out, record.matches);
      print_fields (out, record.changes);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
}

/* What each column was taken for, and why. */
static void
print_columns (GxPrinter *out, const GxImportPlan *plan)
{
  gx_printer_key (out, "columns");
  gx_printer_begin_list (out);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      g_autofree char *word = gx_import_plan_get_word (plan, i);
      g_autofree char *why = i < plan->guesses->len ? gx_import_plan_explain (plan, i) : NULL;

      gx_printer_begin_object (out);
      gx_printer_put (out, "header", text, i < plan->headers->len ? plan->headers->pdata[i] : "");
      gx_printer_put (out, "field", text, word);
      gx_printer_put (out, "why", text, why);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
}

static void
print_pairs (GxPrinter *out, GPtrArray *pairs)
{
  gx_printer_key (out, "matches");
  gx_printer_begin_list (out);
  for (guint i = 0; i < pairs->len; i++)
    {
      const GxImportPair *pair = pairs->pdata[i];

      gx_printer_begin_object (out);
      gx_printer_put (out, "row", int, pair->row);
      if (pair->with_row != 0)
        gx_printer_put (out, "with_row", int, pair->with_row);
      else
        gx_printer_put (out, "with_customer", id, pair->with_customer);
      gx_printer_put (out, "name", text, pair->name);
      gx_printer_put (out, "score", real, gx_comparison_round (pair->score));
      gx_printer_put (out, "reasons", words, (const char *const *) pair->reasons);
      gx_printer_put (out, "done", text, pair->is_joined ? "joined" : "added");
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
}

static void
print_report (GxPrinter *out, const GxImportPlan *plan, const GxImportReport *report, GxId step,
              gboolean is_rehearsal)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "step", id, step);
  if (is_rehearsal)
    gx_printer_put (out, "rehearsed", bool, TRUE);
  gx_printer_put (out, "kind", text, gx_import_kind_name (report->kind));
  gx_printer_put (out, "rows", int, report->rows);
  gx_printer_put (out, "added", int, report->added);
  gx_printer_put (out, "updated", int, report->updated);
  gx_printer_put (out, "unchanged", int, report->unchanged);
  gx_printer_put (out, "left", int, report->left);
  gx_printer_put (out, "rejected", int, report->rejected);
  gx_printer_put (out, "new_customers", int, report->n_customers);
  gx_printer_put (out, "new_purchases", int, report->n_purchases);
  gx_printer_put (out, "new_products", int, report->n_products);
  gx_printer_put (out, "totals", int, report->totals);
  print_notices (out, report->notices);
  gx_printer_put (out, "all_problems", int, report->n_problems);
  print_columns (out, plan);
  print_problems (out, report->problems);
  gx_printer_put (out, "joined", int, report->n_joined);
  gx_printer_put (out, "possible", int, report->n_possible);
  print_pairs (out, report->matches);
  if (report->log != NULL)
    print_changes (out, report->log);
  gx_printer_end_object (out);
}

static gboolean
run_import (GxCli *cli, GError **error)
{
  gboolean is_rehearsal = gx_cli_has (cli, "rehearse");
  g_autoptr (GxImportPlan) plan = make_plan (cli, error);
  g_autoptr (GxImportReport) report = NULL;
  GxId step = 0;

  if (plan == NULL)
    return FALSE;
  if (!(is_rehearsal ? gx_import_rehearse (gx_cli_book (cli), gx_cli_actor (cli), plan, gx_cli_progress,
                                           cli, NULL, &report, error)
                     : gx_import_run (gx_cli_book (cli), gx_cli_actor (cli), plan, gx_cli_progress, cli,
                                      NULL, &report, &step, error)))
    return FALSE;
  print_report (gx_cli_out (cli), plan, report, step, is_rehearsal);
  if (is_rehearsal && report->n_problems > report->n_severities[GX_SEVERITY_REPAIR])
    gx_cli_set_status (cli, GX_CLI_ATTENTION);
  return TRUE;
}

const GxCliCommand gx_cli_import_commands[] = {
  { "import", NULL, "FILE", N_("Bring in customers, sales or events from a file"),
    "as map columns no-header delimiter sheet leave-hidden encoding day-order amount-of key on-match "
    "currency "
    "rejects rehearse",
    GX_CLI_WRITES, 1, 1, run_import },
  { NULL }
};
