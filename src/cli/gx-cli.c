/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-private.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "customers/gx-customers.h"
#include "store/gx-clock-check.h"
#include "store/gx-last-book.h"
#include "store/gx-place.h"
#include "team/gx-team-share.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* ---------------------------------------------------------------- arguments */

guint
gx_cli_n_args (GxCli *self)
{
  return self->args->len;
}

const char *
gx_cli_arg (GxCli *self, guint index)
{
  return index < self->args->len ? g_ptr_array_index (self->args, index) : NULL;
}

const char *
gx_cli_option (GxCli *self, const char *name)
{
  return g_hash_table_lookup (self->options, name);
}

gboolean
gx_cli_has (GxCli *self, const char *name)
{
  return g_hash_table_contains (self->options, name);
}

gboolean
gx_cli_int_option (GxCli *self, const char *name, gint64 low, gint64 high, gint64 fallback, gint64 *value,
                   GError **error)
{
  const char *text = gx_cli_option (self, name);
  g_autofree char *low_text = NULL, *high_text = NULL;

  *value = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, low, high, value, NULL))
    return TRUE;
  low_text = g_strdup_printf ("%" G_GINT64_FORMAT, low);
  high_text = g_strdup_printf ("%" G_GINT64_FORMAT, high);
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
               /* Translators: %1$s is the name of an option: "limit"; %2$s and %3$s are numbers; %4$s is what
                  was typed */
               _("--%1$s takes a whole number from %2$s to %3$s, not “%4$s”."), name, low_text, high_text,
               text);
  return FALSE;
}

gboolean
gx_cli_day_option (GxCli *self, const char *name, GxDay fallback, GxDay *value, GError **error)
{
  const char *text = gx_cli_option (self, name);

  *value = fallback;
  if (text == NULL || gx_day_parse (text, value))
    return TRUE;
  if (g_str_equal (text, "today"))
    {
      *value = gx_clock_today ();
      return TRUE;
    }
  /* Translators: %1$s is the name of an option: "as-of"; %2$s is what was typed */
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("--%1$s takes a day such as 2026-11-21, not “%2$s”."),
               name, text);
  return FALSE;
}

gboolean
gx_cli_fields_option (GxCli *self, const char *const *known, char ***fields, GError **error)
{
  const char *text = gx_cli_option (self, "fields");
  g_auto (GStrv) names = text != NULL ? g_strsplit (text, ",", -1) : NULL;

  *fields = NULL;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!g_strv_contains (known, g_strstrip (names[i])))
      {
        g_autofree char *all = g_strjoinv (", ", (char **) known);

        /* Translators: %1$s is what was typed; %2$s is a list of words */
        g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("There is no field “%1$s”. There are: %2$s."),
                     names[i], all);
        return FALSE;
      }
  *fields = g_steal_pointer (&names);
  return TRUE;
}

gboolean
gx_cli_id (const char *text, GxId *id, GError **error)
{
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, id, NULL))
    return TRUE;
  /* Translators: %s is what was typed */
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("An id is a whole number, not “%s”."), text);
  return FALSE;
}

gboolean
gx_cli_customer (GxCli *self, const char *text, GxId *id, GError **error)
{
  return gx_customers_resolve (self->book, text, id, error);
}

gboolean
gx_cli_assignment (const char *text, char **field, char **value, GError **error)
{
  const char *equals = strchr (text, '=');

  if (equals == NULL || equals == text)
    {
      /* Translators: %s is what was typed */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("Write FIELD=VALUE, such as name=王芳, not “%s”."), text);
      return FALSE;
    }
  *field = g_strndup (text, equals - text);
  *value = g_strdup (equals + 1);
  return TRUE;
}

GxPrinter *
gx_cli_out (GxCli *self)
{
  return self->out;
}

GxConnection *
gx_cli_book (GxCli *self)
{
  return self->book;
}

const char *
gx_cli_book_path (GxCli *self)
{
  return self->book_path;
}

void
gx_cli_set_status (GxCli *self, GxCliStatus status)
{
  self->status = status;
}

/* ---------------------------------------------------------------- saying */

void
gx_cli_say (GxCli *self, const char *format, ...)
{
  va_list args;
  g_autofree char *text = NULL;

  if (self->is_quiet)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%s\n", text);
}

void
gx_cli_progress (gint64 done, gint64 total, gpointer cli)
{
  GxCli *self = cli;
  int per_cent = total > 0 ? (int) (done * 100 / total) : 100;

  if (!self->shows_progress || per_cent == self->last_per_cent)
    return;
  self->last_per_cent = per_cent;
  g_printerr (done < total ? "\r%3d %%" : "\r      \r", per_cent);
}

/* ---------------------------------------------------------------- steps */

const GxActor *
gx_cli_actor (GxCli *self)
{
  static const GxActor nobody = { 0, FALSE };

  return gx_cli_has (self, "rehearse") ? &nobody : gx_actor_get_self ();
}

GxStep *
gx_cli_begin (GxCli *self, const char *label, GError **error)
{
  GxStep *step = gx_step_begin (self->book, gx_cli_actor (self), label, error);

  if (step != NULL && gx_cli_has (self, "rehearse"))
    gx_step_rehearse (step);
  return step;
}

gboolean
gx_cli_commit (GxCli *self, GxStep *step, GError **error)
{
  GxId id = 0;

  if (!gx_step_commit (step, &id, error))
    return FALSE;
  gx_printer_begin_object (self->out);
  gx_printer_put (self->out, "step", id, id);
  if (gx_cli_has (self, "rehearse"))
    gx_printer_put (self->out, "rehearsed", bool, TRUE);
  return TRUE;
}

/* ---------------------------------------------------------------- the book */

static gboolean
is_only_readable (const GError *error)
{
  return g_error_matches (error, GX_ERROR, GX_ERROR_READ_ONLY)
         || g_error_matches (error, GX_ERROR, GX_ERROR_REMOTE)
         || g_error_matches (error, GX_ERROR, GX_ERROR_SYNCED)
         || g_error_matches (error, GX_ERROR, GX_ERROR_NEWER);
}

static GxConnection *
open_for (GxCliMode mode, const char *path, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  GxConnection *book = NULL;

  if (mode == GX_CLI_READS)
    return gx_connection_open (path, GX_OPEN_READ, error);
  book = gx_connection_open (path, GX_OPEN_WRITE, &refusal);
  if (book == NULL && mode == GX_CLI_CHECKS && is_only_readable (refusal))
    return gx_connection_open (path, GX_OPEN_READ, error);
  if (book == NULL)
    g_propagate_error (error, g_steal_pointer (&refusal));
  return book;
}

/* A team's drive has a clock of its own to compare with. */
static void
say_if_clock_is_off (GxCli *self)
{
  g_autofree char *team = NULL;
  g_autofree char *question = NULL;

  if (self->command->mode != GX_CLI_WRITES || (team = gx_team_get_path (self->book)) != NULL)
    return;
  question = gx_clock_check (self->book);
  if (question != NULL)
    gx_cli_say (self, "%s", question);
}

static gboolean
open_book (GxCli *self, GError **error)
{
  g_autofree char *path = g_strdup (self->book_path);

  if (path == NULL && self->command->mode != GX_CLI_WRITES)
    path = gx_last_book_get ();
  if (path == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE,
                           _("Which customer book? Say --book FILE or set GUANXI_BOOK."));
      return FALSE;
    }
  self->book = open_for (self->command->mode, path, error);
  if (self->book == NULL)
    return FALSE;
  if (!gx_place_is_away (gx_place_of (path, NULL)))
    gx_last_book_set (path);
  if (gx_connection_get_version (self->book) > GX_BOOK_VERSION)
    gx_cli_say (self, "%s", _("This customer book was made by a newer Guanxi; it is open for reading only."));
  say_if_clock_is_off (self);
  return TRUE;
}

/* ---------------------------------------------------------------- the program */

static GxCliStatus
status_of_error (const GError *error)
{
  if (g_error_matches (error, GX_ERROR, GX_ERROR_USAGE))
    return GX_CLI_USAGE;
  if (g_error_matches (error, GX_ERROR, GX_ERROR_BUSY) || g_error_matches (error, GX_ERROR, GX_ERROR_GONE)
      || g_error_matches (error, GX_ERROR, GX_ERROR_NO_ANSWER))
    return GX_CLI_BUSY;
  return GX_CLI_FAILED;
}

static gboolean
take_global_options (GxCli *self, GxPrintFormat *format, GError **error)
{
  const char *text = gx_cli_option (self, "format"), *environment = g_getenv ("GUANXI_BOOK");

  *format = isatty (STDOUT_FILENO) ? GX_PRINT_TABLE : GX_PRINT_JSONL;
  if (text != NULL && !gx_print_format_parse (text, format))
    {
      /* Translators: %s is what was typed */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("--format is table, json or jsonl, not “%s”."), text);
      return FALSE;
    }
  self->is_quiet = gx_cli_has (self, "quiet");
  self->shows_progress = !self->is_quiet && isatty (STDERR_FILENO);
  self->book_path = g_strdup (gx_cli_option (self, "book"));
  if (self->book_path == NULL && environment != NULL && environment[0] != '\0')
    self->book_path = g_strdup (environment);
  return TRUE;
}

static gboolean
run_command (GxCli *self, GError **error)
{
  GxPrintFormat format = GX_PRINT_TABLE;
  gboolean ok = FALSE;

  if (!gx_cli_find_command (self, error) || !gx_cli_check_options (self, error)
      || !take_global_options (self, &format, error))
    return FALSE;
  if (self->command->mode != GX_CLI_NO_BOOK && !open_book (self, error))
    return FALSE;

  self->out = gx_printer_new (format, stdout);
  ok = self->command->run (self, error);
  if (!gx_printer_free (g_steal_pointer (&self->out)) && ok)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_FAILED,
                           _("Could not print everything: the output is closed or full."));
      ok = FALSE;
    }
  if (self->book != NULL)
    gx_connection_close (self->book);
  return ok;
}

static GxCliStatus
run (GxCli *self, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (gx_cli_parse (self, argc, argv, &error))
    {
      if (gx_cli_has (self, "version"))
        {
          g_print ("guanxi-cli %s\n", GX_VERSION);
          return GX_CLI_DONE;
        }
      if (gx_cli_has (self, "help") && gx_cli_print_help (self))
        return GX_CLI_DONE;
      if (run_command (self, &error))
        return self->status;
    }
  g_printerr ("guanxi-cli: %s\n", error->message);
  return status_of_error (error);
}

int
gx_cli_main (int argc, char **argv)
{
  GxCli cli = { 0 };
  GxCliStatus status;

  cli.options = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  cli.args = g_ptr_array_new_with_free_func (g_free);
  cli.last_per_cent = -1;
  status = run (&cli, argc, argv);
  g_clear_object (&cli.book);
  g_free (cli.book_path);
  g_hash_table_unref (cli.options);
  g_ptr_array_unref (cli.args);
  return status;
}
