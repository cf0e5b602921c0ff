/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "generated-book.h"

static void
store_purchase (GeneratedBook *self, const BookPurchase *purchase)
{
  g_autoptr (GError) error = NULL;

  gx_connection_run (self->book, &error, "insert into purchase_fact values (?, ?, ?, ?, ?, ?, 0, 1)",
                     "iidtti",
                     (gint64) self->purchases->len + 1, purchase->customer_id, purchase->day,
                     purchase->currency,
                     purchase->is_sale ? "sale" : "return", purchase->amount_minor);
  g_assert_no_error (error);
  g_array_append_vals (self->purchases, purchase, 1);
}

/* Amounts and days are few, so that many are equal. */
static void
add_purchases (GeneratedBook *self, GRand *rand, GxId customer, int n)
{
  static const int amounts[] = { 0, 500, 500, 1000, 1000, 2500, 10000, 99999 };

  for (; n > 0; n--)
    {
      BookPurchase purchase = { .customer_id = customer };

      purchase.day = BOOK_AS_OF + 30 - g_rand_int_range (rand, 0, 60) * g_rand_int_range (rand, 1, 16);
      purchase.currency = g_rand_int_range (rand, 0, 5) == 0 ? "USD" : BOOK_CURRENCY;
      purchase.is_sale = g_rand_int_range (rand, 0, 4) != 0;
      purchase.amount_minor = amounts[g_rand_int_range (rand, 0, G_N_ELEMENTS (amounts))]
                              * (purchase.is_sale ? 1 : -1);
      store_purchase (self, &purchase);
    }
}

static void
add_customer (GeneratedBook *self, GRand *rand, GxId id)
{
  g_autoptr (GError) error = NULL;
  int first = g_rand_int_range (rand, 0, 5) == 0 ? GX_NO_DAY
              : BOOK_AS_OF + 30 - g_rand_int_range (rand, 0, 900);

  gx_connection_run (self->book, &error, "insert into customer (id, source_id) values (?, ?)", "iI", id,
                     (gint64) g_rand_int_range (rand, 0, 5));
  g_assert_no_error (error);
  gx_connection_run (self->book, &error,
                     "insert into customer_fact (customer_id, sort_key, first_day) values (?, '', ?)", "id",
                     id, first);
  g_assert_no_error (error);
  g_array_append_val (self->ids, id);
}

void
generated_book_make (GeneratedBook *self, guint32 seed, int n_customers)
{
  static const char * const sources[] = { "Referral", "展会", "REFERRAL", NULL };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;
  GxId id = 1000;

  self->book = gx_connection_create (NULL, BOOK_CURRENCY, &error);
  g_assert_no_error (error);
  self->ids = g_array_new (FALSE, FALSE, sizeof (GxId));
  self->purchases = g_array_new (FALSE, FALSE, sizeof (BookPurchase));
  for (gint64 word = 1; word <= 4; word++) /* the fourth has no name */
    gx_connection_run (self->book, &error, "insert into word (id, kind, name) values (?, 'source', ?)", "it",
                       word, sources[word - 1]);
  g_assert_no_error (error);

  add_purchases (self, rand, 0, n_customers / 4);
  for (int i = 0; i < n_customers; i++)
    {
      id += g_rand_int_range (rand, 1, 1000);
      add_customer (self, rand, id);
      add_purchases (self, rand, id, MAX (0, g_rand_int_range (rand, -3, 7)));
    }
}

void
generated_book_clear (GeneratedBook *self)
{
  g_array_unref (self->ids);
  g_array_unref (self->purchases);
  g_assert_finalize_object (self->book);
}

gint64
generated_book_sum (const GeneratedBook *self, GxId customer, GxDay from, GxDay until)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->purchases->len; i++)
    {
      const BookPurchase *purchase = &g_array_index (self->purchases, BookPurchase, i);

      if (purchase->customer_id == customer && g_str_equal (purchase->currency, BOOK_CURRENCY)
          && purchase->day >= from && purchase->day <= until)
        sum += purchase->amount_minor;
    }
  return sum;
}
