/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-journal.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxFactRow: a fact of the book that is edited in its place. Enter or the apply button tells it (signal
 * "apply" of AdwEntryRow), Esc takes the typing back.
 *
 * What a person is typing is never replaced under the cursor: where the book says something else meanwhile,
 * the row emits "met" and, once gx_fact_row_tell() says who it was, tells so in a row below
 * (gx_fact_row_get_news()), where theirs can be taken. What is told after that is told over theirs, which is
 * offered until the row is shown for something else.
 *
 * Property "is-changed": something else is typed than stood there when it was begun.
 */
#define GX_TYPE_FACT_ROW (gx_fact_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (GxFactRow, gx_fact_row, GX, FACT_ROW, AdwEntryRow)

struct _GxFactRowClass {
  AdwEntryRowClass parent_class;
};

GtkWidget *gx_fact_row_new (void);

/** gx_fact_row_show: what the book says; @text (nullable). */
void gx_fact_row_show (GxFactRow *self, const char *label, const char *text, gboolean is_read_only);

/**
 * gx_fact_row_tell: the answer to "met": @writer: (nullable): who changed it; NULL: not known. Where nothing
 * is typed yet and it was the reader's own step, it is simply shown.
 */
void gx_fact_row_tell (GxFactRow *self, const GxJournalEntry *writer);

/** gx_fact_row_get_news: a row to be placed below this one; hidden while there is nothing to tell. */
GtkWidget *gx_fact_row_get_news (GxFactRow *self);

/** gx_fact_row_get_base: what stood there when the person began to type. */
const char *gx_fact_row_get_base (GxFactRow *self);

/**
 * gx_fact_row_mark: two people changed it without knowing of each other: a button that activates @action;
 * NULL: they did not.
 */
void gx_fact_row_mark (GxFactRow *self, const char *action);

gboolean gx_fact_row_is_changed (GxFactRow *self);

/** gx_fact_row_is_edited: something is typed in it, or it tells of somebody else's change. */
gboolean gx_fact_row_is_edited (GxFactRow *self);

/**
 * gx_fact_row_settle: what is typed was told: the next gx_fact_row_show() may replace it. As "apply" does.
 */
void gx_fact_row_settle (GxFactRow *self);

G_END_DECLS
