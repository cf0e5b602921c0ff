/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

#define GX_TEAM_BOOK_SUFFIX ".guanxi-team"
#define GX_TEAM_FORMAT 1 /* of the team book, and of the files in its folder */

/**
 * GxTeamBook: the small file people open, "Sales.guanxi-team": which team this is. It is written once; what
 * the team shares lies beside it in the folder "Sales.guanxi-team-files".
 */
typedef struct {
  GxId id;
  char *name;    /* as people call the team's book */
  char *folder;  /* path of the folder beside it */
} GxTeamBook;

void gx_team_book_free (GxTeamBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxTeamBook, gx_team_book_free)

char *gx_team_book_folder (const char *path); /* transfer full: beside the team book at @path */

/**
 * gx_team_book_create: makes the file and its folder. Errors: EXISTS (either is there already), those of a
 * drive (gx-folder-transport.h).
 */
GxTeamBook *gx_team_book_create (const char *path, const char *name, GError **error);

/** gx_team_book_discard: takes back what was just made, with all that was published there since. */
void gx_team_book_discard (const GxTeamBook *self, const char *path);

/** gx_team_book_read: Errors: NOT_A_BOOK, NEWER (made by a newer program), those of a drive. */
GxTeamBook *gx_team_book_read (const char *path, GError **error);

G_END_DECLS
