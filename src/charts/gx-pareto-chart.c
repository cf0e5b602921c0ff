/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-pareto-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "charts/gx-chart-private.h"

#define MOST_SHARE 80   /* % that "most of the value" begins at */
#define PLOT_BEST 170
#define BAR_MAX 44.0
#define BAR_RADIUS 4
#define DOT_RADIUS 3.2

struct _GxParetoChart {
  GxChart parent_instance;

  GxChartScale scale;   /* % of the total */
  double left, slot, bar;
};

G_DEFINE_FINAL_TYPE (GxParetoChart, gx_pareto_chart, GX_TYPE_CHART)

static double
get_share (GxChart *chart, int part)
{
  double total = (double) gx_chart_get_total (chart);

  return total > 0 ? (double) gx_chart_mark (chart, part)->value / total * 100 : 0;
}

static double
get_share_so_far (GxChart *chart, int part)
{
  double share = 0;

  for (int i = 0; i <= part; i++)
    share += get_share (chart, i);
  return share;
}

/* The last of the fewest parts that make most of the value; GX_CHART_NO_MARK where nothing does. */
static int
find_turn (GxChart *chart)
{
  for (int i = 0; i < gx_chart_count_marks (chart); i++)
    if (get_share_so_far (chart, i) >= MOST_SHARE)
      return i;
  return GX_CHART_NO_MARK;
}

static char *
format_level (GxChart *chart, gint64 value)
{
  return value < 0 ? g_strdup_printf (_("−%d%%"), (int) -value) : g_strdup_printf (_("%d%%"), (int) value);
}

static int
get_upper_percent (GxChart *chart, int part)
{
  return (part + 1) * 100 / gx_chart_count_marks (chart);
}

static double
measure_footer (const GxPen *pen)
{
  return 2 * gx_pen_line_height (pen, GX_TEXT_SMALL) + 6;
}

static double
gx_pareto_chart_measure (GxChart *chart, const GxPen *pen, double width)
{
  return PLOT_BEST + measure_footer (pen);
}

static void
arrange_scale (GxParetoChart *self, const GxPen *pen, const cairo_rectangle_t *plot)
{
  GxChart *chart = GX_CHART (self);
  double least = 0, most = 100;

  for (int i = 0; i < gx_chart_count_marks (chart); i++)
    {
      least = MIN (least, get_share (chart, i));
      most = MAX (most, get_share_so_far (chart, i));
    }
  self->scale = gx_chart_scale_new ((gint64) floor (least), (gint64) ceil (most - 1e-6), 4);
  self->scale.high_px = plot->y + 6;
  self->scale.low_px = plot->y + plot->height - measure_footer (pen);
}

static void
gx_pareto_chart_arrange (GxChart *chart, const GxPen *pen, const cairo_rectangle_t *plot)
{
  GxParetoChart *self = GX_PARETO_CHART (chart);
  int n = gx_chart_count_marks (chart);

  arrange_scale (self, pen, plot);
  self->left = plot->x + gx_chart_measure_levels (chart, pen, &self->scale, format_level) + GX_CHART_AXIS_GAP;
  self->slot = (plot->x + plot->width - self->left) / MAX (n, 1);
  self->bar = MIN (self->slot * 0.7, BAR_MAX);
  for (int i = 0; i < n; i++)
    {
      GxChartMark *mark = gx_chart_mark (chart, i);

      mark->area = (cairo_rectangle_t) {
        self->left + i * self->slot, self->scale.high_px, self->slot,
            self->scale.low_px - self->scale.high_px,
      };
      mark->x = mark->area.x + self->slot / 2;
      mark->y = gx_chart_scale_place (&self->scale, get_share (chart, i) / 2);
    }
}

static void
draw_bar (GxParetoChart *self, const GxPen *pen, int part, double strength)
{
  GxChart *chart = GX_CHART (self);
  double share = get_share (chart, part), x = gx_chart_mark (chart, part)->x;
  double zero = gx_chart_scale_place (&self->scale, 0), end = gx_chart_scale_place (&self->scale, share);
  gboolean is_most = part <= find_turn (chart);
  GxColor fill = gx_color_fade (pen->theme->hues[GX_HUE_BLUE], is_most ? 1 : 0.5);
  GxTextStyle style = { GX_TEXT_SMALL, FALSE, gx_chart_theme_get_ink_on (pen->theme, fill), 0.5, 1 };
  g_autofree char *text = gx_chart_share_format (gx_chart_mark (chart, part)->value,
                                                 gx_chart_get_total (chart));
  double width = 0, height = 0;

  if (end == zero)
    return;
  gx_pen_round_rect (pen, x - self->bar / 2, MIN (zero, end), self->bar, MAX (fabs (zero - end), 1),
                     BAR_RADIUS);
  gx_pen_set (pen, gx_color_over (gx_color_fade (fill, strength), pen->theme->card));
  cairo_fill (pen->cr);
  gx_pen_measure (pen, &style, text, &width, &height);
  style.color = gx_color_fade (style.color, strength);
  if (share > 0 && width + 4 < self->bar && height + 14 < zero - end)
    gx_pen_text (pen, &style, x, zero - 2, text);
}

static void
draw_guides (GxParetoChart *self, const GxPen *pen)
{
  GxChart *chart = GX_CHART (self);
  int turn = find_turn (chart);
  const double dashes[] = { 4, 3 };
  double x = 0, y = 0;

  if (turn == GX_CHART_NO_MARK)
    return;
  x = gx_chart_mark (chart, turn)->x;
  y = gx_chart_scale_place (&self->scale, get_share_so_far (chart, turn));
  cairo_save (pen->cr);
  cairo_set_dash (pen->cr, dashes, 2, 0);
  gx_pen_rule (pen, self->left, y, x, y, gx_chart_theme_get_ink (pen->theme, 0.45));
  cairo_restore (pen->cr);
}

static void
draw_curve (GxParetoChart *self, const GxPen *pen, int hovered)
{
  GxChart *chart = GX_CHART (self);
  GxColor color = pen->theme->hues[GX_HUE_RUST];
  int n = gx_chart_count_marks (chart), turn = find_turn (chart);

  cairo_new_path (pen->cr);
  for (int i = 0; i < n; i++)
    cairo_line_to (pen->cr, gx_chart_mark (chart, i)->x,
                   gx_chart_scale_place (&self->scale, get_share_so_far (chart, i)));
  gx_pen_set (pen, color);
  cairo_set_line_width (pen->cr, 2);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (pen->cr);
  for (int i = 0; i < n; i++)
    {
      double y = gx_chart_scale_place (&self->scale, get_share_so_far (chart, i));
      double radius = i == turn || i == hovered ? DOT_RADIUS + 1.6 : DOT_RADIUS;

      cairo_arc (pen->cr, gx_chart_mark (chart, i)->x, y, radius, 0, 2 * G_PI);
      gx_pen_set (pen, color);
      cairo_fill_preserve (pen->cr);
      gx_pen_set (pen, pen->theme->card);
      cairo_set_line_width (pen->cr, 1.4);
      cairo_stroke (pen->cr);
    }
}

static void
draw_footer (GxParetoChart *self, const GxPen *pen, const cairo_rectangle_t *plot)
{
  GxChart *chart = GX_CHART (self);
  int n = gx_chart_count_marks (chart), every = 1;
  double line = gx_pen_line_height (pen, GX_TEXT_SMALL), width = 0;
  GxTextStyle style = { GX_TEXT_SMALL, FALSE, gx_chart_theme_get_ink (pen->theme, 0.65), 0.5, 0 };

  gx_pen_measure (pen, &style, "100%", &width, NULL);
  while (every * self->slot < width + 6 && every < n)
    every++;
  for (int i = n - 1; i >= 0; i -= every)
    {
      g_autofree char *text = g_strdup_printf (_("%d%%"), get_upper_percent (chart, i));
      double x = MIN (gx_chart_mark (chart, i)->x, plot->x + plot->width - width / 2);

      gx_pen_text (pen, &style, x, self->scale.low_px + 5, text);
    }
  style.x_align = 1;
  gx_pen_text (pen, &style, plot->x + plot->width, self->scale.low_px + 6 + line,
               _("Customers, best first →"));
}

static void
gx_pareto_chart_draw (GxChart *chart, const GxPen *pen, const cairo_rectangle_t *plot, int hovered,
                      int selected)
{
  GxParetoChart *self = GX_PARETO_CHART (chart);

  gx_chart_draw_levels (chart, pen, &self->scale, format_level, self->left, plot->x + plot->width);
  for (int i = 0; i < gx_chart_count_marks (chart); i++)
    draw_bar (self, pen, i, gx_chart_get_strength (i, hovered));
  draw_guides (self, pen);
  draw_curve (self, pen, hovered);
  draw_footer (self, pen, plot);
  if (selected != GX_CHART_NO_MARK)
    {
      cairo_rectangle_t ring = gx_chart_mark (chart, selected)->area;

      ring.x += 3;
      ring.width -= 6;
      gx_chart_draw_ring (pen, &ring, BAR_RADIUS);
    }
}

static char *
gx_pareto_chart_describe_mark (GxChart *chart, int mark)
{
  GxChartMark *it = gx_chart_mark (chart, mark);
  g_autofree char *share = gx_chart_share_format (it->value, gx_chart_get_total (chart));
  g_autofree char *so_far = gx_chart_share_format ((gint64) lround (get_share_so_far (chart, mark) * 1000),
                                                   100000);

  /* Translators: %1$s which customers ("Top 10%"), %2$s their value, %3$s its share, %4$s the share of
     these and all better ones */
  return g_strdup_printf (_("%1$s: %2$s (%3$s), together %4$s"), it->label, it->text, share, so_far);
}

static char *
gx_pareto_chart_to_table (GxChart *chart)
{
  GString *table = g_string_new (NULL);

  gx_chart_table_append (table, gx_chart_get_label_column (chart), FALSE);
  gx_chart_table_append (table, gx_chart_get_value_column (chart), FALSE);
  gx_chart_table_append (table, _("Share"), FALSE);
  gx_chart_table_append (table, _("Together"), TRUE);
  for (int i = 0; i < gx_chart_count_marks (chart); i++)
    {
      g_autofree char *value = gx_chart_format_plain (chart, gx_chart_mark (chart, i)->value);
      g_autofree char *share = g_strdup_printf ("%.2f%%", get_share (chart, i));
      g_autofree char *so_far = g_strdup_printf ("%.2f%%", get_share_so_far (chart, i));

      gx_chart_table_append (table, gx_chart_mark (chart, i)->label, FALSE);
      gx_chart_table_append (table, value, FALSE);
      gx_chart_table_append (table, share, FALSE);
      gx_chart_table_append (table, so_far, TRUE);
    }
  return g_string_free (table, FALSE);
}

static void
gx_pareto_chart_class_init (GxParetoChartClass *class)
{
  GxChartClass *chart_class = GX_CHART_CLASS (class);

  chart_class->measure = gx_pareto_chart_measure;
  chart_class->arrange = gx_pareto_chart_arrange;
  chart_class->draw = gx_pareto_chart_draw;
  chart_class->describe_mark = gx_pareto_chart_describe_mark;
  chart_class->to_table = gx_pareto_chart_to_table;
}

static void
gx_pareto_chart_init (GxParetoChart *self)
{
}

GxParetoChart *
gx_pareto_chart_new (int n_parts)
{
  GxParetoChart *self = NULL;

  g_return_val_if_fail (n_parts > 0, NULL);

  self = g_object_new (GX_TYPE_PARETO_CHART, NULL);
  for (int i = 0; i < n_parts; i++)
    {
      int from = i * 100 / n_parts, to = (i + 1) * 100 / n_parts;
      g_autofree char *label = NULL;

      if (i == 0)
        /* Translators: the best customers; %d is 10, 20 … */
        label = g_strdup_printf (_("Top %d%%"), to);
      else
        /* Translators: the customers between two shares of all, best first: "10–20%" */
        label = g_strdup_printf (_("%1$d–%2$d%%"), from, to);
      gx_chart_add_mark (GX_CHART (self), label, 0, NULL, GX_HUE_BLUE);
    }
  return self;
}

void
gx_pareto_chart_set_part (GxParetoChart *self, int part, gint64 value, const char *criteria)
{
  g_return_if_fail (GX_IS_PARETO_CHART (self));
  g_return_if_fail (part >= 0 && part < gx_chart_count_marks (GX_CHART (self)));

  gx_chart_set_mark (GX_CHART (self), part, value, criteria);
}

char *
gx_pareto_chart_get_finding (GxParetoChart *self)
{
  GxChart *chart = NULL;
  int turn = GX_CHART_NO_MARK;

  g_return_val_if_fail (GX_IS_PARETO_CHART (self), NULL);

  chart = GX_CHART (self);
  turn = find_turn (chart);
  if (turn == GX_CHART_NO_MARK)
    return NULL;
  /* Translators: %1$d is a share of the customers, %2$d the share of the value that they bring */
  return g_strdup_printf (_("The top %1$d%% of customers bring %2$d%% of the value"),
                          get_upper_percent (chart, turn),
                          (int) lround (get_share_so_far (chart, turn)));
}
