/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import-log.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** GxImportLine: a row of a rehearsal, read when it is looked at. */
#define GX_TYPE_IMPORT_LINE (gx_import_line_get_type ())
G_DECLARE_FINAL_TYPE (GxImportLine, gx_import_line, GX, IMPORT_LINE, GObject)

gint64 gx_import_line_get_row (GxImportLine *self);
GxImportOutcome gx_import_line_get_outcome (GxImportLine *self);

/**
 * gx_import_line_get_title: (transfer full): whom or what it is about: the name that is in the book then, else
 * the cells.
 */
char *gx_import_line_get_title (GxImportLine *self);

/**
 * gx_import_line_get_story: (transfer full): Pango markup: why it was refused, whom it was taken for, each
 * value with what stood there, and what has to be said about it. "" where nothing is to be said.
 */
char *gx_import_line_get_story (GxImportLine *self);

/** gx_import_show_value: (transfer full): a stored word or day as people know it. */
char *gx_import_show_value (GxColumn column, const char *value);

/**
 * GxImportLines: a GListModel of GxImportLine: those rows of a rehearsal that a filter and words leave. However
 * many they are, only those looked at are made.
 */
#define GX_TYPE_IMPORT_LINES (gx_import_lines_get_type ())
G_DECLARE_FINAL_TYPE (GxImportLines, gx_import_lines, GX, IMPORT_LINES, GObject)

GxImportLines *gx_import_lines_new (void);

/** gx_import_lines_show: @log: (nullable); @show: as gx_import_log_find() takes it, like @words. */
void gx_import_lines_show (GxImportLines *self, GxImportLog *log, guint show, const char *words);

G_END_DECLS
