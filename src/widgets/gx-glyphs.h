/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * gx_glyphs_get:
 * @size_px: height of the font
 *
 * Short texts that stand in many rows, laid out once: an avatar's letters, a pill's word.
 * Returns: (transfer none): one line; valid until the next call
 */
PangoLayout *gx_glyphs_get (GtkWidget *widget, const char *text, double size_px, PangoWeight weight);

/** gx_glyphs_body_px: the height of the widget's own font. */
double gx_glyphs_body_px (GtkWidget *widget);

G_END_DECLS
