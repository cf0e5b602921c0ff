/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-chart.h"
#include "insight/gx-report.h"

G_BEGIN_DECLS

/**
 * The charts of the segments, each made of a report: the same for a page, a picture and the command line.
 * Names:
 *   lifecycle  a ring of customers per class
 *   value      value per class, as bars
 *   tiers      a ring of value per tier A, B, C
 *   pareto     tenths of the customers by value, with the line of all so far
 *   rfm        a grid of recency and frequency
 *   sources    new customers per month, by source
 */
/* NULL-terminated, static, in the order of the page */
const char * const *gx_report_chart_names (void);

/** gx_report_chart_report: the name of the report a chart is made of; NULL where there is no such chart. */
const char *gx_report_chart_report (const char *name);

/** gx_report_chart_new: (transfer full): @report of the right name. */
GxChart *gx_report_chart_new (const char *name, const GxReport *report);

G_END_DECLS
