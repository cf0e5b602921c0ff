/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-id-list.h"
#include "insight/gx-insight.h"
#include "interchange/gx-demo.h"
#include "interchange/gx-house.h"
#include "models/gx-customer-query.h"
#include "search/gx-search.h"
#include "support/gx-test-book.h"
#include "support/gx-test-folder.h"

/* Whom the list shows: the same from memory as from the book, in every order, with words and without; and
   what stands beside it. */

#define N_CUSTOMERS 600
#define DEADLINE_S 60

#define SHANGHAI "{\"field\":\"city\",\"is\":[\"上海\",\"北京\"]}"
#define NOWHERE "{\"any\":[" SHANGHAI ",{\"field\":\"city\",\"known\":false}]}"
#define BOUGHT "{\"field\":\"orders\",\"at_least\":2}"
#define DORMANT "{\"field\":\"lifecycle\",\"is\":[\"dormant\",\"active\"]}"

static const char * const questions[] = {
  NULL, SHANGHAI, NOWHERE, BOUGHT, DORMANT, "{\"all\":[" SHANGHAI "," BOUGHT "]}",
  "{\"all\":[" DORMANT "," NOWHERE "]}", "{\"not\":" SHANGHAI "}",
};
static const char * const words[] = { "", "  ", "l", "王" };

static gboolean
fill (GxConnection *book, GError **error)
{
  GxDemoOptions options = { .customers = N_CUSTOMERS, .seed = 3, .as_of = gx_day_new (2026, 11, 21) };

  return gx_demo_fill (book, &options, NULL, NULL, error);
}

static GxCustomerQuery *
make_query (const char *typed, const char *question, GxCustomerSort sort, gboolean descending)
{
  GxCustomerQuery *query = gx_customer_query_new ();

  g_free (query->words);
  query->words = g_strdup (typed);
  query->criteria_json = g_strdup (question);
  query->sort = sort;
  query->descending = descending;
  return query;
}

static void
assert_same (GxIdList *found, GxIdList *expected, const GxCustomerQuery *query)
{
  gboolean is_same = gx_id_list_length (found) == gx_id_list_length (expected);

  for (guint i = 0; is_same && i < gx_id_list_length (found); i++)
    is_same = gx_id_list_get (found, i) == gx_id_list_get (expected, i);
  if (!is_same)
    g_error ("“%s”, %s, by %s%s: %u from memory, %u from the book", query->words,
             query->criteria_json != NULL ? query->criteria_json : "everybody",
             gx_customer_sort_key (query->sort), query->descending ? " down" : "",
             gx_id_list_length (found), gx_id_list_length (expected));
}

static void
test_find_is_ask (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GError) error = NULL;
  guint n_some = 0;

  g_assert_true (fill (book, &error));
  g_assert_no_error (error);
  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    for (guint q = 0; q < G_N_ELEMENTS (questions); q++)
      for (GxCustomerSort sort = GX_CUSTOMER_SORT_NAME; sort < GX_CUSTOMER_N_SORTS; sort++)
        for (int descending = 0; descending < 2; descending++)
          {
            g_autoptr (GxCustomerQuery) query = make_query (words[w], questions[q], sort, descending);
            query->keeps_order = sort % 2 == 1;
            query->as_of = q % 3 == 1 ? gx_day_new (2025, 6, 30) : GX_NO_DAY;
            g_autoptr (GxIdList) expected = gx_customer_query_ask (query, book, NULL, &error);
            g_assert_no_error (error);
            g_autoptr (GxIdList) found = gx_customer_query_find (query, book, NULL, &error);
            g_assert_no_error (error);
            assert_same (found, expected, query);
            n_some += gx_id_list_length (found) > 0;
          }
  g_assert_cmpuint (n_some, >, 500);
}

/* The list's order is that of the words, and of the names within each. */
static void
test_by_lifecycle (void)
{
  static const guint places[GX_N_LIFECYCLES] = {
    [GX_LIFECYCLE_NEW] = 0, [GX_LIFECYCLE_ACTIVE] = 1, [GX_LIFECYCLE_DORMANT] = 2, [GX_LIFECYCLE_LAPSED] = 3,
    [GX_LIFECYCLE_NEVER] = 4,
  };
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GxPortrait) portrait = NULL;
  g_autoptr (GxIdList) ids = NULL;
  g_autoptr (GxIdList) by_name = NULL;
  guint n_seen[GX_N_LIFECYCLES] = { 0 };
  guint last = 0, n_turns = 0;

  g_assert_true (fill (book, &error));
  portrait = gx_insight_portrait (book, NULL, &error);
  ids = gx_customers_order (book, GX_CUSTOMER_SORT_LIFECYCLE, FALSE, NULL, &error);
  by_name = gx_customers_order (book, GX_CUSTOMER_SORT_NAME, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gx_id_list_length (ids), ==, gx_id_list_length (by_name));
  for (guint i = 0; i < gx_id_list_length (ids); i++)
    {
      guint place = places[portrait->lifecycles[gx_portrait_find (portrait, gx_id_list_get (ids, i))]];

      g_assert_cmpuint (place, >=, last);
      n_turns += place > last;
      last = place;
    }
  g_assert_cmpuint (n_turns, >=, 2);
  /* Within each word as among all names. */
  for (guint i = 0; i < gx_id_list_length (by_name); i++)
    {
      GxId id = gx_id_list_get (by_name, i);
      guint word = portrait->lifecycles[gx_portrait_find (portrait, id)];
      guint before = 0;

      for (guint other = 0; other < GX_N_LIFECYCLES; other++)
        for (guint k = 0; places[other] < places[word] && k < portrait->n; k++)
          before += portrait->lifecycles[k] == other;
      g_assert_cmpint (gx_id_list_get (ids, before + n_seen[word]++), ==, id);
    }
}

/* They came as runs of ids, and each one knows its day. */
static void
test_added_together (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GxIdList) ids = NULL;

  g_assert_true (fill (book, &error));
  ids = gx_customers_order (book, GX_CUSTOMER_SORT_ADDED, FALSE, NULL, &error);
  for (guint i = 0; i < gx_id_list_length (ids); i++)
    {
      GxId id = gx_id_list_get (ids, i);
      g_autoptr (GPtrArray) rows = gx_customers_rows (book, &id, 1, NULL, &error);

      g_assert_true (gx_customers_rows_read_added (book, rows, &error));
      g_assert_no_error (error);
      g_assert_cmpint (((GxCustomerRow *) rows->pdata[0])->added_day, ==, gx_clock_today ());
    }
}

/* -- In a program with a main loop */

typedef struct {
  char *path;
  GxBook *book;
  GAsyncResult *result;
} Fixture;

static gboolean
give_up (gpointer data)
{
  g_error ("nothing happened for %d seconds", DEADLINE_S);
  return G_SOURCE_REMOVE;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* (transfer full) */
static GAsyncResult *
wait_for_result (Fixture *fixture)
{
  guint timeout = g_timeout_add_seconds (DEADLINE_S, give_up, NULL);

  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
  return g_steal_pointer (&fixture->result);
}

static gpointer
fill_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (fill (book, error));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = gx_test_folder_new ();
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) filled = NULL;

  fixture->path = g_build_filename (folder, "a.guanxi", NULL);
  gx_book_open_async (fixture->path, GX_OPEN_WRITE, TRUE, NULL, done_cb, &fixture->result);
  opened = wait_for_result (fixture);
  fixture->book = gx_book_open_finish (opened, NULL);
  g_assert_nonnull (fixture->book);
  gx_book_write_async (fixture->book, fill_job, NULL, NULL, NULL, NULL, done_cb, &fixture->result);
  filled = wait_for_result (fixture);
  g_assert_nonnull (gx_book_job_finish (fixture->book, filled, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gx_book_close (fixture->book);
  g_object_unref (fixture->book);
  g_free (fixture->path);
}

static GxIdList *
ask (Fixture *fixture, const GxCustomerQuery *query)
{
  g_autoptr (GError) error = NULL;

  gx_customer_query_ask_async (query, fixture->book, NULL, done_cb, &fixture->result);
  g_autoptr (GAsyncResult) result = wait_for_result (fixture);
  GxIdList *ids = gx_customer_query_ask_finish (fixture->book, result, &error);
  g_assert_no_error (error);
  return ids;
}

static void
test_warm_is_cold (Fixture *fixture, gconstpointer unused)
{
  GxIdList *cold[G_N_ELEMENTS (questions)];

  g_assert_false (gx_search_is_warm (fixture->book));
  for (guint q = 0; q < G_N_ELEMENTS (questions); q++)
    {
      g_autoptr (GxCustomerQuery) query = make_query ("", questions[q], GX_CUSTOMER_SORT_VALUE, TRUE);
      cold[q] = ask (fixture, query);
    }
  gx_search_warm_async (fixture->book);
  while (!gx_search_is_warm (fixture->book))
    g_main_context_iteration (NULL, TRUE);
  for (guint q = 0; q < G_N_ELEMENTS (questions); q++)
    {
      g_autoptr (GxCustomerQuery) query = make_query ("", questions[q], GX_CUSTOMER_SORT_VALUE, TRUE);
      g_autoptr (GxIdList) warm = ask (fixture, query);
      assert_same (warm, cold[q], query);
      gx_id_list_unref (cold[q]);
    }
}

static GxFacets *
count (Fixture *fixture, const GxCustomerQuery *query)
{
  g_autoptr (GError) error = NULL;

  gx_customer_query_count_async (query, fixture->book, NULL, done_cb, &fixture->result);
  g_autoptr (GAsyncResult) result = wait_for_result (fixture);
  GxFacets *facets = gx_customer_query_count_finish (fixture->book, result, &error);
  g_assert_no_error (error);
  return facets;
}

/* A count beside the list is how many it shows once that value alone is chosen of its facet. */
static void
assert_count (Fixture *fixture, const GxCustomerQuery *query, const char *field, const GxFacetValue *value)
{
  g_autoptr (GxCustomerQuery) narrowed = gx_customer_query_copy (query);
  g_autoptr (GxCriteria) criteria = query->criteria_json != NULL
    ? gx_criteria_from_json (query->criteria_json, NULL) : NULL;
  g_autoptr (GxCriteria) chosen = gx_facets_choose (criteria, field, value->value, TRUE);

  g_free (narrowed->criteria_json);
  narrowed->criteria_json = gx_criteria_to_json (chosen);
  g_autoptr (GxIdList) ids = ask (fixture, narrowed);
  g_assert_cmpuint (gx_id_list_length (ids), ==, value->count);
}

static void
test_count (Fixture *fixture, gconstpointer unused)
{
  static const char * const nothing_chosen[] = { NULL, BOUGHT, "{\"not\":" SHANGHAI "}" };

  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    for (guint q = 0; q < G_N_ELEMENTS (nothing_chosen); q++)
      {
        g_autoptr (GxCustomerQuery) query = make_query (words[w], nothing_chosen[q], GX_CUSTOMER_SORT_NAME,
                                                        FALSE);
        g_autoptr (GxFacets) facets = count (fixture, query);
        for (guint f = 0; f < facets->facets->len; f++)
          {
            const GxFacet *facet = g_ptr_array_index (facets->facets, f);
            for (guint i = 0; i < MIN (facet->values->len, 5); i++)
              assert_count (fixture, query, facet->field, g_ptr_array_index (facet->values, i));
          }
      }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  gx_house_register ();
  g_test_add_func ("/customer-query/find-is-ask", test_find_is_ask);
  g_test_add_func ("/customer-query/by-lifecycle", test_by_lifecycle);
  g_test_add_func ("/customer-query/added-together", test_added_together);
  g_test_add ("/customer-query/warm-is-cold", Fixture, NULL, set_up, test_warm_is_cold, tear_down);
  g_test_add ("/customer-query/count", Fixture, NULL, set_up, test_count, tear_down);
  return g_test_run ();
}
