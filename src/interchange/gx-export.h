/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-progress.h"
#include "store/gx-step.h"

G_BEGIN_DECLS

/**
 * Lists of the book as a file, by its ending: .csv, .xlsx, .json, .jsonl, customers also as .vcf; or the
 * whole book as .jsonl (gx-book-file.h).
 *
 * Tables for people (.csv, .xlsx) have headers and choices in their language, which an import knows again;
 * JSON has keys. CSV is RFC 4180 in UTF-8, in Chinese with a byte order mark, without which spreadsheets there
 * show it garbled. A text that a spreadsheet would take for a formula (it begins with = + - @ or a tab) gets
 * an apostrophe in front, which an import takes away again; plain numbers and telephone numbers are left as
 * they are. In .xlsx numbers are numbers and days are days; text is text and never a formula.
 */
typedef enum {
  GX_EXPORT_CUSTOMERS,   /* one row a customer */
  GX_EXPORT_PURCHASES,   /* one row a line of a purchase */
  GX_EXPORT_EVENTS,
  GX_EXPORT_BOOK,        /* everything that people wrote */
} GxExportKind;

/* "customers" "purchases" "events" "book" */
const char *gx_export_kind_name (GxExportKind kind);
gboolean gx_export_kind_parse (const char *name, GxExportKind *kind);

/**
 * gx_export_fields: (transfer full): the keys a list has, the usual ones first; @n_usual: (out) (optional):
 * those written where none are named. Those that a book has of its own (gx_custom_fields_list()) are
 * "custom.<name>", and of customers as usual as these.
 */
char **gx_export_fields (GxExportKind kind, guint *n_usual);

/** gx_export_field_label: translated; NULL where there is no such field. */
const char *gx_export_field_label (GxExportKind kind, const char *field);

/**
 * GxExport: what is to be written where. Set what is known, then run it; or, where reading and writing the
 * book are two threads' business, write it and then settle it. Nothing stands at @path before it is settled,
 * and then all of it: it is written beside it and put in its place. Freed before, it leaves nothing.
 */
typedef struct {
  GxExportKind kind;
  char *path;
  char **fields;         /* (nullable): keys, in their order; NULL: the usual ones */
  GxIdList *customers;   /* (nullable): of these, in this order; NULL: of all, with walk-in purchases */
  char *criteria;        /* (nullable): JSON of the question they answer: for the record */
  gboolean overwrites;   /* a file that is there is replaced, else refused */
  GxProgress *progress;  /* (nullable): told how many rows are written */

  gint64 n_rows;         /* that were written; of the book: records */
  char *waiting;         /* (nullable): where they wait to be put in place */
} GxExport;

GxExport *gx_export_new (GxExportKind kind, const char *path);
void gx_export_free (GxExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxExport, gx_export_free)

/** gx_export_format: static: "csv", "xlsx" …, as the path ends; NULL where nothing is known by that
 * ending. */
const char *gx_export_format (const GxExport *self);

/**
 * gx_export_write: reads the book, of any connection. Only what is live is written. Errors: USAGE (an unknown
 * field or ending), INVALID (the file is there), FULL, CANCELLED, FAILED.
 */
gboolean gx_export_write (GxExport *self, GxConnection *book, GCancellable *cancellable, GError **error);

/**
 * gx_export_settle: puts the file in its place and notes in the book who took what (gx-export-record.h), in a
 * step that Ctrl+Z passes over. A book that is only read notes nothing.
 */
gboolean gx_export_settle (GxExport *self, GxConnection *book, const GxActor *actor, GError **error);

/** gx_export_run: both. */
gboolean gx_export_run (GxExport *self, GxConnection *book, const GxActor *actor, GCancellable *cancellable,
                        GError **error);

G_END_DECLS
