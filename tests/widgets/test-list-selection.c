/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id-list.h"
#include "widgets/gx-list-selection.h"

#define MANY 1000000

static guint n_gets;

static void
count_load (GxLazyList *list, guint64 ticket, const GxId *ids, guint n_ids, gpointer user_data)
{
  n_gets += n_ids;
}

static GxIdList *
make_ids (GxId first, guint n)
{
  GxIdList *ids = gx_id_list_new ();

  for (guint i = 0; i < n; i++)
    gx_id_list_append (ids, first + i);
  return ids;
}

static GxListSelection *
make_selection (guint n)
{
  g_autoptr (GxLazyList) list = gx_lazy_list_new (count_load, NULL, NULL, NULL);
  g_autoptr (GxIdList) ids = make_ids (1, n);

  n_gets = 0;
  gx_lazy_list_set_ids (list, ids);
  return gx_list_selection_new (list);
}

static void
set_ids (GxListSelection *selection, GxId first, guint n)
{
  g_autoptr (GxIdList) ids = make_ids (first, n);

  gx_lazy_list_set_ids (gx_list_selection_get_list (selection), ids);
}

static void
test_select_all_gets_no_row (void)
{
  GxListSelection *selection = make_selection (MANY);

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  g_assert_cmpuint (gx_list_selection_get_n_selected (selection), ==, MANY);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 777777));
  gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (selection), 5);
  g_assert_cmpuint (gx_list_selection_get_n_selected (selection), ==, MANY - 1);
  g_assert_false (gx_list_selection_has (selection, 6));
  g_assert_cmpuint (n_gets, ==, 0);
  g_assert_finalize_object (selection);
}

static void
test_everybody_means_those_of_then (void)
{
  GxListSelection *selection = make_selection (100);

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  set_ids (selection, 51, 100);
  g_assert_cmpuint (gx_list_selection_get_n_selected (selection), ==, 100);
  g_assert_true (gx_list_selection_has (selection, 100));
  g_assert_false (gx_list_selection_has (selection, 101));
  g_autoptr (GArray) ids = gx_list_selection_get_ids (selection);
  g_assert_cmpuint (ids->len, ==, 50);
  g_assert_cmpint (g_array_index (ids, GxId, 0), ==, 51);
  g_assert_finalize_object (selection);
}

static void
test_selection_stays_by_id (void)
{
  GxListSelection *selection = make_selection (100);

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 9, TRUE);
  g_assert_cmpint (gx_list_selection_get_single (selection), ==, 10);
  set_ids (selection, 5, 100);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 5));
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 9));
  g_assert_finalize_object (selection);
}

static void
test_click_in_multiple_toggles (void)
{
  GxListSelection *selection = make_selection (100);

  gx_list_selection_set_multiple (selection, TRUE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 1, TRUE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 2, TRUE);
  g_assert_cmpuint (gx_list_selection_get_n_selected (selection), ==, 2);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 1, TRUE);
  g_assert_cmpint (gx_list_selection_get_single (selection), ==, 3);
  g_assert_finalize_object (selection);
}

static void
test_range_adds_up (void)
{
  GxListSelection *selection = make_selection (100);

  gtk_selection_model_select_range (GTK_SELECTION_MODEL (selection), 10, 5, TRUE);
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (selection), 50, 5, FALSE);
  g_assert_cmpuint (gx_list_selection_get_n_selected (selection), ==, 10);
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection_in_range (GTK_SELECTION_MODEL (selection), 0,
      52);
  g_assert_cmpuint (gtk_bitset_get_size (set), ==, 7);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (selection));
  g_assert_cmpuint (gx_list_selection_get_n_selected (selection), ==, 0);
  g_assert_finalize_object (selection);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/widgets/list-selection/select_all_gets_no_row", test_select_all_gets_no_row);
  g_test_add_func ("/widgets/list-selection/everybody_means_those_of_then",
                   test_everybody_means_those_of_then);
  g_test_add_func ("/widgets/list-selection/selection_stays_by_id", test_selection_stays_by_id);
  g_test_add_func ("/widgets/list-selection/click_in_multiple_toggles", test_click_in_multiple_toggles);
  g_test_add_func ("/widgets/list-selection/range_adds_up", test_range_adds_up);
  return g_test_run ();
}
