/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-chart.h"

G_BEGIN_DECLS

/**
 * GxBarChart:
 * One lying bar per class with its value at the end of the row. Values below zero grow to the left of a
 * common zero line.
 */
#define GX_TYPE_BAR_CHART (gx_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (GxBarChart, gx_bar_chart, GX, BAR_CHART, GxChart)

GxBarChart *gx_bar_chart_new (void);
void gx_bar_chart_add (GxBarChart *self, const char *label, gint64 value, const char *criteria, GxHue hue);

G_END_DECLS
