/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxReminder: tells, as a desktop notification, when a next step of a book falls due: at its hour where one
 * was said, else on the morning of its day. Each carries Done and Tomorrow, and opens the customer. Lives as
 * long as its window shows the book.
 */
#define GX_TYPE_REMINDER (gx_reminder_get_type ())
G_DECLARE_FINAL_TYPE (GxReminder, gx_reminder, GX, REMINDER, GObject)

GxReminder *gx_reminder_new (GtkWindow *window, GxBook *book);

G_END_DECLS
