/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-customer-story.h"
#include "widgets/gx-card.h"

G_BEGIN_DECLS

/** GxPurchasesCard: what they bought and gave back, with a line for a new sale. */
#define GX_TYPE_PURCHASES_CARD (gx_purchases_card_get_type ())
G_DECLARE_FINAL_TYPE (GxPurchasesCard, gx_purchases_card, GX, PURCHASES_CARD, GxCard)

void gx_purchases_card_show (GxPurchasesCard *self, GxBook *book, GxCustomerStory *story);

/** gx_purchases_card_open: the row of a purchase, unfolded; NULL where it is not among those read. */
GtkWidget *gx_purchases_card_open (GxPurchasesCard *self, GxId purchase);

/** gx_purchases_card_sell: the cursor into the line of a new sale. */
void gx_purchases_card_sell (GxPurchasesCard *self);

G_END_DECLS
