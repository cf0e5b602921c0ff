/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-phrase.h"
#include "base/gx-time-of-day.h"
#include "cli/gx-cli-private.h"
#include "cli/gx-cli-records.h"

#include <glib/gi18n-lib.h>

/* --kind or --direction, where given, as a word that is stored. */
static gboolean
take_word (GxCli *cli, const char *option, const char *domain, const char **word, GError **error)
{
  const char *text = gx_cli_option (cli, option);

  *word = text;
  if (text == NULL || gx_phrase_is_key (domain, text))
    return TRUE;

  {
    g_autofree char *all = g_strjoinv (", ", (char **) gx_phrase_keys (domain));

    /* Translators: %1$s is the name of an option: "kind"; %2$s is a list of words; %3$s is what was typed */
    g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("--%1$s is one of %2$s, not “%3$s”."), option, all, text);
  }
  return FALSE;
}

/* --customer, 0 where it was not given. */
static gboolean
take_customer (GxCli *cli, GxId *id, GError **error)
{
  const char *text = gx_cli_option (cli, "customer");

  *id = 0;
  return text == NULL || gx_cli_customer (cli, text, id, error);
}

static gboolean
need_customer (GxCli *cli, GxId *id, GError **error)
{
  if (!take_customer (cli, id, error))
    return FALSE;
  if (*id != 0)
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE, _("Which customer? Say --customer ID."));
  return FALSE;
}

static gboolean
run_list (GxCli *cli, GError **error)
{
  g_autoptr (GPtrArray) events = NULL;
  const char *kind = NULL;
  GxDay since = GX_NO_DAY;
  gint64 limit = 0;
  GxId customer = 0;

  if (!take_customer (cli, &customer, error) || !take_word (cli, "kind", "event.kind", &kind, error)
      || !gx_cli_day_option (cli, "since", GX_NO_DAY, &since, error)
      || !gx_cli_int_option (cli, "limit", 0, G_MAXINT32, 0, &limit, error))
    return FALSE;
  events = gx_events_list (gx_cli_book (cli), customer, kind, since, (int) limit, error);
  if (events == NULL)
    return FALSE;
  gx_printer_list (gx_cli_out (cli), events, (gpointer) gx_cli_print_event);
  return TRUE;
}

static gboolean
run_stream (GxCli *cli, GError **error)
{
  g_autoptr (GPtrArray) items = NULL;
  GxStreamFlags flags = gx_cli_has (cli, "with-people") ? GX_STREAM_WITH_PEOPLE : GX_STREAM_DEFAULT;
  GxDay since = GX_NO_DAY;
  gint64 limit = 0;
  GxId customer = 0;

  if (!need_customer (cli, &customer, error) || !gx_cli_day_option (cli, "since", GX_NO_DAY, &since, error) ||
      !gx_cli_int_option (cli, "limit", 0, G_MAXINT32, 0, &limit, error))
    return FALSE;
  items = gx_stream_load (gx_cli_book (cli), customer, flags, since, (int) limit, error);
  if (items == NULL)
    return FALSE;
  gx_printer_list (gx_cli_out (cli), items, (gpointer) gx_cli_print_stream_item);
  return TRUE;
}

gboolean
gx_cli_moment_options (GxCli *cli, const char *day_option, GxDay *day, gint64 *at, int *offset_min,
                       GError **error)
{
  const char *text = gx_cli_option (cli, "at");
  g_autoptr (GDateTime) moment = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  int minutes = GX_NO_TIME;

  if (!gx_cli_day_option (cli, day_option, GX_NO_DAY, day, error))
    return FALSE;
  if (moment != NULL)
    {
      *at = g_date_time_to_unix (moment);
      *offset_min = (int) (g_date_time_get_utc_offset (moment) / G_TIME_SPAN_MINUTE);
      if (*day == GX_NO_DAY)
        *day = gx_day_of_instant (*at, *offset_min);
      return TRUE;
    }
  if (text == NULL)
    return TRUE;
  if (*day == GX_NO_DAY)
    *day = gx_clock_today ();
  if (gx_time_of_day_parse (text, &minutes))
    {
      *at = gx_time_of_day_at (*day, minutes, offset_min);
      return TRUE;
    }
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
               /* Translators: %s is what was typed */
               _("--at takes 14:30, or 2026-11-21T14:30:00+08:00, not “%s”."), text);
  return FALSE;
}

static gboolean
run_add (GxCli *cli, GError **error)
{
  g_autoptr (GxEvent) event = NULL;
  g_autoptr (GxStep) step = NULL;
  const char *kind = NULL, *direction = NULL;
  GxId customer = 0, id = 0;

  if (!need_customer (cli, &customer, error) || !take_word (cli, "kind", "event.kind", &kind, error) ||
      !take_word (cli, "direction", "event.direction", &direction, error))
    return FALSE;
  event = gx_event_new (customer, kind != NULL ? kind : "note", gx_cli_option (cli, "text"));
  event->direction = direction;
  event->channel = gx_cli_option (cli, "channel");
  event->reached = !gx_cli_has (cli, "missed");
  if (!gx_cli_moment_options (cli, "day", &event->day, &event->at, &event->offset_min, error))
    return FALSE;

  step = gx_cli_begin (cli, "event.log", error);
  if (step == NULL || !gx_events_log (gx_cli_book (cli), gx_cli_actor (cli), event, &id, error) ||
      !gx_cli_commit (cli, g_steal_pointer (&step), error))
    return FALSE;
  gx_printer_put (gx_cli_out (cli), "id", id, id);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

const GxCliCommand gx_cli_event_commands[] = {
  { "event", "list", NULL, N_("List calls, visits, chats and notes, newest first"),
    "customer kind since limit", GX_CLI_READS, 0, 0, run_list },
  { "event", "add", NULL, N_("Write down a call, visit, chat or note"),
    "customer kind direction channel day at text missed rehearse", GX_CLI_WRITES, 0, 0, run_add },
  { "stream", NULL, NULL, N_("List everything that happened with a customer, newest first"),
    "customer since limit with-people", GX_CLI_READS, 0, 0, run_stream },
  { NULL }
};
