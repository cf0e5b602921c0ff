/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-money.h"
#include "interchange/gx-import-line-private.h"

/* A line of an order, as its row says it. */

#define MICRO_DIGITS 6

__extension__ typedef __int128 Wide;

void
_gx_import_line_clear (gpointer data)
{
  GxOrderLine *line = data;

  g_free (line->text);
}

/* The further lines of an order may say it no more. */
static const char *
assume_currency (const GxImporter *self, const GxImportRow *row)
{
  const GxImportOrder *order = self->order;
  const char *number = row->values[GX_COLUMN_ORDER];

  if (order != NULL && *number != 0 && strcmp (order->number, number) == 0)
    return order->currency;
  return self->currency;
}

gboolean
_gx_import_line_read_currency (GxImporter *self, const GxImportRow *row, const char **currency)
{
  const char *word = row->values[GX_COLUMN_CURRENCY], *said = NULL;
  const char *beside = _gx_import_currency (row->values[GX_COLUMN_AMOUNT], self->currency);

  if (beside == NULL)
    beside = _gx_import_currency (row->values[GX_COLUMN_UNIT_PRICE], self->currency);
  if (*word != 0 && (said = _gx_import_currency (word, self->currency)) == NULL)
    return _gx_importer_reject (self, row, GX_COLUMN_CURRENCY, "currency",
                                g_strdup (_("This is no currency; use its three letters, such as CNY.")));
  if (said != NULL && beside != NULL && said != beside)
    return _gx_importer_reject (self, row, GX_COLUMN_CURRENCY, "currency",
                                g_strdup (_("The amount is written in another currency.")));
  *currency = said != NULL ? said : beside != NULL ? beside : assume_currency (self, row);
  return TRUE;
}

/* "3.5万" is kept as 35000. */
static void
tell_scale (GxImporter *self, const GxImportRow *row, GxColumn field, gint64 micro)
{
  static const char * const scales[] = { "万", "亿", "千", "百", "k", "K", "m", "M", "E+", "e+" };
  const char *text = row->values[field];

  for (guint i = 0; text[strspn (text, "-.,0123456789 ")] != 0 && i < G_N_ELEMENTS (scales); i++)
    if (strstr (text, scales[i]) != NULL)
      {
        g_autofree char *written = gx_decimal_to_string (micro);

        _gx_importer_repair (self, row, field, text, written, "number", g_strdup (_("It is written out.")));
        return;
      }
}

static gboolean
read_number (GxImporter *self, const GxImportRow *row, GxColumn field, gboolean *has, gint64 *micro)
{
  const char *text = row->values[field];

  *has = *text != 0;
  *micro = 0;
  if (!*has)
    return TRUE;
  if (_gx_import_number (text, self->survey.has_decimal_comma[field], micro))
    {
      tell_scale (self, row, field, *micro);
      return TRUE;
    }
  return _gx_importer_reject (self, row, field, "number", g_strdup (_("This is no number.")));
}

static gint64
minor_micro (const char *currency)
{
  gint64 unit = 1;

  for (int i = gx_currency_exponent (currency); i < MICRO_DIGITS; i++)
    unit *= 10;
  return unit;
}

/* Micro units to minor units of a currency, rounded once, half away from zero. */
static gint64
round_amount (gint64 micro, const char *currency)
{
  gint64 unit = minor_micro (currency);

  return micro < 0 ? -((-micro + unit / 2) / unit) : (micro + unit / 2) / unit;
}

/* More decimals than the currency has. */
static void
tell_rounding (GxImporter *self, const GxImportRow *row, gint64 micro, gint64 minor, const char *currency)
{
  g_autofree char *rounded = NULL;

  if (micro % minor_micro (currency) == 0)
    return;
  rounded = gx_money_to_string (minor, currency);
  _gx_importer_repair (self, row, GX_COLUMN_AMOUNT, row->values[GX_COLUMN_AMOUNT], rounded, "rounded",
                       g_strdup (_("It is rounded to what the currency has.")));
}

/* amount ÷ quantity where that is exact in six decimals, else 0: not known. */
static gint64
exact_unit_price (gint64 amount_micro, gint64 quantity_micro)
{
  Wide dividend = (Wide) amount_micro * GX_MICRO;

  return quantity_micro != 0 && dividend % quantity_micro == 0 ? (gint64) (dividend / quantity_micro) : 0;
}

/* "3盒" is 3; what it counts is the product's. */
static gboolean
read_quantity (GxImporter *self, const GxImportRow *row, gboolean *has, gint64 *micro, char **unit)
{
  const char *text = row->values[GX_COLUMN_QUANTITY];
  g_autofree char *written = NULL;

  *has = *text != 0;
  *micro = 0;
  if (!*has)
    return TRUE;
  if (!_gx_import_quantity (text, self->survey.has_decimal_comma[GX_COLUMN_QUANTITY], micro, unit))
    return _gx_importer_reject (self, row, GX_COLUMN_QUANTITY, "number", g_strdup (_("This is no number.")));
  if (*unit == NULL)
    {
      tell_scale (self, row, GX_COLUMN_QUANTITY, *micro);
      return TRUE;
    }
  written = gx_decimal_to_string (*micro);
  _gx_importer_repair (self, row, GX_COLUMN_QUANTITY, text, written, "unit",
                       g_strdup (_("What is counted is the product's unit.")));
  return TRUE;
}

/* What was paid back with the goods, shipping and tax, was no part of the sale. */
static void
limit_refund (GxImporter *self, const GxImportRow *row, gint64 amount_micro, gint64 *refund_micro)
{
  g_autofree char *written = NULL;

  if (self->orders == NULL || amount_micro <= 0 || ABS (*refund_micro) <= amount_micro)
    return;
  *refund_micro = amount_micro;
  written = gx_decimal_to_string (amount_micro);
  _gx_importer_repair (self, row, GX_COLUMN_REFUND, row->values[GX_COLUMN_REFUND], written, "refund-more",
                       g_strdup (_("More was paid back than the goods: shipping and tax are no part of the "
                                   "sale.")));
}

/* What was paid for the whole order is told once: of every line only its share. FALSE: there is no amount. */
static gboolean
take_share (GxImporter *self, const GxImportRow *row, const char *currency, gint64 *amount_micro,
            gint64 *refund_micro)
{
  gint64 whole = *amount_micro;
  guint n = _gx_import_orders_share (self->orders, row, minor_micro (currency), amount_micro, refund_micro);
  g_autofree char *written = NULL;

  if (n == 0 && *row->values[GX_COLUMN_AMOUNT] == 0)
    return FALSE;
  limit_refund (self, row, *amount_micro, refund_micro);
  if (n == 0 || whole == *amount_micro)
    return TRUE;
  written = gx_decimal_to_string (*amount_micro);
  _gx_importer_repair (self, row, GX_COLUMN_AMOUNT, row->values[GX_COLUMN_AMOUNT], written, "order-amount",
                       /* Translators: %u is how many rows an order has */
                       g_strdup_printf (ngettext ("The amount is of the whole order; its %u line has it.",
                                                  "The amount is of the whole order; its %u lines share it.",
                                                  n), n));
  return TRUE;
}

gboolean
_gx_import_line_read (GxImporter *self, const GxImportRow *row, const char *currency, GxOrderLine *line,
                      char **unit)
{
  gboolean has_quantity, has_price, has_amount;
  gint64 amount_micro, refund_micro;

  if (!read_quantity (self, row, &has_quantity, &line->quantity_micro, unit)
      || !read_number (self, row, GX_COLUMN_UNIT_PRICE, &has_price, &line->unit_price_micro)
      || !read_number (self, row, GX_COLUMN_AMOUNT, &has_amount, &amount_micro)
      || !read_number (self, row, GX_COLUMN_REFUND, &line->has_refund, &refund_micro))
    return FALSE;
  has_amount = take_share (self, row, currency, &amount_micro, &refund_micro);
  if (!has_price && !has_amount)
    return _gx_importer_reject (self, row, GX_COLUMN_AMOUNT, "amount",
                                g_strdup (_("It says neither an amount nor a unit price.")));
  if (!has_quantity)
    line->quantity_micro = has_amount && amount_micro < 0 ? -GX_MICRO : GX_MICRO;
  line->refund_minor = ABS (round_amount (refund_micro, currency));
  if (has_amount)
    {
      line->amount_minor = round_amount (amount_micro, currency);
      tell_rounding (self, row, amount_micro, line->amount_minor, currency);
      if (!has_price)
        line->unit_price_micro = exact_unit_price (amount_micro, line->quantity_micro);
      return TRUE;
    }
  if (gx_line_amount (line->quantity_micro, line->unit_price_micro, currency, &line->amount_minor))
    return TRUE;
  return _gx_importer_reject (self, row, GX_COLUMN_UNIT_PRICE, "amount",
                              g_strdup (_("The amount is too large.")));
}

/* -- what became of it */

/* The gravest that any of its columns says; what nobody knows waits for somebody to say it. */
static gboolean
take_state (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  static const char * const keys[] = { "sale", NULL, "partly", "refunded", "closed" };
  const char *said = gx_import_plan_get_value (self->plan, GX_COLUMN_STATE, text);
  const char *key = said != NULL ? said : _gx_import_choice (GX_COLUMN_STATE, text);
  GxOrderState *worst = data, state = GX_ORDER_UNKNOWN;
  GxMoment moment;

  if (said != NULL && *said == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_strcmp0 (key, keys[i]) == 0)
      state = i;
  if (key == NULL && gx_moment_parse (text, GX_DAY_ORDER_YMD, &moment)) /* "Cancelled at" */
    state = GX_ORDER_CLOSED;
  *worst = MAX (*worst, state);
  return TRUE;
}

GxOrderState
_gx_import_line_state (GxImporter *self, const GxImportRow *row)
{
  const char *number = row->values[GX_COLUMN_ORDER];
  gboolean is_same_order = *number != 0 && g_strcmp0 (self->state_order, number) == 0;
  GxOrderState state = GX_ORDER_SALE;

  if (*row->values[GX_COLUMN_STATE] == 0 && is_same_order)
    return self->state;
  _gx_importer_each_text (self, row, GX_COLUMN_STATE, "", take_state, &state);
  if (!is_same_order)
    self->is_refund_said = FALSE;
  g_free (self->state_order);
  self->state_order = g_strdup (number);
  self->state = state;
  return state;
}

/* "退款成功" may be of a part; "全额退款", "refunded" are not. */
static gboolean
says_whole (const char *text)
{
  return strstr (text, "退款") == NULL || strstr (text, "全额") != NULL || strstr (text, "退货") != NULL;
}

void
_gx_import_line_refund_whole (GxImporter *self, const GxImportRow *row, const char *currency,
                              GxOrderLine *line)
{
  g_autofree char *amount = NULL;

  line->refund_minor = MAX (line->amount_minor, 0);
  if (line->refund_minor == 0 || (says_whole (row->values[GX_COLUMN_STATE]) && !line->has_refund))
    return;
  amount = gx_money_to_string (line->refund_minor, currency);
  _gx_importer_warn (self, row, GX_COLUMN_STATE, row->values[GX_COLUMN_STATE], "refund-whole",
                     /* Translators: %s is an amount of money */
                     g_strdup_printf (_("How much was paid back is not said: it is taken to be all of it, "
                                        "%s."), amount));
}

gboolean
_gx_import_line_settle (GxImporter *self, const GxImportRow *row, const char *currency,
                        GxOrderLine *line)
{
  GxOrderState state = _gx_import_line_state (self, row);

  self->is_refund_said |= line->refund_minor > 0;
  if (line->refund_minor > 0)
    return TRUE; /* it is known: a sale, and a return of so much */
  if (state == GX_ORDER_CLOSED)
    return _gx_importer_reject (self, row, GX_COLUMN_STATE, "state",
                                g_strdup (_("This order was closed or never paid: it is no sale.")));
  if (state == GX_ORDER_UNKNOWN)
    return _gx_importer_reject (self, row, GX_COLUMN_STATE, "state-unknown",
                                g_strdup (_("It is not known whether this is a sale: say once, under the "
                                            "column's values, what this status means.")));
  if (self->is_refund_said) /* by an earlier row, for the order */
    return TRUE;
  if (state == GX_ORDER_PARTLY)
    return _gx_importer_reject (self, row, GX_COLUMN_STATE, "refund-unknown",
                                g_strdup (_("A part of it was paid back, but not how much: say which column "
                                            "has the amount, or, under the column's values, what this status "
                                            "means.")));
  if (state == GX_ORDER_REFUNDED)
    _gx_import_line_refund_whole (self, row, currency, line);
  return TRUE;
}
