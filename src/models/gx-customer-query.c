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

/* (transfer full) (nullable): NULL without @error: everybody. */
static GxCriteria *
read_criteria (const GxCustomerQuery *self, GError **error)
{
  return self->criteria_json != NULL ? gx_criteria_from_json (self->criteria_json, error) : NULL;
}

static GxIdList *
search_words (const GxCustomerQuery *self, GxConnection *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxSearchResult) result = gx_search_find (book, self->words, 0, cancellable, error);

  return result != NULL ? gx_id_list_ref (result->ids) : NULL;
}

/* Among whom the criteria chooses, in the order that is shown. */
static GxIdList *
list_base (const GxCustomerQuery *self, GxConnection *book, GCancellable *cancellable, GError **error)
{
  if (!is_blank (self->words) && !self->keeps_order)
    return search_words (self, book, cancellable, error);

  g_autoptr (GxIdList) order = gx_customers_order (book, self->sort, self->descending, self->currency, error);
  if (order == NULL || is_blank (self->words))
    return g_steal_pointer (&order);
  g_autoptr (GxIdList) found = search_words (self, book, cancellable, error);
  return found != NULL ? gx_id_list_filter (order, found) : NULL;
}

GxIdList *
gx_customer_query_ask (const GxCustomerQuery *self, GxConnection *book, GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && GX_IS_CONNECTION (book), NULL);

  g_autoptr (GxIdList) ids = list_base (self, book, cancellable, error);
  if (ids == NULL || self->criteria_json == NULL)
    return g_steal_pointer (&ids);

  g_autoptr (GxCriteria) criteria = read_criteria (self, error);
  g_autoptr (GxIdList) set = NULL;
  GxCriteriaContext context = { self->as_of, self->currency };
  if (criteria == NULL || !gx_criteria_ids (book, criteria, &context, &set, error))
    return NULL;
  return gx_id_list_filter (ids, set);
}

GxIdList *
gx_customer_query_find (const GxCustomerQuery *self, GxConnection *book, GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (self != NULL && GX_IS_CONNECTION (book), NULL);

  if (self->criteria_json == NULL)
    return list_base (self, book, cancellable, error);

  gboolean is_by_name = is_blank (self->words) && self->sort == GX_CUSTOMER_SORT_NAME && !self->descending;
  g_autoptr (GxCriteria) criteria = read_criteria (self, error);
  g_autoptr (GxIdList) base = NULL;
  GxCriteriaContext context = { self->as_of, self->currency };
  if (criteria == NULL)
    return NULL;
  if (!is_by_name) /* that order is in memory, too */
    {
      base = list_base (self, book, cancellable, error);
      if (base == NULL)
        return NULL;
    }
  return gx_facets_filter (book, criteria, base, &context, cancellable, error);
}

static gpointer
ask_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_customer_query_ask (data, book, cancellable, error);
}

static gpointer
find_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_customer_query_find (data, book, cancellable, error);
}

/* Facets choose, and nothing else is asked. */
static gboolean
only_chooses (const GxCustomerQuery *self)
{
  g_autoptr (GxCriteria) criteria = read_criteria (self, NULL);
  g_autoptr (GxCriteria) choices = NULL;
  g_autoptr (GxCriteria) rest = NULL;

  gx_facets_split (criteria, &choices, &rest);
  return choices != NULL && rest == NULL;
}

void
gx_customer_query_ask_async (const GxCustomerQuery *self, GxBook *book, GCancellable *cancellable,
                             GAsyncReadyCallback done, gpointer user_data)
{
  g_return_if_fail (self != NULL && GX_IS_BOOK (book));

  gboolean finds = !is_blank (self->words) || (gx_search_is_warm (book) && only_chooses (self));
  (finds ? gx_book_find_async : gx_book_read_async)
    (book, finds ? find_job : ask_job, gx_customer_query_copy (self), (GDestroyNotify) gx_customer_query_free,
     (GDestroyNotify) gx_id_list_unref, cancellable, done, user_data);
}

GxIdList *
gx_customer_query_ask_finish (GxBook *book, GAsyncResult *result, GError **error)
{
  return gx_book_job_finish (book, result, error);
}

/* -- Counting: what no facet chooses is read first, the facets are counted where somebody types. */

typedef struct {
  GxCustomerQuery *query;
  GxCriteria *choices, *rest;    /* NULL: none */
  GxIdList *fitting;             /* the rest; NULL: everybody */
} Counting;

static void
free_counting (gpointer data)
{
  Counting *counting = data;

  gx_customer_query_free (counting->query);
  g_clear_pointer (&counting->choices, gx_criteria_unref);
  g_clear_pointer (&counting->rest, gx_criteria_unref);
  g_clear_pointer (&counting->fitting, gx_id_list_unref);
  g_free (counting);
}

static gpointer
fit_rest_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Counting *counting = data;
  GxCriteriaContext context = { counting->query->as_of, counting->query->currency };
  GxIdList *fitting = NULL;

  return gx_criteria_ids (book, counting->rest, &context, &fitting, error) ? fitting : NULL;
}

static gpointer
count_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Counting *counting = data;
  const GxCustomerQuery *query = counting->query;
  GxCriteriaContext context = { query->as_of, query->currency };
  g_autoptr (GxIdList) base = counting->fitting != NULL ? gx_id_list_ref (counting->fitting) : NULL;

  if (!is_blank (query->words))
    {
      g_autoptr (GxIdList) found = search_words (query, book, cancellable, error);
      if (found == NULL)
        return NULL;
      g_clear_pointer (&base, gx_id_list_unref);
      base = gx_id_list_filter (found, counting->fitting);
    }
  return gx_facets_count (book, counting->choices, base, &context, cancellable, error);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GxFacets *facets = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (facets != NULL)
    g_task_return_pointer (task, facets, (GDestroyNotify) gx_facets_free);
  else
    g_task_return_error (task, error);
}

static void
count (GxBook *book, GTask *task)
{
  gx_book_find_async (book, count_job, g_task_get_task_data (task), NULL, (GDestroyNotify) gx_facets_free,
                      g_task_get_cancellable (task), counted_cb, task);
}

static void
rest_fitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Counting *counting = g_task_get_task_data (task);
  GError *error = NULL;

  counting->fitting = gx_book_job_finish (GX_BOOK (source), result, &error);
  if (counting->fitting != NULL)
    count (GX_BOOK (source), g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

void
gx_customer_query_count_async (const GxCustomerQuery *self, GxBook *book, GCancellable *cancellable,
                               GAsyncReadyCallback done, gpointer user_data)
{
  g_return_if_fail (self != NULL && GX_IS_BOOK (book));

  GTask *task = g_task_new (book, cancellable, done, user_data);
  Counting *counting = g_new0 (Counting, 1);
  GError *error = NULL;
  g_autoptr (GxCriteria) criteria = read_criteria (self, &error);

  counting->query = gx_customer_query_copy (self);
  g_task_set_task_data (task, counting, free_counting);
  gx_facets_split (criteria, &counting->choices, &counting->rest);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (counting->rest != NULL)
    gx_book_read_async (book, fit_rest_job, counting, NULL, (GDestroyNotify) gx_id_list_unref, cancellable,
                        rest_fitted_cb, task);
  else
    count (book, task);
}

GxFacets *
gx_customer_query_count_finish (GxBook *book, GAsyncResult *result, GError **error)
{
  return gx_book_job_finish (book, result, error);
}
