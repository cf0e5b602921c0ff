/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customers.h"
#include "search/gx-facets.h"
#include "store/gx-book.h"

G_BEGIN_DECLS

/**
 * GxCustomerQuery: which customers a list shows, and in what order. A plain value.
 */
typedef struct {
  GxCustomerSort sort;
  gboolean descending;
  char *words;             /* as typed into the search field; "" none */
  gboolean keeps_order;    /* of @sort for those found, too; else the best match comes first */
  char *criteria_json;     /* NULL: everybody */
  GxDay as_of;             /* of the criteria; GX_NO_DAY: today */
  char *currency;          /* NULL: home */
} GxCustomerQuery;

GxCustomerQuery *gx_customer_query_new (void);
GxCustomerQuery *gx_customer_query_copy (const GxCustomerQuery *self);
void gx_customer_query_free (GxCustomerQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxCustomerQuery, gx_customer_query_free)

/** gx_customer_query_ask: (transfer full): the ids, of any connection: SQL says whom the criteria means. */
GxIdList *gx_customer_query_ask (const GxCustomerQuery *self, GxConnection *book, GCancellable *cancellable,
                                 GError **error);

/** gx_customer_query_find: (transfer full): the same in a job of gx_book_find_async(): memory says it, as far
 * as facets choose. */
GxIdList *gx_customer_query_find (const GxCustomerQuery *self, GxConnection *book, GCancellable *cancellable,
                                  GError **error);

/** gx_customer_query_ask_async: either, whichever is sooner and keeps nobody who types waiting. */
void gx_customer_query_ask_async (const GxCustomerQuery *self, GxBook *book, GCancellable *cancellable,
                                  GAsyncReadyCallback done, gpointer user_data);
GxIdList *gx_customer_query_ask_finish (GxBook *book, GAsyncResult *result, GError **error);

/** gx_customer_query_count_async: the facets beside the list that this query shows. */
void gx_customer_query_count_async (const GxCustomerQuery *self, GxBook *book, GCancellable *cancellable,
                                    GAsyncReadyCallback done, gpointer user_data);
GxFacets *gx_customer_query_count_finish (GxBook *book, GAsyncResult *result, GError **error);

G_END_DECLS
