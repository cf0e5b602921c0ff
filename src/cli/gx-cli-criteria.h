/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/gx-cli.h"
#include "criteria/gx-criteria.h"

G_BEGIN_DECLS

/** gx_cli_where: (out) (transfer full) (nullable): --where; NULL: everybody. A leading @ names a file
 * that holds it. */
gboolean gx_cli_where (GxCli *cli, GxCriteria **criteria, GError **error);

/** gx_cli_list_customers: prints those who fit (NULL: everybody), as --sort, --limit, --offset and --fields
 * say. (gx-cli-customer.c) */
gboolean gx_cli_list_customers (GxCli *cli, GxCriteria *criteria, GError **error);

/** gx_cli_context: --as-of and --currency, as @context borrows them. */
gboolean gx_cli_context (GxCli *cli, GxCriteriaContext *context, GError **error);

G_END_DECLS
