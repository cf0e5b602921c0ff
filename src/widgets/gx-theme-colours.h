/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "charts/gx-chart-theme.h"

G_BEGIN_DECLS

/**
 * gx_theme_colours_read:
 * @widget: its style is known: ask when drawing or measuring, again after css_changed, never while it is
 * built
 *
 * What drawing must know of the desktop's theme: the only place that looks colours up by name. (transfer
 * full)
 */
GxChartTheme *gx_theme_colours_read (GtkWidget *widget);

GxColor gx_theme_colours_accent (GtkWidget *widget); /* of text and lines, as in the theme */

G_END_DECLS
