/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * A file system that forgets what was not synced: a shim over SQLite's own. Writes reach the real file at
 * once, but what would be left after the power goes is kept beside it: the state of the last sync, plus any
 * part of the writes since, each whole, torn at a sector, or lost.
 */
void loss_vfs_install (void);                 /* becomes the default */

/** loss_vfs_forget: about all files; none may be open. */
void loss_vfs_forget (void);

/** loss_vfs_arm: at the @calls-th write or sync from now, the picture after a power loss is taken. */
void loss_vfs_arm (guint calls, guint32 seed);
gboolean loss_vfs_has_fired (void);

/**
 * loss_vfs_refuse: the @calls-th write, cut or sync from now, and every one after it, fails with @rc
 * (SQLITE_FULL, SQLITE_IOERR_WRITE); 0: nothing fails any more.
 */
void loss_vfs_refuse (guint calls, int rc);
gboolean loss_vfs_has_refused (void);

/** loss_vfs_develop: writes the picture of each file into @folder, under its base name. */
void loss_vfs_develop (const char *folder);
