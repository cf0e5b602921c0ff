/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-money.h"
#include "base/gx-text.h"
#include "interchange/gx-import-private.h"

/*
 * Shops that write a row for each line of an order often say what was paid for all of it in each of them, or in
 * the first alone. Looking through the file once settles it for the column: lines that differ, or are quantity ×
 * price, are lines; a sum that no line of its order contradicts, and that is that of their prices, or is called
 * the order's, is the whole. Then each line has its share of it, by its price, else by its quantity.
 */

#define MANY_SAME 3 /* orders whose lines all say the same: that is no chance any more */

__extension__ typedef __int128 Wide;

/* An order of several rows that all say the same amount, or nothing behind the first. */
typedef struct {
  guint n;
  gint64 amount_micro, refund_micro; /* as the row last shared said them: those that say nothing share the same */
  gint64 value_micro;        /* of quantity × price; 0: not of every line */
  gint64 units_micro;
  Wide shared;               /* of the weights, as far as they were handed out */
  gboolean has_values;       /* each line has a price so far */
  gboolean are_lines;        /* each is quantity × price so far */
  gboolean is_same, is_refund_same;
} Order;

struct _GxImportOrders {
  int number, amount, price, quantity, refund;  /* columns; −1: none */
  GHashTable *orders;        /* of Order, by mark: those of several rows */
  char *last;                /* the number of the row before */
  Order order;               /* of that number */
  guint n_same, n_other, n_lines, n_wholes;
  char *example;             /* (nullable): the number of an order that could be read both ways */
};

static int
find_column (const GxImportPlan *plan, GxColumn field)
{
  for (guint i = 0; i < plan->columns->len; i++)
    if (g_array_index (plan->columns, GxColumn, i) == field)
      return (int) i;
  return -1;
}

GxImportOrders *
_gx_import_orders_new (const GxImportPlan *plan)
{
  GxImportOrders *self;

  if (plan->kind != GX_IMPORT_PURCHASES || plan->amount_of == GX_AMOUNT_OF_LINE
      || find_column (plan, GX_COLUMN_ORDER) < 0 || find_column (plan, GX_COLUMN_AMOUNT) < 0)
    return NULL;
  self = g_new0 (GxImportOrders, 1);
  self->number = find_column (plan, GX_COLUMN_ORDER);
  self->amount = find_column (plan, GX_COLUMN_AMOUNT);
  self->price = find_column (plan, GX_COLUMN_UNIT_PRICE);
  self->quantity = find_column (plan, GX_COLUMN_QUANTITY);
  self->refund = find_column (plan, GX_COLUMN_REFUND);
  self->orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->last = g_strdup ("");
  return self;
}

void
_gx_import_orders_free (GxImportOrders *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->orders);
  g_free (self->last);
  g_free (self->example);
  g_free (self);
}

static gint64
mark_of (const char *number)
{
  return _gx_mark_end (_gx_mark_add (_gx_mark_begin ("order"), number), 0);
}

static Order *
find_order (const GxImportOrders *self, const char *number)
{
  gint64 mark = mark_of (number);

  return g_hash_table_lookup (self->orders, &mark);
}

/* -- looking through the file */

/* 0 where there is none. */
static gint64
read_micro (const GxRow *row, int column)
{
  gint64 micro = 0;

  return column >= 0 && _gx_import_number (gx_row_text (row, (guint) column), FALSE, &micro) ? micro : 0;
}

static gboolean
is_blank (const GxRow *row, int column)
{
  return column < 0 || *gx_row_text (row, (guint) column) == 0;
}

static gint64
read_units (const GxRow *row, int column)
{
  g_autofree char *unit = NULL;
  gint64 micro = 0;

  if (column < 0 || !_gx_import_quantity (gx_row_text (row, (guint) column), FALSE, &micro, &unit))
    return GX_MICRO;
  return micro > 0 ? micro : GX_MICRO;
}

static gint64
multiply (gint64 price_micro, gint64 units_micro)
{
  return (gint64) ((Wide) price_micro * units_micro / GX_MICRO);
}

static void
add_row (const GxImportOrders *self, Order *order, const GxRow *row)
{
  gint64 amount = read_micro (row, self->amount), price = read_micro (row, self->price);
  gint64 units = read_units (row, self->quantity), refund = read_micro (row, self->refund);
  gint64 value = multiply (price, units);

  if (order->n == 0)
    *order = (Order) { .amount_micro = amount, .refund_micro = refund, .has_values = TRUE, .are_lines = TRUE,
                       .is_same = amount != 0, .is_refund_same = refund != 0 };
  order->n++;
  order->is_same = order->is_same && (amount == order->amount_micro || is_blank (row, self->amount));
  order->is_refund_same = order->is_refund_same
    && (refund == order->refund_micro || is_blank (row, self->refund));
  order->has_values = order->has_values && price > 0;
  order->are_lines = order->are_lines && price > 0 && (value == amount || is_blank (row, self->amount));
  order->value_micro += value;
  order->units_micro += units;
}

/* Whether the amount is nearer to the sum of the prices than that many amounts are. */
static gboolean
is_whole (const Order *order)
{
  Wide whole = (Wide) order->amount_micro - order->value_micro;
  Wide lines = (Wide) order->amount_micro * order->n - order->value_micro;

  return (whole < 0 ? -whole : whole) < (lines < 0 ? -lines : lines);
}

static void
end_order (GxImportOrders *self)
{
  const Order *order = &self->order;
  gint64 mark = mark_of (self->last);
  Order *kept = order->n > 1 && order->is_same ? g_hash_table_lookup (self->orders, &mark) : NULL;

  if (order->n < 2 || *self->last == 0)
    return;
  self->n_same += order->is_same;
  self->n_other += !order->is_same;
  self->n_lines += order->is_same && order->has_values && order->are_lines;
  self->n_wholes += order->is_same && order->has_values && !order->are_lines && is_whole (order);
  if (!order->is_same || kept != NULL)
    return;
  if (self->example == NULL)
    self->example = g_strdup (self->last);
  g_hash_table_insert (self->orders, g_memdup2 (&mark, sizeof mark), g_memdup2 (order, sizeof *order));
}

void
_gx_import_orders_look (GxImportOrders *self, const GxRow *row)
{
  g_autofree char *number = g_strstrip (g_strdup (gx_row_text (row, (guint) self->number)));

  if (strcmp (number, self->last) != 0)
    {
      end_order (self);
      self->order.n = 0;
      g_free (self->last);
      self->last = g_steal_pointer (&number);
    }
  add_row (self, &self->order, row);
}

/* Whether the header calls it the order's: 1, the line's: −1, or neither. */
static int
read_header (const char *header)
{
  static const char * const lines[] = { "小计", "商品", "单品", "line", "item", "行" };
  static const char * const wholes[] = { "订单", "应付", "应收", "实付", "实收", "实际支付", "总金额", "总额", "总计",
                                         "总价", "结算", "order", "total", "paid", "invoice" };
  g_autofree char *folded = gx_fold (header);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (strstr (folded, lines[i]) != NULL)
      return -1;
  for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
    if (strstr (folded, wholes[i]) != NULL)
      return 1;
  return 0;
}

/* Of which of the two the column is; AUTO: it cannot be told. */
static GxAmountOf
judge (const GxImportOrders *self, const GxImportPlan *plan)
{
  gboolean has_header = (guint) self->amount < plan->headers->len;
  int called = has_header ? read_header (plan->headers->pdata[self->amount]) : 0;

  if (self->n_other > 0)
    return GX_AMOUNT_OF_LINE;
  if (self->n_same == 0)
    return called > 0 ? GX_AMOUNT_OF_ORDER : GX_AMOUNT_OF_LINE;
  if (self->n_wholes > 0 && self->n_lines == 0)
    return called < 0 ? GX_AMOUNT_AUTO : GX_AMOUNT_OF_ORDER;
  if (called != 0 && (self->n_lines == 0 || self->n_wholes > 0))
    return called > 0 ? GX_AMOUNT_OF_ORDER : GX_AMOUNT_OF_LINE;
  if (self->n_lines > 0)
    return self->n_wholes > 0 ? GX_AMOUNT_AUTO : GX_AMOUNT_OF_LINE;
  return self->n_same >= MANY_SAME ? GX_AMOUNT_OF_ORDER : GX_AMOUNT_AUTO;
}

static gboolean
fail_open (const GxImportOrders *self, GxImportPlan *plan, GError **error)
{
  g_free (plan->open_order);
  plan->open_order = g_strdup (self->example);
  g_set_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS,
               /* Translators: %s is the number of an order. --amount-of … stays as it is. */
               _("It cannot be told whether the amount is that of the line or of the whole order (%s): every "
                 "line of an order says the same. Say it with --amount-of line or order."), self->example);
  return FALSE;
}

gboolean
_gx_import_orders_settle (GxImportOrders **self, GxImportPlan *plan, GError **error)
{
  GxAmountOf of;

  g_clear_pointer (&plan->open_order, g_free);
  if (*self == NULL)
    return TRUE;
  end_order (*self);
  of = plan->amount_of != GX_AMOUNT_AUTO ? plan->amount_of : judge (*self, plan);
  if (of == GX_AMOUNT_AUTO)
    return fail_open (*self, plan, error);
  if (of == GX_AMOUNT_OF_LINE)
    g_clear_pointer (self, _gx_import_orders_free);
  return TRUE;
}

/* -- handing it out */

static gint64
share (gint64 micro, Wide from, Wide to, Wide all)
{
  return (gint64) ((Wide) micro * to / all - (Wide) micro * from / all);
}

guint
_gx_import_orders_share (GxImportOrders *self, const GxImportRow *row, gint64 minor_micro,
                         gint64 *amount_micro, gint64 *refund_micro)
{
  Order *order = self != NULL ? find_order (self, row->values[GX_COLUMN_ORDER]) : NULL;
  gint64 units, value, from, to;
  Wide all;

  if (order == NULL)
    return 0;
  units = read_units (row->row, self->quantity);
  value = multiply (read_micro (row->row, self->price), units);
  all = order->has_values ? order->value_micro : order->units_micro;
  from = (gint64) MIN (order->shared, all);
  to = (gint64) MIN (order->shared + (order->has_values ? value : units), all);
  order->shared = to;
  if (is_blank (row->row, self->amount))
    *amount_micro = order->amount_micro;
  if (is_blank (row->row, self->refund))
    *refund_micro = order->refund_micro;
  order->amount_micro = *amount_micro;
  order->refund_micro = *refund_micro;
  /* In whole minor units, so that the shares sum up to the whole. */
  *amount_micro = share (*amount_micro / minor_micro, from, to, all) * minor_micro;
  if (order->is_refund_same)
    *refund_micro = share (*refund_micro / minor_micro, from, to, all) * minor_micro;
  return order->n;
}
