/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * A day of which only some is known, or a day of the Chinese calendar, as stored text:
 * "YYYY-MM-DD", "YYYY", "YYYY-MM", "--MM-DD"; lunar "L--MM-DD", in a leap month "L--MM+DD", with the birth
 * year "LYYYY-MM-DD" ("LYYYY-MM+DD").
 */
typedef struct {
  int year;   /* 0 unknown */
  int month;  /* 0 unknown */
  int day;    /* 0 unknown */
  gboolean is_lunar;
  gboolean is_leap_month;
} GxPartialDay;

gboolean gx_partial_day_read (const char *stored, GxPartialDay *self);
char *gx_partial_day_store (const GxPartialDay *self);       /* transfer full */

/**
 * gx_partial_day_parse: what a person types: "1986-3-5", "3月5日", "5 March", "农历八月十五", "闰四月初一", "1986",
 * "86-03-05" (refused: two-digit year).
 */
gboolean gx_partial_day_parse (const char *text, GxPartialDay *self, GError **error);
/* for people; transfer full: "5 March 1986", "农历八月十五" */
char *gx_partial_day_format (const GxPartialDay *self);

/**
 * gx_partial_day_key: month and day as one number for looking up anniversaries: MMDD, lunar 10000 + MMDD (+
 * 5000 in a leap month); 0 unknown.
 */
int gx_partial_day_key (const GxPartialDay *self);

/**
 * gx_partial_day_next: the first anniversary on or after @from. 29 February falls on the 28th in other
 * years; day 30 of a short lunar month on its 29th; a leap month without a leap in that year on the plain
 * month. GX_NO_DAY where unknown or after 2099.
 */
GxDay gx_partial_day_next (const GxPartialDay *self, GxDay from);
int gx_partial_day_age (const GxPartialDay *self, GxDay on);  /* full years (周岁); -1 unknown */

G_END_DECLS
