/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxBringDialog: one customer out of a kept copy: who was deleted or changed since, or is found by words;
 * what would change; and then it is done, as a step that can be undone.
 */
#define GX_TYPE_BRING_DIALOG (gx_bring_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GxBringDialog, gx_bring_dialog, GX, BRING_DIALOG, AdwWindow)

GtkWidget *gx_bring_dialog_new (GtkWindow *parent, GxBook *book, const char *copy);

G_END_DECLS
