/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxWrapBox: its children one after another, as wide as they like to be, going on in the next line as words
 * do. A child that is wider than a line gets the whole line.
 */
#define GX_TYPE_WRAP_BOX (gx_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (GxWrapBox, gx_wrap_box, GX, WRAP_BOX, GtkWidget)

GtkWidget *gx_wrap_box_new (void);
void gx_wrap_box_append (GxWrapBox *self, GtkWidget *child);
void gx_wrap_box_clear (GxWrapBox *self);

G_END_DECLS
