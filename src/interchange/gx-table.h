/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxTable:
 *
 * A file read as sheets of rows of cells, one row at a time: memory stays flat however long the file is. What
 * a cell means is nobody's business here. A new kind of file is one more subclass.
 *
 *   g_autoptr (GxTable) table = gx_table_open (path, NULL, error);
 *   if (table == NULL || !gx_table_start (table, 0, error))
 *     return FALSE;
 *   while (gx_table_next (table, &row, &local_error))
 *     use (row.cells[0].text);
 */
#define GX_TYPE_TABLE (gx_table_get_type ())
G_DECLARE_DERIVABLE_TYPE (GxTable, gx_table, GX, TABLE, GObject)

typedef enum {
  GX_CELL_EMPTY,
  GX_CELL_TEXT,     /* every cell of a text file that is not empty */
  GX_CELL_NUMBER,   /* text: plain decimal, shortest that is exactly the stored number */
  GX_CELL_DAY,      /* text: "2026-11-21" */
  GX_CELL_INSTANT,  /* text: "2026-11-21 08:26" or "2026-11-21 08:26:30", a wall clock's time */
  GX_CELL_BOOLEAN,  /* text: "TRUE", "FALSE" */
  GX_CELL_ERROR,    /* text: "#N/A" … */
} GxCellType;

/** gx_cell_type_name: the stable word: "empty", "text", "number", "day", "instant", "boolean", "error". */
const char *gx_cell_type_name (GxCellType type);

/** GxCell: text and raw stay valid until the next row is asked for. */
typedef struct {
  const char *text;  /* UTF-8, NUL-terminated; "" where empty */
  /* as the file holds it, where that differs (a day's serial number); else the same as text */
  const char *raw;
  guint length;      /* bytes of text */
  GxCellType type;
} GxCell;

typedef struct {
  gint64 number;     /* counted from 1 as a spreadsheet shows it; empty rows are counted and left out */
  guint n_cells;
  const GxCell *cells;
  const char *trouble;  /* (nullable): a sentence: why the row cannot be relied on; the next ones can */
} GxRow;

/** gx_row_text: the text of column @column, "" beyond the row's end. */
static inline const char *
gx_row_text (const GxRow *row, guint column)
{
  return column < row->n_cells ? row->cells[column].text : "";
}

/** GxSheet: what a workbook says of one of its sheets. */
typedef struct {
  const char *name;  /* "" for a text file */
  gboolean is_hidden;
} GxSheet;

/** Limits against hostile files. */
#define GX_TABLE_MAX_CELL (1 << 20)   /* bytes */
#define GX_TABLE_MAX_COLUMNS 16384

#define GX_DELIMITER_SNIFF 0
#define GX_DELIMITER_SPACES ' '       /* runs of blanks, for files padded with them */

/** GxTableOptions: what the file cannot say of itself. All zero: find out. */
typedef struct {
  /* "utf-8", "gb18030" …; NULL: as gx_encoding_guess() finds, if it is sure */
  const char *encoding;
  char delimiter;
  gboolean leave_hidden;   /* rows and columns that a spreadsheet program does not show are passed over */
} GxTableOptions;

/** GxNotice: something about a file as a whole that none of its rows shows. */
typedef struct {
  const char *code;  /* static, stable: "photos", "properties", "hidden-rows", "hidden-columns", "totals", "new-field" */
  gint64 count;
  char *text;        /* a sentence */
} GxNotice;

/** gx_notices_new, gx_notices_add: of GxNotice; @text (transfer full). */
GPtrArray *gx_notices_new (void);
void gx_notices_add (GPtrArray *notices, const char *code, gint64 count, char *text);

/** gx_notices_join: (transfer full): "4, 7, 9 …" for a sentence. @numbers: of gint64: the first of @count. */
char *gx_notices_join (const GArray *numbers, gint64 count);
#define GX_NOTICE_MAX_NUMBERS 20

/**
 * gx_delimiter_parse: reads an option's word: one character, "tab", "comma", "semicolon", "pipe" or "spaces".
 */
gboolean gx_delimiter_parse (const char *word, char *delimiter);

/**
 * gx_table_open:
 * @options: (nullable)
 *
 * Opens a file by what it holds, not by its ending. Errors: NOT_FOUND, INVALID (locked with a password,
 * damaged, an old .xls …), AMBIGUOUS (a text file that could be written in several ways, see
 * gx_encoding_guess(): the message shows a line in each and names --encoding).
 */
GxTable *gx_table_open (const char *path, const GxTableOptions *options, GError **error);

/**
 * gx_table_open_text:
 * @text: UTF-8, copied
 *
 * What was pasted: rows as a spreadsheet puts them on the clipboard (tabs; quotes around cells with line
 * ends), CSV, or columns parted by blanks. Errors name it as “pasted text”; INVALID where it holds no row.
 */
GxTable *gx_table_open_text (const char *text, GError **error);

guint gx_table_n_sheets (GxTable *self);
const GxSheet *gx_table_get_sheet (GxTable *self, guint index);

/** gx_table_find_sheet: by name (folded); or by position from 1. FALSE with NOT_FOUND, naming the sheets. */
gboolean gx_table_find_sheet (GxTable *self, const char *name, guint *index, GError **error);

/**
 * gx_table_choose_sheet: the one visible sheet that has rows. Where there are several: AMBIGUOUS, naming them
 * and --sheet.
 */
gboolean gx_table_choose_sheet (GxTable *self, guint *index, GError **error);

/** gx_table_has_rows: whether there is anything on a sheet. */
gboolean gx_table_has_rows (GxTable *self, guint sheet, gboolean *has, GError **error);

/** gx_table_start: (re)starts before the first row of a sheet. */
gboolean gx_table_start (GxTable *self, guint sheet, GError **error);

/** gx_table_next: FALSE at the end (no error set) or on an error, which names the row. */
gboolean gx_table_next (GxTable *self, GxRow *row, GError **error);

/**
 * gx_table_list_notices: (transfer full) (element-type GxNotice): of the sheet started last, once its rows
 * were read to the end.
 */
GPtrArray *gx_table_list_notices (GxTable *self);

/** gx_table_get_delimiter: of a text file, else 0. */
char gx_table_get_delimiter (GxTable *self);
/** gx_table_get_encoding: of a text file ("UTF-8", "GB18030" …), else NULL. */
const char *gx_table_get_encoding (GxTable *self);

struct _GxTableClass {
  GObjectClass parent_class;

  gboolean (*start) (GxTable *self, guint sheet, GError **error);
  gboolean (*next) (GxTable *self, GxRow *row, GError **error);
  void (*list_notices) (GxTable *self, GPtrArray *notices);
  char (*get_delimiter) (GxTable *self);
  const char *(*get_encoding) (GxTable *self);
};

/** gx_table_column_name: (transfer full): as a spreadsheet has it: A … Z, AA … */
char *gx_table_column_name (guint column);

/**
 * gx_table_row_error, gx_table_cell_error: for subclasses: (transfer full): INVALID, naming file and place;
 * @why: a sentence, translated.
 */
GError *gx_table_row_error (const char *path, gint64 row, const char *why);
GError *gx_table_cell_error (const char *path, gint64 row, guint column, const char *why);

/** gx_table_add_sheet: for subclasses. */
void gx_table_add_sheet (GxTable *self, const char *name, gboolean is_hidden);

G_END_DECLS
