/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-printer-private.h"

/*
 * A list of objects is a table: a column a key, in the order of their first appearance. Widths are those
 * of the first rows; later rows flow. What is nested in a cell is shown as JSON.
 */

#define ROWS_MEASURED 500
#define WIDEST 48
#define GAP "  "

typedef struct {
  char *text;
  gboolean is_number;
} Cell;

typedef struct {
  char *key;
  int width;
} Column;

typedef struct {
  GxPrinter parent;
  gboolean is_list;
  GPtrArray *columns;     /* of Column */
  GPtrArray *rows;        /* of GPtrArray of Cell, by column */
  GPtrArray *row;         /* being filled */
  guint column;           /* of the next value */
  gboolean is_measured;
  GxJsonText nested;
} TablePrinter;

static void
free_cell (gpointer data)
{
  Cell *cell = data;

  if (cell == NULL)
    return;
  g_free (cell->text);
  g_free (cell);
}

static void
free_column (gpointer data)
{
  g_free (((Column *) data)->key);
  g_free (data);
}

/* How many places of a terminal a text takes: Chinese characters take two. */
static int
measure (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iswide (c) ? 2 : g_unichar_iszerowidth (c) ? 0 : 1;
    }
  return width;
}

static void
print_cell (FILE *stream, const char *text, int width, gboolean is_right, gboolean is_last)
{
  int blanks = MAX (width - measure (text), 0);

  if (is_right)
    fprintf (stream, "%*s%s", blanks, "", text);
  else if (is_last)
    fputs (text, stream);
  else
    fprintf (stream, "%s%*s", text, blanks, "");
}

static void
print_row (TablePrinter *self, GPtrArray *row)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (self->columns, i);
      const Cell *cell = i < row->len ? g_ptr_array_index (row, i) : NULL;

      if (i > 0)
        fputs (GAP, self->parent.stream);
      print_cell (self->parent.stream, cell != NULL ? cell->text : "", column->width,
                  cell != NULL && cell->is_number, i + 1 == self->columns->len);
    }
  fputc ('\n', self->parent.stream);
}

static void
measure_and_print_rows (TablePrinter *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      column->width = measure (column->key);
      for (guint r = 0; r < self->rows->len; r++)
        {
          GPtrArray *row = g_ptr_array_index (self->rows, r);
          const Cell *cell = i < row->len ? g_ptr_array_index (row, i) : NULL;

          if (cell != NULL)
            column->width = MAX (column->width, MIN (measure (cell->text), WIDEST));
        }
      if (i > 0)
        fputs (GAP, self->parent.stream);
      print_cell (self->parent.stream, column->key, column->width, FALSE, i + 1 == self->columns->len);
    }
  if (self->columns->len > 0)
    fputc ('\n', self->parent.stream);
  for (guint r = 0; r < self->rows->len; r++)
    print_row (self, g_ptr_array_index (self->rows, r));
  g_ptr_array_set_size (self->rows, 0);
  self->is_measured = TRUE;
}

/* One object: a line a value. */
static void
print_object (TablePrinter *self)
{
  int width = 0;

  for (guint i = 0; i < self->columns->len; i++)
    width = MAX (width, measure (((Column *) g_ptr_array_index (self->columns, i))->key));
  for (guint i = 0; i < self->row->len; i++)
    {
      const Column *column = g_ptr_array_index (self->columns, i);
      const Cell *cell = g_ptr_array_index (self->row, i);

      print_cell (self->parent.stream, column->key, width, FALSE, FALSE);
      fprintf (self->parent.stream, "%s%s\n", GAP, cell != NULL ? cell->text : "");
    }
}

static void
end_row (TablePrinter *self)
{
  GPtrArray *row = g_steal_pointer (&self->row);

  if (self->is_measured)
    {
      print_row (self, row);
      g_ptr_array_unref (row);
      return;
    }
  g_ptr_array_add (self->rows, row);
  if (self->rows->len == ROWS_MEASURED)
    measure_and_print_rows (self);
}

static guint
find_column (TablePrinter *self, const char *key)
{
  Column *column = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (((Column *) g_ptr_array_index (self->columns, i))->key, key))
      return i;
  column = g_new0 (Column, 1);
  column->key = g_strdup (key);
  g_ptr_array_add (self->columns, column);
  return self->columns->len - 1;
}

static void
set_cell (TablePrinter *self, const char *text, gboolean is_number)
{
  Cell *cell = g_new0 (Cell, 1);

  cell->text = g_strdelimit (g_strdup (text), "\n\r\t", ' ');
  cell->is_number = is_number;
  if (self->row->len <= self->column)
    g_ptr_array_set_size (self->row, (int) self->column + 1);
  free_cell (g_ptr_array_index (self->row, self->column));
  g_ptr_array_index (self->row, self->column) = cell;
}

/* The depth of values that are cells. */
static int
cell_depth (TablePrinter *self)
{
  return self->is_list ? 2 : 1;
}

static void
open_bracket (GxPrinter *printer, char bracket)
{
  TablePrinter *self = (TablePrinter *) printer;

  if (printer->depth == 0)
    self->is_list = bracket == '[';
  if (printer->depth >= cell_depth (self))
    gx_json_text_open (&self->nested, bracket);
  else if (bracket == '{')
    self->row = g_ptr_array_new_with_free_func (free_cell);
}

static void
close_bracket (GxPrinter *printer, char bracket)
{
  TablePrinter *self = (TablePrinter *) printer;

  if (printer->depth >= cell_depth (self))
    {
      gx_json_text_close (&self->nested, bracket);
      if (printer->depth == cell_depth (self))
        {
          gboolean is_empty = self->nested.text->len == 2;

          set_cell (self, is_empty ? "" : self->nested.text->str, FALSE);
          g_string_truncate (self->nested.text, 0);
          self->nested.has_items = 0;
        }
    }
  else if (bracket == '}' && self->is_list)
    end_row (self);
  else if (bracket == '}')
    print_object (self);
  else if (!self->is_measured)
    measure_and_print_rows (self);
}

static void
write_key (GxPrinter *printer, const char *key)
{
  TablePrinter *self = (TablePrinter *) printer;

  if (printer->depth > cell_depth (self))
    gx_json_text_key (&self->nested, key);
  else
    self->column = find_column (self, key);
}

static void
write_value (GxPrinter *printer, const char *json, const char *plain, gboolean is_number)
{
  TablePrinter *self = (TablePrinter *) printer;

  if (printer->depth > cell_depth (self))
    gx_json_text_value (&self->nested, json);
  else
    set_cell (self, plain, is_number);
}

static void
free_printer (GxPrinter *printer)
{
  TablePrinter *self = (TablePrinter *) printer;

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->row, g_ptr_array_unref);
  g_string_free (self->nested.text, TRUE);
  g_free (self);
}

static const GxPrinterClass table_class = { open_bracket, close_bracket, write_key, write_value,
                                            free_printer };

GxPrinter *
gx_printer_table_new (FILE *stream)
{
  TablePrinter *self = g_new0 (TablePrinter, 1);

  self->parent.klass = &table_class;
  self->parent.stream = stream;
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->nested.text = g_string_new (NULL);
  return &self->parent;
}
