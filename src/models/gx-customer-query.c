/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "models/gx-customer-query.h"

#include "base/gx-id-list.h"
#include "criteria/gx-criteria.h"
#include "search/gx-search.h"

GxCustomerQuery *
gx_customer_query_new (void)
{
  GxCustomerQuery *self = g_new0 (GxCustomerQuery, 1);

  self->words = g_strdup ("");
  self->as_of = GX_NO_DAY;
  return self;
}

GxCustomerQuery *
gx_customer_query_copy (const GxCustomerQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GxCustomerQuery *copy = g_new0 (GxCustomerQuery, 1);
  *copy = *self;
  copy->words = g_strdup (self->words);
  copy->criteria_json = g_strdup (self->criteria_json);
  copy->currency = g_strdup (self->currency);
  return copy;
}

void
gx_customer_query_free (GxCustomerQuery *self)
{
  g_free (self->words);
  g_free (self->criteria_json);
  g_free (self->currency);
  g_free (self);
}

static gboolean
is_blank (const char *words)
{
  while (g_unichar_isspace (g_utf8_get_char (words)) && *words != '\0')
    words = g_utf8_next_char (words);
  return *words == '\0';
}

static GxIdList *
search_words (const GxCustomerQuery *self, GxConnection *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxSearchResult) result = gx_search_find (book, self->words, 0, cancellable, error);

  return result != NULL ? gx_id_list_ref (result->ids) : NULL;
}

GxIdList *
gx_customer_query_ask (const GxCustomerQuery *self, GxConnection *book, GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && GX_IS_CONNECTION (book), NULL);

  g_autoptr (GxIdList) ids = is_blank (self->words)
    ? gx_customers_order (book, self->sort, self->descending, self->currency, error)
    : search_words (self, book, cancellable, error);
  if (ids == NULL || self->criteria_json == NULL)
    return g_steal_pointer (&ids);

  g_autoptr (GxCriteria) criteria = gx_criteria_from_json (self->criteria_json, error);
  g_autoptr (GxIdList) set = NULL;
  GxCriteriaContext context = { self->as_of, self->currency };
  if (criteria == NULL || !gx_criteria_ids (book, criteria, &context, &set, error))
    return NULL;
  return gx_id_list_filter (ids, set);
}

static gpointer
ask_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_customer_query_ask (data, book, cancellable, error);
}

void
gx_customer_query_ask_async (const GxCustomerQuery *self, GxBook *book, GCancellable *cancellable,
                             GAsyncReadyCallback done, gpointer user_data)
{
  g_return_if_fail (self != NULL && GX_IS_BOOK (book));

  (is_blank (self->words) ? gx_book_read_async : gx_book_find_async)
    (book, ask_job, gx_customer_query_copy (self), (GDestroyNotify) gx_customer_query_free,
     (GDestroyNotify) gx_id_list_unref, cancellable, done, user_data);
}

GxIdList *
gx_customer_query_ask_finish (GxBook *book, GAsyncResult *result, GError **error)
{
  return gx_book_job_finish (book, result, error);
}
