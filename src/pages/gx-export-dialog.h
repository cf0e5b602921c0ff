/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-export.h"
#include "pages/gx-customers-page.h"
#include "pages/gx-export-columns.h"

G_BEGIN_DECLS

/**
 * GxExportDialog: takes customers, what they bought, what happened with them, or the whole book out as a file:
 * of what kind, with which columns. Nothing stands under the file's name before all of it is written; a
 * cancelled export leaves nothing.
 *
 * Property: "remembered", a string: which columns were taken last of what; set it before the dialog is shown,
 * keep it when it changes.
 *
 * Actions: export.save (asks for the file's name). Escape cancels what is under way, else closes.
 */
#define GX_TYPE_EXPORT_DIALOG (gx_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GxExportDialog, gx_export_dialog, GX, EXPORT_DIALOG, AdwWindow)

/**
 * gx_export_dialog_new:
 * @parent: (nullable)
 * @list: (nullable): whose columns are offered, and whose customers are taken where none are given: those it
 *   shows when the file is named, for it may still be reading
 * @customers: (nullable): these, in this order
 */
GxExportDialog *gx_export_dialog_new (GtkWindow *parent, GxBook *book, GxCustomersPage *list,
                                      GxIdList *customers);

/** gx_export_dialog_show_kind: what is taken out; the person may choose another. */
void gx_export_dialog_show_kind (GxExportDialog *self, GxExportKind kind);

/** gx_export_dialog_get_columns: which are chosen. */
GxExportColumns *gx_export_dialog_get_columns (GxExportDialog *self);

/**
 * gx_export_dialog_write: as if the person had chosen the file; @may_replace: and agreed that it is replaced.
 * An ending that says nothing is completed.
 */
void gx_export_dialog_write (GxExportDialog *self, const char *path, gboolean may_replace);

G_END_DECLS
