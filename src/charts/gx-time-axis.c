/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-time-axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* From fine to coarse; the first whose ticks are at least that far apart is taken. */
static const struct {
  GxTimeUnit unit;
  guint step;
  double days;
  double least_px;
} steps[] = {
  { GX_TIME_DAY, 1, 1, 36 },
  { GX_TIME_WEEK, 1, 7, 56 },
  { GX_TIME_WEEK, 2, 14, 56 },
  { GX_TIME_MONTH, 1, 30.44, 40 },
  { GX_TIME_QUARTER, 1, 91.3, 48 },
  { GX_TIME_YEAR, 1, 365.24, 48 },
  { GX_TIME_YEAR, 2, 730.5, 48 },
  { GX_TIME_YEAR, 5, 1826.2, 48 },
  { GX_TIME_YEAR, 10, 3652.4, 48 },
  { GX_TIME_YEAR, 25, 9131, 48 },
  { GX_TIME_YEAR, 100, 36524, 0 },
};

static char *
format_day (GxDay day, const char *format)
{
  int year = 0, month = 0, date = 0;
  g_autoptr (GDateTime) time = NULL;

  gx_day_split (day, &year, &month, &date);
  time = g_date_time_new_utc (CLAMP (year, 1, 9999), month, date, 0, 0, 0);
  return time != NULL ? g_date_time_format (time, format) : g_strdup ("");
}

static int
get_month (GxDay day)
{
  int year = 0, month = 0, date = 0;

  gx_day_split (day, &year, &month, &date);
  return month;
}

static gboolean
begins_year (GxDay day)
{
  int year = 0, month = 0, date = 0;

  gx_day_split (day, &year, &month, &date);
  return month == 1 && date == 1;
}

GxDay
gx_time_unit_floor (GxTimeUnit unit, GxDay day)
{
  int year = 0, month = 0, date = 0;

  gx_day_split (day, &year, &month, &date);
  switch (unit)
    {
    case GX_TIME_DAY:
      return day;
    case GX_TIME_WEEK:
      return day - (gx_day_weekday (day) - 1);
    case GX_TIME_MONTH:
      return gx_day_new (year, month, 1);
    case GX_TIME_QUARTER:
      return gx_day_new (year, (month - 1) / 3 * 3 + 1, 1);
    case GX_TIME_YEAR:
      return gx_day_new (year, 1, 1);
    default:
      g_return_val_if_reached (day);
    }
}

GxDay
gx_time_unit_add (GxTimeUnit unit, GxDay first_day, int count)
{
  switch (unit)
    {
    case GX_TIME_DAY:
      return first_day + count;
    case GX_TIME_WEEK:
      return first_day + 7 * count;
    case GX_TIME_MONTH:
      return gx_day_add_months (first_day, count);
    case GX_TIME_QUARTER:
      return gx_day_add_months (first_day, 3 * count);
    case GX_TIME_YEAR:
      return gx_day_add_months (first_day, 12 * count);
    default:
      g_return_val_if_reached (first_day);
    }
}

char *
gx_time_unit_format (GxTimeUnit unit, GxDay first_day)
{
  g_autofree char *text = NULL;

  switch (unit)
    {
    case GX_TIME_DAY:
      return gx_day_format (first_day);
    case GX_TIME_WEEK:
      text = gx_day_format (first_day);
      /* Translators: %s is a Monday, "5 January 2026" */
      return g_strdup_printf (_("week of %s"), text);
    case GX_TIME_MONTH:
      /* Translators: a month in a sentence, strftime format: "March 2026" */
      return format_day (first_day, C_("period", "%B %Y"));
    case GX_TIME_QUARTER:
      /* Translators: the year of a quarter, strftime format */
      text = format_day (first_day, C_("quarter's year", "%Y"));
      /* Translators: a quarter in a sentence: %1$d is 1 to 4, %2$s the year: "Q2 2026" */
      return g_strdup_printf (C_("period", "Q%1$d %2$s"), (get_month (first_day) - 1) / 3 + 1, text);
    case GX_TIME_YEAR:
      return format_day (first_day, C_("axis", "%Y"));
    default:
      g_return_val_if_reached (NULL);
    }
}

gboolean
gx_time_unit_tick_says_year (GxTimeUnit unit, GxDay first_day)
{
  return unit == GX_TIME_YEAR || (begins_year (first_day) && unit != GX_TIME_WEEK);
}

char *
gx_time_unit_format_tick_with_year (GxTimeUnit unit, GxDay first_day)
{
  switch (unit)
    {
    case GX_TIME_MONTH:
      /* Translators: a month and its year under an axis, strftime format: "Mar 2026" */
      return format_day (first_day, C_("axis", "%b %Y"));
    case GX_TIME_DAY:
    case GX_TIME_WEEK:
      /* Translators: a day and its year under an axis, strftime format: "21 Nov 2026" */
      return format_day (first_day, C_("axis", "%-d %b %Y"));
    default:
      return gx_time_unit_format (unit, first_day);
    }
}

char *
gx_time_unit_format_tick (GxTimeUnit unit, GxDay first_day)
{
  if (gx_time_unit_tick_says_year (unit, first_day))
    /* Translators: a year under an axis, strftime format */
    return format_day (first_day, C_("axis", "%Y"));
  switch (unit)
    {
    case GX_TIME_DAY:
      if (gx_time_unit_floor (GX_TIME_MONTH, first_day) == first_day)
        /* xgettext:no-c-format */
        return format_day (first_day, C_("axis", "%b"));
      /* Translators: a day of the month under an axis, strftime format */
      return format_day (first_day, C_("axis", "%-d"));
    case GX_TIME_WEEK:
      /* Translators: a day under an axis, strftime format
         xgettext:no-c-format */
      return format_day (first_day, C_("axis", "%-d %b"));
    case GX_TIME_MONTH:
      /* Translators: a month under an axis, strftime format
         xgettext:no-c-format */
      return format_day (first_day, C_("axis", "%b"));
    case GX_TIME_QUARTER:
      /* Translators: a quarter under an axis, %d is 1 to 4 */
      return g_strdup_printf (C_("axis", "Q%d"), (get_month (first_day) - 1) / 3 + 1);
    default:
      g_return_val_if_reached (NULL);
    }
}

/* The first tick at or before @day: steps of several weeks or years are counted from a fixed point, so
 * that panning moves no tick. */
static GxDay
floor_step (GxTimeUnit unit, guint step, GxDay day)
{
  GxDay first = gx_time_unit_floor (unit, day);

  if (unit == GX_TIME_WEEK && step > 1)
    {
      int week = (int) floor ((first + 3) / 7.0); /* 1969-12-29 was a Monday */

      return first - 7 * (((week % (int) step) + (int) step) % (int) step);
    }
  if (unit == GX_TIME_YEAR && step > 1)
    {
      int year = 0, month = 0, date = 0;

      gx_day_split (first, &year, &month, &date);
      return gx_day_new (MAX (year - year % (int) step, 1), 1, 1);
    }
  return first;
}

static void
clear_tick (gpointer data)
{
  GxTimeTick *tick = data;

  g_free (tick->text);
}

static char *
name_surrounding (const GxTimeAxis *self, double from)
{
  GxDay day = (GxDay) floor (from);

  if (self->unit == GX_TIME_YEAR)
    return NULL;
  if (self->unit == GX_TIME_DAY)
    return gx_time_unit_format (GX_TIME_MONTH, gx_time_unit_floor (GX_TIME_MONTH, day));
  for (guint i = 0; i < self->ticks->len; i++)
    if (g_array_index (self->ticks, GxTimeTick, i).begins_year)
      return NULL;
  return format_day (day, C_("axis", "%Y"));
}

GxTimeAxis *
gx_time_axis_new (double from, double to, double width_px)
{
  GxTimeAxis *self = NULL;
  double px_per_day = 0;
  guint chosen = 0;
  GxDay day = 0;

  g_return_val_if_fail (to > from, NULL);

  px_per_day = MAX (width_px, 1) / (to - from);
  while (steps[chosen].days * px_per_day < steps[chosen].least_px)
    chosen++;

  self = g_new0 (GxTimeAxis, 1);
  self->unit = steps[chosen].unit;
  self->step = steps[chosen].step;
  self->ticks = g_array_new (FALSE, TRUE, sizeof (GxTimeTick));
  g_array_set_clear_func (self->ticks, clear_tick);

  day = floor_step (self->unit, self->step, (GxDay) floor (from));
  while (day != GX_NO_DAY && day <= to)
    {
      if (day >= from)
        {
          GxTimeTick tick = { day, self->unit != GX_TIME_WEEK && begins_year (day), NULL };

          tick.text = gx_time_unit_format_tick (self->unit, day);
          g_array_append_val (self->ticks, tick);
        }
      day = gx_time_unit_add (self->unit, day, (int) self->step);
    }
  self->surrounding = name_surrounding (self, from);
  return self;
}

void
gx_time_axis_free (GxTimeAxis *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->ticks);
  g_free (self->surrounding);
  g_free (self);
}
