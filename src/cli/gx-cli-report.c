/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-criteria.h"
#include "cli/gx-cli-private.h"
#include "insight/gx-insight.h"
#include "insight/gx-report.h"

#include <glib/gi18n-lib.h>

static void
print_mark (GxPrinter *out, const GxMark *mark, const char *currency)
{
  g_autofree char *criteria = gx_criteria_to_json (mark->criteria);

  gx_printer_begin_object (out);
  gx_printer_put (out, "series", text, mark->series);
  gx_printer_put (out, "key", text, mark->key);
  gx_printer_put (out, "label", text, mark->label);
  gx_printer_put (out, "customers", int, mark->customers);
  gx_printer_put (out, "value", money, mark->value_minor, currency);
  gx_printer_put (out, "value_12_months", money, mark->value12_minor, currency);
  gx_printer_put (out, "criteria", json, criteria);
  gx_printer_end_object (out);
}

static void
print_curve (GxPrinter *out, const GxReport *report)
{
  gx_printer_key (out, "curve");
  gx_printer_begin_list (out);
  for (guint i = 0; i < report->curve->len; i++)
    {
      const GxSharePoint *point = &g_array_index (report->curve, GxSharePoint, i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "customers", real, point->customers);
      gx_printer_put (out, "value", real, point->value);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
  gx_printer_put (out, "share_for_80", real, report->share_for_80);
}

static void
print_report (GxPrinter *out, const GxReport *report)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "report", text, report->name);
  gx_printer_put (out, "as_of", day, report->as_of);
  gx_printer_put (out, "customers", int, report->customers);
  gx_printer_put (out, "value", money, report->value_minor, report->currency);
  gx_printer_put (out, "value_12_months", money, report->value12_minor, report->currency);
  gx_printer_put (out, "negative_customers", int, report->n_negative);
  gx_printer_put (out, "negative_value", money, report->negative_minor, report->currency);
  gx_printer_put (out, "walk_in_value", money, report->walk_in_minor, report->currency);
  gx_printer_put (out, "other_currency_customers", int, report->n_elsewhere);
  gx_printer_key (out, "marks");
  gx_printer_begin_list (out);
  for (guint i = 0; i < report->marks->len; i++)
    print_mark (out, g_ptr_array_index (report->marks, i), report->currency);
  gx_printer_end_list (out);
  if (report->curve->len > 0)
    print_curve (out, report);
  gx_printer_end_object (out);
}

/* One customer, as the report sees them. */
static gboolean
print_standing (GxCli *cli, const GxCriteriaContext *context, GError **error)
{
  GxPrinter *out = gx_cli_out (cli);
  g_autoptr (GxPortrait) portrait = gx_insight_portrait (gx_cli_book (cli), context, error);
  gint64 i = -1;
  GxId id = 0;

  if (portrait == NULL || !gx_cli_customer (cli, gx_cli_option (cli, "customer"), &id, error))
    return FALSE;
  i = gx_portrait_find (portrait, id);
  if (i < 0)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This customer lies in the bin."));
      return FALSE;
    }
  gx_printer_begin_object (out);
  gx_printer_put (out, "customer_id", id, id);
  gx_printer_put (out, "as_of", day, portrait->as_of);
  gx_printer_put (out, "lifecycle", text, gx_lifecycle_words[portrait->lifecycles[i]]);
  gx_printer_put (out, "tier", text,
                  portrait->tiers[i] != GX_TIER_NONE ? gx_tier_words[portrait->tiers[i] - GX_TIER_A] : NULL);
  gx_printer_put (out, "first_purchase", day, portrait->first_days[i]);
  gx_printer_put (out, "last_purchase", day, portrait->last_days[i]);
  gx_printer_key (out, "recency_days");
  if (gx_portrait_recency (portrait, (guint) i) >= 0)
    gx_printer_int (out, gx_portrait_recency (portrait, (guint) i));
  else
    gx_printer_null (out);
  gx_printer_put (out, "purchase_days", int, portrait->frequencies[i]);
  gx_printer_put (out, "value", money, portrait->values_minor[i], portrait->currency);
  gx_printer_put (out, "value_12_months", money, portrait->values12_minor[i], portrait->currency);
  gx_printer_put (out, "r", int, portrait->r[i]);
  gx_printer_put (out, "f", int, portrait->f[i]);
  gx_printer_put (out, "m", int, portrait->m[i]);
  gx_printer_end_object (out);
  return TRUE;
}

static gboolean
run_report (GxCli *cli, const char *name, GError **error)
{
  GxCriteriaContext context = { 0 };
  g_autoptr (GxCriteria) where = NULL;
  g_autoptr (GxReport) report = NULL;

  if (!gx_cli_context (cli, &context, error) || !gx_cli_where (cli, &where, error))
    return FALSE;
  if (gx_cli_has (cli, "customer"))
    return print_standing (cli, &context, error);
  report = gx_insight_report (gx_cli_book (cli), name, &context, where, error);
  if (report == NULL)
    return FALSE;
  print_report (gx_cli_out (cli), report);
  return TRUE;
}

static gboolean
run_rfm (GxCli *cli, GError **error)
{
  return run_report (cli, "rfm", error);
}

static gboolean
run_lifecycle (GxCli *cli, GError **error)
{
  return run_report (cli, "lifecycle", error);
}

static gboolean
run_pareto (GxCli *cli, GError **error)
{
  return run_report (cli, "pareto", error);
}

static gboolean
run_sources (GxCli *cli, GError **error)
{
  return run_report (cli, "sources", error);
}

#define OPTIONS "as-of currency where"

const GxCliCommand gx_cli_report_commands[] = {
  { "report", "rfm", NULL, N_("Recency, frequency and money, in 25 groups; or of one customer"),
    OPTIONS " customer", GX_CLI_READS, 0, 0, run_rfm },
  { "report", "lifecycle", NULL, N_("New, active, dormant, lapsed; or of one customer"), OPTIONS " customer",
    GX_CLI_READS, 0, 0, run_lifecycle },
  { "report", "pareto", NULL, N_("Who brings how much of the last 12 months' value"), OPTIONS, GX_CLI_READS,
    0, 0, run_pareto },
  { "report", "sources", NULL, N_("New customers of the last 24 months, by source"), OPTIONS, GX_CLI_READS,
    0, 0, run_sources },
  { NULL }
};
