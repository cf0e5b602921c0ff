/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "store/gx-carried-step.h"
#include "store/gx-cells-private.h"
#include "store/gx-connection-private.h"
#include "store/gx-tables-private.h"

/* -- Steps -- */

static GBytes *
read_bytes (GxStatement *query, int column)
{
  sqlite3_stmt *stmt = _gx_statement_get (query);

  if (gx_statement_is_null (query, column))
    return NULL;
  return g_bytes_new (sqlite3_column_blob (stmt, column), (gsize) sqlite3_column_bytes (stmt, column));
}

GArray *
gx_carried_sites (GxConnection *book, GError **error)
{
  g_autoptr (GArray) sites = g_array_new (FALSE, FALSE, sizeof (GxId));
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select distinct site from journal_tx order by site", NULL);

  while (gx_statement_next (query))
    {
      GxId site = gx_statement_int64 (query, 0);
      g_array_append_val (sites, site);
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&sites) : NULL;
}

gboolean
gx_carried_tail (GxConnection *book, GxId site, gint64 *seq, GBytes **hash, gint64 *at_ms, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select seq, hash, at from journal_tx where site = ? order by seq desc limit 1", "i", site);
  gboolean is_there = gx_statement_next (query);

  *seq = is_there ? gx_statement_int64 (query, 0) : 0;
  if (hash != NULL)
    *hash = is_there ? read_bytes (query, 1) : NULL;
  if (at_ms != NULL)
    *at_ms = is_there ? gx_statement_int64 (query, 2) : 0;
  return gx_statement_finish (query, error);
}

GBytes *
gx_carried_hash (GxConnection *book, GxId site, gint64 seq)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select hash from journal_tx where site = ? and seq = ?", "ii", site, seq);

  return gx_statement_next (query) ? read_bytes (query, 0) : NULL;
}

static gboolean
read_rows (GxConnection *book, GxCarriedStep *step, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select tbl, \"row\", op, cells, salt, commitment from journal_row where tx = ? order by tbl, \"row\"",
    "i", step->id);

  while (gx_statement_next (query))
    {
      const GxCarriedRow row = {
        .table = gx_statement_int (query, 0),
        .row = gx_statement_int64 (query, 1),
        .op = gx_statement_text (query, 2)[0],
        .cells = gx_statement_dup_text (query, 3),
        .salt = read_bytes (query, 4),
        .commitment = read_bytes (query, 5),
      };

      g_array_append_val (step->rows, row);
    }
  return gx_statement_finish (query, error);
}

static gboolean
read_ranges (GxConnection *book, GxCarriedStep *step, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select tbl, first, last, op, cells from journal_range where tx = ? order by tbl, first", "i", step->id);

  while (gx_statement_next (query))
    gx_carried_step_add_range (step, gx_statement_int (query, 0), gx_statement_int64 (query, 1),
                               gx_statement_int64 (query, 2), gx_statement_text (query, 3)[0],
                               gx_statement_text (query, 4));
  return gx_statement_finish (query, error);
}

static gboolean
read_sights (GxConnection *book, GxCarriedStep *step, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select other, other_seq from journal_seen where site = ? and seq = ? order by other", "ii", step->site,
    step->seq);

  while (gx_statement_next (query))
    gx_carried_step_add_sight (step, gx_statement_int64 (query, 0), gx_statement_int64 (query, 1));
  return gx_statement_finish (query, error);
}

static GxCarriedStep *
read_header (GxStatement *query)
{
  GxCarriedStep *step = gx_carried_step_new ();

  step->id = gx_statement_int64 (query, 0);
  step->site = gx_statement_int64 (query, 1);
  step->seq = gx_statement_int64 (query, 2);
  step->hlc = gx_statement_int64 (query, 3);
  step->at_ms = gx_statement_int64 (query, 4);
  step->author = gx_statement_int64 (query, 5);
  step->kind = gx_statement_text (query, 6)[0];
  step->root = gx_statement_int64 (query, 7);
  step->reverses = gx_statement_int64 (query, 8);
  step->label = gx_statement_dup_text (query, 9);
  step->schema = gx_statement_int (query, 10);
  step->is_pruned = gx_statement_int (query, 11) != 0;
  step->hash = read_bytes (query, 12);
  return step;
}

GPtrArray *
gx_carried_steps_read (GxConnection *book, GxId site, gint64 after_seq, int limit, GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_carried_step_free);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select id, site, seq, hlc, at, author, kind, root, reverses, label, schema, pruned, hash"
    " from journal_tx where site = ? and seq > ? order by seq limit ?", "iii", site, after_seq,
    (gint64) limit);

  while (gx_statement_next (query))
    {
      GxCarriedStep *step = read_header (query);

      g_ptr_array_add (steps, step);
      if (!read_rows (book, step, error) || !read_ranges (book, step, error)
          || !read_sights (book, step, error))
        return NULL;
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&steps) : NULL;
}

/* -- Images: a cell as it was imported is the old value of the first entry that has it, or, where nobody has
   written it since, what the table holds. -- */

typedef struct {
  GxStatement *rows;       /* id and columns of the table */
  GxStatement *entries;    /* row and cells, in the order of rows and clocks */
  GxStatement *kept;       /* row and cells of those that wait */
} Images;

static void
images_clear (Images *images)
{
  gx_statement_free (images->rows);
  gx_statement_free (images->entries);
  gx_statement_free (images->kept);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Images, images_clear)

/* Puts the cells that are not there yet: column → value as spelt. */
static void
put_cells (GHashTable *values, const char *cells, gboolean is_old)
{
  GxCellReader reader;

  _gx_cell_reader_init (&reader, cells);
  while (_gx_cell_reader_next (&reader))
    {
      g_autofree char *column = g_strndup (reader.column, reader.column_length);
      const char *json = is_old ? reader.old_json : reader.new_json;
      gsize length = is_old ? reader.old_length : reader.new_length;

      if (json != NULL && !g_hash_table_contains (values, column))
        g_hash_table_insert (values, g_steal_pointer (&column), g_strndup (json, length));
    }
}

static void
put_row (GHashTable *values, GxStatement *row)
{
  for (int i = 1; i < gx_statement_columns (row); i++) /* column 0 is the id */
    if (!g_hash_table_contains (values, gx_statement_name (row, i)))
      g_hash_table_insert (values, g_strdup (gx_statement_name (row, i)),
                           _gx_cell_spell (sqlite3_column_value (_gx_statement_get (row), i)));
}

/* Cells in the order of their names: the same for everybody. */
static char *
spell_image (GHashTable *values)
{
  g_autoptr (GList) columns = g_list_sort (g_hash_table_get_keys (values), (GCompareFunc) strcmp);
  GString *cells = g_string_new ("{");

  for (GList *at = columns; at != NULL; at = at->next)
    {
      const char *json = g_hash_table_lookup (values, at->data);

      if (!g_str_equal (json, "null"))
        _gx_cells_append_json (cells, at->data, NULL, json);
    }
  _gx_cells_end (cells);
  return g_string_free (cells, FALSE);
}

static char *
read_image (Images *images, GxId row, const char *range_cells)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (; gx_statement_at (images->entries, row); gx_statement_next (images->entries))
    put_cells (values, gx_statement_text (images->entries, 1), TRUE);
  if (range_cells != NULL)
    put_cells (values, range_cells, TRUE);
  if (gx_statement_at (images->kept, row))
    put_cells (values, gx_statement_text (images->kept, 1), FALSE);
  if (gx_statement_at (images->rows, row))
    put_row (values, images->rows);
  return g_hash_table_contains (values, "gone") ? spell_image (values) : NULL;
}

static void
images_init (Images *images, GxConnection *book, const GxTable *table, GxId first, GxId last)
{
  g_autofree char *rows = g_strdup_printf ("select * from %s where id between ? and ? order by id",
                                           table->name);

  images->rows = gx_connection_query (book, rows, "ii", first, last);
  images->entries = gx_connection_query (book,
    "select r.\"row\", r.cells from journal_row r join journal_tx t on t.id = r.tx"
    " where r.tbl = ? and r.\"row\" between ? and ? order by r.\"row\", t.hlc, t.site", "iii",
    (gint64) table->number, first, last);
  images->kept = gx_connection_query (book,
    "select \"row\", cells from journal_image where tbl = ? and \"row\" between ? and ? order by \"row\"",
    "iii", (gint64) table->number, first, last);
  gx_statement_next (images->rows);
  gx_statement_next (images->entries);
  gx_statement_next (images->kept);
}

gboolean
gx_carried_range_read (GxConnection *book, const GxCarriedRange *range, GxCarriedImageFunc func,
                       gpointer data, GError **error)
{
  const GxTable *table = _gx_table_by_number (range->table);
  g_auto (Images) images = { NULL };
  g_autofree char *range_cells = NULL;

  g_return_val_if_fail (table != NULL && range->op == 'I', FALSE);

  range_cells = gx_connection_get_text (book, NULL,
    "select g.cells from journal_range g join journal_tx t on t.id = g.tx"
    " where g.tbl = ? and g.op = 'U' and g.first <= ? and g.last >= ? order by t.hlc, t.site limit 1", "iii",
    (gint64) table->number, range->first, range->last);
  images_init (&images, book, table, range->first, range->last);
  for (GxId row = range->first; row <= range->last; row++)
    {
      g_autofree char *cells = read_image (&images, row, range_cells);

      if (cells == NULL)
        {
          g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                               _("The book is damaged: rows of an import are missing."));
          return FALSE;
        }
      if (!func (row, cells, data, error))
        return FALSE;
    }
  return gx_statement_finish (images.rows, error) && gx_statement_finish (images.entries, error)
         && gx_statement_finish (images.kept, error);
}
