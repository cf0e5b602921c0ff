/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/** GxPlace: what kind of place a file lies in. Unknown means remote. */
typedef enum {
  GX_PLACE_LOCAL,
  GX_PLACE_REMOTE,      /* a network drive: NFS, SMB, sshfs, gvfs, rclone, WebDAV … */
  GX_PLACE_SYNC_FOLDER, /* Nextcloud, Syncthing, Dropbox, 坚果云 … */
  GX_PLACE_READ_ONLY,   /* a read-only medium or folder */
} GxPlace;

/**
 * gx_place_of: by gvfs path, /proc/self/mountinfo, statfs and the marks sync programs leave. @what: (out)
 * (optional) (transfer full): "NFS", "Syncthing" …
 */
GxPlace gx_place_of (const char *path, char **what);

/** gx_place_of_mountinfo: the same from a given mountinfo text, for tests. */
GxPlace gx_place_of_mountinfo (const char *path, const char *mountinfo, char **what);

G_END_DECLS
