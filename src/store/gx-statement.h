/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxStatement: a running statement, borrowed from its connection's cache and given back when freed.
 * Columns count from 0; text stays valid until the next call on the statement.
 */
gboolean gx_statement_next (GxStatement *self);                     /* FALSE: no more rows, or an error */
/* leaves its row; TRUE: without an error so far */
gboolean gx_statement_finish (GxStatement *self, GError **error);

/**
 * gx_statement_at: for a statement whose rows come in the order of their first column: moves on to the first
 * row that has at least @id there; TRUE where it has just that. So several statements are read side by side:
 *
 *   while (gx_statement_next (customers))
 *     for (id = gx_statement_int64 (customers, 0); gx_statement_at (phones, id); gx_statement_next (phones))
 *       use (id, gx_statement_text (phones, 1));
 */
gboolean gx_statement_at (GxStatement *self, GxId id);


/**
 * gx_statement_rebind: reset and bind again (as gx_connection_query); texts are not copied and must stay
 * until the last row is read.
 */
void gx_statement_rebind (GxStatement *self, const char *types, ...);
/* step to the end, reset, ready for rebind */
gboolean gx_statement_run (GxStatement *self, GError **error);
void gx_statement_free (GxStatement *self);

int gx_statement_columns (GxStatement *self);
const char *gx_statement_name (GxStatement *self, int column);
gboolean gx_statement_is_null (GxStatement *self, int column);
gboolean gx_statement_is_int (GxStatement *self, int column);       /* the stored type is an integer */
gboolean gx_statement_is_real (GxStatement *self, int column);
gint64 gx_statement_int64 (GxStatement *self, int column);          /* null is 0 */
int gx_statement_int (GxStatement *self, int column);
GxDay gx_statement_day (GxStatement *self, int column);             /* null is GX_NO_DAY */
double gx_statement_double (GxStatement *self, int column);
const char *gx_statement_text (GxStatement *self, int column);      /* null is NULL */
char *gx_statement_dup_text (GxStatement *self, int column);        /* transfer full */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxStatement, gx_statement_free)

G_END_DECLS
