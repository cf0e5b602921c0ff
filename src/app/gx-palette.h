/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/gx-palette-item.h"
#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxPalette: Ctrl+K: one field over the window, from which everything is reached without the mouse:
 * customers, segments, pages, commands and notes. Up and Down choose, Enter does it, Esc gives the focus
 * back. What is chosen is told as the field's description.
 */
#define GX_TYPE_PALETTE (gx_palette_get_type ())
G_DECLARE_FINAL_TYPE (GxPalette, gx_palette, GX, PALETTE, AdwBin)

/** gx_palette_new: does its actions on @owner, where @can_do says that they can be done (of @owner). */
GxPalette *gx_palette_new (GtkWidget *owner, GxCanDoFunc can_do);

void gx_palette_open (GxPalette *self, GxBook *book); /* @book: (nullable) */
void gx_palette_close (GxPalette *self);
gboolean gx_palette_is_open (GxPalette *self);

G_END_DECLS
