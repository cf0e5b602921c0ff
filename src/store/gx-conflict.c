/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store/gx-cells-private.h"
#include "store/gx-conflict-private.h"
#include "store/gx-step-private.h"

/* One entry of the row, and what is asked of it. */
typedef struct {
  GxId step, root, site, author;
  gint64 seq, at_ms;
  char kind;
  char *cells;
} Writer;

/* Who wrote a cell, in the order of clocks. */
typedef struct {
  guint writer;            /* place among the row's writers */
  char *old_json, *json;   /* old: NULL for a birth */
} Write;

static void
clear_writer (Writer *writer)
{
  g_free (writer->cells);
}

static void
clear_write (Write *write)
{
  g_free (write->old_json);
  g_free (write->json);
}

static void
free_cell (GxConflictCell *cell)
{
  g_free (cell->value);
  g_free (cell->other_value);
  g_free (cell->json);
  g_free (cell->other_json);
  g_free (cell);
}

void
gx_conflict_free (GxConflict *self)
{
  if (self == NULL)
    return;
  g_free (self->customer_name);
  g_free (self->author_name);
  g_free (self->other_author_name);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_free (self);
}

/* -- Who had seen what -- */

/* Whether the book of @later had @earlier when it wrote. */
static gboolean
saw (GxConnection *book, const Writer *later, const Writer *earlier)
{
  if (later->site == earlier->site)
    return later->seq >= earlier->seq;
  return gx_connection_get_int64 (book, 0, NULL,
    "select max (other_seq) from journal_seen where site = ? and other = ? and seq <= ?", "iii", later->site,
    earlier->site, later->seq) >= earlier->seq;
}

static GArray *
read_writers (GxConnection *book, const GxTable *table, GxId row, GError **error)
{
  g_autoptr (GArray) writers = g_array_new (FALSE, FALSE, sizeof (Writer));
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select t.id, t.root, t.site, t.author, t.seq, t.at, t.kind, r.cells"
    " from journal_row r join journal_tx t on t.id = r.tx where r.tbl = ? and r.\"row\" = ?"
    " order by t.hlc, t.site", "ii", (gint64) table->number, row);

  g_array_set_clear_func (writers, (GDestroyNotify) clear_writer);
  while (gx_statement_next (query))
    {
      const Writer writer = {
        gx_statement_int64 (query, 0), gx_statement_int64 (query, 1), gx_statement_int64 (query, 2),
        gx_statement_int64 (query, 3), gx_statement_int64 (query, 4), gx_statement_int64 (query, 5),
        gx_statement_text (query, 6)[0], gx_statement_dup_text (query, 7),
      };

      g_array_append_val (writers, writer);
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&writers) : NULL;
}

/* column → GArray of Write */
static GHashTable *
sort_by_column (GArray *writers)
{
  GHashTable *columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                               (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < writers->len; i++)
    {
      GxCellReader reader;

      _gx_cell_reader_init (&reader, g_array_index (writers, Writer, i).cells);
      while (_gx_cell_reader_next (&reader))
        {
          g_autofree char *column = g_strndup (reader.column, reader.column_length);
          GArray *writes = g_hash_table_lookup (columns, column);
          Write write = { .writer = i };

          if (reader.new_json == NULL)
            continue;
          if (writes == NULL)
            {
              writes = g_array_new (FALSE, FALSE, sizeof (Write));
              g_array_set_clear_func (writes, (GDestroyNotify) clear_write);
              g_hash_table_insert (columns, g_strdup (column), writes);
            }
          write.old_json = reader.old_json != NULL ? g_strndup (reader.old_json, reader.old_length) : NULL;
          write.json = g_strndup (reader.new_json, reader.new_length);
          g_array_append_val (writes, write);
        }
    }
  return columns;
}

/* -- Of one row -- */

typedef struct {
  GxConnection *book;
  const GxTable *table;
  GxId row;
  GArray *writers;
  GPtrArray *found;        /* of GxConflict; NULL: only asks whether … */
  gboolean has_met;        /* two wrote beside each other */
} Search;

static const Writer *
writer_at (const Search *self, guint index)
{
  return &g_array_index (self->writers, Writer, index);
}

static GxConflict *
find_or_add (Search *self, const Writer *winner, const Writer *other, gboolean is_delete)
{
  GxConflict *conflict;

  for (guint i = 0; i < self->found->len; i++)
    {
      conflict = g_ptr_array_index (self->found, i);
      if (conflict->table == self->table->name && conflict->row == self->row
          && conflict->other_step == other->step && conflict->is_delete == is_delete)
        return conflict;
    }
  conflict = g_new0 (GxConflict, 1);
  conflict->table = self->table->name;
  conflict->row = self->row;
  conflict->is_delete = is_delete;
  conflict->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) free_cell);
  conflict->step = winner->step;
  conflict->author = winner->author;
  conflict->at_ms = winner->at_ms;
  conflict->other_step = other->step;
  conflict->other_author = other->author;
  conflict->other_at_ms = other->at_ms;
  g_ptr_array_add (self->found, conflict);
  return conflict;
}

static void
add_cell (GxConflict *conflict, const char *column, const char *json, const char *other_json)
{
  GxConflictCell *cell = g_new0 (GxConflictCell, 1);

  cell->column = g_intern_string (column);
  cell->json = g_strdup (json);
  cell->other_json = g_strdup (other_json);
  g_ptr_array_add (conflict->cells, cell);
}

static const Writer *
writer_of (const Search *self, GArray *writes, guint index)
{
  return writer_at (self, g_array_index (writes, Write, index).writer);
}

/* The newest write that is not of @root; -1: none. */
static int
find_beneath (const Search *self, GArray *writes, GxId root)
{
  for (int i = (int) writes->len - 1; i >= 0; i--)
    if (writer_of (self, writes, i)->root != root)
      return i;
  return -1;
}

/* A decision that was taken back is none: what it and its undo wrote counts for nothing, where the cell is
   again as it was without them. */
static void
drop_undone (const Search *self, GArray *writes)
{
  for (;;)
    {
      const Write *last = &g_array_index (writes, Write, writes->len - 1);
      const Writer *writer = writer_at (self, last->writer);
      int beneath = writer->kind == 'u' ? find_beneath (self, writes, writer->root) : -1;

      if (beneath < 0 || !g_str_equal (g_array_index (writes, Write, beneath).json, last->json))
        return;
      for (int i = (int) writes->len - 1; i >= 0; i--)
        if (writer_of (self, writes, i)->root == writer->root)
          g_array_remove_index (writes, i);
    }
}

/* Every head of the cell beside the last one, which stands in the book. */
static void
find_heads (Search *self, const char *column, GArray *writes)
{
  const Write *last;

  drop_undone (self, writes);
  last = &g_array_index (writes, Write, writes->len - 1);

  for (guint i = 0; i + 1 < writes->len; i++)
    {
      const Write *write = &g_array_index (writes, Write, i);
      gboolean is_seen = g_str_equal (write->json, last->json);

      for (guint k = i + 1; k < writes->len && !is_seen; k++)
        is_seen = saw (self->book, writer_of (self, writes, k), writer_at (self, write->writer));
      if (!is_seen)
        add_cell (find_or_add (self, writer_at (self, last->writer), writer_at (self, write->writer), FALSE),
                  column, last->json, write->json);
    }
}

/* Whether the row was edited by @write while @binner put it into the bin. */
static gboolean
is_beside (const Search *self, const Writer *binner, const Write *write)
{
  const Writer *writer = writer_at (self, write->writer);

  return write->old_json != NULL && !saw (self->book, binner, writer) && !saw (self->book, writer, binner);
}

/* What was written in a row that somebody put into the bin meanwhile. */
static void
find_edits (Search *self, GHashTable *columns, const Writer *binner)
{
  GHashTableIter iter;
  gpointer column, writes;

  g_hash_table_iter_init (&iter, columns);
  while (g_hash_table_iter_next (&iter, &column, &writes))
    for (guint i = 0; i < ((GArray *) writes)->len && !g_str_equal (column, "gone"); i++)
      {
        const Write *write = &g_array_index ((GArray *) writes, Write, i);

        self->has_met = self->has_met || is_beside (self, binner, write);
        if (self->found != NULL && is_beside (self, binner, write))
          add_cell (find_or_add (self, binner, writer_at (self, write->writer), TRUE), column,
                    write->old_json, write->json);
      }
}

/* Whether two ever wrote beside each other, be it decided or not. */
static void
look_for_meetings (Search *self, GHashTable *columns)
{
  GHashTableIter iter;
  gpointer column, writes;

  g_hash_table_iter_init (&iter, columns);
  while (g_hash_table_iter_next (&iter, &column, &writes))
    for (guint i = 0; i < ((GArray *) writes)->len; i++)
      {
        const Write *write = &g_array_index ((GArray *) writes, Write, i);

        if (!g_str_equal (column, "gone"))
          self->has_met = self->has_met || (i > 0 && !saw (self->book, writer_at (self, write->writer),
                                                           writer_of (self, writes, i - 1)));
        else if (!g_str_equal (write->json, "0"))
          find_edits (self, columns, writer_at (self, write->writer));
      }
}

static gboolean
search_row (Search *self, GError **error)
{
  g_autoptr (GHashTable) columns = NULL;
  GHashTableIter iter;
  gpointer column, writes;
  GArray *gone;

  self->writers = read_writers (self->book, self->table, self->row, error);
  if (self->writers == NULL)
    return FALSE;
  columns = sort_by_column (self->writers);
  if (self->found == NULL)
    {
      look_for_meetings (self, columns);
      g_clear_pointer (&self->writers, g_array_unref);
      return TRUE;
    }
  g_hash_table_iter_init (&iter, columns);
  while (g_hash_table_iter_next (&iter, &column, &writes))
    if (!g_str_equal (column, "gone"))
      find_heads (self, column, writes);
  gone = g_hash_table_lookup (columns, "gone");
  if (gone != NULL && _gx_membership_of (self->table->name) == NULL)
    {
      const Write *last;

      drop_undone (self, gone);
      last = &g_array_index (gone, Write, gone->len - 1);
      if (!g_str_equal (last->json, "0"))
        find_edits (self, columns, writer_at (self, last->writer));
    }
  g_clear_pointer (&self->writers, g_array_unref);
  return TRUE;
}

gboolean
_gx_conflict_note (GxConnection *book, const GxTable *table, GxId row, GError **error)
{
  Search search = { book, table, row, NULL, NULL, FALSE };

  if (!search_row (&search, error))
    return FALSE;
  return !search.has_met
         || gx_connection_run (book, error, "insert or ignore into journal_conflict (tbl, \"row\")"
                               " values (?, ?)", "ii", (gint64) table->number, row);
}

/* -- The list -- */

static GxId
find_customer (GxConnection *book, const GxTable *table, GxId row)
{
  g_autofree char *sql = NULL;

  if (g_str_equal (table->name, "customer"))
    return row;
  if (g_str_equal (table->name, "purchase_line"))
    return gx_connection_get_int64 (book, 0, NULL, "select p.customer_id from purchase_line l"
                                    " join purchase p on p.id = l.purchase_id where l.id = ?", "i", row);
  for (int i = 0; i < _gx_links_count () && sql == NULL; i++)
    if (_gx_link_at (i)->child == table && g_str_equal (_gx_link_at (i)->parent->name, "customer"))
      sql = g_strdup_printf ("select %s from %s where id = ?", _gx_link_at (i)->column, table->name);
  return sql != NULL ? gx_connection_get_int64 (book, 0, NULL, sql, "i", row) : 0;
}

/* What stands at the end of a link, where it has a name. */
static char *
name_parent (GxConnection *book, const GxTable *parent, const char *json)
{
  static const char * const named[] = { "member", "word", "customer", "custom_field", "product", NULL };
  g_autofree char *sql = g_strdup_printf ("select name from %s where id = ?", parent->name);

  if (!g_strv_contains (named, parent->name))
    return NULL;
  return gx_connection_get_text (book, NULL, sql, "i", (gint64) g_ascii_strtoll (json, NULL, 10));
}

static char *
word_value (GxConnection *book, const GxTable *table, const char *column, const char *json)
{
  char *text = NULL;

  for (int i = 0; i < _gx_links_count () && text == NULL; i++)
    if (_gx_link_at (i)->child == table && g_str_equal (_gx_link_at (i)->column, column))
      text = name_parent (book, _gx_link_at (i)->parent, json);
  return text != NULL ? text : _gx_cell_to_text (json);
}

static char *
name_member (GxConnection *book, GxId author)
{
  return gx_connection_get_text (book, NULL, "select name from member where id = ?", "i", author);
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(GxConflictCell * const *) a)->column, (*(GxConflictCell * const *) b)->column);
}

/* The words for people. */
static void
word (GxConnection *book, GxConflict *self)
{
  const GxTable *table = _gx_table_by_name (self->table);

  self->customer_id = find_customer (book, table, self->row);
  self->customer_name = gx_connection_get_text (book, NULL, "select name from customer where id = ?", "i",
                                                self->customer_id);
  self->author_name = name_member (book, self->author);
  self->other_author_name = name_member (book, self->other_author);
  for (guint i = 0; i < self->cells->len; i++)
    {
      GxConflictCell *cell = g_ptr_array_index (self->cells, i);

      cell->value = word_value (book, table, cell->column, cell->json);
      cell->other_value = word_value (book, table, cell->column, cell->other_json);
    }
  g_ptr_array_sort (self->cells, compare_columns);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const GxConflict *x = *(GxConflict * const *) a, *y = *(GxConflict * const *) b;

  if (x->at_ms != y->at_ms)
    return x->at_ms < y->at_ms ? 1 : -1;
  return x->row != y->row ? (x->row > y->row ? 1 : -1) : strcmp (x->table, y->table);
}

static int
count_row (GxConnection *book, int table, GxId row, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_conflict_free);
  Search search = { book, _gx_table_by_number (table), row, NULL, found, FALSE };

  return search_row (&search, error) ? (int) found->len : -1;
}

static gboolean
find_all (GxConnection *book, GPtrArray *found, GError **error)
{
  GHashTable *open = _gx_contested_open (book, count_row, error);
  GHashTableIter iter;
  gpointer row;

  if (open == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, open);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    {
      const GxContested *contested = row;
      Search search = { book, _gx_table_by_number (contested->table), contested->row, NULL, found, FALSE };

      if (!search_row (&search, error))
        return FALSE;
    }
  return TRUE;
}

/* Few rows are one customer's, so what is decided among them is looked at, too. */
static gboolean
find_customers (GxConnection *book, GxId customer, GPtrArray *found, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, "select tbl, \"row\" from journal_conflict",
                                                       NULL);

  while (gx_statement_next (query))
    {
      Search search = { book, _gx_table_by_number (gx_statement_int (query, 0)),
                        gx_statement_int64 (query, 1), NULL, found, FALSE };

      if (find_customer (book, search.table, search.row) == customer && !search_row (&search, error))
        return FALSE;
    }
  return gx_statement_finish (query, error);
}

GPtrArray *
gx_conflicts_list (GxConnection *book, GxId customer, int limit, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_conflict_free);

  if (gx_connection_get_version (book) < 5)
    return g_steal_pointer (&found);
  if (!(customer != 0 ? find_customers (book, customer, found, error) : find_all (book, found, error)))
    return NULL;
  g_ptr_array_sort (found, compare_times);
  if (limit >= 0 && found->len > (guint) limit)
    g_ptr_array_set_size (found, limit);
  for (guint i = 0; i < found->len; i++)
    word (book, g_ptr_array_index (found, i));
  return g_steal_pointer (&found);
}

int
gx_conflicts_count (GxConnection *book)
{
  GHashTable *open = gx_connection_get_version (book) < 5 ? NULL : _gx_contested_open (book, count_row, NULL);
  GHashTableIter iter;
  gpointer row;
  int count = 0;

  if (open == NULL)
    return 0;
  g_hash_table_iter_init (&iter, open);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    count += ((const GxContested *) row)->open;
  return count;
}

/* -- To decide -- */

static gboolean
write_cell (GxConnection *book, const GxConflict *conflict, const char *column, const char *json,
            GError **error)
{
  g_autofree char *sql = g_strdup_printf ("update %s set \"%s\" = ? where id = ?", conflict->table, column);
  g_autoptr (GxStatement) update = gx_connection_query (book, sql, NULL);

  if (_gx_statement_get (update) != NULL)
    {
      _gx_cell_bind (_gx_statement_get (update), 1, json);
      sqlite3_bind_int64 (_gx_statement_get (update), 2, conflict->row);
    }
  return gx_statement_run (update, error);
}

/* Decided cells are written down also where they stay. */
static void
keep_cell (GxStep *step, const GxConflict *conflict, const char *column)
{
  const GxTable *table = _gx_table_by_name (conflict->table);
  g_autofree char *sql = g_strdup_printf ("select \"%s\" from %s where id = ?", column, conflict->table);
  g_autoptr (GxStatement) query = gx_connection_query (step->book, sql, "i", conflict->row);
  g_autofree char *json = NULL;

  if (!gx_statement_next (query))
    return;
  json = _gx_cell_spell (sqlite3_column_value (_gx_statement_get (query), 0));
  _gx_capture_keep (_gx_step_door (step), table, conflict->row, column, json);
}

static gboolean
decide (GxConnection *book, const GxActor *actor, const GxConflict *conflict, const char *label,
        gboolean use_other, GxId *step_id, GError **error)
{
  g_autoptr (GxStep) step = gx_step_begin (book, actor, label, error);

  if (step == NULL)
    return FALSE;
  if (conflict->is_delete)
    {
      keep_cell (step, conflict, "gone");
      if (use_other && !write_cell (book, conflict, "gone", "0", error))
        return FALSE;
    }
  for (guint i = 0; i < conflict->cells->len && !conflict->is_delete; i++)
    {
      const GxConflictCell *cell = g_ptr_array_index (conflict->cells, i);

      keep_cell (step, conflict, cell->column);
      if (use_other && !write_cell (book, conflict, cell->column, cell->other_json, error))
        return FALSE;
    }
  return gx_step_commit (g_steal_pointer (&step), step_id, error);
}

gboolean
gx_conflict_use_other (GxConnection *book, const GxActor *actor, const GxConflict *conflict, GxId *step,
                       GError **error)
{
  g_return_val_if_fail (conflict != NULL, FALSE);

  return decide (book, actor, conflict, "conflict.use_other", TRUE, step, error);
}

gboolean
gx_conflict_keep (GxConnection *book, const GxActor *actor, const GxConflict *conflict, GxId *step,
                  GError **error)
{
  g_return_val_if_fail (conflict != NULL, FALSE);

  return decide (book, actor, conflict, "conflict.keep", FALSE, step, error);
}
