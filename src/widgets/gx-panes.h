/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxPanes:
 *
 * Two panes side by side, one at a time where there is no room for both ("folded"). The only file that knows
 * AdwLeaflet.
 *
 * Properties: "start", "end" (GtkWidget), "is-folded" (read), "show-end": which of the two is seen when
 * folded.
 */
#define GX_TYPE_PANES (gx_panes_get_type ())
G_DECLARE_FINAL_TYPE (GxPanes, gx_panes, GX, PANES, GtkWidget)

gboolean gx_panes_is_folded (GxPanes *self);
gboolean gx_panes_get_show_end (GxPanes *self);
void gx_panes_set_show_end (GxPanes *self, gboolean show_end);

G_END_DECLS
