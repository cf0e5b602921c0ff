/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-backup.h"

G_BEGIN_DECLS

/* How far a copy is, is told in pages: each counts once as it is copied, and twice as it is proven. */
#define GX_BACKUP_ROUNDS 3

/* Where the journal stands, as SQL. */
#define GX_BACKUP_HEAD "select coalesce (max (hlc), 0) || ':' || count (*) from journal_tx"

/** _gx_backup_fail: sets what SQLite's @rc means for a copy. FALSE, always. */
gboolean _gx_backup_fail (int rc, GError **error);

/**
 * _gx_backup_prove: the copy at @path is made one file, whole by itself, and is opened and read before it
 * counts.
 * @expected: its head (gx_backup_head())
 * @book: what was copied: who listens to it hears how far the reading is
 */
gboolean _gx_backup_prove (const char *path, const char *expected, GxConnection *book,
                           GCancellable *cancellable, GError **error);

G_END_DECLS
