/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-money.h"
#include "interchange/gx-import-line-private.h"

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

/* -- writing an order */

static gboolean
is_return (const GxImportOrder *order)
{
  gint64 sum = 0;
  gboolean is_all_negative = TRUE;

  for (guint i = 0; i < order->lines->len; i++)
    {
      const GxOrderLine *line = &g_array_index (order->lines, GxOrderLine, i);

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

  if (order->moment.has_time)
    {
      gint64 at = gx_moment_instant (&order->moment, &offset);

      is_written = _gx_importer_add (self, GX_RUN_PURCHASE, "iItTdiitTTI", id, order->customer, kind,
                                     order->number, (int) order->moment.day, at, (gint64) offset,
                                     order->currency, order->channel, order->note, self->author);
    }
  else
    {
      is_written = _gx_importer_add (self, GX_RUN_PURCHASE, "iItTdnntTTI", id, order->customer, kind,
                                     order->number, (int) order->moment.day, order->currency, order->channel,
                                     order->note, self->author);
    }
  self->report->n_purchases++;
  return is_written ? id : 0;
}

/* A return of what was paid back of an order: its line, where that is all of it. */
static gboolean
add_refund (GxImporter *self, const GxImportOrder *order, GxId sale, const GxOrderLine *line)
{
  gboolean is_whole = line->refund_minor == line->amount_minor;
  GxId id = _gx_importer_new_id (self, GX_RUN_PURCHASE);
  GxStatement *update = NULL;
  gint64 price = is_whole ? line->unit_price_micro : 0;

  if (!_gx_importer_add (self, GX_RUN_PURCHASE, "iItTdnntTTI", id, order->customer, "return", order->number,
                         (int) order->moment.day, order->currency, order->channel, "", self->author)
      || !_gx_importer_add (self, GX_RUN_LINE, "iiITiii", _gx_importer_new_id (self, GX_RUN_LINE), id,
                         is_whole ? line->product : 0, line->text,
                         is_whole ? -line->quantity_micro : -GX_MICRO, price, -line->refund_minor)
      || !_gx_importer_mark (self, line->refund_mark))
    return FALSE;
  self->report->n_purchases++;
  /* The row is of this import's own run, so its link belongs to what was imported. */
  update = _gx_importer_statement (self, "update purchase set reverses_id = ? where id = ?");
  gx_statement_rebind (update, "ii", sale, id);
  return _gx_importer_run (self, update);
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
  for (guint i = 0; i < order->lines->len && self->error == NULL; i++)
    {
      const GxOrderLine *line = &g_array_index (order->lines, GxOrderLine, i);

      if (!_gx_importer_add (self, GX_RUN_LINE, "iiITiii", _gx_importer_new_id (self, GX_RUN_LINE), purchase,
                             line->product, line->text, line->quantity_micro, line->unit_price_micro,
                             line->amount_minor)
          || !_gx_importer_mark (self, line->mark))
        break;
    }
  for (guint i = 0; i < order->lines->len && self->error == NULL; i++)
    {
      const GxOrderLine *line = &g_array_index (order->lines, GxOrderLine, i);

      if (line->refund_minor > 0 && !add_refund (self, order, purchase, line))
        break;
    }
  _gx_import_order_free (self);
  return self->error == NULL;
}

static gboolean
belongs (const GxImportOrder *order, const char *number, GxId customer, const GxMoment *moment,
         const char *currency)
{
  return order != NULL && *number != 0 && strcmp (order->number, number) == 0
    && order->customer == customer
    && order->moment.day == moment->day && order->currency == currency;
}

static gboolean
append_note (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  GString *note = data;

  if (note->len > 0)
    g_string_append_c (note, '\n');
  g_string_append (note, text);
  return TRUE;
}

static void
append_said (GString *note, GxColumn field, const char *text)
{
  if (*text != 0)
    g_string_append_printf (note, "%s%s %s", note->len > 0 ? "\n" : "", gx_column_label (field), text);
}

/* (transfer full): what is said of the order, and what has no other place: its shipping; and, of a sale to
 * nobody, names and numbers that are covered, and where it went. */
static char *
compose_note (GxImporter *self, const GxImportRow *row, GxId customer)
{
  static const GxColumn places[] = { GX_COLUMN_PROVINCE, GX_COLUMN_CITY, GX_COLUMN_DISTRICT,
                                     GX_COLUMN_STREET };
  GString *note = g_string_new (NULL);
  gint64 micro = 0;

  _gx_importer_each_text (self, row, GX_COLUMN_PURCHASE_NOTE, "", append_note, note);
  if (!_gx_import_number (row->values[GX_COLUMN_SHIPPING], FALSE, &micro) || micro != 0)
    append_said (note, GX_COLUMN_SHIPPING, row->values[GX_COLUMN_SHIPPING]);
  if (row->name_masked != NULL)
    append_said (note, GX_COLUMN_NAME, row->name_masked);
  if (customer != 0)
    return g_string_free (note, FALSE);
  _gx_importer_append_masked (self, row, note);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    append_said (note, places[i], row->values[places[i]]);
  return g_string_free (note, FALSE);
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
  order->note = compose_note (self, row, customer);
  order->lines = g_array_new (FALSE, FALSE, sizeof (GxOrderLine));
  g_array_set_clear_func (order->lines, _gx_import_line_clear);
  order->purchase = find_purchase (self, order);
  if (order->purchase != 0 && !is_own_purchase (self, order->purchase))
    _gx_importer_warn (self, row, GX_COLUMN_ORDER, order->number, "order-known",
                       g_strdup (_("The book has this order already; the row was added to it.")));
}

static void
note_line (GxImporter *self, const GxImportRow *row, const GxMoment *moment, const char *currency,
           const GxOrderLine *line)
{
  static const GxColumn texts[] = { GX_COLUMN_ORDER, GX_COLUMN_PRODUCT_CODE, GX_COLUMN_PRODUCT,
                                    GX_COLUMN_OPTION, GX_COLUMN_CHANNEL, GX_COLUMN_PURCHASE_NOTE,
                                    GX_COLUMN_SHIPPING };
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
  if (line->refund_minor > 0)
    {
      g_autofree char *refund = gx_money_to_string (line->refund_minor, currency);

      _gx_importer_note (self, row, GX_COLUMN_REFUND, NULL, NULL, refund);
    }
  if (row->name_masked != NULL)
    _gx_importer_warn (self, row, GX_COLUMN_NAME, row->name_masked, "masked",
                       g_strdup (_("This name is covered: it is kept in the note of the sale.")));
}

/* "T恤" and "红色 L" */
static char *
name_line (const GxImportRow *row)
{
  const char *product = row->values[GX_COLUMN_PRODUCT], *option = row->values[GX_COLUMN_OPTION];

  return *product != 0 && *option != 0 ? g_strconcat (product, " · ", option, NULL)
         : g_strdup (*product != 0 ? product : option);
}

/* What is refunded has a mark of its own: it may be told later than the sale. */
static gint64
mark_refund (const GxImportRow *row)
{
  g_autofree char *mark = g_strdup_printf ("%" G_GINT64_FORMAT, row->mark);

  return _gx_mark_end (_gx_mark_add (_gx_mark_begin ("refund"), mark), 0);
}

gboolean
_gx_import_purchase (GxImporter *self, const GxImportRow *row, GxImportOutcome *outcome)
{
  const char *currency = self->currency, *number = row->values[GX_COLUMN_ORDER];
  GxOrderLine line = { .mark = row->mark, .refund_mark = mark_refund (row) };
  g_autofree char *unit = NULL;
  GxId customer = 0;
  GxMoment moment;

  if (!_gx_import_line_read_currency (self, row, &currency) || !_gx_importer_moment (self, row, &moment)
      || !_gx_import_line_read (self, row, currency, &line, &unit)
      || !_gx_import_line_settle (self, row, currency, &line)
      || !_gx_importer_who (self, row, &customer))
    return FALSE;
  line.product = _gx_importer_product (self, row, unit);
  if (line.product == -1)
    return FALSE;
  if (!belongs (self->order, number, customer, &moment, currency))
    {
      if (!write_order (self))
        return FALSE;
      begin_order (self, row, customer, &moment, currency);
    }
  note_line (self, row, &moment, currency, &line);
  line.text = name_line (row);
  g_array_append_val (self->order->lines, line);
  *outcome = GX_OUTCOME_ADDED;
  return TRUE;
}

/* The sale of that number and day, with its customer. */
static GxId
find_sold (GxImporter *self, const char *number, GxDay day, GxId *customer)
{
  GxStatement *query = _gx_importer_statement (self,
    "select id, customer_id from purchase where number = ? and day = ? and kind = 'sale' and gone = 0"
    " order by id limit 1");
  GxId id = 0;

  gx_statement_rebind (query, "td", number, (int) day);
  if (gx_statement_next (query))
    {
      id = gx_statement_int64 (query, 0);
      *customer = gx_statement_int64 (query, 1);
    }
  _gx_importer_finish (self, query);
  return id;
}

static gboolean
says_refund (GxImporter *self, const GxImportRow *row)
{
  gint64 micro = 0;

  return _gx_import_number (row->values[GX_COLUMN_REFUND], self->survey.has_decimal_comma[GX_COLUMN_REFUND],
                            &micro) && micro != 0;
}

gboolean
_gx_import_purchase_again (GxImporter *self, const GxImportRow *row)
{
  const char *currency = self->currency, *number = row->values[GX_COLUMN_ORDER];
  GxOrderLine line = { .refund_mark = mark_refund (row) };
  g_autofree char *unit = NULL, *text = NULL;
  GxImportOrder order = { .number = (char *) number };
  gboolean is_whole;
  GxOrderState state;
  GxId sale;

  if (*number == 0 || _gx_importer_is_known (self, line.refund_mark))
    return FALSE;
  state = _gx_import_line_state (self, row);
  is_whole = state == GX_ORDER_REFUNDED || state == GX_ORDER_CLOSED;
  if ((!says_refund (self, row) && (!is_whole || self->is_refund_said))
      || !_gx_import_line_read_currency (self, row, &currency)
      || !_gx_importer_moment (self, row, &order.moment)
      || !_gx_import_line_read (self, row, currency, &line, &unit)
      || (sale = find_sold (self, number, order.moment.day, &order.customer)) == 0)
    return FALSE;
  self->is_refund_said |= line.refund_minor > 0;
  if (line.refund_minor == 0)
    _gx_import_line_refund_whole (self, row, currency, &line);
  line.product = _gx_importer_product (self, row, NULL);
  line.text = text = name_line (row);
  order.currency = currency;
  order.channel = (char *) row->values[GX_COLUMN_CHANNEL];
  note_line (self, row, &order.moment, currency, &line);
  return line.refund_minor > 0 && line.product != -1 && add_refund (self, &order, sale, &line);
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
    "select id from purchase where id >= ? and id < ? and kind = 'return' and customer_id is not null"
    " and reverses_id is null", "ii",
    self->first[GX_RUN_PURCHASE], self->first[GX_RUN_PURCHASE] + self->used[GX_RUN_PURCHASE]);
  while (gx_statement_next (returns))
    {
      GxId id = gx_statement_int64 (returns, 0);

      g_array_append_val (ids, id);
    }
  if (!_gx_importer_finish (self, returns))
    return FALSE;
  /* The rows are of this import's own run, so their link belongs to what was imported. */
  for (guint i = 0; i < ids->len && self->error == NULL; i++)
    {
      GxId id = g_array_index (ids, GxId, i), sale = find_sale (self, id);
      GxStatement *update = _gx_importer_statement (self, "update purchase set reverses_id = ? where id = ?");

      if (sale == 0)
        continue;
      gx_statement_rebind (update, "ii", sale, id);
      _gx_importer_run (self, update);
    }
  return self->error == NULL;
}
