/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GxChartScale:
 * A straight line from values to pixels with round ticks: @low and @high are multiples of @step, and zero is
 * always inside.
 */
typedef struct {
  gint64 low, high, step;
  double low_px, high_px; /* where they lie; high_px may be less than low_px (upwards on a screen) */
} GxChartScale;

/**
 * gx_chart_scale_new:
 * @least, @most: the values to show
 * @n_ticks: about how many steps are wanted (4)
 *
 * The step is 1, 2, 2.5 or 5 times a power of ten and at least 1 (2.5 only where it is whole).
 */
GxChartScale gx_chart_scale_new (gint64 least, gint64 most, guint n_ticks);
double gx_chart_scale_place (const GxChartScale *self, double value);
guint gx_chart_scale_count_ticks (const GxChartScale *self);
gint64 gx_chart_scale_get_tick (const GxChartScale *self, guint index);

/* (transfer full) "4%", "<1%", "−3%"; "–" where the whole is not above zero */
char *gx_chart_share_format (gint64 part, gint64 whole);

G_END_DECLS
