/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxFactRow: a fact of the book that is edited in its place. Enter or the apply button tells it (signal
 * "apply" of AdwEntryRow), Esc takes the typing back. What a person is typing is never replaced under the
 * cursor.
 *
 * Property "is-changed": something else is typed than the book says.
 */
#define GX_TYPE_FACT_ROW (gx_fact_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (GxFactRow, gx_fact_row, GX, FACT_ROW, AdwEntryRow)

struct _GxFactRowClass {
  AdwEntryRowClass parent_class;
};

GtkWidget *gx_fact_row_new (void);

/** gx_fact_row_show: what the book says; @text (nullable). */
void gx_fact_row_show (GxFactRow *self, const char *label, const char *text, gboolean is_read_only);

gboolean gx_fact_row_is_changed (GxFactRow *self);

/**
 * gx_fact_row_settle: what is typed was told: the next gx_fact_row_show() may replace it. As "apply" does.
 */
void gx_fact_row_settle (GxFactRow *self);

G_END_DECLS
