/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-customer-query.h"
#include "pages/gx-customers-pane.h"
#include "pages/gx-customers-view.h"
#include "pages/gx-selection-bar.h"
#include "widgets/gx-width-bin.h"

G_BEGIN_DECLS

struct _GxCustomersPane {
  AdwBin parent_instance;

  GxWidthBin *width_bin;
  AdwWindowTitle *title;
  GtkSearchEntry *search;
  GtkRevealer *banner_revealer;
  GtkLabel *banner;
  GtkStack *stack;
  GxCustomersView *view;
  AdwStatusPage *nobody;
  GtkWidget *add_found;
  GMenu *currency_section;
  GxSelectionBar *selection_bar;

  GxBook *book;
  GxCustomerQuery *query;
  char *filter_title;
  GCancellable *asking;
  guint tick;             /* an ask is due at the next frame */
  gboolean is_folded, is_alone, is_selecting;
  gboolean is_entering;   /* the first of those that come is to be gone to */
  gboolean is_warm;       /* what is typed finds its answers in memory */
};

/* gx-customers-ask.c: the question, and what is said about its answer. */

gboolean gx_customers_pane_is_searching (GxCustomersPane *self);
void gx_customers_pane_ask_now (GxCustomersPane *self);

/**
 * gx_customers_pane_ask_soon: typing and changes within one frame are one question. @is_restless: it is
 * another question, not the same asked again.
 */
void gx_customers_pane_ask_soon (GxCustomersPane *self, gboolean is_restless);

/** gx_customers_pane_read_manners: what the book says about how its rows are shown. */
void gx_customers_pane_read_manners (GxCustomersPane *self);

G_END_DECLS
