/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection-private.h"
#include "store/gx-salvage.h"
#include "store/gx-tables-private.h"

G_BEGIN_DECLS

/** GxSalvageColumn: a column as this program's newest schema has it. */
typedef struct {
  char *name;
  char type;                /* i integer, t text, b blob, a any, r real */
  gboolean is_needed;       /* not null */
  const GxTable *parent;    /* (nullable): what it points at */
} GxSalvageColumn;

/** GxSalvageTable: a table whose rows are looked for. */
typedef struct {
  const GxTable *shared;    /* NULL: of the journal */
  const char *name;
  gboolean with_rowid;      /* the first column is the row's number */
  GArray *columns;          /* of GxSalvageColumn, in the order they lie in the file */
  sqlite3_stmt *insert;
  GxSalvageCount count;
} GxSalvageTable;

/** GxSalvage: one rescue. */
typedef struct {
  GxConnection *book;       /* the new one */
  GPtrArray *tables;        /* of GxSalvageTable: the journal's, then the shared ones, parents first */
  GxSalvageReport *report;
} GxSalvage;

GxSalvageTable *_gx_salvage_table (GxSalvage *self, const char *name);

/* gx-salvage-holes.c: everything that is missing in the new book and can be had. @path: of the damaged file,
   whose kept copies are looked at */
gboolean _gx_salvage_fill_holes (GxSalvage *self, const char *path, GError **error);

G_END_DECLS
