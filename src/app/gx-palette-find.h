/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/gx-palette-item.h"
#include "store/gx-book.h"

G_BEGIN_DECLS

/**
 * gx_palette_find_async: customers and segments that fit @words, from the book; where nothing is typed,
 * whom one looked at and changed last.
 */
void gx_palette_find_async (GxBook *book, const char *words, GCancellable *cancellable,
                            GAsyncReadyCallback done, gpointer user_data);

/**
 * gx_palette_find_notes_async: what was said and done, by its text; asked beside the other, it may take
 * longer.
 */
void gx_palette_find_notes_async (GxBook *book, const char *words, GCancellable *cancellable,
                                  GAsyncReadyCallback done, gpointer user_data);

/** (transfer full) (element-type GxPaletteItem): NULL where it failed or was cancelled. */
GPtrArray *gx_palette_find_finish (GxBook *book, GAsyncResult *result, GError **error);

G_END_DECLS
