/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection-private.h"
#include "store/gx-tables-private.h"

G_BEGIN_DECLS

/**
 * GxFold: the book is the fold of its journal. A row has in each column what the entry with the highest
 * (clock, site) wrote there; columns that nobody wrote keep what the row was born with. So it does not matter
 * in which order entries arrive.
 *
 * A row comes to be with its birth (an entry 'i', or the image of an import) and with the parents it cannot
 * do without, its customer among them if it names one; until then it waits in the journal. Another link that
 * could be empty and whose parent is not there has the newest value whose parent is. What waits is folded
 * again when the parent comes.
 */
typedef struct _GxFold GxFold;

GxFold *_gx_fold_new (GxConnection *book);
void _gx_fold_free (GxFold *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxFold, _gx_fold_free)

/** _gx_fold_name: the row has new entries: _gx_fold_run() will look at it. @tbl: also of unknown tables. */
void _gx_fold_name (GxFold *self, int tbl, GxId row);

/** _gx_fold_run: folds every named row, and what waited for those that came to be. */
gboolean _gx_fold_run (GxFold *self, GError **error);

/** _gx_fold_wake: what waits for a row that this computer made itself meanwhile: a word, a member. */
gboolean _gx_fold_wake (GxFold *self, GError **error);

/** _gx_fold_is_awaited: whether a row waits for one that is there by now. */
gboolean _gx_fold_is_awaited (GxConnection *book);

/** _gx_fold_image: a row as it was imported, before its entries are folded over it. */
gboolean _gx_fold_image (GxFold *self, int tbl, GxId row, const char *cells, GError **error);

/**
 * _gx_fold_range: the rows of a range that arrived: whether they are live, set-wise; names those that have
 * entries of their own.
 */
gboolean _gx_fold_range (GxFold *self, int tbl, GxId first, GxId last, GError **error);

/** _gx_fold_changed: how many rows were looked at and put in. */
int _gx_fold_changed (const GxFold *self);

/**
 * _gx_fold_columns: (transfer full): "table.column" of every shared table as it is now: keys of a set. After
 * a migration _gx_fold_new_columns() folds every row of which a newer program wrote something that there was
 * no place for then. Inside the migration's transaction.
 */
GHashTable *_gx_fold_columns (GxConnection *book);
gboolean _gx_fold_new_columns (GxConnection *book, GHashTable *before, GError **error);

/** _gx_fold_compare: reads only. @differs: (out): the row in the book is not the fold of its entries. */
gboolean _gx_fold_compare (GxFold *self, const GxTable *table, GxId row, gboolean *differs, GError **error);

G_END_DECLS
