/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GxTiles: a few numbers side by side, two or three in a row where it is narrow. */
#define GX_TYPE_TILES (gx_tiles_get_type ())
G_DECLARE_FINAL_TYPE (GxTiles, gx_tiles, GX, TILES, GtkWidget)

void gx_tiles_clear (GxTiles *self);

/** gx_tiles_add: @note: (nullable): a second line, small. */
void gx_tiles_add (GxTiles *self, const char *name, const char *value, const char *note);

/** gx_tiles_append: any widget as a tile. */
void gx_tiles_append (GxTiles *self, GtkWidget *tile);

G_END_DECLS
