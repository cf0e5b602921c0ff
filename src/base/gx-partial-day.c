/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-partial-day.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-lunar.h"
#include "base/gx-text.h"

#define LAST_YEAR 2099
#define LEAP_YEAR 2000 /* any: it has a 29 February */

/* -- What may stand together */

static gboolean
is_sound (const GxPartialDay *self)
{
  if (self->month < 0 || self->month > 12 || self->year < 0 || self->year > 9999 || self->day < 0)
    return FALSE;
  if (self->day != 0 && self->month == 0)
    return FALSE;
  if (self->is_lunar)
    return self->month != 0 && self->day >= 1 && self->day <= 30;
  if (self->is_leap_month)
    return FALSE;
  if (self->day != 0)
    return gx_day_new (self->year != 0 ? self->year : LEAP_YEAR, self->month, self->day) != GX_NO_DAY;

  return self->year != 0;
}

/* -- As stored */

/* Exactly @count digits. */
static gboolean
read_digits (const char **text, int count, int *number)
{
  *number = 0;
  for (int i = 0; i < count; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *number = *number * 10 + g_ascii_digit_value (**text);
    }

  return TRUE;
}

static gboolean
skip (const char **text, char c)
{
  if (**text != c)
    return FALSE;

  (*text)++;
  return TRUE;
}

gboolean
gx_partial_day_read (const char *stored, GxPartialDay *self)
{
  GxPartialDay read = { 0 };
  const char *at = stored;

  g_return_val_if_fail (self != NULL, FALSE);

  if (stored == NULL)
    return FALSE;

  read.is_lunar = skip (&at, 'L');
  if (*at == '-' ? !skip (&at, '-') : !read_digits (&at, 4, &read.year))
    return FALSE;
  if (skip (&at, '-') && !read_digits (&at, 2, &read.month))
    return FALSE;
  if (read.is_lunar && *at == '+')
    {
      read.is_leap_month = skip (&at, '+');
      if (!read_digits (&at, 2, &read.day))
        return FALSE;
    }
  else if (skip (&at, '-') && !read_digits (&at, 2, &read.day))
    return FALSE;

  if (*at != '\0' || (read.year == 0 && read.day == 0) || !is_sound (&read))
    return FALSE;

  *self = read;
  return TRUE;
}

char *
gx_partial_day_store (const GxPartialDay *self)
{
  GString *stored = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  stored = g_string_new (self->is_lunar ? "L" : "");
  if (self->year != 0)
    g_string_append_printf (stored, "%04d", self->year);
  else
    g_string_append_c (stored, '-');
  if (self->month != 0)
    g_string_append_printf (stored, "-%02d", self->month);
  if (self->day != 0)
    g_string_append_printf (stored, "%c%02d", self->is_leap_month ? '+' : '-', self->day);

  return g_string_free (stored, FALSE);
}

/* -- As typed */

static const char * const month_names[] = {
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
  "november", "december",
};

/* "mar", "mar.", "sept" and "march"; 0 for none. */
static int
read_month_name (const char *word)
{
  gsize length = strlen (word) - (g_str_has_suffix (word, ".") ? 1 : 0);

  for (int i = 0; i < 12; i++)
    if (length >= 3 && strncmp (month_names[i], word, length) == 0)
      return i + 1;

  return 0;
}

/* 初一, 十五, 廿三, 三十, 正, 冬, 腊, 零; -1 for none. */
static int
read_chinese_number (const char *text)
{
  static const struct { const char *text; int number; } names[] = {
    { "正", 1 }, { "冬", 11 }, { "腊", 12 }, { "零", 0 },
  };
  static const char * const digits[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  int number = 0, digit = -1;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i].text))
      return names[i].number;

  if (g_str_has_prefix (text, "初"))
    text += strlen ("初");
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c == g_utf8_get_char ("十") || c == g_utf8_get_char ("廿"))
        {
          number += (digit < 0 ? 1 : digit) * 10 * (c == g_utf8_get_char ("廿") ? 2 : 1);
          digit = 0;
          continue;
        }
      if (digit > 0)
        return -1;
      digit = -1;
      for (int i = 0; i < 10; i++)
        if (c == g_utf8_get_char (digits[i]))
          digit = i;
      if (digit < 0)
        return -1;
    }

  return digit < 0 ? -1 : number + digit;
}

/* Digits or Chinese numerals; -1 for neither. */
static int
read_any_number (const char *text)
{
  const char *at = text;
  int number = 0;

  if (!g_ascii_isdigit (*at))
    return read_chinese_number (text);
  for (; g_ascii_isdigit (*at) && at - text < 4; at++)
    number = number * 10 + g_ascii_digit_value (*at);

  return *at == '\0' ? number : -1;
}

/* A year as digits: "1986", "一九八六". Two digits are not one. */
static int
read_year (const char *text)
{
  int year = 0, count = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text), count++)
    {
      char character[8] = "";
      int digit;

      g_utf8_strncpy (character, text, 1);
      digit = g_ascii_isdigit (*text) ? g_ascii_digit_value (*text) : read_chinese_number (character);
      if (digit < 0 || digit > 9)
        return -1;
      year = year * 10 + digit;
    }

  return count == 4 ? year : -1;
}

/* "1986年3月5日", "3月5号", "八月十五", "1986年闰四月初一". */
static gboolean
parse_chinese (const char *text, GxPartialDay *self)
{
  static const char numerals[] = "^(?:([^年]+)年)?(?:([闰])?([^月年]{1,3})月(?:([^月日号]{1,3})[日号]?)?)?$";
  static GRegex *pattern;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *year = NULL;
  g_autofree char *leap = NULL;
  g_autofree char *month = NULL;
  g_autofree char *day = NULL;

  if (g_once_init_enter (&pattern))
    g_once_init_leave (&pattern, g_regex_new (numerals, 0, 0, NULL));
  if (!g_regex_match (pattern, text, 0, &match))
    return FALSE;

  year = g_match_info_fetch (match, 1);
  leap = g_match_info_fetch (match, 2);
  month = g_match_info_fetch (match, 3);
  day = g_match_info_fetch (match, 4);
  self->year = year != NULL && *year != '\0' ? read_year (year) : 0;
  self->is_leap_month = leap != NULL && *leap != '\0';
  self->month = month != NULL && *month != '\0' ? read_any_number (month) : 0;
  self->day = day != NULL && *day != '\0' ? read_any_number (day) : 0;

  return self->year >= 0 && self->month >= 0 && self->day >= 0 && (self->year != 0 || self->day != 0);
}

/* "1986", "1986-3", "1986-3-5", "1986/3/5", "3-5" after a lunar mark: the orders that cannot be mistaken. */
static gboolean
parse_numbers (const char *text, GxPartialDay *self)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "-/.", -1);
  guint count = g_strv_length (parts);
  int numbers[3] = { 0 };

  if (count < 1 || count > 3)
    return FALSE;
  for (guint i = 0; i < count; i++)
    {
      numbers[i] = g_ascii_isdigit (*parts[i]) ? read_any_number (parts[i]) : -1;
      if (numbers[i] < 0)
        return FALSE;
    }

  if (strlen (parts[0]) == 4)
    {
      self->year = numbers[0];
      self->month = numbers[1];
      self->day = numbers[2];
      return (count < 2 || numbers[1] > 0) && (count < 3 || numbers[2] > 0);
    }
  if (self->is_lunar && count == 2)
    {
      self->month = numbers[0];
      self->day = numbers[1];
      return TRUE;
    }

  return FALSE;
}

/* "5 March", "March 5, 1986", "5th Mar 1986", "March 1986": the month is a word, so the order is no
   matter. */
static gboolean
ends_ordinal (const char *ending)
{
  static const char * const endings[] = { "", "st", "nd", "rd", "th", NULL };

  return g_strv_contains (endings, ending);
}

static gboolean
parse_words (const char *text, GxPartialDay *self)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,-", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i];
      gsize digits = strspn (word, "0123456789");
      int number = digits > 0 && digits <= 4 ? (int) g_ascii_strtoll (word, NULL, 10) : -1;

      if (*word == '\0')
        continue;
      if (digits == 0 && self->month == 0 && read_month_name (word) > 0)
        self->month = read_month_name (word);
      else if (digits == 4 && word[4] == '\0' && self->year == 0)
        self->year = number;
      else if (digits >= 1 && digits <= 2 && self->day == 0 && number > 0 && ends_ordinal (word + digits))
        self->day = number;
      else
        return FALSE;
    }

  return self->month != 0 && (self->day != 0 || self->year != 0);
}

static gboolean
has_two_digit_year (const char *text)
{
  return g_regex_match_simple ("^\\d{1,2}[-/.]\\d{1,2}([-/.]\\d{1,4})?$|^\\d{2}年", text, 0, 0);
}

/* 八月十五: the moon's or the sun's? With 日 or 号 it is the sun's. */
static gboolean
is_of_either_calendar (const char *text)
{
  return g_regex_match_simple ("^([^年]+年)?[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}$", text, 0, 0);
}

/* Takes a prefix off, whatever stands behind it. */
static gboolean
strip_prefix (char **text, const char *prefix)
{
  if (!g_str_has_prefix (*text, prefix))
    return FALSE;

  *text = g_strchug (*text + strlen (prefix));
  return TRUE;
}

/* Takes the calendar's name off, and looks at what is said of the moon's alone: 闰四月, 腊月, 初三. */
static char *
strip_calendar (char *text, gboolean *is_lunar, gboolean *is_solar)
{
  static const char * const lunar[] = { "农历", "阴历", "旧历", "lunar" };
  static const char * const solar[] = { "公历", "阳历", "新历" };

  for (guint i = 0; i < G_N_ELEMENTS (lunar); i++)
    *is_lunar |= strip_prefix (&text, lunar[i]);
  for (guint i = 0; i < G_N_ELEMENTS (solar); i++)
    *is_solar |= strip_prefix (&text, solar[i]);
  *is_lunar |= !*is_solar && g_regex_match_simple ("[闰正冬腊].{0,2}月|月[初廿]", text, 0, 0);

  return text;
}

gboolean
gx_partial_day_parse (const char *text, GxPartialDay *self, GError **error)
{
  g_autofree char *folded = NULL;
  GxPartialDay parsed = { 0 };
  GxPartialDay from_numbers, from_words;
  gboolean is_solar = FALSE;
  char *at = NULL;

  g_return_val_if_fail (text != NULL && self != NULL, FALSE);

  if (gx_partial_day_read (text, self))
    return TRUE;

  folded = gx_fold (text);
  at = strip_calendar (folded, &parsed.is_lunar, &is_solar);
  from_numbers = from_words = parsed;

  if (parse_numbers (at, &from_numbers))
    parsed = from_numbers;
  else if (parse_words (at, &from_words))
    parsed = from_words;
  else if (has_two_digit_year (at))
    {
      g_set_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS,
                   /* Translators: %s is what was typed, such as "86-03-05" */
                   _("“%s” can be read in several ways. Write the year with four digits, such as "
                     "1986-03-05."),
                   text);
      return FALSE;
    }
  else if (!parsed.is_lunar && !is_solar && is_of_either_calendar (at))
    {
      g_set_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS,
                   /* Translators: all three %s are what was typed, such as "八月十五" */
                   _("“%s” can be a day of either calendar. Write 农历%s or 公历%s."), text, at, at);
      return FALSE;
    }
  else if (!parse_chinese (at, &parsed))
    parsed.month = -1;

  if (!is_sound (&parsed))
    {
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
                   /* Translators: %s is what was typed */
                   _("“%s” is not a day. Write it such as 1986-03-05, 5 March, 1986 or 农历八月十五."), text);
      return FALSE;
    }

  *self = parsed;
  return TRUE;
}

/* -- For people */

static char *
format_solar (const GxPartialDay *self)
{
  int year = self->year != 0 ? self->year : LEAP_YEAR;
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, MAX (self->month, 1), MAX (self->day, 1), 0, 0, 0);
  const char *format = NULL;

  if (self->year != 0 && self->day != 0)
    return gx_day_format (gx_day_new (self->year, self->month, self->day));

  if (self->day != 0)
    /* Translators: a day without a year such as "5 March", as for g_date_time_format() */
    format = C_("partial day format", "%-d %B");
  else if (self->month != 0)
    /* Translators: a month such as "March 1986", as for g_date_time_format() */
    format = C_("partial day format", "%B %Y");
  else
    /* Translators: a year such as "1986", as for g_date_time_format() */
    format = C_("partial day format", "%Y");

  return g_date_time_format (time, format);
}

/* As it is said, in every language: the Chinese calendar has no other names. */
static char *
format_lunar (const GxPartialDay *self)
{
  static const char * const digits[] = { "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十" };
  static const char * const names[] = { "正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊" };
  GString *text = g_string_new ("农历");

  if (self->year != 0)
    g_string_append_printf (text, "%d年", self->year);
  g_string_append_printf (text, "%s%s月", self->is_leap_month ? "闰" : "", names[self->month - 1]);

  if (self->day <= 10)
    g_string_append_printf (text, "初%s", digits[self->day]);
  else if (self->day == 20 || self->day == 30)
    g_string_append_printf (text, "%s十", digits[self->day / 10]);
  else
    g_string_append_printf (text, "%s%s", self->day < 20 ? "十" : "廿", digits[self->day % 10]);

  return g_string_free (text, FALSE);
}

char *
gx_partial_day_format (const GxPartialDay *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!is_sound (self))
    return g_strdup ("");

  return self->is_lunar ? format_lunar (self) : format_solar (self);
}

/* -- Anniversaries */

int
gx_partial_day_key (const GxPartialDay *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->month == 0 || self->day == 0)
    return 0;

  return self->month * 100 + self->day + (self->is_lunar ? 10000 : 0) + (self->is_leap_month ? 5000 : 0);
}

/* In the Gregorian year, or in the Chinese year that begins in it. */
static GxDay
anniversary_in (const GxPartialDay *self, int year)
{
  GxLunarDay lunar = { year, self->month, self->day, self->is_leap_month };
  GxDay day;

  if (!self->is_lunar)
    {
      day = gx_day_new (year, self->month, self->day);
      return day != GX_NO_DAY ? day : gx_day_new (year, 2, 28); /* only 29 February can be missing */
    }

  lunar.is_leap_month &= gx_lunar_leap_month (year) == self->month;
  lunar.day = MIN (self->day, gx_lunar_month_length (year, lunar.month, lunar.is_leap_month));
  return gx_lunar_to_day (&lunar);
}

GxDay
gx_partial_day_next (const GxPartialDay *self, GxDay from)
{
  int first;

  g_return_val_if_fail (self != NULL, GX_NO_DAY);

  if (gx_partial_day_key (self) == 0 || from == GX_NO_DAY)
    return GX_NO_DAY;

  gx_day_split (from, &first, NULL, NULL);
  /* A Chinese year ends in the next one. */
  for (int year = first - 1; year <= MIN (first + 1, LAST_YEAR); year++)
    {
      GxDay day = anniversary_in (self, year);

      if (day != GX_NO_DAY && day >= from && day <= gx_day_new (LAST_YEAR, 12, 31))
        return day;
    }

  return GX_NO_DAY;
}

int
gx_partial_day_age (const GxPartialDay *self, GxDay on)
{
  int year, age;
  GxLunarDay lunar;
  GxDay birthday;

  g_return_val_if_fail (self != NULL, -1);

  if (self->year == 0 || self->day == 0 || on == GX_NO_DAY)
    return -1;

  gx_day_split (on, &year, NULL, NULL);
  if (self->is_lunar)
    {
      if (!gx_lunar_from_day (on, &lunar))
        return -1;
      year = lunar.year;
    }

  birthday = anniversary_in (self, year);
  age = year - self->year - (birthday != GX_NO_DAY && on < birthday);
  return age >= 0 ? age : -1;
}
