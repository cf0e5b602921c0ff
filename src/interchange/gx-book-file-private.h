/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-book-file.h"

G_BEGIN_DECLS

/** GxBookTable: one of the tables of a book file. */
typedef struct {
  const char *name;
  const char *key, *other_key;  /* what a row's id is the hash of; NULL: it has an id of its own */
} GxBookTable;

/** _gx_book_tables: parents before children. */
const GxBookTable *_gx_book_tables (guint *n_tables);

/** GxBookColumn: a column of such a table, as the schema says. */
typedef struct {
  char *name;          /* in the book */
  char *member;        /* in the file: the same, or "tag" for "tag_id" where it is named */
  char *fallback;      /* (nullable): SQL of what stands where nothing is said; NULL: null may */
  char *parent;        /* (nullable): the table it points at */
  gboolean is_named;   /* points at a word or a member of the team */
} GxBookColumn;

/** _gx_book_columns: (transfer full) (element-type GxBookColumn): without id and gone. */
GPtrArray *_gx_book_columns (GxConnection *book, const char *table, GError **error);

G_END_DECLS
