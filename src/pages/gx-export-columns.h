/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-export.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxExportColumns: which columns a file gets; they stand in it in this order. Signal: "changed", by a person.
 */
#define GX_TYPE_EXPORT_COLUMNS (gx_export_columns_get_type ())
G_DECLARE_FINAL_TYPE (GxExportColumns, gx_export_columns, GX, EXPORT_COLUMNS, AdwBin)

/**
 * gx_export_columns_fill: all that such a list can have.
 * @customs: (nullable) (element-type GxCustomField): the book's own fields of customers
 */
void gx_export_columns_fill (GxExportColumns *self, GxExportKind kind, GPtrArray *customs);

/** gx_export_columns_choose: @keys: (nullable): these and no others, they come first; NULL: all. */
void gx_export_columns_choose (GxExportColumns *self, const char * const *keys);

/** gx_export_columns_choose_listed: those of a list of customers. @layout_json: (nullable): as it is at first. */
void gx_export_columns_choose_listed (GxExportColumns *self, const char *layout_json);

/** gx_export_columns_list: (transfer full): the keys of those chosen. */
char **gx_export_columns_list (GxExportColumns *self);

G_END_DECLS
