/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxJourneyCard: one customer's journey, read from the stream.
 *
 * Signals: "event-activated" (const char *kind, gint64 ref)
 */
#define GX_TYPE_JOURNEY_CARD (gx_journey_card_get_type ())
G_DECLARE_FINAL_TYPE (GxJourneyCard, gx_journey_card, GX, JOURNEY_CARD, AdwBin)

/** gx_journey_card_show: reads it (again). @name: for the picture's title. */
void gx_journey_card_show (GxJourneyCard *self, GxBook *book, GxId customer, const char *name);

G_END_DECLS
