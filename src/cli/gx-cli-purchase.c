/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-money.h"
#include "cli/gx-cli-private.h"
#include "cli/gx-cli-records.h"

#include <glib/gi18n-lib.h>

static gboolean
take_decimal (GxCli *cli, const char *option, gint64 fallback, gint64 *micro, GError **error)
{
  const char *text = gx_cli_option (cli, option);

  *micro = fallback;
  if (text == NULL || gx_decimal_parse (text, micro))
    return TRUE;
  /* Translators: %1$s is the name of an option: "price"; %2$s is what was typed */
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
               _("--%1$s takes a number with at most 6 decimals, not “%2$s”."), option, text);
  return FALSE;
}

static GPtrArray *
load_purchases (GxCli *cli, GError **error)
{
  const char *text = gx_cli_option (cli, "customer");
  GxDay since = GX_NO_DAY;
  gint64 limit = 0;
  GxId customer = 0;

  if (!gx_cli_day_option (cli, "since", GX_NO_DAY, &since, error)
      || !gx_cli_int_option (cli, "limit", 0, G_MAXINT32, 0, &limit, error))
    return NULL;
  if (text == NULL)
    return gx_purchases_list (gx_cli_book (cli), since, (int) limit, error);
  if (!gx_cli_customer (cli, text, &customer, error))
    return NULL;
  return gx_purchases_of (gx_cli_book (cli), customer, gx_cli_has (cli, "with-people"), (int) limit, error);
}

static gboolean
run_list (GxCli *cli, GError **error)
{
  g_autoptr (GPtrArray) purchases = load_purchases (cli, error);
  GxDay since = GX_NO_DAY;

  if (purchases == NULL || !gx_cli_day_option (cli, "since", G_MININT32 + 1, &since, error))
    return FALSE;
  gx_printer_begin_list (gx_cli_out (cli));
  for (guint i = 0; i < purchases->len; i++)
    {
      const GxPurchase *purchase = g_ptr_array_index (purchases, i);

      if (purchase->day >= since)
        gx_cli_print_purchase (gx_cli_out (cli), purchase);
    }
  gx_printer_end_list (gx_cli_out (cli));
  return TRUE;
}

/* Where no price is said, the product's own. */
static gboolean
take_price (GxCli *cli, const char *product, gint64 *price_micro, GError **error)
{
  GxId id = 0;
  g_autoptr (GxProduct) known = NULL;

  if (gx_cli_has (cli, "price"))
    return take_decimal (cli, "price", 0, price_micro, error);
  id = gx_products_match (gx_cli_book (cli), product);
  if (id != 0 && (known = gx_products_load (gx_cli_book (cli), id, error)) == NULL)
    return FALSE;
  if (known != NULL && known->unit_price_micro != 0)
    {
      *price_micro = known->unit_price_micro;
      return TRUE;
    }
  /* Translators: %s is a product */
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("What does “%s” cost? Say --price."), product);
  return FALSE;
}

static gboolean
finish (GxCli *cli, GxStep *step, GxId id, GError **error)
{
  if (!gx_cli_commit (cli, step, error))
    return FALSE;
  gx_printer_put (gx_cli_out (cli), "id", id, id);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

static gboolean
run_add (GxCli *cli, GError **error)
{
  const char *customer_text = gx_cli_option (cli, "customer"), *product = gx_cli_option (cli, "product");
  g_autoptr (GxStep) step = NULL;
  gint64 quantity_micro = 0, price_micro = 0;
  GxDay day = GX_NO_DAY;
  GxId customer = 0, id = 0;

  if (product == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE, _("What was sold? Say --product."));
      return FALSE;
    }
  if ((customer_text != NULL && !gx_cli_customer (cli, customer_text, &customer, error))
      || !take_decimal (cli, "quantity", GX_MICRO, &quantity_micro, error)
      || !take_price (cli, product, &price_micro, error)
      || !gx_cli_day_option (cli, "day", GX_NO_DAY, &day, error))
    return FALSE;
  step = gx_cli_begin (cli, "purchase.add", error);
  if (step == NULL
      || !gx_purchases_sell (gx_cli_book (cli), gx_cli_actor (cli), customer, product, FALSE,
                             quantity_micro, price_micro, gx_cli_option (cli, "currency"), day, &id, error))
    return FALSE;
  return finish (cli, g_steal_pointer (&step), id, error);
}

static gboolean
run_return (GxCli *cli, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  GxDay day = GX_NO_DAY;
  GxId sale = 0, id = 0;

  if (!gx_cli_id (gx_cli_arg (cli, 0), &sale, error)
      || !gx_cli_day_option (cli, "day", GX_NO_DAY, &day, error))
    return FALSE;
  step = gx_cli_begin (cli, "purchase.return", error);
  if (step == NULL
      || !gx_purchases_return (gx_cli_book (cli), gx_cli_actor (cli), sale, 0, 0, day, &id, error))
    return FALSE;
  return finish (cli, g_steal_pointer (&step), id, error);
}

const GxCliCommand gx_cli_purchase_commands[] = {
  { "purchase", "list", NULL, N_("List sales and returns with their lines, newest first"),
    "customer since limit with-people", GX_CLI_READS, 0, 0, run_list },
  { "purchase", "add", NULL, N_("Write down a sale; without a customer it is a walk-in's"),
    "customer product quantity price currency day rehearse", GX_CLI_WRITES, 0, 0, run_add },
  { "purchase", "return", "ID", N_("Take back a sale, or what is left of it"), "day rehearse", GX_CLI_WRITES,
    1, 1, run_return },
  { NULL }
};
