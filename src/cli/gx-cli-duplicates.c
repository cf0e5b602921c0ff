/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-private.h"
#include "quality/gx-duplicates.h"
#include "quality/gx-crowd.h"

#include <glib/gi18n-lib.h>

static gboolean
read_score (GxCli *cli, double *score, GError **error)
{
  const char *text = gx_cli_option (cli, "min-score");
  char *end = NULL;

  *score = GX_CROWD_ASK;
  if (text == NULL)
    return TRUE;
  *score = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && *score >= 0 && *score <= 1)
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
               /* Translators: %s is what was typed */
               _("The score is a number from 0 to 1, not “%s”."), text);
  return FALSE;
}

static void
print_duplicate (GxPrinter *out, const GxDuplicate *duplicate)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "a", id, duplicate->a);
  gx_printer_put (out, "b", id, duplicate->b);
  gx_printer_put (out, "name_a", text, duplicate->name_a);
  gx_printer_put (out, "name_b", text, duplicate->name_b);
  gx_printer_put (out, "score", real, gx_comparison_round (duplicate->probability));
  gx_printer_put (out, "reasons", words, (const char *const *) duplicate->reasons);
  gx_printer_end_object (out);
}

static gboolean
find_duplicates (GxCli *cli, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  double score = 0;

  if (!read_score (cli, &score, error))
    return FALSE;
  found = gx_duplicates_find (gx_cli_book (cli), score, NULL, error);
  if (found == NULL)
    return FALSE;
  gx_printer_list (gx_cli_out (cli), found, (gpointer) print_duplicate);
  return TRUE;
}

const GxCliCommand gx_cli_duplicates_commands[] = {
  { "duplicates", "find", NULL, N_("Find customers who may be there twice"),
    "min-score", GX_CLI_READS, 0, 0, find_duplicates },
  { NULL }
};
