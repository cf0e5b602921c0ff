/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-journey.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxJourneyList: a journey as a list, newest first: the same events as the drawing shows, to be read, walked
 * by keys and heard.
 *
 * Signals: "event-selected" (int event), "event-activated" (const char *kind, gint64 ref)
 */
#define GX_TYPE_JOURNEY_LIST (gx_journey_list_get_type ())
G_DECLARE_FINAL_TYPE (GxJourneyList, gx_journey_list, GX, JOURNEY_LIST, AdwBin)

GtkWidget *gx_journey_list_new (void);

/** gx_journey_list_show: lists what @journey shows now; NULL empties the list. */
void gx_journey_list_show (GxJourneyList *self, GxJourney *journey);

G_END_DECLS
