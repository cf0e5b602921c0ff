/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-criteria.h"
#include "cli/gx-cli-private.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"

gboolean
gx_cli_chosen (GxCli *cli, guint first, guint end, gboolean is_by_id, GxIdList **ids, GError **error)
{
  GxCriteriaContext context = { 0 };
  g_autoptr (GxCriteria) criteria = NULL;
  g_autoptr (GxIdList) chosen = gx_id_list_new ();

  if (!gx_cli_where (cli, &criteria, error))
    return FALSE;
  if ((criteria != NULL) == (first < end))
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE,
                           _("Name the customers, or say with --where who is meant."));
      return FALSE;
    }
  if (criteria != NULL)
    return gx_cli_context (cli, &context, error)
           && gx_criteria_ids (gx_cli_book (cli), criteria, &context, ids, error);
  for (guint i = first; i < end; i++)
    {
      GxId id = 0;

      if (!(is_by_id ? gx_cli_id (gx_cli_arg (cli, i), &id, error)
                     : gx_cli_customer (cli, gx_cli_arg (cli, i), &id, error)))
        return FALSE;
      gx_id_list_append (chosen, id);
    }
  *ids = g_steal_pointer (&chosen);
  return TRUE;
}

gboolean
gx_cli_edit_chosen (GxCli *cli, guint first, const char *label, const GxCustomerEdit *edit, GError **error)
{
  g_autoptr (GxIdList) ids = NULL;
  g_autoptr (GxStep) step = NULL;

  if (!gx_cli_chosen (cli, first, gx_cli_n_args (cli), edit->verb == GX_EDIT_UNBIN, &ids, error))
    return FALSE;
  step = gx_cli_begin (cli, label, error);
  if (step == NULL
      || !gx_customers_edit_many (gx_cli_book (cli), gx_cli_actor (cli), ids, edit, NULL, error)
      || !gx_cli_commit (cli, g_steal_pointer (&step), error))
    return FALSE;
  gx_printer_put (gx_cli_out (cli), "customers", int, gx_id_list_length (ids));
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}
