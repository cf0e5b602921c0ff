/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-error.h"
#include "store/gx-cells-private.h"
#include "store/gx-step-private.h"

/*
 * What a step wrote: one entry per row, with the cells in the journal's spelling. Of every cell that is about
 * to change SQLite's pre-update hook shows the value before; the value after is what the row holds when the
 * step ends. So back and forth is no change, and neither is what a failed statement took back. Many rows that
 * were born one behind the other, as when a whole book is brought in, are one range.
 */

#define SHORTEST_RANGE 64 /* rows; fewer are like any others */
#define SHORTEST_KEPT 4   /* what comes between may fill the gaps */

typedef struct {
  int column;
  char *json;              /* before the step */
  gboolean is_kept;        /* is written down even where it is as it was */
} OldCell;

typedef struct {
  const GxTable *table;
  GxId row;
  GArray *old;             /* of OldCell, those that were written; NULL: the row was born in this step */
} Seen;

/* Rows first … last were born; none yet where table is NULL. */
typedef struct {
  const GxTable *table;
  GxId first, last;
} Run;

static void
clear_entry (GxEntry *entry)
{
  g_free (entry->cells);
}

static void
clear_old_cell (OldCell *cell)
{
  g_free (cell->json);
}

static void
free_seen (Seen *seen)
{
  g_clear_pointer (&seen->old, g_array_unref);
  g_free (seen);
}

static guint
hash_seen (gconstpointer key)
{
  const Seen *seen = key;
  guint64 mixed = (guint64) seen->row + (guint64) seen->table->number;

  return (guint) (mixed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 32);
}

static gboolean
is_same_row (gconstpointer a, gconstpointer b)
{
  const Seen *x = a, *y = b;

  return x->row == y->row && x->table == y->table;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Seen *x = *(Seen * const *) a, *y = *(Seen * const *) b;

  if (x->table != y->table)
    return x->table->number < y->table->number ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const GxEntry *x = a, *y = b;

  if (x->table != y->table)
    return x->table->number < y->table->number ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  const OldCell *x = a, *y = b;

  return (x->column > y->column) - (x->column < y->column);
}

/* -- While the step writes -- */

static gboolean
is_same_value (sqlite3_value *a, sqlite3_value *b)
{
  int type = sqlite3_value_type (a);

  if (type != sqlite3_value_type (b))
    return FALSE;
  if (type == SQLITE_NULL)
    return TRUE;
  if (type == SQLITE_INTEGER)
    return sqlite3_value_int64 (a) == sqlite3_value_int64 (b);
  if (type == SQLITE_FLOAT)
    return memcmp (&(double) { sqlite3_value_double (a) }, &(double) { sqlite3_value_double (b) },
                   sizeof (double)) == 0;
  return sqlite3_value_bytes (a) == sqlite3_value_bytes (b)
         && memcmp (sqlite3_value_blob (a), sqlite3_value_blob (b), (gsize) sqlite3_value_bytes (a)) == 0;
}

static gboolean
has_old_cell (const Seen *seen, int column)
{
  for (guint i = 0; i < seen->old->len; i++)
    if (g_array_index (seen->old, OldCell, i).column == column)
      return TRUE;
  return FALSE;
}

/* The first value of each cell that changes: all of them where the row goes. */
static void
keep_old_cells (Seen *seen, sqlite3 *db, gboolean is_going)
{
  int columns = sqlite3_preupdate_count (db);

  for (int i = 1; i < columns; i++) /* column 0 is the id */
    {
      sqlite3_value *old_value = NULL, *new_value = NULL;
      OldCell cell = { .column = i };

      if (sqlite3_preupdate_old (db, i, &old_value) != SQLITE_OK
          || (!is_going && sqlite3_preupdate_new (db, i, &new_value) != SQLITE_OK)
          || (!is_going && is_same_value (old_value, new_value))
          || has_old_cell (seen, i))
        continue;
      cell.json = _gx_cell_spell (old_value);
      g_array_append_val (seen->old, cell);
    }
}

/* What is known of the row; met for the first time it is taken to be @is_born. */
static Seen *
see_row (GxStep *step, const GxTable *table, GxId row, gboolean is_born)
{
  const Seen key = { table, row, NULL };
  Seen *seen = g_hash_table_lookup (step->seen, &key);

  if (seen != NULL)
    return seen;
  seen = g_new0 (Seen, 1);
  seen->table = table;
  seen->row = row;
  if (!is_born)
    {
      seen->old = g_array_new (FALSE, FALSE, sizeof (OldCell));
      g_array_set_clear_func (seen->old, (GDestroyNotify) clear_old_cell);
    }
  g_hash_table_add (step->seen, seen);
  _gx_connection_advance (step->book);
  return seen;
}

/* -- Rows born one behind the other -- */

/* The place among the grown runs of the first that does not end before the row. */
static guint
find_place (const GxStep *step, const GxTable *table, GxId row)
{
  guint from = 0, to = step->grown->len;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      const Run *run = &g_array_index (step->grown, Run, middle);

      if (run->table->number < table->number || (run->table == table && run->last < row))
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

static gint64
count_rows (const Run *run)
{
  return run->last - run->first + 1;
}

static gboolean
has_row (const Run *run, const GxTable *table, GxId row)
{
  return run->table == table && row >= run->first && row <= run->last;
}

static Run *
get_young (GxStep *step, const GxTable *table)
{
  if (step->young->len <= (guint) table->number)
    g_array_set_size (step->young, (guint) table->number + 1);
  return &g_array_index (step->young, Run, table->number);
}

static gboolean
is_in_run (GxStep *step, const GxTable *table, GxId row)
{
  guint place = find_place (step, table, row);

  return has_row (get_young (step, table), table, row)
         || (place < step->grown->len && has_row (&g_array_index (step->grown, Run, place), table, row));
}

static void
see_each (GxStep *step, const Run *run)
{
  for (GxId row = run->first; row <= run->last; row++)
    see_row (step, run->table, row, TRUE);
}

/* It goes on no more, as far as can be seen. */
static void
end_run (GxStep *step, Run *run)
{
  const Run ended = *run;

  run->table = NULL;
  if (ended.table == NULL)
    return;
  if (count_rows (&ended) >= SHORTEST_KEPT)
    g_array_insert_val (step->grown, find_place (step, ended.table, ended.first), ended);
  else
    see_each (step, &ended);
}

static void
see_birth (GxStep *step, const GxTable *table, GxId row)
{
  const Seen key = { table, row, NULL };
  Run *young = get_young (step, table);

  if (g_hash_table_contains (step->seen, &key) || is_in_run (step, table, row))
    return;
  if (young->table != NULL && young->last + 1 == row)
    young->last = row;
  else
    {
      end_run (step, young);
      *young = (Run) { table, row, row };
    }
  _gx_connection_advance (step->book);
}

static const GxTable *
find_table (GxStep *step, const char *name)
{
  if (step->last_seen == NULL || !g_str_equal (step->last_seen->name, name))
    step->last_seen = _gx_table_by_name (name);
  return step->last_seen;
}

static void
row_changing_cb (void *data, sqlite3 *db, int op, const char *schema, const char *name, sqlite3_int64 before,
                 sqlite3_int64 after)
{
  GxStep *step = data;
  const GxTable *table = g_str_equal (schema, "main") ? find_table (step, name) : NULL;

  if (table == NULL)
    return;
  if (op != SQLITE_INSERT && !is_in_run (step, table, before))
    {
      Seen *seen = see_row (step, table, before, FALSE);

      if (seen->old != NULL)
        keep_old_cells (seen, db, op == SQLITE_DELETE || before != after);
    }
  if (op != SQLITE_DELETE)
    see_birth (step, table, after);
}

/* The column's place in its table; 0 for none: there stands the id. */
static int
find_column (GxStep *step, const GxTable *table, const char *column)
{
  return (int) gx_connection_get_int64 (step->book, 0, NULL,
                                        "select cid from pragma_table_info (?) where name = ?", "tt",
                                        table->name, column);
}

void
_gx_capture_keep (GxStep *step, const GxTable *table, GxId row, const char *column, const char *json)
{
  OldCell cell = { find_column (step, table, column), NULL, TRUE };
  Seen *seen = NULL;

  if (is_in_run (step, table, row))
    return;
  seen = see_row (step, table, row, FALSE);
  for (guint i = 0; seen->old != NULL && i < seen->old->len; i++)
    if (g_array_index (seen->old, OldCell, i).column == cell.column)
      g_array_index (seen->old, OldCell, i).is_kept = TRUE;
  if (seen->old == NULL || cell.column == 0 || has_old_cell (seen, cell.column))
    return;
  cell.json = g_strdup (json);
  g_array_append_val (seen->old, cell);
}

void
_gx_capture_set (GxStep *step, gboolean capture)
{
  sqlite3_preupdate_hook (step->book->db, capture ? row_changing_cb : NULL, step);
}

void
_gx_capture_begin (GxStep *step)
{
  step->entries = g_array_new (FALSE, FALSE, sizeof (GxEntry));
  g_array_set_clear_func (step->entries, (GDestroyNotify) clear_entry);
  step->seen = g_hash_table_new_full (hash_seen, is_same_row, (GDestroyNotify) free_seen, NULL);
  step->young = g_array_new (FALSE, TRUE, sizeof (Run));
  step->grown = g_array_new (FALSE, FALSE, sizeof (Run));
  _gx_capture_set (step, TRUE);
}

/* -- When it has written -- */

static void
append_cell (GString *cells, const OldCell *old, sqlite3_stmt *now)
{
  const char *column = sqlite3_column_name (now, old->column);
  g_autofree char *json = old->is_kept ? _gx_cell_spell (sqlite3_column_value (now, old->column)) : NULL;

  if (json != NULL)
    _gx_cells_append_json (cells, column, old->json, json);
  else
    _gx_cells_append (cells, column, old->json, sqlite3_column_value (now, old->column));
}

/* The cells of a row as it is now, of those that were written; NULL where none differs. */
static char *
read_cells (const Seen *seen, sqlite3_stmt *now)
{
  GString *cells = g_string_new ("{");

  if (seen->old == NULL)
    {
      for (int i = 1; i < sqlite3_column_count (now); i++)
        if (sqlite3_column_type (now, i) != SQLITE_NULL)
          _gx_cells_append (cells, sqlite3_column_name (now, i), NULL, sqlite3_column_value (now, i));
    }
  else
    {
      g_array_sort (seen->old, compare_columns);
      for (guint i = 0; i < seen->old->len; i++)
        {
          const OldCell *old = &g_array_index (seen->old, OldCell, i);

          append_cell (cells, old, now);
        }
    }
  if (cells->len == 1)
    {
      g_string_free (cells, TRUE);
      return NULL;
    }
  _gx_cells_end (cells);
  return g_string_free (cells, FALSE);
}

static gboolean
read_entry (GxStep *step, const Seen *seen, GxStatement *now, GError **error)
{
  GxEntry entry = { seen->table, seen->row, seen->old == NULL ? 'i' : 'u', NULL };

  gx_statement_rebind (now, "i", seen->row);
  if (gx_statement_next (now))
    entry.cells = read_cells (seen, _gx_statement_get (now));
  else if (gx_statement_finish (now, error) && seen->old != NULL)
    {
      g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                   "A row of the shared table “%s” was deleted, which is never done", seen->table->name);
      return FALSE;
    }
  if (entry.cells != NULL)
    g_array_append_val (step->entries, entry);
  return gx_statement_finish (now, NULL);
}

static gboolean
read_entries (GxStep *step, GPtrArray *rows, GError **error)
{
  g_autoptr (GxStatement) now = NULL;
  const GxTable *table = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const Seen *seen = g_ptr_array_index (rows, i);

      if (seen->table != table)
        {
          g_autofree char *sql = g_strdup_printf ("select * from main.%s where id = ?", seen->table->name);

          g_clear_pointer (&now, gx_statement_free);
          now = gx_connection_query (step->book, sql, NULL);
          table = seen->table;
        }
      if (!read_entry (step, seen, now, error))
        return FALSE;
      _gx_connection_advance (step->book);
    }
  return TRUE;
}

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  const Run *x = a, *y = b;

  if (x->table != y->table)
    return x->table->number < y->table->number ? -1 : 1;
  return (x->first > y->first) - (x->first < y->first);
}

/* All that was born, in order, those together that stand together. */
static GArray *
join_runs (GxStep *step)
{
  g_autoptr (GArray) runs = g_array_copy (step->grown);
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (Run));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, step->seen);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Seen *seen = key;
      const Run run = { seen->table, seen->row, seen->row };

      if (seen->old == NULL)
        g_array_append_val (runs, run);
    }
  g_array_sort (runs, compare_runs);
  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);
      Run *last = joined->len > 0 ? &g_array_index (joined, Run, joined->len - 1) : NULL;

      if (last != NULL && last->table == run->table && last->last + 1 == run->first)
        last->last = run->last;
      else
        g_array_append_val (joined, *run);
    }
  return joined;
}

static gboolean
is_row_of_run (gpointer key, gpointer value, gpointer data)
{
  const Seen *seen = key;

  return seen->old == NULL && is_in_run (data, seen->table, seen->row);
}

static void
settle_run (GxStep *step, const Run *run)
{
  if (run->table != NULL && count_rows (run) >= SHORTEST_RANGE)
    _gx_step_add_range (step, run->table, run->first, run->last, 'I', RANGE_INSERTED);
  else if (run->table != NULL)
    see_each (step, run);
}

/* The rows of it that are there: a failed statement may have taken some back. */
static gboolean
read_run (GxStep *step, const Run *run, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("select id from main.%s where id between ? and ? order by id",
                                          run->table->name);
  g_autoptr (GxStatement) rows = gx_connection_query (step->book, sql, "ii", run->first, run->last);
  Run piece = { 0 };

  while (gx_statement_next (rows))
    {
      GxId row = gx_statement_int64 (rows, 0);

      if (piece.table != NULL && piece.last + 1 == row)
        piece.last = row;
      else
        {
          settle_run (step, &piece);
          piece = (Run) { run->table, row, row };
        }
    }
  settle_run (step, &piece);
  return gx_statement_finish (rows, error);
}

/* Long runs become ranges; all else that was born is among the rows that were seen. */
static gboolean
read_runs (GxStep *step, GError **error)
{
  g_autoptr (GArray) joined = NULL;

  for (guint i = 0; i < step->young->len; i++)
    end_run (step, &g_array_index (step->young, Run, i));
  joined = join_runs (step);
  g_array_set_size (step->grown, 0);
  for (guint i = 0; i < joined->len; i++)
    {
      const Run *run = &g_array_index (joined, Run, i);

      if (count_rows (run) >= SHORTEST_RANGE)
        g_array_append_val (step->grown, *run);
      else
        see_each (step, run);
    }
  if (step->grown->len > 0)
    g_hash_table_foreach_remove (step->seen, is_row_of_run, step);
  for (guint i = 0; i < step->grown->len; i++)
    if (!read_run (step, &g_array_index (step->grown, Run, i), error))
      return FALSE;
  return TRUE;
}

gboolean
_gx_capture_end (GxStep *step, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer seen;

  _gx_capture_set (step, FALSE);
  if (!read_runs (step, error))
    return FALSE;
  g_hash_table_iter_init (&iter, step->seen);
  while (g_hash_table_iter_next (&iter, &seen, NULL))
    g_ptr_array_add (rows, seen);
  g_ptr_array_sort (rows, compare_rows);
  if (!read_entries (step, rows, error))
    return FALSE;
  g_array_sort (step->entries, compare_entries);
  return TRUE;
}
