/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "store/gx-projection.h"
#include "trade/gx-purchases-private.h"

/* Writing purchases, and what they come to. */

static gboolean
check_purchase (const GxPurchase *purchase, GError **error)
{
  if (purchase->kind == NULL || !gx_phrase_is_key ("purchase.kind", purchase->kind))
    g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("This is neither a sale nor a return."));
  else if (purchase->lines->len == 0)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("A sale needs at least one line."));
  else if (purchase->currency != NULL && !gx_currency_is_known (purchase->currency))
    /* Translators: %s is a code such as "CNY" */
    g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is no currency. Use a code such as CNY."),
                 purchase->currency);
  else
    return TRUE;
  return FALSE;
}

static gboolean
write_head (GxConnection *book, GxId id, const GxPurchase *purchase, const char *currency, GError **error)
{
  GxDay today = gx_clock_today ();
  GxDay day = purchase->day != GX_NO_DAY ? purchase->day : today;
  gint64 at = purchase->at;
  int offset_min = purchase->offset_min;

  if (at == 0 && purchase->id == 0 && day == today)
    {
      at = gx_clock_now ();
      offset_min = gx_clock_offset_min (at);
    }
  return gx_connection_run (book, error,
           "update purchase set customer_id = ?, contact_id = ?, kind = ?, number = ?, reverses_id = ?, day "
           "= ?, at = ?, offset_min = case when ?7 is null then null else ? end, currency = ?, channel = ?, "
           "note = ? where id = ? and gone < 2",
           "IItTIdIitTTi", (gint64) purchase->customer_id, (gint64) purchase->contact_id, purchase->kind,
           purchase->number,
           (gint64) purchase->reverses_id, (int) day, at, (gint64) offset_min, currency, purchase->channel,
           purchase->note, (gint64) id)
         && gx_record_found (book, error);
}

static gboolean
get_amount (const GxPurchaseLine *line, const char *currency, gint64 *amount_minor, GError **error)
{
  *amount_minor = line->amount_minor;
  if (line->has_amount || gx_line_amount (line->quantity_micro, line->unit_price_micro, currency,
                                          amount_minor))
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("The amount is too large."));
  return FALSE;
}

static gboolean
write_line (GxConnection *book, GxId purchase, const GxPurchaseLine *line, const char *currency,
            GError **error)
{
  g_autofree char *text = _gx_trade_trim (line->text);
  GxId product = line->product_id;
  GxId id = line->id;
  gint64 amount_minor;

  if (!get_amount (line, currency, &amount_minor, error))
    return FALSE;
  if (product == 0 && text != NULL && (product = gx_products_match (book, text)) != 0)
    g_clear_pointer (&text, g_free); /* the product says it */
  if (id == 0)
    {
      id = gx_connection_new_id (book);
      if (!gx_connection_run (book, error, "insert into purchase_line (id, purchase_id) values (?, ?)", "ii",
                              (gint64) id, (gint64) purchase))
        return FALSE;
    }
  return gx_connection_run (book, error,
           "update purchase_line set product_id = ?, text = ?, quantity_micro = ?, unit_price_micro = ?, "
           "amount_minor = ?, gone = 0 where id = ? and purchase_id = ?", "ITiiiii", (gint64) product, text,
           (gint64) line->quantity_micro,
           (gint64) line->unit_price_micro, amount_minor, (gint64) id, (gint64) purchase)
         && gx_record_found (book, error);
}

/* Lines that are not there any more go into the bin: all first, and those that are written come back. */
static gboolean
write_lines (GxConnection *book, GxId id, const GxPurchase *purchase, const char *currency, GError **error)
{
  if (purchase->id != 0
      && !gx_connection_run (book, error,
                             "update purchase_line set gone = 1 where purchase_id = ? and gone = 0", "i",
                             (gint64) id))
    return FALSE;
  for (guint i = 0; i < purchase->lines->len; i++)
    if (!write_line (book, id, g_ptr_array_index (purchase->lines, i), currency, error))
      return FALSE;
  return TRUE;
}

gboolean
gx_purchases_save (GxConnection *book, const GxActor *actor, const GxPurchase *purchase, GxId *id,
                   GError **error)
{
  g_autoptr (GxStep) step = NULL;
  const char *currency, *label;
  GxId saved;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL && purchase != NULL, FALSE);

  currency = purchase->currency != NULL ? purchase->currency : gx_connection_get_currency (book);
  currency = g_intern_string (currency);
  label = g_strcmp0 (purchase->kind, "return") == 0 ? "purchase.return" : "purchase.add";
  if (purchase->id != 0)
    label = "purchase.edit";
  saved = purchase->id != 0 ? purchase->id : gx_connection_new_id (book);
  if (!check_purchase (purchase, error)
      || (step = gx_step_begin (book, actor, label, error)) == NULL
      || (purchase->id == 0 && !gx_connection_run (book, error,
                                                   "insert into purchase (id, author_id) values (?, ?)", "iI",
                                                   (gint64) saved, (gint64) actor->author))
      || !write_head (book, saved, purchase, currency, error)
      || !write_lines (book, saved, purchase, currency, error)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    {
      gx_error_prefix (error, _("Could not save the sale"));
      return FALSE;
    }
  if (id != NULL)
    *id = saved;
  return TRUE;
}

gboolean
gx_purchases_sell (GxConnection *book, const GxActor *actor, GxId customer, const char *product,
                   gboolean make_product,
                   gint64 quantity_micro, gint64 unit_price_micro, const char *currency, GxDay day, GxId *id,
                   GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autoptr (GxPurchase) purchase = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  name = _gx_trade_trim (product);
  if (currency == NULL)
    currency = gx_connection_get_currency (book);
  purchase = gx_purchase_new (customer, "sale");
  purchase->currency = g_intern_string (currency);
  purchase->day = day;
  g_ptr_array_add (purchase->lines, gx_purchase_line_new (name, quantity_micro, unit_price_micro));

  if ((step = gx_step_begin (book, actor, "purchase.add", error)) == NULL)
    return FALSE;
  if (make_product && name != NULL && gx_products_match (book, name) == 0)
    {
      const GxProduct made = { .name = name, .unit_price_micro = unit_price_micro,
                               .currency = purchase->currency };

      if (!gx_products_save (book, actor, &made, NULL, error))
        return FALSE;
    }
  return gx_purchases_save (book, actor, purchase, id, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_purchases_bin (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return gx_record_set_gone (book, actor, "purchase.bin", "purchase", &id, 1, 1, error);
}

gboolean
gx_purchases_unbin (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return gx_record_set_gone (book, actor, "purchase.unbin", "purchase", &id, 1, 0, error);
}

/* -- facts */

static gboolean
project_trade (GxConnection *book, GError **error)
{
  return gx_connection_run (book, error, "@trade/touch-purchases", NULL)
         && gx_connection_run (book, error,
              "delete from purchase_fact where purchase_id in (select purchase_id "
              "from temp.touched_purchase)", NULL)
         && gx_connection_run (book, error, "@trade/project-purchases", NULL)
         && gx_connection_run (book, error,
              "delete from customer_money where customer_id in (select customer_id "
              "from temp.touched_customer)", NULL)
         && gx_connection_run (book, error, "@trade/project-money", NULL)
         && gx_connection_run (book, error, "@trade/project-facts", NULL);
}

static const GxProjection trade = {
  .name = "trade", .order = 30, .tables = "purchase_fact customer_money customer_fact",
  .columns = "customer_fact.first_purchase_day customer_fact.last_purchase_day customer_fact.orders "
             "customer_fact.purchase_days customer_fact.median_gap_days",
  .reads = "purchase purchase_line customer.gone",
  .project = project_trade,
};

void
gx_trade_register (void)
{
  gx_projection_register (&trade);
}
