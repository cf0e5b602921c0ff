/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxBackupKeeper: keeps copies of an open book by itself: soon after it was opened, and every hour, where
 * something has changed since the last one; each goes to the second place, too. It has a thread and a
 * connection of its own that only reads, so nobody who works at the book waits for it, and no change makes it
 * begin anew.
 */
typedef struct _GxBackupKeeper GxBackupKeeper;

/**
 * GxBackupFunc: in the main thread, after a copy was kept or could not be.
 * @path: (nullable): the newest copy; NULL: there is none of now, and @error says why
 */
typedef void (*GxBackupFunc) (const char *path, const GError *error, gpointer user_data);

GxBackupKeeper *gx_backup_keeper_new (const char *path, GxBackupFunc func, gpointer user_data);

/** gx_backup_keeper_wake: keeps one now ("hour"), where something has changed. */
void gx_backup_keeper_wake (GxBackupKeeper *self);

/**
 * gx_backup_keeper_stop: (transfer full): ends what is under way; waits for no drive longer than some
 * seconds. @func is not called any more.
 */
void gx_backup_keeper_stop (GxBackupKeeper *self);

/** gx_backup_keeper_copy_away: the newest copy to the second place, waiting for it some seconds only: the
 * program ends. What was not ready then goes there the next time. */
void gx_backup_keeper_copy_away (const char *path);

G_END_DECLS
