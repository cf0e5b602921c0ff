/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxImportColumnRow: one column of a file: its header, what stands in it first, and what it means.
 *
 * Signals: "chosen": a person gave it another meaning; "counted": its values are read.
 *
 * The button of its values activates "import.show-values" with its index.
 */
#define GX_TYPE_IMPORT_COLUMN_ROW (gx_import_column_row_get_type ())
G_DECLARE_FINAL_TYPE (GxImportColumnRow, gx_import_column_row, GX, IMPORT_COLUMN_ROW, GtkListBoxRow)

/** gx_import_column_row_new: column @column of a plan. @samples: its first cells, as one line. */
GtkWidget *gx_import_column_row_new (const GxImportPlan *plan, guint column, GxImportKind kind,
                                     const char *header, const char *samples);

/** gx_import_column_row_set_why: a sentence, until a person gives it another meaning. */
void gx_import_column_row_set_why (GxImportColumnRow *self, const char *why, gboolean is_doubtful);

GxColumn gx_import_column_row_get_field (GxImportColumnRow *self);
/* (nullable): of CUSTOM, as gx_import_plan_set_column() takes it */
const char *gx_import_column_row_get_custom (GxImportColumnRow *self);
/* whether both are one of the book's own fields, and the same */
gboolean gx_import_column_row_is_same_custom (GxImportColumnRow *self, GxImportColumnRow *other);
/* without "chosen"; @custom: (nullable) */
void gx_import_column_row_set_field (GxImportColumnRow *self, GxColumn field, const char *custom);

/**
 * gx_import_column_row_read_values: where it holds one of a few words, reads which, unless they are read; then
 * "counted". Shows how many are not understood.
 */
void gx_import_column_row_read_values (GxImportColumnRow *self, const GxImportPlan *plan, guint column);

/** gx_import_column_row_get_values: (nullable) (element-type GxImportValue): NULL: they are not read. */
GPtrArray *gx_import_column_row_get_values (GxImportColumnRow *self);
const char *gx_import_column_row_get_header (GxImportColumnRow *self);

/** gx_import_column_row_grab_values: puts the focus on the button of its values. */
void gx_import_column_row_grab_values (GxImportColumnRow *self);

G_END_DECLS
