/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*GxAfterFrameFunc) (GtkWidget *widget);

/**
 * gx_after_frame: calls @func once, when the next frame of @widget stands on the screen: for what may follow
 * what a person waits for.
 * Returns: for gtk_widget_remove_tick_callback(); not valid any more once @func is called
 */
guint gx_after_frame (GtkWidget *widget, GxAfterFrameFunc func);

G_END_DECLS
