/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-day.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"

#define MIN_YEAR 1
#define MAX_YEAR 9999
#define SECONDS_A_DAY 86400

static gint64
floor_div (gint64 dividend, gint64 divisor)
{
  return dividend / divisor - (dividend % divisor < 0);
}

static gboolean
is_leap_year (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && is_leap_year (year) ? 29 : days[month - 1];
}

/* (transfer full): midnight of the day, for g_date_time_format() */
static GDateTime *
to_date_time (GxDay day)
{
  int year, month, month_day;

  gx_day_split (day, &year, &month, &month_day);

  return g_date_time_new_utc (year, month, month_day, 0, 0, 0);
}

static char *
format_day (GxDay day, const char *format)
{
  g_autoptr (GDateTime) time = NULL;

  if (day == GX_NO_DAY)
    return g_strdup ("");

  time = to_date_time (day);
  return g_date_time_format (time, format);
}

/* Years are counted from March, so that the leap day is the last of its year; 400 years ("era") have
   146,097 days. */
GxDay
gx_day_new (int year, int month, int day)
{
  int march_year, era, year_of_era, day_of_year, day_of_era;

  if (year < MIN_YEAR || year > MAX_YEAR || month < 1 || month > 12)
    return GX_NO_DAY;
  if (day < 1 || day > days_in_month (year, month))
    return GX_NO_DAY;

  march_year = month <= 2 ? year - 1 : year;
  era = march_year / 400;
  year_of_era = march_year - era * 400;
  day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468; /* 1970-01-01 is day 719,468 of that count */
}

void
gx_day_split (GxDay self, int *year, int *month, int *day)
{
  int since, era, day_of_era, year_of_era, day_of_year, month_from_march, civil_month;

  g_return_if_fail (self != GX_NO_DAY);

  since = self + 719468;
  era = (int) floor_div (since, 146097);
  day_of_era = since - era * 146097;
  year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  month_from_march = (5 * day_of_year + 2) / 153;
  civil_month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;

  if (year != NULL)
    *year = year_of_era + era * 400 + (civil_month <= 2);
  if (month != NULL)
    *month = civil_month;
  if (day != NULL)
    *day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
}

int
gx_day_weekday (GxDay self)
{
  g_return_val_if_fail (self != GX_NO_DAY, 0);

  return (int) (self + 3 - floor_div (self + 3, 7) * 7) + 1; /* 1970-01-01 was a Thursday */
}

GxDay
gx_day_of_instant (gint64 at, int offset_min)
{
  return (GxDay) floor_div (at + offset_min * G_GINT64_CONSTANT (60), SECONDS_A_DAY);
}

GxDay
gx_day_add_months (GxDay self, int months)
{
  int year, month, day, count;

  if (self == GX_NO_DAY)
    return GX_NO_DAY;

  gx_day_split (self, &year, &month, &day);
  count = year * 12 + month - 1 + months;
  year = (int) floor_div (count, 12);
  month = count - year * 12 + 1;
  if (year < MIN_YEAR || year > MAX_YEAR)
    return GX_NO_DAY;

  return gx_day_new (year, month, MIN (day, days_in_month (year, month)));
}

/* Reads up to @max digits. */
static gboolean
read_number (const char **text, int max, int *number)
{
  int digits = 0;

  for (*number = 0; digits < max && g_ascii_isdigit (**text); digits++, (*text)++)
    *number = *number * 10 + g_ascii_digit_value (**text);

  return digits > 0;
}

static gboolean
read_word (const char **text, const char *word)
{
  if (!g_str_has_prefix (*text, word))
    return FALSE;

  *text += strlen (word);
  return TRUE;
}

static gboolean
read_year_month_day (const char *text, int *year, int *month, int *day)
{
  static const struct { const char *after_year, *after_month, *after_day; } orders[] = {
    { "-", "-", "" }, { "/", "/", "" }, { ".", ".", "" }, { "年", "月", "日" }, { "年", "月", "号" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      const char *at = text;

      if (read_number (&at, 4, year) && at - text == 4 && read_word (&at, orders[i].after_year)
          && read_number (&at, 2, month) && read_word (&at, orders[i].after_month)
          && read_number (&at, 2, day) && read_word (&at, orders[i].after_day) && *at == '\0')
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_eight_digits (const char *text, int *year, int *month, int *day)
{
  int number;
  const char *at = text;

  if (!read_number (&at, 8, &number) || at - text != 8 || *at != '\0')
    return FALSE;

  *year = number / 10000;
  *month = number / 100 % 100;
  *day = number % 100;
  return TRUE;
}

gboolean
gx_day_parse (const char *text, GxDay *day)
{
  g_autofree char *trimmed = NULL;
  int year, month, month_day;
  GxDay parsed;

  g_return_val_if_fail (text != NULL, FALSE);

  trimmed = g_strstrip (g_strdup (text));
  if (!read_year_month_day (trimmed, &year, &month, &month_day)
      && !read_eight_digits (trimmed, &year, &month, &month_day))
    return FALSE;

  parsed = gx_day_new (year, month, month_day);
  if (parsed == GX_NO_DAY)
    return FALSE;

  if (day != NULL)
    *day = parsed;
  return TRUE;
}

char *
gx_day_to_iso (GxDay self)
{
  int year, month, day;

  if (self == GX_NO_DAY)
    return g_strdup ("");

  gx_day_split (self, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

char *
gx_day_format (GxDay self)
{
  /* Translators: a whole day such as "21 November 2026", as for g_date_time_format() */
  return format_day (self, C_("day format", "%-d %B %Y"));
}

char *
gx_day_format_short (GxDay self, GxDay today)
{
  int year, this_year;

  if (self == GX_NO_DAY || today == GX_NO_DAY)
    return gx_day_format (self);

  gx_day_split (self, &year, NULL, NULL);
  gx_day_split (today, &this_year, NULL, NULL);

  /* Translators: a day of this year such as "21 Nov", as for g_date_time_format()
     xgettext:no-c-format */
  return format_day (self, year == this_year ? C_("day format", "%-d %b")
                     /* Translators: a day of another year such as "21 Nov 2025", as for
                        g_date_time_format() */
                     : C_("day format", "%-d %b %Y"));
}

char *
gx_day_format_relative (GxDay self, GxDay today)
{
  gint64 ahead;
  int days, weeks;

  if (self == GX_NO_DAY || today == GX_NO_DAY)
    return gx_day_format (self);

  ahead = (gint64) self - today;
  if (ahead == 0)
    return g_strdup (_("today"));
  if (ahead == 1)
    return g_strdup (_("tomorrow"));
  if (ahead == -1)
    return g_strdup (_("yesterday"));
  if (ahead == 2)
    return g_strdup (_("in 2 days"));
  if (ahead == -2)
    return g_strdup (_("2 days ago"));
  if (ABS (ahead) >= 8 * 7)
    return gx_day_format_short (self, today);

  days = (int) ABS (ahead);
  weeks = days / 7;
  if (days < 14 && ahead > 0)
    /* Translators: %d is a number of days, 3 or more */
    return g_strdup_printf (ngettext ("in %d day", "in %d days", days), days);
  if (days < 14)
    /* Translators: %d is a number of days, 3 or more */
    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", days), days);
  if (ahead > 0)
    /* Translators: %d is a number of weeks, 2 or more */
    return g_strdup_printf (ngettext ("in %d week", "in %d weeks", weeks), weeks);

  /* Translators: %d is a number of weeks, 2 or more */
  return g_strdup_printf (ngettext ("%d week ago", "%d weeks ago", weeks), weeks);
}

char *
gx_instant_format (gint64 at_ms)
{
  gint64 at = floor_div (at_ms, 1000);
  gint64 local = at + gx_clock_offset_min (at) * G_GINT64_CONSTANT (60);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (local);

  if (time == NULL)
    return g_strdup ("");

  /* Translators: a day and time such as "21 Nov 2026, 10:32", as for g_date_time_format() */
  return g_date_time_format (time, C_("day format", "%-d %b %Y, %H:%M"));
}

char *
gx_instant_format_relative (gint64 at_ms, gint64 now_ms)
{
  gint64 minutes = floor_div (now_ms - at_ms, 60 * 1000);

  if (minutes < 0 || minutes >= 60)
    return gx_instant_format (at_ms);
  if (minutes == 0)
    return g_strdup (_("just now"));
  if (minutes == 1)
    return g_strdup (_("a minute ago"));
  /* Translators: %d is a number of minutes, 2 or more */
  return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) minutes), (int) minutes);
}
