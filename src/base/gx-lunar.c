/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-lunar-private.h"

static const GxLunarYear *
find_year (int year)
{
  if (year < GX_LUNAR_FIRST_YEAR || year > GX_LUNAR_LAST_YEAR)
    return NULL;

  return &gx_lunar_years[year - GX_LUNAR_FIRST_YEAR];
}

static int
count_months (const GxLunarYear *year)
{
  return year->leap_month != 0 ? 13 : 12;
}

/* @index: counts a leap month */
static int
month_length (const GxLunarYear *year, int index)
{
  return 29 + (year->long_months >> index & 1);
}

/* Where a month stands among the months of its year; -1 where it has none of that name. */
static int
month_to_index (const GxLunarYear *year, int month, gboolean is_leap_month)
{
  if (month < 1 || month > 12 || (is_leap_month && month != year->leap_month))
    return -1;

  return month - 1 + (is_leap_month || (year->leap_month != 0 && month > year->leap_month));
}

static void
index_to_month (const GxLunarYear *year, int index, GxLunarDay *lunar)
{
  gboolean is_behind = year->leap_month != 0 && index >= year->leap_month;

  lunar->month = index + 1 - is_behind;
  lunar->is_leap_month = is_behind && index == year->leap_month;
}

gboolean
gx_lunar_from_day (GxDay day, GxLunarDay *lunar)
{
  int year = GX_LUNAR_LAST_YEAR;
  int index = 0;
  int rest;

  g_return_val_if_fail (lunar != NULL, FALSE);

  if (day < gx_lunar_years[0].new_year_day)
    return FALSE;
  while (day < find_year (year)->new_year_day)
    year -= MAX (1, (find_year (year)->new_year_day - day) / 385); /* no year is longer */

  rest = day - find_year (year)->new_year_day;
  for (; index < count_months (find_year (year)) && rest >= month_length (find_year (year), index); index++)
    rest -= month_length (find_year (year), index);
  if (index == count_months (find_year (year)))
    return FALSE; /* behind the last year */

  lunar->year = year;
  lunar->day = rest + 1;
  index_to_month (find_year (year), index, lunar);

  return TRUE;
}

GxDay
gx_lunar_to_day (const GxLunarDay *lunar)
{
  const GxLunarYear *year = NULL;
  int index;
  GxDay day;

  g_return_val_if_fail (lunar != NULL, GX_NO_DAY);

  year = find_year (lunar->year);
  if (year == NULL)
    return GX_NO_DAY;

  index = month_to_index (year, lunar->month, lunar->is_leap_month);
  if (index < 0 || lunar->day < 1 || lunar->day > month_length (year, index))
    return GX_NO_DAY;

  day = year->new_year_day + lunar->day - 1;
  for (int i = 0; i < index; i++)
    day += month_length (year, i);

  return day;
}

int
gx_lunar_leap_month (int year)
{
  const GxLunarYear *found = find_year (year);

  return found != NULL ? found->leap_month : 0;
}

int
gx_lunar_month_length (int year, int month, gboolean is_leap_month)
{
  const GxLunarYear *found = find_year (year);
  int index = found != NULL ? month_to_index (found, month, is_leap_month) : -1;

  return index >= 0 ? month_length (found, index) : 0;
}
