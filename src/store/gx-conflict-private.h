/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-conflict.h"
#include "store/gx-tables-private.h"

G_BEGIN_DECLS

/**
 * _gx_conflict_note: several computers wrote the row: keeps it in mind where two ever did not see each other.
 * What is decided stays in mind, too: the decision may be taken back.
 */
gboolean _gx_conflict_note (GxConnection *book, const GxTable *table, GxId row, GError **error);

/** GxContested: a row of which something is open, and how much. */
typedef struct {
  int table;   /* its number */
  GxId row;
  int open;
} GxContested;

/** GxContestedFunc: how many conflicts of the row nobody has decided; -1 with @error. */
typedef int (*GxContestedFunc) (GxConnection *book, int table, GxId row, GError **error);

/**
 * _gx_contested_open: (nullable): set of GxContested: all there are now; the connection's, which remembers
 * them: only rows that a step wrote since are looked at again, so what was decided long ago costs nothing.
 */
GHashTable *_gx_contested_open (GxConnection *book, GxContestedFunc count, GError **error);

G_END_DECLS
