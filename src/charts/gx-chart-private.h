/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-chart.h"
#include "charts/gx-chart-scale.h"

G_BEGIN_DECLS

/* For plots, which derive from GxChart. */

#define GX_CHART_PADDING 16
#define GX_CHART_FADED 0.4
#define GX_CHART_AXIS_GAP 8

int gx_chart_add_mark (GxChart *self, const char *label, gint64 value, const char *criteria, GxHue hue);
void gx_chart_set_mark (GxChart *self, int mark, gint64 value, const char *criteria);
GxChartMark *gx_chart_mark (GxChart *self, int mark);
char *gx_chart_format_value (GxChart *self, gint64 value);       /* (transfer full): in words and legends */
char *gx_chart_format_short (GxChart *self, gint64 value);       /* (transfer full): on an axis, on a bar */
char *gx_chart_format_plain (GxChart *self, gint64 value);       /* (transfer full): for a table */
const char *gx_chart_get_label_column (GxChart *self);
const char *gx_chart_get_value_column (GxChart *self);
/* its hue; thinned, but opaque, behind a hovered mark */
GxColor gx_chart_get_color (GxChart *self, const GxPen *pen, int mark, int hovered);
double gx_chart_get_strength (int mark, int hovered);            /* 1, or less behind a hovered mark */
void gx_chart_describe_append (GString *text, const char *part);  /* with a separator before it */
/* cell with tabs and breaks made spaces */
void gx_chart_table_append (GString *table, const char *cell, gboolean ends_line);

/* Grid lines with their numbers at the left, zero a little stronger. Numbers stand right-aligned before
 * @left. */
typedef char *(*GxChartFormat) (GxChart *self, gint64 value);
/* widest number */
double gx_chart_measure_levels (GxChart *self, const GxPen *pen, const GxChartScale *scale,
                                GxChartFormat format);
void gx_chart_draw_levels (GxChart *self, const GxPen *pen, const GxChartScale *scale, GxChartFormat format,
                           double left, double right);
/* around a selected mark */
void gx_chart_draw_ring (const GxPen *pen, const cairo_rectangle_t *area, double radius);

G_END_DECLS
