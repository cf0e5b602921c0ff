/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-column-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "charts/gx-chart-private.h"

#define PLOT_BEST 160
#define COLUMN_MAX 36.0
#define RADIUS 4
#define SWATCH 10
#define LEGEND_GAP 16

struct _GxColumnChart {
  GxChart parent_instance;

  GxTimeUnit unit;
  GxDay first_day;
  int n_periods, n_series;
  char **series;
  GxHue *hues;

  GxChartScale scale;
  double left, slot, column;
};

G_DEFINE_FINAL_TYPE (GxColumnChart, gx_column_chart, GX_TYPE_CHART)

static GxChartMark *
get_part (GxColumnChart *self, int period, int series)
{
  return gx_chart_mark (GX_CHART (self), period * self->n_series + series);
}

static GxDay
get_day (GxColumnChart *self, int period)
{
  return gx_time_unit_add (self->unit, self->first_day, period);
}

static GxTextStyle
style_label (const GxPen *pen, double x_align, double y_align)
{
  return (GxTextStyle) { GX_TEXT_SMALL, FALSE, gx_chart_theme_get_ink (pen->theme, 0.65), x_align, y_align };
}

/* Walks the legend from left to right, breaking lines; draws it where @pen can. Returns its height. */
static double
lay_legend (GxColumnChart *self, const GxPen *pen, const cairo_rectangle_t *plot, int hovered)
{
  GxTextStyle style = style_label (pen, 0, 0.5);
  double line = gx_pen_line_height (pen, GX_TEXT_SMALL) + 3, x = plot->x, y = plot->y;

  if (self->n_series < 2)
    return 0;
  for (int i = 0; i < self->n_series; i++)
    {
      double strength = gx_chart_get_strength (i, hovered < 0 ? hovered : hovered % self->n_series),
          width = 0;

      gx_pen_measure (pen, &style, self->series[i], &width, NULL);
      if (x > plot->x && x + SWATCH + 6 + width > plot->x + plot->width)
        {
          x = plot->x;
          y += line;
        }
      if (pen->cr != NULL)
        {
          gx_pen_round_rect (pen, x, y + (line - SWATCH) / 2, SWATCH, SWATCH, 3);
          gx_pen_set (pen, gx_color_fade (pen->theme->hues[self->hues[i]], strength));
          cairo_fill (pen->cr);
          style.color = gx_chart_theme_get_ink (pen->theme, 0.8 * strength);
          gx_pen_text (pen, &style, x + SWATCH + 6, y + line / 2, self->series[i]);
        }
      x += SWATCH + 6 + width + LEGEND_GAP;
    }
  return y + line - plot->y + 8;
}

static double
measure_footer (const GxPen *pen)
{
  return gx_pen_line_height (pen, GX_TEXT_SMALL) + 5;
}

static double
gx_column_chart_measure (GxChart *chart, const GxPen *pen, double width)
{
  cairo_rectangle_t plot = { 0, 0, width, 0 };

  return lay_legend (GX_COLUMN_CHART (chart), pen, &plot, GX_CHART_NO_MARK) + PLOT_BEST
         + measure_footer (pen);
}

static void
sum_period (GxColumnChart *self, int period, gint64 *below, gint64 *above)
{
  *below = *above = 0;
  for (int s = 0; s < self->n_series; s++)
    {
      gint64 value = get_part (self, period, s)->value;

      *(value < 0 ? below : above) += value;
    }
}

static void
arrange_scale (GxColumnChart *self, const GxPen *pen, const cairo_rectangle_t *plot)
{
  gint64 least = 0, most = 0;

  for (int p = 0; p < self->n_periods; p++)
    {
      gint64 below = 0, above = 0;

      sum_period (self, p, &below, &above);
      least = MIN (least, below);
      most = MAX (most, above);
    }
  self->scale = gx_chart_scale_new (least, most, 4);
  self->scale.high_px = plot->y + lay_legend (self, &(GxPen) { NULL, pen->context, pen->theme }, plot,
                                              GX_CHART_NO_MARK) + 6;
  self->scale.low_px = plot->y + plot->height - measure_footer (pen);
}

static void
arrange_period (GxColumnChart *self, int period)
{
  gint64 below = 0, above = 0;
  double x = self->left + (period + 0.5) * self->slot;

  for (int s = 0; s < self->n_series; s++)
    {
      GxChartMark *mark = get_part (self, period, s);
      gint64 *sum = mark->value < 0 ? &below : &above;
      double from = gx_chart_scale_place (&self->scale, (double) *sum);
      double to = gx_chart_scale_place (&self->scale, (double) (*sum + mark->value));

      *sum += mark->value;
      mark->area = (cairo_rectangle_t) { x - self->column / 2, MIN (from, to), self->column,
                                         fabs (to - from) };
      mark->x = x;
      mark->y = (from + to) / 2;
    }
}

static void
gx_column_chart_arrange (GxChart *chart, const GxPen *pen, const cairo_rectangle_t *plot)
{
  GxColumnChart *self = GX_COLUMN_CHART (chart);

  arrange_scale (self, pen, plot);
  self->left = plot->x + gx_chart_measure_levels (chart, pen, &self->scale, gx_chart_format_short)
      + GX_CHART_AXIS_GAP;
  self->slot = (plot->x + plot->width - self->left) / self->n_periods;
  self->column = MAX (MIN (self->slot * 0.68, COLUMN_MAX), 1);
  for (int p = 0; p < self->n_periods; p++)
    arrange_period (self, p);
}

/* The column's outer end is round: its parts are painted inside one rounded clip. */
static void
clip_column (GxColumnChart *self, const GxPen *pen, int period)
{
  gint64 below = 0, above = 0;
  double x = get_part (self, period, 0)->area.x, top = 0, bottom = 0,
      zero = gx_chart_scale_place (&self->scale, 0);

  sum_period (self, period, &below, &above);
  top = gx_chart_scale_place (&self->scale, (double) above);
  bottom = gx_chart_scale_place (&self->scale, (double) below);
  if (above > 0)
    {
      gx_pen_round_rect (pen, x, top, self->column, zero - top + (below < 0 ? 0 : RADIUS), RADIUS);
      cairo_rectangle (pen->cr, x, MIN (top + RADIUS, zero), self->column, MAX (zero - top - RADIUS, 0));
    }
  if (below < 0)
    cairo_rectangle (pen->cr, x, zero, self->column, bottom - zero);
  cairo_clip (pen->cr);
  cairo_rectangle (pen->cr, x, MIN (top, zero), self->column, MAX (bottom, zero) - MIN (top, zero));
  cairo_clip (pen->cr);
}

static void
draw_column (GxColumnChart *self, const GxPen *pen, int period, int hovered)
{
  cairo_save (pen->cr);
  clip_column (self, pen, period);
  for (int s = 0; s < self->n_series; s++)
    {
      const GxChartMark *mark = get_part (self, period, s);
      GxColor color = gx_chart_get_color (GX_CHART (self), pen, period * self->n_series + s, hovered);
      double gap = mark->area.height > 3 && s > 0 ? 1 : 0;

      cairo_rectangle (pen->cr, mark->area.x, mark->area.y, mark->area.width,
                       MAX (mark->area.height - gap, 0));
      gx_pen_set (pen, color);
      cairo_fill (pen->cr);
    }
  cairo_restore (pen->cr);
}

static void
draw_totals (GxColumnChart *self, const GxPen *pen)
{
  GxTextStyle style = style_label (pen, 0.5, 1);

  style.color = gx_chart_theme_get_ink (pen->theme, 0.8);
  for (int p = 0; p < self->n_periods; p++)
    {
      gint64 below = 0, above = 0;
      g_autofree char *text = NULL;
      double width = 0;

      sum_period (self, p, &below, &above);
      if (above <= 0 || below < 0)
        continue;
      text = gx_chart_format_short (GX_CHART (self), above);
      gx_pen_measure (pen, &style, text, &width, NULL);
      if (width + 4 <= self->slot)
        gx_pen_text (pen, &style, get_part (self, p, 0)->x,
                     gx_chart_scale_place (&self->scale, (double) above) - 1, text);
    }
}

/* The period's place in its year (months, quarters) or in the row, so that thinned labels fall on January. */
static int
get_phase (GxColumnChart *self, int period)
{
  int year = 0, month = 0, date = 0;

  gx_day_split (get_day (self, period), &year, &month, &date);
  if (self->unit == GX_TIME_MONTH)
    return month - 1;
  if (self->unit == GX_TIME_QUARTER)
    return (month - 1) / 3;
  return period;
}

/* The period whose label must say the year, since no other label does: the first; -1 where one does. */
static int
find_yearless (GxColumnChart *self, int stride)
{
  int first = -1;

  for (int p = self->n_periods - 1; p >= 0; p--)
    if (get_phase (self, p) % stride == 0)
      {
        if (gx_time_unit_tick_says_year (self->unit, get_day (self, p)))
          return -1;
        first = p;
      }

  return first;
}

static char *
format_label (GxColumnChart *self, int period, int yearless)
{
  return period == yearless ? gx_time_unit_format_tick_with_year (self->unit, get_day (self, period))
         : gx_time_unit_format_tick (self->unit, get_day (self, period));
}

/* The middle of a label: that of its period, or further right where a long one would leave the plot. */
static double
place_label (GxColumnChart *self, const GxPen *pen, int period, const char *text, double *width)
{
  GxTextStyle style = style_label (pen, 0.5, 0);

  gx_pen_measure (pen, &style, text, width, NULL);
  return self->left + MAX ((period + 0.5) * self->slot, *width / 2);
}

static gboolean
has_label (GxColumnChart *self, int stride)
{
  for (int p = 0; p < self->n_periods; p++)
    if (get_phase (self, p) % stride == 0)
      return TRUE;

  return FALSE;
}

static gboolean
have_room (GxColumnChart *self, const GxPen *pen, int stride)
{
  int yearless = find_yearless (self, stride);
  double end = -G_MAXDOUBLE;

  for (int p = 0; p < self->n_periods; p++)
    if (get_phase (self, p) % stride == 0)
      {
        g_autofree char *text = format_label (self, p, yearless);
        double width = 0, middle = place_label (self, pen, p, text, &width);

        if (middle - width / 2 < end + 6)
          return FALSE;
        end = middle + width / 2;
      }

  return TRUE;
}

/* How many periods share a label, so that labels have room; never so many that none is left. */
static int
choose_stride (GxColumnChart *self, const GxPen *pen)
{
  static const int strides[] = { 1, 2, 3, 6, 12, 24, 60 };
  guint chosen = 0;

  while (chosen + 1 < G_N_ELEMENTS (strides) && has_label (self, strides[chosen + 1])
         && !have_room (self, pen, strides[chosen]))
    chosen++;

  return strides[chosen];
}

static void
draw_periods (GxColumnChart *self, const GxPen *pen)
{
  GxTextStyle style = style_label (pen, 0.5, 0);
  int stride = choose_stride (self, pen);
  int yearless = find_yearless (self, stride);

  for (int p = 0; p < self->n_periods; p++)
    {
      g_autofree char *text = format_label (self, p, yearless);
      double width = 0, middle = place_label (self, pen, p, text, &width);

      if (get_phase (self, p) % stride != 0)
        continue;
      style.is_bold = self->unit != GX_TIME_YEAR
                      && (p == yearless || gx_time_unit_tick_says_year (self->unit, get_day (self, p)));
      style.color = gx_chart_theme_get_ink (pen->theme, style.is_bold ? 1 : 0.65);
      gx_pen_text (pen, &style, middle, self->scale.low_px + 5, text);
    }
}

static void
gx_column_chart_draw (GxChart *chart, const GxPen *pen, const cairo_rectangle_t *plot, int hovered,
                      int selected)
{
  GxColumnChart *self = GX_COLUMN_CHART (chart);

  lay_legend (self, pen, plot, hovered);
  gx_chart_draw_levels (chart, pen, &self->scale, gx_chart_format_short, self->left, plot->x + plot->width);
  for (int p = 0; p < self->n_periods; p++)
    draw_column (self, pen, p, hovered);
  draw_totals (self, pen);
  draw_periods (self, pen);
  if (selected != GX_CHART_NO_MARK)
    gx_chart_draw_ring (pen, &gx_chart_mark (chart, selected)->area, 2);
}

static gboolean
gx_column_chart_contains (GxChart *chart, int mark, double x, double y)
{
  const cairo_rectangle_t *area = &gx_chart_mark (chart, mark)->area;

  return area->height > 0 && x >= area->x && x < area->x + area->width && y >= area->y
         && y < area->y + area->height;
}

/* Of dozens of parts the sums, the time and the summit say more than each. */
static char *
gx_column_chart_describe_marks (GxChart *chart)
{
  GxColumnChart *self = GX_COLUMN_CHART (chart);
  GString *text = g_string_new (NULL);
  g_autofree char *first = gx_time_unit_format (self->unit, get_day (self, 0));
  g_autofree char *last = gx_time_unit_format (self->unit, get_day (self, self->n_periods - 1));
  g_autofree char *summit = NULL, *most_text = NULL;
  gint64 most = G_MININT64;
  int top = 0;

  /* Translators: from a period to a period */
  g_string_append_printf (text, C_("periods", "%1$s to %2$s"), first, last);
  for (int s = 0; s < self->n_series; s++)
    {
      gint64 sum = 0;
      g_autofree char *value = NULL, *part = NULL;

      for (int p = 0; p < self->n_periods; p++)
        sum += get_part (self, p, s)->value;
      value = gx_chart_format_value (chart, sum);
      part = g_strdup_printf (_("%1$s: %2$s"), self->series[s], value);
      gx_chart_describe_append (text, part);
    }
  for (int p = 0; p < self->n_periods; p++)
    {
      gint64 below = 0, above = 0;

      sum_period (self, p, &below, &above);
      if (below + above > most)
        {
          most = below + above;
          top = p;
        }
    }
  summit = gx_time_unit_format (self->unit, get_day (self, top));
  most_text = gx_chart_format_value (chart, most);
  g_string_append (text, C_("description", "; "));
  /* Translators: the period with the highest number: "most in March 2026: 210" */
  g_string_append_printf (text, _("most in %1$s: %2$s"), summit, most_text);
  return g_string_free (text, FALSE);
}

static char *
gx_column_chart_to_table (GxChart *chart)
{
  GxColumnChart *self = GX_COLUMN_CHART (chart);
  GString *table = g_string_new (NULL);

  gx_chart_table_append (table, gx_chart_get_label_column (chart), FALSE);
  for (int s = 0; s < self->n_series; s++)
    gx_chart_table_append (table, self->series[s], s == self->n_series - 1);
  for (int p = 0; p < self->n_periods; p++)
    {
      g_autofree char *period = gx_time_unit_format (self->unit, get_day (self, p));

      gx_chart_table_append (table, period, FALSE);
      for (int s = 0; s < self->n_series; s++)
        {
          g_autofree char *value = gx_chart_format_plain (chart, get_part (self, p, s)->value);
          gx_chart_table_append (table, value, s == self->n_series - 1);
        }
    }
  return g_string_free (table, FALSE);
}

/* From period to period; up and down inside the column. */
static int
gx_column_chart_move (GxChart *chart, int mark, GxChartMove move)
{
  int n_series = GX_COLUMN_CHART (chart)->n_series, series = mark % n_series;

  switch (move)
    {
    case GX_CHART_LEFT:
      return mark - n_series;
    case GX_CHART_RIGHT:
      return mark + n_series;
    case GX_CHART_UP:
      return series < n_series - 1 ? mark + 1 : mark;
    case GX_CHART_DOWN:
    default:
      return series > 0 ? mark - 1 : mark;
    }
}

static void
gx_column_chart_finalize (GObject *object)
{
  GxColumnChart *self = GX_COLUMN_CHART (object);

  g_strfreev (self->series);
  g_free (self->hues);
  G_OBJECT_CLASS (gx_column_chart_parent_class)->finalize (object);
}

static void
gx_column_chart_class_init (GxColumnChartClass *class)
{
  GxChartClass *chart_class = GX_CHART_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = gx_column_chart_finalize;
  chart_class->measure = gx_column_chart_measure;
  chart_class->arrange = gx_column_chart_arrange;
  chart_class->draw = gx_column_chart_draw;
  chart_class->contains = gx_column_chart_contains;
  chart_class->describe_marks = gx_column_chart_describe_marks;
  chart_class->to_table = gx_column_chart_to_table;
  chart_class->move = gx_column_chart_move;
}

static void
gx_column_chart_init (GxColumnChart *self)
{
}

static void
add_parts (GxColumnChart *self)
{
  for (int p = 0; p < self->n_periods; p++)
    {
      g_autofree char *period = gx_time_unit_format (self->unit, get_day (self, p));

      for (int s = 0; s < self->n_series; s++)
        {
          g_autofree char *label = NULL;

          if (self->n_series > 1)
            /* Translators: a part of a chart: %1$s is a period, %2$s a series: "March 2026, Trade fair" */
            label = g_strdup_printf (C_("part of a chart", "%1$s, %2$s"), period, self->series[s]);
          gx_chart_add_mark (GX_CHART (self), label != NULL ? label : period, 0, NULL, self->hues[s]);
        }
    }
}

GxColumnChart *
gx_column_chart_new (GxTimeUnit unit, GxDay first_day, int n_periods, const char * const *series,
                     const GxHue *hues)
{
  GxColumnChart *self = NULL;

  g_return_val_if_fail (n_periods > 0, NULL);
  g_return_val_if_fail (series != NULL && series[0] != NULL, NULL);
  g_return_val_if_fail (hues != NULL, NULL);

  self = g_object_new (GX_TYPE_COLUMN_CHART, NULL);
  self->unit = unit;
  self->first_day = gx_time_unit_floor (unit, first_day);
  self->n_periods = n_periods;
  self->series = g_strdupv ((char **) series);
  self->n_series = (int) g_strv_length (self->series);
  self->hues = g_memdup2 (hues, sizeof *hues * (gsize) self->n_series);
  add_parts (self);
  return self;
}

void
gx_column_chart_set_value (GxColumnChart *self, int period, int series, gint64 value, const char *criteria)
{
  g_return_if_fail (GX_IS_COLUMN_CHART (self));
  g_return_if_fail (period >= 0 && period < self->n_periods);
  g_return_if_fail (series >= 0 && series < self->n_series);

  gx_chart_set_mark (GX_CHART (self), period * self->n_series + series, value, criteria);
}
