/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * gx_backup_to: copies the open book to @dest (online, 1,000 pages a step), opens and checks the copy; a copy
 * that fails is removed. @dest must not exist.
 */
gboolean gx_backup_to (GxConnection *book, const char *dest, GCancellable *cancellable, GError **error);

/**
 * gx_backup_keep: a checked copy in the user's backup folder, named by book, time and @reason ("close",
 * "import", "upgrade"); older ones are thinned. @path: (out) (optional) (transfer full).
 */
gboolean gx_backup_keep (GxConnection *book, const char *reason, char **path, GError **error);

/**
 * gx_backup_list: (transfer full) (element-type utf8): paths of the kept copies of the book at @path, newest
 * first.
 */
GPtrArray *gx_backup_list (const char *path);

/**
 * gx_backup_read_name: of a kept copy: when it was made, and why: a key of "backup.reason". FALSE: no such
 * name.
 */
gboolean gx_backup_read_name (const char *path, gint64 *at, const char **reason);

/**
 * gx_backup_restore: replaces the book at @path by @backup, after checking @backup and keeping a copy of what
 * was there. No connection may be open.
 */
gboolean gx_backup_restore (const char *backup, const char *path, GError **error);

G_END_DECLS
