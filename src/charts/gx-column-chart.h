/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-chart.h"
#include "charts/gx-time-axis.h"

G_BEGIN_DECLS

/**
 * GxColumnChart:
 * Counts or sums over time, one column per period, stacked by series from the bottom in the order of the
 * legend. Marks go by periods, and inside a period by series. Values below zero stack downwards.
 */
#define GX_TYPE_COLUMN_CHART (gx_column_chart_get_type ())
G_DECLARE_FINAL_TYPE (GxColumnChart, gx_column_chart, GX, COLUMN_CHART, GxChart)

/**
 * gx_column_chart_new:
 * @unit: what a period is
 * @first_day: the first day of the first period
 * @n_periods: periods follow each other without a gap
 * @series: (array zero-terminated=1): names, NULL-terminated
 * @hues: one per series
 */
GxColumnChart *gx_column_chart_new (GxTimeUnit unit, GxDay first_day, int n_periods,
                                    const char * const *series, const GxHue *hues);
void gx_column_chart_set_value (GxColumnChart *self, int period, int series, gint64 value,
                                const char *criteria);

G_END_DECLS
