/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"
#include "widgets/gx-list-selection.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxSelectionBar: what can be done with several customers at once: edit a field of them, assign them to an
 * owner, tag, export, delete them; one step each, which says how far it is and can be stopped. Slides up while
 * several are selected.
 *
 * Actions: selection.set (ss: a field's key and the text), selection.tag (s: its name), selection.export, selection.bin, selection.clear,
 * selection.stop.
 */
#define GX_TYPE_SELECTION_BAR (gx_selection_bar_get_type ())
G_DECLARE_FINAL_TYPE (GxSelectionBar, gx_selection_bar, GX, SELECTION_BAR, AdwBin)

void gx_selection_bar_attach (GxSelectionBar *self, GxBook *book, GxListSelection *selection);

/** gx_selection_bar_set_pinned: shown also while one or nobody is selected. */
void gx_selection_bar_set_pinned (GxSelectionBar *self, gboolean is_pinned);

G_END_DECLS
