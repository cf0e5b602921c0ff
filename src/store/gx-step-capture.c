/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "store/gx-cells-private.h"
#include "store/gx-step-private.h"

/*
 * What a step wrote, as SQLite's session extension saw it: one entry per row, with the cells in the journal's
 * spelling.
 */

static void
clear_entry (GxEntry *entry)
{
  g_free (entry->cells);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const GxEntry *x = a, *y = b;

  if (x->table != y->table)
    return x->table->number < y->table->number ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

/* A column's name, by its place in the table. */
static const char *
column_name (GxConnection *book, const GxTable *table, int column)
{
  static GMutex mutex;
  static GHashTable *names = NULL; /* table → GPtrArray of names: the same in every book this program
                                      writes */
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  GPtrArray *columns;

  if (names == NULL)
    names = g_hash_table_new (NULL, NULL);
  columns = g_hash_table_lookup (names, table);
  if (columns == NULL)
    {
      g_autoptr (GxStatement) query =
        gx_connection_query (book, "select name from pragma_table_info(?) order by cid", "t", table->name);

      columns = g_ptr_array_new ();
      while (gx_statement_next (query))
        g_ptr_array_add (columns, (char *) g_intern_string (gx_statement_text (query, 0)));
      g_hash_table_insert (names, (gpointer) table, columns);
    }
  return g_ptr_array_index (columns, column);
}

static char *
read_cells (GxConnection *book, sqlite3_changeset_iter *iter, const GxTable *table, int columns,
            gboolean is_insert)
{
  GString *cells = g_string_new ("{");

  for (int i = 1; i < columns; i++) /* column 0 is the id */
    {
      sqlite3_value *old_value = NULL, *new_value = NULL;

      sqlite3changeset_new (iter, i, &new_value);
      if (is_insert)
        {
          if (new_value != NULL && sqlite3_value_type (new_value) != SQLITE_NULL)
            _gx_cells_append (cells, column_name (book, table, i), NULL, new_value);
          continue;
        }
      sqlite3changeset_old (iter, i, &old_value);
      if (new_value != NULL && old_value != NULL)
        _gx_cells_append (cells, column_name (book, table, i), old_value, new_value);
    }
  _gx_cells_end (cells);
  return g_string_free (cells, FALSE);
}

static gboolean
read_entry (GxConnection *book, sqlite3_changeset_iter *iter, GArray *entries, GError **error)
{
  const char *name;
  int columns, op, indirect;
  sqlite3_value *id = NULL;
  GxEntry entry = { 0 };

  sqlite3changeset_op (iter, &name, &columns, &op, &indirect);
  if (op == SQLITE_DELETE)
    {
      g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                   "A row of the shared table “%s” was deleted, which is never done", name);
      return FALSE;
    }
  if (op == SQLITE_INSERT)
    sqlite3changeset_new (iter, 0, &id);
  else
    sqlite3changeset_old (iter, 0, &id);
  entry.table = _gx_table_by_name (name);
  entry.row = sqlite3_value_int64 (id);
  entry.op = op == SQLITE_INSERT ? 'i' : 'u';
  entry.cells = read_cells (book, iter, entry.table, columns, op == SQLITE_INSERT);
  g_array_append_val (entries, entry);
  return TRUE;
}

gboolean
_gx_capture_begin (GxStep *step, GError **error)
{
  int rc = sqlite3session_create (step->book->db, "main", &step->session);

  step->entries = g_array_new (FALSE, FALSE, sizeof (GxEntry));
  g_array_set_clear_func (step->entries, (GDestroyNotify) clear_entry);
  for (int i = 0; rc == SQLITE_OK && i < _gx_tables_count (); i++)
    rc = sqlite3session_attach (step->session, _gx_table_at (i)->name);
  return rc == SQLITE_OK || _gx_connection_fail (step->book, rc, error);
}

gboolean
_gx_capture_end (GxStep *step, GError **error)
{
  sqlite3_changeset_iter *iter = NULL;
  void *changeset = NULL;
  int size = 0;
  gboolean ok = TRUE;
  int rc;

  rc = sqlite3session_changeset (step->session, &size, &changeset);
  g_clear_pointer (&step->session, sqlite3session_delete);
  if (rc == SQLITE_OK && size > 0)
    rc = sqlite3changeset_start (&iter, size, changeset);
  while (ok && rc == SQLITE_OK && iter != NULL && (rc = sqlite3changeset_next (iter)) == SQLITE_ROW)
    {
      ok = read_entry (step->book, iter, step->entries, error);
      rc = SQLITE_OK;
    }
  if (iter != NULL)
    sqlite3changeset_finalize (iter);
  sqlite3_free (changeset);
  if (!ok)
    return FALSE;
  if (rc != SQLITE_OK && rc != SQLITE_DONE)
    return _gx_connection_fail (step->book, rc, error);
  g_array_sort (step->entries, compare_entries);
  return TRUE;
}
