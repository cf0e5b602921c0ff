/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxCopiesDialog: the kept copies of a book, newest first, and any other file; one is chosen to be restored.
 *
 * Signal "chosen" (const char *path); it closes itself first.
 */
#define GX_TYPE_COPIES_DIALOG (gx_copies_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GxCopiesDialog, gx_copies_dialog, GX, COPIES_DIALOG, AdwWindow)

GtkWidget *gx_copies_dialog_new (GtkWindow *parent, const char *book_path);

/**
 * gx_copies_dialog_describe: (transfer full): when the copy was made: "21 Nov 2026, 10:32"; else its name.
 */
char *gx_copies_dialog_describe (const char *path);

G_END_DECLS
