/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* Civil days. No zone: the day as the person said it. */
GxDay gx_day_new (int year, int month, int day);            /* GX_NO_DAY where there is no such day */
void gx_day_split (GxDay self, int *year, int *month, int *day);
int gx_day_weekday (GxDay self);                            /* 1 Monday … 7 Sunday */
/* the civil day of UTC seconds on a clock of that offset */
GxDay gx_day_of_instant (gint64 at, int offset_min);
GxDay gx_day_add_months (GxDay self, int months);           /* clipped to the month's last day */

/**
 * gx_day_parse: "YYYY-MM-DD" only (also YYYYMMDD, YYYY/M/D, YYYY.M.D, YYYY年M月D日): the orders that cannot be
 * mistaken.
 */
gboolean gx_day_parse (const char *text, GxDay *day);
char *gx_day_to_iso (GxDay self);                           /* transfer full, "2026-11-21" */

/* For people, in their language (translated strftime formats). All transfer full. */
char *gx_day_format (GxDay self);                           /* "21 November 2026", "2026年11月21日" */
/* "21 Nov" in this year, else "21 Nov 2025" */
char *gx_day_format_short (GxDay self, GxDay today);
/* "today", "yesterday", "3 days ago", "in 2 weeks", "昨天", "3 天前"; else short */
char *gx_day_format_relative (GxDay self, GxDay today);
char *gx_instant_format (gint64 at_ms);                     /* local date and time: "21 Nov 2026, 10:32" */
/* "just now", "a minute ago", "40 minutes ago"; else as above */
char *gx_instant_format_relative (gint64 at_ms, gint64 now_ms);

G_END_DECLS
