/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * Cells: what one step did to one row, as the journal keeps it: JSON by column name.
 *   update  {"name":["old","new"], …}   only changed columns
 *   insert  {"name":["new"], …}         the columns that are not null
 *   redacted {"name":[]}
 * Integer, text and null as JSON; a REAL has 17 digits and always a point or an exponent; a BLOB is
 * {"x":"hex"}. One value has one spelling, so values are compared as text.
 */

/** _gx_cell_spell: (transfer full): a value as cells spell it. */
char *_gx_cell_spell (sqlite3_value *value);

/* Writing: begin with g_string_new ("{"), append cells, end with _gx_cells_end(). @old_json: NULL for an
   insert; a cell that is as it was is not appended. */
void _gx_cells_append (GString *cells, const char *column, const char *old_json, sqlite3_value *new_value);
/* as spelt already; also a cell that is as it was */
void _gx_cells_append_json (GString *cells, const char *column, const char *old_json, const char *new_json);
void _gx_cells_end (GString *cells);

/**
 * GxCellReader: walks over the cells of a row. The slices point into the text given and are not
 * nul-terminated.
 */
typedef struct {
  const char *at;
  const char *column;   gsize column_length;
  const char *old_json; gsize old_length;   /* NULL where the cell has no old value (insert) */
  const char *new_json; gsize new_length;   /* NULL where redacted */
} GxCellReader;

void _gx_cell_reader_init (GxCellReader *self, const char *cells);
gboolean _gx_cell_reader_next (GxCellReader *self);

/**
 * _gx_cells_are_sound: whether @cells are spelt as this page says and name columns as tables do: what comes
 * from outside is read and put into statements only then.
 */
gboolean _gx_cells_are_sound (const char *cells);

/** _gx_cell_bind: binds a value as spelt in cells. */
void _gx_cell_bind (sqlite3_stmt *stmt, int index, const char *json);

/** _gx_cell_to_text: (transfer full) (nullable): the value for people to read; NULL for null. */
char *_gx_cell_to_text (const char *json);

G_END_DECLS
