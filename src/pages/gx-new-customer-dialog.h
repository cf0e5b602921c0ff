/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxNewCustomerDialog: any one of a name, a number or a way to reach them is enough. While typing it shows
 * who may be the same. What is half typed when it is closed, or when the program ends, stands there again the
 * next time.
 *
 * Signals: "added" (gint64 id), "met" (gint64 id): a person chose one who is already there.
 */
#define GX_TYPE_NEW_CUSTOMER_DIALOG (gx_new_customer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GxNewCustomerDialog, gx_new_customer_dialog, GX, NEW_CUSTOMER_DIALOG, AdwWindow)

/** gx_new_customer_dialog_new: @text: (nullable): "王芳 13800138000": taken apart into the fields. */
GxNewCustomerDialog *gx_new_customer_dialog_new (GtkWidget *parent, GxBook *book, const char *text);

G_END_DECLS
