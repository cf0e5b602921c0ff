/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxWidthBin:
 *
 * Holds one child and tells how wide it may be: the property "width-class" and a CSS class of the same name
 * follow the widget's own width, not the window's. Pages bind to it to show fewer columns or to stack what
 * stood side by side.
 *
 * Property "limits" (write): rising widths with names, "narrow 480 middle 720 wide": below 480 px it is
 * "narrow", below 720 "middle", else "wide".
 * Property "minimum-width" (px): how narrow it can become, once the child knows; -1: as the child. Until
 * then, for a frame or while it is out of sight, what does not fit is cut off; else a child made for more
 * room would keep the window wide. Property "natural-width" (px): how wide it would like to be, whatever the
 * child says; -1: as the child.
 */
#define GX_TYPE_WIDTH_BIN (gx_width_bin_get_type ())
G_DECLARE_FINAL_TYPE (GxWidthBin, gx_width_bin, GX, WIDTH_BIN, GtkWidget)

const char *gx_width_bin_get_width_class (GxWidthBin *self); /* interned; "" before the first allocation */
gboolean gx_width_bin_is (GxWidthBin *self, const char *width_class);
void gx_width_bin_set_child (GxWidthBin *self, GtkWidget *child);

G_END_DECLS
