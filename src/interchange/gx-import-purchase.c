/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-money.h"
#include "interchange/gx-import-private.h"

#define MICRO_DIGITS 6

__extension__ typedef __int128 Wide;

typedef struct {
  GxId product;
  char *text;
  gint64 quantity_micro, unit_price_micro, amount_minor;
  gint64 mark;
} Line;

/* The purchase at hand: rows of one order number, customer, day and currency that follow each other. */
struct _GxImportOrder {
  GxId purchase;   /* 0: to be made of it */
  char *number;
  GxId customer;
  GxMoment moment;
  const char *currency;
  char *channel, *note;
  GArray *lines;   /* of Line */
};
typedef struct _GxImportOrder GxImportOrder;

static void
clear_line (gpointer data)
{
  Line *line = data;

  g_free (line->text);
}

void
_gx_import_order_free (GxImporter *self)
{
  GxImportOrder *order = g_steal_pointer (&self->order);

  if (order == NULL)
    return;
  g_array_unref (order->lines);
  g_free (order->number);
  g_free (order->channel);
  g_free (order->note);
  g_free (order);
}

/* -- reading a row */

/* Of a row: its own column, else what stands beside its numbers, else the file's. FALSE: refused. */
static gboolean
read_currency (GxImporter *self, const GxImportRow *row, const char **currency)
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
  *currency = said != NULL ? said : beside != NULL ? beside : self->currency;
  return TRUE;
}

/* "3.5万" is kept as 35000. */
static void
tell_scale (GxImporter *self, const GxImportRow *row, GxColumn field, gint64 micro)
{
  static const char * const scales[] = { "万", "亿", "千", "百", "k", "K", "m", "M", "E+", "e+" };
  const char *text = row->values[field];

  for (guint i = 0; text[strspn (text, "-.,0123456789 ")] != 0 && i < G_N_ELEMENTS (scales); i++)
    if (strstr (text, scales[i]) != NULL) {
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
  if (_gx_import_number (text, self->survey.has_decimal_comma[field], micro)) {
    tell_scale (self, row, field, *micro);
    return TRUE;
  }
  return _gx_importer_reject (self, row, field, "number", g_strdup (_("This is no number.")));
}

/* Micro units to minor units of a currency, rounded once, half away from zero. */
static gint64
round_amount (gint64 micro, const char *currency)
{
  gint64 unit = 1;

  for (int i = gx_currency_exponent (currency); i < MICRO_DIGITS; i++)
    unit *= 10;
  return micro < 0 ? -((-micro + unit / 2) / unit) : (micro + unit / 2) / unit;
}

/* More decimals than the currency has. */
static void
tell_rounding (GxImporter *self, const GxImportRow *row, gint64 micro, gint64 minor, const char *currency)
{
  g_autofree char *rounded = NULL;
  gint64 unit = 1;

  for (int i = gx_currency_exponent (currency); i < MICRO_DIGITS; i++)
    unit *= 10;
  if (micro % unit == 0)
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

static gboolean
read_line (GxImporter *self, const GxImportRow *row, const char *currency, Line *line)
{
  gboolean has_quantity, has_price, has_amount;
  gint64 amount_micro;

  if (!read_number (self, row, GX_COLUMN_QUANTITY, &has_quantity, &line->quantity_micro) ||
      !read_number (self, row, GX_COLUMN_UNIT_PRICE, &has_price, &line->unit_price_micro) ||
      !read_number (self, row, GX_COLUMN_AMOUNT, &has_amount, &amount_micro))
    return FALSE;
  if (!has_price && !has_amount)
    return _gx_importer_reject (self, row, GX_COLUMN_AMOUNT, "amount",
                                g_strdup (_("It says neither an amount nor a unit price.")));
  if (!has_quantity)
    line->quantity_micro = has_amount && amount_micro < 0 ? -GX_MICRO : GX_MICRO;
  if (has_amount) {
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

/* -- writing an order */

static gboolean
is_return (const GxImportOrder *order)
{
  gint64 sum = 0;
  gboolean is_all_negative = TRUE;

  for (guint i = 0; i < order->lines->len; i++) {
    const Line *line = &g_array_index (order->lines, Line, i);

    sum += line->amount_minor;
    is_all_negative = is_all_negative && line->quantity_micro < 0;
  }
  return sum < 0 || (is_all_negative && order->number[0] == 'C' && g_ascii_isdigit (order->number[1]));
}

/* The purchase of that number, customer and day, which an earlier row or an earlier import made; 0 none. */
static GxId
find_purchase (GxImporter *self, const GxImportOrder *order)
{
  GxStatement *query;
  GxId id = 0;

  if (*order->number == 0)
    return 0;
  query = _gx_importer_statement (self,
    "select id from purchase where number = ? and gone = 0 and day = ? and customer_id is ? and currency = "
    "? order by id limit 1");
  gx_statement_rebind (query, "tdIt", order->number, (int) order->moment.day, order->customer,
                       order->currency);
  if (gx_statement_next (query))
    id = gx_statement_int64 (query, 0);
  _gx_importer_finish (self, query);
  return id;
}

static GxId
add_purchase (GxImporter *self, const GxImportOrder *order)
{
  GxId id = _gx_importer_new_id (self, GX_RUN_PURCHASE);
  const char *kind = is_return (order) ? "return" : "sale";
  gboolean is_written;
  int offset = 0;

  if (order->moment.has_time) {
    gint64 at = gx_moment_instant (&order->moment, &offset);

    is_written = _gx_importer_add (self, GX_RUN_PURCHASE, "iItTdiitTTI", id, order->customer, kind,
                                   order->number, (int) order->moment.day, at, (gint64) offset,
                                   order->currency, order->channel, order->note, self->author);
  } else {
    is_written = _gx_importer_add (self, GX_RUN_PURCHASE, "iItTdnntTTI", id, order->customer, kind,
                                   order->number, (int) order->moment.day, order->currency, order->channel,
                                   order->note, self->author);
  }
  self->report->n_purchases++;
  return is_written ? id : 0;
}

static gboolean
is_own_purchase (const GxImporter *self, GxId id)
{
  GxId first = self->first[GX_RUN_PURCHASE];

  return id >= first && id < first + self->reserved[GX_RUN_PURCHASE];
}

static gboolean
write_order (GxImporter *self)
{
  GxImportOrder *order = self->order;
  GxId purchase;

  if (order == NULL)
    return TRUE;
  purchase = order->purchase != 0 ? order->purchase : add_purchase (self, order);
  for (guint i = 0; i < order->lines->len && self->error == NULL; i++) {
    const Line *line = &g_array_index (order->lines, Line, i);

    if (!_gx_importer_add (self, GX_RUN_LINE, "iiITiii", _gx_importer_new_id (self, GX_RUN_LINE), purchase,
                           line->product, line->text, line->quantity_micro, line->unit_price_micro,
                           line->amount_minor) ||
        !_gx_importer_mark (self, line->mark))
      break;
  }
  _gx_import_order_free (self);
  return self->error == NULL;
}

static gboolean
belongs (const GxImportOrder *order, const char *number, GxId customer, const GxMoment *moment,
         const char *currency)
{
  return order != NULL && *number != 0 && strcmp (order->number, number) == 0 &&
    order->customer == customer &&
    order->moment.day == moment->day && order->currency == currency;
}

static void
begin_order (GxImporter *self, const GxImportRow *row, GxId customer, const GxMoment *moment,
             const char *currency)
{
  GxImportOrder *order = self->order = g_new0 (GxImportOrder, 1);

  order->number = g_strdup (row->values[GX_COLUMN_ORDER]);
  order->customer = customer;
  order->moment = *moment;
  order->currency = currency;
  order->channel = g_strdup (row->values[GX_COLUMN_CHANNEL]);
  order->note = g_strdup (row->values[GX_COLUMN_PURCHASE_NOTE]);
  order->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (order->lines, clear_line);
  order->purchase = find_purchase (self, order);
  if (order->purchase != 0 && !is_own_purchase (self, order->purchase))
    _gx_importer_warn (self, row, GX_COLUMN_ORDER, order->number, "order-known",
                       g_strdup (_("The book has this order already; the row was added to it.")));
}

static void
note_line (GxImporter *self, const GxImportRow *row, const GxMoment *moment, const char *currency,
           const Line *line)
{
  static const GxColumn texts[] = { GX_COLUMN_ORDER, GX_COLUMN_PRODUCT_CODE, GX_COLUMN_PRODUCT,
                                    GX_COLUMN_CHANNEL, GX_COLUMN_PURCHASE_NOTE };
  g_autofree char *amount = gx_money_to_string (line->amount_minor, currency);
  gint64 amount_micro = 0;

  _gx_importer_note_moment (self, row, moment);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    _gx_importer_note (self, row, texts[i], NULL, NULL, row->values[texts[i]]);
  _gx_importer_note_number (self, row, GX_COLUMN_QUANTITY, line->quantity_micro);
  if (line->unit_price_micro != 0)
    _gx_importer_note_number (self, row, GX_COLUMN_UNIT_PRICE, line->unit_price_micro);
  if (gx_decimal_parse (amount, &amount_micro))
    _gx_importer_note_number (self, row, GX_COLUMN_AMOUNT, amount_micro);
  _gx_importer_note (self, row, GX_COLUMN_CURRENCY, NULL, NULL, currency);
}

gboolean
_gx_import_purchase (GxImporter *self, const GxImportRow *row, GxImportOutcome *outcome)
{
  const char *currency = self->currency, *number = row->values[GX_COLUMN_ORDER];
  Line line = { .mark = row->mark };
  GxId customer = 0;
  GxMoment moment;

  if (!read_currency (self, row, &currency) || !_gx_importer_moment (self, row, &moment) ||
      !read_line (self, row, currency, &line) || !_gx_importer_who (self, row, &customer))
    return FALSE;
  line.product = _gx_importer_product (self, row);
  if (line.product == -1)
    return FALSE;
  if (!belongs (self->order, number, customer, &moment, currency)) {
    if (!write_order (self))
      return FALSE;
    begin_order (self, row, customer, &moment, currency);
  }
  note_line (self, row, &moment, currency, &line);
  line.text = g_strdup (row->values[GX_COLUMN_PRODUCT]);
  g_array_append_val (self->order->lines, line);
  *outcome = GX_OUTCOME_ADDED;
  return TRUE;
}

/* -- returns and their sales */

/* The one earlier sale to this customer that has such a line for each line of the return; 0: none, or
 * several. */
static GxId
find_sale (GxImporter *self, GxId id)
{
  GxStatement *query = _gx_importer_statement (self,
    "select s.id from purchase r join purchase s on s.customer_id = r.customer_id and s.kind = 'sale' and "
    "s.gone = 0 and s.day <= r.day"
    " where r.id = ? and exists (select 1 from purchase_line where purchase_id = r.id) and not exists ("
    "  select 1 from purchase_line l where l.purchase_id = r.id and (l.product_id is null or not exists ("
    "   select 1 from purchase_line k where k.purchase_id = s.id and k.gone = 0 and k.product_id = "
    "l.product_id"
    "   and k.quantity_micro = - l.quantity_micro))) limit 2");
  GxId sale = 0;

  gx_statement_rebind (query, "i", id);
  if (gx_statement_next (query))
    sale = gx_statement_int64 (query, 0);
  if (sale != 0 && gx_statement_next (query))
    sale = 0;
  _gx_importer_finish (self, query);
  return sale;
}

gboolean
_gx_import_purchases_end (GxImporter *self)
{
  g_autoptr (GxStatement) returns = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GxId));

  if (!write_order (self) || !_gx_importer_flush (self))
    return FALSE;
  returns = gx_connection_query (self->book,
    "select id from purchase where id >= ? and id < ? and kind = 'return' and customer_id is not null", "ii",
    self->first[GX_RUN_PURCHASE], self->first[GX_RUN_PURCHASE] + self->used[GX_RUN_PURCHASE]);
  while (gx_statement_next (returns)) {
    GxId id = gx_statement_int64 (returns, 0);

    g_array_append_val (ids, id);
  }
  if (!_gx_importer_finish (self, returns))
    return FALSE;
  /* The rows are of this import's own run, so their link belongs to what was imported. */
  for (guint i = 0; i < ids->len && self->error == NULL; i++) {
    GxId id = g_array_index (ids, GxId, i), sale = find_sale (self, id);
    GxStatement *update = _gx_importer_statement (self, "update purchase set reverses_id = ? where id = ?");

    if (sale == 0)
      continue;
    gx_statement_rebind (update, "ii", sale, id);
    _gx_importer_run (self, update);
  }
  return self->error == NULL;
}
