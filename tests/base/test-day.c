/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"

static void
agrees_with_gdate (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, G_DATE_JANUARY, 1600);
  const int offset = 719163; /* GDate counts from 0001-01-01 as 1 */
  int year, month, day;

  for (int i = 0; i < 250000; i++, g_date_add_days (date, 1))
    {
      GxDay self = gx_day_new (g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));

      g_assert_cmpint (self, ==, (int) g_date_get_julian (date) - offset);
      gx_day_split (self, &year, &month, &day);
      g_assert_cmpint (year, ==, g_date_get_year (date));
      g_assert_cmpint (month, ==, g_date_get_month (date));
      g_assert_cmpint (day, ==, g_date_get_day (date));
      g_assert_cmpint (gx_day_weekday (self), ==, g_date_get_weekday (date));
    }
}

static void
refuses_days_that_are_none (void)
{
  static const int none[][3] = {
    { 2026, 2, 29 }, { 1900, 2, 29 }, { 2026, 4, 31 }, { 2026, 13, 1 }, { 2026, 0, 1 }, { 2026, 1, 0 },
    { 0, 1, 1 }, { 10000, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_cmpint (gx_day_new (none[i][0], none[i][1], none[i][2]), ==, GX_NO_DAY);

  g_assert_cmpint (gx_day_new (1970, 1, 1), ==, 0);
  g_assert_cmpint (gx_day_new (1969, 12, 31), ==, -1);
  g_assert_cmpint (gx_day_new (2000, 2, 29), ==, 11016);
}

static void
knows_the_day_of_an_instant (void)
{
  g_assert_cmpint (gx_day_of_instant (0, 0), ==, 0);
  g_assert_cmpint (gx_day_of_instant (-1, 0), ==, -1);
  g_assert_cmpint (gx_day_of_instant (57599, 480), ==, 0);
  g_assert_cmpint (gx_day_of_instant (57600, 480), ==, 1);
  g_assert_cmpint (gx_day_of_instant (0, -300), ==, -1);
}

static void
adds_months (void)
{
  static const struct { const char *from; int months; const char *to; } cases[] = {
    { "2026-01-31", 1, "2026-02-28" }, { "2024-01-31", 1, "2024-02-29" }, { "2026-11-21", 2, "2027-01-21" },
    { "2026-03-31", -1, "2026-02-28" }, { "2026-01-15", -1, "2025-12-15" },
    { "2026-05-05", -29, "2023-12-05" },
    { "2024-02-29", 12, "2025-02-28" }, { "2024-02-29", 48, "2028-02-29" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iso = NULL;
      GxDay day;

      g_assert_true (gx_day_parse (cases[i].from, &day));
      iso = gx_day_to_iso (gx_day_add_months (day, cases[i].months));
      g_assert_cmpstr (iso, ==, cases[i].to);
    }

  g_assert_cmpint (gx_day_add_months (GX_NO_DAY, 1), ==, GX_NO_DAY);
}

static void
parses_only_what_cannot_be_mistaken (void)
{
  static const char *good[] = {
    "2026-03-05", "20260305", "2026/3/5", "2026/03/05", "2026.3.5", "2026年3月5日", "2026年03月05号", " 2026-3-5 ",
  };
  static const char *bad[] = {
    "", "2026", "2026-03", "05/03/2026", "5.3.2026", "26-03-05", "2026-3/5", "2026-02-30", "2026-03-05x",
    "2026-03-05 10:00",
    "202635", "1997010", "199701011", "12026-03-05", "2026年3月", "２０２６-03-05", "-2026-03-05",
  };
  GxDay day;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (gx_day_parse (good[i], &day));
      g_assert_cmpint (day, ==, gx_day_new (2026, 3, 5));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      day = 77;
      g_assert_false (gx_day_parse (bad[i], &day));
      g_assert_cmpint (day, ==, 77);
    }
}

static void
speaks_english_without_a_translation (void)
{
  static const struct { int ahead; const char *text; } cases[] = {
    { 0, "today" }, { 1, "tomorrow" }, { -1, "yesterday" }, { -2, "2 days ago" }, { 2, "in 2 days" },
    { -3, "3 days ago" },
    { 13, "in 13 days" }, { 14, "in 2 weeks" }, { -20, "2 weeks ago" }, { -55, "7 weeks ago" },
    { -56, "26 Sep" },
    { 56, "16 Jan 2027" }, { -400, "17 Oct 2025" },
  };
  GxDay today = gx_day_new (2026, 11, 21);
  g_autofree char *whole = gx_day_format (today);
  g_autofree char *nothing = gx_day_format (GX_NO_DAY);

  g_assert_cmpstr (whole, ==, "21 November 2026");
  g_assert_cmpstr (nothing, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = gx_day_format_relative (today + cases[i].ahead, today);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
clock_can_be_set (void)
{
  g_autofree char *text = NULL;

  g_setenv ("GUANXI_NOW", "2026-11-21T23:30:15.250+08:00", TRUE);
  g_assert_cmpint (gx_clock_now (), ==, 1795275015);
  g_assert_cmpint (gx_clock_now_ms (), ==, G_GINT64_CONSTANT (1795275015250));
  g_assert_cmpint (gx_clock_today (), ==, gx_day_new (2026, 11, 21));
  g_assert_cmpint (gx_clock_offset_min (0), ==, 480);
  text = gx_instant_format (gx_clock_now_ms ());
  g_assert_cmpstr (text, ==, "21 Nov 2026, 23:30");

  g_setenv ("GUANXI_NOW", "2026-11-21T01:30:00-05:00", TRUE);
  g_assert_cmpint (gx_clock_today (), ==, gx_day_new (2026, 11, 21));
  g_setenv ("GUANXI_NOW", "1998-06-30", TRUE);
  g_assert_cmpint (gx_clock_today (), ==, gx_day_new (1998, 6, 30));

  g_unsetenv ("GUANXI_NOW");
  g_assert_cmpint (ABS (gx_clock_now_ms () - g_get_real_time () / 1000), <, 60000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/day/agrees-with-gdate", agrees_with_gdate);
  g_test_add_func ("/day/refuses-days-that-are-none", refuses_days_that_are_none);
  g_test_add_func ("/day/knows-the-day-of-an-instant", knows_the_day_of_an_instant);
  g_test_add_func ("/day/adds-months", adds_months);
  g_test_add_func ("/day/parses-only-what-cannot-be-mistaken", parses_only_what_cannot_be_mistaken);
  g_test_add_func ("/day/speaks-english-without-a-translation", speaks_english_without_a_translation);
  g_test_add_func ("/day/clock-can-be-set", clock_can_be_set);

  return g_test_run ();
}
