/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-segments.h"
#include "models/gx-customer-query.h"
#include "pages/gx-customers-pane.h"
#include "pages/gx-customers-view.h"
#include "pages/gx-selection-bar.h"
#include "widgets/gx-aside.h"
#include "widgets/gx-criteria-bar.h"
#include "widgets/gx-facet-list.h"
#include "widgets/gx-width-bin.h"

G_BEGIN_DECLS

struct _GxCustomersPane {
  AdwBin parent_instance;

  GxAside *aside;
  GxFacetList *facets;
  GxWidthBin *width_bin;
  AdwWindowTitle *title;
  GtkSearchEntry *search;
  GxCriteriaBar *criteria;
  GtkLabel *sentence;
  GtkWidget *menu_button;
  GtkStack *stack;
  GxCustomersView *view;
  AdwStatusPage *nobody;
  GtkWidget *add_found;
  GMenu *currency_section;
  GxSelectionBar *selection_bar;
  GtkWidget *as_of_chip, *save_button, *save_as_button, *show_all_button;
  GtkLabel *as_of_label;
  GtkEntry *segment_name;

  GxBook *book;
  GxCustomerQuery *query;
  char *usual_layout;     /* of everybody; JSON, NULL: none */
  char *filter_title;     /* what the question is called where it came from; NULL: nothing */
  GxSegment *segment;     /* the saved question it began with; NULL: none */
  GCancellable *asking, *counting;
  guint tick;             /* an ask is due at the next frame */
  guint count_due;        /* of the facets */
  gboolean is_folded, is_alone, is_selecting;
  gboolean is_laying_out; /* by a layout that was kept, not by hand */
  gboolean is_entering;   /* the first of those that come is to be gone to */
  gboolean is_narrowing;  /* the first facet that comes is to be gone to */
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

/* gx-customers-question.c: what is asked, and the segments. */

void gx_customers_pane_build_question (GxCustomersPane *self);
void gx_customers_pane_show_question (GxCustomersPane *self);
void gx_customers_pane_show_sentence (GxCustomersPane *self, guint n);
void gx_customers_pane_load_catalogue (GxCustomersPane *self);
void gx_customers_pane_segments_changed (GxCustomersPane *self);
void gx_customers_pane_notify_segment (GxCustomersPane *self);
void gx_customers_pane_save_segment_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_customers_pane_save_segment_as_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_customers_pane_as_of_today_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void gx_customers_pane_over_time_cb (GtkWidget *widget, const char *action, GVariant *parameter);

void gx_customers_pane_change_question (GxCustomersPane *self, GxCriteria *criteria);

/* gx-customers-facets.c: the facets beside the list. */

/** gx_customers_pane_count_facets: the answer to the question was shown: beside it, if anywhere. */
void gx_customers_pane_count_facets (GxCustomersPane *self);
void gx_customers_pane_stop_counting (GxCustomersPane *self);
void gx_customers_pane_show_facets (GxCustomersPane *self, gboolean is_shown);   /* by hand */
void gx_customers_pane_facets_shown (GxCustomersPane *self);
void gx_customers_pane_choose_facet (GxCustomersPane *self, const char *field, const char *value,
                                     gboolean is_chosen);

/* gx-customers-layout.c: columns and order, remembered for each segment and for everybody. */

void gx_customers_pane_build_layout (GxCustomersPane *self);
char *gx_customers_pane_write_layout (GxCustomersPane *self);            /* JSON; transfer full */
void gx_customers_pane_read_layout (GxCustomersPane *self, const char *layout); /* NULL: the usual one */
void gx_customers_pane_columns_cb (GtkWidget *widget, const char *action, GVariant *parameter);

G_END_DECLS
