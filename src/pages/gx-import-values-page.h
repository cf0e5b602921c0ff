/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import.h"
#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxImportValuesPage: what stands in a column of fixed words, how often, and what it becomes: what is not
 * understood comes first.
 *
 * Signals: "chosen" (text, becomes): a person said what @text means; as gx_import_plan_set_value() takes it.
 */
#define GX_TYPE_IMPORT_VALUES_PAGE (gx_import_values_page_get_type ())
G_DECLARE_FINAL_TYPE (GxImportValuesPage, gx_import_values_page, GX, IMPORT_VALUES_PAGE, AdwBin)

/**
 * gx_import_values_page_show:
 * @header: what the column is called
 * @values: (element-type GxImportValue): as gx_import_values_read_finish() gives them
 */
void gx_import_values_page_show (GxImportValuesPage *self, GxBook *book, const GxImportPlan *plan,
                                 GxColumn field, const char *header, GPtrArray *values);

/** gx_import_values_are_for: whether a field holds one of a few words: gender, standing, source, owner … */
gboolean gx_import_values_are_for (GxColumn field);

/** gx_import_values_count_unknown: of how many nobody knows or said what they mean. */
guint gx_import_values_count_unknown (GPtrArray *values, const GxImportPlan *plan, GxColumn field);

/** gx_import_values_describe: (transfer full): "2 values are not understood". */
char *gx_import_values_describe (guint n_unknown);

/**
 * gx_import_values_read_async: what stands in a column of the plan's file, by a copy of the plan on a thread
 * of its own: what each becomes is what the import understands by itself.
 */
void gx_import_values_read_async (const GxImportPlan *plan, guint column, GCancellable *cancellable,
                                  GAsyncReadyCallback done, gpointer user_data);
GPtrArray *gx_import_values_read_finish (GAsyncResult *result, GError **error); /* (transfer full) */

G_END_DECLS
