/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxCopiesDialog: the kept copies of a book: when the last one was proven, what there is to go back to, the
 * second place and the room they may take.
 *
 * Signal "chosen" (const char *path, gboolean one_customer): a copy is to be restored, all of it or one
 * customer out of it; the dialog closes itself first.
 */
#define GX_TYPE_COPIES_DIALOG (gx_copies_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GxCopiesDialog, gx_copies_dialog, GX, COPIES_DIALOG, AdwWindow)

/** gx_copies_dialog_new: @book: (nullable): it could not be opened; then only restoring all is offered. */
GtkWidget *gx_copies_dialog_new (GtkWindow *parent, GxBook *book, const char *book_path);

/**
 * gx_copies_dialog_describe: (transfer full): when the copy was made: "21 Nov 2026, 10:32"; else its name.
 */
char *gx_copies_dialog_describe (const char *path);

/**
 * gx_copies_describe_proven: (transfer full): "Last proven: 21 Nov 2026, 10:32", or that there is none.
 * @copies: (element-type GxBackupCopy): newest first
 */
char *gx_copies_describe_proven (GPtrArray *copies);

G_END_DECLS
