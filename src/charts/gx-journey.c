/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-journey-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"

#define SECONDS_PER_DAY 86400
#define LIMITS_MARGIN 0.02   /* of the whole, at both ends */
#define LIMITS_LEAST_DAYS 30

G_DEFINE_FINAL_TYPE_WITH_CODE (GxJourney, gx_journey, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GX_TYPE_DRAWING, gx_journey_drawing_init))

static const struct {
  const char *kind;
  GxJourneyLane lane;
} lanes_of_kinds[] = {
  { "visit", GX_LANE_VISITS }, { "meeting", GX_LANE_VISITS }, { "call", GX_LANE_CALLS },
  { "chat", GX_LANE_CHATS }, { "message", GX_LANE_CHATS }, { "mail", GX_LANE_MAILS },
  { "sale", GX_LANE_PURCHASES }, { "return", GX_LANE_PURCHASES }, { "payment", GX_LANE_PAYMENTS },
};

static const struct {
  const char *name;
  GxHue hue;
} lane_looks[GX_N_LANES] = {
  [GX_LANE_VISITS] = { NC_("lane", "Visits"), GX_HUE_BLUE },
  [GX_LANE_CALLS] = { NC_("lane", "Calls"), GX_HUE_PURPLE },
  [GX_LANE_CHATS] = { NC_("lane", "Chats"), GX_HUE_GOLD },
  [GX_LANE_MAILS] = { NC_("lane", "Emails"), GX_HUE_GREEN },
  [GX_LANE_PURCHASES] = { NC_("lane", "Purchases"), GX_HUE_RUST },
  [GX_LANE_PAYMENTS] = { NC_("lane", "Payments"), GX_HUE_PINK },
  [GX_LANE_OTHER] = { NC_("lane", "Other"), GX_HUE_GREY },
};

static GxJourneyEvent *
get_event (GxJourney *self, int event)
{
  g_assert (event >= 0 && event < (int) self->events->len);
  return &g_array_index (self->events, GxJourneyEvent, event);
}

/* The civil day as said, and the clock's time of day where known. */
static double
find_moment (const GxJourneyEvent *event)
{
  gint64 second = 0;

  if (event->at == GX_JOURNEY_NO_TIME)
    return event->day + 0.5;
  second = (event->at + event->offset_min * 60) % SECONDS_PER_DAY;
  return event->day + (second < 0 ? second + SECONDS_PER_DAY : second) / (double) SECONDS_PER_DAY;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const GxJourneyEvent *p = a, *q = b;
  double x = find_moment (p), y = find_moment (q);

  if (x != y)
    return x < y ? -1 : 1;
  return p->ref < q->ref ? -1 : p->ref > q->ref;
}

static void
fill_lanes (GxJourney *self)
{
  for (int i = 0; i < (int) self->events->len; i++)
    {
      const GxJourneyEvent *event = get_event (self, i);
      GxJourneyLaneData *lane = &self->lanes[gx_journey_lane_of_kind (event->kind)];
      double moment = find_moment (event);

      g_array_append_val (self->moments, moment);
      g_array_append_val (lane->moments, moment);
      g_array_append_val (lane->events, i);
      if (event->is_first_touch && self->first_touch == GX_JOURNEY_NO_EVENT)
        self->first_touch = i;
    }
}

static GxSpan
find_limits (GxJourney *self)
{
  double first = self->today, last = self->today + 1, margin = 0;

  if (self->moments->len > 0)
    {
      first = MIN (first, g_array_index (self->moments, double, 0));
      last = MAX (last, g_array_index (self->moments, double, self->moments->len - 1));
    }
  if (last - first < LIMITS_LEAST_DAYS)
    first = last - LIMITS_LEAST_DAYS;
  margin = MAX ((last - first) * LIMITS_MARGIN, 1);
  return (GxSpan) { first - margin, last + margin };
}

static void
gx_journey_finalize (GObject *object)
{
  GxJourney *self = GX_JOURNEY (object);

  for (guint i = 0; i < GX_N_LANES; i++)
    {
      g_array_unref (self->lanes[i].moments);
      g_array_unref (self->lanes[i].events);
      g_array_unref (self->lanes[i].marks);
    }
  g_array_unref (self->events);
  g_array_unref (self->moments);
  g_string_chunk_free (self->texts);
  g_free (self->title);
  G_OBJECT_CLASS (gx_journey_parent_class)->finalize (object);
}

static void
gx_journey_class_init (GxJourneyClass *class)
{
  G_OBJECT_CLASS (class)->finalize = gx_journey_finalize;
}

static void
gx_journey_init (GxJourney *self)
{
  for (guint i = 0; i < GX_N_LANES; i++)
    {
      self->lanes[i].moments = g_array_new (FALSE, FALSE, sizeof (double));
      self->lanes[i].events = g_array_new (FALSE, FALSE, sizeof (int));
      self->lanes[i].marks = g_array_new (FALSE, FALSE, sizeof (GxJourneyMark));
    }
  self->events = g_array_new (FALSE, FALSE, sizeof (GxJourneyEvent));
  self->moments = g_array_new (FALSE, FALSE, sizeof (double));
  self->texts = g_string_chunk_new (4096);
  self->first_touch = GX_JOURNEY_NO_EVENT;
  self->shown_lanes = GX_JOURNEY_ALL_LANES;
  self->selected = GX_JOURNEY_NO_EVENT;
}

/* For drawing */

GxHue
gx_journey_lane_get_hue (GxJourneyLane lane)
{
  return lane_looks[lane].hue;
}

char *
gx_journey_format_when (const GxJourneyEvent *event)
{
  g_autofree char *day = gx_day_format (event->day);
  double moment = find_moment (event);
  int minute = (int) ((moment - event->day) * 24 * 60 + 1e-6);

  if (event->at == GX_JOURNEY_NO_TIME)
    return g_steal_pointer (&day);
  /* Translators: %1$s is a day, %2$02d:%3$02d the time of day */
  return g_strdup_printf (_("%1$s, %2$02d:%3$02d"), day, minute / 60, minute % 60);
}

/* Public */

GxJourney *
gx_journey_new (const char *title, GxDay today)
{
  GxJourney *self = g_object_new (GX_TYPE_JOURNEY, NULL);

  self->title = g_strdup (title != NULL ? title : "");
  self->today = today;
  self->limits = self->span = find_limits (self);
  return self;
}

void
gx_journey_add (GxJourney *self, const GxJourneyEvent *event)
{
  GxJourneyEvent copy = *event;

  g_return_if_fail (GX_IS_JOURNEY (self));
  g_return_if_fail (event->kind != NULL);

  copy.kind = g_intern_string (event->kind);
  copy.currency = g_intern_string (event->currency);
  copy.text = event->text != NULL ? g_string_chunk_insert (self->texts, event->text) : NULL;
  g_array_append_val (self->events, copy);
}

void
gx_journey_close (GxJourney *self)
{
  g_return_if_fail (GX_IS_JOURNEY (self));
  g_return_if_fail (self->moments->len == 0);

  g_array_sort (self->events, compare_events);
  fill_lanes (self);
  self->limits = self->span = find_limits (self);
}

guint
gx_journey_count_events (GxJourney *self)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), 0);

  return self->events->len;
}

const GxJourneyEvent *
gx_journey_get_event (GxJourney *self, int event)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), NULL);
  g_return_val_if_fail (event >= 0 && event < (int) self->events->len, NULL);

  return get_event (self, event);
}

double
gx_journey_get_moment (GxJourney *self, int event)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), 0);
  g_return_val_if_fail (event >= 0 && event < (int) self->moments->len, 0);

  return g_array_index (self->moments, double, event);
}

GxJourneyLane
gx_journey_lane_of_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (lanes_of_kinds); i++)
    if (g_strcmp0 (lanes_of_kinds[i].kind, kind) == 0)
      return lanes_of_kinds[i].lane;
  return GX_LANE_OTHER;
}

const char *
gx_journey_lane_get_name (GxJourneyLane lane)
{
  g_return_val_if_fail ((guint) lane < GX_N_LANES, "");

  return g_dpgettext2 (GETTEXT_PACKAGE, "lane", lane_looks[lane].name);
}

guint
gx_journey_count_in_lane (GxJourney *self, GxJourneyLane lane)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), 0);
  g_return_val_if_fail ((guint) lane < GX_N_LANES, 0);

  return self->lanes[lane].moments->len;
}

char *
gx_journey_describe_event (GxJourney *self, int event)
{
  const GxJourneyEvent *it = NULL;
  const char *kind = NULL;
  g_autofree char *when = NULL, *amount = NULL, *what = NULL;

  g_return_val_if_fail (GX_IS_JOURNEY (self), NULL);
  g_return_val_if_fail (event >= 0 && event < (int) self->events->len, NULL);

  it = get_event (self, event);
  kind = gx_phrase ("stream.kind", it->kind);
  when = gx_journey_format_when (it);
  amount = it->currency != NULL ? gx_money_format (it->amount_minor, it->currency) : NULL;
  if (it->text != NULL && amount != NULL)
    what = g_strdup_printf ("%s, %s, %s", kind, it->text, amount);
  else if (it->text != NULL || amount != NULL)
    what = g_strdup_printf ("%s, %s", kind, it->text != NULL ? it->text : amount);
  else
    what = g_strdup (kind);
  /* Translators: what happened, when, its number among how many: "Visit, showed samples, 12 March 2026,
     event 12 of 218" */
  return g_strdup_printf (_("%1$s, %2$s, event %3$d of %4$u"), what, when, event + 1, self->events->len);
}

GxSpan
gx_journey_get_limits (GxJourney *self)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), (GxSpan) { 0 });

  return self->limits;
}

GxSpan
gx_journey_get_span (GxJourney *self)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), (GxSpan) { 0 });

  return self->span;
}

void
gx_journey_set_span (GxJourney *self, GxSpan span)
{
  g_return_if_fail (GX_IS_JOURNEY (self));

  self->span = gx_span_clamp (span, self->limits);
}

guint
gx_journey_get_lanes (GxJourney *self)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), 0);

  return self->shown_lanes;
}

void
gx_journey_set_lanes (GxJourney *self, guint lanes)
{
  g_return_if_fail (GX_IS_JOURNEY (self));

  self->shown_lanes = lanes & GX_JOURNEY_ALL_LANES;
  if (self->selected != GX_JOURNEY_NO_EVENT && !gx_journey_is_shown (self, self->selected))
    self->selected = GX_JOURNEY_NO_EVENT;
}

gboolean
gx_journey_is_shown (GxJourney *self, int event)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), FALSE);

  return (self->shown_lanes & 1u << gx_journey_lane_of_kind (get_event (self, event)->kind)) != 0;
}

guint
gx_journey_count_shown (GxJourney *self)
{
  guint count = 0;

  g_return_val_if_fail (GX_IS_JOURNEY (self), 0);

  for (guint i = 0; i < GX_N_LANES; i++)
    if (self->shown_lanes & 1u << i)
      count += self->lanes[i].moments->len;
  return count;
}

GArray *
gx_journey_list_shown (GxJourney *self, gboolean only_in_span)
{
  GArray *list = NULL;

  g_return_val_if_fail (GX_IS_JOURNEY (self), NULL);

  list = g_array_new (FALSE, FALSE, sizeof (int));
  for (int i = 0; i < (int) self->events->len; i++)
    {
      double moment = gx_journey_get_moment (self, i);

      if (gx_journey_is_shown (self, i) && (!only_in_span
                                            || (moment >= self->span.from && moment <= self->span.to)))
        g_array_append_val (list, i);
    }
  return list;
}

int
gx_journey_get_selected (GxJourney *self)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), GX_JOURNEY_NO_EVENT);

  return self->selected;
}

void
gx_journey_set_selected (GxJourney *self, int event)
{
  g_return_if_fail (GX_IS_JOURNEY (self));
  g_return_if_fail (event >= GX_JOURNEY_NO_EVENT && event < (int) self->events->len);

  self->selected = event;
}

int
gx_journey_find_next (GxJourney *self, int event, int direction)
{
  int n = 0, at = 0;
  const double *moments = NULL;

  g_return_val_if_fail (GX_IS_JOURNEY (self), GX_JOURNEY_NO_EVENT);
  g_return_val_if_fail (direction == 1 || direction == -1, event);

  n = (int) self->events->len;
  moments = (const double *) self->moments->data;
  at = event + direction;
  if (event == GX_JOURNEY_NO_EVENT && direction > 0)
    at = (int) gx_journey_gallop (moments, (guint) n, 0, self->span.from);
  else if (event == GX_JOURNEY_NO_EVENT)
    at = (int) gx_journey_gallop (moments, (guint) n, 0, nextafter (self->span.to, G_MAXDOUBLE)) - 1;
  for (; at >= 0 && at < n; at += direction)
    if (gx_journey_is_shown (self, at))
      return at;
  return event;
}
