/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-chart.h"

G_BEGIN_DECLS

/**
 * GxParetoChart:
 * How much of the value comes from how few customers: equal parts of the customers, best first, each with a
 * bar for its share and a line for the share of all so far. Bars and line have one axis. Parts may be worth
 * less than nothing: the line then rises above 100 % and comes back.
 */
#define GX_TYPE_PARETO_CHART (gx_pareto_chart_get_type ())
G_DECLARE_FINAL_TYPE (GxParetoChart, gx_pareto_chart, GX, PARETO_CHART, GxChart)

GxParetoChart *gx_pareto_chart_new (int n_parts); /* 10: deciles */
void gx_pareto_chart_set_part (GxParetoChart *self, int part, gint64 value, const char *criteria);

/**
 * gx_pareto_chart_get_finding:
 * The fewest parts that together reach 80 % of the total, and what they really reach, as a sentence for the
 * subtitle: "The top 30% of customers bring 84% of the value". (transfer full) (nullable): NULL where the
 * total is not above zero.
 */
char *gx_pareto_chart_get_finding (GxParetoChart *self);

G_END_DECLS
