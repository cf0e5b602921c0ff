/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-inserter.h"

#include <string.h>

#include "store/gx-connection-private.h"

static const guint sizes[] = { 32, 8, 1 }; /* rows at a time */
#define MOST_ROWS 32

typedef struct {
  char type;               /* n null, i number, t text, b bytes */
  gint64 number;           /* or where the text begins */
  int length;
} Cell;

struct _GxInserter {
  GxConnection *book;
  char *head, *tail;
  GxStatement *statements[G_N_ELEMENTS (sizes)]; /* borrowed from the connection's cache; NULL until needed */
  char *bound[G_N_ELEMENTS (sizes)];             /* the types of what is bound to each */
  guint n_columns;
  Cell *cells;             /* MOST_ROWS of n_columns each */
  guint n_rows;            /* that wait */
  GString *texts;
};

#define INTO "insert into "

/* A step whose rows are refused is rolled back as a whole: that the statement could be, too, would cost a
   copy of every page it writes to. */
static void
prepare_rows (GxInserter *self, guint size)
{
  gboolean is_plain = g_str_has_prefix (self->head, INTO);
  g_autoptr (GString) sql = g_string_new (is_plain ? "insert or fail into " : self->head);

  g_string_append_printf (sql, "%s values ", is_plain ? self->head + strlen (INTO) : "");
  for (guint row = 0; row < sizes[size]; row++)
    {
      g_string_append (sql, row > 0 ? ", (?" : "(?");
      for (guint column = 1; column < self->n_columns; column++)
        g_string_append (sql, ", ?");
      g_string_append_c (sql, ')');
    }
  g_string_append_printf (sql, " %s", self->tail != NULL ? self->tail : "");
  self->statements[size] = gx_connection_query (self->book, sql->str, NULL);
  self->bound[size] = g_strnfill ((gsize) sizes[size] * self->n_columns, 'n');
}

GxInserter *
gx_inserter_new (GxConnection *book, const char *head, guint n_columns, const char *tail)
{
  GxInserter *self = g_new0 (GxInserter, 1);

  g_return_val_if_fail (GX_IS_CONNECTION (book) && n_columns > 0, NULL);

  self->book = book;
  self->head = g_strdup (head);
  self->tail = g_strdup (tail);
  self->n_columns = n_columns;
  self->cells = g_new (Cell, (gsize) MOST_ROWS * n_columns);
  self->texts = g_string_new (NULL);
  return self;
}

void
gx_inserter_free (GxInserter *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gx_statement_free (self->statements[i]);
      g_free (self->bound[i]);
    }
  g_free (self->head);
  g_free (self->tail);
  g_string_free (self->texts, TRUE);
  g_free (self->cells);
  g_free (self);
}

static Cell
keep_text (GxInserter *self, const char *text, gboolean empty_is_null)
{
  Cell cell = { 't', (gint64) self->texts->len, 0 };

  if (text == NULL || (empty_is_null && *text == '\0'))
    return (Cell) { 'n', 0, 0 };
  cell.length = (int) strlen (text);
  g_string_append_len (self->texts, text, cell.length);
  return cell;
}

static Cell
keep_bytes (GxInserter *self, const void *bytes, int length)
{
  Cell cell = { 'b', (gint64) self->texts->len, length };

  g_string_append_len (self->texts, bytes, length);
  return cell;
}

static Cell
keep_number (gint64 number, gint64 none)
{
  return number == none ? (Cell) { 'n', 0, 0 } : (Cell) { 'i', number, 0 };
}

static Cell
read_cell (GxInserter *self, char type, va_list *args)
{
  const void *bytes;

  switch (type)
    {
    case 'b':
      bytes = va_arg (*args, const void *);
      return keep_bytes (self, bytes, va_arg (*args, int));
    case 'i':
      return (Cell) { 'i', va_arg (*args, gint64), 0 };
    case 'I':
      return keep_number (va_arg (*args, gint64), 0);
    case 'd':
      return keep_number (va_arg (*args, int), GX_NO_DAY);
    case 't':
      return keep_text (self, va_arg (*args, const char *), FALSE);
    case 'T':
      return keep_text (self, va_arg (*args, const char *), TRUE);
    case 'n':
      return (Cell) { 'n', 0, 0 };
    default:
      g_assert_not_reached ();
    }
}

static void
bind_cell (GxInserter *self, sqlite3_stmt *stmt, int index, const Cell *cell)
{
  const char *at = self->texts->str + cell->number;

  if (cell->type == 'i')
    sqlite3_bind_int64 (stmt, index, cell->number);
  else if (cell->type == 't')
    sqlite3_bind_text (stmt, index, at, cell->length, SQLITE_STATIC);
  else if (cell->type == 'b')
    sqlite3_bind_blob (stmt, index, at, cell->length, SQLITE_STATIC);
  else
    sqlite3_bind_null (stmt, index);
}

/* As many rows as the size says. Most cells of a wide table are empty, and were in the rows before. */
static gboolean
write_rows (GxInserter *self, guint size, const Cell *cells, GError **error)
{
  guint n = sizes[size] * self->n_columns;
  sqlite3_stmt *stmt;

  if (self->statements[size] == NULL)
    prepare_rows (self, size);
  stmt = _gx_statement_get (self->statements[size]);
  for (guint i = 0; stmt != NULL && i < n; i++)
    {
      if (cells[i].type != 'n' || self->bound[size][i] != 'n')
        bind_cell (self, stmt, (int) i + 1, &cells[i]);
      self->bound[size][i] = cells[i].type;
    }
  return gx_statement_run (self->statements[size], error);
}

gboolean
gx_inserter_flush (GxInserter *self, GError **error)
{
  gboolean ok = TRUE;
  guint row = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (; ok && self->n_rows - row >= sizes[i]; row += sizes[i])
      ok = write_rows (self, i, self->cells + (gsize) row * self->n_columns, error);
  self->n_rows = 0;
  g_string_truncate (self->texts, 0);
  return ok;
}

gboolean
gx_inserter_add_va (GxInserter *self, GError **error, const char *types, va_list *args)
{
  Cell *cells = self->cells + (gsize) self->n_rows * self->n_columns;

  g_return_val_if_fail (strlen (types) == self->n_columns, FALSE);

  for (guint i = 0; i < self->n_columns; i++)
    cells[i] = read_cell (self, types[i], args);
  return ++self->n_rows < MOST_ROWS || gx_inserter_flush (self, error);
}

gboolean
gx_inserter_add (GxInserter *self, GError **error, const char *types, ...)
{
  gboolean ok;
  va_list args;

  va_start (args, types);
  ok = gx_inserter_add_va (self, error, types, &args);
  va_end (args);
  return ok;
}
