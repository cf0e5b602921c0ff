/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-private.h"

#include "store/gx-last-book.h"
#include "team/gx-team-share.h"

#include <glib/gi18n-lib.h>
#include <poll.h>
#include <signal.h>
#include <string.h>

#define MOST_ROUNDS 8 /* of one call: until nothing moves */
#define SHORTEST_MS 500 /* between two rounds of --follow while somebody else is there, and at most */
#define LONGEST_MS 60000
#define PATIENCE 3    /* rounds before a step that does not come is asked for */

static void
print_path (GxCli *cli, const char *path)
{
  gx_printer_begin_object (gx_cli_out (cli));
  gx_printer_put (gx_cli_out (cli), "path", text, path);
  gx_printer_end_object (gx_cli_out (cli));
}

static gboolean
run_share (GxCli *cli, GError **error)
{
  g_autofree char *base = g_path_get_basename (gx_connection_get_path (gx_cli_book (cli)));
  g_autofree char *stem = g_str_has_suffix (base, ".guanxi") ? g_strndup (base, strlen (base) - 7)
                          : g_strdup (base);
  g_autofree char *name = g_strconcat (stem, ".guanxi-team", NULL);
  g_autofree char *folder = g_canonicalize_filename (gx_cli_arg (cli, 0), NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!gx_team_share (gx_cli_book (cli), path, NULL, error))
    return FALSE;
  print_path (cli, path);
  return TRUE;
}

static gboolean
run_join (GxCli *cli, GError **error)
{
  g_autofree char *path = gx_team_join (gx_cli_arg (cli, 0), NULL, error);

  if (path == NULL)
    return FALSE;
  gx_last_book_set (path);
  print_path (cli, path);
  return TRUE;
}

static gboolean
run_leave (GxCli *cli, GError **error)
{
  GxConnection *book = gx_cli_book (cli);
  g_autofree char *team = gx_team_get_path (book);
  g_autoptr (GError) failed = NULL;

  if (!gx_team_say_goodbye (gx_connection_get_path (book), TRUE, NULL, &failed)
      && (team == NULL || !gx_cli_has (cli, "anyway")))
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (!gx_team_leave (book, error))
    return FALSE;
  print_path (cli, gx_connection_get_path (book));
  return TRUE;
}

/* -- What is told -- */

static const char *
name_stop (GxTeamStop stop)
{
  static const char * const names[] = { NULL, "newer", "forked" };

  return names[stop];
}

static void
print_member (GxPrinter *out, const GxTeamMember *member)
{
  gx_printer_begin_object (out);
  gx_printer_put (out, "name", text, member->name);
  gx_printer_put (out, "heard", at, member->heard_ms / 1000, 0);
  gx_printer_put (out, "here", bool, member->is_here);
  gx_printer_put (out, "open", id, member->open);
  gx_printer_put (out, "behind", int, member->behind);
  gx_printer_put (out, "stopped", text, name_stop (member->stop));
  gx_printer_end_object (out);
}

/* The status is that of the last round. */
static void
set_status (GxCli *cli, const GxTeamReport *report)
{
  gboolean is_calm = report->waiting == 0 && report->missing == 0 && !report->is_clock_wrong;

  for (guint i = 0; i < report->members->len; i++)
    is_calm = is_calm && ((GxTeamMember *) report->members->pdata[i])->stop == GX_TEAM_STOP_NONE;
  gx_cli_set_status (cli, is_calm ? GX_CLI_DONE : GX_CLI_ATTENTION);
}

static void
print_report (GxCli *cli, const GxTeamReport *report, gint64 sent, gint64 taken, gboolean is_round)
{
  GxPrinter *out = gx_cli_out (cli);

  gx_printer_begin_object (out);
  if (is_round)
    {
      gx_printer_put (out, "sent", int, sent);
      gx_printer_put (out, "taken", int, taken);
    }
  gx_printer_put (out, "waiting", int, report->waiting);
  gx_printer_put (out, "missing", int, report->missing);
  if (is_round)
    {
      gx_printer_put (out, "conflicts", int, report->conflicts);
      gx_printer_put (out, "clock_off_seconds", int, report->clock_off_ms / 1000);
    }
  gx_printer_key (out, "members");
  gx_printer_begin_list (out);
  for (guint i = 0; i < report->members->len; i++)
    print_member (out, g_ptr_array_index (report->members, i));
  gx_printer_end_list (out);
  gx_printer_end_object (out);
  set_status (cli, report);
  if (report->is_clock_wrong)
    gx_cli_say (cli, "%s",
                _("This computer's clock is more than a day off: set it, then your changes are sent."));
  else if (ABS (report->clock_off_ms) > GX_TEAM_CLOCK_TOLD_MS)
    gx_cli_say (cli, "%s", _("This computer's clock is off. Set it, so that dates are right."));
}

/* -- Staying in step -- */

static gint must_end; /* atomic */

static void
signalled_cb (int number)
{
  g_atomic_int_set (&must_end, TRUE);
}

static void
wait_for (guint ms)
{
  for (guint waited = 0; waited < ms && !g_atomic_int_get (&must_end); waited += SHORTEST_MS)
    poll (NULL, 0, SHORTEST_MS);
}

static gboolean
is_somebody_here (const GxTeamReport *report)
{
  for (guint i = 0; i < report->members->len; i++)
    if (((GxTeamMember *) report->members->pdata[i])->is_here)
      return TRUE;
  return FALSE;
}

/* One round. TRUE: another should follow soon. What fails is told once, and tried again. */
static gboolean
follow_once (GxCli *cli, GxTeam *team, char **told)
{
  g_autoptr (GxTeamReport) report = NULL;
  g_autoptr (GError) failed = NULL;

  if (!gx_team_exchange (team, gx_cli_book (cli), &report, NULL, &failed))
    {
      if (g_strcmp0 (*told, failed->message) != 0)
        gx_cli_say (cli, "%s", failed->message);
      g_free (*told);
      *told = g_strdup (failed->message);
      return FALSE;
    }
  g_clear_pointer (told, g_free);
  if (report->sent + report->taken > 0)
    {
      print_report (cli, report, report->sent, report->taken, TRUE);
      fflush (stdout);
    }
  else
    set_status (cli, report);
  return report->sent + report->taken > 0 || is_somebody_here (report);
}

static gboolean
follow (GxCli *cli, GxTeam *team)
{
  guint wait_ms = SHORTEST_MS;
  g_autofree char *told = NULL;

  signal (SIGINT, signalled_cb);
  signal (SIGTERM, signalled_cb);
  gx_printer_begin_list (gx_cli_out (cli));
  while (!g_atomic_int_get (&must_end))
    {
      wait_ms = follow_once (cli, team, &told) ? SHORTEST_MS : MIN (wait_ms * 3 / 2, LONGEST_MS);
      wait_for (wait_ms);
    }
  gx_team_set_bye (team, TRUE);
  follow_once (cli, team, &told);
  gx_printer_end_list (gx_cli_out (cli));
  return TRUE;
}

static gboolean
run_sync (GxCli *cli, GError **error)
{
  g_autoptr (GxTeam) team = gx_team_open (gx_cli_book (cli), error);
  g_autoptr (GxTeamReport) report = NULL;
  gint64 sent = 0, taken = 0;

  if (team == NULL)
    return FALSE;
  if (gx_cli_has (cli, "follow"))
    return follow (cli, team);
  gx_team_set_patience (team, PATIENCE, 0, 0);
  gx_team_set_bye (team, TRUE);
  for (int i = 0; i < MOST_ROUNDS; i++)
    {
      g_clear_pointer (&report, gx_team_report_free);
      if (!gx_team_exchange (team, gx_cli_book (cli), &report, NULL, error))
        return FALSE;
      sent += report->sent;
      taken += report->taken;
      if (report->sent == 0 && report->taken == 0 && report->missing == 0)
        break;
    }
  print_report (cli, report, sent, taken, TRUE);
  return TRUE;
}

static gboolean
run_status (GxCli *cli, GError **error)
{
  g_autoptr (GxTeam) team = gx_team_open (gx_cli_book (cli), error);
  g_autoptr (GxTeamReport) report = NULL;

  if (team == NULL || !gx_team_look (team, gx_cli_book (cli), error) || !gx_team_collect (team, NULL, error))
    return FALSE;
  report = gx_team_report (team);
  print_report (cli, report, 0, 0, FALSE);
  return TRUE;
}

const GxCliCommand gx_cli_team_commands[] = {
  { "team", "share", "DIR", N_("Share the book with a team, in a folder of a drive"), NULL, GX_CLI_WRITES, 1,
    1, run_share },
  { "team", "join", "FILE", N_("Build this computer's own copy of a team's book"), NULL, GX_CLI_NO_BOOK, 1,
    1, run_join },
  { "team", "leave", NULL, N_("Make the book one of your own; the team keeps what it got"), "anyway",
    GX_CLI_WRITES, 0, 0, run_leave },
  { "team", "sync", NULL, N_("Send your changes to the team and take in theirs"), "follow", GX_CLI_WRITES, 0,
    0, run_sync },
  { "team", "status", NULL, N_("Say what is waiting, and who is in the team"), NULL, GX_CLI_WRITES, 0, 0,
    run_status },
  { NULL }
};
