/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/gx-portrait.h"

#include "base/gx-day.h"
#include "insight/gx-rank.h"
#include "store/gx-connection.h"
#include "store/gx-statement.h"

const char * const gx_lifecycle_words[] = { "never", "new", "active", "dormant", "lapsed", NULL };
const char * const gx_tier_words[] = { "a", "b", "c", NULL };

#define TIER_A_PERCENT 70
#define TIER_B_PERCENT 90
#define SCORES 5
#define DECILES 10

/* Reading the book */

static int
read_limit (GxConnection *book, const char *key, int fallback)
{
  g_autofree char *text = gx_connection_get_setting (book, key);
  gint64 days = 0;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, 36500, &days, NULL))
    return fallback;
  return (int) days;
}

static void
meet_customer (const GxScanRow *row, gpointer data)
{
  GxId id = gx_scan_row_int64 (row, 0);

  g_array_append_val ((GArray *) data, id);
}

static gboolean
read_customers (GxPortrait *self, GxConnection *book, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GxId));

  /* Not indexed: in the order of the table, which is that of the ids. */
  if (!gx_connection_scan (book, "customer_id", "customer_fact not indexed", meet_customer, ids, error))
    return FALSE;
  self->n = ids->len;
  self->ids = (GxId *) (void *) g_array_free (g_steal_pointer (&ids), FALSE);
  return TRUE;
}

static void
make_columns (GxPortrait *self)
{
  self->first_days = g_new (GxDay, self->n);
  self->last_days = g_new (GxDay, self->n);
  self->frequencies = g_new0 (guint32, self->n);
  self->prints = g_new0 (guint32, self->n);
  self->values_minor = g_new0 (gint64, self->n);
  self->values12_minor = g_new0 (gint64, self->n);
  self->lifecycles = g_new0 (guint8, self->n);
  self->tiers = g_new0 (guint8, self->n);
  self->deciles = g_new0 (guint8, self->n);
  self->r = g_new0 (guint8, self->n);
  self->f = g_new0 (guint8, self->n);
  self->m = g_new0 (guint8, self->n);
  for (guint i = 0; i < self->n; i++)
    self->first_days[i] = self->last_days[i] = GX_NO_DAY;
}

/* FNV-1a of what tells purchases apart, in the order of the index. */
static guint32
print_purchase (guint32 print, GxDay day, gboolean is_sale, guint currency_hash, gint64 amount_minor)
{
  const guint32 parts[] = { (guint32) day * 2 + is_sale, currency_hash, (guint32) amount_minor,
                            (guint32) (amount_minor >> 32) };

  if (print == 0)
    print = 2166136261u;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    print = (print ^ parts[i]) * 16777619u;
  return print;
}

/* One purchase of one customer, in the order of days. Who has any in the last 12 months is C until
 * they are ranked. */
static void
add_purchase (GxPortrait *self, guint i, GxDay day, GxDay year_start, gboolean is_sale, gboolean is_ours,
              gint64 amount_minor)
{
  if (is_sale && self->last_days[i] != day)
    {
      if (self->first_days[i] == GX_NO_DAY)
        self->first_days[i] = day;
      self->last_days[i] = day;
      self->frequencies[i]++;
    }
  if (!is_ours)
    return;
  self->values_minor[i] += amount_minor;
  if (day >= year_start)
    {
      self->values12_minor[i] += amount_minor;
      self->tiers[i] = GX_TIER_C;
    }
}

/* customer_fact and purchase_fact both come in the order of customers, so the two are walked side by side. */
typedef struct {
  GxPortrait *portrait;
  GxDay year_start;
  GxId customer;              /* of the purchase before */
  guint i;                    /* the first customer who is not before it */
  gint64 counted_elsewhere;
  guint currency_hash;        /* of the portrait's */
} Walk;

static void
meet_purchase (const GxScanRow *row, gpointer data)
{
  Walk *walk = data;
  GxPortrait *self = walk->portrait;
  GxId customer = gx_scan_row_int64 (row, 0);
  GxDay day = gx_scan_row_int (row, 1);
  const char *currency = gx_scan_row_text (row, 3);
  gint64 amount_minor = gx_scan_row_int64 (row, 4);
  gboolean is_sale = g_str_equal (gx_scan_row_text (row, 2), "sale");
  gboolean is_ours = g_str_equal (currency, self->currency);

  g_assert (customer >= walk->customer);
  walk->customer = customer;
  if (is_sale)
    self->last_sale_day = MAX (self->last_sale_day, day);

  while (walk->i < self->n && self->ids[walk->i] < customer)
    walk->i++;
  gboolean is_known = walk->i < self->n && self->ids[walk->i] == customer;
  guint32 *print = is_known ? &self->prints[walk->i] : &self->walk_in_print;
  *print = print_purchase (*print, day, is_sale, is_ours ? walk->currency_hash : g_str_hash (currency),
                           amount_minor);
  if (day > self->as_of)
    return;
  if (!is_known)
    {
      if (is_ours)
        self->walk_in_minor += amount_minor;
      return;
    }
  add_purchase (self, walk->i, day, walk->year_start, is_sale, is_ours, amount_minor);
  if (!is_ours && walk->counted_elsewhere != walk->i)
    {
      self->n_elsewhere++;
      walk->counted_elsewhere = walk->i;
    }
}

static gboolean
read_purchases (GxPortrait *self, GxConnection *book, GError **error)
{
  Walk walk = { .portrait = self, .counted_elsewhere = -1, .currency_hash = g_str_hash (self->currency) };

  walk.year_start = gx_day_add_months (self->as_of, -12) + 1;
  return gx_connection_scan (book, "customer_id, day, kind, currency, amount_minor",
                             "purchase_fact indexed by purchase_fact_customer", meet_purchase, &walk, error);
}

/* Judging */

static void
score_column (const GxPortrait *self, const guint32 *buyers, guint n, const gint64 *measures, guint8 *scores)
{
  g_autofree guint32 *worse = gx_rank_below (measures, n);

  for (guint b = 0; b < n; b++)
    scores[buyers[b]] = (guint8) (1 + (guint64) SCORES * worse[b] / n);
}

static void
score_buyers (GxPortrait *self)
{
  g_autofree guint32 *buyers = g_new (guint32, self->n);
  g_autofree gint64 *measures = g_new (gint64, self->n);
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    if (self->frequencies[i] > 0)
      buyers[n++] = i;

  for (guint b = 0; b < n; b++)
    measures[b] = self->last_days[buyers[b]];
  score_column (self, buyers, n, measures, self->r);
  for (guint b = 0; b < n; b++)
    measures[b] = self->frequencies[buyers[b]];
  score_column (self, buyers, n, measures, self->f);
  for (guint b = 0; b < n; b++)
    measures[b] = self->values_minor[buyers[b]];
  score_column (self, buyers, n, measures, self->m);
}

static GxTier
judge_tier (gint64 value_minor, gint64 larger_minor, gint64 positive_minor)
{
  if (value_minor <= 0)
    return GX_TIER_C;
  if ((__int128) larger_minor * 100 < (__int128) positive_minor * TIER_A_PERCENT)
    return GX_TIER_A;
  return (__int128) larger_minor * 100 < (__int128) positive_minor * TIER_B_PERCENT ? GX_TIER_B : GX_TIER_C;
}

/* From the largest value of the last 12 months down; equal values are judged by what lies above all
 * of them. */
static void
judge_tiers (GxPortrait *self)
{
  g_autofree guint32 *ranked = g_new (guint32, self->n);
  g_autofree gint64 *values = g_new (gint64, self->n);
  g_autofree guint32 *order = NULL;
  gint64 positive_minor = 0;
  gint64 sum_minor = 0;      /* of those already judged */
  gint64 larger_minor = 0;   /* of those with a larger value */
  guint larger = 0;
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    if (self->tiers[i] != GX_TIER_NONE)
      {
        values[n] = -self->values12_minor[i];
        positive_minor += MAX (self->values12_minor[i], 0);
        ranked[n++] = i;
      }

  order = gx_rank_order (values, n);
  for (guint o = 0; o < n; o++)
    {
      guint i = ranked[order[o]];

      if (o > 0 && values[order[o]] != values[order[o - 1]])
        {
          larger = o;
          larger_minor = sum_minor;
        }
      self->tiers[i] = judge_tier (self->values12_minor[i], larger_minor, positive_minor);
      self->deciles[i] = (guint8) (1 + (guint64) DECILES * larger / n);
      sum_minor += self->values12_minor[i];
    }
}

/* Public */

GxPortraitLimits
gx_portrait_limits_read (GxConnection *book)
{
  return (GxPortraitLimits) {
    .new_days = read_limit (book, "lifecycle.new_days", 90),
    .active_days = read_limit (book, "lifecycle.active_days", 90),
    .dormant_days = read_limit (book, "lifecycle.dormant_days", 365),
  };
}

GxLifecycle
gx_lifecycle_judge (GxDay first_day, GxDay last_day, GxDay as_of, const GxPortraitLimits *limits)
{
  if (first_day == GX_NO_DAY)
    return GX_LIFECYCLE_NEVER;
  if (as_of - first_day <= limits->new_days)
    return GX_LIFECYCLE_NEW;
  if (as_of - last_day <= limits->active_days)
    return GX_LIFECYCLE_ACTIVE;
  return as_of - last_day <= limits->dormant_days ? GX_LIFECYCLE_DORMANT : GX_LIFECYCLE_LAPSED;
}

GxPortrait *
gx_portrait_new (GxConnection *book, GxDay as_of, const char *currency, GError **error)
{
  g_autoptr (GxPortrait) self = g_new0 (GxPortrait, 1);
  gboolean is_read = FALSE;

  g_return_val_if_fail (book != NULL && as_of != GX_NO_DAY && currency != NULL, NULL);

  g_atomic_ref_count_init (&self->references);
  self->as_of = as_of;
  self->currency = g_intern_string (currency);
  self->last_sale_day = GX_NO_DAY;
  self->limits = gx_portrait_limits_read (book);

  if (!gx_connection_read_begin (book, error))
    return NULL;
  is_read = read_customers (self, book, error);
  if (is_read)
    {
      make_columns (self);
      is_read = read_purchases (self, book, error);
    }
  gx_connection_read_end (book);
  if (!is_read)
    return NULL;

  for (guint i = 0; i < self->n; i++)
    self->lifecycles[i] = gx_lifecycle_judge (self->first_days[i], self->last_days[i], as_of, &self->limits);
  score_buyers (self);
  judge_tiers (self);
  return g_steal_pointer (&self);
}

/* As the scan of all purchases would print them. */
static guint32
print_purchases (GxConnection *book, GxId customer)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select day, kind, currency, amount_minor from purchase_fact indexed by purchase_fact_customer "
    "where customer_id = ? order by day, currency, kind, amount_minor, units_micro", "i", (gint64) customer);
  guint32 print = 0;

  while (gx_statement_next (query))
    print = print_purchase (print, gx_statement_day (query, 0),
                            g_str_equal (gx_statement_text (query, 1), "sale"),
                            g_str_hash (gx_statement_text (query, 2)), gx_statement_int64 (query, 3));
  return print;
}

gboolean
gx_portrait_is_true_of (const GxPortrait *self, GxConnection *book, const GxId *customers, guint n)
{
  GxPortraitLimits limits = gx_portrait_limits_read (book);

  g_return_val_if_fail (self != NULL, FALSE);

  if (limits.new_days != self->limits.new_days || limits.active_days != self->limits.active_days
      || limits.dormant_days != self->limits.dormant_days || print_purchases (book, 0) != self->walk_in_print)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      gint64 index = gx_portrait_find (self, customers[i]);
      gboolean is_live = gx_connection_get_int64 (book, 0, NULL,
                                                  "select 1 from customer_fact where customer_id = ?", "i",
                                                  (gint64) customers[i]) != 0;

      if (is_live != (index >= 0)
          || (is_live && print_purchases (book, customers[i]) != self->prints[index]))
        return FALSE;
    }
  return TRUE;
}

GxPortrait *
gx_portrait_ref (GxPortrait *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
gx_portrait_unref (GxPortrait *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->ids);
  g_free (self->first_days);
  g_free (self->last_days);
  g_free (self->frequencies);
  g_free (self->prints);
  g_free (self->values_minor);
  g_free (self->values12_minor);
  g_free (self->lifecycles);
  g_free (self->tiers);
  g_free (self->deciles);
  g_free (self->r);
  g_free (self->f);
  g_free (self->m);
  g_free (self);
}

gint64
gx_portrait_find (const GxPortrait *self, GxId customer)
{
  guint low = 0;
  guint high = self->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->ids[middle] < customer)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n && self->ids[low] == customer ? (gint64) low : -1;
}

int
gx_portrait_recency (const GxPortrait *self, guint index)
{
  return self->last_days[index] == GX_NO_DAY ? -1 : self->as_of - self->last_days[index];
}
