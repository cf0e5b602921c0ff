/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxAside:
 *
 * A page with something aside that helps with it: beside the page where there is room, over it where there is
 * none; then it goes when one clicks elsewhere. The only file that knows AdwFlap.
 *
 * Properties: "aside", "page" (GtkWidget), "is-shown": whether the aside can be seen now, "is-wanted":
 * whether it stands beside the page where there is room; shown or hidden there by hand it is wanted or not,
 * "has-room": whoever stands around gives both the room they need; else they look whether they have it,
 * "is-tight" (read): they have not, so that the aside, once shown, covers the page.
 */
#define GX_TYPE_ASIDE (gx_aside_get_type ())
G_DECLARE_FINAL_TYPE (GxAside, gx_aside, GX, ASIDE, GtkWidget)

gboolean gx_aside_is_shown (GxAside *self);
gboolean gx_aside_covers (GxAside *self);     /* it is shown, and over the page */

G_END_DECLS
