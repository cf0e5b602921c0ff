/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-progress.h"
#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * The names of a team's files: what is there can be seen from a list alone.
 *
 *   <site>.<first>-<last>.seg      steps of a site; .2.seg, .3.seg …: the same ones once more
 *   <site>.<number>.ack            what a site has (gx-team-ack.h); the highest number counts
 *   <site>.<number>.snap           a site's whole book, packed
 */
typedef enum { GX_TEAM_FILE_SEGMENT, GX_TEAM_FILE_ACK, GX_TEAM_FILE_SNAPSHOT } GxTeamFileKind;

typedef struct {
  GxTeamFileKind kind;
  GxId site;
  gint64 first, last;   /* of a segment; else both the number */
  int generation;       /* of a segment: from 1 */
} GxTeamFile;

gboolean gx_team_file_parse (GxTeamFile *self, const char *name);
char *gx_team_file_name (const GxTeamFile *self); /* transfer full */

/* -- Content -- */

/** gx_team_file_pack: @text, packed, into a new file at @path. */
gboolean gx_team_file_pack (const char *path, const char *text, GError **error);

/** gx_team_file_unpack: (transfer full): DAMAGED where it is no packed text of at most a megabyte. */
char *gx_team_file_unpack (const char *path, GError **error);

/**
 * gx_team_file_convert: all of one file through @converter into another, which is replaced. @progress:
 * (nullable): hears how much of the first is through.
 */
gboolean gx_team_file_convert (const char *from, const char *to, GConverter *converter, GxProgress *progress,
                               GCancellable *cancellable, GError **error);

G_END_DECLS
