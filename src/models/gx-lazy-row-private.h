/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-lazy-row.h"

G_BEGIN_DECLS

/** gx_lazy_row_new: @rows: (nullable): the list's table of rows by id, which the row leaves when it dies. */
GxLazyRow *gx_lazy_row_new (GxId id, GHashTable *rows, GDestroyNotify free_item);
void gx_lazy_row_take_item (GxLazyRow *self, gpointer item);

G_END_DECLS
