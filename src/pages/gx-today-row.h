/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work/gx-today.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxTodayRow: one line of the day: a task to finish, snooze or log, or a birthday.
 *
 * Keys: Space done · S the list of days to snooze to, 1 tomorrow, 3 in three days, 7 next week · L log ·
 * Enter opens the customer.
 *
 * Signals: "done", "snoozed" (int: days from today), "logged": what the person asked for.
 */
#define GX_TYPE_TODAY_ROW (gx_today_row_get_type ())
G_DECLARE_FINAL_TYPE (GxTodayRow, gx_today_row, GX, TODAY_ROW, GtkListBoxRow)

/** gx_today_row_new: @item: (transfer none): read now, not kept. */
GxTodayRow *gx_today_row_new (const GxTodayItem *item, GxDay today, gboolean is_read_only);

GxId gx_today_row_get_task (GxTodayRow *self);     /* 0: a birthday */
GxId gx_today_row_get_customer (GxTodayRow *self); /* 0: none */

/**
 * gx_today_item_title, _subtitle, _when: (transfer full): what it says, of whom, and when: also for print.
 */
char *gx_today_item_title (const GxTodayItem *item);
char *gx_today_item_subtitle (const GxTodayItem *item);
char *gx_today_item_when (const GxTodayItem *item, GxDay today);

G_END_DECLS
