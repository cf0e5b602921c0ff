/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxImportReading: how the file itself is read: its characters, what stands between its cells, which sheet,
 * whether there is a header, which of day and month comes first. One row that says it, and opens to change it.
 *
 * Signals: "changed": the file must be looked at again.
 */
#define GX_TYPE_IMPORT_READING (gx_import_reading_get_type ())
G_DECLARE_FINAL_TYPE (GxImportReading, gx_import_reading, GX, IMPORT_READING, AdwExpanderRow)

/** gx_import_reading_show: @encodings: (nullable): of GxEncodingGuess; NULL: not a text file. */
void gx_import_reading_show (GxImportReading *self, const GxImportPlan *plan, const GArray *encodings);

/** gx_import_reading_take: gives the choices to the plan. */
void gx_import_reading_take (GxImportReading *self, GxImportPlan *plan);

/** gx_encoding_label: for people: "Chinese (GB18030, GBK)"; the name itself where there is no better word. */
const char *gx_encoding_label (const char *name);

G_END_DECLS
