/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-table.h"

G_BEGIN_DECLS

/**
 * GxRejectFile: the refused rows of an import as an .xlsx, as they were, with a last column that says why: to
 * be corrected and imported again. Written row by row; every cell is text, so that nothing is changed on the
 * way.
 */
typedef struct _GxRejectFile GxRejectFile;

/** gx_reject_file_is_reason: whether a column of this header is that one: it is brought in by nobody. */
gboolean gx_reject_file_is_reason (const char *header);

GxRejectFile *gx_reject_file_new (const char *path, const char * const *headers, guint n_headers,
                                  GError **error);
void gx_reject_file_add (GxRejectFile *self, const GxRow *row, const char *reason);

/**
 * gx_reject_file_close: (transfer full self): puts the file in its place; FALSE where it could not be written.
 * @error: NULL: it is given up, and nothing is left of it
 */
gboolean gx_reject_file_close (GxRejectFile *self, GError **error);

G_END_DECLS
