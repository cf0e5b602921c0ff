/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-customer-story.h"
#include "widgets/gx-card.h"

G_BEGIN_DECLS

/** GxDetailsCard: what else is known, field by field; each can be changed in its place. */
#define GX_TYPE_DETAILS_CARD (gx_details_card_get_type ())
G_DECLARE_FINAL_TYPE (GxDetailsCard, gx_details_card, GX, DETAILS_CARD, GxCard)

void gx_details_card_show (GxDetailsCard *self, GxBook *book, GxCustomerStory *story);

G_END_DECLS
