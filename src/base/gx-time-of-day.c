/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-time-of-day.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HOUR 60
#define DAY (24 * HOUR)

/* Which half of the day a word means, and how it moves the hours of a clock face. */
typedef enum { NO_HALF, MORNING, NOON, AFTERNOON } Half;

static const struct { const char *word; Half half; } halves[] = {
  { "a.m.", MORNING }, { "am", MORNING }, { "p.m.", AFTERNOON }, { "pm", AFTERNOON },
  { "凌晨", MORNING }, { "清晨", MORNING }, { "早上", MORNING }, { "早晨", MORNING }, { "上午", MORNING },
  { "中午", NOON }, { "下午", AFTERNOON }, { "傍晚", AFTERNOON }, { "晚上", AFTERNOON }, { "夜里", AFTERNOON },
};

static gboolean
skip (const char **text, const char *word)
{
  if (!g_str_has_prefix (*text, word))
    return FALSE;
  *text += strlen (word);
  return TRUE;
}

static void
skip_half (const char **text, Half *half)
{
  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    if (*half == NO_HALF && skip (text, halves[i].word))
      *half = halves[i].half;
}

/* 0–9 of 零一二…九 and 两; -1 another character. */
static int
chinese_digit (const char *text)
{
  static const char digits[] = "零一二三四五六七八九";
  const char *found = NULL;
  gunichar letter = g_utf8_get_char (text);

  if (letter == g_utf8_get_char ("两"))
    return 2;
  if (letter == g_utf8_get_char ("〇"))
    return 0;
  found = letter != 0 ? g_utf8_strchr (digits, -1, letter) : NULL;
  return found != NULL ? (int) g_utf8_pointer_to_offset (digits, found) : -1;
}

/* "三", "十二", "四十五"; -1 none. */
static int
read_chinese (const char **text)
{
  int ones = chinese_digit (*text);
  int number = ones;

  if (ones >= 0)
    *text = g_utf8_next_char (*text);
  if (!skip (text, "十"))
    return number;
  number = (ones >= 0 ? ones : 1) * 10;
  ones = chinese_digit (*text);
  if (ones > 0)
    {
      *text = g_utf8_next_char (*text);
      number += ones;
    }
  return number;
}

/* @n_digits: (out): how many Latin ones; 0 for Chinese ones. -1: no number, or one that is too long. */
static int
read_number (const char **text, int *n_digits)
{
  int number = 0;

  *n_digits = 0;
  if (!g_ascii_isdigit (**text))
    return read_chinese (text);
  for (; g_ascii_isdigit (**text) && *n_digits <= 4; (*text)++, (*n_digits)++)
    number = number * 10 + g_ascii_digit_value (**text);
  return *n_digits <= 4 ? number : -1;
}

/* What follows the hour; FALSE: something else than minutes. */
static gboolean
read_minutes (const char **text, int *minutes)
{
  int n_digits = 0;

  *minutes = 0;
  if (skip (text, ":"))
    {
      *minutes = read_number (text, &n_digits);
      return n_digits == 2;
    }
  if (!skip (text, "点") && !skip (text, "时"))
    return TRUE;
  if (skip (text, "半"))
    *minutes = 30;
  else if (skip (text, "一刻"))
    *minutes = 15;
  else if (skip (text, "三刻"))
    *minutes = 45;
  else if (!skip (text, "钟") && !skip (text, "整"))
    {
      int number = read_number (text, &n_digits);
      *minutes = MAX (number, 0);
      skip (text, "分");
    }
  return TRUE;
}

/* From the clock's face to the day's 24 hours; -1: there is no such hour. */
static int
settle_hour (int hour, Half half)
{
  if (hour < 0 || hour > 23)
    return -1;
  switch (half)
    {
    case MORNING:
      return hour > 12 ? -1 : hour % 12;
    case NOON:
      return hour < 3 ? hour + 12 : hour;
    case AFTERNOON:
      return hour < 12 ? hour + 12 : hour;
    default:
      return hour;
    }
}

/* Full-width letters as plain ones, without blanks, in lower case. */
static char *
fold (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  g_autofree char *lower = plain != NULL ? g_utf8_strdown (plain, -1) : g_strdup ("");
  GString *folded = g_string_new (NULL);

  for (const char *letter = lower; *letter != '\0'; letter = g_utf8_next_char (letter))
    if (!g_unichar_isspace (g_utf8_get_char (letter)))
      g_string_append_unichar (folded, g_utf8_get_char (letter));
  return g_string_free (folded, FALSE);
}

gboolean
gx_time_of_day_parse (const char *text, int *minutes)
{
  g_return_val_if_fail (text != NULL && minutes != NULL, FALSE);

  g_autofree char *folded = fold (text);
  const char *rest = folded;
  Half half = NO_HALF;
  int n_digits = 0, minute = 0;

  skip_half (&rest, &half);
  int hour = read_number (&rest, &n_digits);
  if (hour < 0)
    return FALSE;
  if (n_digits >= 3) /* "1530" */
    {
      minute = hour % 100;
      hour /= 100;
    }
  else if (!read_minutes (&rest, &minute))
    return FALSE;
  skip_half (&rest, &half);
  hour = settle_hour (hour, half);
  if (*rest != '\0' || hour < 0 || minute > 59)
    return FALSE;
  *minutes = hour * HOUR + minute;
  return TRUE;
}

char *
gx_time_of_day_format (int minutes)
{
  g_return_val_if_fail (minutes >= 0 && minutes < DAY, NULL);

  g_autoptr (GDateTime) moment = g_date_time_new_utc (2000, 1, 1, minutes / HOUR, minutes % HOUR, 0);
  /* Translators: a time of day, see strftime(3) */
  return g_date_time_format (moment, C_("time of day", "%H:%M"));
}

gint64
gx_time_of_day_at (GxDay day, int minutes, int *offset_min)
{
  g_return_val_if_fail (day != GX_NO_DAY && minutes >= 0 && minutes < DAY, 0);

  gint64 local = (gint64) day * 86400 + (gint64) minutes * 60;
  /* The offset is that of the moment itself: on the days when clocks are changed the first guess may be
     wrong. */
  gint64 guess = local - (gint64) gx_clock_offset_min (local) * 60;
  int offset = gx_clock_offset_min (guess);
  if (offset_min != NULL)
    *offset_min = offset;
  return local - (gint64) offset * 60;
}

int
gx_time_of_day_of (gint64 at)
{
  gint64 local = at + (gint64) gx_clock_offset_min (at) * 60;

  return (int) (((local % 86400) + 86400) % 86400 / 60);
}
