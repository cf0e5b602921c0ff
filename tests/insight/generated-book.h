/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

/*
 * A generated book of facts, kept twice: in SQLite and as plain structs. It has ties, returns, people below
 * zero, several currencies, walk-ins, days after the as-of day, and people who never bought.
 */
#define BOOK_AS_OF 20000
#define BOOK_CURRENCY "CNY"

typedef struct {
  GxId customer_id;     /* 0 a walk-in */
  GxDay day;
  const char *currency;
  gboolean is_sale;
  gint64 amount_minor;
} BookPurchase;

typedef struct {
  GxConnection *book;
  GArray *ids;          /* of GxId: the live customers, ascending */
  GArray *purchases;    /* of BookPurchase */
} GeneratedBook;

void generated_book_make (GeneratedBook *self, guint32 seed, int n_customers);
void generated_book_clear (GeneratedBook *self);

/** generated_book_sum: net of one customer's purchases in BOOK_CURRENCY from @from to @until. */
gint64 generated_book_sum (const GeneratedBook *self, GxId customer, GxDay from, GxDay until);
