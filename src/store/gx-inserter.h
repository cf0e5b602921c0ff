/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * GxInserter: many rows of one table, written several at a time: to begin and end a statement costs more than
 * a row. Rows that were added may wait here until the next flush; nobody else sees them.
 */
typedef struct _GxInserter GxInserter;

/**
 * gx_inserter_new:
 * @head: "insert into customer_name (id, name)"
 * @n_columns: of it
 * @tail: (nullable): what comes behind the values, such as "on conflict …"
 *
 * A way to write to the book while a step is open; free it before the step ends. Where a row is refused,
 * those before it may stay: the step is to be aborted.
 */
GxInserter *gx_inserter_new (GxConnection *book, const char *head, guint n_columns, const char *tail);

/** gx_inserter_add: one row; @types as in gx_connection_query(), one a column, and b: bytes and
 * their length, an int. All is copied. */
gboolean gx_inserter_add (GxInserter *self, GError **error, const char *types, ...);
gboolean gx_inserter_add_va (GxInserter *self, GError **error, const char *types, va_list *args);

/** gx_inserter_flush: writes the rows that wait. */
gboolean gx_inserter_flush (GxInserter *self, GError **error);

/** gx_inserter_free: rows that still wait are forgotten. */
void gx_inserter_free (GxInserter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxInserter, gx_inserter_free)

G_END_DECLS
