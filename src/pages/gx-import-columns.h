/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-import-column-row.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxImportColumns: what the rows of a file are, what happens with customers who are there already and what
 * they are recognised by, and what each column means.
 * Holds the person's choices itself: the plan is another thread's while it is looked at.
 *
 * Signals: "changed": a choice was made; "reread": the file must be looked at again for it.
 */
#define GX_TYPE_IMPORT_COLUMNS (gx_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (GxImportColumns, gx_import_columns, GX, IMPORT_COLUMNS, AdwBin)

/** gx_import_columns_show: what a look has found. @encodings: (nullable): as gx_import_look_finish() gives
 * them. */
void gx_import_columns_show (GxImportColumns *self, const GxImportPlan *plan, const GArray *encodings);

/**
 * gx_import_columns_take: gives the choices to the plan, for another look (@with_columns FALSE:
 * find them anew) or a rehearsal.
 */
void gx_import_columns_take (GxImportColumns *self, GxImportPlan *plan, gboolean with_columns);

/** gx_import_columns_read_values: of the columns that hold one of a few words; "changed" when they are read. */
void gx_import_columns_read_values (GxImportColumns *self, const GxImportPlan *plan);

/** gx_import_columns_get_row: (nullable) (transfer none) */
GxImportColumnRow *gx_import_columns_get_row (GxImportColumns *self, guint column);

/** gx_import_columns_describe: (transfer full): "12 of 14 columns are brought in." */
char *gx_import_columns_describe (GxImportColumns *self);

G_END_DECLS
