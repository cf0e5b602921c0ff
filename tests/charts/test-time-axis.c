/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-time-axis.h"

static char *
join_ticks (const GxTimeAxis *axis)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < axis->ticks->len; i++)
    {
      const GxTimeTick *tick = &g_array_index (axis->ticks, GxTimeTick, i);
      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", tick->text, tick->begins_year ? "!" : "");
    }
  return g_string_free (text, FALSE);
}

static void
the_unit_follows_the_room (void)
{
  static const struct {
    int from[3], to[3];
    double width;
    const char *ticks, *surrounding;
  } rows[] = {
    { { 2026, 11, 28 }, { 2026, 12, 4 }, 500, "28 29 30 Dec 2 3 4", "November 2026" },
    { { 2025, 12, 30 }, { 2026, 1, 3 }, 300, "30 31 2026! 2 3", "December 2025" },
    { { 2026, 11, 1 }, { 2026, 11, 30 }, 400, "2 Nov 9 Nov 16 Nov 23 Nov 30 Nov", "2026" },
    { { 2026, 2, 3 }, { 2026, 5, 20 }, 500, "9 Feb 23 Feb 9 Mar 23 Mar 6 Apr 20 Apr 4 May 18 May", "2026" },
    { { 2026, 2, 3 }, { 2026, 8, 20 }, 400, "Mar Apr May Jun Jul Aug", "2026" },
    { { 2025, 11, 3 }, { 2026, 3, 20 }, 200, "Dec 2026! Feb Mar", NULL },
    { { 2025, 2, 3 }, { 2026, 8, 20 }, 400, "Q2 Q3 Q4 2026! Q2 Q3", NULL },
    { { 2021, 2, 3 }, { 2026, 8, 20 }, 400, "2022! 2023! 2024! 2025! 2026!", NULL },
    { { 2011, 2, 3 }, { 2026, 8, 20 }, 400, "2012! 2014! 2016! 2018! 2020! 2022! 2024! 2026!", NULL },
    { { 1951, 2, 3 }, { 2026, 8, 20 }, 400, "1960! 1970! 1980! 1990! 2000! 2010! 2020!", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GxDay from = gx_day_new (rows[i].from[0], rows[i].from[1], rows[i].from[2]);
      GxDay to = gx_day_new (rows[i].to[0], rows[i].to[1], rows[i].to[2]);
      g_autoptr (GxTimeAxis) axis = gx_time_axis_new (from, to, rows[i].width);
      g_autofree char *ticks = join_ticks (axis);

      g_assert_cmpstr (ticks, ==, rows[i].ticks);
      g_assert_cmpstr (axis->surrounding, ==, rows[i].surrounding);
    }
}

static void
ticks_keep_their_distance_and_their_place (void)
{
  for (double days = 2; days < 40000; days *= 1.37)
    {
      double from = gx_day_new (2026, 3, 14) - days;
      g_autoptr (GxTimeAxis) axis = gx_time_axis_new (from, from + days, 480);
      g_autoptr (GxTimeAxis) panned = gx_time_axis_new (from + days * 0.1, from + days * 1.1, 480);
      GxDay last_day = GX_NO_DAY;

      g_assert_cmpuint (axis->ticks->len, >, 0);
      for (guint i = 0; i < axis->ticks->len; i++)
        {
          GxDay day = g_array_index (axis->ticks, GxTimeTick, i).day;

          if (i > 0)
            g_assert_cmpfloat ((day - last_day) / days * 480, >=, 35);
          last_day = day;
          if (day < from + days * 0.1)
            continue;
          /* Panning moves no tick. */
          gboolean is_found = FALSE;
          for (guint k = 0; k < panned->ticks->len; k++)
            is_found = is_found || g_array_index (panned->ticks, GxTimeTick, k).day == day;
          g_assert_true (is_found);
        }
    }
}

static void
periods_begin_and_follow (void)
{
  GxDay day = gx_day_new (2026, 11, 21); /* a Saturday */

  g_assert_cmpint (gx_time_unit_floor (GX_TIME_DAY, day), ==, day);
  g_assert_cmpint (gx_time_unit_floor (GX_TIME_WEEK, day), ==, gx_day_new (2026, 11, 16));
  g_assert_cmpint (gx_time_unit_floor (GX_TIME_MONTH, day), ==, gx_day_new (2026, 11, 1));
  g_assert_cmpint (gx_time_unit_floor (GX_TIME_QUARTER, day), ==, gx_day_new (2026, 10, 1));
  g_assert_cmpint (gx_time_unit_floor (GX_TIME_YEAR, day), ==, gx_day_new (2026, 1, 1));
  g_assert_cmpint (gx_time_unit_add (GX_TIME_QUARTER, gx_day_new (2026, 10, 1), 1), ==,
                   gx_day_new (2027, 1, 1));
  g_assert_cmpint (gx_time_unit_add (GX_TIME_WEEK, gx_day_new (2026, 12, 28), 1), ==,
                   gx_day_new (2027, 1, 4));
}

static void
periods_are_named (void)
{
  GxDay day = gx_day_new (2026, 4, 1);
  g_autofree char *month = gx_time_unit_format (GX_TIME_MONTH, day);
  g_autofree char *quarter = gx_time_unit_format (GX_TIME_QUARTER, day);
  g_autofree char *year = gx_time_unit_format (GX_TIME_YEAR, gx_day_new (2026, 1, 1));

  g_assert_cmpstr (month, ==, "April 2026");
  g_assert_cmpstr (quarter, ==, "Q2 2026");
  g_assert_cmpstr (year, ==, "2026");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/time-axis/units", the_unit_follows_the_room);
  g_test_add_func ("/charts/time-axis/distance", ticks_keep_their_distance_and_their_place);
  g_test_add_func ("/charts/time-axis/periods", periods_begin_and_follow);
  g_test_add_func ("/charts/time-axis/names", periods_are_named);
  return g_test_run ();
}
