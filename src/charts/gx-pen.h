/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "charts/gx-chart-theme.h"

G_BEGIN_DECLS

/**
 * GxPen:
 * What a plot draws with. All lengths are pixels at 96 dpi. @cr is NULL while a plot only measures.
 */
typedef struct {
  cairo_t *cr;
  PangoContext *context;
  const GxChartTheme *theme;
} GxPen;

/* How a text stands at a point: alignments are 0 (the point is left or top of it), .5, 1 (right or
 * bottom). */
typedef struct {
  double scale;           /* of the theme's font: GX_TEXT_… */
  gboolean is_bold;
  GxColor color;
  double x_align, y_align;
  double max_width_px;    /* 0: as wide as it is; else cut with an ellipsis */
  gboolean wraps;         /* with max_width_px: wrap into lines instead of cutting */
} GxTextStyle;

void gx_pen_measure (const GxPen *self, const GxTextStyle *style, const char *text, double *width_px,
                     double *height_px);
/* returns the height */
double gx_pen_text (const GxPen *self, const GxTextStyle *style, double x, double y, const char *text);
double gx_pen_line_height (const GxPen *self, double scale); /* of the taller of Latin and Chinese */

void gx_pen_set (const GxPen *self, GxColor color);
/* path only */
void gx_pen_round_rect (const GxPen *self, double x, double y, double width, double height, double radius);
/* a crisp 1-px line */
void gx_pen_rule (const GxPen *self, double x0, double y0, double x1, double y1, GxColor color);

/**
 * gx_pen_record_text:
 * @boxes: (nullable): array of cairo_rectangle_t that each text drawn with @context is added to, in device
 * units; NULL ends it
 *
 * For tests: labels must not lie on each other.
 */
void gx_pen_record_text (PangoContext *context, GArray *boxes);

G_END_DECLS
