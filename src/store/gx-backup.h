/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * gx_backup_to: copies the book as it is at this moment to @dest, with all that is committed; opens and
 * checks the copy; one that fails is removed. @dest must not exist. Whoever writes meanwhile waits for
 * nothing, and the copy never begins anew: the connection reads one state to the end.
 *
 * How far it is, the check included, hears who listens to the connection (gx_connection_set_progress()).
 */
gboolean gx_backup_to (GxConnection *book, const char *dest, GCancellable *cancellable, GError **error);

/**
 * gx_backup_head: (transfer full): where the journal stands: two states of one book with the same head are
 * the same.
 */
char *gx_backup_head (GxConnection *book, GError **error);

/**
 * gx_backup_restore:
 * @func: (nullable): hears how far it is, to the very end, on this thread
 * @before: (out) (optional) (transfer full): the kept copy of what was there; NULL where nothing was, or
 *   where it could not be read and was put aside
 *
 * Replaces the book at @path by @backup, after checking @backup and keeping a copy of what was there. Where
 * that fails, or is cancelled, what is at @path stays as it is. Errors: BUSY: another program has the book
 * open; FULL: there is no room for both, which is asked first; CANCELLED.
 */
gboolean gx_backup_restore (const char *backup, const char *path, GxProgressFunc func, gpointer user_data,
                            GCancellable *cancellable, char **before, GError **error);

G_END_DECLS
