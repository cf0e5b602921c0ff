/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-progress.h"
#include "team/gx-transport.h"

G_BEGIN_DECLS

/**
 * GxFolderTransport:
 *
 * A folder on a drive that nobody locks, renames, overwrites or maps anything on. A file begins with one line
 * that says how to read it and what must follow,
 *
 *   guanxi-team 1 bytes=1234 sha256=<64 hex digits>; to read it: tail -n +2 FILE | gunzip
 *
 * so a reader never believes half a file, however the drive tears, pads or delays it. Files of other programs
 * are never touched.
 */
#define GX_TYPE_FOLDER_TRANSPORT (gx_folder_transport_get_type ())
G_DECLARE_FINAL_TYPE (GxFolderTransport, gx_folder_transport, GX, FOLDER_TRANSPORT, GObject)

/** gx_folder_transport_new: @path: of the folder, which need not be there yet. */
GxTransport *gx_folder_transport_new (const char *path);

/**
 * gx_folder_transport_set_progress: @progress: (nullable): from now on it is told how much of a file that is
 * published or fetched is through, in bytes.
 */
void gx_folder_transport_set_progress (GxTransport *self, GxProgress *progress);

/** gx_folder_transport_make: makes the folder itself, where there is none. */
gboolean gx_folder_transport_make (const char *path, GError **error);

/**
 * gx_drive_error: @error from the system's @number: what is wrong with a drive, in words, by what can be done
 * about it.
 */
void gx_drive_error (GError **error, int number);

G_END_DECLS
