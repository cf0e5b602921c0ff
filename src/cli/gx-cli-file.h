/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/gx-cli.h"
#include "interchange/gx-table.h"

G_BEGIN_DECLS

/** gx_cli_table_options: --encoding and --delimiter, as @options borrows them. */
gboolean gx_cli_table_options (GxCli *cli, GxTableOptions *options, GError **error);

G_END_DECLS
