/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * GxReadingCopy: a book that lies where others may write it, as it is at this moment: a file in the user's
 * cache folder, readable by nobody else. It goes with this; whoever has it open reads on, so nothing is left
 * behind even where the program is killed.
 */
typedef struct {
  char *folder, *file;
} GxReadingCopy;

/** _gx_reading_copy_is_due: whether the book at @path is read from a copy. May wait for a slow drive. */
gboolean _gx_reading_copy_is_due (const char *path);

/**
 * _gx_reading_copy_new: copies the book at @path, which may be a URI, with what its log has. Nothing is
 * opened there but to be read. Errors: BUSY: it is being written the whole time; NOT_FOUND, FULL, FAILED.
 */
GxReadingCopy *_gx_reading_copy_new (const char *path, GError **error);
void _gx_reading_copy_free (GxReadingCopy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxReadingCopy, _gx_reading_copy_free)

/** _gx_reading_copy_open: one more connection to the copy, which says to be of the book at @path. */
GxConnection *_gx_reading_copy_open (GxReadingCopy *self, const char *path, GError **error);

G_END_DECLS
