/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxImportRecognition: what customers who are there already are recognised by: all that is known of them, or
 * only what a person ticks among the columns the file has.
 *
 * Signals: "changed": a choice was made.
 */
#define GX_TYPE_IMPORT_RECOGNITION (gx_import_recognition_get_type ())
G_DECLARE_FINAL_TYPE (GxImportRecognition, gx_import_recognition, GX, IMPORT_RECOGNITION, AdwExpanderRow)

/** gx_import_recognition_show: what the plan says. Then tell what the file has. */
void gx_import_recognition_show (GxImportRecognition *self, const GxImportPlan *plan);

/** gx_import_recognition_offer: @fields: (element-type GxColumn): what the columns of the file mean. */
void gx_import_recognition_offer (GxImportRecognition *self, const GArray *fields);

/** gx_import_recognition_take: gives the choice to the plan. */
void gx_import_recognition_take (GxImportRecognition *self, GxImportPlan *plan);

G_END_DECLS
