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

int _gx_tables_count (void);
const GxTable *_gx_table_at (int index);
const GxTable *_gx_table_by_name (const char *name);
const GxTable *_gx_table_by_number (int number);

/** All links of the schema, in table order: the twin of its REFERENCES clauses (a test compares). */
int _gx_links_count (void);
const GxLink *_gx_link_at (int index);

extern const char * const _gx_derived_tables[]; /* NULL-terminated */

G_END_DECLS
