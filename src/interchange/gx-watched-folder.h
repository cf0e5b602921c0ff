/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import.h"

G_BEGIN_DECLS

/*
 * A folder whose files come into the book: each is rehearsed as files of its shape were read before, and
 * waits for a person, or comes in alone where that was wished and nothing is open. Files are only read: never
 * moved, changed or removed.
 *
 * Which folder it is and which of its files are done stands in the book's local state: it is of this
 * computer, is no step, and goes back with the rows where an older copy of the book is restored.
 */

/* As long a file must not have changed: it may be half copied. */
#define GX_WATCHED_STILL_US (2 * G_USEC_PER_SEC)

typedef enum {
  GX_WATCHED_FOUND,         /* not rehearsed yet */
  GX_WATCHED_WAITS,         /* rehearsed; a person says what becomes of it */
  GX_WATCHED_NOTHING_NEW,   /* the book says all of it already */
  GX_WATCHED_BROUGHT_IN,
} GxWatchedState;

/** GxWatchedFile: a file of the folder, as it stood when it was found. Belongs to one thread at a time. */
typedef struct {
  char *path;
  gint64 size, modified_us;
  char *hash;               /* of what it holds: SHA-256, hexadecimal */
  GxWatchedState state;
  GxImportPlan *plan;       /* (nullable): once rehearsed */
  GxImportReport *report;   /* (nullable): of the rehearsal, then of the run */
} GxWatchedFile;

void gx_watched_file_free (GxWatchedFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxWatchedFile, gx_watched_file_free)

/** gx_watched_file_is_known: whether it is read as one that a person has looked at, or needs no such. */
gboolean gx_watched_file_is_known (const GxWatchedFile *self);

/**
 * gx_watched_file_is_safe: whether nobody needs to be asked: its mapping is remembered, no row is refused and
 * none may be somebody who is there already.
 */
gboolean gx_watched_file_is_safe (const GxWatchedFile *self);

/** GxWatchedFolder: what was chosen and what was seen of the folder. Of any thread; one scan at a time. */
typedef struct _GxWatchedFolder GxWatchedFolder;

/** gx_watched_folder_read: (transfer full): as the book has it. */
GxWatchedFolder *gx_watched_folder_read (GxConnection *book, GError **error);
GxWatchedFolder *gx_watched_folder_ref (GxWatchedFolder *self);
void gx_watched_folder_unref (GxWatchedFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxWatchedFolder, gx_watched_folder_unref)

/** gx_watched_folder_choose: @path: (nullable): none is watched. Those read before stay as they were. */
gboolean gx_watched_folder_choose (GxConnection *book, const char *path, gboolean runs_alone, GError **error);

const char *gx_watched_folder_get_path (const GxWatchedFolder *self); /* (nullable): none is watched */
gboolean gx_watched_folder_runs_alone (const GxWatchedFolder *self);

/**
 * gx_watched_folder_scan: needs no book, so that a folder behind a dead network holds up nobody.
 * @now_us: of a clock that only goes forward
 * @is_settling: (out): whether there are files that have not stood still for GX_WATCHED_STILL_US: come again
 *
 * Returns: (transfer full) (element-type GxWatchedFile): those that may be read and are not done, by name. One
 * that was told is told again only when it has changed. NULL where the folder cannot be read.
 */
GPtrArray *gx_watched_folder_scan (GxWatchedFolder *self, gint64 now_us, gboolean *is_settling,
                                   GCancellable *cancellable, GError **error);

/**
 * gx_watched_folder_rehearse: with the mapping that is remembered for files of this shape; runs it where it may
 * run alone. What that came to is @file's state. Errors as of gx_import_plan_look() and gx_import_rehearse().
 */
gboolean gx_watched_folder_rehearse (GxWatchedFolder *self, GxConnection *book, const GxActor *actor,
                                     GxWatchedFile *file, GCancellable *cancellable, GError **error);

/**
 * gx_watched_folder_bring_in: after the rehearsal: one step. Errors also: BUSY where the file is no longer
 * the one that was rehearsed.
 */
gboolean gx_watched_folder_bring_in (GxWatchedFolder *self, GxConnection *book, const GxActor *actor,
                                     GxWatchedFile *file, GCancellable *cancellable, GError **error);

/** gx_watched_folder_note_done: @file is not told again while it stays what it is. */
gboolean gx_watched_folder_note_done (GxWatchedFolder *self, GxConnection *book, const GxWatchedFile *file,
                                      GError **error);

G_END_DECLS
