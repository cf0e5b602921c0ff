/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxValueChooser: one value of a field, typed or taken from those the book knows, the most used first.
 *
 * Properties: "label": what is typed, for screen readers; "placeholder".
 * Signals: "chosen" (const char *): trimmed, "" too; of a stable word its key.
 */
#define GX_TYPE_VALUE_CHOOSER (gx_value_chooser_get_type ())
G_DECLARE_FINAL_TYPE (GxValueChooser, gx_value_chooser, GX, VALUE_CHOOSER, GtkWidget)

/** gx_value_chooser_begin: empty, with the cursor in it. @field: of customers in the catalogue of criteria. */
void gx_value_chooser_begin (GxValueChooser *self, GxBook *book, const char *field);

G_END_DECLS
