/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/gx-insight.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "store/gx-connection.h"
#include "store/gx-statement.h"

#define KEEPSAKE "gx-insight-portrait"

/* What a connection keeps: a portrait, and how long the journal was then. */
typedef struct {
  gint64 position;
  GxPortrait *portrait;
} Keepsake;

/* Helpers */

static void
keepsake_free (Keepsake *self)
{
  gx_portrait_unref (self->portrait);
  g_free (self);
}

static gint64
read_position (GxConnection *book, GError **error)
{
  return gx_connection_get_int64 (book, 0, error, "select count(*) from journal_tx", "");
}

static const Keepsake *
get_keepsake (GxConnection *book, const GxCriteriaContext *context, GError **error)
{
  GxDay as_of = context != NULL && context->as_of != GX_NO_DAY ? context->as_of : gx_clock_today ();
  const char *currency = context != NULL && context->currency != NULL ? context->currency : gx_connection_get_currency (book);
  Keepsake *kept = g_object_get_data (G_OBJECT (book), KEEPSAKE);
  g_autoptr (GxPortrait) portrait = NULL;
  g_autoptr (GError) failed = NULL;
  gint64 position = read_position (book, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  if (kept != NULL && kept->position == position && kept->portrait->as_of == as_of && g_str_equal (kept->portrait->currency, currency))
    return kept;

  portrait = gx_portrait_new (book, as_of, currency, error);
  if (portrait == NULL)
    return NULL;
  kept = g_new (Keepsake, 1);
  kept->position = position;
  kept->portrait = g_steal_pointer (&portrait);
  g_object_set_data_full (G_OBJECT (book), KEEPSAKE, kept, (GDestroyNotify) keepsake_free);
  return kept;
}

/* -- temp.asof */

static gboolean
make_tables (GxConnection *book, GError **error)
{
  return gx_connection_run (book, error,
                            "create temp table if not exists asof ("
                            "customer_id integer primary key, lifecycle text, tier text, r integer, f integer, m integer, decile integer, "
                            "recency integer, frequency integer, value_minor integer, value12_minor integer)", "") &&
         gx_connection_run (book, error,
                            "create temp table if not exists asof_made (position integer, day integer, currency text)", "");
}

static gboolean
is_filled (GxConnection *book, const Keepsake *kept, GError **error)
{
  return gx_connection_get_int64 (book, 0, error, "select count(*) from temp.asof_made where position = ? and day = ? and currency = ?", "idt",
                                  kept->position, (int) kept->portrait->as_of, kept->portrait->currency) > 0;
}

static gboolean
insert_rows (GxConnection *book, const GxPortrait *portrait, GError **error)
{
  g_autoptr (GxStatement) insert = gx_connection_query (book, "insert into temp.asof values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "");

  for (guint i = 0; i < portrait->n; i++)
    {
      int recency = gx_portrait_recency (portrait, i);
      GxTier tier = portrait->tiers[i];

      gx_statement_rebind (insert, "ittIIIIdiii", (gint64) portrait->ids[i],
                           gx_lifecycle_words[portrait->lifecycles[i]], tier == GX_TIER_NONE ? NULL : gx_tier_words[tier - GX_TIER_A],
                           (gint64) portrait->r[i], (gint64) portrait->f[i], (gint64) portrait->m[i], (gint64) portrait->deciles[i],
                           recency < 0 ? GX_NO_DAY : recency, (gint64) portrait->frequencies[i],
                           portrait->values_minor[i], portrait->values12_minor[i]);
      if (!gx_statement_run (insert, error))
        return FALSE;
    }
  return gx_statement_finish (insert, error);
}

/* The join's hook. What was made is noted in a table beside it, so that a rollback takes back both. */
static gboolean
prepare_asof (GxConnection *book, const GxCriteriaContext *context, GError **error)
{
  const Keepsake *kept = get_keepsake (book, context, error);
  gboolean is_done = FALSE;

  if (kept == NULL || !make_tables (book, error))
    return FALSE;
  if (is_filled (book, kept, error))
    return TRUE;

  if (!gx_connection_read_begin (book, error))
    return FALSE;
  is_done = gx_connection_run (book, error, "delete from temp.asof_made", "") &&
            gx_connection_run (book, error, "delete from temp.asof", "") &&
            insert_rows (book, kept->portrait, error) &&
            gx_connection_run (book, error, "insert into temp.asof_made values (?, ?, ?)", "idt",
                               kept->position, (int) kept->portrait->as_of, kept->portrait->currency);
  gx_connection_read_end (book);
  return is_done;
}

/* -- The fields */

static const GxCriteriaJoin asof_join = { .sql = "join temp.asof a on a.customer_id = f.customer_id", .prepare = prepare_asof };

static const GxCriteriaField fields[] = {
  { .name = "lifecycle", .label = N_("Lifecycle"), .type = GX_FIELD_CHOICE, .expression = "a.lifecycle", .join = &asof_join,
    .choices = gx_lifecycle_words, .phrases = "lifecycle" },
  { .name = "tier", .label = N_("Value tier"), .type = GX_FIELD_CHOICE, .expression = "a.tier", .join = &asof_join,
    .choices = gx_tier_words, .phrases = "tier" },
  { .name = "r_score", .label = N_("Recency score"), .type = GX_FIELD_NUMBER, .expression = "a.r", .join = &asof_join },
  { .name = "f_score", .label = N_("Frequency score"), .type = GX_FIELD_NUMBER, .expression = "a.f", .join = &asof_join },
  { .name = "m_score", .label = N_("Value score"), .type = GX_FIELD_NUMBER, .expression = "a.m", .join = &asof_join },
  { .name = "value_decile", .label = N_("Tenth by value"), .type = GX_FIELD_NUMBER, .expression = "a.decile", .join = &asof_join },
  { .name = "recency", .label = N_("Days since the last purchase"), .type = GX_FIELD_NUMBER, .expression = "a.recency", .join = &asof_join },
  { .name = "frequency", .label = N_("Days with a purchase"), .type = GX_FIELD_NUMBER, .expression = "a.frequency", .join = &asof_join },
  { .name = "value_12_months", .label = N_("Value of the last 12 months"), .type = GX_FIELD_MONEY, .expression = "a.value12_minor", .join = &asof_join },
};

/* Public */

void
gx_insight_register (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    gx_criteria_register_field (&fields[i]);
}

GxPortrait *
gx_insight_portrait (GxConnection *book, const GxCriteriaContext *context, GError **error)
{
  const Keepsake *kept = NULL;

  g_return_val_if_fail (book != NULL, NULL);

  kept = get_keepsake (book, context, error);
  return kept != NULL ? gx_portrait_ref (kept->portrait) : NULL;
}

GxDay
gx_insight_last_sale_day (GxConnection *book, GError **error)
{
  const Keepsake *kept = g_object_get_data (G_OBJECT (book), KEEPSAKE);

  g_return_val_if_fail (book != NULL, GX_NO_DAY);

  if (kept != NULL && kept->position == read_position (book, NULL))
    return kept->portrait->last_sale_day;
  return (GxDay) gx_connection_get_int64 (book, GX_NO_DAY, error, "select max(day) from purchase_fact where kind = 'sale'", "");
}

void
gx_insight_forget (GxConnection *book)
{
  g_object_set_data (G_OBJECT (book), KEEPSAKE, NULL);
  gx_connection_run (book, NULL, "drop table if exists temp.asof_made", "");
}
