/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-private.h"
#include "cli/gx-cli-criteria.h"
#include "customers/gx-words.h"

#include <glib/gi18n-lib.h>

static gboolean
run_list (GxCli *cli, GError **error)
{
  g_autoptr (GPtrArray) tags = gx_words_list (gx_cli_book (cli), "tag", error);
  GxPrinter *out = gx_cli_out (cli);

  if (tags == NULL)
    return FALSE;
  gx_printer_begin_list (out);
  for (guint i = 0; i < tags->len; i++)
    {
      const GxWord *tag = g_ptr_array_index (tags, i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "name", text, tag->name);
      gx_printer_put (out, "customers", int, tag->uses);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
  return TRUE;
}

static gboolean
run_add (GxCli *cli, GError **error)
{
  const GxCustomerEdit edit = { GX_EDIT_TAG, NULL, gx_cli_arg (cli, 0) };

  return gx_cli_edit_chosen (cli, 1, "customer.tag", &edit, error);
}

static gboolean
run_remove (GxCli *cli, GError **error)
{
  const GxCustomerEdit edit = { GX_EDIT_UNTAG, NULL, gx_cli_arg (cli, 0) };

  return gx_cli_edit_chosen (cli, 1, "customer.untag", &edit, error);
}

const GxCliCommand gx_cli_tag_commands[] = {
  { "tag", "list", NULL, N_("List tags and how many customers have them"), NULL, GX_CLI_READS, 0, 0,
    run_list },
  { "tag", "add", "TAG [ID…]", N_("Give customers a tag"), "where rehearse", GX_CLI_WRITES, 1, -1, run_add },
  { "tag", "remove", "TAG [ID…]", N_("Take a tag from customers"), "where rehearse", GX_CLI_WRITES, 1, -1,
    run_remove },
  { NULL }
};
