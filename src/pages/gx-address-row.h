/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-customer-story.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxAddressRow: an address in one line; opened, each part of it is edited in its place.
 *
 * Actions: address.make-primary, address.remove.
 */
#define GX_TYPE_ADDRESS_ROW (gx_address_row_get_type ())
G_DECLARE_FINAL_TYPE (GxAddressRow, gx_address_row, GX, ADDRESS_ROW, AdwExpanderRow)

GtkWidget *gx_address_row_new (GxBook *book, GxId customer, gboolean can_write);
/* @story: where it stands; always the same address */
void gx_address_row_show (GxAddressRow *self, const GxCustomerStory *story, const GxAddress *address);

/**
 * gx_address_row_lose: somebody deleted it. TRUE: a person types in it: that is told, and what is typed
 * becomes a part of a new one.
 */
gboolean gx_address_row_lose (GxAddressRow *self);

G_END_DECLS
