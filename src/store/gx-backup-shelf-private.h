/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-backup-shelf.h"

G_BEGIN_DECLS

/** _gx_backup_shelf_list: (transfer full) (element-type GxBackupCopy): of one folder, newest first. */
GPtrArray *_gx_backup_shelf_list (const char *folder);

/** _gx_backup_shelf_thin: @folder's copies, to the limit that is set; and what a killed program left. */
void _gx_backup_shelf_thin (const char *folder);

/** _gx_backup_shelf_check_room: GX_ERROR_FULL where @bytes more would leave a full disk. */
gboolean _gx_backup_shelf_check_room (const char *folder, gint64 bytes, GError **error);

/** _gx_backup_second_folder: (transfer full) (nullable): the book's folder in the second place. */
char *_gx_backup_second_folder (const char *path);

G_END_DECLS
