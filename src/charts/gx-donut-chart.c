/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-donut-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/gx-money.h"
#include "charts/gx-chart-private.h"

#define BESIDE_MIN_WIDTH 360
#define RING_MAX 216.0
#define RING_MIN 150.0
#define HOLE 0.69
#define LEAST_ANGLE 0.03   /* a part that is not nothing can be seen */
#define ROW_GAP 7
#define SWATCH 10
#define COLUMN_GAP 14
#define LEGEND_MAX 300

typedef struct {
  double from, to;           /* radians, clockwise from the top; equal where there is no slice */
  cairo_rectangle_t row;     /* in the legend */
} Slice;

struct _GxDonutChart {
  GxChart parent_instance;

  char *number, *unit;
  GArray *slices;            /* of Slice, one per mark */
  double x, y, radius;
};

G_DEFINE_FINAL_TYPE (GxDonutChart, gx_donut_chart, GX_TYPE_CHART)

static gint64
get_whole (GxChart *chart)
{
  gint64 whole = 0;

  for (int i = 0; i < gx_chart_count_marks (chart); i++)
    whole += MAX (gx_chart_mark (chart, i)->value, 0);
  return whole;
}

static char *
format_share (GxChart *chart, int mark)
{
  gint64 value = gx_chart_mark (chart, mark)->value;

  return value < 0 ? g_strdup ("–") : gx_chart_share_format (value, get_whole (chart));
}

static double
get_row_height (const GxPen *pen)
{
  return gx_pen_line_height (pen, GX_TEXT_BODY) + ROW_GAP;
}

static gboolean
is_legend_beside (double width)
{
  return width >= BESIDE_MIN_WIDTH;
}

static double
gx_donut_chart_measure (GxChart *chart, const GxPen *pen, double width)
{
  double legend = gx_chart_count_marks (chart) * get_row_height (pen);

  if (is_legend_beside (width))
    return MAX (legend, RING_MIN);
  return CLAMP (width * 0.66, RING_MIN, RING_MAX) + 14 + legend;
}

/* Small parts take at least LEAST_ANGLE; the others share what is left. */
static void
arrange_angles (GxDonutChart *self)
{
  GxChart *chart = GX_CHART (self);
  double whole = (double) get_whole (chart), spare = 2 * G_PI, rest = whole, from = 0;
  int n = gx_chart_count_marks (chart);

  for (int i = 0; i < n; i++)
    {
      double value = (double) gx_chart_mark (chart, i)->value;

      if (value > 0 && value / whole * 2 * G_PI < LEAST_ANGLE)
        {
          spare -= LEAST_ANGLE;
          rest -= value;
        }
    }
  for (int i = 0; i < n; i++)
    {
      Slice *slice = &g_array_index (self->slices, Slice, i);
      double value = (double) gx_chart_mark (chart, i)->value, angle = 0;

      if (value > 0)
        angle = value / whole * 2 * G_PI < LEAST_ANGLE ? LEAST_ANGLE : value / rest * spare;
      slice->from = from;
      slice->to = from += angle;
    }
}

static void
find_slice_point (const GxDonutChart *self, double angle, double radius, double *x, double *y)
{
  *x = self->x + sin (angle) * radius;
  *y = self->y - cos (angle) * radius;
}

static void
place_mark (GxDonutChart *self, int i)
{
  GxChartMark *mark = gx_chart_mark (GX_CHART (self), i);
  const Slice *slice = &g_array_index (self->slices, Slice, i);
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  if (slice->from == slice->to)
    {
      mark->area = slice->row;
      mark->x = slice->row.x + SWATCH / 2.0;
      mark->y = slice->row.y + slice->row.height / 2;
      return;
    }
  for (int step = 0; step <= 32; step++)
    for (int edge = 0; edge < 2; edge++)
      {
        double x = 0, y = 0;

        find_slice_point (self, slice->from + (slice->to - slice->from) * step / 32,
                          self->radius * (edge ? 1 : HOLE), &x, &y);
        left = MIN (left, x);
        right = MAX (right, x);
        top = MIN (top, y);
        bottom = MAX (bottom, y);
      }
  mark->area = (cairo_rectangle_t) { left, top, right - left, bottom - top };
  find_slice_point (self, (slice->from + slice->to) / 2, self->radius * (1 + HOLE) / 2, &mark->x, &mark->y);
}

static void
gx_donut_chart_arrange (GxChart *chart, const GxPen *pen, const cairo_rectangle_t *plot)
{
  GxDonutChart *self = GX_DONUT_CHART (chart);
  int n = gx_chart_count_marks (chart);
  double row = get_row_height (pen), legend = n * row;
  double legend_x = plot->x, legend_y = plot->y, legend_width = plot->width;

  g_array_set_size (self->slices, n);
  if (is_legend_beside (plot->width))
    {
      double ring = MIN (MIN (plot->height, plot->width * 0.45), RING_MAX),
          gap = CLAMP (plot->width * 0.06, 20, 40);

      legend_width = MIN (plot->width - ring - gap, LEGEND_MAX);
      legend_x = plot->x + (plot->width - ring - gap - legend_width) / 2 + ring + gap;
      legend_y = plot->y + (plot->height - legend) / 2;
      self->radius = ring / 2;
      self->x = legend_x - gap - self->radius;
      self->y = plot->y + plot->height / 2;
    }
  else
    {
      double ring = CLAMP (plot->height - legend - 14, 0, MIN (plot->width, RING_MAX));

      self->radius = ring / 2;
      self->x = plot->x + plot->width / 2;
      self->y = plot->y + self->radius;
      legend_y = plot->y + plot->height - legend;
    }
  arrange_angles (self);
  for (int i = 0; i < n; i++)
    {
      g_array_index (self->slices, Slice, i).row = (cairo_rectangle_t) { legend_x, legend_y + i * row,
                                                                         legend_width, row };
      place_mark (self, i);
    }
}

static void
trace_slice (const GxDonutChart *self, const GxPen *pen, const Slice *slice)
{
  cairo_new_path (pen->cr);
  cairo_arc (pen->cr, self->x, self->y, self->radius, slice->from - G_PI_2, slice->to - G_PI_2);
  cairo_arc_negative (pen->cr, self->x, self->y, self->radius * HOLE, slice->to - G_PI_2,
                      slice->from - G_PI_2);
  cairo_close_path (pen->cr);
}

static void
draw_slices (GxDonutChart *self, const GxPen *pen, int hovered, int selected)
{
  GxChart *chart = GX_CHART (self);
  guint n_slices = 0;

  for (guint i = 0; i < self->slices->len; i++)
    {
      const Slice *slice = &g_array_index (self->slices, Slice, i);
      if (slice->from == slice->to)
        continue;
      n_slices++;
      trace_slice (self, pen, slice);
      gx_pen_set (pen, gx_chart_get_color (chart, pen, (int) i, hovered));
      cairo_fill (pen->cr);
    }
  for (guint i = 0; i < self->slices->len && n_slices > 1; i++)
    {
      const Slice *slice = &g_array_index (self->slices, Slice, i);
      double x = 0, y = 0;

      if (slice->from == slice->to)
        continue;
      find_slice_point (self, slice->from, self->radius * HOLE - 1, &x, &y);
      cairo_move_to (pen->cr, x, y);
      find_slice_point (self, slice->from, self->radius + 1, &x, &y);
      cairo_line_to (pen->cr, x, y);
      gx_pen_set (pen, pen->theme->card);
      cairo_set_line_width (pen->cr, 2);
      cairo_stroke (pen->cr);
    }
  if (selected != GX_CHART_NO_MARK)
    {
      const Slice *slice = &g_array_index (self->slices, Slice, selected);

      if (slice->from == slice->to)
        return;
      trace_slice (self, pen, slice);
      gx_pen_set (pen, pen->theme->ink);
      cairo_set_line_width (pen->cr, 2);
      cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
      cairo_stroke (pen->cr);
    }
}

static void
draw_centre (GxDonutChart *self, const GxPen *pen, int shown)
{
  GxChart *chart = GX_CHART (self);
  double room = self->radius * HOLE * 2 - 16;
  GxTextStyle number = { 1.36, TRUE, pen->theme->ink, 0.5, 1, room };
  GxTextStyle unit = { GX_TEXT_SMALL, FALSE, gx_chart_theme_get_ink (pen->theme, 0.65), 0.5, 0, room };
  g_autofree char *total = gx_chart_format_short (chart, gx_chart_get_total (chart));
  const char *text = self->number != NULL ? self->number : total;
  const char *below = self->unit;

  if (shown != GX_CHART_NO_MARK)
    {
      text = gx_chart_mark (chart, shown)->text;
      below = gx_chart_mark (chart, shown)->label;
    }
  if (room < 40)
    return;
  gx_pen_text (pen, &number, self->x, self->y + (below != NULL ? 3 : 12), text);
  if (below != NULL)
    gx_pen_text (pen, &unit, self->x, self->y + 2, below);
}

static double
measure_values (GxChart *chart, const GxPen *pen, const GxTextStyle *style)
{
  double widest = 0;

  for (int i = 0; i < gx_chart_count_marks (chart); i++)
    {
      double width = 0;

      gx_pen_measure (pen, style, gx_chart_mark (chart, i)->text, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

static void
draw_legend (GxDonutChart *self, const GxPen *pen, int hovered, int selected)
{
  GxChart *chart = GX_CHART (self);
  GxTextStyle label = { GX_TEXT_BODY, FALSE, pen->theme->ink, 0, 0.5 };
  GxTextStyle share = { GX_TEXT_BODY, FALSE, pen->theme->ink, 1, 0.5 };
  GxTextStyle value = { GX_TEXT_SMALL, FALSE, gx_chart_theme_get_ink (pen->theme, 0.6), 1, 0.5 };
  double values = measure_values (chart, pen, &value), shares = 0;

  gx_pen_measure (pen, &share, "100%", &shares, NULL);
  for (guint i = 0; i < self->slices->len; i++)
    {
      const GxChartMark *mark = gx_chart_mark (chart, (int) i);
      const cairo_rectangle_t *row = &g_array_index (self->slices, Slice, i).row;
      g_autofree char *percent = format_share (chart, (int) i);
      double strength = gx_chart_get_strength ((int) i, hovered);
      double y = row->y + row->height / 2, right = row->x + row->width;

      if ((int) i == selected)
        {
          cairo_rectangle_t ring = { row->x - 4, row->y + 2, row->width + 8, row->height - 4 };
          gx_chart_draw_ring (pen, &ring, 4);
        }
      gx_pen_round_rect (pen, row->x, y - SWATCH / 2.0, SWATCH, SWATCH, 3);
      gx_pen_set (pen, gx_chart_get_color (chart, pen, (int) i, hovered));
      cairo_fill (pen->cr);

      label.color = share.color = gx_chart_theme_get_ink (pen->theme, strength);
      value.color = gx_chart_theme_get_ink (pen->theme, 0.6 * strength);
      label.max_width_px = MAX (row->width - SWATCH - 8 - shares - values - 2 * COLUMN_GAP, 30);
      gx_pen_text (pen, &label, row->x + SWATCH + 8, y, mark->label);
      gx_pen_text (pen, &value, right - shares - COLUMN_GAP, y, mark->text);
      gx_pen_text (pen, &share, right, y, percent);
    }
}

static void
gx_donut_chart_draw (GxChart *chart, const GxPen *pen, const cairo_rectangle_t *plot, int hovered,
                     int selected)
{
  GxDonutChart *self = GX_DONUT_CHART (chart);

  draw_slices (self, pen, hovered, selected);
  draw_centre (self, pen, hovered);
  draw_legend (self, pen, hovered, selected);
}

static gboolean
gx_donut_chart_contains (GxChart *chart, int mark, double x, double y)
{
  GxDonutChart *self = GX_DONUT_CHART (chart);
  const Slice *slice = &g_array_index (self->slices, Slice, mark);
  const cairo_rectangle_t *row = &slice->row;
  double dx = x - self->x, dy = y - self->y, distance = hypot (dx, dy), angle = atan2 (dx, -dy);

  if (x >= row->x && x < row->x + row->width && y >= row->y && y < row->y + row->height)
    return TRUE;
  if (angle < 0)
    angle += 2 * G_PI;
  return distance <= self->radius && distance >= self->radius * HOLE && angle >= slice->from
         && angle < slice->to;
}

static char *
gx_donut_chart_describe_mark (GxChart *chart, int mark)
{
  GxChartMark *it = gx_chart_mark (chart, mark);
  g_autofree char *share = format_share (chart, mark);

  if (it->value < 0)
    return GX_CHART_CLASS (gx_donut_chart_parent_class)->describe_mark (chart, mark);
  /* Translators: %1$s names a part of a chart, %2$s is its number, %3$s its share of the whole: "Active:
     4,000 (4%)" */
  return g_strdup_printf (_("%1$s: %2$s (%3$s)"), it->label, it->text, share);
}

static void
gx_donut_chart_finalize (GObject *object)
{
  GxDonutChart *self = GX_DONUT_CHART (object);

  g_free (self->number);
  g_free (self->unit);
  g_array_unref (self->slices);
  G_OBJECT_CLASS (gx_donut_chart_parent_class)->finalize (object);
}

static void
gx_donut_chart_class_init (GxDonutChartClass *class)
{
  GxChartClass *chart_class = GX_CHART_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = gx_donut_chart_finalize;
  chart_class->measure = gx_donut_chart_measure;
  chart_class->arrange = gx_donut_chart_arrange;
  chart_class->draw = gx_donut_chart_draw;
  chart_class->contains = gx_donut_chart_contains;
  chart_class->describe_mark = gx_donut_chart_describe_mark;
}

static void
gx_donut_chart_init (GxDonutChart *self)
{
  self->slices = g_array_new (FALSE, TRUE, sizeof (Slice));
}

GxDonutChart *
gx_donut_chart_new (void)
{
  return g_object_new (GX_TYPE_DONUT_CHART, NULL);
}

void
gx_donut_chart_add (GxDonutChart *self, const char *label, gint64 value, const char *criteria, GxHue hue)
{
  g_return_if_fail (GX_IS_DONUT_CHART (self));

  gx_chart_add_mark (GX_CHART (self), label, value, criteria, hue);
}

void
gx_donut_chart_set_centre (GxDonutChart *self, const char *number, const char *unit)
{
  g_return_if_fail (GX_IS_DONUT_CHART (self));

  g_free (self->number);
  g_free (self->unit);
  self->number = g_strdup (number);
  self->unit = g_strdup (unit);
}
