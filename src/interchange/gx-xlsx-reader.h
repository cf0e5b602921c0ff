/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-table.h"

G_BEGIN_DECLS

/**
 * GxXlsxReader: rows of the worksheets of an .xlsx or .xlsm workbook, unpacked and parsed as they are asked
 * for. Only the shared strings are held. A formula is its last value; a number with a date's format is the
 * day it shows.
 */
#define GX_TYPE_XLSX_READER (gx_xlsx_reader_get_type ())
G_DECLARE_FINAL_TYPE (GxXlsxReader, gx_xlsx_reader, GX, XLSX_READER, GxTable)

/** gx_xlsx_reader_open: @leaves_hidden: rows and columns that nobody sees are passed over, not told. */
GxTable *gx_xlsx_reader_open (const char *path, gboolean leaves_hidden, GError **error);

G_END_DECLS
