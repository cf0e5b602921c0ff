/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxWatchedBar: tells of files in the watched folder of a book (interchange/gx-watched-folder.h), one after
 * another: what a rehearsal has found, and Look, Bring in, Not now. Hidden while there is nothing to say.
 * The folder is looked through on a thread of its own, so one that hangs holds up nobody.
 *
 * Actions: watched.look, watched.bring-in, watched.not-now (until the book is opened again, or it changes).
 */
#define GX_TYPE_WATCHED_BAR (gx_watched_bar_get_type ())
G_DECLARE_FINAL_TYPE (GxWatchedBar, gx_watched_bar, GX, WATCHED_BAR, GtkBox)

/** gx_watched_bar_set_book: @book: (nullable): none is shown. What was under way for another is cancelled. */
void gx_watched_bar_set_book (GxWatchedBar *self, GxBook *book);

/** gx_watched_bar_read_anew: another folder was chosen, or none. */
void gx_watched_bar_read_anew (GxWatchedBar *self);

const char *gx_watched_bar_get_text (GxWatchedBar *self); /* what it says */

G_END_DECLS
