/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/gx-report.h"

#include <glib/gi18n-lib.h>

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "base/gx-phrase.h"
#include "base/gx-text.h"
#include "insight/gx-insight.h"
#include "insight/gx-rank.h"
#include "store/gx-connection.h"
#include "store/gx-statement.h"

#define SCORES 5
#define DECILES 10
#define MONTHS 24
#define CURVE_POINTS 200

typedef struct {
  guint customers;
  gint64 value_minor, value12_minor;
} Bucket;

/* What a report is made from. */
typedef struct {
  GxConnection *book;
  const GxPortrait *portrait;
  GxCriteria *where;
  guint8 *is_in;           /* by the portrait's index; NULL: all */
  GxReport *report;
} Maker;

/* Helpers */

static void
mark_free (GxMark *self)
{
  g_free (self->series);
  g_free (self->key);
  g_free (self->label);
  gx_criteria_unref (self->criteria);
  g_free (self);
}

static gboolean
is_in (const Maker *maker, guint i)
{
  return maker->is_in == NULL || maker->is_in[i];
}

static void
count (Bucket *bucket, const GxPortrait *portrait, guint i)
{
  bucket->customers++;
  bucket->value_minor += portrait->values_minor[i];
  bucket->value12_minor += portrait->values12_minor[i];
}

/* @key, @label, @criteria: (transfer full) */
static void
add_mark (Maker *maker, const char *series, char *key, char *label, const Bucket *bucket,
          GxCriteria *criteria)
{
  GxMark *mark = g_new0 (GxMark, 1);

  mark->series = g_strdup (series);
  mark->key = key;
  mark->label = label;
  mark->customers = bucket->customers;
  mark->value_minor = bucket->value_minor;
  mark->value12_minor = bucket->value12_minor;
  mark->criteria = gx_criteria_and (maker->where, criteria);
  gx_criteria_unref (criteria);
  g_ptr_array_add (maker->report->marks, mark);
}

/* The whole that the marks are parts of, and what of it is below zero in @measure. */
static void
sum_up (Maker *maker, const gint64 *measure)
{
  const GxPortrait *portrait = maker->portrait;
  GxReport *report = maker->report;
  Bucket all = { 0 };

  for (guint i = 0; i < portrait->n; i++)
    if (is_in (maker, i))
      {
        count (&all, portrait, i);
        if (measure[i] < 0)
          {
            report->n_negative++;
            report->negative_minor += measure[i];
          }
      }
  report->customers = all.customers;
  report->value_minor = all.value_minor;
  report->value12_minor = all.value12_minor;
}

/* -- lifecycle */

static gboolean
make_lifecycle (Maker *maker, GError **error)
{
  Bucket buckets[GX_N_LIFECYCLES] = { 0 };

  for (guint i = 0; i < maker->portrait->n; i++)
    if (is_in (maker, i))
      count (&buckets[maker->portrait->lifecycles[i]], maker->portrait, i);
  for (guint class = 0; class < GX_N_LIFECYCLES; class++)
    {
      const char *word = gx_lifecycle_words[class];

      add_mark (maker, "lifecycle", g_strdup (word), g_strdup (gx_phrase ("lifecycle", word)),
                &buckets[class], gx_criteria_new_is ("lifecycle", word, NULL));
    }
  return TRUE;
}

/* -- pareto */

/* The customers of tiers, by value of the last 12 months, largest first, as the share they bring together. */
static void
draw_curve (Maker *maker)
{
  const GxPortrait *portrait = maker->portrait;
  GxReport *report = maker->report;
  g_autofree gint64 *values = g_new (gint64, portrait->n);
  g_autofree guint32 *order = NULL;
  double positive = 0;
  double sum = 0;
  guint step = 1;
  guint n = 0;

  for (guint i = 0; i < portrait->n; i++)
    if (is_in (maker, i) && portrait->tiers[i] != GX_TIER_NONE)
      {
        values[n++] = -portrait->values12_minor[i];
        positive += (double) MAX (portrait->values12_minor[i], 0);
      }
  if (positive <= 0)
    return;

  order = gx_rank_order (values, n);
  step = MAX (1, (n + CURVE_POINTS - 2) / (CURVE_POINTS - 1));
  for (guint o = 0; o < n; o++)
    {
      GxSharePoint point = { (o + 1.0) / n, 0 };

      sum -= (double) values[order[o]];
      point.value = sum / positive;
      if (report->share_for_80 == 0 && sum * 100 >= positive * 80)
        report->share_for_80 = point.customers;
      if ((o + 1) % step == 0 || o + 1 == n)
        g_array_append_val (report->curve, point);
    }
}

static gboolean
make_pareto (Maker *maker, GError **error)
{
  const GxPortrait *portrait = maker->portrait;
  Bucket tiers[GX_N_TIERS] = { 0 };
  Bucket deciles[DECILES + 1] = { 0 };

  for (guint i = 0; i < portrait->n; i++)
    if (is_in (maker, i))
      {
        count (&tiers[portrait->tiers[i]], portrait, i);
        count (&deciles[portrait->deciles[i]], portrait, i);
      }
  for (guint tier = GX_TIER_A; tier < GX_N_TIERS; tier++)
    {
      const char *word = gx_tier_words[tier - GX_TIER_A];

      add_mark (maker, "tier", g_strdup (word), g_strdup (gx_phrase ("tier", word)), &tiers[tier],
                gx_criteria_new_is ("tier", word, NULL));
    }
  for (int decile = 1; decile <= DECILES; decile++)
    add_mark (maker, "decile", g_strdup_printf ("%d", decile),
              /* Translators: %d is 1 to 10: the customers in ten parts by value, 1 is the best */
              g_strdup_printf (_("Tenth %d"), decile), &deciles[decile],
              gx_criteria_new_is_number ("value_decile", decile));
  draw_curve (maker);
  return TRUE;
}

/* -- rfm */

static gboolean
make_rfm (Maker *maker, GError **error)
{
  const GxPortrait *portrait = maker->portrait;
  Bucket cells[SCORES + 1][SCORES + 1] = { 0 };

  for (guint i = 0; i < portrait->n; i++)
    if (is_in (maker, i))
      count (&cells[portrait->r[i]][portrait->f[i]], portrait, i);
  for (int r = 1; r <= SCORES; r++)
    for (int f = 1; f <= SCORES; f++)
      {
        g_autofree char *series = g_strdup_printf ("r%d", r);
        g_autoptr (GxCriteria) recency = gx_criteria_new_is_number ("r_score", r);
        g_autoptr (GxCriteria) frequency = gx_criteria_new_is_number ("f_score", f);

        add_mark (maker, series, g_strdup_printf ("f%d", f),
                  /* Translators: scores from 1 to 5 of how lately (R) and how often (F) customers bought */
                  g_strdup_printf (_("R%d F%d"), r, f), &cells[r][f],
                  gx_criteria_new_all (recency, frequency, NULL));
      }
  return TRUE;
}

/* -- sources */

typedef struct {
  char *name;              /* "" unknown */
  Bucket months[MONTHS];
} Source;

static void
source_free (Source *self)
{
  g_free (self->name);
  g_free (self);
}

static Source *
add_source (GPtrArray *sources, const char *name)
{
  Source *source = g_new0 (Source, 1);

  source->name = g_strdup (name);
  g_ptr_array_add (sources, source);
  return source;
}

/* Word id → Source. Words of equal folded name are one source, as a criteria takes them. */
static GHashTable *
read_sources (GxConnection *book, GPtrArray *sources, GError **error)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select id, name from word where name is not null order by name", "");

  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);
      g_autofree char *folded = gx_fold (gx_statement_text (query, 1));
      Source *source = g_hash_table_lookup (by_name, folded);

      if (source == NULL)
        {
          source = add_source (sources, gx_statement_text (query, 1));
          g_hash_table_insert (by_name, g_steal_pointer (&folded), source);
        }
      g_hash_table_insert (by_id, g_memdup2 (&id, sizeof id), source);
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&by_id) : NULL;
}

static GxDay
month_start (GxDay day)
{
  int year = 0, month = 0, of_month = 0;

  gx_day_split (day, &year, &month, &of_month);
  return gx_day_new (year, month, 1);
}

static gboolean
count_first_touches (Maker *maker, GHashTable *by_id, Source *unknown, const GxDay *starts, GError **error)
{
  const GxPortrait *portrait = maker->portrait;
  guint i = 0;
  g_autoptr (GxStatement) query = gx_connection_query (maker->book,
    "select f.customer_id, f.first_day, c.source_id "
    "from customer_fact f join customer c on c.id = f.customer_id "
    "where f.first_day between ? and ? order by f.customer_id", "dd", starts[0], portrait->as_of);

  while (gx_statement_next (query))
    {
      GxId customer = gx_statement_int64 (query, 0);
      GxDay day = gx_statement_int (query, 1);
      GxId word = gx_statement_int64 (query, 2);
      Source *source = g_hash_table_lookup (by_id, &word);
      guint month = MONTHS - 1;

      while (i < portrait->n && portrait->ids[i] < customer)
        i++;
      if (i == portrait->n || portrait->ids[i] != customer || !is_in (maker, i))
        continue;
      while (day < starts[month])
        month--;
      count (&(source != NULL ? source : unknown)->months[month], portrait, i);
    }
  return gx_statement_finish (query, error);
}

static void
mark_source (Maker *maker, const Source *source, const GxDay *starts)
{
  g_autoptr (GxCriteria) from_there = source->name[0] == '\0'
    ? gx_criteria_new_known ("source", FALSE) : gx_criteria_new_is ("source", source->name, NULL);

  for (guint month = 0; month < MONTHS; month++)
    {
      GxDay last = month + 1 < MONTHS ? starts[month + 1] - 1 : maker->portrait->as_of;
      g_autofree char *day = gx_day_to_iso (starts[month]);
      g_autoptr (GxCriteria) then = gx_criteria_new_range ("first_touch", starts[month], last);

      if (source->months[month].customers == 0)
        continue;
      day[7] = '\0'; /* "2026-03" */
      add_mark (maker, source->name, g_strdup (day), g_strdup (day), &source->months[month],
                gx_criteria_new_all (from_there, then, NULL));
    }
}

static gboolean
make_sources (Maker *maker, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) source_free);
  g_autoptr (GHashTable) by_id = read_sources (maker->book, sources, error);
  Source *unknown = add_source (sources, "");
  GxDay starts[MONTHS];

  for (int month = 0; month < MONTHS; month++)
    starts[month] = gx_day_add_months (month_start (maker->portrait->as_of), month - (MONTHS - 1));
  if (by_id == NULL || !count_first_touches (maker, by_id, unknown, starts, error))
    return FALSE;
  for (guint i = 0; i < sources->len; i++)
    mark_source (maker, sources->pdata[i], starts);
  return TRUE;
}

/* -- Public */

static const char * const names[] = { "lifecycle", "pareto", "rfm", "sources", NULL };
static gboolean (* const makers[]) (Maker *maker, GError **error) = {
  make_lifecycle, make_pareto, make_rfm, make_sources,
};

/* The portrait and the ids both ascend. */
static guint8 *
find_members (const GxPortrait *portrait, GxIdList *ids)
{
  guint8 *members = g_new0 (guint8, portrait->n);
  guint place = 0;

  for (guint i = 0; i < portrait->n && place < gx_id_list_length (ids); i++)
    if (gx_id_list_get (ids, place) == portrait->ids[i])
      {
        members[i] = TRUE;
        place++;
      }
  return members;
}

static GxReport *
start_report (const char *name, const GxPortrait *portrait, gboolean is_whole)
{
  GxReport *report = g_new0 (GxReport, 1);

  report->name = name;
  report->as_of = portrait->as_of;
  report->currency = portrait->currency;
  report->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) mark_free);
  report->curve = g_array_new (FALSE, FALSE, sizeof (GxSharePoint));
  report->walk_in_minor = is_whole ? portrait->walk_in_minor : 0;
  report->n_elsewhere = portrait->n_elsewhere;
  return report;
}

static GxReport *
make_report (GxConnection *book, guint which, const GxCriteriaContext *context, GxCriteria *where,
             GError **error)
{
  g_autoptr (GxPortrait) portrait = gx_insight_portrait (book, context, error);
  g_autoptr (GxReport) report = NULL;
  g_autoptr (GxIdList) ids = NULL;
  g_autofree guint8 *members = NULL;
  Maker maker = { .book = book, .portrait = portrait, .where = where };

  if (portrait == NULL || (where != NULL && !gx_criteria_ids (book, where, context, &ids, error)))
    return NULL;
  if (ids != NULL)
    maker.is_in = members = find_members (portrait, ids);
  maker.report = report = start_report (names[which], portrait, where == NULL);
  sum_up (&maker, g_str_equal (names[which], "pareto") ? portrait->values12_minor : portrait->values_minor);
  return makers[which] (&maker, error) ? g_steal_pointer (&report) : NULL;
}

GxReport *
gx_insight_report (GxConnection *book, const char *name, const GxCriteriaContext *context,
                   GxCriteria *where, GError **error)
{
  g_autofree char *known = NULL;
  GxReport *report = NULL;

  g_return_val_if_fail (book != NULL && name != NULL, NULL);

  for (guint which = 0; names[which] != NULL; which++)
    if (g_str_equal (names[which], name))
      {
        if (!gx_connection_read_begin (book, error))
          return NULL;
        report = make_report (book, which, context, where, error);
        gx_connection_read_end (book);
        return report;
      }
  known = g_strjoinv (", ", (char **) names);
  /* Translators: the first %s is a word given on the command line, the second a list of words */
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("There is no report “%s”; there are: %s"), name, known);
  return NULL;
}

const char * const *
gx_insight_report_names (void)
{
  return names;
}

void
gx_report_free (GxReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->marks);
  g_array_unref (self->curve);
  g_free (self);
}
