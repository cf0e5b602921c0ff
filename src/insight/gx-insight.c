/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/gx-insight.h"

#include <glib/gi18n-lib.h>

#include "insight/gx-insight-private.h"
#include "store/gx-connection.h"
#include "store/gx-statement.h"

#define KEEPSAKE "gx-insight-portrait"

typedef enum {
  COLUMN_LIFECYCLE, COLUMN_TIER, COLUMN_R, COLUMN_F, COLUMN_M, COLUMN_DECILE,
  COLUMN_RECENCY, COLUMN_FREQUENCY, COLUMN_VALUE_12,
  N_COLUMNS,
} Column;

typedef struct _Keepsake Keepsake;

/* What SQL sees of a column. Customers are mostly asked for in their order, so the last place is
 * where the next one is. */
typedef struct {
  const Keepsake *kept;
  Column column;
  guint place;
} Lookup;

/* What a connection keeps: a portrait, how long the journal was then, and who was touched last. */
struct _Keepsake {
  gint64 position, touch;
  GxPortrait *portrait;    /* NULL: none yet */
  gboolean has_lookups;
  Lookup lookups[N_COLUMNS];
};

/* Helpers */

static void
keepsake_free (Keepsake *self)
{
  g_clear_pointer (&self->portrait, gx_portrait_unref);
  g_free (self);
}

static Keepsake *
get_keepsake (GxConnection *book)
{
  Keepsake *kept = g_object_get_data (G_OBJECT (book), KEEPSAKE);

  if (kept == NULL)
    {
      kept = g_new0 (Keepsake, 1);
      g_object_set_data_full (G_OBJECT (book), KEEPSAKE, kept, (GDestroyNotify) keepsake_free);
    }
  return kept;
}

static gint64
read_position (GxConnection *book, GError **error)
{
  return gx_connection_get_int64 (book, -1, error, "select count(*) from journal_tx", "");
}

static gint64
read_touch (GxConnection *book)
{
  return gx_connection_get_int64 (book, 0, NULL, "select max(id) from touch", NULL);
}

/* Whether the steps since the portrait leave it as it is: those they touched buy no more and no less. */
static gboolean
is_still_true (const Keepsake *kept, GxConnection *book)
{
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (GxId));
  g_autoptr (GxStatement) query = NULL;

  /* What is told no longer, nobody knows. */
  if (!gx_connection_get_int64 (book, 0, NULL,
                                "select min(id) <= ?1 + 1 and max(id) >= ?1 from touch", "i", kept->touch))
    return FALSE;
  query = gx_connection_query (book, "select distinct customer_id from touch where id > ?", "i", kept->touch);
  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);

      if (id == 0) /* many */
        return FALSE;
      g_array_append_val (touched, id);
    }
  return gx_portrait_is_true_of (kept->portrait, book, (const GxId *) (void *) touched->data, touched->len);
}

/* Takes a new portrait where the kept one shows another day, another currency or an earlier book that was
 * another. How far the book was is read before it is looked at: a step that comes between is looked at twice,
 * never passed over. */
static Keepsake *
refresh_keepsake (GxConnection *book, const GxCriteriaContext *context, GError **error)
{
  const GxCriteriaContext asked = gx_criteria_context_complete (book, context);
  Keepsake *kept = get_keepsake (book);
  gint64 position = read_position (book, error);

  if (position < 0)
    return NULL;
  gboolean is_alike = kept->portrait != NULL && kept->portrait->as_of == asked.as_of
    && g_str_equal (kept->portrait->currency, asked.currency);
  if (is_alike && kept->position == position)
    return kept;

  gint64 touch = read_touch (book);
  gboolean is_true = is_alike && is_still_true (kept, book);
  kept->touch = touch;
  if (is_true)
    {
      kept->position = position;
      return kept;
    }

  g_clear_pointer (&kept->portrait, gx_portrait_unref);
  kept->portrait = gx_portrait_new (book, asked.as_of, asked.currency, error);
  kept->position = position;
  return kept->portrait != NULL ? kept : NULL;
}

/* -- The columns as SQL sees them */

static gboolean
find_place (Lookup *lookup, GxId customer)
{
  const GxPortrait *portrait = lookup->kept->portrait;
  gint64 found = 0;

  if (portrait == NULL)
    return FALSE;
  if (lookup->place + 1 < portrait->n && portrait->ids[lookup->place + 1] == customer)
    {
      lookup->place++;
      return TRUE;
    }
  found = gx_portrait_find (portrait, customer);
  if (found >= 0)
    lookup->place = (guint) found;
  return found >= 0;
}

static gint64
null_if_zero (gint64 score)
{
  return score != 0 ? score : G_MININT64;
}

static gint64
look_up (GxId customer, gpointer data)
{
  Lookup *lookup = data;
  const GxPortrait *portrait = lookup->kept->portrait;
  guint i = 0;

  if (!find_place (lookup, customer))
    return G_MININT64;
  i = lookup->place;
  switch (lookup->column)
    {
    case COLUMN_LIFECYCLE:
      return portrait->lifecycles[i];
    case COLUMN_TIER:
      return portrait->tiers[i] == GX_TIER_NONE ? G_MININT64 : portrait->tiers[i] - GX_TIER_A;
    case COLUMN_R:
      return null_if_zero (portrait->r[i]);
    case COLUMN_F:
      return null_if_zero (portrait->f[i]);
    case COLUMN_M:
      return null_if_zero (portrait->m[i]);
    case COLUMN_DECILE:
      return null_if_zero (portrait->deciles[i]);
    case COLUMN_RECENCY:
      return portrait->last_days[i] == GX_NO_DAY ? G_MININT64 : gx_portrait_recency (portrait, i);
    case COLUMN_FREQUENCY:
      return portrait->frequencies[i];
    case COLUMN_VALUE_12:
      return portrait->values12_minor[i];
    case N_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

/* The hook before SQL that has one of the fields in it. */
static gboolean
prepare_columns (GxConnection *book, const GxCriteriaContext *context, GError **error)
{
  static const char * const functions[N_COLUMNS] = {
    "asof_lifecycle", "asof_tier", "asof_r", "asof_f", "asof_m", "asof_decile",
    "asof_recency", "asof_frequency", "asof_value_12",
  };
  Keepsake *kept = refresh_keepsake (book, context, error);

  if (kept == NULL)
    return FALSE;
  for (int column = 0; column < N_COLUMNS; column++)
    {
      Lookup *lookup = &kept->lookups[column];

      *lookup = (Lookup) { kept, column, 0 };
      if (!kept->has_lookups && !gx_connection_add_lookup (book, functions[column], look_up, lookup, error))
        return FALSE;
    }
  kept->has_lookups = TRUE;
  return TRUE;
}

/* -- The fields */

static const GxCriteriaJoin columns = { .prepare = prepare_columns };

#define COLUMN(function) .expression = "asof_" function " (f.customer_id)", .join = &columns

static const GxCriteriaField fields[] = {
  { .name = "lifecycle", .label = N_("Lifecycle"), .type = GX_FIELD_CHOICE, COLUMN ("lifecycle"),
    .choices = gx_lifecycle_words, .is_coded = TRUE, .phrases = "lifecycle" },
  { .name = "tier", .label = N_("Value tier"), .type = GX_FIELD_CHOICE, COLUMN ("tier"),
    .choices = gx_tier_words, .is_coded = TRUE, .phrases = "tier" },
  { .name = "r_score", .label = N_("Recency score"), .type = GX_FIELD_NUMBER, COLUMN ("r") },
  { .name = "f_score", .label = N_("Frequency score"), .type = GX_FIELD_NUMBER, COLUMN ("f") },
  { .name = "m_score", .label = N_("Value score"), .type = GX_FIELD_NUMBER, COLUMN ("m") },
  { .name = "value_decile", .label = N_("Tenth by value"), .type = GX_FIELD_NUMBER, COLUMN ("decile") },
  { .name = "recency", .label = N_("Days since the last purchase"), .type = GX_FIELD_NUMBER,
    COLUMN ("recency") },
  { .name = "frequency", .label = N_("Days with a purchase"), .type = GX_FIELD_NUMBER, COLUMN ("frequency") },
  { .name = "value_12_months", .label = N_("Value of the last 12 months"), .type = GX_FIELD_MONEY,
    COLUMN ("value_12") },
};

/* Public */

void
gx_insight_register (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    gx_criteria_register_field (&fields[i]);
  _gx_insight_register_orders ();
}

GxPortrait *
gx_insight_portrait (GxConnection *book, const GxCriteriaContext *context, GError **error)
{
  Keepsake *kept = NULL;

  g_return_val_if_fail (book != NULL, NULL);

  kept = refresh_keepsake (book, context, error);
  return kept != NULL ? gx_portrait_ref (kept->portrait) : NULL;
}

GxDay
gx_insight_last_sale_day (GxConnection *book, GError **error)
{
  const Keepsake *kept = NULL;

  g_return_val_if_fail (book != NULL, GX_NO_DAY);

  kept = get_keepsake (book);
  if (kept->portrait != NULL && kept->position == read_position (book, NULL))
    return kept->portrait->last_sale_day;
  return (GxDay) gx_connection_get_int64 (book, GX_NO_DAY, error,
                                          "select max(day) from purchase_fact where kind = 'sale'", "");
}

void
gx_insight_forget (GxConnection *book)
{
  g_return_if_fail (book != NULL);

  g_clear_pointer (&get_keepsake (book)->portrait, gx_portrait_unref);
}
