/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-customer-story.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GxCustomerHead: who: avatar, name (click to rename), company and city, class and tags, quick actions. */
#define GX_TYPE_CUSTOMER_HEAD (gx_customer_head_get_type ())
G_DECLARE_FINAL_TYPE (GxCustomerHead, gx_customer_head, GX, CUSTOMER_HEAD, AdwBin)

void gx_customer_head_show (GxCustomerHead *self, GxBook *book, GxCustomerStory *story);

G_END_DECLS
