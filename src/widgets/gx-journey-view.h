/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "charts/gx-journey.h"

G_BEGIN_DECLS

/**
 * GxJourneyView:
 * One customer's journey with its title and buttons, on a card. Drag pans, the overview's window drags,
 * Ctrl+scroll zooms, Left and Right select, Ctrl+Left and Ctrl+Right pan, + − 0, Home, End, Esc, Enter opens;
 * a cluster opens by a click.
 *
 * Properties: "lanes" (uint, bits 1 << GxJourneyLane), "selected" (int, an event or -1), "show-visits" …
 * "show-other" (boolean). Signals: "event-activated" (const char *kind, gint64 ref): an event is to be
 * opened. Actions: journey.zoom-in, .zoom-out, .fit, .copy-picture, .copy-table, .export, and
 * journey.show-visits … journey.show-other.
 */
#define GX_TYPE_JOURNEY_VIEW (gx_journey_view_get_type ())
G_DECLARE_FINAL_TYPE (GxJourneyView, gx_journey_view, GX, JOURNEY_VIEW, GtkWidget)

GtkWidget *gx_journey_view_new (void);
/* (nullable): for a list, gx_journey_list_shown() */
GxJourney *gx_journey_view_get_journey (GxJourneyView *self);
/* (nullable): closed; the shown lanes are kept */
void gx_journey_view_set_journey (GxJourneyView *self, GxJourney *journey);
guint gx_journey_view_get_lanes (GxJourneyView *self);
void gx_journey_view_set_lanes (GxJourneyView *self, guint lanes);
int gx_journey_view_get_selected (GxJourneyView *self);
void gx_journey_view_set_selected (GxJourneyView *self, int event);
/* before its own buttons: "Show as list" */
void gx_journey_view_add_button (GxJourneyView *self, GtkWidget *button);

G_END_DECLS
