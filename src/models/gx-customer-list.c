/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "models/gx-customer-list.h"

#include "customers/gx-customers.h"
#include "insight/gx-insight.h"
#include "search/gx-search.h"

typedef struct {
  GxBook *book;
  char *currency;
  char *words;       /* NULL: nobody searches */
  GxRowExtras extras;
} Source;

typedef struct {
  GxLazyList *list;
  guint64 ticket;
  GArray *ids;
} Page;

typedef struct {
  GArray *ids;
  char *currency;
  char *words;
  GxRowExtras extras;
} PageJob;

static void
free_source (gpointer data)
{
  Source *source = data;

  g_object_unref (source->book);
  g_free (source->currency);
  g_free (source->words);
  g_free (source);
}

static void
free_page_job (gpointer data)
{
  PageJob *job = data;

  g_array_unref (job->ids);
  g_free (job->currency);
  g_free (job->words);
  g_free (job);
}

static gboolean
read_tiers (GxConnection *book, GPtrArray *rows, const char *currency, GError **error)
{
  const GxCriteriaContext context = { GX_NO_DAY, currency };
  g_autoptr (GxPortrait) portrait = gx_insight_portrait (book, &context, error);

  for (guint i = 0; portrait != NULL && i < rows->len; i++)
    {
      GxCustomerRow *row = g_ptr_array_index (rows, i);
      gint64 place = gx_portrait_find (portrait, row->id);
      GxTier tier = place >= 0 ? portrait->tiers[place] : GX_TIER_NONE;

      row->tier = tier != GX_TIER_NONE ? gx_tier_words[tier - GX_TIER_A] : NULL;
    }
  return portrait != NULL;
}

static gboolean
read_extras (GxConnection *book, GPtrArray *rows, const PageJob *job, GError **error)
{
  return ((job->extras & GX_ROW_WAYS) == 0 || gx_customers_rows_read_ways (book, rows, error))
    && ((job->extras & GX_ROW_TIER) == 0 || read_tiers (book, rows, job->currency, error))
    && ((job->extras & GX_ROW_ADDED) == 0 || gx_customers_rows_read_added (book, rows, error));
}

static gpointer
read_page_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  PageJob *job = data;
  g_autoptr (GPtrArray) rows = gx_customers_rows (book, (const GxId *) job->ids->data, job->ids->len,
                                                  job->currency, error);

  if (rows == NULL || !read_extras (book, rows, job, error))
    return NULL;
  for (guint i = 0; job->words != NULL && i < rows->len; i++)
    {
      GxCustomerRow *row = g_ptr_array_index (rows, i);
      g_autoptr (GxSearchReason) reason = gx_search_explain (book, job->words, row->id);

      if (reason == NULL)
        continue;
      row->found_by = g_steal_pointer (&reason->text);
      row->found_field = reason->field;
      row->found_start = reason->value_start;
    }
  return g_steal_pointer (&rows);
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Page *page = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (error != NULL)
    g_warning ("A page of the list could not be read: %s", error->message);
  gx_lazy_list_deliver (page->list, page->ticket, (const GxId *) page->ids->data, page->ids->len, rows);
  g_object_unref (page->list);
  g_array_unref (page->ids);
  g_free (page);
}

static void
load_page (GxLazyList *list, guint64 ticket, const GxId *ids, guint n_ids, gpointer user_data)
{
  Source *source = user_data;
  Page *page = g_new0 (Page, 1);
  PageJob *job = g_new0 (PageJob, 1);

  page->list = g_object_ref (list);
  page->ticket = ticket;
  page->ids = g_array_sized_new (FALSE, FALSE, sizeof (GxId), n_ids);
  g_array_append_vals (page->ids, ids, n_ids);
  job->ids = g_array_ref (page->ids);
  job->currency = g_strdup (source->currency);
  job->words = g_strdup (source->words);
  job->extras = source->extras;
  (job->words == NULL ? gx_book_read_async : gx_book_find_async)
    (source->book, read_page_job, job, free_page_job, (GDestroyNotify) g_ptr_array_unref, NULL,
     page_read_cb, page);
}

GxLazyList *
gx_customer_list_new (GxBook *book, const char *currency)
{
  g_return_val_if_fail (GX_IS_BOOK (book), NULL);

  Source *source = g_new0 (Source, 1);
  source->book = g_object_ref (book);
  source->currency = g_strdup (currency);
  GxLazyList *list = gx_lazy_list_new (load_page, source, free_source, (GDestroyNotify) gx_customer_row_free);
  g_object_set_data (G_OBJECT (list), "gx-source", source);
  return list;
}

void
gx_customer_list_set_currency (GxLazyList *list, const char *currency)
{
  Source *source = g_object_get_data (G_OBJECT (list), "gx-source");

  g_return_if_fail (source != NULL);

  g_free (source->currency);
  source->currency = g_strdup (currency);
  gx_lazy_list_refresh (list, NULL);
}

gboolean
gx_customer_list_set_words (GxLazyList *list, const char *words)
{
  Source *source = g_object_get_data (G_OBJECT (list), "gx-source");

  g_return_val_if_fail (source != NULL, FALSE);

  if (g_strcmp0 (source->words, words) == 0)
    return FALSE;
  g_free (source->words);
  source->words = g_strdup (words);
  return TRUE;
}

void
gx_customer_list_set_extras (GxLazyList *list, GxRowExtras extras)
{
  Source *source = g_object_get_data (G_OBJECT (list), "gx-source");

  g_return_if_fail (source != NULL);

  gboolean has_more = (extras & ~source->extras) != 0;
  source->extras = extras;
  if (has_more)
    gx_lazy_list_refresh (list, NULL);
}

const GxCustomerRow *
gx_customer_list_row (GxLazyRow *row)
{
  return gx_lazy_row_get_item (row);
}
