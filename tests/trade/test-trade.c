/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include "base/gx-error.h"
#include "support/gx-test-book.h"
#include "trade/gx-purchases.h"

#define SELF gx_actor_get_self ()
#define TODAY 20778 /* 2026-11-21 */
#define MICRO G_GINT64_CONSTANT (1000000)

static GxId
sell (GxConnection *book, GxId customer, const char *product, gint64 quantity, gint64 price, GxDay day)
{
  g_autoptr (GError) error = NULL;
  GxId id = 0;

  gx_purchases_sell (book, SELF, customer, product, FALSE, quantity * MICRO, price * MICRO, NULL, day, &id,
                     &error);
  g_assert_no_error (error);
  return id;
}

static GxCustomerNumbers *
numbers (GxConnection *book, GxId customer, const char *currency)
{
  g_autoptr (GError) error = NULL;
  GxCustomerNumbers *self = gx_trade_numbers (book, customer, currency, &error);

  g_assert_no_error (error);
  return self;
}

#define assert_value(book, customer, expected) G_STMT_START { \
    g_autoptr (GxCustomerNumbers) _numbers = numbers (book, customer, NULL); \
    g_assert_cmpint (_numbers->value_minor, ==, expected); } G_STMT_END

static void
test_sale_in_one_line (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) products = NULL;
  GxId id = 0;

  g_assert_true (gx_purchases_sell (book, SELF, people.zhang, " 名片 ", TRUE, 3 * MICRO, 19990000, NULL,
                                    GX_NO_DAY, &id, &error));
  g_assert_no_error (error);
  gx_test_book_assert_round_trip (book);

  g_autoptr (GxPurchase) sale = gx_purchases_load (book, id, &error);
  const GxPurchaseLine *line = g_ptr_array_index (sale->lines, 0);
  g_autofree char *shown = gx_purchase_line_shown (line);
  g_assert_cmpint (sale->day, ==, TODAY);
  g_assert_cmpstr (sale->currency, ==, "CNY");
  g_assert_cmpint (sale->amount_minor, ==, 5997);
  g_assert_cmpint (sale->author_id, ==, SELF->author);
  g_assert_cmpint (line->product_id, !=, 0);
  g_assert_null (line->text);
  g_assert_cmpstr (shown, ==, "名片");
  products = gx_products_find (book, "mp", 10, &error);
  g_assert_cmpuint (products->len, ==, 1);
  assert_value (book, people.zhang, 5997);
  g_assert_cmpstr (gx_test_book_undo (book), ==, "purchase.add"); /* product and sale were one step */
  g_assert_cmpint (gx_products_match (book, "名片"), ==, 0);
  gx_test_book_assert_clean (book);
}

static void
test_returns (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxPurchase) draft = gx_purchase_new (people.smith, "sale");
  g_autoptr (GxPurchase) sale = NULL;
  GxId id = 0, part = 0, rest = 0;

  /* 9.999999 rounds to 10.00 */
  g_ptr_array_add (draft->lines, gx_purchase_line_new ("Mug", 3 * MICRO, 3333333));
  g_ptr_array_add (draft->lines, gx_purchase_line_new ("Plate", 1 * MICRO, 20 * MICRO));
  draft->day = TODAY - 10;
  g_assert_true (gx_purchases_save (book, SELF, draft, &id, &error));
  sale = gx_purchases_load (book, id, &error);
  g_assert_cmpint (sale->amount_minor, ==, 3000);

  GxId mug = ((GxPurchaseLine *) g_ptr_array_index (sale->lines, 0))->id;
  g_assert_true (gx_purchases_return (book, SELF, id, mug, MICRO, TODAY - 5, &part, &error));
  g_assert_no_error (error);
  assert_value (book, people.smith, 3000 - 333);
  gx_test_book_assert_round_trip (book);

  /* only two are left */
  g_assert_false (gx_purchases_return (book, SELF, id, mug, 3 * MICRO, TODAY, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
  g_clear_error (&error);

  /* what is left, to the last cent */
  g_assert_true (gx_purchases_return (book, SELF, id, 0, 0, TODAY, &rest, &error));
  assert_value (book, people.smith, 0);
  gx_test_book_assert_round_trip (book);
  g_assert_false (gx_purchases_return (book, SELF, id, 0, 0, TODAY, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);

  g_autoptr (GPtrArray) all = gx_purchases_of (book, people.smith, FALSE, 0, NULL);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpint (((GxPurchase *) g_ptr_array_index (all, 0))->reverses_id, ==, id);
  g_assert_cmpint (((GxPurchase *) g_ptr_array_index (all, 0))->amount_minor, ==, -2667);
  g_assert_cmpint (((GxPurchase *) g_ptr_array_index (all, 2))->returned_minor, ==, -3000);

  g_autoptr (GxCustomerNumbers) facts = numbers (book, people.smith, NULL);
  g_assert_cmpint (facts->orders, ==, 1);
  g_assert_cmpint (facts->returns, ==, 2);
  g_assert_cmpint (facts->last_purchase_day, ==, TODAY - 10); /* a return is no purchase */
}

static void
test_negative_value (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxPurchase) credit = gx_purchase_new (people.jones, "return");

  g_ptr_array_add (credit->lines, gx_purchase_line_new ("Discount", -1 * MICRO, 50 * MICRO));
  g_assert_true (gx_purchases_save (book, SELF, credit, NULL, &error));
  assert_value (book, people.jones, -5000);
  gx_test_book_assert_round_trip (book);
  g_assert_cmpstr (gx_test_book_undo (book), ==, "purchase.return");
}

static void
test_usual_interval (void)
{
  static const struct {
    int days_ago[6];
    int n, expected, purchase_days;
  } cases[] = {
    { { 0 }, 0, -1, 0 }, { { 10 }, 1, -1, 1 }, { { 10, 40 }, 2, -1, 2 }, { { 40, 10, 30 }, 3, 15, 3 },
    { { 5, 5, 25, 25, 35 }, 5, 15, 3 }, { { 0, 7, 14, 100, 107, 114 }, 6, 7, 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GxTestPeople people;
      g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
      g_autoptr (GxCustomerNumbers) facts = NULL;

      for (int j = 0; j < cases[i].n; j++)
        sell (book, people.li, "x", 1, 1, TODAY - cases[i].days_ago[j]);
      facts = numbers (book, people.li, NULL);
      g_assert_cmpint (facts->median_gap_days, ==, cases[i].expected);
      g_assert_cmpint (facts->orders, ==, cases[i].n);
      g_assert_cmpint (facts->has_value, ==, cases[i].n > 0);
      g_assert_cmpint (gx_connection_get_int64 (book, -1, NULL,
                                                "select purchase_days from customer_fact "
                                                "where customer_id = ?", "i",
                                                (gint64) people.li), ==, cases[i].purchase_days);
      gx_test_book_assert_clean (book);
    }
}

static void
test_currencies_are_not_added (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxCustomerNumbers) home = NULL;
  g_autoptr (GxCustomerNumbers) yen = NULL;
  g_auto (GStrv) currencies = NULL;

  sell (book, people.ouyang, "x", 1, 100, TODAY);
  g_assert_true (gx_purchases_sell (book, SELF, people.ouyang, "y", FALSE, MICRO, 5000 * MICRO, "JPY", TODAY,
                                    NULL, &error));
  home = numbers (book, people.ouyang, NULL);
  yen = numbers (book, people.ouyang, "JPY");
  g_assert_cmpint (home->value_minor, ==, 10000);
  g_assert_cmpstr (home->other_currencies, ==, "JPY");
  g_assert_cmpint (yen->value_minor, ==, 5000);
  g_assert_cmpint (yen->orders, ==, 2);
  currencies = gx_trade_currencies (book, &error);
  g_assert_cmpstr (currencies[0], ==, "CNY");
  g_assert_cmpstr (currencies[1], ==, "JPY");
  g_assert_null (currencies[2]);
  gx_test_book_assert_clean (book);
}

static void
test_organisation_and_its_people (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GxCustomerNumbers) facts = NULL;
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) with_people = NULL;

  sell (book, people.printing, "x", 1, 1000, TODAY);
  sell (book, people.zhang, "x", 1, 20, TODAY - 1);
  sell (book, people.li, "x", 1, 3, TODAY - 2);
  facts = numbers (book, people.printing, NULL);
  g_assert_cmpint (facts->value_minor, ==, 100000);
  g_assert_cmpint (facts->people_value_minor, ==, 2300);
  g_assert_true (facts->has_people);
  own = gx_purchases_of (book, people.printing, FALSE, 0, NULL);
  with_people = gx_purchases_of (book, people.printing, TRUE, 0, NULL);
  g_assert_cmpuint (own->len, ==, 1);
  g_assert_cmpuint (with_people->len, ==, 3);
}

static void
test_edit (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxPurchase) sale = NULL;
  GxId id = sell (book, people.li, "x", 2, 10, TODAY);

  sale = gx_purchases_load (book, id, &error);
  ((GxPurchaseLine *) g_ptr_array_index (sale->lines, 0))->quantity_micro = 5 * MICRO;
  ((GxPurchaseLine *) g_ptr_array_index (sale->lines, 0))->has_amount = FALSE;
  g_ptr_array_add (sale->lines, gx_purchase_line_new ("y", MICRO, MICRO));
  g_assert_true (gx_purchases_save (book, SELF, sale, NULL, &error));
  g_assert_no_error (error);
  assert_value (book, people.li, 5100);
  gx_test_book_assert_round_trip (book);

  g_clear_pointer (&sale, gx_purchase_free);
  sale = gx_purchases_load (book, id, &error);
  g_ptr_array_remove_index (sale->lines, 0);
  sale->customer_id = people.shan;
  g_assert_true (gx_purchases_save (book, SELF, sale, NULL, &error));
  assert_value (book, people.li, 0);
  assert_value (book, people.shan, 100);
  gx_test_book_assert_round_trip (book);

  g_ptr_array_set_size (sale->lines, 0);
  g_assert_false (gx_purchases_save (book, SELF, sale, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
}

static void
test_bin (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  GxId kept = sell (book, people.li, "x", 1, 10, TODAY - 30);
  GxId binned = sell (book, people.li, "x", 1, 7, TODAY);

  g_assert_true (gx_purchases_bin (book, SELF, binned, &error));
  assert_value (book, people.li, 1000);
  gx_test_book_assert_round_trip (book);

  /* A customer in the bin takes their purchases out of the facts, and brings back those that are not in the
   * bin themselves. */
  g_assert_true (gx_customers_bin (book, SELF, &people.li, 1, &error));
  g_assert_cmpint (gx_connection_get_int64 (book, -1, NULL, "select count (*) from purchase_fact", NULL), ==,
                   0);
  gx_test_book_assert_round_trip (book);
  g_assert_true (gx_customers_unbin (book, SELF, &people.li, 1, &error));
  assert_value (book, people.li, 1000);
  gx_test_book_assert_round_trip (book);
  g_assert_true (gx_purchases_unbin (book, SELF, binned, &error));
  assert_value (book, people.li, 1700);
  g_assert_cmpint (kept, !=, binned);
  gx_test_book_assert_round_trip (book);
}

static void
test_walk_in (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();

  sell (book, 0, "umbrella", 1, 30, TODAY);
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL,
                                            "select amount_minor from purchase_fact where customer_id = 0",
                                            NULL), ==, 3000);
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL, "select count (*) from customer_money", NULL), ==,
                   0);
  gx_test_book_assert_round_trip (book);
}

static void
test_payments (void)
{
  GxTestPeople people;
  g_autoptr (GxConnection) book = gx_test_book_with_people (&people);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) payments = NULL;
  GxId sale = sell (book, people.li, "x", 1, 10, TODAY);
  GxPayment payment = { .purchase_id = sale, .day = GX_NO_DAY, .amount_minor = 600 };
  GxPayment nothing = { .customer_id = people.li, .day = TODAY };
  GxId id = 0;

  g_assert_true (gx_payments_save (book, SELF, &payment, &id, &error));
  g_assert_no_error (error);
  payments = gx_payments_of (book, people.li, &error);
  g_assert_cmpuint (payments->len, ==, 1);
  g_assert_cmpstr (((GxPayment *) g_ptr_array_index (payments, 0))->currency, ==, "CNY");
  {
    g_autoptr (GxPurchase) paid = gx_purchases_load (book, sale, &error);
    g_autoptr (GxCustomerNumbers) facts = numbers (book, people.li, NULL);
    g_assert_cmpint (paid->paid_minor, ==, 600);
    g_assert_cmpint (facts->paid_minor, ==, 600);
    g_assert_cmpint (facts->value_minor, ==, 1000); /* paying is no buying */
  }
  gx_test_book_assert_round_trip (book);
  g_assert_true (gx_payments_bin (book, SELF, id, &error));
  gx_test_book_assert_round_trip (book);
  g_assert_false (gx_payments_save (book, SELF, &nothing, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
}

static void
test_products (void)
{
  static const struct {
    const char *code, *name;
  } made[] = { { "A100", "激光打印机" }, { "A200", "打印纸" }, { "B1", "Laser toner" }, { NULL, "Paper clip" } };
  static const struct {
    const char *prefix, *expected;
  } cases[] = {
    { "a", "打印纸|激光打印机|Laser toner|Paper clip" }, { "打印", "打印纸|激光打印机" }, { "dyz", "打印纸" },
    { "laser", "Laser toner" },
    { "B1", "Laser toner" }, { "", "打印纸|激光打印机|Laser toner|Paper clip" }, { "xyz", "" },
  };
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      const GxProduct product = { .code = (char *) made[i].code, .name = (char *) made[i].name };
      g_assert_true (gx_products_save (book, SELF, &product, NULL, &error));
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found = gx_products_find (book, cases[i].prefix, 0, &error);
      g_autoptr (GString) names = g_string_new (NULL);

      g_assert_no_error (error);
      for (guint j = 0; j < found->len; j++)
        g_string_append_printf (names, "%s%s", j > 0 ? "|" : "",
                                ((GxProduct *) g_ptr_array_index (found, j))->name);
      g_assert_cmpstr (names->str, ==, cases[i].expected);
    }
  g_assert_cmpint (gx_products_match (book, "A100"), !=, 0);
  g_assert_cmpint (gx_products_match (book, "LASER TONER"), !=, 0);
  g_assert_cmpint (gx_products_match (book, "打印"), ==, 0);
  gx_test_book_assert_clean (book);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trade/sale-in-one-line", test_sale_in_one_line);
  g_test_add_func ("/trade/returns", test_returns);
  g_test_add_func ("/trade/negative-value", test_negative_value);
  g_test_add_func ("/trade/usual-interval", test_usual_interval);
  g_test_add_func ("/trade/currencies", test_currencies_are_not_added);
  g_test_add_func ("/trade/organisation", test_organisation_and_its_people);
  g_test_add_func ("/trade/edit", test_edit);
  g_test_add_func ("/trade/bin", test_bin);
  g_test_add_func ("/trade/walk-in", test_walk_in);
  g_test_add_func ("/trade/payments", test_payments);
  g_test_add_func ("/trade/products", test_products);
  return g_test_run ();
}
