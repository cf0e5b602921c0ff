/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import.h"
#include "store/gx-book.h"
#include "store/gx-progress.h"

G_BEGIN_DECLS

/**
 * GxImportWork: a rehearsal or run of a plan on the book's own thread. The plan is the work's until @done was
 * called.
 */
typedef struct _GxImportWork GxImportWork;

GxImportWork *gx_import_work_start (GxBook *book, GxImportPlan *plan, gboolean is_rehearsal,
                                    GAsyncReadyCallback done, gpointer user_data);
GxImportWork *gx_import_work_ref (GxImportWork *self);
void gx_import_work_unref (GxImportWork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxImportWork, gx_import_work_unref)

/**
 * gx_import_work_get_progress: (transfer none): in rows, of none while the file is looked through first. By it
 * the work is cancelled, too: what was committed before stays, and finish then says so by its report.
 */
GxProgress *gx_import_work_get_progress (GxImportWork *self);

/** gx_import_work_finish: (transfer full). @step: (out): 0 where nothing changed. */
GxImportReport *gx_import_work_finish (GxImportWork *self, GAsyncResult *result, GxId *step, GError **error);

/**
 * gx_import_look_async: gx_import_plan_look() on a thread of the book, which has @plan until @done was called.
 * @recalls: whether what is kept for files of this shape is taken
 * @encodings: (inout): of GxEncodingGuess: how a text file could be read, also where the look failed for that;
 *   NULL: it is no text
 */
void gx_import_look_async (GxBook *book, GxImportPlan *plan, gboolean recalls, GArray **encodings,
                           GAsyncReadyCallback done, gpointer user_data);
gboolean gx_import_look_finish (GxBook *book, GAsyncResult *result, GError **error);

G_END_DECLS
