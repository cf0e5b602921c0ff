/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-customer-story.h"
#include "widgets/gx-card.h"

G_BEGIN_DECLS

/** GxEditsCard: the history of edits of this customer. */
#define GX_TYPE_EDITS_CARD (gx_edits_card_get_type ())
G_DECLARE_FINAL_TYPE (GxEditsCard, gx_edits_card, GX, EDITS_CARD, GxCard)

void gx_edits_card_show (GxEditsCard *self, GxBook *book, GxCustomerStory *story);

G_END_DECLS
