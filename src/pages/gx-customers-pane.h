/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxCustomersPane:
 *
 * The list of customers with its search field, order, choice of several and the question that says
 * who is shown: a saved segment, or what was asked by chips.
 *
 * Properties: "book" (construct only), "is-folded": the sidebar is away, "is-alone": nothing stands beside
 * it at the right, "sort" (key of gx_customer_sort_parse), "is-descending", "is-selecting": a click ticks,
 * "currency": of the value, "segment" (read-only): the id of the saved one that is shown, changed or not;
 * 0: none, "shows-facets": they can be seen, "wants-facets": they stand beside the list where there is room,
 * "has-room": there is, for both.
 *
 * Signals: "chosen" (gint64 id, gboolean by_hand): one customer is selected; 0: none, or several.
 */
#define GX_TYPE_CUSTOMERS_PANE (gx_customers_pane_get_type ())
G_DECLARE_FINAL_TYPE (GxCustomersPane, gx_customers_pane, GX, CUSTOMERS_PANE, AdwBin)

/** gx_customers_pane_focus: the cursor into the list. */
void gx_customers_pane_focus (GxCustomersPane *self);

/** gx_customers_pane_find: the cursor into the search field. */
void gx_customers_pane_find (GxCustomersPane *self);

/** gx_customers_pane_search: as if typed into the search field. */
void gx_customers_pane_search (GxCustomersPane *self, const char *words);

/** gx_customers_pane_go_back: stops selecting, searching or filtering. FALSE: nothing of it was going on. */
gboolean gx_customers_pane_go_back (GxCustomersPane *self);

/** gx_customers_pane_select: that one, brought into sight. Where the list does not show it, everybody is
 * shown again. */
void gx_customers_pane_select (GxCustomersPane *self, GxId id);

/** gx_customers_pane_filter: asks that, as chips. @title: (nullable): what it is called where it comes
 * from. */
void gx_customers_pane_filter (GxCustomersPane *self, const char *criteria_json, const char *title,
                               GxDay as_of, const char *currency);

/** gx_customers_pane_get_question: (nullable): JSON of what it asks; borrowed. */
const char *gx_customers_pane_get_question (GxCustomersPane *self);

/** gx_customers_pane_shows_everybody: nothing is asked and nothing searched for. */
gboolean gx_customers_pane_shows_everybody (GxCustomersPane *self);

/** gx_customers_pane_show_segment: asks what was saved. */
void gx_customers_pane_show_segment (GxCustomersPane *self, GxId segment);
GxId gx_customers_pane_get_segment (GxCustomersPane *self);

/** gx_customers_pane_set_layout: @layout: (nullable): JSON, of everybody and of what was not saved. Property
 * "layout" notifies when a person changed it. */
void gx_customers_pane_set_layout (GxCustomersPane *self, const char *layout);

/** gx_customers_pane_get_ids: (nullable): whom the list shows, in its order; borrowed. */
GxIdList *gx_customers_pane_get_ids (GxCustomersPane *self);
void gx_customers_pane_changed (GxCustomersPane *self, GxChange *change);

G_END_DECLS
