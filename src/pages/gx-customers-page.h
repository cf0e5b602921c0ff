/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-page.h"
#include "team/gx-team-worker.h"

G_BEGIN_DECLS

/** GxCustomersPage: the list of customers and, beside it, the one chosen. */
#define GX_TYPE_CUSTOMERS_PAGE (gx_customers_page_get_type ())
G_DECLARE_FINAL_TYPE (GxCustomersPage, gx_customers_page, GX, CUSTOMERS_PAGE, GxPage)

/** gx_customers_page_show: opens one customer. */
void gx_customers_page_show (GxCustomersPage *self, GxId customer);

/** gx_customers_page_filter: the list shows who @criteria means; @title says it over the list. NULL:
 * everybody.
 * @as_of, @currency: what the criteria is asked for; GX_NO_DAY is today, NULL the home currency. */
void gx_customers_page_filter (GxCustomersPage *self, const char *criteria_json, const char *title,
                               GxDay as_of, const char *currency);

/** gx_customers_page_search: among everybody, as if typed into the search field. */
void gx_customers_page_search (GxCustomersPage *self, const char *words);

/** gx_customers_page_show_segment: asks what was saved. Property "segment" (read-only): its id; 0 none. */
void gx_customers_page_show_segment (GxCustomersPage *self, GxId segment);
GxId gx_customers_page_get_segment (GxCustomersPage *self);

/** gx_customers_page_set_layout: columns and order of the list, JSON (nullable). Property "layout" notifies
 * when a person changed it. */
void gx_customers_page_set_layout (GxCustomersPage *self, const char *layout);
char *gx_customers_page_get_layout (GxCustomersPage *self);     /* transfer full; nullable */

/** gx_customers_page_show_facets: the facets beside the list, or over it where it is narrow. Property
 * "wants-facets": whether they stand there where there is room; notifies when a person changed it. */
void gx_customers_page_show_facets (GxCustomersPage *self, gboolean is_shown);
gboolean gx_customers_page_shows_facets (GxCustomersPage *self);

/**
 * gx_customers_page_get_ids: (nullable): whom the list shows, in its order; borrowed. NULL: not known yet.
 */
GxIdList *gx_customers_page_get_ids (GxCustomersPage *self);

/** gx_customers_page_get_question: (nullable): JSON of what the list asks, beside the words searched for;
 * borrowed. */
const char *gx_customers_page_get_question (GxCustomersPage *self);

/** gx_customers_page_shows_everybody: nothing is asked and nothing searched for. */
gboolean gx_customers_page_shows_everybody (GxCustomersPage *self);

/**
 * gx_customers_page_meet: tells the team whom this person has opened, and this person who else looks at whom is
 * shown. @team: (nullable): of a shared book
 */
void gx_customers_page_meet (GxCustomersPage *self, GxTeamWorker *team);

/** gx_customers_page_add: asks for a new customer. @text: (nullable): what is known already, as one would
 * type it. */
void gx_customers_page_add (GxCustomersPage *self, const char *text);

G_END_DECLS
