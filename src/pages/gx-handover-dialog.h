/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-id-list.h"
#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxHandoverDialog: hands customers over from one member to another: who, to whom, what exactly goes along,
 * then one step; and the list of it on paper, before and after.
 *
 * Actions: handover.run, handover.print, handover.save, handover.save-as (path of a PDF), handover.undo.
 */
#define GX_TYPE_HANDOVER_DIALOG (gx_handover_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GxHandoverDialog, gx_handover_dialog, GX, HANDOVER_DIALOG, AdwWindow)

/**
 * gx_handover_dialog_new: @from: a member whose customers they are; 0: the owner of the first of @among
 * @among: (nullable): only these
 */
GtkWidget *gx_handover_dialog_new (GtkWidget *parent, GxBook *book, GxId from, GxIdList *among);

/** gx_handover_dialog_choose: as if the person had chosen these two members; 0: nobody. */
void gx_handover_dialog_choose (GxHandoverDialog *self, GxId from, GxId to);

G_END_DECLS
