/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-facets.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GxFacetRow: one value of a facet, to be ticked, with its count. To a screen reader it is a check box. */
#define GX_TYPE_FACET_ROW (gx_facet_row_get_type ())
G_DECLARE_FINAL_TYPE (GxFacetRow, gx_facet_row, GX, FACET_ROW, GtkListBoxRow)

GtkWidget *gx_facet_row_new (const char *value);              /* NULL: none is known */

/** gx_facet_row_show: @rank: where in its list it stands. */
void gx_facet_row_show (GxFacetRow *self, const GxFacetValue *value, guint rank);

const char *gx_facet_row_get_value (GxFacetRow *self);
guint gx_facet_row_get_rank (GxFacetRow *self);
gboolean gx_facet_row_is_chosen (GxFacetRow *self);
guint gx_facet_row_get_count (GxFacetRow *self);

/** gx_facet_row_set_chosen: at once, before the answer comes. */
void gx_facet_row_set_chosen (GxFacetRow *self, gboolean is_chosen);

G_END_DECLS
