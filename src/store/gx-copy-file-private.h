/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/*
 * The file that a copy of a book is written into. SQLite writes it page by page, from the first to the last;
 * to the system each write costs more than its 4 kB. So what follows on itself is gathered, and goes out in
 * larger pieces; everything else is the file's own way (sqlite.org/vfs.html: a shim).
 */

/** _gx_copy_file_vfs: for sqlite3_open_v2(), with one connection and no journal. NULL, which is any file: no memory. */
const char *_gx_copy_file_vfs (void);

/** _gx_copy_file_settle: writes what is still gathered. Returns: SQLite's result */
int _gx_copy_file_settle (sqlite3 *copy);

G_END_DECLS
