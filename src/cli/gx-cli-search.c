/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id-list.h"
#include "cli/gx-cli-private.h"
#include "customers/gx-customers.h"
#include "search/gx-search.h"

#include <glib/gi18n-lib.h>

static gboolean
print_results (GxCli *cli, const GxSearchResult *result, GError **error)
{
  GxPrinter *out = gx_cli_out (cli);
  guint n = gx_id_list_length (result->ids);
  g_autofree GxId *ids = g_new (GxId, MAX (n, 1));
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < n; i++)
    ids[i] = gx_id_list_get (result->ids, i);
  rows = gx_customers_rows (gx_cli_book (cli), ids, n, NULL, error);
  if (rows == NULL)
    return FALSE;
  gx_printer_begin_list (out);
  for (guint i = 0; i < rows->len; i++)
    {
      const GxCustomerRow *row = g_ptr_array_index (rows, i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "id", id, row->id);
      gx_printer_put (out, "name", text, row->shown_name);
      gx_printer_put (out, "company", text, row->company);
      gx_printer_put (out, "matched", text, g_array_index (result->matched, const char *, i));
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
  return TRUE;
}

static gboolean
run_search (GxCli *cli, GError **error)
{
  g_autoptr (GString) words = g_string_new (gx_cli_arg (cli, 0));
  g_autoptr (GxSearchResult) result = NULL;
  gint64 limit = 0;

  if (!gx_cli_int_option (cli, "limit", 0, G_MAXINT32, 50, &limit, error))
    return FALSE;
  for (guint i = 1; i < gx_cli_n_args (cli); i++)
    g_string_append_printf (words, " %s", gx_cli_arg (cli, i));
  result = gx_search_find (gx_cli_book (cli), words->str, limit != 0 ? (guint) limit : G_MAXUINT, NULL,
                           error);
  return result != NULL && print_results (cli, result, error);
}

const GxCliCommand gx_cli_search_commands[] = {
  { "search", NULL, "WORDS…", N_("Find customers by names, companies, phones and mail"),
    "limit", GX_CLI_READS, 1, -1, run_search },
  { NULL }
};
