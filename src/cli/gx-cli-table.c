/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-file.h"
#include "cli/gx-cli-private.h"

#include <glib/gi18n-lib.h>

static void
print_row (GxPrinter *out, const char *sheet, const GxRow *row)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "sheet", text, sheet);
  gx_printer_put (out, "row", int, row->number);
  gx_printer_key (out, "cells");
  gx_printer_begin_list (out);
  for (guint i = 0; i < row->n_cells; i++)
    {
      g_autofree char *column = gx_table_column_name (i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "column", text, column);
      gx_printer_put (out, "type", text, gx_cell_type_name (row->cells[i].type));
      gx_printer_put (out, "text", text, row->cells[i].text);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
  if (row->trouble != NULL)
    gx_printer_put (out, "trouble", text, row->trouble);
  gx_printer_end_object (out);
}

static gboolean
print_sheet (GxCli *cli, GxTable *table, guint sheet, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GxRow row = { 0 };

  if (!gx_table_start (table, sheet, error))
    return FALSE;
  while (gx_table_next (table, &row, &failure))
    print_row (gx_cli_out (cli), gx_table_get_sheet (table, sheet)->name, &row);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
gx_cli_table_options (GxCli *cli, GxTableOptions *options, GError **error)
{
  const char *delimiter = gx_cli_option (cli, "delimiter");

  options->encoding = gx_cli_option (cli, "encoding");
  options->delimiter = GX_DELIMITER_SNIFF;
  if (delimiter == NULL || gx_delimiter_parse (delimiter, &options->delimiter))
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
               /* Translators: %s is what was typed; the words of the list stay as they are */
               _("--delimiter is one character, or tab, comma, semicolon, pipe or spaces, not “%s”."),
               delimiter);
  return FALSE;
}

static gboolean
run_table (GxCli *cli, GError **error)
{
  GxTableOptions options = { 0 };
  const char *sheet = gx_cli_option (cli, "sheet");
  g_autoptr (GxTable) table = NULL;
  guint first = 0, end = 0;

  if (!gx_cli_table_options (cli, &options, error)
      || (table = gx_table_open (gx_cli_arg (cli, 0), &options, error)) == NULL)
    return FALSE;
  end = gx_table_n_sheets (table);
  if (sheet != NULL)
    {
      if (!gx_table_find_sheet (table, sheet, &first, error))
        return FALSE;
      end = first + 1;
    }
  gx_printer_begin_list (gx_cli_out (cli));
  for (guint i = first; i < end; i++)
    if (!print_sheet (cli, table, i, error))
      return FALSE;
  gx_printer_end_list (gx_cli_out (cli));
  return TRUE;
}

const GxCliCommand gx_cli_file_commands[] = {
  { "table", NULL, "FILE", N_("Print the cells of a file as they are read"),
    "sheet encoding delimiter", GX_CLI_NO_BOOK, 1, 1, run_table },
  { NULL }
};
