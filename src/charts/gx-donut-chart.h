/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-chart.h"

G_BEGIN_DECLS

/**
 * GxDonutChart:
 * How a whole falls into parts: a ring with its total inside, a legend beside it (below where narrow) in the
 * order of the slices. A part below zero has no slice; the legend shows its number without a share.
 */
#define GX_TYPE_DONUT_CHART (gx_donut_chart_get_type ())
G_DECLARE_FINAL_TYPE (GxDonutChart, gx_donut_chart, GX, DONUT_CHART, GxChart)

GxDonutChart *gx_donut_chart_new (void);
void gx_donut_chart_add (GxDonutChart *self, const char *label, gint64 value, const char *criteria,
                         GxHue hue);
/* "100,000", "customers" */
void gx_donut_chart_set_centre (GxDonutChart *self, const char *number, const char *unit);

G_END_DECLS
