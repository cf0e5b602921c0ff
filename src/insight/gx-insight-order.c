/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/gx-insight-private.h"

#include "base/gx-id-list.h"
#include "customers/gx-customers.h"
#include "insight/gx-insight.h"

/*
 * Orders of the list by what a portrait says of today. Its words are few, so everybody is dealt out by name,
 * and the heaps are laid one upon the other.
 */

#define MOST_HEAPS 5

typedef struct {
  guint8 words[MOST_HEAPS];
  guint n_heaps;
} Deal;

static const Deal by_lifecycle = {
  { GX_LIFECYCLE_NEW, GX_LIFECYCLE_ACTIVE, GX_LIFECYCLE_DORMANT, GX_LIFECYCLE_LAPSED, GX_LIFECYCLE_NEVER }, 5
};
static const Deal by_tier = { { GX_TIER_A, GX_TIER_B, GX_TIER_C }, 3 };

static guint
find_heap (const Deal *deal, guint8 word)
{
  guint heap = 0;

  while (heap < deal->n_heaps && deal->words[heap] != word)
    heap++;
  return heap;
}

static void
lay (GxIdList *list, GArray *heap)
{
  for (guint i = 0; i < heap->len; i++)
    gx_id_list_append (list, g_array_index (heap, GxId, i));
}

/* Whose word is none of the deal's come last, either way round. */
static GxIdList *
lay_heaps (GArray *heaps[MOST_HEAPS + 1], guint n_heaps, gboolean descending)
{
  GxIdList *list = gx_id_list_new ();

  for (guint i = 0; i < n_heaps; i++)
    lay (list, heaps[descending ? n_heaps - 1 - i : i]);
  lay (list, heaps[n_heaps]);
  return list;
}

static GxIdList *
order_by (GxConnection *book, const GxPortrait *portrait, const guint8 *column, const Deal *deal,
          gboolean descending, GError **error)
{
  g_autoptr (GxIdList) by_name = gx_customers_order (book, GX_CUSTOMER_SORT_NAME, FALSE, NULL, error);
  GArray *heaps[MOST_HEAPS + 1] = { NULL };
  GxIdList *list = NULL;

  if (by_name == NULL)
    return NULL;
  for (guint i = 0; i <= deal->n_heaps; i++)
    heaps[i] = g_array_new (FALSE, FALSE, sizeof (GxId));
  for (guint i = 0; i < gx_id_list_length (by_name); i++)
    {
      GxId id = gx_id_list_get (by_name, i);
      gint64 place = gx_portrait_find (portrait, id);

      g_array_append_val (heaps[place >= 0 ? find_heap (deal, column[place]) : deal->n_heaps], id);
    }
  list = lay_heaps (heaps, deal->n_heaps, descending);
  for (guint i = 0; i <= deal->n_heaps; i++)
    g_array_unref (heaps[i]);
  return list;
}

static GxIdList *
order_by_lifecycle (GxConnection *book, gboolean descending, const char *currency, GError **error)
{
  const GxCriteriaContext context = { GX_NO_DAY, currency };
  g_autoptr (GxPortrait) portrait = gx_insight_portrait (book, &context, error);

  return portrait != NULL ? order_by (book, portrait, portrait->lifecycles, &by_lifecycle, descending, error)
    : NULL;
}

static GxIdList *
order_by_tier (GxConnection *book, gboolean descending, const char *currency, GError **error)
{
  const GxCriteriaContext context = { GX_NO_DAY, currency };
  g_autoptr (GxPortrait) portrait = gx_insight_portrait (book, &context, error);

  return portrait != NULL ? order_by (book, portrait, portrait->tiers, &by_tier, descending, error) : NULL;
}

void
_gx_insight_register_orders (void)
{
  gx_customers_register_order (GX_CUSTOMER_SORT_LIFECYCLE, order_by_lifecycle);
  gx_customers_register_order (GX_CUSTOMER_SORT_TIER, order_by_tier);
}
