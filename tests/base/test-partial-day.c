/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-partial-day.h"

static void
stores_what_it_reads (void)
{
  static const struct { const char *stored; GxPartialDay day; } cases[] = {
    { "1986-03-05", { 1986, 3, 5 } }, { "1986", { 1986 } }, { "1986-03", { 1986, 3 } },
    { "--03-05", { 0, 3, 5 } }, { "--02-29", { 0, 2, 29 } },
    { "L--08-15", { 0, 8, 15, TRUE } }, { "L--04+01", { 0, 4, 1, TRUE, TRUE } },
    { "L1986-08-15", { 1986, 8, 15, TRUE } },
    { "L1987-06+30", { 1987, 6, 30, TRUE, TRUE } },
  };
  static const char *bad[] = {
    "", "-", "--", "--03", "86", "1986-3-5", "1986-13-01", "1986-02-29", "1986-00-01", "1986-03-05x", "L1986",
    "L--08", "L--08-31", "L--13-01",
    "--03+05", "1986+03", "L", "--00-05", "--03-00", "1986-03-05-", "1986-", "19860305",
  };
  GxPartialDay day;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *stored = NULL;

      g_assert_true (gx_partial_day_read (cases[i].stored, &day));
      g_assert_cmpint (day.year, ==, cases[i].day.year);
      g_assert_cmpint (day.month, ==, cases[i].day.month);
      g_assert_cmpint (day.day, ==, cases[i].day.day);
      g_assert_cmpint (day.is_lunar, ==, cases[i].day.is_lunar);
      g_assert_cmpint (day.is_leap_month, ==, cases[i].day.is_leap_month);
      stored = gx_partial_day_store (&day);
      g_assert_cmpstr (stored, ==, cases[i].stored);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (gx_partial_day_read (bad[i], &day))
      g_error ("“%s” was read", bad[i]);
  g_assert_false (gx_partial_day_read (NULL, &day));
}

static void
parses_what_people_type (void)
{
  static const char *cases[][2] = {
    { "1986-3-5", "1986-03-05" }, { "1986/03/05", "1986-03-05" }, { "1986.3.5", "1986-03-05" },
    { "1986年3月5日", "1986-03-05" },
    { "1986年3月5号", "1986-03-05" }, { "一九八六年三月五日", "1986-03-05" }, { "二〇〇六年十二月三十一日", "2006-12-31" },
    { "3月5日", "--03-05" },
    { "3月5", "--03-05" }, { "三月五日", "--03-05" }, { "公历三月五", "--03-05" }, { "5 March", "--03-05" },
    { "March 5, 1986", "1986-03-05" },
    { "5th Mar. 1986", "1986-03-05" }, { "5-Mar-1986", "1986-03-05" }, { "March 1986", "1986-03" },
    { "1986", "1986" }, { "1986年", "1986" },
    { "1986-03", "1986-03" }, { "1986年3月", "1986-03" }, { "29 Feb", "--02-29" }, { "１９８６－３－５", "1986-03-05" },
    { "--03-05", "--03-05" },
    { "农历八月十五", "L--08-15" }, { "農曆八月十五", "L--08-15" }, { "农历8月15日", "L--08-15" }, { "闰四月初一", "L--04+01" },
    { "闰十一月初一", "L--11+01" }, { "腊月廿三", "L--12-23" }, { "正月初一", "L--01-01" }, { "冬月二十", "L--11-20" },
    { "七月三十一日", "--07-31" },
    { "农历1986年八月十五", "L1986-08-15" }, { "农历一九八六年正月三十", "L1986-01-30" }, { "lunar 8-15", "L--08-15" },
    { "农历1986-8-15", "L1986-08-15" },
    { "阴历廿月初一", NULL }, { "八月廿一", "L--08-21" }, { "L--08-15", "L--08-15" },
    { "", NULL }, { "x", NULL }, { "1986-02-30", NULL }, { "March", NULL }, { "3月", NULL },
    { "农历1986年", NULL }, { "农历八月三十一", NULL },
    { "5 March 86", NULL }, { "13月1日", NULL }, { "1986-", NULL }, { "5 5 March", NULL }, { "0000", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *stored = NULL;
      GxPartialDay day;

      if (!gx_partial_day_parse (cases[i][0], &day, &error))
        {
          if (cases[i][1] != NULL)
            g_error ("“%s” was refused: %s", cases[i][0], error->message);
          g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
          continue;
        }
      stored = gx_partial_day_store (&day);
      g_assert_cmpstr (stored, ==, cases[i][1]);
    }
}

static void
never_guesses (void)
{
  static const char *cases[] = { "86-03-05", "03/05/1986", "5.3.86", "3-5", "86年3月5日", "八月十五", "十月一" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      GxPartialDay day;

      g_assert_false (gx_partial_day_parse (cases[i], &day, &error));
      g_assert_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS);
    }
}

static void
speaks (void)
{
  static const char *cases[][2] = {
    { "1986-03-05", "5 March 1986" }, { "--03-05", "5 March" }, { "1986-03", "March 1986" },
    { "1986", "1986" }, { "--02-29", "29 February" },
    { "L--08-15", "农历八月十五" }, { "L--04+01", "农历闰四月初一" }, { "L1986-12-23", "农历1986年腊月廿三" },
    { "L--01-10", "农历正月初十" },
    { "L--11-20", "农历冬月二十" }, { "L--10-30", "农历十月三十" }, { "L--02-11", "农历二月十一" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *again = NULL;
      GxPartialDay day, parsed;

      g_assert_true (gx_partial_day_read (cases[i][0], &day));
      text = gx_partial_day_format (&day);
      g_assert_cmpstr (text, ==, cases[i][1]);
      g_assert_true (gx_partial_day_parse (text, &parsed, NULL));
      again = gx_partial_day_store (&parsed);
      g_assert_cmpstr (again, ==, cases[i][0]);
    }
}

static void
knows_anniversaries (void)
{
  static const struct { const char *day, *from, *next; int key; } cases[] = {
    { "1986-03-05", "2026-03-05", "2026-03-05", 305 }, { "1986-03-05", "2026-03-06", "2027-03-05", 305 },
    { "--02-29", "2026-01-01", "2026-02-28", 229 }, { "--02-29", "2027-03-01", "2028-02-29", 229 },
    { "--12-31", "2026-12-31", "2026-12-31", 1231 },
    { "L--08-15", "2025-01-01", "2025-10-06", 10815 }, { "L--08-15", "2025-10-07", "2026-09-25", 10815 },
    { "L--12-23", "2026-01-01", "2026-02-10", 11223 }, /* still in the Chinese year that began in 2025 */
    { "L--06+01", "2025-01-01", "2025-07-25", 15601 },
    { "L--06+01", "2026-01-01", "2026-07-14", 15601 }, /* no leap: the plain month */
    { "L--01-30", "2024-01-01", "2024-03-09", 10130 }, /* 29 days that year */
    { "1986", "2026-01-01", NULL, 0 }, { "1986-03", "2026-01-01", NULL, 0 },
    { "--01-01", "2099-06-01", NULL, 101 },
    { "L--12-01", "2099-12-01", NULL, 11201 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GxPartialDay day;
      GxDay from, next;

      g_assert_true (gx_partial_day_read (cases[i].day, &day));
      g_assert_cmpint (gx_partial_day_key (&day), ==, cases[i].key);
      g_assert_true (gx_day_parse (cases[i].from, &from));
      next = gx_partial_day_next (&day, from);
      if (cases[i].next == NULL)
        g_assert_cmpint (next, ==, GX_NO_DAY);
      else
        {
          g_autofree char *iso = gx_day_to_iso (next);
          g_assert_cmpstr (iso, ==, cases[i].next);
        }
    }
}

static void
knows_ages (void)
{
  static const struct { const char *day, *on; int age; } cases[] = {
    { "1986-03-05", "2026-03-04", 39 }, { "1986-03-05", "2026-03-05", 40 }, { "1986-03-05", "1986-03-05", 0 },
    { "1986-03-05", "1986-03-04", -1 },
    { "1984-02-29", "2026-02-27", 41 }, { "1984-02-29", "2026-02-28", 42 }, { "1986", "2026-01-01", -1 },
    { "--03-05", "2026-01-01", -1 },
    { "L1986-08-15", "2025-10-05", 38 }, { "L1986-08-15", "2025-10-06", 39 },
    { "L1986-12-23", "2026-02-09", 38 }, { "L1986-12-23", "2026-02-10", 39 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GxPartialDay day;
      GxDay on;

      g_assert_true (gx_partial_day_read (cases[i].day, &day));
      g_assert_true (gx_day_parse (cases[i].on, &on));
      g_assert_cmpint (gx_partial_day_age (&day, on), ==, cases[i].age);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/partial-day/stores-what-it-reads", stores_what_it_reads);
  g_test_add_func ("/partial-day/parses-what-people-type", parses_what_people_type);
  g_test_add_func ("/partial-day/never-guesses", never_guesses);
  g_test_add_func ("/partial-day/speaks", speaks);
  g_test_add_func ("/partial-day/knows-anniversaries", knows_anniversaries);
  g_test_add_func ("/partial-day/knows-ages", knows_ages);

  return g_test_run ();
}
