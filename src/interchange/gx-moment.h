/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/** GxDayOrder: how a column writes its days. */
typedef enum {
  GX_DAY_ORDER_ASK,   /* not known: what could be read in two ways is not read */
  GX_DAY_ORDER_YMD,
  GX_DAY_ORDER_DMY,
  GX_DAY_ORDER_MDY,
} GxDayOrder;

const char *gx_day_order_name (GxDayOrder order);                /* "ask", "ymd", "dmy", "mdy" */
gboolean gx_day_order_parse (const char *name, GxDayOrder *order);

/** GxMoment: a day, and the moment where the text has a time. */
typedef struct {
  GxDay day;
  gboolean has_time;
  int seconds;          /* of the day, on the clock of who wrote it */
  gboolean has_offset;
  int offset_min;       /* given with the text: "Z", "+08:00" */
} GxMoment;

/**
 * gx_moment_orders:
 * @orders: (out): bit 1 << GxDayOrder for each order in which @text is a day that exists
 *
 * What the text itself settles (a year first, a month's name, a day above 12, two orders that mean the same
 * day) has only one bit, or all of them where the order does not matter. FALSE: no day at all in any order.
 */
gboolean gx_moment_orders (const char *text, guint *orders);

/** gx_moment_parse: FALSE where @text is no day that exists in that order; nothing is ever rolled over. */
gboolean gx_moment_parse (const char *text, GxDayOrder order, GxMoment *moment);

/**
 * gx_moment_parse_serial: "45356", "45356.5": the days since 1899-12-30 that a spreadsheet keeps a day as, of
 * 1927 … 2099. Only a column of days may be asked for it.
 */
gboolean gx_moment_parse_serial (const char *text, GxMoment *moment);

/** gx_moment_parse_time: "8:26", "08:26:30", "8:26 PM", "下午3:05". */
gboolean gx_moment_parse_time (const char *text, int *seconds);

/**
 * gx_moment_instant: UTC seconds and the offset of the moment; the local clock's where the text gave none.
 */
gint64 gx_moment_instant (const GxMoment *self, int *offset_min);

G_END_DECLS
