/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * Lists of the book as a file, by its ending: .csv, .xlsx, .json, .jsonl.
 *
 * Tables for people (.csv, .xlsx) have headers in their language, which an import knows again; JSON has the
 * fields' keys. CSV is RFC 4180 in UTF-8, in Chinese with a byte order mark, without which spreadsheets there
 * show it garbled. A text that a spreadsheet would take for a formula (it begins with = + - @ or a tab) gets
 * an apostrophe in front, which an import takes away again; plain numbers and telephone numbers are left as
 * they are. In .xlsx numbers are numbers and days are days; text is text and never a formula.
 */
typedef enum {
  GX_EXPORT_CUSTOMERS,   /* one row a customer */
  GX_EXPORT_PURCHASES,   /* one row a line of a purchase */
  GX_EXPORT_EVENTS,
} GxExportKind;

gboolean gx_export_kind_parse (const char *name, GxExportKind *kind); /* "customers" "purchases" "events" */

/**
 * gx_export_fields: (transfer full): the keys a list has, the usual ones first; @n_usual: (out) (optional):
 * those written where none are named.
 */
char **gx_export_fields (GxExportKind kind, guint *n_usual);

/** gx_export_field_label: translated; NULL where there is no such field. */
const char *gx_export_field_label (GxExportKind kind, const char *field);

/**
 * gx_export_run:
 * @customers: (nullable): of these, in this order; NULL: of all, with walk-in purchases
 * @fields: (nullable): keys; NULL: the usual ones. Errors: USAGE for an unknown one
 * @n_rows: (out) (optional)
 *
 * Written beside @path first, then put in its place: what is there is whole. Only what is live is written.
 */
gboolean gx_export_run (GxConnection *book, GxExportKind kind, GxIdList *customers,
                        const char * const *fields, const char *path,
                        GCancellable *cancellable, gint64 *n_rows, GError **error);

G_END_DECLS
