/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxPlace: what a file's place means for a live book. What is not known to be local is remote.
 */
typedef enum {
  GX_PLACE_LOCAL,
  GX_PLACE_NETWORK_HOME, /* the person's own home folder, on NFS: one program at a time (gx-open.c) */
  GX_PLACE_REMOTE,       /* a network drive: NFS, SMB, sshfs, gvfs, rclone, WebDAV …, or nobody knows what */
  GX_PLACE_SYNC_FOLDER,  /* Nextcloud, Syncthing, Dropbox, 坚果云 … */
  GX_PLACE_READ_ONLY,    /* a read-only medium or folder */
} GxPlace;

/**
 * gx_place_of: by how it is named (a URI, a gvfs path), by /proc/self/mountinfo, by statfs(), by the marks
 * sync programs leave: each only where those before know of nothing remote.
 * @path: or a URI
 * @what: (out) (optional) (transfer full): "NFS", "Syncthing" …; NULL where there is nothing to name
 *
 * Follows links and looks at the folder, which takes as long as a drive that hangs does: never to be called
 * on the main thread. $GUANXI_MOUNTINFO names a file that is read instead of /proc/self/mountinfo: for tests.
 */
GxPlace gx_place_of (const char *path, char **what);

/** gx_place_of_mountinfo: what the names and the list of mounts alone say: asks no drive, and never waits. */
GxPlace gx_place_of_mountinfo (const char *path, const char *mountinfo, char **what);

/** gx_place_is_uri: not a path: "smb://server/share/Sales.guanxi", which GNOME Files shows without FUSE. */
gboolean gx_place_is_uri (const char *path);

/** gx_place_is_away: others may write there: a live book is never opened in such a place. */
gboolean gx_place_is_away (GxPlace place);

G_END_DECLS
