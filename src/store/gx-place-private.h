/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-place.h"

G_BEGIN_DECLS

/* gx-place-mount.c: the list of mounts; nothing here asks a drive */

/** _gx_place_find_below: (transfer full): where the bytes of @path lie: an encrypted or bound folder's are in
 * another one, which its mount names. */
char *_gx_place_find_below (const char *path, const char *mountinfo);

/** _gx_place_of_mount: of the mount that @path lies on; FALSE: it is on none that is listed. */
gboolean _gx_place_of_mount (const char *path, const char *mountinfo, GxPlace *place, char **what);

/* gx-place-sync.c: TRUE and (transfer full) @what: "Syncthing"; looks at the folder and those above it */
gboolean _gx_place_is_synced (const char *folder, char **what);

void _gx_place_tell (char **what, const char *text);

G_END_DECLS
