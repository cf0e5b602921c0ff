/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-team-words.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-money.h"
#include "base/gx-time-of-day.h"

#include <glib/gi18n-lib.h>

#define MINUTE_S 60

/* "10:32" of today, "21 Nov 2026, 10:32" of another day */
static char *
describe_moment (gint64 at)
{
  return gx_day_of_instant (at, gx_clock_offset_min (at)) == gx_clock_today ()
    ? gx_time_of_day_format (gx_time_of_day_of (at)) : gx_instant_format (at * 1000);
}

static char *
describe_waiting (gint64 waiting)
{
  g_autofree char *n = gx_count_format (waiting);

  /* Translators: %s is a number: changes of one's own that the others do not have yet */
  return g_strdup_printf (ngettext ("%s change waiting", "%s changes waiting", (gulong) waiting), n);
}

/* Of those who are here: "王芳, Tom", each once, though they may sit at two computers. NULL: nobody.
   @customer: who looks at them; 0: everybody. @count: (out) */
static char *
list_present (const GxTeamReport *report, GxId customer, guint *count)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < report->members->len; i++)
    {
      const GxTeamMember *member = g_ptr_array_index (report->members, i);

      if (member->is_here && member->name != NULL && (customer == 0 || member->open == customer)
          && !g_ptr_array_find_with_equal_func (names, member->name, g_str_equal, NULL))
        g_ptr_array_add (names, member->name);
    }
  *count = names->len;
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  /* Translators: between two names */
  return g_strjoinv (C_("between names", ", "), (char **) names->pdata);
}

static const GxTeamMember *
find_stopped (const GxTeamReport *report, GxTeamStop stop)
{
  for (guint i = 0; i < report->members->len; i++)
    if (((const GxTeamMember *) g_ptr_array_index (report->members, i))->stop == stop)
      return g_ptr_array_index (report->members, i);
  return NULL;
}

static const char *
name_of (const GxTeamMember *member)
{
  return member->name != NULL ? member->name : _("Somebody");
}

/* -- One line -- */

static char *
describe_silence (gint64 seconds)
{
  int minutes = (int) (seconds / MINUTE_S);

  if (minutes < 1)
    /* Translators: %d is a number of seconds */
    return g_strdup_printf (ngettext ("The drive has not answered for %d second",
                                      "The drive has not answered for %d seconds", (gulong) seconds),
                            (int) seconds);
  /* Translators: %d is a number of minutes */
  return g_strdup_printf (ngettext ("The drive has not answered for %d minute",
                                    "The drive has not answered for %d minutes", (gulong) minutes), minutes);
}

static gboolean
is_to_be_mended (const GError *error)
{
  return g_error_matches (error, GX_ERROR, GX_ERROR_FULL)
         || g_error_matches (error, GX_ERROR, GX_ERROR_READ_ONLY)
         || g_error_matches (error, GX_ERROR, GX_ERROR_REFUSED)
         || g_error_matches (error, GX_ERROR, GX_ERROR_NOT_FOUND);
}

static const char *
describe_trouble (const GError *error)
{
  return g_error_matches (error, GX_ERROR, GX_ERROR_FULL) ? _("The drive is full")
         : g_error_matches (error, GX_ERROR, GX_ERROR_READ_ONLY) ? _("The drive can only be read")
         : g_error_matches (error, GX_ERROR, GX_ERROR_REFUSED) ? _("The drive does not let you in")
         : _("Another team's book lies there");
}

static char *
describe_offline (GxTeamWorker *worker, const GError *error, const GxTeamReport *report)
{
  g_autofree char *since = describe_moment (gx_team_worker_get_offline_since (worker));
  gboolean is_waiting = report != NULL && report->waiting > 0;
  g_autofree char *waiting = is_waiting ? describe_waiting (report->waiting) : NULL;
  g_autofree char *state = is_to_be_mended (error) ? g_strdup (describe_trouble (error))
    /* Translators: %s is a time of day, or a day and a time */
    : g_strdup_printf (_("Working offline since %s"), since);

  if (waiting == NULL)
    return g_steal_pointer (&state);
  /* Translators: %1$s is "Working offline since 10:32" or the like, %2$s "14 changes waiting" */
  return g_strdup_printf (_("%1$s, %2$s"), state, waiting);
}

/* What only a person can help; NULL: nothing. */
static char *
describe_obstacle (const GxTeamReport *report)
{
  const GxTeamMember *newer = find_stopped (report, GX_TEAM_STOP_NEWER);
  const GxTeamMember *forked = find_stopped (report, GX_TEAM_STOP_FORKED);

  if (report->is_clock_wrong)
    return g_strdup (_("This computer's clock is wrong: nothing is sent"));
  if (newer != NULL)
    /* Translators: %s is a person */
    return g_strdup_printf (_("%s has a newer Guanxi: install it here, too"), name_of (newer));
  if (forked != NULL)
    /* Translators: %s is a person */
    return g_strdup_printf (_("What %s sent cannot be read"), name_of (forked));
  return NULL;
}

static char *
describe_calm (const GxTeamReport *report)
{
  guint count = 0;
  g_autofree char *present = list_present (report, 0, &count);
  g_autofree char *n = NULL;

  if (report->waiting > 0)
    {
      n = gx_count_format (report->waiting);
      /* Translators: %s is a number */
      return g_strdup_printf (ngettext ("Sending %s change…", "Sending %s changes…",
                                        (gulong) report->waiting), n);
    }
  if (report->missing > 0)
    {
      n = gx_count_format (report->missing);
      /* Translators: %s is a number */
      return g_strdup_printf (ngettext ("%s change is on its way here", "%s changes are on their way here",
                                        (gulong) report->missing), n);
    }
  if (present == NULL)
    return g_strdup (_("Up to date"));
  /* Translators: %s is who has the book open just now: "王芳, Tom" */
  return g_strdup_printf (_("Up to date · %s here"), present);
}

char *
gx_team_words_status (GxTeamWorker *worker, GxTeamMood *mood)
{
  const GxTeamReport *report = gx_team_worker_get_report (worker);
  const GError *error = gx_team_worker_get_error (worker);
  gint64 silence = gx_team_worker_get_silence (worker);
  char *obstacle = report != NULL ? describe_obstacle (report) : NULL;

  if (mood != NULL)
    *mood = is_to_be_mended (error) || (silence == 0 && error == NULL && obstacle != NULL)
      ? GX_TEAM_MOOD_ALERT
      : silence > 0 || error != NULL ? GX_TEAM_MOOD_OFFLINE : GX_TEAM_MOOD_CALM;
  if (silence == 0 && error == NULL && obstacle != NULL)
    return obstacle;
  g_free (obstacle);
  if (silence > 0)
    return describe_silence (silence);
  if (error != NULL)
    return describe_offline (worker, error, report);
  return report != NULL ? describe_calm (report) : g_strdup (_("Looking at the drive…"));
}

/* -- More -- */

char *
gx_team_words_advice (GxTeamWorker *worker)
{
  const GxTeamReport *report = gx_team_worker_get_report (worker);
  const GError *error = gx_team_worker_get_error (worker);

  if (error != NULL && is_to_be_mended (error))
    return g_strdup (error->message);
  if (error != NULL || gx_team_worker_get_silence (worker) > 0)
    return g_strdup_printf ("%s%s%s", error != NULL ? error->message : "", error != NULL ? " " : "",
                            _("Work on: your changes are kept on this computer and sent by themselves when "
                              "the drive is there again."));
  if (report == NULL)
    return NULL;
  if (report->is_clock_wrong)
    return g_strdup (_("It is more than a day off. Set it, then your changes are sent."));
  if (find_stopped (report, GX_TEAM_STOP_NEWER) != NULL)
    return g_strdup (_("Until then their changes do not arrive here. Yours arrive there."));
  if (find_stopped (report, GX_TEAM_STOP_FORKED) != NULL)
    return g_strdup (_("Their files on the drive were altered, or two of their computers were mixed up. "
                       "Nothing of it is taken in; your own book is whole."));
  if (ABS (report->clock_off_ms) > GX_TEAM_CLOCK_TOLD_MS)
    return g_strdup (_("This computer's clock is off. Set it, so that dates are right."));
  return NULL;
}

char *
gx_team_words_company (GxTeamWorker *worker, GxId customer)
{
  const GxTeamReport *report = worker != NULL ? gx_team_worker_get_report (worker) : NULL;
  g_autofree char *names = NULL;
  guint count = 0;

  if (report == NULL || customer == 0 || gx_team_worker_get_error (worker) != NULL
      || gx_team_worker_get_silence (worker) > 0)
    return NULL;
  names = list_present (report, customer, &count);
  if (names == NULL)
    return NULL;
  /* Translators: %s is one colleague, or several: "Tom, Anna"; this: the customer */
  return g_strdup_printf (ngettext ("%s has this open", "%s have this open", count), names);
}

char *
gx_team_words_member (const GxTeamMember *member)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *heard = member->heard_ms != 0 ? describe_moment (member->heard_ms / 1000) : NULL;
  g_autofree char *behind = gx_count_format (member->behind);

  if (member->is_here)
    g_string_append (text, _("Here now"));
  else if (heard != NULL)
    /* Translators: %s is a time of day, or a day and a time */
    g_string_append_printf (text, _("Last here: %s"), heard);
  else
    g_string_append (text, _("Not heard of yet"));
  if (member->behind > 0)
    {
      g_string_append (text, " · ");
      /* Translators: %s is a number */
      g_string_append_printf (text, ngettext ("%s of your changes has not arrived there yet",
                                              "%s of your changes have not arrived there yet",
                                              (gulong) member->behind), behind);
    }
  if (member->stop == GX_TEAM_STOP_NEWER)
    g_string_append_printf (text, " · %s", _("has a newer Guanxi"));
  else if (member->stop == GX_TEAM_STOP_FORKED)
    g_string_append_printf (text, " · %s", _("what comes from there cannot be read"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

const char *
gx_team_words_icon (GxTeamMood mood)
{
  static const char * const icons[] = { "gx-people-symbolic", "gx-offline-symbolic", "gx-warning-symbolic" };

  return icons[mood];
}
