/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-money.h"
#include "cli/gx-cli-private.h"
#include "cli/gx-cli-records.h"

#include <glib/gi18n-lib.h>

static gboolean
run_list (GxCli *cli, GError **error)
{
  const char *text = gx_cli_option (cli, "customer");
  g_autoptr (GPtrArray) payments = NULL;
  GxId customer = 0;

  if (text == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE, _("Which customer? Say --customer ID."));
      return FALSE;
    }
  if (!gx_cli_customer (cli, text, &customer, error)
      || (payments = gx_payments_of (gx_cli_book (cli), customer, error)) == NULL)
    return FALSE;
  gx_printer_list (gx_cli_out (cli), payments, (gpointer) gx_cli_print_payment);
  return TRUE;
}

/* Of a customer, or of a sale, which knows the customer and the currency. */
static gboolean
take_payer (GxCli *cli, GxPayment *payment, GError **error)
{
  const char *customer = gx_cli_option (cli, "customer"), *sale = gx_cli_option (cli, "sale");
  g_autoptr (GxPurchase) purchase = NULL;

  payment->currency = gx_cli_option (cli, "currency");
  if (customer == NULL && sale == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE,
                           _("Who paid, or what for? Say --customer ID or --sale ID."));
      return FALSE;
    }
  if (customer != NULL && !gx_cli_customer (cli, customer, &payment->customer_id, error))
    return FALSE;
  if (sale == NULL)
    return TRUE;
  if (!gx_cli_id (sale, &payment->purchase_id, error)
      || (purchase = gx_purchases_load (gx_cli_book (cli), payment->purchase_id, error)) == NULL)
    return FALSE;
  if (payment->currency == NULL)
    payment->currency = purchase->currency;
  return TRUE;
}

static gboolean
take_amount (GxCli *cli, GxPayment *payment, GError **error)
{
  const char *text = gx_cli_option (cli, "amount");

  if (payment->currency == NULL)
    payment->currency = gx_connection_get_currency (gx_cli_book (cli));
  if (text != NULL && gx_money_parse (text, payment->currency, &payment->amount_minor))
    return TRUE;
  /* Translators: %s is a currency: "CNY" */
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("How much? Say --amount, in %s."), payment->currency);
  return FALSE;
}

static gboolean
run_add (GxCli *cli, GError **error)
{
  g_autoptr (GxPayment) payment = g_new0 (GxPayment, 1);
  g_autoptr (GxStep) step = NULL;
  GxId id = 0;

  payment->method = g_strdup (gx_cli_option (cli, "method"));
  payment->note = g_strdup (gx_cli_option (cli, "text"));
  if (!take_payer (cli, payment, error) || !take_amount (cli, payment, error)
      || !gx_cli_day_option (cli, "day", GX_NO_DAY, &payment->day, error))
    return FALSE;
  step = gx_cli_begin (cli, "payment.add", error);
  if (step == NULL || !gx_payments_save (gx_cli_book (cli), gx_cli_actor (cli), payment, &id, error)
      || !gx_cli_commit (cli, g_steal_pointer (&step), error))
    return FALSE;
  gx_printer_put (gx_cli_out (cli), "id", id, id);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

const GxCliCommand gx_cli_payment_commands[] = {
  { "payment", "list", NULL, N_("List a customer's payments, newest first"), "customer", GX_CLI_READS, 0, 0,
    run_list },
  { "payment", "add", NULL, N_("Write down a payment"),
    "customer sale amount currency method day text rehearse", GX_CLI_WRITES, 0, 0, run_add },
  { NULL }
};
