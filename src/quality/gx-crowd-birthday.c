/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-day.h"
#include "base/gx-lunar.h"
#include "base/gx-partial-day.h"
#include "quality/gx-crowd-private.h"
#include "quality/gx-spelling.h"

#include <stdio.h>
#include <string.h>

/* Birthdays are remembered in part, noted in the other calendar, and mistyped by a digit: only what is known
   of both and cannot be one day speaks against one person. */

/* One that never was, "1908-12-33", has its parts all the same. */
static GxPartialDay
read_day (const char *stored)
{
  GxPartialDay day = { 0 };

  if (!gx_partial_day_read (stored, &day) && strlen (stored) == 10)
    sscanf (stored, "%4d-%2d-%2d", &day.year, &day.month, &day.day);
  return day;
}

static gboolean
is_whole (const GxPartialDay *day)
{
  return day->year != 0 && day->month != 0 && day->day != 0;
}

/* FALSE: it is not known which day that is there. */
static gboolean
make_lunar (GxPartialDay *day)
{
  GxDay solar = is_whole (day) ? gx_day_new (day->year, day->month, day->day) : GX_NO_DAY;
  GxLunarDay lunar;

  if (solar == GX_NO_DAY || !gx_lunar_from_day (solar, &lunar))
    return FALSE;
  *day = (GxPartialDay) { lunar.year, lunar.month, lunar.day, TRUE, lunar.is_leap_month };
  return TRUE;
}

static gboolean
are_swapped (const GxPartialDay *x, const GxPartialDay *y)
{
  return x->year == y->year && x->month == y->day && x->day == y->month && x->month != x->day
         && x->month != 0 && x->day != 0;
}

static void
count_parts (const GxPartialDay *x, const GxPartialDay *y, guint *n_same, guint *n_other)
{
  const int parts[3][2] = {
    { x->year, y->year }, { x->day, y->day },
    { x->month * 2 + x->is_leap_month, y->month * 2 + y->is_leap_month },
  };

  *n_same = *n_other = 0;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i][0] > 0 && parts[i][1] > 0)
      *(parts[i][0] == parts[i][1] ? n_same : n_other) += 1;
}

gboolean
_gx_crowd_are_days_swapped (const char *a, const char *b)
{
  GxPartialDay x = read_day (a), y = read_day (b);

  return x.is_lunar == y.is_lunar && are_swapped (&x, &y);
}

GxAgreement
_gx_crowd_compare_birthdays (const char *a, const char *b)
{
  GxPartialDay x = read_day (a), y = read_day (b);
  guint n_same, n_other;

  count_parts (&x, &y, &n_same, &n_other);
  if (n_other > 0 && x.is_lunar != y.is_lunar)
    {
      if (!make_lunar (x.is_lunar ? &y : &x))
        return GX_AGREES_UNKNOWN;
      count_parts (&x, &y, &n_same, &n_other);
    }
  if (n_other == 0)
    return n_same > 0 ? GX_AGREES_NEARLY : GX_AGREES_UNKNOWN;
  if (are_swapped (&x, &y))
    return GX_AGREES_NEARLY;
  if (is_whole (&x) && is_whole (&y) && (n_other == 1 || gx_spelling_is_within (a, b, 1)))
    return GX_AGREES_NEARLY;
  return n_same > 0 && n_same + n_other < 3 ? GX_AGREES_UNKNOWN : GX_AGREES_NOT;
}
