/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxTable: one shared table. @number stands in the journal for ever: append only, never reuse.
 */
typedef struct {
  int number;
  const char *name;
} GxTable;

/** GxLink: a column of a shared table that points at another: every foreign key of the schema. */
typedef struct {
  const GxTable *child;
  const char *column;
  const GxTable *parent;
} GxLink;

/**
 * GxMembership: a table whose rows say that two others belong together: a row's id is gx_id_hash() of the
 * table and both ids.
 */
typedef struct {
  const GxTable *table;
  const char *insert;      /* of id, a and b, for a GxInserter; a row that is there stays */
  const char *a, *b;       /* columns */
} GxMembership;

/** _gx_membership_of: NULL where @name is no such table. */
const GxMembership *_gx_membership_of (const char *name);

/** _gx_table_bit: a table's place in a set of tables. */
guint64 _gx_table_bit (const GxTable *table);

int _gx_tables_count (void);
const GxTable *_gx_table_at (int index);
const GxTable *_gx_table_by_name (const char *name);
const GxTable *_gx_table_by_number (int number);

/** All links of the schema, in table order: the twin of its REFERENCES clauses (a test compares). */
int _gx_links_count (void);
const GxLink *_gx_link_at (int index);

extern const char * const _gx_derived_tables[]; /* NULL-terminated */

G_END_DECLS
