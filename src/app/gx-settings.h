/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What this computer remembers of the window. Where the schema is not installed nothing is remembered, and
 * nothing breaks. */

char *gx_settings_get_last_book (void); /* transfer full; "" where there is none */
void gx_settings_set_last_book (const char *path); /* also for guanxi-cli (store/gx-last-book.h) */
void gx_settings_get_window (int *width, int *height, gboolean *is_maximized);
void gx_settings_set_window (int width, int height, gboolean is_maximized);


/* the saved segment that was shown last; 0 none. Ids are of one book: another has none of that id */
char *gx_settings_get_layout (void); /* of the list of customers; JSON; "" the usual one; transfer full */
void gx_settings_set_layout (const char *layout);
gboolean gx_settings_get_facets (void); /* whether they stand beside the list of customers */
void gx_settings_set_facets (gboolean are_wanted);
char *gx_settings_get_export_columns (void); /* as GxExportDialog remembers them; transfer full */
void gx_settings_set_export_columns (const char *columns);
gint64 gx_settings_get_last_segment (void);
void gx_settings_set_last_segment (gint64 id);

gboolean gx_settings_get_reminds (void);
int gx_settings_get_reminder_hour (void); /* of the morning, for steps without an hour */

/**
 * gx_settings_bind: a property that follows a key ("reminds", "reminder-hour", "shows-in-search") and sets
 * it.
 */
void gx_settings_bind (const char *key, gpointer object, const char *property);

G_END_DECLS
