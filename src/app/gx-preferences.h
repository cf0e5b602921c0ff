/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxPreferences: what can be set: of this computer (reminders) and, where one is open, of the book (when a
 * customer counts as new, active, dormant); and what is good to know: who writes, which currency, where the
 * kept copies are.
 */
#define GX_TYPE_PREFERENCES (gx_preferences_get_type ())
G_DECLARE_FINAL_TYPE (GxPreferences, gx_preferences, GX, PREFERENCES, AdwPreferencesWindow)

GtkWidget *gx_preferences_new (GtkWindow *parent, GxBook *book); /* @book: (nullable) */

G_END_DECLS
