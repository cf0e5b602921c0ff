/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customer.h"
#include "models/gx-lazy-list.h"
#include "store/gx-book.h"

G_BEGIN_DECLS

/**
 * gx_customer_list_new:
 * @currency: (nullable): of the value shown; NULL is the book's
 *
 * A lazy list whose items are GxCustomerRow, read page by page by the book's reader.
 */
GxLazyList *gx_customer_list_new (GxBook *book, const char *currency);

/** gx_customer_list_set_currency: of a list made here; rows in sight are read anew. */
void gx_customer_list_set_currency (GxLazyList *list, const char *currency);

/**
 * gx_customer_list_set_words: @words: (nullable): what was searched for, from the next set of ids on: rows
 * say what was found. Follow it with gx_lazy_list_set_ids() and gx_lazy_list_refresh(). Returns whether they
 * are others than before.
 */
gboolean gx_customer_list_set_words (GxLazyList *list, const char *words);

/** GxRowExtras: what few lists show, and costs something of its own. */
typedef enum {
  GX_ROW_WAYS = 1 << 0,    /* phone, mail */
  GX_ROW_TIER = 1 << 1,    /* as of today, in the list's currency */
  GX_ROW_ADDED = 1 << 2,
} GxRowExtras;

/** gx_customer_list_set_extras: what rows have beside; nothing, until this is called. */
void gx_customer_list_set_extras (GxLazyList *list, GxRowExtras extras);

/** gx_customer_list_row: what @row shows; NULL while it is being read. Borrowed. */
const GxCustomerRow *gx_customer_list_row (GxLazyRow *row);

G_END_DECLS
