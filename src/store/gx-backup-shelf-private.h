/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-backup-shelf.h"

G_BEGIN_DECLS

/** _gx_backup_shelf_list: (transfer full) (element-type GxBackupCopy): of one folder, newest first. */
GPtrArray *_gx_backup_shelf_list (const char *folder);

/** _gx_backup_shelf_thin: @folder's copies, to the limit that is set; and what a killed program left. */
void _gx_backup_shelf_thin (const char *folder);

/** _gx_backup_move: renames, and waits until the disk holds the new name. FALSE with errno. */
gboolean _gx_backup_move (const char *from, const char *to);

/** _gx_backup_remove: the copy at @path, with what SQLite keeps beside one. */
void _gx_backup_remove (const char *path);

/**
 * _gx_backup_remove_parts: what killed programs had begun to write in @folder.
 * @name: (nullable): only of the copy that was to have this name
 */
void _gx_backup_remove_parts (const char *folder, const char *name);

/** _gx_backup_shelf_check_room: GX_ERROR_FULL where @bytes more would leave a full disk. */
gboolean _gx_backup_shelf_check_room (const char *folder, gint64 bytes, GError **error);

/** _gx_backup_second_folder: (transfer full) (nullable): the book's folder in the second place. */
char *_gx_backup_second_folder (const char *path);

/* gx-backup-second.c: copies a file to a drive, reads it back and compares it by its sum; nothing there is
   locked or mapped */
gboolean _gx_backup_carry (const char *source, const char *dest, GCancellable *cancellable, GError **error);

G_END_DECLS
