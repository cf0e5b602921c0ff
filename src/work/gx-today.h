/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work/gx-tasks.h"

G_BEGIN_DECLS

/** GxTodayItem: one line of the day's work. */
typedef struct {
  const char *reason;          /* static: overdue, due, promise, birthday; domain "today.reason" */
  GxDay day;                   /* when it was or is due; of a birthday its next anniversary */
  GxTask *task;                /* NULL for a birthday */
  GxCustomerRow *customer;     /* NULL for a task without one */
  char *birthday;              /* stored partial day */
  int turns_age;               /* full years on that day; -1 unknown */
} GxTodayItem;
void gx_today_item_free (GxTodayItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxTodayItem, gx_today_item_free)

/**
 * gx_today: (transfer full) (element-type GxTodayItem):
 * @as_of: the day; GX_NO_DAY: today
 *
 * Everything that wants doing: tasks overdue and due (a promise is named so, overdue or not, and comes first
 * among its day's), then birthdays, also lunar ones, from that day to the 7th after it. Oldest first.
 */
GPtrArray *gx_today (GxConnection *book, GxDay as_of, GError **error);

G_END_DECLS
