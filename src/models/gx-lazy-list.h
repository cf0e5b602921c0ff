/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-lazy-row.h"

G_BEGIN_DECLS

/**
 * GxLazyList:
 *
 * A GListModel of GxLazyRow over an id snapshot of any length. Getting a row is O(1) and never reads: a row
 * that is looked at asks for its page (GX_LAZY_PAGE rows) once, and notifies when it has come. An edited row
 * notifies; only another order or another set of ids changes the list, in two steps (all removed, all
 * added): so a view fetches what it shows and no more.
 *
 * The last GX_LAZY_KEPT rows stay alive; a row that a view still holds is found again and given out anew.
 */
#define GX_TYPE_LAZY_LIST (gx_lazy_list_get_type ())
G_DECLARE_FINAL_TYPE (GxLazyList, gx_lazy_list, GX, LAZY_LIST, GObject)

#define GX_LAZY_PAGE 200
#define GX_LAZY_KEPT 2048

/**
 * GxLazyLoadFunc: asks for the items of @ids (borrowed, @n_ids of them). Answers with
 * gx_lazy_list_deliver(), now or later, naming @ticket and the same @ids in the same order.
 */
typedef void (*GxLazyLoadFunc) (GxLazyList *list, guint64 ticket, const GxId *ids, guint n_ids,
                                gpointer user_data);

/** gx_lazy_list_new: @free_item: of what the loader delivers. @user_data: (transfer full), freed by
 * @free_data. */
GxLazyList *gx_lazy_list_new (GxLazyLoadFunc load, gpointer user_data, GDestroyNotify free_data,
                              GDestroyNotify free_item);

/** gx_lazy_list_set_ids: @ids: (nullable): the new snapshot. Answers still on their way for the old one are
 * dropped. */
void gx_lazy_list_set_ids (GxLazyList *self, GxIdList *ids);
GxIdList *gx_lazy_list_get_ids (GxLazyList *self); /* borrowed, NULL: none */

/**
 * gx_lazy_list_deliver:
 * @items: (transfer container) (nullable): as many as @n_ids, each (transfer full), NULL where one could not
 *   be read; NULL: nothing could be read, it will be asked for again
 *
 * Returns FALSE where the answer came too late and was dropped.
 */
gboolean gx_lazy_list_deliver (GxLazyList *self, guint64 ticket, const GxId *ids, guint n_ids,
                               GPtrArray *items);

/** gx_lazy_list_refresh: what the rows of @customers (of GxId; NULL: all) show was changed: those alive are
 * read anew. The ids stay. */
void gx_lazy_list_refresh (GxLazyList *self, GArray *customers);

GxId gx_lazy_list_get_id (GxLazyList *self, guint position);       /* 0 beyond the end; makes no row */
gint64 gx_lazy_list_find (GxLazyList *self, GxId id);              /* position, or -1; O(n) */

G_END_DECLS
