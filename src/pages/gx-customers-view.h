/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-id-list.h"
#include "customers/gx-customers.h"
#include "insight/gx-portrait.h"
#include "pages/gx-customer-columns.h"
#include "widgets/gx-list-selection.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxCustomersView:
 *
 * The rows of the customers' list: who of them is chosen, and where the list stands when others come.
 *
 * Signals: "chosen" (gint64 id, gboolean by_hand): one customer is selected or opened; 0: none, or several.
 */
#define GX_TYPE_CUSTOMERS_VIEW (gx_customers_view_get_type ())
G_DECLARE_FINAL_TYPE (GxCustomersView, gx_customers_view, GX, CUSTOMERS_VIEW, AdwBin)

/** gx_customers_view_attach: once, before anything else. */
void gx_customers_view_attach (GxCustomersView *self, GxBook *book, const char *currency);

GxLazyList *gx_customers_view_get_list (GxCustomersView *self);           /* borrowed */
GxListSelection *gx_customers_view_get_selection (GxCustomersView *self); /* borrowed */
guint gx_customers_view_count (GxCustomersView *self);

/** gx_customers_view_turn_over: the next ids answer another question: they bring who is chosen into sight. */
void gx_customers_view_turn_over (GxCustomersView *self);

/** gx_customers_view_show: these, in this order; @words: (nullable): what they were found by, which
 * the rows say. Who was chosen stays chosen; where nobody asked another question, the list also stays where
 * it stood. */
void gx_customers_view_show (GxCustomersView *self, GxIdList *ids, const char *words);

/** gx_customers_view_want: that one, brought into sight; FALSE: it will be as soon as it is among the ids. */
gboolean gx_customers_view_want (GxCustomersView *self, GxId id);

/** gx_customers_view_enter: the cursor to the first, ready for the arrows. */
void gx_customers_view_enter (GxCustomersView *self);
void gx_customers_view_focus (GxCustomersView *self);

/** gx_customers_view_set_alone: nothing stands beside the list, so nobody needs to be chosen. */
void gx_customers_view_set_alone (GxCustomersView *self, gboolean is_alone);

/** gx_customers_view_set_selecting: whether a click ticks, and several can be. */
void gx_customers_view_set_selecting (GxCustomersView *self, gboolean is_selecting);

/* How rows are shown; those in sight follow with the next ids or pages. @sort_key: (nullable): none of a
 * column. */
void gx_customers_view_set_sort (GxCustomersView *self, const char *sort_key, gboolean descending);
void gx_customers_view_set_currency (GxCustomersView *self, const char *currency);
void gx_customers_view_set_limits (GxCustomersView *self, const GxPortraitLimits *limits);
GxCustomerColumns *gx_customers_view_get_columns (GxCustomersView *self); /* borrowed */
void gx_customers_view_fit (GxCustomersView *self, const char *width_class);

G_END_DECLS
