/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-xlsx-book.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/gx-day.h"

#define SECONDS_A_DAY 86400
#define LAST_SERIAL 2958465.99999 /* 31 December 9999 */
#define FIRST_MOMENT 10000 /* days: shown as a time, less is one or a duration; from here on it has a day, too */

void
gx_xlsx_unescape (GString *text, gsize start)
{
  for (gsize at = start; at + 7 <= text->len; at++)
    {
      char code[5] = { 0 }, utf8[7] = { 0 };
      const char *p = text->str + at;
      guint64 c;
      int length;

      if (p[0] != '_' || p[1] != 'x' || p[6] != '_' || strspn (p + 2, "0123456789abcdefABCDEF") != 4)
        continue;
      memcpy (code, p + 2, 4);
      c = g_ascii_strtoull (code, NULL, 16);
      if (c == 0 || !g_unichar_validate ((gunichar) c))
        continue;
      length = g_unichar_to_utf8 ((gunichar) c, utf8);
      g_string_erase (text, at, 7);
      g_string_insert_len (text, at, utf8, length);
      at += length - 1;
    }
}

static gboolean
is_whole (const char *stored)
{
  const char *digits = *stored == '-' ? stored + 1 : stored;

  return *digits != 0 && strspn (digits, "0123456789") == strlen (digits);
}

/* "1.25e-07" → "0.000000125"; @scientific is as printed by %.*e. */
static void
append_plain (const char *scientific, GString *out)
{
  const char *exponent = strchr (scientific, 'e');
  long power = strtol (exponent + 1, NULL, 10);
  GString *digits = g_string_new (NULL);

  if (*scientific == '-')
    g_string_append_c (out, '-');
  for (const char *p = scientific; p < exponent; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  while (digits->len > 1 && digits->str[digits->len - 1] == '0')
    g_string_truncate (digits, digits->len - 1);

  if (power < 0)
    {
      g_string_append (out, "0.");
      for (long i = -1; i > power; i--)
        g_string_append_c (out, '0');
      g_string_append (out, digits->str);
    }
  else
    {
      for (long i = 0; i <= power; i++)
        g_string_append_c (out, i < (long) digits->len ? digits->str[i] : '0');
      if ((long) digits->len > power + 1)
        {
          g_string_append_c (out, '.');
          g_string_append (out, digits->str + power + 1);
        }
    }
  g_string_free (digits, TRUE);
}

void
gx_xlsx_number_text (const char *stored, GString *out)
{
  char shortest[64];
  char *end = NULL;
  double value;

  if (is_whole (stored))
    {
      g_string_append (out, stored);
      return;
    }
  value = g_ascii_strtod (stored, &end);
  if (end == stored || *end != 0 || !isfinite (value))
    {
      g_string_append (out, stored);
      return;
    }
  for (int digits = 15; digits <= 17; digits++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%de", digits - 1);

      g_ascii_formatd (shortest, sizeof shortest, format, value);
      if (g_ascii_strtod (shortest, NULL) == value)
        break;
    }
  if (value == 0)
    g_string_append_c (out, '0');
  else if (fabs (value) >= 1e21 || fabs (value) < 1e-12)
    g_string_append (out, shortest);
  else
    append_plain (shortest, out);
}

static void
append_time (int seconds, gboolean with_seconds, GString *out)
{
  g_string_append_printf (out, "%02d:%02d", seconds / 3600, seconds / 60 % 60);
  if (with_seconds)
    g_string_append_printf (out, ":%02d", seconds % 60);
}

gboolean
gx_xlsx_serial_text (const char *stored, GxXlsxStyle style, gboolean is_1904, GString *out)
{
  char *end = NULL;
  double serial = g_ascii_strtod (stored, &end);
  double whole;
  int seconds, year, month, day;

  if (end == stored || *end != 0 || !(serial >= 0) || serial > LAST_SERIAL)
    return FALSE;
  whole = floor (serial);
  seconds = (int) lround ((serial - whole) * SECONDS_A_DAY);
  if (seconds == SECONDS_A_DAY)
    {
      seconds = 0;
      whole++;
    }
  if (style == GX_XLSX_TIME && whole < FIRST_MOMENT)
    {
      append_time ((int) whole * SECONDS_A_DAY + seconds, TRUE, out);
      return TRUE;
    }
  if (!is_1904 && (whole == 60 || whole < 1))
    return FALSE;
  gx_day_split (gx_day_new (is_1904 ? 1904 : 1899, is_1904 ? 1 : 12, is_1904 ? 1 : whole < 60 ? 31
                            : 30) + (GxDay) whole,
                &year, &month, &day);
  g_string_append_printf (out, "%04d-%02d-%02d", year, month, day);
  if (style != GX_XLSX_DAY || seconds != 0)
    {
      g_string_append_c (out, ' ');
      append_time (seconds, seconds % 60 != 0, out);
    }
  return TRUE;
}
