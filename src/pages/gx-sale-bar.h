/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GxSaleBar: a sale in one line: product (known ones are offered while typing), quantity, unit price, day.
 * Enter sells. */
#define GX_TYPE_SALE_BAR (gx_sale_bar_get_type ())
G_DECLARE_FINAL_TYPE (GxSaleBar, gx_sale_bar, GX, SALE_BAR, AdwPreferencesRow)

void gx_sale_bar_show (GxSaleBar *self, GxBook *book, GxId customer);

/** gx_sale_bar_tell: what is good to know before something is sold, from the first letter on. @advice:
 * (nullable): a sentence */
void gx_sale_bar_tell (GxSaleBar *self, const char *advice);

G_END_DECLS
