/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-moment.h"

#include <string.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-text.h"

#define ALL_ORDERS (1 << GX_DAY_ORDER_YMD | 1 << GX_DAY_ORDER_DMY | 1 << GX_DAY_ORDER_MDY)
#define SECONDS_A_DAY 86400
#define SERIAL_OF_1970 25569 /* Excel's system of 1900 */
#define FIRST_SERIAL 10000
#define LAST_SERIAL 73050

static const char * const order_names[] = { "ask", "ymd", "dmy", "mdy" };

/* A day as written: three numbers in their places, of which one may be a month's name. */
typedef struct {
  int value[3];
  int digits[3];
  gboolean is_name[3];
  const char *rest;     /* behind the day */
} Written;

const char *
gx_day_order_name (GxDayOrder order)
{
  return order_names[order];
}

gboolean
gx_day_order_parse (const char *name, GxDayOrder *order)
{
  for (guint i = GX_DAY_ORDER_YMD; i < G_N_ELEMENTS (order_names); i++)
    if (strcmp (name, order_names[i]) == 0)
      {
        *order = i;
        return TRUE;
      }
  return FALSE;
}

static const char *
skip_blanks (const char *p)
{
  while (*p == ' ' || *p == '\t')
    p++;
  return p;
}

/* "Nov", "november", "Sept." → 11; 0 where it is none. */
static int
read_month_name (const char **p)
{
  static const char * const months[] = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  };
  gsize length = 0;

  while (g_ascii_isalpha ((*p)[length]))
    length++;
  for (int i = 0; length >= 3 && i < 12; i++)
    if (length <= strlen (months[i]) && g_ascii_strncasecmp (*p, months[i], length) == 0)
      {
        *p += length;
        if (**p == '.')
          (*p)++;
        return i + 1;
      }
  if (length == 4 && g_ascii_strncasecmp (*p, "sept", 4) == 0)
    {
      *p += **p == '.' ? 5 : 4;
      return 9;
    }
  return 0;
}

/* "Tuesday, ", "Tue " → what stands behind it. */
static const char *
skip_weekday (const char *p)
{
  static const char * const names[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  };
  gsize length = 0;

  while (g_ascii_isalpha (p[length]))
    length++;
  for (guint i = 0; length >= 3 && i < G_N_ELEMENTS (names); i++)
    if (length <= strlen (names[i]) && g_ascii_strncasecmp (p, names[i], length) == 0)
      {
        p += length;
        return skip_blanks (*p == ',' || *p == '.' ? p + 1 : p);
      }
  return p;
}

/* "星期二", "(周二)" behind a day. */
static const char *
skip_chinese_weekday (const char *p)
{
  static const char * const heads[] = { "星期", "周", "礼拜" };
  static const char days[] = "一二三四五六日天";
  const char *start = skip_blanks (p);

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (g_str_has_prefix (start, heads[i]))
      {
        const char *day = start + strlen (heads[i]);
        g_autofree char *name = g_utf8_substring (day, 0, MIN (g_utf8_strlen (day, -1), 1));

        return *name != 0 && strstr (days, name) != NULL ? day + strlen (name) : p;
      }
  return p;
}

static const char *
skip_separator (const char *p, int place)
{
  static const char * const units[] = { "年", "月", "日" };

  if (g_str_has_prefix (p, units[place]))
    return p + strlen (units[place]);
  p = skip_blanks (p);
  if (*p == '-' || *p == '/' || *p == '.' || *p == ',')
    return skip_blanks (p + 1);
  return p;
}

/* Eight digits in a row: a year, a month and a day. */
static gboolean
read_compact (const char *p, Written *written)
{
  int number = 0;

  for (int i = 0; i < 8; i++)
    number = number * 10 + (p[i] - '0');
  *written = (Written) { { number / 10000, number / 100 % 100, number % 100 }, { 4, 2, 2 }, { FALSE },
                         p + 8 };
  return TRUE;
}

static gboolean
read_day (const char *text, Written *written)
{
  const char *p = skip_weekday (skip_blanks (text));
  gsize digits = strspn (p, "0123456789");

  memset (written, 0, sizeof *written);
  if (digits == 8)
    return read_compact (p, written);
  for (int i = 0; i < 3; i++)
    {
      digits = strspn (p, "0123456789");
      if (digits == 0)
        {
          written->value[i] = read_month_name (&p);
          written->is_name[i] = TRUE;
          if (written->value[i] == 0)
            return FALSE;
        }
      else if (digits > 4 || digits == 3)
        {
          return FALSE;
        }
      else
        {
          for (gsize d = 0; d < digits; d++)
            written->value[i] = written->value[i] * 10 + (*p++ - '0');
          written->digits[i] = (int) digits;
          /* "21st November" */
          if (i < 2 && (g_str_has_prefix (p, "st ") || g_str_has_prefix (p, "nd ")
                        || g_str_has_prefix (p, "rd ")
                        || g_str_has_prefix (p, "th ")))
            p += 2;
        }
      written->rest = p;
      if (i < 2)
        {
          const char *next = skip_separator (p, i);

          if (next == p && !written->is_name[i] && !g_ascii_isalpha (*p))
            return FALSE;
          p = next;
        }
      else if (g_str_has_prefix (p, "日"))
        {
          written->rest = p + strlen ("日");
        }
      if (i == 2 && *written->rest != 0 && !g_ascii_isprint (*skip_blanks (written->rest)))
        written->rest = skip_chinese_weekday (written->rest);
    }
  return TRUE;
}

/* Two digits mean 1969 … 2068, as the C library reads them. */
static int
full_year (int value, int digits)
{
  if (digits > 2)
    return value;
  return value + (value < 69 ? 2000 : 1900);
}

/* GX_NO_DAY where the places do not fit the order or there is no such day. */
static GxDay
day_in_order (const Written *w, GxDayOrder order)
{
  static const int places[][3] = { [GX_DAY_ORDER_YMD] = { 0, 1, 2 }, [GX_DAY_ORDER_DMY] = { 2, 1, 0 },
                                   [GX_DAY_ORDER_MDY] = { 2, 0, 1 } };
  int year = places[order][0], month = places[order][1], day = places[order][2];

  if (w->is_name[year] || w->is_name[day] || w->digits[day] > 2 || w->digits[month] > 2
      || w->digits[year] == 1)
    return GX_NO_DAY;
  return gx_day_new (full_year (w->value[year], w->digits[year]), w->value[month], w->value[day]);
}

static guint
orders_of (const Written *w)
{
  GxDay first = GX_NO_DAY;
  gboolean is_same = TRUE;
  guint orders = 0, n = 0;

  for (guint order = GX_DAY_ORDER_YMD; order <= GX_DAY_ORDER_MDY; order++)
    {
      GxDay day = day_in_order (w, order);

      if (day == GX_NO_DAY)
        continue;
      orders |= 1u << order;
      is_same = is_same && (n++ == 0 || day == first);
      if (n == 1)
        first = day;
    }
  /* A year of four digits in front and a month's name leave nothing to settle for the rest of the column. */
  if (orders != 0 && (is_same || n == 1)
      && (n > 1 || w->digits[0] == 4 || w->is_name[0] || w->is_name[1]))
    return ALL_ORDERS;
  return orders;
}

gboolean
gx_moment_orders (const char *text, guint *orders)
{
  Written written;

  *orders = read_day (text, &written) ? orders_of (&written) : 0;
  return *orders != 0;
}

gboolean
gx_moment_parse_time (const char *text, int *seconds)
{
  const char *p = skip_blanks (text);
  int parts[3] = { 0 }, n = 0;
  gboolean is_pm = FALSE, is_am = FALSE;

  if (g_str_has_prefix (p, "下午") || g_str_has_prefix (p, "晚上"))
    is_pm = TRUE;
  else if (g_str_has_prefix (p, "上午") || g_str_has_prefix (p, "凌晨"))
    is_am = TRUE;
  if (is_pm || is_am)
    p = skip_blanks (p + strlen ("上午"));
  for (; n < 3; n++)
    {
      gsize digits = strspn (p, "0123456789");

      if (digits == 0 || digits > 2)
        return FALSE;
      for (gsize i = 0; i < digits; i++)
        parts[n] = parts[n] * 10 + (*p++ - '0');
      if (*p != ':')
        {
          n++;
          break;
        }
      p++;
    }
  if (*p == '.') /* parts of a second are dropped */
    p += 1 + strspn (p + 1, "0123456789");
  p = skip_blanks (p);
  if (g_ascii_strncasecmp (p, "pm", 2) == 0 || g_ascii_strncasecmp (p, "am", 2) == 0)
    {
      is_pm = g_ascii_tolower (*p) == 'p';
      is_am = !is_pm;
      p += 2;
    }
  if (n < 2 || *skip_blanks (p) != 0 || parts[0] > 23 || parts[1] > 59 || parts[2] > 59)
    return FALSE;
  if (is_am && parts[0] > 12)
    return FALSE;
  if (is_pm && parts[0] < 12)
    parts[0] += 12;
  if (is_am && parts[0] == 12)
    parts[0] = 0;
  *seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
  return TRUE;
}

/* Splits "Z" or "+08:00" off the end of a time. FALSE: what stands there is no offset. */
static gboolean
split_offset (char *time, GxMoment *moment)
{
  char *sign = strpbrk (time, "Z+-");
  int hours, minutes = 0;

  if (sign == NULL)
    return TRUE;
  moment->has_offset = TRUE;
  if (*sign == 'Z')
    {
      *sign = 0;
      return sign[1] == 0;
    }
  if (!g_ascii_isdigit (sign[1]) || !g_ascii_isdigit (sign[2]))
    return FALSE;
  hours = (sign[1] - '0') * 10 + sign[2] - '0';
  if (sign[3] != 0)
    {
      const char *p = sign[3] == ':' ? sign + 4 : sign + 3;

      if (!g_ascii_isdigit (p[0]) || !g_ascii_isdigit (p[1]) || p[2] != 0)
        return FALSE;
      minutes = (p[0] - '0') * 10 + p[1] - '0';
    }
  if (hours > 14 || minutes > 59)
    return FALSE;
  moment->offset_min = (hours * 60 + minutes) * (*sign == '-' ? -1 : 1);
  *sign = 0;
  return TRUE;
}

/* Full-width digits and signs as plain ones; NULL where the text has none. */
static char *
narrow (const char *text)
{
  for (const char *p = text; *p != 0; p++)
    if ((guchar) *p == 0xef)
      return gx_fold (text);
  return NULL;
}

gboolean
gx_moment_parse (const char *text, GxDayOrder order, GxMoment *moment)
{
  g_autofree char *narrowed = narrow (text);
  char time[40];
  const char *rest;
  Written written;

  memset (moment, 0, sizeof *moment);
  if (!read_day (narrowed != NULL ? narrowed : text, &written))
    return FALSE;
  moment->day = GX_NO_DAY;
  if (order != GX_DAY_ORDER_ASK)
    moment->day = day_in_order (&written, order);
  if (moment->day == GX_NO_DAY && orders_of (&written) == ALL_ORDERS)
    for (guint any = GX_DAY_ORDER_YMD; any <= GX_DAY_ORDER_MDY && moment->day == GX_NO_DAY; any++)
      moment->day = day_in_order (&written, any);
  if (moment->day == GX_NO_DAY)
    return FALSE;

  rest = written.rest;
  if (*rest == 'T' || *rest == 't')
    rest++;
  rest = skip_blanks (rest);
  if (*rest == 0)
    return TRUE;
  if (rest == written.rest && !g_str_has_prefix (rest, "上午") && !g_str_has_prefix (rest, "下午"))
    return FALSE; /* "2010-12-013" */
  if (strlen (rest) >= sizeof time)
    return FALSE;
  strcpy (time, rest);
  moment->has_time = TRUE;
  return split_offset (time, moment) && gx_moment_parse_time (time, &moment->seconds);
}

gboolean
gx_moment_parse_serial (const char *text, GxMoment *moment)
{
  gsize digits = strspn (text, "0123456789");
  const char *point = text + digits;
  gint64 serial = g_ascii_strtoll (text, NULL, 10);
  double part = 0;

  memset (moment, 0, sizeof *moment);
  moment->day = GX_NO_DAY;
  if (digits != 5 || serial < FIRST_SERIAL || serial > LAST_SERIAL)
    return FALSE;
  if (*point == '.' && point[1] != 0 && point[1 + strspn (point + 1, "0123456789")] == 0)
    part = g_ascii_strtod (point, NULL);
  else if (*point != 0)
    return FALSE;
  moment->day = (GxDay) (serial - SERIAL_OF_1970);
  moment->seconds = MIN ((int) (part * SECONDS_A_DAY + 0.5), SECONDS_A_DAY - 1);
  moment->has_time = moment->seconds > 0;
  return TRUE;
}

gint64
gx_moment_instant (const GxMoment *self, int *offset_min)
{
  /* The local offset changes at most once a day, so that both ends of a day say it for nearly every
     moment. */
  static GMutex mutex;
  static GxDay cached_day = GX_NO_DAY;
  static int cached_start, cached_end;
  gint64 wall = (gint64) self->day * SECONDS_A_DAY + self->seconds;
  int start, end;

  if (self->has_offset)
    {
      *offset_min = self->offset_min;
      return wall - self->offset_min * 60;
    }
  g_mutex_lock (&mutex);
  if (cached_day != self->day)
    {
      gint64 midnight = (gint64) self->day * SECONDS_A_DAY;

      cached_start = gx_clock_offset_min (midnight - gx_clock_offset_min (midnight) * 60);
      cached_end = gx_clock_offset_min (midnight + SECONDS_A_DAY - cached_start * 60);
      cached_day = self->day;
    }
  start = cached_start;
  end = cached_end;
  g_mutex_unlock (&mutex);
  *offset_min = start == end ? start : gx_clock_offset_min (wall - start * 60);
  return wall - *offset_min * 60;
}
