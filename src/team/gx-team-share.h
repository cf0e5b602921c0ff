/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "team/gx-team-book.h"
#include "team/gx-team.h"

G_BEGIN_DECLS

/**
 * gx_team_share:
 * @path: of the team book to be made, "…/Sales.guanxi-team"
 *
 * Makes a team book and publishes a snapshot of @book, which stays where it is and is this computer's replica
 * from now on. Errors: EXISTS; HELD: the book is shared already; those of a drive.
 */
gboolean gx_team_share (GxConnection *book, const char *path, GCancellable *cancellable, GError **error);

/**
 * gx_team_join: (transfer full): path of this computer's replica of the team book at @path: the one there is,
 * without asking the drive; else a new one in the user's data folder, from the newest snapshot that can be
 * read. Errors: NOT_FOUND: there is none; those of a drive.
 */
char *gx_team_join (const char *path, GCancellable *cancellable, GError **error);

/** gx_team_get_path: (transfer full): of the team book that @book is a replica of; NULL: it is not shared. */
char *gx_team_get_path (GxConnection *book);

/** gx_team_open: (transfer full): the team of a shared book. Errors: NOT_FOUND: it is not shared. */
GxTeam *gx_team_open (GxConnection *book, GError **error);

G_END_DECLS
