/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-projection.h"
#include "store/gx-tables-private.h"

G_BEGIN_DECLS

gboolean _gx_projection_prepare (GxConnection *book, GError **error); /* empties temp.touched_* */

/** GxWritten: a column that a step wrote; NULL: rows were born. */
typedef struct {
  const GxTable *table;
  const char *column;
} GxWritten;

/** _gx_projection_run: over temp.touched_*; @written: (nullable): of GxWritten; NULL: everything. */
gboolean _gx_projection_run (GxConnection *book, const GArray *written, GError **error);
/* inside a transaction: empty, touch everything, run */
gboolean _gx_projection_run_all (GxConnection *book, GError **error);

G_END_DECLS
