/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxLazyRow:
 *
 * One place of a GxLazyList. The object stays the same while anybody looks at it; what it shows comes and
 * changes later.
 *
 * Properties: "id", "item" (pointer; NULL: not read yet), "is-loading". A changed item notifies "item".
 */
#define GX_TYPE_LAZY_ROW (gx_lazy_row_get_type ())
G_DECLARE_FINAL_TYPE (GxLazyRow, gx_lazy_row, GX, LAZY_ROW, GObject)

GxId gx_lazy_row_get_id (GxLazyRow *self);
/* borrowed, until the next notify; what it points to is the loader's */
gpointer gx_lazy_row_get_item (GxLazyRow *self);
gboolean gx_lazy_row_is_loading (GxLazyRow *self);

G_END_DECLS
