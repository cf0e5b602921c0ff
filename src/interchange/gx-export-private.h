/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-export.h"

G_BEGIN_DECLS

typedef enum {
  GX_EXPORT_TEXT,
  GX_EXPORT_NUMBER,   /* whole */
  GX_EXPORT_DECIMAL,  /* × 10^6 */
  GX_EXPORT_MONEY,    /* minor units of a currency */
  GX_EXPORT_DAY,
} GxExportType;

/** GxExportField: a column of a list. @sql and @currency are expressions over the list's query. */
typedef struct {
  const char *key;
  const char *label;
  GxExportType type;
  gboolean is_usual;
  const char *sql;
  const char *currency; /* of MONEY */
} GxExportField;

/** _gx_export_check_fields: whether there are such fields. Errors: USAGE. */
gboolean _gx_export_check_fields (const GxExport *export, GError **error);

/** _gx_export_list, _gx_export_cards: writes the rows to export->waiting and counts them. */
gboolean _gx_export_list (GxExport *export, GxConnection *book, GCancellable *cancellable, GError **error);
gboolean _gx_export_cards (GxExport *export, GxConnection *book, GCancellable *cancellable, GError **error);

/** _gx_export_open: (transfer full): a buffered stream that goes on where the file ends. */
GOutputStream *_gx_export_open (const char *path, GError **error);

/** _gx_export_fail: FALSE: why a file could not be written. @reason: errno. */
gboolean _gx_export_fail (const char *path, int reason, GError **error);
gboolean _gx_export_cancelled (GError **error); /* FALSE, likewise */

const GxExportField *_gx_export_field_list (GxExportKind kind, guint *n_fields);

typedef struct {
  gboolean is_null;
  const char *text;
  gint64 number;
  const char *currency;
} GxExportValue;

/** GxExportSink: one kind of file. Made for a path; each row has a value for each field. */
typedef struct _GxExportSink GxExportSink;
struct _GxExportSink {
  const GxExportField * const *fields;
  guint n_fields;
  gboolean (*write) (GxExportSink *self, const GxExportValue *values, GError **error);
  gboolean (*close) (GxExportSink *self, GError **error); /* frees it; with @error NULL it is given up */
};

GxExportSink *_gx_export_csv_new (const char *path, const GxExportField * const *fields, guint n_fields,
                                  GError **error);
GxExportSink *_gx_export_xlsx_new (const GxExport *export, const GxExportField * const *fields,
                                   guint n_fields, GError **error);
GxExportSink *_gx_export_json_new (const char *path, gboolean is_lines, const GxExportField * const *fields,
                                   guint n_fields, GError **error);

/** _gx_export_text: (transfer full): a value as plain text for a machine: "2026-11-21", "12.5", "1234.50". */
char *_gx_export_text (const GxExportField *field, const GxExportValue *value);
const char *_gx_export_label (const GxExportField *field);

G_END_DECLS
