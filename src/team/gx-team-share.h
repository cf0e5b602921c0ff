/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-progress.h"
#include "team/gx-team-book.h"
#include "team/gx-team.h"

G_BEGIN_DECLS

/*
 * Each computer has its own whole book, the replica; it knows its team, and the computer finds it by the
 * team book. A replica that is moved stays one; a copy of it, or a backup restored elsewhere, is a book of
 * its own.
 *
 * @progress: (nullable): of what takes long; cancelling it leaves nothing behind, and that is the error
 * G_IO_ERROR_CANCELLED or CANCELLED. Who waits for a drive that hangs had better not wait: the thread cleans
 * up when the drive answers.
 */

/**
 * gx_team_share:
 * @path: of the team book to be made, "…/Sales.guanxi-team"
 *
 * Makes a team book and publishes a snapshot of @book, which stays where it is and is this computer's replica
 * from now on. Where that fails, what was made is removed. Errors: EXISTS; HELD: the book is shared already;
 * those of a drive.
 */
gboolean gx_team_share (GxConnection *book, const char *path, GxProgress *progress, GError **error);

/**
 * gx_team_share_copy: (transfer full): the same with a copy on this computer of the book at @plain, which may
 * lie on a drive and stays as it is: path of the copy.
 */
char *gx_team_share_copy (const char *plain, const char *path, GxProgress *progress, GError **error);

/**
 * gx_team_share_away: (transfer full): the same beside the plain book at @plain, under its name; where a team
 * book of that name is there already, that one is joined.
 */
char *gx_team_share_away (const char *plain, GxProgress *progress, GError **error);

/** gx_team_path_beside: (transfer full): of a team book in the folder of @plain, and called like it. */
char *gx_team_path_beside (const char *plain);

/**
 * gx_team_join: (transfer full): path of this computer's replica of the team book at @path: the one there is;
 * else a new one in the user's data folder, from the newest snapshot that can be read. Errors: NOT_FOUND:
 * there is none; those of a drive.
 */
char *gx_team_join (const char *path, GxProgress *progress, GError **error);

/**
 * gx_team_find_replica: (transfer full): of the team book that lay at @path when it was last opened there;
 * without asking the drive. NULL: none is known.
 */
char *gx_team_find_replica (const char *path);

/** gx_team_get_path: (transfer full): of the team book that @book is a replica of; NULL: it is not shared. */
char *gx_team_get_path (GxConnection *book);

/** gx_team_open: (transfer full): the team of a shared book. Errors: NOT_FOUND: it is not shared. */
GxTeam *gx_team_open (GxConnection *book, GError **error);

/**
 * gx_team_leave: makes @book one of its own, with all that has arrived; the team keeps what it got. Say goodbye
 * before.
 */
gboolean gx_team_leave (GxConnection *book, GError **error);

/**
 * gx_team_say_goodbye: a last round for the book at @replica: sends what waits and says that its program was
 * closed, or that this computer leaves.
 */
gboolean gx_team_say_goodbye (const char *replica, gboolean is_leaving, GCancellable *cancellable,
                              GError **error);

G_END_DECLS
