/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import-private.h"

G_BEGIN_DECLS

/** GxOrderLine: a line of an order, as its row says it. */
typedef struct {
  GxId product;
  char *text;
  gint64 quantity_micro, unit_price_micro, amount_minor;
  gint64 refund_minor;  /* what was paid back of it */
  gboolean has_refund;  /* the row says how much */
  gint64 mark, refund_mark;
} GxOrderLine;

void _gx_import_line_clear (gpointer line);

/** GxOrderState: what a row says has become of its order; the gravest is the last. */
typedef enum {
  GX_ORDER_SALE, GX_ORDER_UNKNOWN, GX_ORDER_PARTLY, GX_ORDER_REFUNDED, GX_ORDER_CLOSED
} GxOrderState;

/* The purchase at hand: rows of one order number, customer, day and currency that follow each other. */
struct _GxImportOrder {
  GxId purchase;   /* 0: to be made of it */
  char *number;
  GxId customer;
  GxMoment moment;
  const char *currency;
  char *channel, *note;
  GArray *lines;   /* of GxOrderLine */
};
typedef struct _GxImportOrder GxImportOrder;

/**
 * _gx_import_line_read_currency: of a row: its own column, else what stands beside its numbers, else that of
 * the order at hand where it goes on, else the file's. FALSE: refused.
 */
gboolean _gx_import_line_read_currency (GxImporter *self, const GxImportRow *row, const char **currency);

/** _gx_import_line_read: @unit: (out) (transfer full) (nullable): what is counted. FALSE: refused. */
gboolean _gx_import_line_read (GxImporter *self, const GxImportRow *row, const char *currency,
                               GxOrderLine *line, char **unit);

/** _gx_import_line_state: the further rows of an order say nothing of it: what its first one said holds. */
GxOrderState _gx_import_line_state (GxImporter *self, const GxImportRow *row);

/** _gx_import_line_refund_whole: all of it was paid back, where nothing says how much. */
void _gx_import_line_refund_whole (GxImporter *self, const GxImportRow *row, const char *currency,
                                   GxOrderLine *line);

/**
 * _gx_import_line_settle: whether the row is a sale, and what of it was paid back: what it says, or all.
 * FALSE: refused.
 */
gboolean _gx_import_line_settle (GxImporter *self, const GxImportRow *row, const char *currency,
                                 GxOrderLine *line);

G_END_DECLS
