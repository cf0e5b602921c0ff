/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria.h"
#include "widgets/gx-criteria-edit.h"

/* What a click does to a question. */

static GxCriteria *
read_tree (const char *json)
{
  g_autoptr (GError) error = NULL;
  GxCriteria *criteria = gx_criteria_from_json (json, &error);

  g_assert_no_error (error);
  return criteria;
}

static void
assert_tree (GxCriteria *got, const char *json)
{
  g_autoptr (GxCriteria) wanted = read_tree (json);
  g_autofree char *shown = gx_criteria_to_json (got);

  g_test_message ("%s", shown);
  g_assert_true (gx_criteria_equal (got, wanted));
}

#define A "{\"field\":\"city\",\"is\":[\"Leeds\"]}"
#define B "{\"field\":\"orders\",\"at_least\":3}"
#define C "{\"field\":\"has_mail\",\"is\":true}"

static void
test_replaced (void)
{
  g_autoptr (GxCriteria) root = read_tree ("{\"all\":[" A ",{\"any\":[" B "," C "]}]}");
  GxCriteria *a = gx_criteria_get_child (root, 0), *any = gx_criteria_get_child (root, 1);
  GxCriteria *b = gx_criteria_get_child (any, 0);
  g_autoptr (GxCriteria) without_b = gx_criteria_replaced (root, b, NULL);
  g_autoptr (GxCriteria) twice_c = gx_criteria_replaced (root, b, gx_criteria_get_child (any, 1));
  g_autoptr (GxCriteria) without_a = gx_criteria_replaced (root, a, NULL);
  g_autoptr (GxCriteria) nobody = gx_criteria_replaced (a, a, NULL);

  assert_tree (without_b, "{\"all\":[" A "," C "]}");
  assert_tree (twice_c, "{\"all\":[" A ",{\"any\":[" C "," C "]}]}");
  assert_tree (without_a, "{\"any\":[" B "," C "]}");
  g_assert_null (nobody);
  /* What is not touched is the same node. */
  g_assert_true (gx_criteria_get_child (without_b, 0) == a);
}

static void
test_joined (void)
{
  g_autoptr (GxCriteria) a = read_tree (A), b = read_tree (B), c = read_tree (C);
  g_autoptr (GxCriteria) first = gx_criteria_joined (NULL, NULL, GX_CRITERIA_ALL, a);
  g_autoptr (GxCriteria) both = gx_criteria_joined (first, NULL, GX_CRITERIA_ALL, b);
  g_autoptr (GxCriteria) three = gx_criteria_joined (both, NULL, GX_CRITERIA_ALL, c);
  g_autoptr (GxCriteria) either = gx_criteria_joined (both, b, GX_CRITERIA_ANY, c);
  g_autoptr (GxCriteria) narrowed = gx_criteria_joined (gx_criteria_get_child (either, 1), NULL,
                                                        GX_CRITERIA_ALL, a);

  assert_tree (first, A);
  assert_tree (three, "{\"all\":[" A "," B "," C "]}");
  assert_tree (either, "{\"all\":[" A ",{\"any\":[" B "," C "]}]}");
  assert_tree (narrowed, "{\"all\":[{\"any\":[" B "," C "]}," A "]}");
}

static void
test_negated (void)
{
  g_autoptr (GxCriteria) root = read_tree ("{\"any\":[" A "," B "]}");
  GxCriteria *a = gx_criteria_get_child (root, 0);
  g_autoptr (GxCriteria) denied = gx_criteria_negated (root, a);
  g_autoptr (GxCriteria) back = gx_criteria_negated (denied, gx_criteria_get_child (denied, 0));

  assert_tree (denied, "{\"any\":[{\"not\":" A "}," B "]}");
  g_assert_true (gx_criteria_equal (back, root));
}

static void
test_flipped_and_grouped (void)
{
  g_autoptr (GxCriteria) root = read_tree ("{\"all\":[" A "," B "," C "]}");
  GxCriteria *a = gx_criteria_get_child (root, 0), *c = gx_criteria_get_child (root, 2);
  g_autoptr (GxCriteria) grouped = gx_criteria_grouped (root, a);
  g_autoptr (GxCriteria) flat = gx_criteria_flipped (grouped, gx_criteria_get_child (grouped, 0));

  g_assert_null (gx_criteria_next (root, c));
  assert_tree (grouped, "{\"all\":[{\"any\":[" A "," B "]}," C "]}");
  /* All within all is one group. */
  g_assert_true (gx_criteria_equal (flat, root));
}

static void
test_tidied (void)
{
  g_autoptr (GxCriteria) nested = read_tree ("{\"all\":[{\"all\":[" A "]},{\"any\":[" B "]}]}");
  g_autoptr (GxCriteria) everybody = read_tree ("{\"all\":[]}"), nobody = read_tree ("{\"any\":[]}");
  g_autoptr (GxCriteria) tidy = gx_criteria_tidied (nested);
  g_autoptr (GxCriteria) still_nobody = gx_criteria_tidied (nobody);

  assert_tree (tidy, "{\"all\":[" A "," B "]}");
  g_assert_null (gx_criteria_tidied (everybody));
  assert_tree (still_nobody, "{\"any\":[]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gx_criteria_register ();
  g_test_add_func ("/criteria-edit/replaced", test_replaced);
  g_test_add_func ("/criteria-edit/joined", test_joined);
  g_test_add_func ("/criteria-edit/negated", test_negated);
  g_test_add_func ("/criteria-edit/flipped-and-grouped", test_flipped_and_grouped);
  g_test_add_func ("/criteria-edit/tidied", test_tidied);
  return g_test_run ();
}
