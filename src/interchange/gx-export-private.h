/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-export.h"

G_BEGIN_DECLS

typedef enum {
  GX_EXPORT_TEXT,
  GX_EXPORT_CHOICE,   /* a key of a domain of phrases; in tables for people its phrase */
  GX_EXPORT_NUMBER,   /* whole */
  GX_EXPORT_DECIMAL,  /* × 10^6 */
  GX_EXPORT_MONEY,    /* minor units of a currency */
  GX_EXPORT_DAY,
  GX_EXPORT_INSTANT,  /* UTC seconds, of which the day is written */
} GxExportType;

/** GxExportField: a column of a list. @sql and @currency are expressions over the list's query. */
typedef struct {
  const char *key;
  const char *label;
  GxExportType type;
  gboolean is_usual;
  const char *sql;
  const char *currency;        /* of MONEY */
  const char *domain;          /* of CHOICE: its phrases (base/gx-phrase.h) */
  const char * const *words;   /* (nullable): of a CHOICE that is a number: its keys */
  gboolean is_written_out;     /* @sql gives a DAY or a DECIMAL as text */
  const char *as_of;           /* (nullable): the field of the criteria that makes @sql ready for today */
} GxExportField;

/**
 * _gx_export_choose: (transfer full) (element-type GxExportField): what is to be written, the book's own
 * fields among it. Errors: USAGE.
 */
GPtrArray *_gx_export_choose (const GxExport *export, GxConnection *book, GError **error);

/** _gx_export_list, _gx_export_cards: writes the rows to export->waiting and counts them. @fields: chosen. */
gboolean _gx_export_list (GxExport *export, GxConnection *book, GPtrArray *fields, GCancellable *cancellable,
                          GError **error);
gboolean _gx_export_cards (GxExport *export, GxConnection *book, GCancellable *cancellable, GError **error);

/** _gx_export_book: likewise the whole book, as gx-book-file.h says; the first line is no row. */
gboolean _gx_export_book (GxExport *export, GxConnection *book, GCancellable *cancellable, GError **error);

/** _gx_export_count: one more row; now and then it is told how far it is. FALSE: it was cancelled. */
gboolean _gx_export_count (GxExport *self, gint64 n_total, GCancellable *cancellable, GError **error);

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
  gboolean is_unlike;          /* a text where @number should be: the field's type was another once */
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

/** _gx_export_text: (transfer full): a value as plain text for a machine: "2026-11-21", "12.5", "lead". */
char *_gx_export_text (const GxExportField *field, const GxExportValue *value);

/** _gx_export_told: (transfer full): the same for people: "Lead". */
char *_gx_export_told (const GxExportField *field, const GxExportValue *value);
const char *_gx_export_label (const GxExportField *field);

G_END_DECLS
