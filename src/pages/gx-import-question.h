/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxImportQuestion: one thing that the file does not say and a person can, with an answer a row.
 *
 * Signals: "answered" (guint: which answer, as they were added).
 */
#define GX_TYPE_IMPORT_QUESTION (gx_import_question_get_type ())
G_DECLARE_FINAL_TYPE (GxImportQuestion, gx_import_question, GX, IMPORT_QUESTION, AdwBin)

/** gx_import_question_ask: begins anew, without answers. Plain texts. */
void gx_import_question_ask (GxImportQuestion *self, const char *question, const char *why);

/** gx_import_question_add: @example: (nullable): how the file reads with this answer. */
void gx_import_question_add (GxImportQuestion *self, const char *answer, const char *example);

G_END_DECLS
