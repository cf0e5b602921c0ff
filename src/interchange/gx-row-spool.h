/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-table.h"

G_BEGIN_DECLS

/**
 * GxRowSpool: the rows of a sheet as they were read once, in a file that nobody else sees: to read them again
 * costs a tenth of unpacking and parsing them. An import goes through its file several times.
 */
typedef struct _GxRowSpool GxRowSpool;

/** gx_row_spool_new: NULL where there is no room for such a file: then rows are read where they came from. */
GxRowSpool *gx_row_spool_new (void);
void gx_row_spool_free (GxRowSpool *self);

void gx_row_spool_add (GxRowSpool *self, const GxRow *row);

/** gx_row_spool_close: all rows were added. FALSE: they found no room, and it is of no use. */
gboolean gx_row_spool_close (GxRowSpool *self);

/** gx_row_spool_rewind: after close: before the first row. */
void gx_row_spool_rewind (GxRowSpool *self);

/** gx_row_spool_next: @row stays valid until the next. FALSE at the end. */
gboolean gx_row_spool_next (GxRowSpool *self, GxRow *row);

G_END_DECLS
