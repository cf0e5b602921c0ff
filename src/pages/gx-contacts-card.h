/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-customer-story.h"
#include "widgets/gx-card.h"

G_BEGIN_DECLS

/** GxContactsCard: how to reach them, the best way first; each can be changed in its place. */
#define GX_TYPE_CONTACTS_CARD (gx_contacts_card_get_type ())
G_DECLARE_FINAL_TYPE (GxContactsCard, gx_contacts_card, GX, CONTACTS_CARD, GxCard)

void gx_contacts_card_show (GxContactsCard *self, GxBook *book, GxCustomerStory *story);

G_END_DECLS
