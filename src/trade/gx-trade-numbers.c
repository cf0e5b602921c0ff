/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trade/gx-purchases-private.h"

static void
read_numbers (GxStatement *query, GxCustomerNumbers *self)
{
  self->has_value = !gx_statement_is_null (query, 0);
  self->value_minor = gx_statement_int64 (query, 0);
  self->sales = gx_statement_int (query, 1);
  self->returns = gx_statement_int (query, 2);
  self->orders = gx_statement_int (query, 3);
  self->first_purchase_day = gx_statement_day (query, 4);
  self->last_purchase_day = gx_statement_day (query, 5);
  self->median_gap_days = gx_statement_is_null (query, 6) ? -1 : gx_statement_int (query, 6);
  self->last_contact_day = gx_statement_day (query, 7);
  self->conversations = gx_statement_int (query, 8);
  self->events = gx_statement_int (query, 9);
  self->first_day = gx_statement_day (query, 10);
  self->people_value_minor = gx_statement_int64 (query, 11);
  self->has_people = gx_statement_int (query, 12) != 0;
  self->paid_minor = gx_statement_int64 (query, 13);
  self->other_currencies = gx_statement_dup_text (query, 14);
}

void
gx_customer_numbers_free (GxCustomerNumbers *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->other_currencies);
  g_free (self);
}

GxCustomerNumbers *
gx_trade_numbers (GxConnection *book, GxId customer, const char *currency, GError **error)
{
  g_autoptr (GxCustomerNumbers) self = NULL;
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  self = g_new0 (GxCustomerNumbers, 1);
  self->currency = g_intern_string (currency != NULL ? currency : gx_connection_get_currency (book));
  self->first_purchase_day = self->last_purchase_day = GX_NO_DAY;
  self->last_contact_day = self->first_day = GX_NO_DAY;
  self->median_gap_days = -1;

  query = gx_connection_query (book, "@trade/read-numbers", "it", (gint64) customer, self->currency);
  if (gx_statement_next (query))
    read_numbers (query, self);
  return gx_statement_finish (query, error) ? g_steal_pointer (&self) : NULL;
}

char **
gx_trade_currencies (GxConnection *book, GError **error)
{
  g_autoptr (GStrvBuilder) currencies = g_strv_builder_new ();
  g_autoptr (GxStatement) query = NULL;
  const char *home;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  home = gx_connection_get_currency (book);
  g_strv_builder_add (currencies, home);
  query = gx_connection_query (book,
    "select currency from customer_money where currency <> ? group by currency "
    "order by count (*) desc, currency", "t", home);
  while (gx_statement_next (query))
    g_strv_builder_add (currencies, gx_statement_text (query, 0));
  return gx_statement_finish (query, error) ? g_strv_builder_end (currencies) : NULL;
}
