/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "store/gx-cells-private.h"
#include "store/gx-journal.h"
#include "store/gx-step-private.h"

#include <glib/gi18n-lib.h>

GxJournalEntry *
gx_journal_entry_copy (const GxJournalEntry *self)
{
  GxJournalEntry *copy = self != NULL ? g_memdup2 (self, sizeof *self) : NULL;

  if (copy == NULL)
    return NULL;
  copy->author_name = g_strdup (self->author_name);
  copy->label = g_strdup (self->label);
  copy->customer_name = g_strdup (self->customer_name);
  return copy;
}

void
gx_journal_entry_free (GxJournalEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->author_name);
  g_free (self->label);
  g_free (self->customer_name);
  g_free (self);
}

void
gx_journal_cell_free (GxJournalCell *self)
{
  if (self == NULL)
    return;
  g_free (self->old_value);
  g_free (self->new_value);
  g_free (self);
}

/* -- Whom a step touched -- */

/* The customers that the rows of @table first … last belong to, at most @limit. */
static void
collect_customers (GxConnection *book, const GxTable *table, GxId first, GxId last, guint limit,
                   GArray *customers)
{
  for (int i = -1; i < _gx_links_count () && customers->len < limit; i++)
    {
      const GxLink *link = i >= 0 ? _gx_link_at (i) : NULL;
      const char *column = link != NULL ? link->column : "id";
      g_autofree char *sql = NULL;
      g_autoptr (GxStatement) query = NULL;

      if (link == NULL && !g_str_equal (table->name, "customer"))
        continue;
      if (link != NULL && (link->child != table || !g_str_equal (link->parent->name, "customer")))
        continue;
      sql = g_strdup_printf ("select distinct %s from %s where id between ? and ? and %s is not null limit ?",
                             column, table->name, column);
      query = gx_connection_query (book, sql, "iii", first, last, (gint64) limit);
      while (gx_statement_next (query))
        {
          GxId id = gx_statement_int64 (query, 0);
          gboolean is_known = FALSE;

          for (guint k = 0; k < customers->len && !is_known; k++)
            is_known = g_array_index (customers, GxId, k) == id;
          if (!is_known)
            g_array_append_val (customers, id);
        }
    }
}

GArray *
gx_journal_customers (GxConnection *book, GxId step, guint limit)
{
  GArray *customers = g_array_new (FALSE, FALSE, sizeof (GxId));
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select tbl, \"row\", \"row\" from journal_row where tx = ?1"
    " union all select tbl, first, last from journal_range where tx = ?1", "i", step);

  while (gx_statement_next (query) && customers->len < limit)
    {
      const GxTable *table = _gx_table_by_number (gx_statement_int (query, 0));

      if (table != NULL && g_str_equal (table->name, "purchase_line"))
        {
          GxId purchase = gx_connection_get_int64 (book, 0, NULL,
                                                   "select purchase_id from purchase_line where id = ?", "i",
                                                   gx_statement_int64 (query, 1));
          collect_customers (book, _gx_table_by_name ("purchase"), purchase, purchase, limit, customers);
        }
      else if (table != NULL)
        collect_customers (book, table, gx_statement_int64 (query, 1), gx_statement_int64 (query, 2), limit,
                           customers);
    }
  return customers;
}

GArray *
gx_journal_follow (GxConnection *book, const char *table, gint64 since, int limit, gint64 *newest,
                   GError **error)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (GxJournalRun));
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (_gx_table_by_name (table) != NULL && newest != NULL, NULL);

  *newest = since;
  if (book->version < 5)
    return g_steal_pointer (&runs); /* only read, and nobody writes it */
  *newest = gx_connection_get_int64 (book, since, NULL,
    "select max(place) from (select place from journal_order where place > ? order by place limit ?)", "ii",
    since, (gint64) limit);
  query = gx_connection_query (book,
    "select r.\"row\", r.\"row\" from journal_order o cross join journal_row r on r.tx = o.tx"
    " where o.place > ?1 and o.place <= ?2 and r.tbl = ?3 union all "
    "select r.first, r.last from journal_order o cross join journal_range r on r.tx = o.tx"
    " where o.place > ?1 and o.place <= ?2 and r.tbl = ?3", "iii", since, *newest,
    (gint64) _gx_table_by_name (table)->number);
  while (gx_statement_next (query))
    {
      GxJournalRun run = { gx_statement_int64 (query, 0), gx_statement_int64 (query, 1) };
      g_array_append_val (runs, run);
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&runs) : NULL;
}

/* -- The list -- */

#define ENTRY_COLUMNS \
  "t.id, t.at, t.author, m.name, t.kind, t.root, t.label," \
  " (select count(*) from journal_row r where r.tx = t.id)" \
  " + coalesce ((select sum (r.last - r.first + 1) from journal_range r where r.tx = t.id), 0)," \
  " t.kind = 'd'" \
  " and (select l.kind from journal_tx l where l.root = t.root" \
  "      order by l.hlc desc, l.site desc limit 1) = 'u'" \
  " from journal_tx t left join member m on m.id = t.author"

static GxJournalEntry *
read_journal_entry (GxConnection *book, GxStatement *query)
{
  GxJournalEntry *entry = g_new0 (GxJournalEntry, 1);
  g_autoptr (GArray) customers = NULL;

  entry->id = gx_statement_int64 (query, 0);
  entry->at_ms = gx_statement_int64 (query, 1);
  entry->author = gx_statement_int64 (query, 2);
  entry->author_name = gx_statement_dup_text (query, 3);
  entry->kind = gx_statement_text (query, 4)[0];
  entry->root = gx_statement_int64 (query, 5);
  entry->label = gx_statement_dup_text (query, 6);
  entry->rows = gx_statement_int64 (query, 7);
  entry->is_undone = gx_statement_int (query, 8);

  customers = gx_journal_customers (book, entry->id, 2);
  if (customers->len == 1)
    {
      entry->customer_id = g_array_index (customers, GxId, 0);
      entry->customer_name = gx_connection_get_text (book, NULL, "select name from customer where id = ?",
                                                     "i", entry->customer_id);
    }
  return entry;
}

/* The steps that wrote a row which belongs to the customer, by the links that reach it directly or through a
   purchase. */
static char *
customer_steps_sql (void)
{
  GString *sql = g_string_new ("select tx from journal_row where tbl = 3 and \"row\" = ?1");

  for (int i = 0; i < _gx_links_count (); i++)
    {
      const GxLink *link = _gx_link_at (i);

      if (g_str_equal (link->parent->name, "customer"))
        g_string_append_printf (sql,
          " union select j.tx from %s c cross join journal_row j on j.tbl = %d and j.\"row\" = c.id"
          " where c.%s = ?1",
          link->child->name, link->child->number, link->column);
    }
  g_string_append (sql,
                   " union select j.tx from purchase p cross join purchase_line l on l.purchase_id = p.id"
                        " cross join journal_row j on j.tbl = 15 and j.\"row\" = l.id"
                        " where p.customer_id = ?1"
                        " union select tx from journal_range where tbl = 3 and ?1 between first and last");
  return g_string_free (sql, FALSE);
}

GPtrArray *
gx_journal_list (GxConnection *book, GxId customer, gint64 since_ms, GxId author, int limit, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_journal_entry_free);
  g_autofree char *steps = customer != 0 ? customer_steps_sql () : NULL;
  g_autofree char *sql = g_strdup_printf ("select " ENTRY_COLUMNS
    " where t.at >= ?2 and (?3 = 0 or t.author = ?3) and ?1 = ?1%s%s%s"
    " order by t.hlc desc, t.site desc limit ?4",
    steps != NULL ? " and t.id in (" : "", steps != NULL ? steps : "", steps != NULL ? ")" : "");
  g_autoptr (GxStatement) query = gx_connection_query (book, sql, "iiii", customer, since_ms, author,
                                                       (gint64) limit);

  while (gx_statement_next (query))
    g_ptr_array_add (entries, read_journal_entry (book, query));
  return gx_statement_finish (query, error) ? g_steal_pointer (&entries) : NULL;
}

GxJournalEntry *
gx_journal_get (GxConnection *book, GxId step, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, "select " ENTRY_COLUMNS " where t.id = ?", "i",
                                                       step);
  GxJournalEntry *entry = gx_statement_next (query) ? read_journal_entry (book, query) : NULL;

  if (!gx_statement_finish (query, error))
    return NULL;
  if (entry == NULL)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND,
                         _("There is no such step in the history of this book."));
  return entry;
}

GxJournalEntry *
gx_journal_last_of (GxConnection *book, const GxCellPlace *cell, GError **error)
{
  const GxTable *table = cell != NULL && cell->table != NULL ? _gx_table_by_name (cell->table) : NULL;
  g_autoptr (GxStatement) query = NULL;
  GxId step = 0;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && table != NULL, NULL);

  query = gx_connection_query (book,
    "select r.tx from journal_row r join journal_tx t on t.id = r.tx where r.tbl = ? and r.\"row\" = ?"
    " and json_type (r.cells, '$.\"' || ? || '\"') is not null order by t.hlc desc, t.site desc limit 1", "iit",
    (gint64) table->number, cell->row, cell->column);
  if (gx_statement_next (query))
    step = gx_statement_int64 (query, 0);
  return gx_statement_finish (query, error) && step != 0 ? gx_journal_get (book, step, error) : NULL;
}

GPtrArray *
gx_journal_cells (GxConnection *book, GxId step, int limit, GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_journal_cell_free);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select tbl, \"row\", op, cells from journal_row where tx = ? order by tbl, \"row\" limit ?", "ii", step,
    (gint64) limit);

  while (gx_statement_next (query))
    {
      const GxTable *table = _gx_table_by_number (gx_statement_int (query, 0));
      GxCellReader reader;

      if (table == NULL)
        continue; /* of a newer program */
      _gx_cell_reader_init (&reader, gx_statement_text (query, 3));
      while (_gx_cell_reader_next (&reader) && cells->len < (guint) limit)
        {
          GxJournalCell *cell = g_new0 (GxJournalCell, 1);
          g_autofree char *column = g_strndup (reader.column, reader.column_length);
          g_autofree char *old_json = g_strndup (reader.old_json, reader.old_length);
          g_autofree char *new_json = g_strndup (reader.new_json, reader.new_length);

          cell->table = table->name;
          cell->row = gx_statement_int64 (query, 1);
          cell->op = gx_statement_text (query, 2)[0];
          cell->column = g_intern_string (column);
          cell->old_value = reader.old_json != NULL ? _gx_cell_to_text (old_json) : NULL;
          cell->new_value = reader.new_json != NULL ? _gx_cell_to_text (new_json) : NULL;
          g_ptr_array_add (cells, cell);
        }
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&cells) : NULL;
}

/* -- The logical dump -- */

static void
append_json_text (GString *line, const char *text)
{
  g_string_append_c (line, '"');
  for (; *text != '\0'; text++)
    {
      guchar c = (guchar) *text;

      if (c == '"' || c == '\\')
        g_string_append_c (line, '\\');
      if (c < 0x20)
        g_string_append_printf (line, "\\u%04x", c);
      else
        g_string_append_c (line, (char) c);
    }
  g_string_append_c (line, '"');
}

static void
append_column (GString *line, GxStatement *query, int column)
{
  if (gx_statement_is_null (query, column) || g_str_equal (gx_statement_name (query, column), "gone"))
    return;
  g_string_append_printf (line, ",\"%s\":", gx_statement_name (query, column));
  if (gx_statement_is_int (query, column) || gx_statement_is_real (query, column))
    g_string_append (line, gx_statement_text (query, column));
  else
    append_json_text (line, gx_statement_text (query, column));
}

static gboolean
dump_table (GxConnection *book, const GxTable *table, GOutputStream *stream, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("select * from %s where gone = 0 order by id", table->name);
  g_autoptr (GxStatement) query = gx_connection_query (book, sql, NULL);
  g_autoptr (GString) line = g_string_new (NULL);

  while (gx_statement_next (query))
    {
      g_string_printf (line, "{\"table\":\"%s\"", table->name);
      for (int i = 0; i < gx_statement_columns (query); i++)
        append_column (line, query, i);
      g_string_append (line, "}\n");
      if (!g_output_stream_write_all (stream, line->str, line->len, NULL, NULL, error))
        return FALSE;
    }
  return gx_statement_finish (query, error);
}

gboolean
gx_journal_dump (GxConnection *book, GOutputStream *stream, GError **error)
{
  gboolean ok = gx_connection_read_begin (book, error);

  if (!ok)
    return FALSE;
  for (int i = 0; ok && i < _gx_tables_count (); i++)
    ok = dump_table (book, _gx_table_at (i), stream, error);
  gx_connection_read_end (book);
  return ok;
}
