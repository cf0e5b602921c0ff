/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <xlsxwriter.h>

G_BEGIN_DECLS

/** _gx_export_room: where a workbook's rows wait until they are packed: they can be many, so not in memory, as
 * /tmp may be, nor on a drive of the network. */
const char *_gx_export_room (void);

/**
 * _gx_export_close_workbook: (transfer full workbook): of one sheet, made with constant_memory in that room.
 * FALSE where there was no room for it. @path: whose name is told.
 */
gboolean _gx_export_close_workbook (lxw_workbook *workbook, lxw_worksheet *sheet, const char *path,
                                    GError **error);

G_END_DECLS
