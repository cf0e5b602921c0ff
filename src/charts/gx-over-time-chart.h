/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"
#include "charts/gx-chart.h"

G_BEGIN_DECLS

/** gx_over_time_days: the last days of @n months, of which the last ends at @as_of (GX_NO_DAY: today). */
void gx_over_time_days (GxDay as_of, GxDay *days, int n);

/**
 * gx_over_time_chart_new: (transfer full): how many fitted a question, at the end of each of some months.
 * @title: the question
 * @days: as gx_over_time_days() gives them
 * @counts: one for each of @days
 * @n: of both, at least 1
 * @criteria: (nullable): JSON of the question; a mark asks it as of its day
 *
 * The marks go as @days do.
 */
GxChart *gx_over_time_chart_new (const char *title, const GxDay *days, const gint64 *counts, int n,
                                 const char *criteria);

G_END_DECLS
