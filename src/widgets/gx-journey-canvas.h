/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "charts/gx-journey.h"

G_BEGIN_DECLS

/**
 * GxJourneyCanvas:
 * The drawn part of the journey view, with all that pointer, touchpad and keys do to it. Its buttons are the
 * view's.
 *
 * Signals: "event-activated" (const char *kind, gint64 ref); "cluster-activated" (GArray of int: events that
 * no zoom tells apart, int x, int y); "span-changed", when what is looked at or selected is another.
 */
#define GX_TYPE_JOURNEY_CANVAS (gx_journey_canvas_get_type ())
G_DECLARE_FINAL_TYPE (GxJourneyCanvas, gx_journey_canvas, GX, JOURNEY_CANVAS, GtkWidget)

GtkWidget *gx_journey_canvas_new (void);
GxJourney *gx_journey_canvas_get_journey (GxJourneyCanvas *self);              /* (nullable) */
void gx_journey_canvas_set_journey (GxJourneyCanvas *self, GxJourney *journey); /* (nullable) */
/* around the selection where seen, else the middle */
void gx_journey_canvas_zoom (GxJourneyCanvas *self, double factor);
void gx_journey_canvas_fit (GxJourneyCanvas *self);
/* and brings it into sight; or GX_JOURNEY_NO_EVENT */
void gx_journey_canvas_select (GxJourneyCanvas *self, int event);
void gx_journey_canvas_activate (GxJourneyCanvas *self, int event);
/* after the journey was told something else */
void gx_journey_canvas_refresh (GxJourneyCanvas *self);

G_END_DECLS
