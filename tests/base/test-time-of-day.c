/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-time-of-day.h"

static void
test_what_people_type (void)
{
  static const struct { const char *text; int hour, minute; } times[] = {
    { "15:30", 15, 30 }, { " 9:05 ", 9, 5 }, { "1530", 15, 30 }, { "930", 9, 30 }, { "15", 15, 0 },
    { "0:00", 0, 0 },
    { "3pm", 15, 0 }, { "3:30 p.m.", 15, 30 }, { "3 PM", 15, 0 }, { "12am", 0, 0 }, { "12 pm", 12, 0 },
    { "11am", 11, 0 },
    { "15：30", 15, 30 }, { "１５:３０", 15, 30 },
    { "下午3点半", 15, 30 }, { "下午三点", 15, 0 }, { "晚上八点", 20, 0 }, { "上午9点", 9, 0 }, { "早上7点一刻", 7, 15 },
    { "中午12点", 12, 0 }, { "中午1点", 13, 0 }, { "9时15分", 9, 15 }, { "15点", 15, 0 }, { "十二点四十五", 12, 45 },
    { "二十一点三十分", 21, 30 }, { "两点钟", 2, 0 }, { "下午 15 点", 15, 0 }, { "凌晨12点", 0, 0 }, { "十点整", 10, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      int minutes = GX_NO_TIME;

      g_test_message ("%s", times[i].text);
      g_assert_true (gx_time_of_day_parse (times[i].text, &minutes));
      g_assert_cmpint (minutes, ==, times[i].hour * 60 + times[i].minute);
    }
}

static void
test_what_is_no_time (void)
{
  static const char * const texts[] = {
    "", "soon", "24:00", "25", "15:3", "15:60", "13 am", "3pm pm", "12345", "15:30 Monday", ":30", "下午", "点",
    "2460", "3:30:30",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      int minutes = GX_NO_TIME;

      g_test_message ("%s", texts[i]);
      g_assert_false (gx_time_of_day_parse (texts[i], &minutes));
      g_assert_cmpint (minutes, ==, GX_NO_TIME);
    }
}

static void
test_moments (void)
{
  GxDay day = gx_day_new (2026, 11, 21);
  int offset = 0;
  gint64 at = gx_time_of_day_at (day, 15 * 60 + 30, &offset);
  g_autofree char *shown = gx_time_of_day_format (gx_time_of_day_of (at));

  g_assert_cmpint (gx_time_of_day_of (at), ==, 15 * 60 + 30);
  g_assert_cmpint (gx_day_of_instant (at, offset), ==, day);
  g_assert_cmpint (offset, ==, gx_clock_offset_min (at));
  g_assert_cmpstr (shown, ==, "15:30");
}

/* Berlin, 29 March 2026: at 2 in the morning it is 3. */
static void
test_the_day_the_clocks_change (void)
{
  GxDay day = gx_day_new (2026, 3, 29);
  int offset = 0;

  if (!g_test_subprocess ())
    {
      g_autofree char *old = g_strdup (g_getenv ("TZ"));

      g_setenv ("TZ", "Europe/Berlin", TRUE);
      g_test_trap_subprocess (NULL, 0, 0);
      if (old != NULL)
        g_setenv ("TZ", old, TRUE);
      else
        g_unsetenv ("TZ");
      g_test_trap_assert_passed ();
      return;
    }
  for (int hour = 0; hour < 24; hour++)
    if (hour != 2) /* there is none */
      g_assert_cmpint (gx_time_of_day_of (gx_time_of_day_at (day, hour * 60, &offset)), ==, hour * 60);
  g_assert_cmpint (offset, ==, 120);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time-of-day/what-people-type", test_what_people_type);
  g_test_add_func ("/base/time-of-day/what-is-no-time", test_what_is_no_time);
  g_test_add_func ("/base/time-of-day/moments", test_moments);
  g_test_add_func ("/base/time-of-day/the-day-the-clocks-change", test_the_day_the_clocks_change);
  return g_test_run ();
}
