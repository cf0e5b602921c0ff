/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-facets.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxFacetGroup:
 *
 * One facet: its name, and the values to tick. Where there are many, those that are chosen and the most
 * frequent ones; all of them, with a field that finds one, when asked for. Up and Down go from value to
 * value, Tab to the next facet.
 *
 * Action "facet.more": all of them, or few again.
 * Signal "chosen" (const char *value, gboolean is_chosen): a value was ticked, or no longer is; NULL: none is
 * known.
 */
#define GX_TYPE_FACET_GROUP (gx_facet_group_get_type ())
G_DECLARE_FINAL_TYPE (GxFacetGroup, gx_facet_group, GX, FACET_GROUP, GtkBox)

GtkWidget *gx_facet_group_new (void);

/** gx_facet_group_show: @facet: must live until another is shown. */
void gx_facet_group_show (GxFacetGroup *self, const GxFacet *facet);

const char *gx_facet_group_get_field (GxFacetGroup *self);    /* NULL: nothing is shown yet */

G_END_DECLS
