/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "base/gx-money.h"
#include "trade/gx-purchases-private.h"

void
gx_payment_free (GxPayment *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->method);
  g_free (self->note);
  g_free (self);
}

GPtrArray *
gx_payments_of (GxConnection *book, GxId customer, GError **error)
{
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_payment_free);
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book,
    "select id, customer_id, purchase_id, day, at, offset_min, method, amount_minor, currency, note, "
    "author_id from payment where customer_id = ? and gone = 0 order by day desc, at desc, id desc", "i",
    (gint64) customer);
  while (gx_statement_next (query))
    {
      GxPayment *payment = g_new0 (GxPayment, 1);

      payment->id = gx_statement_int64 (query, 0);
      payment->customer_id = gx_statement_int64 (query, 1);
      payment->purchase_id = gx_statement_int64 (query, 2);
      payment->day = gx_statement_day (query, 3);
      payment->at = gx_statement_int64 (query, 4);
      payment->offset_min = gx_statement_int (query, 5);
      payment->method = gx_statement_dup_text (query, 6);
      payment->amount_minor = gx_statement_int64 (query, 7);
      payment->currency = g_intern_string (gx_statement_text (query, 8));
      payment->note = gx_statement_dup_text (query, 9);
      payment->author_id = gx_statement_int64 (query, 10);
      g_ptr_array_add (payments, payment);
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&payments) : NULL;
}

static gboolean
write_payment (GxConnection *book, GxId id, const GxPayment *payment, GError **error)
{
  GxDay today = gx_clock_today ();
  GxDay day = payment->day != GX_NO_DAY ? payment->day : today;
  gint64 at = payment->at;
  int offset_min = payment->offset_min;
  GxId customer = payment->customer_id;
  g_autofree char *currency = g_strdup (payment->currency);

  if (customer == 0 && payment->purchase_id != 0)
    customer = gx_connection_get_int64 (book, 0, NULL, "select customer_id from purchase where id = ?", "i",
                                        (gint64) payment->purchase_id);
  if (currency == NULL && payment->purchase_id != 0)
    currency = gx_connection_get_text (book, NULL, "select currency from purchase where id = ?", "i",
                                       (gint64) payment->purchase_id);
  if (at == 0 && payment->id == 0 && day == today)
    {
      at = gx_clock_now ();
      offset_min = gx_clock_offset_min (at);
    }
  return gx_connection_run (book, error,
           "update payment set customer_id = ?, purchase_id = ?, day = ?, at = ?, offset_min = case "
           "when ?4 is null then null else ? end, method = ?, amount_minor = ?, currency = ?, note = ? "
           "where id = ? and gone < 2", "IIdIiTitTi",
           (gint64) customer, (gint64) payment->purchase_id, (int) day, at, (gint64) offset_min,
           payment->method,
           (gint64) payment->amount_minor, currency != NULL ? currency : gx_connection_get_currency (book),
           payment->note, (gint64) id)
         && gx_record_found (book, error);
}

gboolean
gx_payments_save (GxConnection *book, const GxActor *actor, const GxPayment *payment, GxId *id,
                  GError **error)
{
  g_autoptr (GxStep) step = NULL;
  GxId saved;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL && payment != NULL, FALSE);

  saved = payment->id != 0 ? payment->id : gx_connection_new_id (book);
  if (payment->amount_minor == 0)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("A payment needs an amount."));
  else if (payment->currency != NULL && !gx_currency_is_known (payment->currency))
    /* Translators: %s is a code such as "CNY" */
    g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is no currency. Use a code such as CNY."),
                 payment->currency);
  else if ((step = gx_step_begin (book, actor, payment->id != 0 ? "payment.edit" : "payment.add",
                                  error)) != NULL
           && (payment->id != 0 || gx_connection_run (book, error,
                                                      "insert into payment (id, author_id) values (?, ?)",
                                                      "iI",
                                                      (gint64) saved, (gint64) actor->author))
           && write_payment (book, saved, payment, error)
           && gx_step_commit (g_steal_pointer (&step), NULL, error))
    {
      if (id != NULL)
        *id = saved;
      return TRUE;
    }
  gx_error_prefix (error, _("Could not save the payment"));
  return FALSE;
}

gboolean
gx_payments_bin (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return gx_record_set_gone (book, actor, "payment.bin", "payment", &id, 1, 1, error);
}
