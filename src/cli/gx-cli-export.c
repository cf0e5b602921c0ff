/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id-list.h"
#include "cli/gx-cli-criteria.h"
#include "cli/gx-cli-private.h"
#include "customers/gx-customers.h"
#include "interchange/gx-export.h"

#include <glib/gi18n-lib.h>

/* (out) (nullable): NULL: everybody. */
static gboolean
find_customers (GxCli *cli, GxIdList **ids, GError **error)
{
  GxCriteriaContext context = { 0 };
  g_autoptr (GxCriteria) criteria = NULL;
  g_autoptr (GxIdList) order = NULL, set = NULL;

  *ids = NULL;
  if (!gx_cli_where (cli, &criteria, error) || !gx_cli_context (cli, &context, error))
    return FALSE;
  if (criteria == NULL)
    return TRUE;
  order = gx_customers_order (gx_cli_book (cli), GX_CUSTOMER_SORT_NAME, FALSE, context.currency, error);
  if (order == NULL || !gx_criteria_ids (gx_cli_book (cli), criteria, &context, &set, error))
    return FALSE;
  *ids = gx_id_list_filter (order, set);
  return TRUE;
}

static gboolean
run_export (GxCli *cli, GError **error)
{
  const char *kind_name = gx_cli_arg (cli, 0), *path = gx_cli_arg (cli, 1),
             *fields = gx_cli_option (cli, "fields");
  g_auto (GStrv) names = fields != NULL ? g_strsplit (fields, ",", -1) : NULL;
  g_autoptr (GxIdList) ids = NULL;
  g_autofree char *absolute = NULL;
  GxExportKind kind = GX_EXPORT_CUSTOMERS;
  gint64 n_rows = 0;

  if (!gx_export_kind_parse (kind_name, &kind))
    {
      /* Translators: %s is what was typed; the words of the list stay as they are */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("Export customers, purchases or events, not “%s”."),
                   kind_name);
      return FALSE;
    }
  if (!find_customers (cli, &ids, error)
      || !gx_export_run (gx_cli_book (cli), kind, ids, (const char *const *) names, path, NULL, &n_rows,
                         error))
    return FALSE;
  absolute = g_canonicalize_filename (path, NULL);
  gx_printer_begin_object (gx_cli_out (cli));
  gx_printer_put (gx_cli_out (cli), "path", text, absolute);
  gx_printer_put (gx_cli_out (cli), "rows", int, n_rows);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

static gboolean
run_fields (GxCli *cli, GError **error)
{
  static const char *const kinds[] = { "customers", "purchases", "events" };
  GxPrinter *out = gx_cli_out (cli);

  gx_printer_begin_list (out);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      GxExportKind kind = GX_EXPORT_CUSTOMERS;
      g_auto (GStrv) fields = NULL;
      guint n_usual = 0;

      gx_export_kind_parse (kinds[k], &kind);
      fields = gx_export_fields (kind, &n_usual);
      for (guint i = 0; fields[i] != NULL; i++)
        {
          gx_printer_begin_object (out);
          gx_printer_put (out, "of", text, kinds[k]);
          gx_printer_put (out, "name", text, fields[i]);
          gx_printer_put (out, "label", text, gx_export_field_label (kind, fields[i]));
          gx_printer_put (out, "usual", bool, i < n_usual);
          gx_printer_end_object (out);
        }
    }
  gx_printer_end_list (out);
  return TRUE;
}

const GxCliCommand gx_cli_export_commands[] = {
  { "export", "fields", NULL, N_("List what can stand in an exported file"), NULL, GX_CLI_NO_BOOK, 0, 0,
    run_fields },
  { "export", NULL, "customers|purchases|events FILE",
    N_("Write a list to a file: .csv, .xlsx, .json or .jsonl"), "where fields as-of currency", GX_CLI_READS,
    2, 2, run_export },
  { NULL }
};
