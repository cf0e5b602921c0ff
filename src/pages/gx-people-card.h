/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-customer-story.h"
#include "widgets/gx-card.h"

G_BEGIN_DECLS

/**
 * GxPeopleCard: where a person works, and who works at an organisation; a row opens them. Not there where
 * nobody is.
 */
#define GX_TYPE_PEOPLE_CARD (gx_people_card_get_type ())
G_DECLARE_FINAL_TYPE (GxPeopleCard, gx_people_card, GX, PEOPLE_CARD, GxCard)

void gx_people_card_show (GxPeopleCard *self, GxCustomerStory *story);

G_END_DECLS
