/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-customer-story.h"
#include "widgets/gx-card.h"

G_BEGIN_DECLS

/** GxTasksCard: what comes next: open steps to tick off, and a line for the next one. */
#define GX_TYPE_TASKS_CARD (gx_tasks_card_get_type ())
G_DECLARE_FINAL_TYPE (GxTasksCard, gx_tasks_card, GX, TASKS_CARD, GxCard)

void gx_tasks_card_show (GxTasksCard *self, GxBook *book, GxCustomerStory *story);

G_END_DECLS
