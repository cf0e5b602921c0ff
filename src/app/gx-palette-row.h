/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/gx-palette-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GxPaletteRow: shows one item of Ctrl+K; made once, shown anew with every key. */
#define GX_TYPE_PALETTE_ROW (gx_palette_row_get_type ())
G_DECLARE_FINAL_TYPE (GxPaletteRow, gx_palette_row, GX, PALETTE_ROW, GtkListBoxRow)

GtkWidget *gx_palette_row_new (void);

/** gx_palette_row_show: @item must live as long as it is shown. @words: what was typed: it stands out. */
void gx_palette_row_show (GxPaletteRow *self, const GxPaletteItem *item, const GxSearchWords *words,
                          gboolean has_room);
const GxPaletteItem *gx_palette_row_get_item (GxPaletteRow *self);

/** gx_palette_row_words: (transfer full): all it says, in words. */
char *gx_palette_row_words (GxPaletteRow *self);

G_END_DECLS
