/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "models/gx-lazy-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxListSelection:
 *
 * A GtkSelectionModel over a GxLazyList that remembers ids, not rows: it survives another order, costs
 * nothing for rows that are not looked at, and selects everybody without getting a row.
 *
 * Property "n-selected" notifies with each change.
 */
#define GX_TYPE_LIST_SELECTION (gx_list_selection_get_type ())
G_DECLARE_FINAL_TYPE (GxListSelection, gx_list_selection, GX, LIST_SELECTION, GObject)

GxListSelection *gx_list_selection_new (GxLazyList *list);
GxLazyList *gx_list_selection_get_list (GxListSelection *self);

guint gx_list_selection_get_n_selected (GxListSelection *self);
gboolean gx_list_selection_has (GxListSelection *self, GxId id);

/** gx_list_selection_get_ids: (transfer full) (element-type GxId): in the order of the list; those not in it
 * any more are left out. */
GArray *gx_list_selection_get_ids (GxListSelection *self);

/** gx_list_selection_get_single: the id where exactly one is selected, else 0. */
GxId gx_list_selection_get_single (GxListSelection *self);

/** gx_list_selection_select_id: that one and no other; 0: none. */
void gx_list_selection_select_id (GxListSelection *self, GxId id);

/** gx_list_selection_set_multiple: TRUE: a plain click adds or takes away one (checkbox mode). */
void gx_list_selection_set_multiple (GxListSelection *self, gboolean is_multiple);

G_END_DECLS
