/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "charts/gx-chart.h"

G_BEGIN_DECLS

/**
 * GxChartView:
 * A chart one can point at, walk through with the arrow keys, hear, copy and save. Stands on a card of its
 * own.
 *
 * Signals: "mark-activated" (int mark, const char *criteria (nullable)): clicked, or Enter.
 * Actions: chart.copy-picture, chart.copy-table, chart.export, chart.menu.
 */
#define GX_TYPE_CHART_VIEW (gx_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (GxChartView, gx_chart_view, GX, CHART_VIEW, GtkWidget)

GtkWidget *gx_chart_view_new (void);
GxChart *gx_chart_view_get_chart (GxChartView *self);                    /* (nullable) */
/* (nullable); also after it was filled anew */
void gx_chart_view_set_chart (GxChartView *self, GxChart *chart);
int gx_chart_view_get_selected (GxChartView *self);                      /* or GX_CHART_NO_MARK */
void gx_chart_view_set_selected (GxChartView *self, int mark);

G_END_DECLS
