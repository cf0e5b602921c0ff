/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The doors for many rows, many values and columns in memory. */
#include "base/gx-error.h"
#include "store/gx-connection.h"
#include "store/gx-statement.h"

static GxConnection *
make_book (void)
{
  g_autoptr (GError) error = NULL;
  GxConnection *book = gx_connection_create (NULL, "CNY", &error);

  g_assert_no_error (error);
  gx_connection_run (book, &error,
                     "insert into purchase_fact values (1, 7, 20, 'CNY', 'sale', 500, 0, 1), "
                     "(2, 3, 10, 'USD', 'return', -5, 0, 1), "
                     "(3, 7, 10, 'CNY', 'sale', 250, 0, 1)", NULL);
  g_assert_no_error (error);
  return book;
}

static void
note_row (const GxScanRow *row, gpointer data)
{
  g_string_append_printf (data, "%" G_GINT64_FORMAT "/%d/%s ", gx_scan_row_int64 (row, 0),
                          gx_scan_row_int (row, 1), gx_scan_row_text (row, 2));
}

static void
test_scan_hands_rows_in_the_order_of_the_index (void)
{
  g_autoptr (GxConnection) book = make_book ();
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_connection_scan (book, "customer_id, day, kind",
                                     "purchase_fact indexed by purchase_fact_customer",
                                     note_row, seen, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (seen->str, ==, "3/10/return 7/10/sale 7/20/sale ");

  g_assert_false (gx_connection_scan (book, "nothing", "purchase_fact", note_row, seen, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_FAILED);
}

static void
test_scan_can_be_cancelled (void)
{
  g_autoptr (GxConnection) book = make_book ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  gx_connection_set_cancellable (book, cancellable);
  g_assert_false (gx_connection_scan (book, "customer_id, day, kind", "purchase_fact", note_row, seen,
                                      &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_CANCELLED);
  g_assert_cmpstr (seen->str, ==, "");
}

static gint64
double_it (GxId id, gpointer data)
{
  (*(int *) data)++;
  return id == 3 ? G_MININT64 : 2 * id;
}

static void
test_lookup_answers_by_id (void)
{
  g_autoptr (GxConnection) book = make_book ();
  g_autoptr (GError) error = NULL;
  gint64 sum, nulls;
  int asked = 0;

  g_assert_true (gx_connection_add_lookup (book, "double_it", double_it, &asked, &error));
  sum = gx_connection_get_int64 (book, 0, &error, "select sum(double_it (customer_id)) from purchase_fact",
                                 NULL);
  g_assert_cmpint (sum, ==, 28);
  nulls = gx_connection_get_int64 (book, 0, &error, "select count(*) from purchase_fact "
                                   "where double_it (customer_id) is null", NULL);
  g_assert_cmpint (nulls, ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (asked, ==, 6);
}

static void
test_parameters_are_bound_in_order (void)
{
  g_autoptr (GxConnection) book = make_book ();
  const GxParameter parameters[] = { { 't', 0, "CNY" }, { 'i', 250, NULL }, { 't', 0, NULL } };
  g_autoptr (GxStatement) query = gx_connection_query_with (book,
    "select count(*) from purchase_fact where currency = ? and amount_minor > ? and ? is null",
    parameters, G_N_ELEMENTS (parameters));

  g_assert_true (gx_statement_next (query));
  g_assert_cmpint (gx_statement_int (query, 0), ==, 1);
  g_assert_true (gx_statement_finish (query, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/scan/hands-rows-in-the-order-of-the-index",
                   test_scan_hands_rows_in_the_order_of_the_index);
  g_test_add_func ("/store/scan/can-be-cancelled", test_scan_can_be_cancelled);
  g_test_add_func ("/store/lookup/answers-by-id", test_lookup_answers_by_id);
  g_test_add_func ("/store/parameters/are-bound-in-order", test_parameters_are_bound_in_order);
  return g_test_run ();
}
