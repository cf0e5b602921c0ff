/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "world.h"

/* Every question of a generated set has the same answer from SQLite as from a slow evaluator. */

static void
assert_same_answer (World *world, GxCriteria *tree, GxIdList *ids, GxDay as_of)
{
  g_autofree char *json = gx_criteria_to_json (tree);
  guint place = 0;

  for (int i = 0; i < N_CUSTOMERS; i++)
    {
      gboolean is_listed = place < gx_id_list_length (ids) && gx_id_list_get (ids, place) == i + 1;

      if (is_listed != world_fits (&world->customers[i], tree, as_of))
        g_error ("customer %d is %s by %s", i + 1, is_listed ? "wrongly listed" : "missed", json);
      place += is_listed;
    }
  g_assert_cmpuint (place, ==, gx_id_list_length (ids));
}

static void
ask_at_random (World *world, guint seed, GxDay as_of)
{
  const GxCriteriaContext context = { as_of, CURRENCY };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  int n_telling = 0;

  for (int round = 0; round < 1000; round++)
    {
      g_autoptr (GxCriteria) tree = random_criteria (rand, 3);
      g_autofree char *json = gx_criteria_to_json (tree);
      g_autoptr (GxIdList) ids = NULL;
      g_autoptr (GError) error = NULL;

      if (!gx_criteria_ids (world->book, tree, &context, &ids, &error))
        g_error ("%s: %s", json, error->message);
      assert_same_answer (world, tree, ids, as_of);
      n_telling += gx_id_list_length (ids) > 0 && gx_id_list_length (ids) < N_CUSTOMERS;
    }
  g_assert_cmpint (n_telling, >, 500);
}

static void
test_sql_equals_the_slow_evaluator (World *world, gconstpointer seed)
{
  ask_at_random (world, GPOINTER_TO_UINT (seed) + 1, RANDOM_TODAY);
}

static void
test_the_past_equals_the_slow_evaluator (World *world, gconstpointer seed)
{
  ask_at_random (world, GPOINTER_TO_UINT (seed) + 1, RANDOM_TODAY - 170);
}

/* Each field with each way to compare it and each relation's total at least once, not left to chance. */
static void
test_every_field (World *world, gconstpointer seed)
{
  const GxCriteriaContext context = { RANDOM_TODAY, CURRENCY };
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) relations = gx_criteria_list_relations ();
  guint n_wanted = 0;
  guint n_met = 0;

  for (guint r = 0; r <= relations->len; r++)
    {
      const char *relation = r == 0 ? NULL : ((GxCriteriaRelation *) relations->pdata[r - 1])->name;
      g_autoptr (GPtrArray) fields = gx_criteria_list_fields (relation);

      for (guint i = 0; i < fields->len; i++)
        for (GxCompareOperator op = 0; op < GX_N_COMPARE_OPERATORS; op++)
          {
            g_autoptr (GRand) rand = g_rand_new_with_seed (n_wanted);
            g_autoptr (GxCriteria) asked = random_comparison (rand, fields->pdata[i], op);
            g_autoptr (GxCriteria) tree = NULL;
            g_autoptr (GxIdList) ids = NULL;
            g_autoptr (GError) error = NULL;

            if (asked == NULL)
              continue;
            n_wanted++;
            tree = relation == NULL ? gx_criteria_ref (asked)
                                    : gx_criteria_new_has (relation, asked, 1, G_MAXINT64);
            gx_criteria_ids (world->book, tree, &context, &ids, &error);
            g_assert_no_error (error);
            assert_same_answer (world, tree, ids, RANDOM_TODAY);
            n_met++;
          }
    }
  g_assert_cmpuint (n_met, ==, n_wanted);
  g_assert_cmpuint (n_met, >, 200);
}

static void
test_count_and_fits_agree_with_ids (World *world, gconstpointer seed)
{
  const GxCriteriaContext context = { RANDOM_TODAY, CURRENCY };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 100; round++)
    {
      g_autoptr (GxCriteria) tree = random_criteria (rand, 2);
      g_autoptr (GxIdList) ids = NULL;
      GxId one = g_rand_int_range (rand, 1, N_CUSTOMERS + 1);

      g_assert_true (gx_criteria_ids (world->book, tree, &context, &ids, NULL));
      g_assert_cmpint (gx_criteria_count (world->book, tree, &context, NULL), ==, gx_id_list_length (ids));
      g_assert_cmpint (gx_criteria_fits (world->book, tree, &context, one, NULL), ==,
                       gx_id_list_find (ids, one) >= 0);
    }
  g_assert_cmpint (gx_criteria_count (world->book, NULL, NULL, NULL), ==, N_CUSTOMERS);
}

static GxCriteria *
nest (GRand *rand, int depth)
{
  GxCriteria *self = random_criteria (rand, 0);

  for (int i = 1; i < depth; i++)
    {
      g_autoptr (GxCriteria) inner = self;
      g_autoptr (GxCriteria) beside = random_criteria (rand, 0);
      int dice = g_rand_int_range (rand, 0, 3);

      self = dice == 0 ? gx_criteria_new_not (inner) : dice == 1 ? gx_criteria_new_all (beside, inner, NULL)
             : gx_criteria_new_any (beside, inner, beside, NULL);
    }
  return self;
}

/* As deep as the JSON may be, in any order: SQLite's parser takes it. */
static void
test_deep_questions (World *world, gconstpointer seed)
{
  const GxCriteriaContext context = { RANDOM_TODAY, CURRENCY };
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);

  for (int round = 0; round < 60; round++)
    {
      g_autoptr (GxCriteria) tree = nest (rand, 40);
      g_autofree char *json = gx_criteria_to_json (tree);
      g_autoptr (GxCriteria) read = gx_criteria_from_json (json, NULL);
      g_autoptr (GxIdList) ids = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (read);
      gx_criteria_ids (world->book, read, &context, &ids, &error);
      g_assert_no_error (error);
      assert_same_answer (world, read, ids, RANDOM_TODAY);
    }
}

/* 300,000 values: more than SQLite binds. */
static void
test_wide_questions (World *world, gconstpointer seed)
{
  g_autoptr (GString) list = g_string_new ("{\"any\":[");
  g_autoptr (GError) error = NULL;
  g_autoptr (GxCriteria) tree = NULL;

  for (int i = 0; i < 300; i++)
    {
      g_string_append (list,
                       i == 0 ? "{\"field\":\"company\",\"contains\":[" : ",{\"field\":\"city\",\"is\":[");
      for (int value = 0; value < 1000; value++)
        g_string_append_printf (list, "%s\"%d %d\"", value > 0 ? "," : "", i, value);
      g_string_append (list, "]}");
    }
  g_string_append (list, "]}");
  tree = gx_criteria_from_json (list->str, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gx_criteria_count (world->book, tree, NULL, &error), ==, 0);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GUANXI_NOW", RANDOM_TODAY_ISO, TRUE);
  gx_criteria_register ();

#define ADD(path, seed, test) \
  g_test_add (path, World, GUINT_TO_POINTER (seed), world_set_up, test, world_tear_down)
  ADD ("/criteria/sql/equals-the-slow-evaluator/1", 1, test_sql_equals_the_slow_evaluator);
  ADD ("/criteria/sql/equals-the-slow-evaluator/2", 2, test_sql_equals_the_slow_evaluator);
  ADD ("/criteria/sql/the-past-equals-the-slow-evaluator", 7, test_the_past_equals_the_slow_evaluator);
  ADD ("/criteria/sql/every-field", 8, test_every_field);
  ADD ("/criteria/sql/count-and-fits-agree-with-ids", 3, test_count_and_fits_agree_with_ids);
  ADD ("/criteria/sql/deep-questions", 4, test_deep_questions);
  ADD ("/criteria/sql/wide-questions", 4, test_wide_questions);
  return g_test_run ();
}
