/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxImportDialog: brings a file into a book: which file, what its columns mean, a rehearsal that writes
 * nothing, the run, and what it did. What the file leaves open is asked, never guessed. Until the run ends
 * nothing is written, and undo takes all of it back.
 *
 * Actions: import.choose-file, import.back (Esc), import.next, import.save-refused, import.undo,
 * import.show-customers, import.show-values (of a column). Undo and show-customers act on the window it belongs to.
 */
#define GX_TYPE_IMPORT_DIALOG (gx_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GxImportDialog, gx_import_dialog, GX, IMPORT_DIALOG, AdwWindow)

/** gx_import_dialog_new: @parent: (nullable) */
GxImportDialog *gx_import_dialog_new (GtkWindow *parent, GxBook *book);

/** gx_import_dialog_open: as if the person had chosen the file at @path. */
void gx_import_dialog_open (GxImportDialog *self, const char *path);

/** gx_import_dialog_open_text: the same of a table that was pasted. */
void gx_import_dialog_open_text (GxImportDialog *self, const char *text);

/** gx_import_dialog_is_table: whether a text has rows and columns, as a spreadsheet copies them. */
gboolean gx_import_dialog_is_table (const char *text);

/**
 * gx_import_dialog_get_page: "file", "question", "columns", "values", "progress", "report", "decide", "result".
 */
const char *gx_import_dialog_get_page (GxImportDialog *self);

G_END_DECLS
