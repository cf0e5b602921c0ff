/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-money.h"
#include "cli/gx-cli-private.h"
#include "trade/gx-products.h"

#include <glib/gi18n-lib.h>

static void
print_product (GxPrinter *out, const GxProduct *product)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "id", id, product->id);
  gx_printer_put (out, "code", text, product->code);
  gx_printer_put (out, "name", text, product->name);
  gx_printer_put (out, "unit", text, product->unit);
  gx_printer_put (out, "category", text, product->category);
  gx_printer_key (out, "unit_price");
  if (product->unit_price_micro != 0)
    gx_printer_decimal (out, product->unit_price_micro);
  else
    gx_printer_null (out);
  gx_printer_put (out, "currency", text, product->currency);
  gx_printer_end_object (out);
}

static gboolean
run_list (GxCli *cli, GError **error)
{
  g_autoptr (GPtrArray) products = NULL;
  gint64 limit = 0;

  if (!gx_cli_int_option (cli, "limit", 1, G_MAXINT32, G_MAXINT32, &limit, error))
    return FALSE;
  products = gx_products_find (gx_cli_book (cli), gx_cli_n_args (cli) > 0 ? gx_cli_arg (cli, 0) : "",
                               (int) limit, error);
  if (products == NULL)
    return FALSE;
  gx_printer_list (gx_cli_out (cli), products, (gpointer) print_product);
  return TRUE;
}

static gboolean
run_add (GxCli *cli, GError **error)
{
  const char *price = gx_cli_option (cli, "price");
  g_autoptr (GxProduct) product = g_new0 (GxProduct, 1);
  g_autoptr (GxStep) step = NULL;
  GxId id = 0;

  product->name = g_strdup (gx_cli_arg (cli, 0));
  product->code = g_strdup (gx_cli_option (cli, "code"));
  product->unit = g_strdup (gx_cli_option (cli, "unit"));
  product->category = g_strdup (gx_cli_option (cli, "category"));
  product->currency = gx_cli_option (cli, "currency");
  if (price != NULL && !gx_decimal_parse (price, &product->unit_price_micro))
    {
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
                   /* Translators: %1$s is the name of an option: "price"; %2$s is what was typed */
                   _("--%1$s takes a number with at most 6 decimals, not “%2$s”."), "price", price);
      return FALSE;
    }
  if (price != NULL && product->currency == NULL)
    product->currency = gx_connection_get_currency (gx_cli_book (cli));
  step = gx_cli_begin (cli, "product.add", error);
  if (step == NULL || !gx_products_save (gx_cli_book (cli), gx_cli_actor (cli), product, &id, error)
      || !gx_cli_commit (cli, g_steal_pointer (&step), error))
    return FALSE;
  gx_printer_put (gx_cli_out (cli), "id", id, id);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

const GxCliCommand gx_cli_product_commands[] = {
  { "product", "list", "[WORD]", N_("List products, or those whose name or code has a word"), "limit",
    GX_CLI_READS, 0, 1, run_list },
  { "product", "add", "NAME", N_("Add a product"), "code unit category price currency rehearse",
    GX_CLI_WRITES, 1, 1, run_add },
  { NULL }
};
