/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-customer-story.h"
#include "widgets/gx-card.h"

G_BEGIN_DECLS

/** GxTalksCard: what was said and done, newest first. */
#define GX_TYPE_TALKS_CARD (gx_talks_card_get_type ())
G_DECLARE_FINAL_TYPE (GxTalksCard, gx_talks_card, GX, TALKS_CARD, GxCard)

void gx_talks_card_show (GxTalksCard *self, GxBook *book, GxCustomerStory *story);

/** gx_talks_card_open: the row of an event; NULL where it is not among those read. */
GtkWidget *gx_talks_card_open (GxTalksCard *self, GxId event);

G_END_DECLS
