/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "charts/gx-drawing.h"

G_BEGIN_DECLS

/* Takes a drawing out of the window. Pictures are light, on white, and of the size that is seen. */

void gx_chart_export_copy_picture (GtkWidget *widget, GxDrawing *drawing);
void gx_chart_export_copy_table (GtkWidget *widget, GxDrawing *drawing);
/* asks where; the name's ending says as what */
void gx_chart_export_save (GtkWidget *widget, GxDrawing *drawing);

/**
 * gx_chart_export_create_menu: @prefix: "chart" for the actions chart.copy-picture, chart.copy-table,
 * chart.export. (transfer full)
 */
GMenuModel *gx_chart_export_create_menu (const char *prefix);

/** gx_chart_export_save_as: the same without asking; a failure is told over @widget. */
gboolean gx_chart_export_save_as (GtkWidget *widget, GxDrawing *drawing, GFile *file, GError **error);

G_END_DECLS
