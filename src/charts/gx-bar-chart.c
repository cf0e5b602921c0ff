/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-bar-chart.h"

#include <math.h>

#include "charts/gx-chart-private.h"

#define BAR_MAX 20.0
#define ROW_GAP 12
#define ROW_MAX 46.0
#define COLUMN_GAP 12
#define LEAST_BAR 2

struct _GxBarChart {
  GxChart parent_instance;

  double bars_x, bars_width, zero_x; /* the room for bars, and where zero lies in it */
  double row_height, bar_height;
  GArray *bars;                      /* of cairo_rectangle_t, one per mark */
};

G_DEFINE_FINAL_TYPE (GxBarChart, gx_bar_chart, GX_TYPE_CHART)

static void
measure_columns (GxChart *chart, const GxPen *pen, double *labels, double *values)
{
  GxTextStyle style = { .scale = GX_TEXT_BODY };

  *labels = *values = 0;
  for (int i = 0; i < gx_chart_count_marks (chart); i++)
    {
      const GxChartMark *mark = gx_chart_mark (chart, i);
      g_autofree char *value = gx_chart_format_short (chart, mark->value);
      double width = 0;

      gx_pen_measure (pen, &style, mark->label, &width, NULL);
      *labels = MAX (*labels, width);
      gx_pen_measure (pen, &style, value, &width, NULL);
      *values = MAX (*values, width);
    }
}

static void
find_range (GxChart *chart, double *least, double *most)
{
  *least = *most = 0;
  for (int i = 0; i < gx_chart_count_marks (chart); i++)
    {
      *least = MIN (*least, (double) gx_chart_mark (chart, i)->value);
      *most = MAX (*most, (double) gx_chart_mark (chart, i)->value);
    }
}

static double
gx_bar_chart_measure (GxChart *chart, const GxPen *pen, double width)
{
  return gx_chart_count_marks (chart) * (gx_pen_line_height (pen, GX_TEXT_BODY) + ROW_GAP);
}

static void
gx_bar_chart_arrange (GxChart *chart, const GxPen *pen, const cairo_rectangle_t *plot)
{
  GxBarChart *self = GX_BAR_CHART (chart);
  int n = gx_chart_count_marks (chart);
  double labels = 0, values = 0, least = 0, most = 0, px_per_value = 0, top = 0;

  measure_columns (chart, pen, &labels, &values);
  find_range (chart, &least, &most);
  labels = ceil (MIN (labels, plot->width * 0.36));
  self->bars_x = plot->x + labels + COLUMN_GAP;
  self->bars_width = MAX (plot->width - labels - values - 2 * COLUMN_GAP, 1);
  px_per_value = most > least ? self->bars_width / (most - least) : 0;
  self->zero_x = self->bars_x - least * px_per_value;
  self->row_height = n > 0 ? MIN (plot->height / n, ROW_MAX) : 0;
  self->bar_height = MIN (floor (self->row_height * 0.5), BAR_MAX);
  top = plot->y + (plot->height - n * self->row_height) / 2;

  g_array_set_size (self->bars, n);
  for (int i = 0; i < n; i++)
    {
      GxChartMark *mark = gx_chart_mark (chart, i);
      double length = fabs ((double) mark->value) * px_per_value;
      double y = top + i * self->row_height;
      cairo_rectangle_t bar = { self->zero_x, y + (self->row_height - self->bar_height) / 2, length,
                                self->bar_height };

      if (mark->value != 0)
        bar.width = MAX (length, LEAST_BAR);
      if (mark->value < 0)
        bar.x -= bar.width;
      g_array_index (self->bars, cairo_rectangle_t, i) = bar;
      mark->area = (cairo_rectangle_t) { plot->x, y, plot->width, self->row_height };
      mark->x = bar.x + bar.width / 2;
      mark->y = y + self->row_height / 2;
    }
}

static void
draw_bar (GxBarChart *self, const GxPen *pen, int i, int hovered)
{
  const GxChartMark *mark = gx_chart_mark (GX_CHART (self), i);
  const cairo_rectangle_t *bar = &g_array_index (self->bars, cairo_rectangle_t, i);

  gx_pen_round_rect (pen, self->bars_x, bar->y, self->bars_width, bar->height, 5);
  gx_pen_set (pen, gx_chart_theme_get_ink (pen->theme, 0.055 * gx_chart_get_strength (i, hovered)));
  cairo_fill (pen->cr);
  if (mark->value == 0)
    return;
  gx_pen_round_rect (pen, bar->x, bar->y, bar->width, bar->height, 5);
  gx_pen_set (pen, gx_chart_get_color (GX_CHART (self), pen, i, hovered));
  cairo_fill (pen->cr);
}

static void
gx_bar_chart_draw (GxChart *chart, const GxPen *pen, const cairo_rectangle_t *plot, int hovered, int selected)
{
  GxBarChart *self = GX_BAR_CHART (chart);
  GxTextStyle label = { GX_TEXT_BODY, FALSE, pen->theme->ink, 0, 0.5,
                        self->bars_x - plot->x - COLUMN_GAP + 1 };
  GxTextStyle value = { GX_TEXT_BODY, FALSE, pen->theme->ink, 1, 0.5 };
  int n = gx_chart_count_marks (chart);

  for (int i = 0; i < n; i++)
    {
      const GxChartMark *mark = gx_chart_mark (chart, i);
      g_autofree char *text = gx_chart_format_short (chart, mark->value);
      double strength = gx_chart_get_strength (i, hovered);

      draw_bar (self, pen, i, hovered);
      label.color = gx_chart_theme_get_ink (pen->theme, strength);
      value.color = gx_chart_theme_get_ink (pen->theme, 0.75 * strength);
      gx_pen_text (pen, &label, plot->x, mark->y, mark->label);
      gx_pen_text (pen, &value, plot->x + plot->width, mark->y, text);
      if (i == selected)
        {
          cairo_rectangle_t ring = { mark->area.x - 3, mark->area.y + 4, mark->area.width + 6,
                                     mark->area.height - 8 };
          gx_chart_draw_ring (pen, &ring, 5);
        }
    }
  if (n > 0 && self->zero_x > self->bars_x)
    gx_pen_rule (pen, self->zero_x, gx_chart_mark (chart, 0)->area.y, self->zero_x,
                 gx_chart_mark (chart, n - 1)->area.y + self->row_height,
                 gx_chart_theme_get_ink (pen->theme, 0.45));
}

static void
gx_bar_chart_finalize (GObject *object)
{
  g_array_unref (GX_BAR_CHART (object)->bars);
  G_OBJECT_CLASS (gx_bar_chart_parent_class)->finalize (object);
}

static void
gx_bar_chart_class_init (GxBarChartClass *class)
{
  GxChartClass *chart_class = GX_CHART_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = gx_bar_chart_finalize;
  chart_class->measure = gx_bar_chart_measure;
  chart_class->arrange = gx_bar_chart_arrange;
  chart_class->draw = gx_bar_chart_draw;
}

static void
gx_bar_chart_init (GxBarChart *self)
{
  self->bars = g_array_new (FALSE, TRUE, sizeof (cairo_rectangle_t));
}

GxBarChart *
gx_bar_chart_new (void)
{
  return g_object_new (GX_TYPE_BAR_CHART, NULL);
}

void
gx_bar_chart_add (GxBarChart *self, const char *label, gint64 value, const char *criteria, GxHue hue)
{
  g_return_if_fail (GX_IS_BAR_CHART (self));

  gx_chart_add_mark (GX_CHART (self), label, value, criteria, hue);
}
