/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-conflict.h"

G_BEGIN_DECLS

/**
 * GxDifference: a conflict (store/gx-conflict.h) in people's words: what two people wrote in one place
 * without having seen each other's.
 */
typedef struct {
  GxConflict *conflict;
  char *place;                 /* where: "Phone", "Birthday"; of several cells the record: "Address" */
  char *value, *other_value;   /* what holds, what was overwritten: a line for each cell; never NULL */
} GxDifference;

void gx_difference_free (GxDifference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxDifference, gx_difference_free)

/**
 * gx_differences_list: (transfer full) (element-type GxDifference): those that nobody has decided, of one
 * customer or of all (0), the newest first; what only the program knows of (a folded phone number) is not
 * told. Decided by gx_conflict_use_other() and gx_conflict_keep().
 */
GPtrArray *gx_differences_list (GxConnection *book, GxId customer, int limit, GError **error);

/** gx_difference_has_cell: whether this cell is one of those it is about; @column NULL: the row. */
gboolean gx_difference_has_cell (const GxDifference *self, const char *table, GxId row, const char *column);

G_END_DECLS
