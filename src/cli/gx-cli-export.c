/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id-list.h"
#include "cli/gx-cli-criteria.h"
#include "cli/gx-cli-private.h"
#include "customers/gx-customers.h"
#include "interchange/gx-export-record.h"

#include <glib/gi18n-lib.h>

/* Whom --where means, and the question as it is noted; nobody named is everybody. */
static gboolean
choose_customers (GxCli *cli, GxExport *export, GError **error)
{
  GxCriteriaContext context = { 0 };
  g_autoptr (GxCriteria) criteria = NULL;
  g_autoptr (GxIdList) order = NULL, set = NULL;

  if (!gx_cli_where (cli, &criteria, error) || !gx_cli_context (cli, &context, error))
    return FALSE;
  if (criteria == NULL)
    return TRUE;
  order = gx_customers_order (gx_cli_book (cli), GX_CUSTOMER_SORT_NAME, FALSE, context.currency, error);
  if (order == NULL || !gx_criteria_ids (gx_cli_book (cli), criteria, &context, &set, error))
    return FALSE;
  export->customers = gx_id_list_filter (order, set);
  export->criteria = gx_criteria_to_json (criteria);
  return TRUE;
}

static gboolean
run_export (GxCli *cli, GError **error)
{
  const char *kind_name = gx_cli_arg (cli, 0), *path = gx_cli_arg (cli, 1),
             *fields = gx_cli_option (cli, "fields");
  g_autoptr (GxExport) export = NULL;
  g_autofree char *absolute = NULL;
  GxExportKind kind = GX_EXPORT_CUSTOMERS;

  if (!gx_export_kind_parse (kind_name, &kind))
    {
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
                   /* Translators: %s is what was typed; the words of the list stay as they are */
                   _("Export customers, purchases, events or book, not “%s”."), kind_name);
      return FALSE;
    }
  export = gx_export_new (kind, path);
  export->fields = fields != NULL ? g_strsplit (fields, ",", -1) : NULL;
  export->overwrites = TRUE; /* as any program does with the file it is told to write */
  if (!choose_customers (cli, export, error)
      || !gx_export_run (export, gx_cli_book (cli), gx_cli_actor (cli), NULL, error))
    return FALSE;
  absolute = g_canonicalize_filename (path, NULL);
  gx_printer_begin_object (gx_cli_out (cli));
  gx_printer_put (gx_cli_out (cli), "path", text, absolute);
  gx_printer_put (gx_cli_out (cli), "rows", int, export->n_rows);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

static void
print_record (GxPrinter *out, const GxExportRecord *record)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "at", at, record->at, 0);
  gx_printer_put (out, "by", text, record->author);
  gx_printer_put (out, "kind", text, record->kind);
  gx_printer_put (out, "rows", int, record->rows);
  gx_printer_put (out, "file", text, record->file);
  gx_printer_put (out, "format", text, record->format);
  gx_printer_put (out, "fields", json, record->fields);
  gx_printer_put (out, "criteria", json, record->criteria);
  gx_printer_end_object (out);
}

static gboolean
run_list (GxCli *cli, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  gint64 limit = 0;

  if (!gx_cli_int_option (cli, "limit", 1, G_MAXINT32, 100, &limit, error)
      || (records = gx_export_record_list (gx_cli_book (cli), (int) limit, error)) == NULL)
    return FALSE;
  gx_printer_list (gx_cli_out (cli), records, (gpointer) print_record);
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
  { "export", "list", NULL, N_("List who took what out of the book, newest first"), "limit", GX_CLI_READS,
    0, 0, run_list },
  { "export", NULL, "customers|purchases|events|book FILE",
    N_("Write a list (.csv, .xlsx, .json, .jsonl; customers also .vcf) or the whole book (.jsonl)"),
    "where fields as-of currency", GX_CLI_CHECKS, 2, 2, run_export },
  { NULL }
};
