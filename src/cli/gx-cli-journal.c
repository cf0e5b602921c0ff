/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-private.h"
#include "customers/gx-members.h"
#include "store/gx-journal.h"

#include <glib/gi18n-lib.h>

static const char *
name_kind (char kind)
{
  return kind == 'd' ? "do" : kind == 'u' ? "undo" : kind == 'r' ? "redo" : "erase";
}

static void
print_entry_values (GxPrinter *out, const GxJournalEntry *entry)
{
  gx_printer_put (out, "step", id, entry->id);
  gx_printer_put (out, "at", at, entry->at_ms / 1000, 0);
  gx_printer_put (out, "kind", text, name_kind (entry->kind));
  gx_printer_put (out, "label", text, entry->label);
  gx_printer_put (out, "about", id, entry->root != entry->id ? entry->root : 0);
  gx_printer_put (out, "undone", bool, entry->is_undone);
  gx_printer_put (out, "rows", int, entry->rows);
  gx_printer_put (out, "by", text, entry->author_name);
  gx_printer_put (out, "customer_id", id, entry->customer_id);
  gx_printer_put (out, "customer", text, entry->customer_name);
}

static gboolean
find_member (GxCli *cli, GxId *id, GError **error)
{
  const char *name = gx_cli_option (cli, "by");
  g_autoptr (GPtrArray) members = NULL;

  *id = 0;
  if (name == NULL)
    return TRUE;
  members = gx_members_list (gx_cli_book (cli), error);
  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const GxMember *member = g_ptr_array_index (members, i);

      if (g_strcmp0 (member->name, name) == 0 || g_strcmp0 (member->letters, name) == 0)
        *id = member->id;
    }
  if (members != NULL && *id == 0)
    /* Translators: %s is a person's name */
    g_set_error (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("Nobody called “%s” works with this book."), name);
  return *id != 0;
}

static gboolean
run_list (GxCli *cli, GError **error)
{
  const char *customer_text = gx_cli_option (cli, "customer");
  g_autoptr (GPtrArray) entries = NULL;
  GxDay since = GX_NO_DAY;
  gint64 limit = 0;
  GxId customer = 0, member = 0;

  if ((customer_text != NULL && !gx_cli_customer (cli, customer_text, &customer, error))
      || !find_member (cli, &member, error) || !gx_cli_day_option (cli, "since", GX_NO_DAY, &since, error)
      || !gx_cli_int_option (cli, "limit", 1, G_MAXINT32, 100, &limit, error))
    return FALSE;
  entries = gx_journal_list (gx_cli_book (cli), customer,
                             since != GX_NO_DAY ? (gint64) since * 86400 * 1000 : 0, member, (int) limit,
                             error);
  if (entries == NULL)
    return FALSE;
  gx_printer_begin_list (gx_cli_out (cli));
  for (guint i = 0; i < entries->len; i++)
    {
      gx_printer_begin_object (gx_cli_out (cli));
      print_entry_values (gx_cli_out (cli), g_ptr_array_index (entries, i));
      gx_printer_end_object (gx_cli_out (cli));
    }
  gx_printer_end_list (gx_cli_out (cli));
  return TRUE;
}

static void
print_cell (GxPrinter *out, const GxJournalCell *cell)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "table", text, cell->table);
  gx_printer_put (out, "row", id, cell->row);
  gx_printer_put (out, "op", text, cell->op == 'i' ? "insert" : "update");
  gx_printer_put (out, "column", text, cell->column);
  gx_printer_put (out, "old", text, cell->old_value);
  gx_printer_put (out, "new", text, cell->new_value);
  gx_printer_end_object (out);
}

static gboolean
run_show (GxCli *cli, GError **error)
{
  GxPrinter *out = gx_cli_out (cli);
  g_autoptr (GxJournalEntry) entry = NULL;
  g_autoptr (GPtrArray) cells = NULL;
  gint64 limit = 0;
  GxId step = 0;

  if (!gx_cli_id (gx_cli_arg (cli, 0), &step, error)
      || !gx_cli_int_option (cli, "limit", 1, G_MAXINT32, 1000, &limit, error)
      || (entry = gx_journal_get (gx_cli_book (cli), step, error)) == NULL
      || (cells = gx_journal_cells (gx_cli_book (cli), step, (int) limit, error)) == NULL)
    return FALSE;
  gx_printer_begin_object (out);
  print_entry_values (out, entry);
  gx_printer_put (out, "cells", list, cells, (gpointer) print_cell);
  gx_printer_end_object (out);
  return TRUE;
}

/* ---------------------------------------------------------------- undo and redo */

static gboolean
take_back (GxCli *cli, gboolean undoes, GError **error)
{
  GxConnection *book = gx_cli_book (cli);
  const GxActor *self = gx_cli_actor (cli);
  GxPrinter *out = gx_cli_out (cli);
  GxId about = 0, step = 0;

  if (gx_cli_n_args (cli) > 0 && !gx_cli_id (gx_cli_arg (cli, 0), &about, error))
    return FALSE;
  if (about == 0)
    about = undoes ? gx_undo_next (book, self) : gx_redo_next (book, self);
  if (about == 0)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND,
                           undoes ? _("There is nothing to undo.") : _("There is nothing to redo."));
      return FALSE;
    }
  if (!(undoes ? gx_undo : gx_redo) (book, self, about, &step, error))
    return FALSE;
  gx_printer_begin_object (out);
  gx_printer_put (out, "step", id, step);
  gx_printer_put (out, "about", id, about);
  gx_printer_end_object (out);
  return TRUE;
}

static gboolean
run_undo (GxCli *cli, GError **error)
{
  return take_back (cli, TRUE, error);
}

static gboolean
run_redo (GxCli *cli, GError **error)
{
  return take_back (cli, FALSE, error);
}

const GxCliCommand gx_cli_journal_commands[] = {
  { "journal", "list", NULL, N_("List the steps of the journal, newest first"), "customer since by limit",
    GX_CLI_READS, 0, 0, run_list },
  { "journal", "show", "STEP", N_("Show what a step changed"), "limit", GX_CLI_READS, 1, 1, run_show },
  { "undo", NULL, "[STEP]", N_("Take a step back: your last one, or the one named"), NULL, GX_CLI_WRITES, 0,
    1, run_undo },
  { "redo", NULL, "[STEP]", N_("Do again what was taken back"), NULL, GX_CLI_WRITES, 0, 1, run_redo },
  { NULL }
};
