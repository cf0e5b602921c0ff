/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxWreck: a damaged book, read as what it is on the disk: pages, without the database. The file and its log
 * are mapped for reading and never written. Where something does not fit together, what stands beside it is
 * read all the same. The format is that of sqlite.org/fileformat2.html.
 */
typedef struct _GxWreck GxWreck;

/** GxWreckValue: a value of a row. Texts and blobs point into the row. */
typedef struct {
  char type;            /* n null, i integer, r real, t text (UTF-8), b blob */
  gint64 number;
  double real;
  const char *bytes;    /* not terminated */
  gsize length;
} GxWreckValue;

#define GX_WRECK_MAX_VALUES 64

typedef struct {
  guint page;
  gint64 rowid;         /* 0 in a tree without row ids */
  int n_values;
  GxWreckValue values[GX_WRECK_MAX_VALUES];
} GxWreckRow;

typedef void (*GxWreckFunc) (const GxWreckRow *row, gpointer data);

/** _gx_wreck_open: (transfer full): NULL with @error where the file cannot be read at all. */
GxWreck *_gx_wreck_open (const char *path, GError **error);
void _gx_wreck_free (GxWreck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxWreck, _gx_wreck_free)

guint _gx_wreck_count_pages (GxWreck *self);
int _gx_wreck_get_version (GxWreck *self);    /* of the header; 0 unknown */

/**
 * _gx_wreck_find_root: the first page of the tree of this table; 0 where the list of tables has no such line
 * any more.
 */
guint _gx_wreck_find_root (GxWreck *self, const char *table);

/**
 * _gx_wreck_claim: the pages of the tree that begins at @root are marked as @owner's (not 0).
 * Returns: how many pages of it are named, but are none of a tree any more
 */
guint _gx_wreck_claim (GxWreck *self, guint root, guint owner);

/** _gx_wreck_claim_rest: the pages of all other trees, indexes among them, are marked as @owner's. */
void _gx_wreck_claim_rest (GxWreck *self, guint owner);

/** _gx_wreck_owner: 0: nobody claimed the page. */
guint _gx_wreck_owner (GxWreck *self, guint page);

/** _gx_wreck_is_rows: whether the page holds rows; @with_rowid: (out): of which kind of tree. */
gboolean _gx_wreck_is_rows (GxWreck *self, guint page, gboolean *with_rowid);

/** _gx_wreck_read: hands every row of the page to @func. Returns: how many cells could not be read. */
guint _gx_wreck_read (GxWreck *self, guint page, GxWreckFunc func, gpointer data);

G_END_DECLS
