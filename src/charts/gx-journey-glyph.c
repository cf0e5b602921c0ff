/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "charts/gx-journey-private.h"

static void
trace_polygon (cairo_t *cr, guint n, double x, double y, double radius, double turn)
{
  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    {
      double angle = turn + i * 2 * G_PI / n;

      cairo_line_to (cr, x + sin (angle) * radius, y - cos (angle) * radius);
    }
  cairo_close_path (cr);
}

static void
trace_cross (cairo_t *cr, double x, double y, double arm, double half)
{
  static const int turns[12][2] = {
    { -1, -2 }, { 1, -2 }, { 1, -1 }, { 2, -1 }, { 2, 1 }, { 1, 1 },
    { 1, 2 }, { -1, 2 }, { -1, 1 }, { -2, 1 }, { -2, -1 }, { -1, -1 },
  };

  cairo_new_path (cr);
  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    cairo_line_to (cr, x + (ABS (turns[i][0]) == 2 ? turns[i][0] / 2 * arm : turns[i][0] * half),
                   y + (ABS (turns[i][1]) == 2 ? turns[i][1] / 2 * arm : turns[i][1] * half));
  cairo_close_path (cr);
}

static void
trace_glyph (const GxPen *pen, GxJourneyLane lane, double x, double y, double s)
{
  switch (lane)
    {
    case GX_LANE_VISITS:
      cairo_new_path (pen->cr);
      cairo_arc (pen->cr, x, y, 4.8 * s, 0, 2 * G_PI);
      break;
    case GX_LANE_CALLS:
      trace_polygon (pen->cr, 3, x, y + 1 * s, 5.8 * s, 0);
      break;
    case GX_LANE_CHATS:
      gx_pen_round_rect (pen, x - 5.5 * s, y - 3.2 * s, 11 * s, 6.4 * s, 3.2 * s);
      break;
    case GX_LANE_MAILS:
      trace_polygon (pen->cr, 4, x, y, 5.8 * s, 0);
      break;
    case GX_LANE_PURCHASES:
      gx_pen_round_rect (pen, x - 4.4 * s, y - 4.4 * s, 8.8 * s, 8.8 * s, 1.5);
      break;
    case GX_LANE_PAYMENTS:
      trace_polygon (pen->cr, 6, x, y, 5.2 * s, G_PI / 6);
      break;
    case GX_LANE_OTHER:
    case GX_N_LANES:
    default:
      trace_cross (pen->cr, x, y, 4.8 * s, 1.7 * s);
      break;
    }
}

void
gx_journey_draw_glyph (const GxPen *pen, GxJourneyLane lane, double x, double y, double scale, GxColor color,
                       gboolean is_hollow)
{
  trace_glyph (pen, lane, x, y, is_hollow ? scale * 0.86 : scale);
  gx_pen_set (pen, is_hollow ? pen->theme->card : color);
  cairo_fill_preserve (pen->cr);
  gx_pen_set (pen, color);
  cairo_set_line_width (pen->cr, is_hollow ? 1.8 : 0.8);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (pen->cr);
}
