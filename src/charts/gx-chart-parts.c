/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "charts/gx-chart-private.h"

GxColor
gx_chart_get_color (GxChart *self, const GxPen *pen, int mark, int hovered)
{
  GxColor color = pen->theme->hues[gx_chart_mark (self, mark)->hue];

  return gx_color_over (gx_color_fade (color, gx_chart_get_strength (mark, hovered)), pen->theme->card);
}

double
gx_chart_get_strength (int mark, int hovered)
{
  return hovered == GX_CHART_NO_MARK || hovered == mark ? 1 : GX_CHART_FADED;
}

void
gx_chart_describe_append (GString *text, const char *part)
{
  if (text->len > 0)
    /* Translators: between the numbers of a chart, read aloud */
    g_string_append (text, C_("description", "; "));
  g_string_append (text, part);
}

void
gx_chart_table_append (GString *table, const char *cell, gboolean ends_line)
{
  g_autofree char *clean = g_strdelimit (g_strdup (cell), "\t\r\n", ' ');

  g_string_append (table, clean);
  g_string_append_c (table, ends_line ? '\n' : '\t');
}

void
gx_chart_draw_ring (const GxPen *pen, const cairo_rectangle_t *area, double radius)
{
  gx_pen_round_rect (pen, area->x - 2.5, area->y - 2.5, area->width + 5, area->height + 5, radius + 2);
  gx_pen_set (pen, pen->theme->accent);
  cairo_set_line_width (pen->cr, 2);
  cairo_stroke (pen->cr);
}

double
gx_chart_measure_levels (GxChart *self, const GxPen *pen, const GxChartScale *scale, GxChartFormat format)
{
  GxTextStyle style = { .scale = GX_TEXT_SMALL };
  double widest = 0;

  for (guint i = 0; i < gx_chart_scale_count_ticks (scale); i++)
    {
      g_autofree char *text = format (self, gx_chart_scale_get_tick (scale, i));
      double width = 0;

      gx_pen_measure (pen, &style, text, &width, NULL);
      widest = MAX (widest, width);
    }
  return ceil (widest);
}

void
gx_chart_draw_levels (GxChart *self, const GxPen *pen, const GxChartScale *scale, GxChartFormat format,
                      double left, double right)
{
  GxTextStyle style = { GX_TEXT_SMALL, FALSE, gx_chart_theme_get_ink (pen->theme, 0.65), 1, 0.5 };

  for (guint i = 0; i < gx_chart_scale_count_ticks (scale); i++)
    {
      gint64 value = gx_chart_scale_get_tick (scale, i);
      double y = gx_chart_scale_place (scale, (double) value);
      g_autofree char *text = format (self, value);

      gx_pen_rule (pen, left, y, right, y, gx_chart_theme_get_ink (pen->theme, value == 0 ? 0.25 : 0.1));
      gx_pen_text (pen, &style, left - GX_CHART_AXIS_GAP, y, text);
    }
}
