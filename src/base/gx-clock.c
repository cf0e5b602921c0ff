/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"

#include "base/gx-day.h"

static gboolean
is_set (void)
{
  const char *text = g_getenv ("GUANXI_NOW");

  return text != NULL && *text != '\0';
}

/* (transfer full) (nullable): what GUANXI_NOW says. Read each time, so that a test can turn the hands. */
static GDateTime *
read_set_time (void)
{
  const char *text = g_getenv ("GUANXI_NOW");
  g_autoptr (GTimeZone) local = NULL;
  GDateTime *time = NULL;
  GxDay day;
  int year, month, month_day;

  if (!is_set ())
    return NULL;

  local = g_time_zone_new_local ();
  if (gx_day_parse (text, &day))
    {
      gx_day_split (day, &year, &month, &month_day);
      return g_date_time_new (local, year, month, month_day, 12, 0, 0);
    }

  time = g_date_time_new_from_iso8601 (text, local);
  if (time == NULL)
    g_warning_once ("GUANXI_NOW is neither a day nor a time: %s", text);

  return time;
}

gint64
gx_clock_now (void)
{
  return gx_clock_now_ms () / 1000;
}

gint64
gx_clock_now_ms (void)
{
  g_autoptr (GDateTime) set = read_set_time ();

  if (set != NULL)
    return g_date_time_to_unix (set) * 1000 + g_date_time_get_microsecond (set) / 1000;

  return g_get_real_time () / 1000;
}

/* Lists ask for each row they draw, and to ask the system for its time zone costs more than to draw a word: the
 * answer holds for its second, in its thread. */
GxDay
gx_clock_today (void)
{
  static _Thread_local gint64 last_now = G_MININT64;
  static _Thread_local GxDay last_today;
  gint64 now = gx_clock_now ();

  if (now != last_now || is_set ())
    {
      last_today = gx_day_of_instant (now, gx_clock_offset_min (now));
      last_now = now;
    }
  return last_today;
}

int
gx_clock_offset_min (gint64 at)
{
  g_autoptr (GDateTime) set = read_set_time ();
  g_autoptr (GDateTime) then = NULL;

  /* A set time brings its own zone, so that a test gives the same day on every computer. */
  if (set != NULL)
    {
      GTimeZone *zone = g_date_time_get_timezone (set);
      int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at);

      return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval) / 60;
    }

  then = g_date_time_new_from_unix_local (at);
  return then == NULL ? 0 : (int) (g_date_time_get_utc_offset (then) / G_TIME_SPAN_MINUTE);
}
