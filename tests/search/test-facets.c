/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "base/gx-day.h"
#include "base/gx-id-list.h"
#include "customers/gx-customers.h"
#include "customers/gx-words.h"
#include "interchange/gx-demo.h"
#include "interchange/gx-house.h"
#include "search/gx-facets.h"
#include "search/gx-search.h"
#include "support/gx-test-book.h"

#define SELF gx_actor_get_self ()
#define N_CUSTOMERS 800

static const char * const fields[] = { "lifecycle", "tier", "city", "owner", "tag", "source" };

static GxConnection *
make_book (void)
{
  GxConnection *book = gx_test_book_new ();
  GxDemoOptions options = { .customers = N_CUSTOMERS, .seed = 7, .as_of = gx_day_new (2026, 11, 21) };
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_demo_fill (book, &options, NULL, NULL, &error));
  g_assert_no_error (error);
  return book;
}

static GxFacets *
count (GxConnection *book, GxCriteria *criteria, GxIdList *base, const GxCriteriaContext *context)
{
  g_autoptr (GError) error = NULL;
  GxFacets *facets = gx_facets_count (book, criteria, base, context, NULL, &error);

  g_assert_no_error (error);
  return facets;
}

/* Says a criteria in full where something is wrong. */
static void
assert_count (GxConnection *book, GxCriteria *criteria, const GxCriteriaContext *context, guint n)
{
  gint64 expected = gx_criteria_count (book, criteria, context, NULL);
  g_autofree char *json = criteria != NULL ? gx_criteria_to_json (criteria) : g_strdup ("all");

  if (expected != n)
    g_error ("%s: %" G_GINT64_FORMAT " by SQL, %u by facets", json, expected, n);
}

/* What is asked but for one facet's choice. */
static GxCriteria *
without (GxCriteria *criteria, const GxFacet *facet)
{
  GxCriteria *changed = criteria != NULL ? gx_criteria_ref (criteria) : NULL;

  for (guint i = 0; i < facet->values->len; i++)
    {
      const GxFacetValue *value = g_ptr_array_index (facet->values, i);
      GxCriteria *before = changed;

      if (!value->is_chosen)
        continue;
      changed = gx_facets_choose (before, facet->field, value->value, FALSE);
      gx_criteria_unref (before);
    }
  return changed;
}

static void
assert_facet (GxConnection *book, GxCriteria *criteria, const GxCriteriaContext *context,
              const GxFacet *facet)
{
  g_autoptr (GxCriteria) others = without (criteria, facet);

  for (guint i = 0; i < facet->values->len; i++)
    {
      const GxFacetValue *value = g_ptr_array_index (facet->values, i);
      g_autoptr (GxCriteria) chosen = gx_facets_choose (others, facet->field, value->value, TRUE);

      assert_count (book, chosen, context, value->count);
      if (!g_str_equal (facet->field, "lifecycle") && !g_str_equal (facet->field, "tier"))
        g_assert_true (value->count > 0 || value->is_chosen);
      g_assert_nonnull (value->label);
    }
}

static void
assert_same_ids (GxIdList *found, GxIdList *expected)
{
  g_assert_cmpuint (gx_id_list_length (found), ==, gx_id_list_length (expected));
  for (guint i = 0; i < gx_id_list_length (found); i++)
    g_assert_cmpint (gx_id_list_get (found, i), ==, gx_id_list_get (expected, i));
}

/* Every count is what SQL counts where the value is chosen, and the ids are in the list's order. */
static void
assert_right (GxConnection *book, GxCriteria *criteria, const GxCriteriaContext *context)
{
  g_autoptr (GxFacets) facets = count (book, criteria, NULL, context);
  g_autoptr (GxIdList) all = gx_customers_order (book, GX_CUSTOMER_SORT_NAME, FALSE, NULL, NULL);
  g_autoptr (GxIdList) fitting = NULL, expected = NULL, filtered = NULL;

  g_assert_cmpuint (facets->facets->len, ==, G_N_ELEMENTS (fields));
  for (guint i = 0; i < facets->facets->len; i++)
    {
      const GxFacet *facet = g_ptr_array_index (facets->facets, i);

      g_assert_cmpstr (facet->field, ==, fields[i]);
      assert_facet (book, criteria, context, facet);
    }
  g_assert_true (gx_criteria_ids (book, criteria, context, &fitting, NULL));
  expected = gx_id_list_filter (all, fitting);
  assert_same_ids (facets->ids, expected);
  filtered = gx_facets_filter (book, criteria, NULL, context, NULL, NULL);
  assert_same_ids (filtered, expected);
}

/* Chooses as a person might: now and then one more value of any facet. */
static GxCriteria *
choose_any (GxConnection *book, GRand *rand, GxCriteria *criteria, const GxCriteriaContext *context)
{
  g_autoptr (GxFacets) facets = count (book, criteria, NULL, context);
  const GxFacet *facet = g_ptr_array_index (facets->facets,
                                            g_rand_int_range (rand, 0, (gint32) facets->facets->len));
  const GxFacetValue *value;

  if (facet->values->len == 0)
    return criteria != NULL ? gx_criteria_ref (criteria) : NULL;
  value = g_ptr_array_index (facet->values, g_rand_int_range (rand, 0, (gint32) facet->values->len));
  return gx_facets_choose (criteria, facet->field, value->value, !value->is_chosen);
}

static void
test_counts (void)
{
  g_autoptr (GxConnection) book = make_book ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (GxCriteria) bought = gx_criteria_new_range ("orders", 2, G_MAXINT64);
  const GxCriteriaContext past = { gx_day_new (2025, 6, 30), NULL };

  assert_right (book, NULL, NULL);
  assert_right (book, NULL, &past);
  for (int round = 0; round < 6; round++)
    {
      GxCriteria *criteria = round % 2 == 0 ? NULL : gx_criteria_ref (bought);

      for (int step = 0; step < 4; step++)
        {
          GxCriteria *changed = choose_any (book, rand, criteria, round == 3 ? &past : NULL);

          g_clear_pointer (&criteria, gx_criteria_unref);
          criteria = changed;
          assert_right (book, criteria, round == 3 ? &past : NULL);
        }
      g_clear_pointer (&criteria, gx_criteria_unref);
    }
}

static void
test_follows_edits (void)
{
  g_autoptr (GxConnection) book = make_book ();
  g_autoptr (GxIdList) all = gx_customers_order (book, GX_CUSTOMER_SORT_NAME, FALSE, NULL, NULL);
  g_autoptr (GxCriteria) none = gx_criteria_new_known ("city", FALSE);
  g_autoptr (GError) error = NULL;
  GxId id = 0;

  assert_right (book, NULL, NULL);
  for (guint i = 0; i < 30; i++)
    {
      id = gx_id_list_get (all, i * 7);
      g_assert_true (gx_customers_set (book, SELF, id, i % 3 == 0 ? "name" : i % 3 == 1 ? "source" : "tags",
                                       i % 2 == 0 ? "Maurice" : "钟表展会", &error));
      g_assert_no_error (error);
    }
  g_assert_true (gx_customers_bin (book, SELF, &id, 1, &error));
  gx_test_book_add (book, "name", "Zoltan", "source", "maurice", NULL);
  assert_right (book, NULL, NULL);
  assert_right (book, none, NULL);
  g_assert_true (gx_words_rename (book, SELF, gx_words_find (book, "tag", "Maurice"), "Moritz", &error));
  assert_right (book, NULL, NULL);
}

static void
test_base (void)
{
  g_autoptr (GxConnection) book = make_book ();
  g_autoptr (GxSearchResult) words = gx_search_find (book, "l", 0, NULL, NULL);
  g_autoptr (GxFacets) facets = NULL;
  g_autoptr (GxCriteria) chosen = NULL;
  const GxFacet *cities;
  const GxFacetValue *city;
  guint sum = 0;

  facets = count (book, NULL, words->ids, NULL);
  assert_same_ids (facets->ids, words->ids);
  cities = g_ptr_array_index (facets->facets, 2);
  for (guint i = 0; i < cities->values->len; i++)
    sum += ((GxFacetValue *) g_ptr_array_index (cities->values, i))->count;
  g_assert_cmpuint (sum, ==, gx_id_list_length (words->ids)); /* everybody has one city, or none */

  city = g_ptr_array_index (cities->values, 0);
  chosen = gx_facets_choose (NULL, "city", city->value, TRUE);
  g_autoptr (GxIdList) filtered = gx_facets_filter (book, chosen, words->ids, NULL, NULL, NULL);
  g_autoptr (GxIdList) fitting = NULL;
  g_assert_true (gx_criteria_ids (book, chosen, NULL, &fitting, NULL));
  g_autoptr (GxIdList) expected = gx_id_list_filter (words->ids, fitting);
  assert_same_ids (filtered, expected);
  g_assert_cmpuint (gx_id_list_length (filtered), ==, city->count);
}

static void
assert_chosen (const char *json, const char *field, const char *value, gboolean chosen, const char *expected)
{
  g_autoptr (GxCriteria) criteria = json != NULL ? gx_criteria_from_json (json, NULL) : NULL;
  g_autoptr (GxCriteria) changed = gx_facets_choose (criteria, field, value, chosen);
  g_autofree char *found = changed != NULL ? gx_criteria_to_json (changed) : NULL;

  g_assert_cmpstr (found, ==, expected);
}

static void
test_choose (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();

#define ORDERS "{\"field\":\"orders\",\"at_least\":2}"
#define PARIS "{\"field\":\"city\",\"is\":[\"Paris\"]}"
#define NONE "{\"field\":\"city\",\"known\":false}"
  assert_chosen (NULL, "city", "Paris", TRUE, PARIS);
  assert_chosen (PARIS, "city", "PARIS", FALSE, NULL);
  assert_chosen (PARIS, "city", "Rome", TRUE, "{\"field\":\"city\",\"is\":[\"Paris\",\"Rome\"]}");
  assert_chosen (PARIS, "city", NULL, TRUE, "{\"any\":[" PARIS "," NONE "]}");
  assert_chosen ("{\"any\":[" PARIS "," NONE "]}", "city", "Paris", FALSE, NONE);
  assert_chosen (ORDERS, "city", "Paris", TRUE, "{\"all\":[" ORDERS "," PARIS "]}");
  assert_chosen ("{\"all\":[" PARIS "," ORDERS "]}", "city", "Paris", FALSE, ORDERS);
  assert_chosen ("{\"not\":" PARIS "}", "city", "Paris", TRUE, "{\"all\":[{\"not\":" PARIS "}," PARIS "]}");
}

static void
assert_split (const char *json, const char *expected_choices, const char *expected_rest)
{
  g_autoptr (GxCriteria) criteria = json != NULL ? gx_criteria_from_json (json, NULL) : NULL;
  g_autoptr (GxCriteria) choices = NULL, rest = NULL;
  g_autofree char *chosen = NULL, *other = NULL;

  gx_facets_split (criteria, &choices, &rest);
  chosen = choices != NULL ? gx_criteria_to_json (choices) : NULL;
  other = rest != NULL ? gx_criteria_to_json (rest) : NULL;
  g_assert_cmpstr (chosen, ==, expected_choices);
  g_assert_cmpstr (other, ==, expected_rest);
}

static void
test_split (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();

#define VIP "{\"field\":\"tag\",\"has\":[\"VIP\"]}"
  assert_split (NULL, NULL, NULL);
  assert_split (PARIS, PARIS, NULL);
  assert_split ("{\"any\":[" PARIS "," NONE "]}", "{\"any\":[" PARIS "," NONE "]}", NULL);
  assert_split (ORDERS, NULL, ORDERS);
  assert_split ("{\"all\":[" VIP "," ORDERS "," PARIS "]}", "{\"all\":[" PARIS "," VIP "]}", ORDERS);
  assert_split ("{\"not\":" PARIS "}", NULL, "{\"not\":" PARIS "}");
}

static void
test_cancelled (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (gx_facets_count (book, NULL, NULL, NULL, cancellable, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  gx_house_register ();
  g_test_add_func ("/facets/counts", test_counts);
  g_test_add_func ("/facets/follows-edits", test_follows_edits);
  g_test_add_func ("/facets/base", test_base);
  g_test_add_func ("/facets/choose", test_choose);
  g_test_add_func ("/facets/split", test_split);
  g_test_add_func ("/facets/cancelled", test_cancelled);
  return g_test_run ();
}
