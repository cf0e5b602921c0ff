/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import-log.h"

G_BEGIN_DECLS

/* Writing the log, a row at a time: its parts in any order, then _gx_import_log_end_row(). */

GxImportLog *_gx_import_log_new (void);
/** _gx_import_log_change: @custom: of CUSTOM the field's name, else NULL */
void _gx_import_log_change (GxImportLog *self, GxColumn field, const char *custom, const char *read,
                            const char *before, const char *after);
/** _gx_import_log_remark: @repaired: (nullable) */
void _gx_import_log_remark (GxImportLog *self, GxSeverity severity, const char *column, const char *value,
                            const char *repaired, const char *code, const char *reason);
void _gx_import_log_match (GxImportLog *self, GxId customer, int score, const char *name,
                           const char *reasons);
/** _gx_import_log_text: one more cell of the row. */
void _gx_import_log_text (GxImportLog *self, const char *cell, gsize length);

/** _gx_import_log_end_row: what was to be written of a refused row is forgotten: it was not. */
void _gx_import_log_end_row (GxImportLog *self, gint64 row, GxImportOutcome outcome, GxId customer);

/** _gx_import_log_close: it can be read now. Errors: FAILED: there was no room for it. */
gboolean _gx_import_log_close (GxImportLog *self, GError **error);

G_END_DECLS
