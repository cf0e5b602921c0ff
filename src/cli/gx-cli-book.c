/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-private.h"

#include "base/gx-clock.h"
#include "base/gx-money.h"
#include "interchange/gx-demo.h"
#include "store/gx-backup.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-journal.h"
#include "store/gx-last-book.h"
#include "store/gx-projection.h"
#include "store/gx-salvage.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
check_currency (GxCli *cli, GError **error)
{
  const char *currency = gx_cli_option (cli, "currency");

  if (currency == NULL || gx_currency_is_known (currency))
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
               /* Translators: %s is what was typed */
               _("There is no currency “%s”: write its three letters, such as CNY."), currency);
  return FALSE;
}

static void
print_made (GxCli *cli, const char *path, gint64 customers)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  GxPrinter *out = gx_cli_out (cli);

  gx_printer_begin_object (out);
  gx_printer_put (out, "path", text, absolute);
  if (customers > 0)
    gx_printer_put (out, "customers", int, customers);
  gx_printer_end_object (out);
}

static gboolean
run_new (GxCli *cli, GError **error)
{
  const char *path = gx_cli_arg (cli, 0);
  g_autoptr (GxConnection) book = NULL;

  if (!check_currency (cli, error))
    return FALSE;
  book = gx_connection_create (path, gx_cli_option (cli, "currency"), error);
  if (book == NULL)
    return FALSE;
  gx_connection_close (book);
  gx_last_book_set (path);
  print_made (cli, path, 0);
  return TRUE;
}

static gboolean
run_demo (GxCli *cli, GError **error)
{
  const char *path = gx_cli_arg (cli, 0);
  const char *currency = gx_cli_option (cli, "currency");
  GxDemoOptions options = { 0 };
  g_autoptr (GxConnection) book = NULL;
  gint64 seed = 0;
  gboolean ok = FALSE;

  if (!gx_cli_int_option (cli, "customers", 1, 2000000, 2000, &options.customers, error)
      || !gx_cli_int_option (cli, "seed", 0, G_MAXINT32, 1, &seed, error)
      || !gx_cli_day_option (cli, "as-of", gx_clock_today (), &options.as_of, error)
      || !check_currency (cli, error))
    return FALSE;
  options.seed = (guint64) seed;
  book = gx_connection_create (path, currency != NULL ? currency : "CNY", error);
  if (book == NULL)
    return FALSE;
  ok = gx_demo_fill (book, &options, gx_cli_progress, cli, error);
  gx_connection_close (book);
  if (!ok)
    {
      g_unlink (path);
      return FALSE;
    }
  gx_last_book_set (path);
  print_made (cli, path, options.customers);
  return TRUE;
}

static gboolean
run_info (GxCli *cli, GError **error)
{
  static const struct {
    const char *key, *sql;
  } counts[] = {
    { "customers", "select count(*) from customer where gone = 0" },
    { "events", "select count(*) from event where gone = 0" },
    { "purchases", "select count(*) from purchase where gone = 0" },
    { "purchase_lines", "select count(*) from purchase_line where gone = 0" },
  };
  GxConnection *book = gx_cli_book (cli);
  GxPrinter *out = gx_cli_out (cli);
  gint64 values[G_N_ELEMENTS (counts)] = { 0 };
  GStatBuf file = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (GError) failure = NULL;

      values[i] = gx_connection_get_int64 (book, 0, &failure, counts[i].sql, "");
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  g_stat (gx_connection_get_path (book), &file);
  gx_printer_begin_object (out);
  gx_printer_put (out, "path", text, gx_connection_get_path (book));
  gx_printer_put (out, "version", int, gx_connection_get_version (book));
  gx_printer_put (out, "currency", text, gx_connection_get_currency (book));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    gx_printer_put (out, counts[i].key, int, values[i]);
  gx_printer_put (out, "size", int, (gint64) file.st_size);
  gx_printer_end_object (out);
  return TRUE;
}

static gboolean
run_check (GxCli *cli, GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;
  GxPrinter *out = gx_cli_out (cli);

  if (!gx_journal_check (gx_cli_book (cli), &problems, error))
    return FALSE;
  gx_printer_begin_object (out);
  gx_printer_put (out, "clean", bool, problems->len == 0);
  gx_printer_put (out, "facts_checked", bool, gx_journal_check_knows_facts (gx_cli_book (cli)));
  gx_printer_put (out, "problems", list, problems, (gpointer) gx_printer_text);
  gx_printer_end_object (out);
  if (problems->len > 0)
    gx_cli_set_status (cli, GX_CLI_ATTENTION);
  return TRUE;
}

static gboolean
run_rebuild (GxCli *cli, GError **error)
{
  if (!gx_projection_rebuild (gx_cli_book (cli), error))
    return FALSE;
  gx_printer_begin_object (gx_cli_out (cli));
  gx_printer_put (gx_cli_out (cli), "rebuilt", bool, TRUE);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

static gboolean
run_backup (GxCli *cli, GError **error)
{
  if (!gx_backup_to (gx_cli_book (cli), gx_cli_arg (cli, 0), NULL, error))
    return FALSE;
  print_made (cli, gx_cli_arg (cli, 0), 0);
  return TRUE;
}

static gboolean
run_restore (GxCli *cli, GError **error)
{
  const char *path = gx_cli_book_path (cli);

  if (path == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE,
                           _("Which customer book is to be replaced? Say --book FILE or set GUANXI_BOOK."));
      return FALSE;
    }
  if (!gx_backup_restore (gx_cli_arg (cli, 0), path, gx_cli_progress, cli, NULL, NULL, error))
    return FALSE;
  gx_last_book_set (path);
  print_made (cli, path, 0);
  return TRUE;
}

static gboolean
run_salvage (GxCli *cli, GError **error)
{
  g_autoptr (GxSalvageReport) report = NULL;
  g_autofree char *absolute = g_canonicalize_filename (gx_cli_arg (cli, 1), NULL);
  GxPrinter *out = gx_cli_out (cli);

  if (!gx_salvage_book (gx_cli_arg (cli, 0), gx_cli_arg (cli, 1), gx_cli_progress, cli, NULL, &report, error))
    return FALSE;
  gx_printer_begin_object (out);
  gx_printer_put (out, "path", text, absolute);
  gx_printer_put (out, "pages", int, report->pages);
  gx_printer_put (out, "damaged_pages", int, report->damaged_pages);
  gx_printer_put (out, "damaged_rows", int, report->damaged_rows);
  gx_printer_put (out, "lost", int, gx_salvage_report_lost (report));
  gx_printer_put (out, "journal_is_whole", bool, report->journal_is_whole);
  gx_printer_key (out, "tables");
  gx_printer_begin_list (out);
  for (guint i = 0; i < report->counts->len; i++)
    {
      const GxSalvageCount *count = &g_array_index (report->counts, GxSalvageCount, i);

      gx_printer_begin_object (out);
      gx_printer_put (out, "table", text, count->table);
      gx_printer_put (out, "found", int, count->found);
      gx_printer_put (out, "from_journal", int, count->from_journal);
      gx_printer_put (out, "from_backup", int, count->from_backup);
      gx_printer_put (out, "made_up", int, count->made_up);
      gx_printer_put (out, "lost", int, count->lost);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
  gx_printer_end_object (out);
  if (gx_salvage_report_lost (report) > 0 || !report->journal_is_whole)
    gx_cli_set_status (cli, GX_CLI_ATTENTION);
  return TRUE;
}

static char *
format_moment (gint64 at)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (at);

  return g_date_time_format_iso8601 (moment);
}

static gboolean
run_backups (GxCli *cli, GError **error)
{
  const char *path = gx_cli_book_path (cli);
  g_autoptr (GPtrArray) copies = NULL;
  GxPrinter *out = gx_cli_out (cli);

  if (path == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE,
                           _("Of which customer book? Say --book FILE or set GUANXI_BOOK."));
      return FALSE;
    }
  copies = gx_backup_list (path);
  gx_printer_begin_list (out);
  for (guint i = 0; i < copies->len; i++)
    {
      const GxBackupCopy *copy = copies->pdata[i];
      g_autofree char *at = format_moment (copy->at);
      g_autofree char *proven_at = format_moment (copy->proven_at);

      gx_printer_begin_object (out);
      gx_printer_put (out, "at", text, at);
      gx_printer_put (out, "reason", text, copy->reason);
      gx_printer_put (out, "size", int, copy->size);
      gx_printer_put (out, "proven_at", text, proven_at);
      gx_printer_put (out, "path", text, copy->path);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
  return TRUE;
}

static gboolean
run_dump (GxCli *cli, GError **error)
{
  g_autoptr (GOutputStream) raw = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GOutputStream) stream = g_buffered_output_stream_new_sized (raw, 1 << 18);

  return gx_journal_dump (gx_cli_book (cli), stream, error) && g_output_stream_close (stream, NULL, error);
}

const GxCliCommand gx_cli_book_commands[] = {
  { "book", "new", "FILE", N_("Make a new, empty customer book"), "currency", GX_CLI_NO_BOOK, 1, 1,
    run_new },
  { "book", "info", NULL, N_("Say what the book holds"), NULL, GX_CLI_READS, 0, 0, run_info },
  { "book", "check", NULL, N_("Check that the book is whole"), NULL, GX_CLI_CHECKS, 0, 0, run_check },
  { "book", "rebuild", NULL, N_("Work out again everything that can be worked out"), NULL, GX_CLI_WRITES, 0,
    0, run_rebuild },
  { "book", "backup", "DEST", N_("Copy the book and check the copy"), NULL, GX_CLI_READS, 1, 1, run_backup },
  { "book", "restore", "BACKUP", N_("Replace the book by a backup; a copy of what was there is kept"), NULL,
    GX_CLI_NO_BOOK, 1, 1, run_restore },
  { "book", "backups", NULL, N_("List the copies of the book that are kept by themselves"), NULL,
    GX_CLI_NO_BOOK, 0, 0, run_backups },
  { "book", "salvage", "FILE NEWFILE", N_("Make a new book of what can be read in a damaged one"), NULL,
    GX_CLI_NO_BOOK, 2, 2, run_salvage },
  { "book", "dump", NULL, N_("Print every live record, one a line"), NULL, GX_CLI_READS, 0, 0, run_dump },
  { "book", "demo", "FILE", N_("Make a book full of invented customers"), "customers seed as-of currency",
    GX_CLI_NO_BOOK, 1, 1, run_demo },
  { NULL }
};
