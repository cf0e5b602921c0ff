/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-report-chart.h"

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "charts/gx-bar-chart.h"
#include "charts/gx-column-chart.h"
#include "charts/gx-donut-chart.h"
#include "charts/gx-grid-chart.h"
#include "charts/gx-pareto-chart.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define SCORES 5
#define TENTHS 10
#define MONTHS 24
#define MAX_SOURCES 6 /* the rest of them is one series, "other" */

typedef struct {
  const char *name, *report;
  GxChart *(*make) (const GxReport *report);
} Kind;

/* -- What all share */

static GxHue
hue_of_class (const char *key)
{
  static const struct { const char *key; GxHue hue; } hues[] = {
    { "new", GX_HUE_GOLD }, { "active", GX_HUE_GREEN }, { "dormant", GX_HUE_PURPLE },
    { "lapsed", GX_HUE_RUST },
    { "a", GX_HUE_BLUE }, { "b", GX_HUE_GREEN }, { "c", GX_HUE_GOLD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hues); i++)
    if (g_str_equal (hues[i].key, key))
      return hues[i].hue;
  return GX_HUE_GREY;
}

static char *
criteria_of (const GxMark *mark)
{
  return mark->criteria != NULL ? gx_criteria_to_json (mark->criteria) : NULL;
}

static char *
count_customers (gint64 count)
{
  g_autofree char *number = gx_count_format (count);

  /* Translators: %s is a number of customers */
  return g_strdup_printf (ngettext ("%s customer", "%s customers", (gulong) count), number);
}

/* A Chinese full stop has its room within. */
static void
append_sentence (GString *text, char *sentence)
{
  if (text->len > 0 && !g_str_has_suffix (text->str, "。"))
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

/* What the chart leaves out, and why; NULL where that is nothing. @is_money: it shows sums, so what is
   negative matters. */
static char *
footnote_of (const GxReport *report, gboolean is_money)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (is_money && report->n_negative > 0)
    {
      g_autofree char *sum = gx_money_format_short (report->negative_minor, report->currency);
      g_autofree char *who = count_customers (report->n_negative);

      /* Translators: %1$s is "3 customers", %2$s a negative amount */
      append_sentence (text, g_strdup_printf (_("Below zero: %1$s (%2$s, counted in)."), who, sum));
    }
  if (is_money && report->walk_in_minor != 0)
    {
      g_autofree char *sum = gx_money_format_short (report->walk_in_minor, report->currency);

      /* Translators: %s is an amount sold to people who are not in the book */
      append_sentence (text, g_strdup_printf (_("Walk-in sales of %s are left out."), sum));
    }
  if (is_money && report->n_elsewhere > 0)
    {
      g_autofree char *who = count_customers (report->n_elsewhere);

      /* Translators: %1$s is "3 customers", %2$s a currency: "CNY" */
      append_sentence (text, g_strdup_printf (_("%1$s also bought in other currencies; only %2$s is shown."),
                                              who, report->currency));
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
set_footnote (GxChart *chart, const GxReport *report, gboolean is_money)
{
  g_autofree char *footnote = footnote_of (report, is_money);

  gx_chart_set_footnote (chart, footnote);
}

/* "As of 30 June 1998 · 2,357 customers" */
static void
set_as_of (GxChart *chart, const GxReport *report)
{
  g_autofree char *day = gx_day_format (report->as_of);
  g_autofree char *who = count_customers (report->customers);
  /* Translators: %1$s is a day, %2$s is "3 customers" */
  g_autofree char *subtitle = g_strdup_printf (_("As of %1$s · %2$s"), day, who);

  gx_chart_set_subtitle (chart, subtitle);
}

static gboolean
is_of_series (const GxMark *mark, const char *series)
{
  return g_str_equal (mark->series, series);
}

/* -- The charts */

static GxChart *
make_lifecycle (const GxReport *report)
{
  GxDonutChart *chart = gx_donut_chart_new ();
  g_autofree char *number = gx_count_format (report->customers);

  gx_chart_set_title (GX_CHART (chart), _("Lifecycle"));
  set_as_of (GX_CHART (chart), report);
  gx_chart_set_columns (GX_CHART (chart), _("Class"), _("Customers"));
  gx_donut_chart_set_centre (chart, number, ngettext ("customer", "customers", report->customers));
  for (guint i = 0; i < report->marks->len; i++)
    {
      const GxMark *mark = g_ptr_array_index (report->marks, i);
      g_autofree char *criteria = criteria_of (mark);

      gx_donut_chart_add (chart, mark->label, mark->customers, criteria, hue_of_class (mark->key));
    }
  return GX_CHART (chart);
}

static GxChart *
make_value (const GxReport *report)
{
  GxBarChart *chart = gx_bar_chart_new ();
  g_autofree char *total = gx_money_format_short (report->value_minor, report->currency);
  /* Translators: %s is an amount: the sum of all bars */
  g_autofree char *subtitle = g_strdup_printf (_("%s in all, net of returns"), total);

  gx_chart_set_title (GX_CHART (chart), _("Value per class"));
  gx_chart_set_subtitle (GX_CHART (chart), subtitle);
  gx_chart_set_currency (GX_CHART (chart), report->currency);
  gx_chart_set_columns (GX_CHART (chart), _("Class"), _("Value"));
  set_footnote (GX_CHART (chart), report, TRUE);
  for (guint i = 0; i < report->marks->len; i++)
    {
      const GxMark *mark = g_ptr_array_index (report->marks, i);
      g_autofree char *criteria = criteria_of (mark);

      gx_bar_chart_add (chart, mark->label, mark->value_minor, criteria, hue_of_class (mark->key));
    }
  return GX_CHART (chart);
}

static GxChart *
make_tiers (const GxReport *report)
{
  GxBarChart *chart = gx_bar_chart_new ();

  gx_chart_set_title (GX_CHART (chart), _("Tiers"));
  gx_chart_set_subtitle (GX_CHART (chart),
                         _("Value of the last 12 months: A brings the first 70 %, B the next 20 %"));
  gx_chart_set_currency (GX_CHART (chart), report->currency);
  gx_chart_set_columns (GX_CHART (chart), _("Tier"), _("Value"));
  for (guint i = 0; i < report->marks->len; i++)
    {
      const GxMark *mark = g_ptr_array_index (report->marks, i);
      g_autofree char *criteria = criteria_of (mark);
      g_autofree char *who = count_customers (mark->customers);
      g_autofree char *label = g_strdup_printf ("%s · %s", mark->label, who);

      if (is_of_series (mark, "tier"))
        gx_bar_chart_add (chart, label, mark->value12_minor, criteria, hue_of_class (mark->key));
    }
  return GX_CHART (chart);
}

static GxChart *
make_pareto (const GxReport *report)
{
  GxParetoChart *chart = gx_pareto_chart_new (TENTHS);
  g_autofree char *finding = NULL;

  gx_chart_set_title (GX_CHART (chart), _("Concentration of value"));
  gx_chart_set_currency (GX_CHART (chart), report->currency);
  gx_chart_set_columns (GX_CHART (chart), _("Customers"), _("Value"));
  for (guint i = 0; i < report->marks->len; i++)
    {
      const GxMark *mark = g_ptr_array_index (report->marks, i);
      g_autofree char *criteria = criteria_of (mark);

      if (is_of_series (mark, "decile"))
        gx_pareto_chart_set_part (chart, atoi (mark->key) - 1, mark->value12_minor, criteria);
    }
  finding = gx_pareto_chart_get_finding (chart);
  gx_chart_set_subtitle (GX_CHART (chart),
                         finding != NULL ? finding : _("Nothing was sold in the last 12 months"));
  set_footnote (GX_CHART (chart), report, TRUE);
  return GX_CHART (chart);
}

/* Rows from the most frequent on top, columns from long ago to just now. */
static GxChart *
make_rfm (const GxReport *report)
{
  static const char * const rows[] = { "5", "4", "3", "2", "1", NULL };
  static const char * const columns[] = { "1", "2", "3", "4", "5", NULL };
  GxGridChart *chart = gx_grid_chart_new (rows, columns);
  gint64 best = 0;
  g_autofree char *who = NULL;
  g_autofree char *subtitle = NULL;

  gx_chart_set_title (GX_CHART (chart), _("Recency × frequency"));
  gx_grid_chart_set_axes (chart, _("How often"), _("How recently"));
  gx_chart_set_columns (GX_CHART (chart), _("Frequency and recency"), _("Customers"));
  for (guint i = 0; i < report->marks->len; i++)
    {
      const GxMark *mark = g_ptr_array_index (report->marks, i);
      g_autofree char *criteria = criteria_of (mark);
      int r = mark->series[1] - '0', f = mark->key[1] - '0';

      g_assert (r >= 1 && r <= SCORES && f >= 1 && f <= SCORES);
      gx_grid_chart_set_cell (chart, SCORES - f, r - 1, mark->customers, criteria);
      if (r == SCORES && f == SCORES)
        best = mark->customers;
    }
  who = count_customers (best);
  /* Translators: %s is "3 customers" */
  subtitle = g_strdup_printf (_("%s bought both lately and often"), who);
  gx_chart_set_subtitle (GX_CHART (chart), subtitle);
  return GX_CHART (chart);
}

/* -- New customers: months across, the largest sources as series */

static int
compare_uses (gconstpointer a, gconstpointer b, gpointer counts)
{
  guint x = GPOINTER_TO_UINT (g_hash_table_lookup (counts, *(char * const *) a));
  guint y = GPOINTER_TO_UINT (g_hash_table_lookup (counts, *(char * const *) b));

  return x != y ? (x < y ? 1 : -1) : strcmp (*(char * const *) a, *(char * const *) b);
}

/* The sources by size; strings of the report. */
static GPtrArray *
rank_sources (const GxReport *report)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *sources = g_ptr_array_new ();

  for (guint i = 0; i < report->marks->len; i++)
    {
      const GxMark *mark = g_ptr_array_index (report->marks, i);
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, mark->series));

      if (!g_hash_table_contains (counts, mark->series))
        g_ptr_array_add (sources, mark->series);
      g_hash_table_insert (counts, mark->series, GUINT_TO_POINTER (count + mark->customers));
    }
  g_ptr_array_sort_with_data (sources, compare_uses, counts);
  return sources;
}

static int
series_of (GPtrArray *sources, const char *source, int n_series)
{
  guint index = 0;

  g_ptr_array_find_with_equal_func (sources, source, g_str_equal, &index);
  return MIN ((int) index, n_series - 1);
}

static int
period_of (const char *month, GxDay first_day)
{
  int year, number, first_year, first_month;

  if (sscanf (month, "%d-%d", &year, &number) != 2)
    return -1;
  gx_day_split (first_day, &first_year, &first_month, NULL);
  return (year - first_year) * 12 + number - first_month;
}

/* Adds a mark to its cell; a series that gathers several sources asks any of their questions. */
static void
add_to_cell (GxCriteria **cell, GxCriteria *question)
{
  GxCriteria *joined = *cell == NULL ? gx_criteria_ref (question)
                       : gx_criteria_new_any (*cell, question, NULL);

  g_clear_pointer (cell, gx_criteria_unref);
  *cell = joined;
}

static void
fill_columns (GxColumnChart *chart, const GxReport *report, GPtrArray *sources, int n_series, GxDay first_day)
{
  g_autofree gint64 *counts = g_new0 (gint64, MONTHS * n_series);
  g_autofree GxCriteria **questions = g_new0 (GxCriteria *, MONTHS * n_series);

  for (guint i = 0; i < report->marks->len; i++)
    {
      const GxMark *mark = g_ptr_array_index (report->marks, i);
      int period = period_of (mark->key, first_day);
      int place = period * n_series + series_of (sources, mark->series, n_series);

      if (period < 0 || period >= MONTHS)
        continue;
      counts[place] += mark->customers;
      add_to_cell (&questions[place], mark->criteria);
    }
  for (int place = 0; place < MONTHS * n_series; place++)
    if (questions[place] != NULL)
      {
        g_autofree char *json = gx_criteria_to_json (questions[place]);

        gx_column_chart_set_value (chart, place / n_series, place % n_series, counts[place], json);
        gx_criteria_unref (questions[place]);
      }
}

static GxChart *
make_sources (const GxReport *report)
{
  static const GxHue hues[] = { GX_HUE_BLUE, GX_HUE_RUST, GX_HUE_GREEN, GX_HUE_PURPLE, GX_HUE_GOLD,
                                GX_HUE_GREY };
  g_autoptr (GPtrArray) sources = rank_sources (report);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  int n_series = MAX (1, MIN ((int) sources->len, MAX_SOURCES));
  GxDay first_day = gx_time_unit_add (GX_TIME_MONTH, gx_time_unit_floor (GX_TIME_MONTH, report->as_of),
                                      1 - MONTHS);
  GxColumnChart *chart;
  gint64 total = 0;

  for (int i = 0; i < n_series; i++)
    {
      const char *source = i < (int) sources->len ? g_ptr_array_index (sources, i) : "";
      gboolean is_rest = i == MAX_SOURCES - 1 && sources->len > MAX_SOURCES;

      if (*source == '\0')
        source = C_("source", "Unknown");
      g_ptr_array_add (names, (char *) (is_rest ? C_("source", "Others") : source));
    }
  g_ptr_array_add (names, NULL);
  chart = gx_column_chart_new (GX_TIME_MONTH, first_day, MONTHS, (const char * const *) names->pdata, hues);
  fill_columns (chart, report, sources, n_series, first_day);
  for (guint i = 0; i < report->marks->len; i++)
    total += ((GxMark *) g_ptr_array_index (report->marks, i))->customers;

  g_autofree char *who = count_customers (total);
  /* Translators: %s is "3 customers" */
  g_autofree char *subtitle = g_strdup_printf (_("%s in 24 months, by their source"), who);
  gx_chart_set_title (GX_CHART (chart), _("New customers"));
  gx_chart_set_subtitle (GX_CHART (chart), subtitle);
  gx_chart_set_columns (GX_CHART (chart), _("Month and source"), _("Customers"));
  return GX_CHART (chart);
}

static const Kind kinds[] = {
  { "lifecycle", "lifecycle", make_lifecycle },
  { "value", "lifecycle", make_value },
  { "rfm", "rfm", make_rfm },
  { "pareto", "pareto", make_pareto },
  { "tiers", "pareto", make_tiers },
  { "sources", "sources", make_sources },
};

static const Kind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return &kinds[i];
  return NULL;
}

const char * const *
gx_report_chart_names (void)
{
  static const char *names[G_N_ELEMENTS (kinds) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    names[i] = kinds[i].name;
  return names;
}

const char *
gx_report_chart_report (const char *name)
{
  const Kind *kind = find_kind (name);

  return kind != NULL ? kind->report : NULL;
}

GxChart *
gx_report_chart_new (const char *name, const GxReport *report)
{
  const Kind *kind = find_kind (name);

  g_return_val_if_fail (kind != NULL && report != NULL, NULL);

  return kind->make (report);
}
