/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-facets.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxFacetList:
 *
 * What stands beside a list to narrow it: each facet with its values and how many have them. It chooses
 * nothing itself: whoever hears "chosen" changes the question, whose next counts say what is chosen.
 *
 * Signal "chosen" (const char *field, const char *value, gboolean is_chosen): as gx_facets_choose() has them.
 */
#define GX_TYPE_FACET_LIST (gx_facet_list_get_type ())
G_DECLARE_FINAL_TYPE (GxFacetList, gx_facet_list, GX, FACET_LIST, GtkWidget)

/** gx_facet_list_show: @facets: (transfer full). Until others come, these stay. */
void gx_facet_list_show (GxFacetList *self, GxFacets *facets);

/** gx_facet_list_get_facets: (nullable): what is shown; borrowed. */
GxFacets *gx_facet_list_get_facets (GxFacetList *self);

/** gx_facet_list_focus: the cursor to the first value. */
void gx_facet_list_focus (GxFacetList *self);

G_END_DECLS
