/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-chart.h"

G_BEGIN_DECLS

/**
 * GxGridChart:
 * Two qualities crossed: a cell per pair, its number inside, its heat by size. RFM with rows for frequency
 * and columns for recency. Marks go by rows from the top; a cell of zero is an outline.
 */
#define GX_TYPE_GRID_CHART (gx_grid_chart_get_type ())
G_DECLARE_FINAL_TYPE (GxGridChart, gx_grid_chart, GX, GRID_CHART, GxChart)

/**
 * gx_grid_chart_new:
 * @row_labels, @column_labels: NULL-terminated, from the top and from the left
 */
GxGridChart *gx_grid_chart_new (const char * const *row_labels, const char * const *column_labels);
/* "Frequency", "Recency" */
void gx_grid_chart_set_axes (GxGridChart *self, const char *rows, const char *columns);
void gx_grid_chart_set_cell (GxGridChart *self, int row, int column, gint64 value, const char *criteria);
int gx_grid_chart_get_mark_at (GxGridChart *self, int row, int column);

G_END_DECLS
