/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/gx-cli.h"

G_BEGIN_DECLS

struct _GxCli {
  const GxCliCommand *command;
  GHashTable *options;      /* of char * by the option's name */
  GPtrArray *args;          /* of char *: words before the command is known, then its arguments */
  GxPrinter *out;
  GxConnection *book;
  char *book_path;
  GxCliStatus status;
  gboolean is_quiet, shows_progress;
  int last_per_cent;
};

/** gx_cli_parse: words and options of the command line, wherever they stand. Errors: USAGE. */
gboolean gx_cli_parse (GxCli *self, int argc, char **argv, GError **error);

/** gx_cli_find_command: takes the command's words from the arguments. Errors: USAGE. */
gboolean gx_cli_find_command (GxCli *self, GError **error);

/** gx_cli_check_options: whether the command takes every option given, and as many arguments. Errors:
 * USAGE. */
gboolean gx_cli_check_options (GxCli *self, GError **error);

/** gx_cli_print_help: of the whole, of a noun, or of the command, as the words say. FALSE where there
 * is no such noun. */
gboolean gx_cli_print_help (GxCli *self);

extern const GxCliCommand gx_cli_book_commands[], gx_cli_customer_commands[], gx_cli_event_commands[],
    gx_cli_purchase_commands[];
extern const GxCliCommand gx_cli_task_commands[], gx_cli_tag_commands[], gx_cli_search_commands[],
    gx_cli_journal_commands[];
extern const GxCliCommand gx_cli_file_commands[], gx_cli_import_commands[], gx_cli_export_commands[],
    gx_cli_report_commands[], gx_cli_criteria_commands[], gx_cli_chart_commands[], gx_cli_payment_commands[],
    gx_cli_product_commands[], gx_cli_segment_commands[], gx_cli_duplicates_commands[],
    gx_cli_team_commands[], gx_cli_member_commands[], gx_cli_conflict_commands[];

G_END_DECLS
