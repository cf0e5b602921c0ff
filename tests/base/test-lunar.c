/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-day.h"
#include "base/gx-lunar.h"

/* Festivals, leap months and days that were, or are announced. */
static void
knows_published_days (void)
{
  static const struct { const char *day; GxLunarDay lunar; } facts[] = {
    { "1900-01-31", { 1900, 1, 1 } }, { "1911-10-10", { 1911, 8, 19 } }, { "1912-02-18", { 1912, 1, 1 } },
    { "1933-07-22", { 1933, 5, 30, TRUE } }, { "1949-10-01", { 1949, 8, 10 } },
    { "1976-10-01", { 1976, 8, 8, TRUE } },
    { "1978-09-17", { 1978, 8, 15 } }, { "1979-01-28", { 1979, 1, 1 } }, { "1985-02-20", { 1985, 1, 1 } },
    { "1987-07-26", { 1987, 6, 1, TRUE } }, { "1984-12-01", { 1984, 10, 9, TRUE } },
    { "1997-07-01", { 1997, 5, 27 } },
    { "2000-02-05", { 2000, 1, 1 } }, { "2008-08-08", { 2008, 7, 8 } }, { "2012-01-23", { 2012, 1, 1 } },
    { "2014-10-24", { 2014, 9, 1, TRUE } }, { "2017-10-04", { 2017, 8, 15 } },
    { "2018-11-08", { 2018, 10, 1 } },
    { "2020-01-25", { 2020, 1, 1 } }, { "2020-05-23", { 2020, 4, 1, TRUE } },
    { "2023-01-22", { 2023, 1, 1 } },
    { "2023-03-22", { 2023, 2, 1, TRUE } }, { "2023-04-19", { 2023, 2, 29, TRUE } },
    { "2024-02-10", { 2024, 1, 1 } },
    { "2024-09-17", { 2024, 8, 15 } }, { "2025-01-29", { 2025, 1, 1 } },
    { "2025-07-25", { 2025, 6, 1, TRUE } },
    { "2025-10-06", { 2025, 8, 15 } }, { "2026-02-17", { 2026, 1, 1 } }, { "2026-09-25", { 2026, 8, 15 } },
    { "2027-02-06", { 2027, 1, 1 } }, { "2028-01-26", { 2028, 1, 1 } },
    { "2033-12-22", { 2033, 11, 1, TRUE } },
    { "2034-02-19", { 2034, 1, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *iso = gx_day_to_iso (gx_lunar_to_day (&facts[i].lunar));
      GxLunarDay lunar;
      GxDay day;

      g_assert_cmpstr (iso, ==, facts[i].day);
      g_assert_true (gx_day_parse (facts[i].day, &day));
      g_assert_true (gx_lunar_from_day (day, &lunar));
      g_assert_cmpint (lunar.year, ==, facts[i].lunar.year);
      g_assert_cmpint (lunar.month, ==, facts[i].lunar.month);
      g_assert_cmpint (lunar.day, ==, facts[i].lunar.day);
      g_assert_cmpint (lunar.is_leap_month, ==, facts[i].lunar.is_leap_month);
    }
}

static void
knows_leap_months (void)
{
  static const int leaps[][2] = {
    { 1900, 8 }, { 1903, 5 }, { 1906, 4 }, { 1909, 2 }, { 1911, 6 }, { 1914, 5 }, { 1917, 2 }, { 1919, 7 },
    { 1922, 5 }, { 1925, 4 }, { 1928, 2 },
    { 1930, 6 }, { 1933, 5 }, { 1936, 3 }, { 1938, 7 }, { 1941, 6 }, { 1944, 4 }, { 1947, 2 }, { 1949, 7 },
    { 1952, 5 }, { 1955, 3 }, { 1957, 8 },
    { 1960, 6 }, { 1963, 4 }, { 1966, 3 }, { 1968, 7 }, { 1971, 5 }, { 1974, 4 }, { 1976, 8 }, { 1979, 6 },
    { 1982, 4 }, { 1984, 10 }, { 1987, 6 },
    { 1990, 5 }, { 1993, 3 }, { 1995, 8 }, { 1998, 5 }, { 2001, 4 }, { 2004, 2 }, { 2006, 7 }, { 2009, 5 },
    { 2012, 4 }, { 2014, 9 }, { 2017, 6 },
    { 2020, 4 }, { 2023, 2 }, { 2025, 6 }, { 2028, 5 }, { 2031, 3 }, { 2033, 11 }, { 2036, 6 }, { 2039, 5 },
  };
  guint next = 0;

  for (int year = 1900; year < 2040; year++)
    if (next < G_N_ELEMENTS (leaps) && leaps[next][0] == year)
      g_assert_cmpint (gx_lunar_leap_month (year), ==, leaps[next++][1]);
    else
      g_assert_cmpint (gx_lunar_leap_month (year), ==, 0);

  g_assert_cmpuint (next, ==, G_N_ELEMENTS (leaps));
}

static void
every_day_goes_there_and_back (void)
{
  GxLunarDay before = { 0 };
  GxDay last = gx_day_new (2101, 1, 28);

  for (GxDay day = gx_day_new (1900, 1, 31); day <= last; day++)
    {
      GxLunarDay lunar;

      g_assert_true (gx_lunar_from_day (day, &lunar));
      g_assert_cmpint (gx_lunar_to_day (&lunar), ==, day);
      g_assert_cmpint (lunar.day, <=, gx_lunar_month_length (lunar.year, lunar.month, lunar.is_leap_month));
      if (lunar.day != 1)
        g_assert_cmpint (lunar.day, ==, before.day + 1);
      else if (before.day != 0)
        g_assert_cmpint (before.day, ==,
                         gx_lunar_month_length (before.year, before.month, before.is_leap_month));
      if (lunar.year != before.year)
        g_assert_true (lunar.month == 1 && lunar.day == 1);
      before = lunar;
    }
}

static void
has_nothing_outside (void)
{
  static const GxLunarDay none[] = {
    { 1899, 12, 1 }, { 2101, 1, 1 }, { 2024, 13, 1 }, { 2024, 0, 1 }, { 2024, 1, 30 }, { 2024, 1, 0 },
    { 2024, 2, 1, TRUE }, { 2023, 3, 1, TRUE },
  };
  GxLunarDay lunar;

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_cmpint (gx_lunar_to_day (&none[i]), ==, GX_NO_DAY);

  g_assert_false (gx_lunar_from_day (gx_day_new (1900, 1, 30), &lunar));
  g_assert_false (gx_lunar_from_day (gx_day_new (2101, 1, 29), &lunar));
  g_assert_false (gx_lunar_from_day (GX_NO_DAY, &lunar));
  g_assert_cmpint (gx_lunar_month_length (2024, 1, FALSE), ==, 29);
  g_assert_cmpint (gx_lunar_month_length (2024, 1, TRUE), ==, 0);
  g_assert_cmpint (gx_lunar_month_length (1800, 1, FALSE), ==, 0);
  g_assert_cmpint (gx_lunar_leap_month (1800), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lunar/knows-published-days", knows_published_days);
  g_test_add_func ("/lunar/knows-leap-months", knows_leap_months);
  g_test_add_func ("/lunar/every-day-goes-there-and-back", every_day_goes_there_and_back);
  g_test_add_func ("/lunar/has-nothing-outside", has_nothing_outside);

  return g_test_run ();
}
