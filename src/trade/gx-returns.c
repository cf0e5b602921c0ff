/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "trade/gx-purchases-private.h"

/* Taking back a sale, or a part of it: what was not returned yet. */

typedef struct {
  const GxPurchaseLine *line;
  gint64 quantity_micro, amount_minor; /* not returned yet */
} Remainder;

static gboolean
is_same_thing (const GxPurchaseLine *a, const GxPurchaseLine *b)
{
  return a->product_id == b->product_id && g_strcmp0 (a->text, b->text) == 0;
}

/* A returned line counts against the first line of the sale that is the same thing and has as much left. */
static void
subtract (GArray *remainders, const GxPurchaseLine *returned)
{
  for (guint i = 0; i < remainders->len; i++)
    {
      Remainder *remainder = &g_array_index (remainders, Remainder, i);

      if (is_same_thing (remainder->line, returned)
          && remainder->quantity_micro + returned->quantity_micro >= 0)
        {
          remainder->quantity_micro += returned->quantity_micro;
          remainder->amount_minor += returned->amount_minor;
          return;
        }
    }
}

static GArray *
find_remainders (GxConnection *book, const GxPurchase *sale, GError **error)
{
  g_autoptr (GPtrArray) returns = _gx_purchases_returns_of (book, sale->id, error);
  GArray *remainders;

  if (returns == NULL)
    return NULL;

  remainders = g_array_new (FALSE, FALSE, sizeof (Remainder));
  for (guint i = 0; i < sale->lines->len; i++)
    {
      const GxPurchaseLine *line = g_ptr_array_index (sale->lines, i);
      const Remainder remainder = { line, line->quantity_micro, line->amount_minor };
      g_array_append_val (remainders, remainder);
    }
  for (guint i = 0; i < returns->len; i++)
    {
      const GxPurchase *taken_back = g_ptr_array_index (returns, i);

      for (guint j = 0; j < taken_back->lines->len; j++)
        subtract (remainders, g_ptr_array_index (taken_back->lines, j));
    }
  return remainders;
}

/* The amount of a part, rounded half away from zero; all that is left takes all that is left of the
 * amount. */
static gint64
get_part (const Remainder *remainder, gint64 quantity_micro)
{
  __int128 product;
  gint64 whole = remainder->quantity_micro;

  if (quantity_micro == whole)
    return remainder->amount_minor;
  product = (__int128) remainder->amount_minor * quantity_micro;
  return (gint64) ((2 * product + (product < 0 ? -whole : whole)) / (2 * (__int128) whole));
}

static void
add_line (GxPurchase *taken_back, const Remainder *remainder, gint64 quantity_micro)
{
  GxPurchaseLine *line = gx_purchase_line_new (remainder->line->text, -quantity_micro,
                                               remainder->line->unit_price_micro);

  line->product_id = remainder->line->product_id;
  line->amount_minor = -get_part (remainder, quantity_micro);
  line->has_amount = TRUE;
  g_ptr_array_add (taken_back->lines, line);
}

static gboolean
fill_lines (GxPurchase *taken_back, GArray *remainders, GxId line, gint64 quantity_micro, GError **error)
{
  for (guint i = 0; i < remainders->len; i++)
    {
      const Remainder *remainder = &g_array_index (remainders, Remainder, i);
      gint64 wanted = line != 0 && quantity_micro != 0 ? quantity_micro : remainder->quantity_micro;

      if ((line != 0 && remainder->line->id != line) || remainder->quantity_micro <= 0)
        continue;
      if (wanted < 0 || wanted > remainder->quantity_micro)
        {
          g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID,
                               _("This is more than what was sold and not returned yet."));
          return FALSE;
        }
      add_line (taken_back, remainder, wanted);
    }
  if (taken_back->lines->len > 0)
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("All of it was returned already."));
  return FALSE;
}

gboolean
gx_purchases_return (GxConnection *book, const GxActor *actor, GxId sale, GxId line, gint64 quantity_micro,
                     GxDay day, GxId *id, GError **error)
{
  g_autoptr (GxPurchase) sold = NULL;
  g_autoptr (GArray) remainders = NULL;
  g_autoptr (GxPurchase) taken_back = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  if ((sold = gx_purchases_load (book, sale, error)) == NULL
      || (remainders = find_remainders (book, sold, error)) == NULL)
    return FALSE;

  taken_back = gx_purchase_new (sold->customer_id, "return");
  taken_back->contact_id = sold->contact_id;
  taken_back->reverses_id = sold->id;
  taken_back->currency = sold->currency;
  taken_back->channel = g_strdup (sold->channel);
  taken_back->day = day;
  return fill_lines (taken_back, remainders, line, quantity_micro, error)
         && gx_purchases_save (book, actor, taken_back, id, error);
}
