/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-chart-theme.h"
#include "charts/gx-journey-marks.h"
#include "charts/gx-journey.h"
#include "charts/gx-pen.h"

G_BEGIN_DECLS

typedef struct {
  GArray *moments;  /* double, ascending */
  GArray *events;   /* int: which event each moment is */
  GArray *marks;    /* GxJourneyMark, as last arranged */
} GxJourneyLaneData;

/* Where everything stands, as last arranged. */
typedef struct {
  double gutter;                      /* left of the axis: glyph, and the lane's name where there is room */
  gboolean has_names;
  cairo_rectangle_t lanes;            /* the axis over all shown lanes */
  double row_height, ticks_y, notes_y;
  guint n_rows;
  GxJourneyLane rows[GX_N_LANES];
  cairo_rectangle_t overview, window; /* window: the span inside the overview */
} GxJourneyLayout;

struct _GxJourney {
  GObject parent_instance;

  char *title;
  GxDay today;
  GArray *events;      /* GxJourneyEvent */
  GArray *moments;     /* double, beside events */
  GStringChunk *texts;
  GxJourneyLaneData lanes[GX_N_LANES];
  int first_touch;

  GxSpan limits, span;
  guint shown_lanes;
  int selected;
  GxJourneyLayout layout;
};

void gx_journey_drawing_init (GxDrawingInterface *iface); /* in gx-journey-draw.c */
double gx_journey_place (GxJourney *self, double moment);  /* x on the lanes */
int gx_journey_find_row (GxJourney *self, GxJourneyLane lane); /* -1: not shown */
GxHue gx_journey_lane_get_hue (GxJourneyLane lane);
void gx_journey_draw_glyph (const GxPen *pen, GxJourneyLane lane, double x, double y, double scale,
                            GxColor color, gboolean is_hollow);
char *gx_journey_describe (GxJourney *self);
/* As gx_journey_tell_event(), of one or of several. */
char *gx_journey_tell_hit (GxJourney *self, const GxJourneyHit *hit, char **detail);
char *gx_journey_to_table (GxJourney *self);
char *gx_journey_format_when (const GxJourneyEvent *event); /* "12 March 2026, 10:32" */

G_END_DECLS
