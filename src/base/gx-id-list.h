/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxIdList: many ids in an order, about 4 bytes each: ids come in runs, so each is kept as a uint32
 * place in the few runs. Reading is O(log runs). Made once, then never changed: safe to hand between
 * threads.
 */
GxIdList *gx_id_list_new (void);
GxIdList *gx_id_list_ref (GxIdList *self);
void gx_id_list_unref (GxIdList *self);
void gx_id_list_append (GxIdList *self, GxId id);           /* amortised O(1) */
guint gx_id_list_length (GxIdList *self);
GxId gx_id_list_get (GxIdList *self, guint index);
gsize gx_id_list_bytes (GxIdList *self);
gint64 gx_id_list_find (GxIdList *self, GxId id);           /* its index, or -1; O(n) */
/** gx_id_list_contain: for each of @ids whether it is in the list: 1 or 0 in @contained. O(list + ids). */
void gx_id_list_contain (GxIdList *self, const GxId *ids, guint n, guint8 *contained);
/**
 * gx_id_list_filter: (transfer full): the ids of @self that are in @set, in the order of @self; @set NULL is
 * all.
 */
GxIdList *gx_id_list_filter (GxIdList *self, GxIdList *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxIdList, gx_id_list_unref)

G_END_DECLS
