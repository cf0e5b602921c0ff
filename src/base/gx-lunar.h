/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* The Chinese calendar from 1900 to 2100, from a table of the published calendar (gx-lunar-table.c says
   whence). */
/* year: the Gregorian year in which it begins */
typedef struct { int year; int month; int day; gboolean is_leap_month; } GxLunarDay;

gboolean gx_lunar_from_day (GxDay day, GxLunarDay *lunar);   /* FALSE outside the table */
GxDay gx_lunar_to_day (const GxLunarDay *lunar);             /* GX_NO_DAY where there is none */
int gx_lunar_leap_month (int year);                          /* 0 none */
int gx_lunar_month_length (int year, int month, gboolean is_leap_month); /* 29, 30; 0 none */

G_END_DECLS
