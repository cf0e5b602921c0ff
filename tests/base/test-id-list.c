/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id-list.h"
#include "base/gx-id.h"

/* A bijection of 0 … 2^bits - 1 that looks like no order at all. */
static guint
scramble (guint index, guint bits)
{
  return (index * 2654435761u) & ((1u << bits) - 1);
}

static void
keeps_order_and_values (void)
{
  static const GxId ids[] = {
    5, 1, 400000000000123, 2, 400000000000122, GX_ID_MAX, 1, G_MAXINT64, 1 << 18, (1 << 18) - 1,
  };
  g_autoptr (GxIdList) list = gx_id_list_new ();

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    gx_id_list_append (list, ids[i]);

  g_assert_cmpuint (gx_id_list_length (list), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpint (gx_id_list_get (list, i), ==, ids[i]);
}

static void
is_small_for_runs (void)
{
  g_autoptr (GxIdList) list = gx_id_list_new ();
  const guint bits = 19, count = 1u << bits;
  GxId starts[8];

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    starts[i] = gx_id_random_run (count);

  /* Eight runs with gaps, appended in no order. */
  for (guint i = 0; i < count; i++)
    gx_id_list_append (list, starts[i % 8] + scramble (i, bits));

  g_assert_cmpuint (gx_id_list_bytes (list), <=, count * 4.5 + 4096);
  for (guint i = 0; i < count; i++)
    g_assert_cmpint (gx_id_list_get (list, i), ==, starts[i % 8] + scramble (i, bits));
}

static void
holds_ids_without_runs (void)
{
  g_autoptr (GxIdList) list = gx_id_list_new ();
  g_autoptr (GxIdList) some = gx_id_list_new ();
  g_autoptr (GxIdList) found = NULL;
  const guint count = 50000; /* more than the windows of the narrow form */

  for (guint i = 0; i < count; i++)
    {
      gx_id_list_append (list, gx_id_hash ("test", i, 0));
      if (i % 1000 == 7)
        gx_id_list_append (some, gx_id_hash ("test", i, 0));
    }

  g_assert_cmpuint (gx_id_list_bytes (list), <=, count * 9 + 4096);
  for (guint i = 0; i < count; i++)
    g_assert_cmpint (gx_id_list_get (list, i), ==, gx_id_hash ("test", i, 0));

  g_assert_cmpint (gx_id_list_find (list, gx_id_hash ("test", 40000, 0)), ==, 40000);
  g_assert_cmpint (gx_id_list_find (list, 12345), ==, -1);

  found = gx_id_list_filter (some, list);
  g_assert_cmpuint (gx_id_list_length (found), ==, gx_id_list_length (some));
  g_clear_pointer (&found, gx_id_list_unref);
  found = gx_id_list_filter (list, some);
  g_assert_cmpuint (gx_id_list_length (found), ==, 50);
  for (guint i = 0; i < 50; i++)
    g_assert_cmpint (gx_id_list_get (found, i), ==, gx_id_hash ("test", i * 1000 + 7, 0));
}

static void
finds_by_id (void)
{
  g_autoptr (GxIdList) list = gx_id_list_new ();

  g_assert_cmpint (gx_id_list_find (list, 1), ==, -1);
  for (guint i = 0; i < 100; i++)
    gx_id_list_append (list, 1000 - i);

  g_assert_cmpint (gx_id_list_find (list, 1000), ==, 0);
  g_assert_cmpint (gx_id_list_find (list, 901), ==, 99);
  g_assert_cmpint (gx_id_list_find (list, 900), ==, -1);
  g_assert_cmpint (gx_id_list_find (list, 1000 + (G_GINT64_CONSTANT (1) << 40)), ==, -1);
}

static void
filters_in_its_own_order (void)
{
  g_autoptr (GxIdList) list = gx_id_list_new ();
  g_autoptr (GxIdList) set = gx_id_list_new ();
  g_autoptr (GxIdList) found = NULL;
  g_autoptr (GxIdList) everything = gx_id_list_filter (list, NULL);
  const GxId far = G_GINT64_CONSTANT (1) << 45;

  g_assert_true (everything == list);
  for (guint i = 0; i < 1000; i++)
    gx_id_list_append (list, i % 2 == 0 ? 5000 - i : far + i);
  for (guint i = 0; i < 1000; i += 3)
    gx_id_list_append (set, i % 2 == 0 ? 5000 - i : far + i);
  gx_id_list_append (set, 99999999);

  found = gx_id_list_filter (list, set);
  g_assert_cmpuint (gx_id_list_length (found), ==, 334);
  for (guint i = 0; i < 334; i++)
    g_assert_cmpint (gx_id_list_get (found, i), ==, i % 2 == 0 ? 5000 - (GxId) i * 3 : far + i * 3);
}

static void
filters_by_a_sparse_set (void)
{
  g_autoptr (GxIdList) list = gx_id_list_new ();
  g_autoptr (GxIdList) set = gx_id_list_new ();
  g_autoptr (GxIdList) found = NULL;

  for (guint i = 0; i < 1000; i++)
    gx_id_list_append (list, (GxId) i << 20);
  for (guint i = 0; i < 100; i++)
    gx_id_list_append (set, (GxId) i << 21);

  found = gx_id_list_filter (list, set);
  g_assert_cmpuint (gx_id_list_length (found), ==, 100);
  g_assert_cmpint (gx_id_list_get (found, 99), ==, G_GINT64_CONSTANT (99) << 21);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id-list/keeps-order-and-values", keeps_order_and_values);
  g_test_add_func ("/id-list/is-small-for-runs", is_small_for_runs);
  g_test_add_func ("/id-list/holds-ids-without-runs", holds_ids_without_runs);
  g_test_add_func ("/id-list/finds-by-id", finds_by_id);
  g_test_add_func ("/id-list/filters-in-its-own-order", filters_in_its_own_order);
  g_test_add_func ("/id-list/filters-by-a-sparse-set", filters_by_a_sparse_set);

  return g_test_run ();
}
