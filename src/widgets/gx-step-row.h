/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-journal.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxStepRow: one step of the journal, in the reader's language and time, with a button that undoes or redoes
 * it (the window's actions win.undo-step and win.redo-step).
 */
#define GX_TYPE_STEP_ROW (gx_step_row_get_type ())
G_DECLARE_FINAL_TYPE (GxStepRow, gx_step_row, GX, STEP_ROW, GtkListBoxRow)

/**
 * gx_step_row_new: @entry: (transfer none): a 'd', read now. @with_customer: FALSE where the page is one
 * customer's.
 */
GxStepRow *gx_step_row_new (const GxJournalEntry *entry, gboolean with_customer, gboolean is_read_only);

/** gx_step_row_set_noted: the step only notes something: @title says what, @author (nullable) who did it;
 * there is nothing to undo. */
void gx_step_row_set_noted (GxStepRow *self, const char *title, const char *author);

GxId gx_step_row_get_customer (GxStepRow *self); /* 0: none, or several */

G_END_DECLS
