/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"
#include "charts/gx-drawing.h"
#include "charts/gx-journey-span.h"

G_BEGIN_DECLS

/* Lanes from the top; each has its own hue and its own glyph. Append only. */
typedef enum {
  GX_LANE_VISITS,     /* visits and meetings: circle */
  GX_LANE_CALLS,      /* triangle */
  GX_LANE_CHATS,      /* chats and text messages: pill */
  GX_LANE_MAILS,      /* diamond */
  GX_LANE_PURCHASES,  /* square; a return is hollow */
  GX_LANE_PAYMENTS,   /* hexagon */
  GX_LANE_OTHER,      /* notes, page views, campaigns: cross */
  GX_N_LANES
} GxJourneyLane;

#define GX_JOURNEY_ALL_LANES ((1u << GX_N_LANES) - 1)
#define GX_JOURNEY_NO_TIME G_MININT64
#define GX_JOURNEY_NO_EVENT (-1)

typedef struct {
  GxDay day;
  gint64 at;              /* UTC seconds, or GX_JOURNEY_NO_TIME: stands at noon */
  int offset_min;         /* of the clock that @at was read from */
  const char *kind;       /* key of the phrases "stream.kind": "call", "sale" … */
  GxId ref;               /* of the row behind it */
  const char *text;       /* (nullable) */
  gboolean is_first_touch;
  gint64 amount_minor;    /* with a currency only */
  const char *currency;   /* (nullable) */
} GxJourneyEvent;

/* What lies under a point. */
typedef enum {
  GX_JOURNEY_NOTHING,
  GX_JOURNEY_LANES,         /* between the marks: drag to pan */
  GX_JOURNEY_EVENT,
  GX_JOURNEY_CLUSTER,
  GX_JOURNEY_OVERVIEW,      /* beside the window */
  GX_JOURNEY_WINDOW,        /* drag it */
  GX_JOURNEY_WINDOW_START,  /* its left handle */
  GX_JOURNEY_WINDOW_END,
} GxJourneyPart;

typedef struct {
  GxJourneyPart part;
  GxJourneyLane lane;
  guint mark;               /* number of the mark in its lane */
  guint n_events;           /* in the mark */
  double x, y;              /* centre of the mark */
} GxJourneyHit;

/**
 * GxJourney:
 * Everything that happened with one customer, drawn in time, and what part of it is looked at: span, lanes,
 * selection. Fill it with gx_journey_add(), then gx_journey_close() sorts it; 100,000 events draw as fast as
 * a hundred.
 */
#define GX_TYPE_JOURNEY (gx_journey_get_type ())
G_DECLARE_FINAL_TYPE (GxJourney, gx_journey, GX, JOURNEY, GObject)

GxJourney *gx_journey_new (const char *title, GxDay today); /* the title is drawn in pictures only */
void gx_journey_add (GxJourney *self, const GxJourneyEvent *event); /* copies */
void gx_journey_close (GxJourney *self);

/* Events, numbered from 0 in time. */
guint gx_journey_count_events (GxJourney *self);
const GxJourneyEvent *gx_journey_get_event (GxJourney *self, int event);
double gx_journey_get_moment (GxJourney *self, int event);                /* fractional day */
GxJourneyLane gx_journey_lane_of_kind (const char *kind);
const char *gx_journey_lane_get_name (GxJourneyLane lane);                /* translated */
guint gx_journey_count_in_lane (GxJourney *self, GxJourneyLane lane);
/* (transfer full): "Sample visit, 12 March 2026, event 12 of 218" */
char *gx_journey_describe_event (GxJourney *self, int event);
/* For a card or a row: "¥1,200 · 20 boxes of tea" and, in @detail, "Sale · 12 March 2026"; both (transfer
   full) */
char *gx_journey_tell_event (GxJourney *self, int event, char **detail);

/* What is looked at. */
/* all events and today, with a margin */
GxSpan gx_journey_get_limits (GxJourney *self);
GxSpan gx_journey_get_span (GxJourney *self);
void gx_journey_set_span (GxJourney *self, GxSpan span);                  /* clamped */
guint gx_journey_get_lanes (GxJourney *self);
/* bits 1 << GxJourneyLane; a selection in a hidden lane ends */
void gx_journey_set_lanes (GxJourney *self, guint lanes);
gboolean gx_journey_is_shown (GxJourney *self, int event);                /* its lane is, whatever the span */
guint gx_journey_count_shown (GxJourney *self);
/* (transfer full): int, in time: the journey as a list */
GArray *gx_journey_list_shown (GxJourney *self, gboolean only_in_span);
int gx_journey_get_selected (GxJourney *self);
void gx_journey_set_selected (GxJourney *self, int event);                /* or GX_JOURNEY_NO_EVENT */
/* The next shown one, +1 later or −1 earlier; itself at the end; from none: the span's first or last. */
int gx_journey_find_next (GxJourney *self, int event, int direction);

/* Drawing. */
void gx_journey_arrange (GxJourney *self, PangoContext *context, const GxChartTheme *theme, double width,
                         double height);
/* least, without the title */
double gx_journey_get_height (GxJourney *self, PangoContext *context, const GxChartTheme *theme,
                              double width);

/**
 * gx_journey_draw:
 * @hovered: (nullable): what is pointed at: a mark has a card beside it
 * @is_focused: a card stands at the selected event while no mark is hovered
 */
void gx_journey_draw (GxJourney *self, cairo_t *cr, PangoContext *context, const GxChartTheme *theme,
                      double width, double height, const GxJourneyHit *hovered, gboolean is_focused);

/* As last arranged. */
GxJourneyHit gx_journey_hit (GxJourney *self, double x, double y);
/* the index-th event of the mark */
int gx_journey_get_event_of_hit (GxJourney *self, const GxJourneyHit *hit, guint index);
guint gx_journey_count_marks (GxJourney *self, GxJourneyLane lane);
GxJourneyHit gx_journey_get_mark (GxJourney *self, GxJourneyLane lane, guint mark);
/* the mark that holds it; GX_JOURNEY_NOTHING: not in sight */
GxJourneyHit gx_journey_find_mark (GxJourney *self, int event);
double gx_journey_get_moment_at (GxJourney *self, double x);              /* on the lanes */
double gx_journey_get_overview_moment_at (GxJourney *self, double x);     /* on the overview */
double gx_journey_get_axis_width (GxJourney *self);                       /* px that the span takes */

G_END_DECLS
