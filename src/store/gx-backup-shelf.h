/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/*
 * Where the copies of a book are kept: a folder of this computer, and the same in a second place where one is
 * chosen (gx-backup-settings.h). A copy is a whole book by itself, named by time and reason; only what was
 * opened and checked has such a name.
 */

#define GX_BACKUP_PART ".part"  /* ends the name of what is being written, behind the process's number */

/** GxBackupCopy: a kept copy. */
typedef struct {
  char *path;
  gint64 at;             /* Unix seconds */
  const char *reason;    /* interned: a key of "backup.reason" */
  gint64 size;           /* bytes */
  gint64 proven_at;      /* Unix seconds: when it was opened and checked */
  gboolean is_second;    /* lies only in the second place */
} GxBackupCopy;

void gx_backup_copy_free (GxBackupCopy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxBackupCopy, gx_backup_copy_free)

/**
 * gx_backup_keep: a checked copy of the book as it is now; where nothing has changed since the newest one,
 * that one. Older ones are thinned; the second place is not waited for.
 * @reason: a key of "backup.reason": "open", "hour", "close", "import" …
 * @path: (out) (optional) (transfer full)
 */
gboolean gx_backup_keep (GxConnection *book, const char *reason, char **path, GError **error);

/** gx_backup_keep_until: the same, ending early where @cancellable is cancelled. */
gboolean gx_backup_keep_until (GxConnection *book, const char *reason, GCancellable *cancellable,
                               char **path, GError **error);

/**
 * gx_backup_list: (transfer full) (element-type GxBackupCopy): the copies of the book at @path that are kept
 * on this computer, newest first.
 */
GPtrArray *gx_backup_list (const char *path);

/** gx_backup_list_all: those of the second place too. May wait for a slow drive. */
GPtrArray *gx_backup_list_all (const char *path);

/**
 * gx_backup_read_name: of a kept copy: when it was made, and why. FALSE: no such name.
 */
gboolean gx_backup_read_name (const char *path, gint64 *at, const char **reason);

/** gx_backup_folder: (transfer full): where the copies of the book at @path are kept on this computer. */
char *gx_backup_folder (const char *path);

/** gx_backup_tidy: what the limit has no more room for goes, in the second place too. May wait for it. */
void gx_backup_tidy (const char *path);

/* -- The second place -- */

/** GxBackupSecond: how it is about the second place. */
typedef struct {
  char *folder;          /* NULL: none is chosen */
  gint64 copied_at;      /* Unix seconds: when the newest copy was last there; 0 never */
  gint64 missing_since;  /* Unix seconds: since when it has not been there; 0 it is */
  char *said;            /* (nullable): why the last copying failed */
} GxBackupSecond;

void gx_backup_second_free (GxBackupSecond *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxBackupSecond, gx_backup_second_free)

/** gx_backup_second_read: (transfer full): as the last copying found it; nothing on the drive is asked. */
GxBackupSecond *gx_backup_second_read (const char *path);

/**
 * gx_backup_second_copy: the newest copy of the book at @path that is not in the second place is copied
 * there, read back and compared by its sum, and the rest is thinned. TRUE: it is there, or no second place is
 * chosen. A place that is not there is no error of anything else; it is remembered since when. May wait for a
 * slow drive: never call it on a thread somebody waits for.
 */
gboolean gx_backup_second_copy (const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
