/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-step-private.h"

G_BEGIN_DECLS

/**
 * GxHistory: who holds the cells of one row. Each cell is a stack of writers, built from the row's journal
 * entries in the order of their clocks: doing and redoing push; an undo that puts back what lay beneath its
 * own step pops, and else holds the cell itself. Top = holder. The oracle: the book equals a replay of the
 * steps that are not undone.
 */
typedef struct {
  GxId root;     /* 0: what was there before the first entry */
  char *value;   /* as spelt in cells; NULL: unknown, the table's own value (imported in bulk, never written
                    since) */
} GxHolder;

typedef struct _GxHistory GxHistory;

/** @until: only entries up to that step, in the order of clocks; 0 for all. */
GxHistory *_gx_history_read (GxConnection *book, const GxTable *table, GxId row, GxId until, GError **error);
void _gx_history_free (GxHistory *self);

/**
 * GxHistoryScan: the histories of all rows that a step wrote, in the order of tables and rows, or the other
 * way round: one ordered read instead of one a row.
 */
typedef struct _GxHistoryScan GxHistoryScan;
GxHistoryScan *_gx_history_scan_new (GxConnection *book, GxId step, GxId until, gboolean is_backwards);
/* (transfer full): of the next row, which must be this one; NULL with @error set */
GxHistory *_gx_history_scan_next (GxHistoryScan *self, const GxTable *table, GxId row, GError **error);
void _gx_history_scan_free (GxHistoryScan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxHistoryScan, _gx_history_scan_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxHistory, _gx_history_free)

/** The top of a cell's stack; the row's birth where nobody has written the cell since. */
GxHolder _gx_history_holder (GxHistory *self, const char *column);
/** What lies beneath the top; { 0, "null" } (for gone "2") where nothing does. */
GxHolder _gx_history_beneath (GxHistory *self, const char *column);
/* the root that inserted the row; 0 unknown */
GxId _gx_history_birth (GxHistory *self);
/** A root other than @root that holds any cell; 0 where there is none. */
GxId _gx_history_other_holder (GxHistory *self, GxId root);

G_END_DECLS
