/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-export.h"
#include "store/gx-book.h"

G_BEGIN_DECLS

/**
 * gx_export_work_async: writes a file beside everything else that the book does; only the note of it waits for its
 * turn to write. It is cancelled by the progress of @export, which is the work's until @done was called.
 */
void gx_export_work_async (GxBook *book, GxExport *export, GAsyncReadyCallback done, gpointer user_data);

/** gx_export_work_finish: FALSE with @error: there is no file, or the one that was there before. */
gboolean gx_export_work_finish (GxBook *book, GAsyncResult *result, GError **error);

G_END_DECLS
