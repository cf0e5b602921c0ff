/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxWindow: one book's window: a welcome, a sentence why a book could not be opened, or the sidebar and its
 * pages.
 */
#define GX_TYPE_WINDOW (gx_window_get_type ())
G_DECLARE_FINAL_TYPE (GxWindow, gx_window, GX, WINDOW, AdwApplicationWindow)

GxWindow *gx_window_new (GtkApplication *app);

/**
 * gx_window_open: closes the book shown and opens (or makes, where @create) the one at @path; of a team book
 * this computer's replica, which is built where there is none.
 */
void gx_window_open (GxWindow *self, const char *path, GxOpenMode mode, gboolean create);

/**
 * gx_window_share_book: asks how the book shown is to be shared with a team, and shares it (action
 * "win.share-book"). Also one that could not be opened because it lies on a drive: then a copy on this
 * computer is shared, and the book on the drive stays as it is.
 * @folder: (nullable): where the team book is to be made, proposed
 */
void gx_window_share_book (GxWindow *self, const char *folder);

/**
 * gx_window_present: to the front; one that was never shown appears with its book, which is there at once, or
 * after a short patience without it.
 */
void gx_window_present (GxWindow *self);

/**
 * gx_window_do_when_open: an action of the window, now or as soon as its book is open; the last one asked
 * for.
 */
void gx_window_do_when_open (GxWindow *self, const char *action, GVariant *target);

const char *gx_window_get_path (GxWindow *self); /* of the book shown or being opened; NULL: welcome */

G_END_DECLS
