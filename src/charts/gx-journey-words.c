/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "charts/gx-chart-private.h"
#include "charts/gx-journey-private.h"

static char *
tell_cluster (GxJourney *self, const GxJourneyHit *hit, char **detail)
{
  int first = gx_journey_get_event_of_hit (self, hit, 0);
  int last = gx_journey_get_event_of_hit (self, hit, hit->n_events - 1);
  g_autofree char *from = gx_day_format (gx_journey_get_event (self, first)->day);
  g_autofree char *to = gx_day_format (gx_journey_get_event (self, last)->day);

  if (g_str_equal (from, to))
    *detail = g_steal_pointer (&from);
  else
    /* Translators: from a day to a day */
    *detail = g_strdup_printf (_("%1$s – %2$s"), from, to);
  /* Translators: %1$s is a lane of the journey: "Visits: 5 events" */
  return g_strdup_printf (ngettext ("%1$s: %2$u event", "%1$s: %2$u events", hit->n_events),
                          gx_journey_lane_get_name (hit->lane), hit->n_events);
}

char *
gx_journey_tell_event (GxJourney *self, int event, char **detail)
{
  const GxJourneyEvent *it = gx_journey_get_event (self, event);
  const char *kind = gx_phrase ("stream.kind", it->kind);
  g_autofree char *when = gx_journey_format_when (it);
  g_autofree char *amount = it->currency != NULL ? gx_money_format (it->amount_minor, it->currency) : NULL;

  *detail = g_strjoin (" · ", it->is_first_touch ? _("First contact") : kind, when, NULL);
  if (it->text != NULL && amount != NULL)
    return g_strdup_printf ("%s · %s", amount, it->text);
  return g_strdup (amount != NULL ? amount : it->text != NULL ? it->text : kind);
}

char *
gx_journey_tell_hit (GxJourney *self, const GxJourneyHit *hit, char **detail)
{
  if (hit->n_events > 1)
    return tell_cluster (self, hit, detail);
  return gx_journey_tell_event (self, gx_journey_get_event_of_hit (self, hit, 0), detail);
}

static void
describe_range (GxJourney *self, GString *text)
{
  guint n = self->events->len;
  g_autofree char *from = gx_day_format (gx_journey_get_event (self, 0)->day);
  g_autofree char *to = gx_day_format (gx_journey_get_event (self, (int) n - 1)->day);

  /* Translators: %1$u is the number of events, %2$s and %3$s the first and the last day */
  g_string_append_printf (text, ngettext ("%1$u event from %2$s to %3$s", "%1$u events from %2$s to %3$s", n),
                          n, from, to);
  for (guint i = 0; i < GX_N_LANES; i++)
    {
      guint count = self->lanes[i].moments->len;

      if (count == 0)
        continue;
      g_string_append (text, C_("description", "; "));
      /* Translators: a lane of the journey and how much it holds: "Visits: 12" */
      g_string_append_printf (text, C_("lane", "%1$s: %2$u"), gx_journey_lane_get_name ((GxJourneyLane) i),
                              count);
    }
}

char *
gx_journey_describe (GxJourney *self)
{
  GString *text = g_string_new (self->title);

  if (text->len > 0)
    g_string_append (text, C_("description", ". "));
  if (self->events->len == 0)
    g_string_append (text, _("Nothing has happened yet"));
  else
    describe_range (self, text);
  if (self->selected != GX_JOURNEY_NO_EVENT)
    {
      g_autofree char *selected = gx_journey_describe_event (self, self->selected);

      g_string_append (text, C_("description", ". "));
      /* Translators: %s describes the selected event */
      g_string_append_printf (text, _("Selected: %s"), selected);
    }
  return g_string_free (text, FALSE);
}

char *
gx_journey_to_table (GxJourney *self)
{
  GString *table = g_string_new (NULL);
  const char *columns[] = { _("Day"), _("Kind"), _("Text"), _("Amount"), _("Currency") };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    gx_chart_table_append (table, columns[i], i == G_N_ELEMENTS (columns) - 1);
  for (int i = 0; i < (int) self->events->len; i++)
    {
      const GxJourneyEvent *event = gx_journey_get_event (self, i);
      g_autofree char *day = gx_day_to_iso (event->day);
      g_autofree char *amount = event->currency != NULL
          ? gx_money_to_string (event->amount_minor, event->currency) : g_strdup ("");

      if (!gx_journey_is_shown (self, i))
        continue;
      gx_chart_table_append (table, day, FALSE);
      gx_chart_table_append (table, gx_phrase ("stream.kind", event->kind), FALSE);
      gx_chart_table_append (table, event->text != NULL ? event->text : "", FALSE);
      gx_chart_table_append (table, amount, FALSE);
      gx_chart_table_append (table, event->currency != NULL ? event->currency : "", TRUE);
    }
  return g_string_free (table, FALSE);
}
