/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store/gx-cells-private.h"
#include "store/gx-conflict-private.h"
#include "store/gx-fold-private.h"
#include "store/gx-projection-private.h"
#include "store/gx-step-private.h"

typedef struct {
  char *name;
  char *initial;           /* as spelt in cells: the declared default */
  gboolean is_required;
  gboolean says_whose;     /* whose row it is: nobody's is something else than not yet known */
  const GxTable *parent;   /* of a link */
} Column;

/* What the fold must know of a table. */
typedef struct {
  const GxTable *table;
  GArray *columns;         /* of Column, without the id */
  char *select, *insert;
} Shape;

/* A row on its way from the journal to the table. */
typedef struct {
  const Shape *shape;
  GxId row;
  gboolean is_there, is_born, is_contested;
  gboolean lacks_something;   /* of its image */
  char **now;                 /* per column, as spelt; what the table has */
  char **values;              /* and what it should have */
  GxId *missing;              /* per column: the parent that is not there; 0 for none */
  gboolean *is_written;
  GxId newest;                /* the last step that wrote it */
} Row;

typedef struct {
  int tbl;
  GxId row;
} Name;

struct _GxFold {
  GxConnection *book;
  GPtrArray *shapes;          /* of Shape, by number - 1; NULL until asked for */
  GArray *named;              /* of Name */
  GArray *woken;              /* of Name: their parent has come */
  GHashTable *retold;         /* steps whose rows came to be late */
  gboolean may_wait;          /* rows of the book wait */
  int changed;                /* rows */
};

/* -- Tables -- */

static void
clear_column (Column *column)
{
  g_free (column->name);
  g_free (column->initial);
}

static void
free_shape (Shape *shape)
{
  if (shape == NULL)
    return;
  g_array_unref (shape->columns);
  g_free (shape->select);
  g_free (shape->insert);
  g_free (shape);
}

static const GxTable *
find_parent (const GxTable *table, const char *column)
{
  for (int i = 0; i < _gx_links_count (); i++)
    if (_gx_link_at (i)->child == table && g_str_equal (_gx_link_at (i)->column, column))
      return _gx_link_at (i)->parent;
  return NULL;
}

static char *
spell_default (GxConnection *book, const char *sql)
{
  g_autofree char *select = g_strconcat ("select ", sql != NULL ? sql : "null", NULL);
  g_autoptr (GxStatement) query = gx_connection_query (book, select, NULL);

  return gx_statement_next (query) ? _gx_cell_spell (sqlite3_column_value (_gx_statement_get (query), 0))
                                   : g_strdup ("null");
}

static Shape *
read_shape (GxConnection *book, const GxTable *table)
{
  Shape *shape = g_new0 (Shape, 1);
  g_autoptr (GString) select = g_string_new ("select ");
  g_autoptr (GString) insert = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new ("?");
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select name, dflt_value, \"notnull\" from pragma_table_info (?) where name <> 'id' order by cid", "t",
    table->name);

  g_string_printf (insert, "insert into main.%s (id", table->name);
  shape->table = table;
  shape->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (shape->columns, (GDestroyNotify) clear_column);
  while (gx_statement_next (query))
    {
      const Column column = {
        .name = gx_statement_dup_text (query, 0),
        .initial = spell_default (book, gx_statement_text (query, 1)),
        .is_required = gx_statement_int (query, 2) != 0,
        .says_whose = g_str_equal (gx_statement_text (query, 0), "customer_id"),
        .parent = find_parent (table, gx_statement_text (query, 0)),
      };

      g_string_append_printf (select, "%s\"%s\"", shape->columns->len > 0 ? ", " : "", column.name);
      g_string_append_printf (insert, ", \"%s\"", column.name);
      g_string_append (marks, ", ?");
      g_array_append_val (shape->columns, column);
    }
  shape->select = g_strdup_printf ("%s from main.%s where id = ?", select->str, table->name);
  shape->insert = g_strdup_printf ("%s) values (%s)", insert->str, marks->str);
  return shape;
}

static const Shape *
shape_of (GxFold *self, const GxTable *table)
{
  Shape **shape = (Shape **) &g_ptr_array_index (self->shapes, table->number - 1);

  if (*shape == NULL)
    *shape = read_shape (self->book, table);
  return *shape;
}

static const Column *
column_at (const Shape *shape, guint index)
{
  return &g_array_index (shape->columns, Column, index);
}

/* -1 where the table has no such column. */
static int
find_column (const Shape *shape, const char *name, gsize length)
{
  for (guint i = 0; i < shape->columns->len; i++)
    {
      const char *known = column_at (shape, i)->name;

      if (strncmp (known, name, length) == 0 && known[length] == '\0')
        return (int) i;
    }
  return -1;
}

/* -- One row -- */

static void
row_init (Row *self, const Shape *shape, GxId row)
{
  guint n = shape->columns->len;

  *self = (Row) { .shape = shape, .row = row };
  self->now = g_new0 (char *, n);
  self->values = g_new0 (char *, n);
  self->missing = g_new0 (GxId, n);
  self->is_written = g_new0 (gboolean, n);
}

static void
row_clear (Row *self)
{
  for (guint i = 0; self->shape != NULL && i < self->shape->columns->len; i++)
    {
      g_free (self->now[i]);
      g_free (self->values[i]);
    }
  g_free (self->now);
  g_free (self->values);
  g_free (self->missing);
  g_free (self->is_written);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static gboolean
is_there (GxFold *self, const GxTable *table, GxId row)
{
  g_autofree char *sql = g_strdup_printf ("select 1 from main.%s where id = ?", table->name);

  return gx_connection_get_int64 (self->book, 0, NULL, sql, "i", row) != 0;
}

/* The row as the table has it, or as it would be without anybody's entry. */
static gboolean
read_now (GxFold *self, Row *row, GError **error)
{
  const Shape *shape = row->shape;
  g_autoptr (GxStatement) query = gx_connection_query (self->book, shape->select, "i", row->row);

  row->is_there = gx_statement_next (query);
  for (guint i = 0; i < shape->columns->len; i++)
    {
      row->now[i] = row->is_there
        ? _gx_cell_spell (sqlite3_column_value (_gx_statement_get (query), (int) i)) : NULL;
      row->values[i] = g_strdup (row->is_there ? row->now[i] : column_at (shape, i)->initial);
    }
  return gx_statement_finish (query, error);
}

static void
set_value (Row *row, int index, const char *json, gsize length)
{
  g_free (row->values[index]);
  row->values[index] = g_strndup (json, length);
  row->missing[index] = 0;
}

/* A link leads to a parent that is there, or stays as it was. */
static void
set_link (GxFold *self, Row *row, int index, const char *json, gsize length)
{
  GxId parent = g_ascii_strtoll (json, NULL, 10); /* null is 0 */

  if (parent == 0 || is_there (self, column_at (row->shape, index)->parent, parent))
    set_value (row, index, json, length);
  else
    row->missing[index] = parent;
}

static void
put_cell (GxFold *self, Row *row, const GxCellReader *cell)
{
  int index = find_column (row->shape, cell->column, cell->column_length);
  const Column *column;

  if (index < 0)
    row->lacks_something = TRUE;
  if (index < 0 || cell->new_json == NULL)
    return;
  column = column_at (row->shape, index);
  if (column->parent == NULL)
    {
      if (!column->is_required || strncmp (cell->new_json, "null", cell->new_length) != 0)
        set_value (row, index, cell->new_json, cell->new_length);
    }
  else
    {
      /* what lies beneath the first entry is the same everywhere; what the table has now is not */
      if (!row->is_written[index])
        set_value (row, index, "null", strlen ("null"));
      if (!row->is_written[index] && cell->old_json != NULL)
        set_link (self, row, index, cell->old_json, cell->old_length);
      set_link (self, row, index, cell->new_json, cell->new_length);
    }
  row->is_written[index] = TRUE;
}

static void
put_cells (GxFold *self, Row *row, const char *cells)
{
  GxCellReader reader;

  _gx_cell_reader_init (&reader, cells);
  while (_gx_cell_reader_next (&reader))
    put_cell (self, row, &reader);
}

/* The image of an imported row that could not be put into its table as it was. */
static void
put_image (GxFold *self, Row *row)
{
  g_autofree char *cells = gx_connection_get_text (self->book, NULL,
    "select cells from journal_image where tbl = ? and \"row\" = ?", "ii",
    (gint64) row->shape->table->number, row->row);

  if (cells == NULL)
    return;
  row->is_born = TRUE;
  put_cells (self, row, cells);
  memset (row->is_written, 0, row->shape->columns->len * sizeof *row->is_written);
}

/* Every entry of the row ?2 of the table ?1, the newest last. */
#define ENTRIES \
  "select t.hlc, t.site, t.id, r.op, r.cells" \
  " from journal_row r join journal_tx t on t.id = r.tx where r.tbl = ?1 and r.\"row\" = ?2" \
  " union all" \
  " select t.hlc, t.site, t.id, r.op, r.cells" \
  " from journal_range r join journal_tx t on t.id = r.tx" \
  " where r.tbl = ?1 and r.first <= ?2 and r.last >= ?2" \
  " order by 1, 2"

static gboolean
put_entries (GxFold *self, Row *row, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (self->book, ENTRIES, "ii",
                                                       (gint64) row->shape->table->number, row->row);
  GxId site = 0;

  while (gx_statement_next (query))
    {
      row->is_contested = row->is_contested || (site != 0 && site != gx_statement_int64 (query, 1));
      site = gx_statement_int64 (query, 1);
      row->newest = gx_statement_int64 (query, 2);
      row->is_born = row->is_born || gx_statement_text (query, 3)[0] == 'i';
      put_cells (self, row, gx_statement_text (query, 4));
    }
  return gx_statement_finish (query, error);
}

/* What the journal says of the row. */
static gboolean
read_row (GxFold *self, Row *row, const Shape *shape, GxId id, GError **error)
{
  row_init (row, shape, id);
  if (!read_now (self, row, error))
    return FALSE;
  put_image (self, row);
  return put_entries (self, row, error);
}

/* -- Into the table -- */

/* Whether the row has every parent it cannot do without. A purchase without a customer is one over the
   counter: one whose customer has not arrived yet must not pass for that. */
static gboolean
can_be (const Row *row)
{
  for (guint i = 0; i < row->shape->columns->len; i++)
    {
      const Column *column = column_at (row->shape, i);
      gboolean is_needed = column->is_required || (column->says_whose && row->missing[i] != 0);

      if (is_needed && g_str_equal (row->values[i], "null"))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_row (GxFold *self, const Row *row, GError **error)
{
  g_autoptr (GxStatement) insert = gx_connection_query (self->book, row->shape->insert, NULL);
  sqlite3_stmt *stmt = _gx_statement_get (insert);

  if (stmt != NULL)
    {
      sqlite3_bind_int64 (stmt, 1, row->row);
      for (guint i = 0; i < row->shape->columns->len; i++)
        _gx_cell_bind (stmt, (int) i + 2, row->values[i]);
    }
  return gx_statement_run (insert, error);
}

static gboolean
update_row (GxFold *self, const Row *row, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GxStatement) update = NULL;
  sqlite3_stmt *stmt;
  int n = 0;

  for (guint i = 0; i < row->shape->columns->len; i++)
    if (!g_str_equal (row->now[i], row->values[i]))
      g_string_append_printf (sql, "%s\"%s\" = ?", sql->len > 0 ? ", " : "", column_at (row->shape, i)->name);
  if (sql->len == 0)
    return TRUE;

  g_string_prepend (sql, " set ");
  g_string_prepend (sql, row->shape->table->name);
  g_string_prepend (sql, "update main.");
  g_string_append (sql, " where id = ?");
  update = gx_connection_query (self->book, sql->str, NULL);
  stmt = _gx_statement_get (update);
  for (guint i = 0; stmt != NULL && i < row->shape->columns->len; i++)
    if (!g_str_equal (row->now[i], row->values[i]))
      _gx_cell_bind (stmt, ++n, row->values[i]);
  if (stmt != NULL)
    sqlite3_bind_int64 (stmt, n + 1, row->row);
  return gx_statement_run (update, error);
}

/* -- Waiting -- */

/* For each parent that is not there; none where all are. */
static gboolean
note_waiting (GxFold *self, const Row *row, GError **error)
{
  gint64 number = row->shape->table->number;

  if (self->may_wait
      && !gx_connection_run (self->book, error, "delete from journal_waiting where tbl = ? and \"row\" = ?",
                             "ii", number, row->row))
    return FALSE;
  for (guint i = 0; i < row->shape->columns->len; i++)
    {
      const GxTable *parent = column_at (row->shape, i)->parent;

      if (row->missing[i] == 0)
        continue;
      self->may_wait = TRUE;
      if (!gx_connection_run (self->book, error, "insert or ignore into journal_waiting values (?, ?, ?, ?)",
                              "iiii", (gint64) parent->number, row->missing[i], number, row->row))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_whole (const Row *row)
{
  for (guint i = 0; i < row->shape->columns->len; i++)
    if (row->missing[i] != 0)
      return FALSE;
  return !row->lacks_something;
}

/* An image that has nothing more to give is not needed any longer. */
static gboolean
drop_image (GxFold *self, const Row *row, GError **error)
{
  return !self->may_wait || !row->is_there || !is_whole (row)
         || gx_connection_run (self->book, error, "delete from journal_image where tbl = ? and \"row\" = ?",
                               "ii", (gint64) row->shape->table->number, row->row);
}

/* Whoever waits for a row that has come to be is looked at again. */
static gboolean
wake_children (GxFold *self, const GxTable *table, GxId row, GError **error)
{
  g_autoptr (GxStatement) query = NULL;

  if (!self->may_wait)
    return TRUE;
  query = gx_connection_query (self->book,
    "select tbl, \"row\" from journal_waiting where parent_tbl = ? and parent_row = ?", "ii",
    (gint64) table->number, row);
  while (gx_statement_next (query))
    {
      const Name name = { gx_statement_int (query, 0), gx_statement_int64 (query, 1) };

      g_array_append_val (self->woken, name);
    }
  return gx_statement_finish (query, error);
}

/* Who follows the journal has passed the step by whose row comes to be only now. */
static gboolean
retell (GxFold *self, GxId step, GError **error)
{
  return step == 0 || !g_hash_table_add (self->retold, g_memdup2 (&step, sizeof step))
         || _gx_journal_note_order (self->book, step, error);
}

static gboolean
fold_row (GxFold *self, const GxTable *table, GxId id, gboolean is_woken, GError **error)
{
  g_auto (Row) row = { NULL };
  gboolean is_new;

  if (!read_row (self, &row, shape_of (self, table), id, error))
    return FALSE;
  if (!row.is_there && !row.is_born)
    return TRUE; /* its entries wait in the journal */
  is_new = !row.is_there && can_be (&row);
  row.is_there = row.is_there || is_new;
  self->changed++;
  return note_waiting (self, &row, error)
         && (!row.is_there || (is_new ? insert_row : update_row) (self, &row, error))
         && drop_image (self, &row, error)
         && (!is_new || wake_children (self, table, id, error))
         && (!is_woken || retell (self, row.newest, error))
         && (!row.is_contested || _gx_conflict_note (self->book, table, id, error));
}

/* -- All of them -- */

GxFold *
_gx_fold_new (GxConnection *book)
{
  GxFold *self = g_new0 (GxFold, 1);

  self->book = book;
  self->shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) free_shape);
  g_ptr_array_set_size (self->shapes, _gx_tables_count ());
  self->named = g_array_new (FALSE, FALSE, sizeof (Name));
  self->woken = g_array_new (FALSE, FALSE, sizeof (Name));
  self->retold = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->may_wait = gx_connection_get_int64 (book, 0, NULL,
    "select exists (select 1 from journal_waiting) or exists (select 1 from journal_image)", NULL) != 0;
  return self;
}

void
_gx_fold_free (GxFold *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->shapes);
  g_array_unref (self->named);
  g_array_unref (self->woken);
  g_hash_table_unref (self->retold);
  g_free (self);
}

void
_gx_fold_name (GxFold *self, int tbl, GxId row)
{
  const Name name = { tbl, row };

  if (_gx_table_by_number (tbl) != NULL)
    g_array_append_val (self->named, name);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const Name *x = a, *y = b;

  if (x->tbl != y->tbl)
    return x->tbl < y->tbl ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

gboolean
_gx_fold_run (GxFold *self, GError **error)
{
  const Name *last = NULL;

  /* Tables are numbered parents first, so hardly anything waits for what comes with it. */
  g_array_sort (self->named, compare_names);
  for (guint i = 0; i < self->named->len; i++)
    {
      const Name *name = &g_array_index (self->named, Name, i);

      if (last != NULL && compare_names (last, name) == 0)
        continue;
      last = name;
      if (!fold_row (self, _gx_table_by_number (name->tbl), name->row, FALSE, error))
        return FALSE;
      _gx_connection_advance (self->book);
    }
  g_array_set_size (self->named, 0);
  for (guint i = 0; i < self->woken->len; i++) /* grows meanwhile */
    {
      const Name name = g_array_index (self->woken, Name, i);

      if (!fold_row (self, _gx_table_by_number (name.tbl), name.row, TRUE, error))
        return FALSE;
    }
  g_array_set_size (self->woken, 0);
  return TRUE;
}

/* What waits for rows of @parent that are there. */
static GxStatement *
query_awaited (GxConnection *book, const GxTable *parent)
{
  g_autofree char *sql = g_strdup_printf (
    "select w.tbl, w.\"row\" from journal_waiting w join main.%s p on p.id = w.parent_row"
    " where w.parent_tbl = ?", parent->name);

  return gx_connection_query (book, sql, "i", (gint64) parent->number);
}

gboolean
_gx_fold_wake (GxFold *self, GError **error)
{
  for (int i = 0; self->may_wait && i < _gx_tables_count (); i++)
    {
      g_autoptr (GxStatement) query = query_awaited (self->book, _gx_table_at (i));

      while (gx_statement_next (query))
        {
          const Name name = { gx_statement_int (query, 0), gx_statement_int64 (query, 1) };

          g_array_append_val (self->woken, name);
        }
      if (!gx_statement_finish (query, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
_gx_fold_is_awaited (GxConnection *book)
{
  for (int i = 0; i < _gx_tables_count (); i++)
    {
      g_autoptr (GxStatement) query = query_awaited (book, _gx_table_at (i));

      if (gx_statement_next (query))
        return TRUE;
    }
  return FALSE;
}

/* -- Imports -- */

static gboolean
keep_image (GxFold *self, int tbl, GxId row, const char *cells, GError **error)
{
  self->may_wait = TRUE;
  return gx_connection_run (self->book, error, "insert or replace into journal_image values (?, ?, ?)", "iit",
                            (gint64) tbl, row, cells);
}

gboolean
_gx_fold_image (GxFold *self, int tbl, GxId id, const char *cells, GError **error)
{
  const GxTable *table = _gx_table_by_number (tbl);
  g_auto (Row) row = { NULL };
  gboolean is_new;

  if (table == NULL)
    return keep_image (self, tbl, id, cells, error);
  row_init (&row, shape_of (self, table), id);
  if (!read_now (self, &row, error))
    return FALSE;
  put_cells (self, &row, cells);
  is_new = !row.is_there && can_be (&row);
  if (!is_new || !is_whole (&row))
    {
      _gx_fold_name (self, tbl, id);
      return keep_image (self, tbl, id, cells, error);
    }
  self->changed++;
  return insert_row (self, &row, error) && wake_children (self, table, id, error);
}

/* Whether all the ranges that touch these rows are the very same run. */
static gboolean
is_alone (GxFold *self, int tbl, GxId first, GxId last)
{
  return gx_connection_get_int64 (self->book, 0, NULL,
    "select 1 from journal_range where tbl = ?1 and first <= ?3 and last >= ?2"
    " and (first <> ?2 or last <> ?3) limit 1", "iii", (gint64) tbl, first, last) == 0;
}

static gboolean
name_written (GxFold *self, int tbl, GxId first, GxId last, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (self->book,
    "select distinct \"row\" from journal_row where tbl = ? and \"row\" between ? and ?", "iii", (gint64) tbl,
    first, last);

  while (gx_statement_next (query))
    _gx_fold_name (self, tbl, gx_statement_int64 (query, 0));
  return gx_statement_finish (query, error);
}

gboolean
_gx_fold_range (GxFold *self, int tbl, GxId first, GxId last, GError **error)
{
  const GxTable *table = _gx_table_by_number (tbl);
  g_autofree char *sql = NULL;
  g_autofree char *gone = NULL;

  if (table == NULL)
    return TRUE;
  if (!is_alone (self, tbl, first, last))
    {
      for (GxId row = first; row <= last; row++)
        _gx_fold_name (self, tbl, row);
      return TRUE;
    }
  gone = gx_connection_get_text (self->book, error,
    "select json_extract (g.cells, '$.gone[1]') from journal_range g join journal_tx t on t.id = g.tx"
    " where g.tbl = ? and g.first = ? and g.op = 'U' order by t.hlc desc, t.site desc limit 1", "ii",
    (gint64) tbl, first);
  if (gone != NULL)
    {
      sql = g_strdup_printf ("update main.%s set gone = ?1 where id between ?2 and ?3 and gone <> ?1",
                             table->name);
      if (!gx_connection_run (self->book, error, sql, "iii", (gint64) g_ascii_strtoll (gone, NULL, 10), first,
                              last))
        return FALSE;
    }
  return name_written (self, tbl, first, last, error);
}

/* -- What newer programs wrote -- */

GHashTable *
_gx_fold_columns (GxConnection *book)
{
  GHashTable *columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < _gx_tables_count (); i++)
    {
      const char *table = _gx_table_at (i)->name;
      g_autoptr (GxStatement) query = gx_connection_query (book,
        "select name from pragma_table_info (?)", "t", table);

      while (gx_statement_next (query))
        g_hash_table_add (columns, g_strconcat (table, ".", gx_statement_text (query, 0), NULL));
    }
  return columns;
}

static gboolean
name_rows (GxFold *self, GxStatement *query, const GxTable *table, GError **error)
{
  while (gx_statement_next (query))
    _gx_fold_name (self, table->number, gx_statement_int64 (query, 0));
  return gx_statement_finish (query, error);
}

/* The rows whose entries or images have the column. */
static gboolean
name_mentions (GxFold *self, const GxTable *table, const char *column, GError **error)
{
  g_autofree char *path = g_strdup_printf ("$.\"%s\"", column);
  g_autoptr (GxStatement) query = gx_connection_query (self->book,
    "select distinct \"row\" from journal_row where tbl = ?1 and json_type (cells, ?2) is not null"
    " union select \"row\" from journal_image where tbl = ?1", "it", (gint64) table->number, path);

  return name_rows (self, query, table, error);
}

gboolean
_gx_fold_new_columns (GxConnection *book, GHashTable *before, GError **error)
{
  g_autoptr (GxFold) fold = _gx_fold_new (book);
  g_autoptr (GHashTable) after = _gx_fold_columns (book);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_auto (GStrv) words = g_hash_table_contains (before, key) ? NULL : g_strsplit (key, ".", 2);

      if (words != NULL && !name_mentions (fold, _gx_table_by_name (words[0]), words[1], error))
        return FALSE;
    }
  if (fold->named->len == 0)
    return TRUE;
  return _gx_fold_run (fold, error) && _gx_projection_run_all (book, error);
}

/* Whether the row waits for one that is there by now, made here: the next arrival puts it in. */
static gboolean
is_to_be_woken (GxFold *self, const GxTable *table, GxId row)
{
  g_autoptr (GxStatement) query = gx_connection_query (self->book,
    "select parent_tbl, parent_row from journal_waiting where tbl = ? and \"row\" = ?", "ii",
    (gint64) table->number, row);

  while (gx_statement_next (query))
    if (is_there (self, _gx_table_by_number (gx_statement_int (query, 0)), gx_statement_int64 (query, 1)))
      return TRUE;
  return FALSE;
}

int
_gx_fold_changed (const GxFold *self)
{
  return self->changed;
}

gboolean
_gx_fold_compare (GxFold *self, const GxTable *table, GxId id, gboolean *differs, GError **error)
{
  g_auto (Row) row = { NULL };

  if (!read_row (self, &row, shape_of (self, table), id, error))
    return FALSE;
  *differs = !row.is_there && row.is_born && can_be (&row);
  for (guint i = 0; row.is_there && i < row.shape->columns->len; i++)
    *differs = *differs || !g_str_equal (row.now[i], row.values[i]);
  *differs = *differs && !is_to_be_woken (self, table, id);
  return TRUE;
}
