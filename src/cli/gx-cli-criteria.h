/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/gx-cli.h"
#include "criteria/gx-criteria.h"
#include "customers/gx-customer-edit.h"

G_BEGIN_DECLS

/** gx_cli_where: (out) (transfer full) (nullable): --where; NULL: everybody. A leading @ names a file
 * that holds it. */
gboolean gx_cli_where (GxCli *cli, GxCriteria **criteria, GError **error);

/**
 * gx_cli_chosen: (out) (transfer full): whom a writing command is about: the customers of its arguments from
 * @first up to before @end or, where there is none, those who fit --where. @is_by_id: they may lie in the bin,
 * where nobody is found by name.
 */
gboolean gx_cli_chosen (GxCli *cli, guint first, guint end, gboolean is_by_id, GxIdList **ids,
                        GError **error);

/** gx_cli_edit_chosen: a whole command: @edit of the customers of its arguments from @first, or of --where,
 * as one step; prints how many. */
gboolean gx_cli_edit_chosen (GxCli *cli, guint first, const char *label, const GxCustomerEdit *edit,
                             GError **error);

/** gx_cli_list_customers: prints those who fit (NULL: everybody), as --sort, --limit, --offset and --fields
 * say. (gx-cli-customer.c) */
gboolean gx_cli_list_customers (GxCli *cli, GxCriteria *criteria, GError **error);

/** gx_cli_context: --as-of and --currency, as @context borrows them. */
gboolean gx_cli_context (GxCli *cli, GxCriteriaContext *context, GError **error);

G_END_DECLS
