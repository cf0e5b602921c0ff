/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "trade/gx-purchases-private.h"

/* Purchases as values, and reading them. */

#define COLUMNS \
  "p.id, p.gone, p.customer_id, p.contact_id, p.kind, p.number, p.reverses_id, p.day, p.at, p.offset_min, " \
  "p.currency, p.channel, p.note, p.author_id, " \
  "coalesce ((select sum (l.amount_minor) from purchase r join purchase_line l on l.purchase_id = r.id " \
  "and l.gone = 0 where r.reverses_id = p.id and r.gone = 0), 0), " \
  "coalesce ((select sum (y.amount_minor) from payment y where y.purchase_id = p.id " \
  "and y.currency = p.currency and y.gone = 0), 0)"

GxPurchaseLine *
gx_purchase_line_new (const char *text, gint64 quantity_micro, gint64 unit_price_micro)
{
  GxPurchaseLine *self = g_new0 (GxPurchaseLine, 1);

  self->text = g_strdup (text);
  self->quantity_micro = quantity_micro;
  self->unit_price_micro = unit_price_micro;
  return self;
}

void
gx_purchase_line_free (GxPurchaseLine *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->text);
  g_free (self->product_name);
  g_free (self->product_code);
  g_free (self->unit);
  g_free (self);
}

char *
gx_purchase_line_shown (const GxPurchaseLine *self)
{
  const char *shown;

  g_return_val_if_fail (self != NULL, NULL);

  shown = self->text;
  if (shown == NULL || *shown == '\0')
    shown = self->product_name != NULL ? self->product_name : self->product_code;
  return g_strdup (shown != NULL ? shown : "");
}

GxPurchase *
gx_purchase_new (GxId customer, const char *kind)
{
  GxPurchase *self = g_new0 (GxPurchase, 1);

  self->customer_id = customer;
  self->kind = g_intern_string (kind);
  self->day = GX_NO_DAY;
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_purchase_line_free);
  return self;
}

void
gx_purchase_free (GxPurchase *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->number);
  g_free (self->channel);
  g_free (self->note);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static GxPurchase *
read_purchase (GxStatement *query)
{
  GxPurchase *self = gx_purchase_new (gx_statement_int64 (query, 2), gx_statement_text (query, 4));

  self->id = gx_statement_int64 (query, 0);
  self->gone = gx_statement_int (query, 1);
  self->contact_id = gx_statement_int64 (query, 3);
  self->number = gx_statement_dup_text (query, 5);
  self->reverses_id = gx_statement_int64 (query, 6);
  self->day = gx_statement_day (query, 7);
  self->at = gx_statement_int64 (query, 8);
  self->offset_min = gx_statement_int (query, 9);
  self->currency = g_intern_string (gx_statement_text (query, 10));
  self->channel = gx_statement_dup_text (query, 11);
  self->note = gx_statement_dup_text (query, 12);
  self->author_id = gx_statement_int64 (query, 13);
  self->returned_minor = gx_statement_int64 (query, 14);
  self->paid_minor = gx_statement_int64 (query, 15);
  return self;
}

static gboolean
read_lines (GxPurchase *self, GxStatement *query, GError **error)
{
  gx_statement_rebind (query, "i", (gint64) self->id);
  while (gx_statement_next (query))
    {
      GxPurchaseLine *line = gx_purchase_line_new (gx_statement_text (query, 2),
                                                   gx_statement_int64 (query, 3),
                                                   gx_statement_int64 (query, 4));

      line->id = gx_statement_int64 (query, 0);
      line->product_id = gx_statement_int64 (query, 1);
      line->amount_minor = gx_statement_int64 (query, 5);
      line->has_amount = TRUE;
      line->product_name = gx_statement_dup_text (query, 6);
      line->product_code = gx_statement_dup_text (query, 7);
      line->unit = gx_statement_dup_text (query, 8);
      self->amount_minor += line->amount_minor;
      self->units_micro += line->quantity_micro;
      g_ptr_array_add (self->lines, line);
    }
  return gx_statement_finish (query, error);
}

/* Takes @query. */
static GPtrArray *
read_purchases (GxConnection *book, GxStatement *query, GError **error)
{
  g_autoptr (GPtrArray) purchases = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_purchase_free);
  g_autoptr (GxStatement) taken = query;
  g_autoptr (GxStatement) lines = gx_connection_query (book,
    "select l.id, l.product_id, l.text, l.quantity_micro, l.unit_price_micro, l.amount_minor, d.name, "
    "d.code, d.unit from purchase_line l left join product d on d.id = l.product_id "
    "where l.purchase_id = ? and l.gone = 0 order by l.id", NULL);

  while (gx_statement_next (taken))
    {
      GxPurchase *purchase = read_purchase (taken);

      g_ptr_array_add (purchases, purchase);
      if (!read_lines (purchase, lines, error))
        return NULL;
    }
  return gx_statement_finish (taken, error) ? g_steal_pointer (&purchases) : NULL;
}

GxPurchase *
gx_purchases_load (GxConnection *book, GxId id, GError **error)
{
  g_autoptr (GPtrArray) purchases = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  purchases = read_purchases (book,
    gx_connection_query (book, "select " COLUMNS " from purchase p where p.id = ? and p.gone < 2", "i",
                         (gint64) id), error);
  if (purchases == NULL)
    return NULL;
  if (purchases->len == 0)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This sale is not in the book."));
      return NULL;
    }
  return g_ptr_array_steal_index (purchases, 0);
}

GPtrArray *
gx_purchases_of (GxConnection *book, GxId customer, gboolean with_people, int limit, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  return read_purchases (book,
    gx_connection_query (book,
      with_people
        ? "select " COLUMNS " from purchase p where p.gone = 0 and p.customer_id in (select ?1 union "
          "select r.from_id from relation r join customer c on c.id = r.from_id and c.gone = 0 "
          "where r.to_id = ?1 and r.kind = 'works_at' and r.gone = 0 and r.until_day is null) "
          "order by p.day desc, p.at desc, p.id desc limit ?2"
        : "select " COLUMNS " from purchase p where p.gone = 0 and p.customer_id = ?1 "
          "order by p.day desc, p.at desc, p.id desc limit ?2",
      "ii", (gint64) customer, (gint64) (limit > 0 ? limit : -1)),
    error);
}

GPtrArray *
gx_purchases_list (GxConnection *book, GxDay since, int limit, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  return read_purchases (book,
    gx_connection_query (book,
      "select " COLUMNS " from (select id from purchase where gone = 0 and day >= ?1 "
      "order by day desc, at desc, id desc limit ?2) i join purchase p on p.id = i.id "
      "order by p.day desc, p.at desc, p.id desc",
      "ii", (gint64) since, (gint64) (limit > 0 ? limit : -1)),
    error);
}

GPtrArray *
_gx_purchases_returns_of (GxConnection *book, GxId sale, GError **error)
{
  return read_purchases (book,
    gx_connection_query (book,
                         "select " COLUMNS " from purchase p where p.reverses_id = ? "
                                           "and p.gone = 0 order by p.day, p.id", "i",
                         (gint64) sale),
    error);
}
