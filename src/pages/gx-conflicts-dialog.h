/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxConflictsDialog: "Changed by two people (3)": what two members wrote in one place without having seen
 * each other's, the value that holds above the one that was overwritten, each with who wrote it and when.
 * Either is one press, and one step that can be undone. The list follows the book; the window below stays
 * usable.
 *
 * Actions: conflicts.use-other, conflicts.keep (u: place in the list), conflicts.show-customer (x).
 */
#define GX_TYPE_CONFLICTS_DIALOG (gx_conflicts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GxConflictsDialog, gx_conflicts_dialog, GX, CONFLICTS_DIALOG, AdwWindow)

/** gx_conflicts_dialog_new: @customer: only theirs; 0: everybody's. */
GtkWidget *gx_conflicts_dialog_new (GtkWidget *parent, GxBook *book, GxId customer);

G_END_DECLS
