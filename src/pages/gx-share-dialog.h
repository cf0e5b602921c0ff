/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxShareDialog: says what it means to share a book with a team, asks for its name and a folder, and shares
 * it, with progress. A drive that hangs can be left at any time.
 *
 * Signal "shared" (const char *replica, const char *path): this computer's book of the team, and the team
 * book; the dialog closes itself first.
 *
 * Actions: share.share, share.choose-folder.
 */
#define GX_TYPE_SHARE_DIALOG (gx_share_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GxShareDialog, gx_share_dialog, GX, SHARE_DIALOG, AdwWindow)

/**
 * gx_share_dialog_new:
 * @book_path: of the book
 * @is_copied: it lies on a drive, or cannot be written: a copy of it on this computer is shared
 */
GtkWidget *gx_share_dialog_new (GtkWindow *parent, const char *book_path, gboolean is_copied);

void gx_share_dialog_set_folder (GxShareDialog *self, const char *folder);
void gx_share_dialog_set_name (GxShareDialog *self, const char *name);
const char *gx_share_dialog_get_complaint (GxShareDialog *self); /* NULL: none is shown */

G_END_DECLS
