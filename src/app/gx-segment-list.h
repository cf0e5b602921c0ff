/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxSegmentList: the saved segments of a book under a heading, each with how many it has now; not there where
 * nothing was saved. Each has a menu: rename, move, delete.
 *
 * Actions (x: id of a segment): segment.rename, segment.move-up, segment.move-down, segment.bin.
 *
 * Signals: "chosen" (gint64 id).
 */
#define GX_TYPE_SEGMENT_LIST (gx_segment_list_get_type ())
G_DECLARE_FINAL_TYPE (GxSegmentList, gx_segment_list, GX, SEGMENT_LIST, GtkWidget)

/** gx_segment_list_set_book: (nullable): and follow it. */
void gx_segment_list_set_book (GxSegmentList *self, GxBook *book);

/** gx_segment_list_select: the one that is shown; 0 none. */
void gx_segment_list_select (GxSegmentList *self, GxId id);

G_END_DECLS
