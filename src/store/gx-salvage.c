/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "store/gx-projection.h"
#include "store/gx-salvage-private.h"
#include "store/gx-wreck-private.h"

#define NOT_OURS 1           /* owner of the pages of other trees */
#define FIRST_OWNER 2        /* of the first table's pages */
#define PAGES_OF_PROGRESS 256
#define MAX_ROWS_JUDGED 40   /* of a page that nobody leads to */
#define FEWEST_VALUES 4      /* of a shared table's row */

/* The trees without row ids store their key first. */
static const struct {
  const char *name;
  gboolean with_rowid;
  const char *columns;
} journal_tables[] = {
  { "journal_tx", TRUE, NULL },
  { "journal_row", FALSE, "tbl row tx op cells salt commitment" },
  { "journal_range", FALSE, "tbl first tx last op cells" },
};

void
gx_salvage_report_free (GxSalvageReport *self)
{
  g_array_unref (self->counts);
  g_free (self);
}

gint64
gx_salvage_report_lost (const GxSalvageReport *self)
{
  gint64 lost = 0;

  for (guint i = 0; i < self->counts->len; i++)
    lost += g_array_index (self->counts, GxSalvageCount, i).lost;
  return lost;
}

/* -- The tables, as the new book has them -- */

static void
clear_column (GxSalvageColumn *column)
{
  g_free (column->name);
}

static void
free_table (GxSalvageTable *table)
{
  g_array_unref (table->columns);
  sqlite3_finalize (table->insert);
  g_free (table);
}

static char
letter_of_type (const char *type)
{
  return (char) g_ascii_tolower (type[0]); /* integer, text, blob, any, real */
}

static const GxTable *
find_parent (const GxTable *child, const char *column)
{
  for (int i = 0; child != NULL && i < _gx_links_count (); i++)
    if (_gx_link_at (i)->child == child && g_str_equal (_gx_link_at (i)->column, column))
      return _gx_link_at (i)->parent;
  return NULL;
}

static void
add_column (GxSalvage *self, GxSalvageTable *table, const char *name)
{
  g_autoptr (GxStatement) query = gx_connection_query (self->book,
    "select type, \"notnull\" from pragma_table_info (?) where name = ?", "tt", table->name, name);
  GxSalvageColumn column = { g_strdup (name), 'a', FALSE, find_parent (table->shared, name) };

  if (gx_statement_next (query))
    {
      column.type = letter_of_type (gx_statement_text (query, 0));
      column.is_needed = gx_statement_int (query, 1) != 0;
    }
  g_array_append_val (table->columns, column);
}

static gboolean
prepare_insert (GxSalvage *self, GxSalvageTable *table, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "insert or ignore into %s (", table->name);
  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "",
                            g_array_index (table->columns, GxSalvageColumn, i).name);
  g_string_append (sql, ") values (");
  for (guint i = 0; i < table->columns->len; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  g_string_append (sql, ")");
  int rc = sqlite3_prepare_v2 (self->book->db, sql->str, -1, &table->insert, NULL);
  return rc == SQLITE_OK || _gx_connection_fail (self->book, rc, error);
}

static gboolean
add_table (GxSalvage *self, const GxTable *shared, const char *name, gboolean with_rowid, const char *columns,
           GError **error)
{
  GxSalvageTable *table = g_new0 (GxSalvageTable, 1);
  g_autofree char *listed = columns != NULL ? g_strdup (columns)
    : gx_connection_get_text (self->book, NULL, "select group_concat (name, ' ') from pragma_table_info (?)",
                              "t", name);
  g_auto (GStrv) names = g_strsplit (listed, " ", -1);

  table->shared = shared;
  table->name = table->count.table = name;
  table->with_rowid = with_rowid;
  table->columns = g_array_new (FALSE, FALSE, sizeof (GxSalvageColumn));
  g_array_set_clear_func (table->columns, (GDestroyNotify) clear_column);
  for (int i = 0; names[i] != NULL; i++)
    add_column (self, table, names[i]);
  g_ptr_array_add (self->tables, table);
  return prepare_insert (self, table, error);
}

static gboolean
add_tables (GxSalvage *self, GError **error)
{
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) free_table);
  for (guint i = 0; i < G_N_ELEMENTS (journal_tables); i++)
    if (!add_table (self, NULL, journal_tables[i].name, journal_tables[i].with_rowid,
                    journal_tables[i].columns, error))
      return FALSE;
  for (int i = 0; i < _gx_tables_count (); i++)
    if (!add_table (self, _gx_table_at (i), _gx_table_at (i)->name, TRUE, NULL, error))
      return FALSE;
  return TRUE;
}

GxSalvageTable *
_gx_salvage_table (GxSalvage *self, const char *name)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (g_str_equal (((GxSalvageTable *) self->tables->pdata[i])->name, name))
      return self->tables->pdata[i];
  return NULL;
}

/* -- Whether a row can be one of a table -- */

static gboolean
fits_column (const GxSalvageColumn *column, const GxWreckValue *value)
{
  if (value->type == 'n')
    return !column->is_needed;
  if (column->type == 'r')
    return value->type == 'r' || value->type == 'i'; /* a whole number is kept as one */
  return column->type == 'a' || column->type == value->type;
}

/* The tables are strict, so a row of one looks like no other's that has other types; older rows are shorter
   by the columns that were appended. */
static gboolean
fits (const GxSalvageTable *table, const GxWreckRow *row)
{
  guint skipped = table->with_rowid ? 1 : 0;

  if (row->n_values > (int) table->columns->len || (skipped == 1 && row->values[0].type != 'n')
      || (table->with_rowid && row->rowid <= 0) || (table->shared != NULL && row->n_values < 2))
    return FALSE;
  for (guint i = skipped; i < (guint) row->n_values; i++)
    if (!fits_column (&g_array_index (table->columns, GxSalvageColumn, i), &row->values[i]))
      return FALSE;
  for (guint i = (guint) row->n_values; i < table->columns->len; i++)
    if (table->shared == NULL) /* of the journal nothing is left out */
      return FALSE;
  return table->shared == NULL || (row->values[1].number >= 0 && row->values[1].number <= 2);
}

static gboolean
fits_journal (const GxSalvageTable *table, const GxWreckRow *row)
{
  const GxWreckValue *op = &row->values[g_str_equal (table->name, "journal_row") ? 3 : 4];

  return table->with_rowid
         || (_gx_table_by_number ((int) row->values[0].number) != NULL && op->length == 1
             && op[1].length > 0 && op[1].bytes[0] == '{');
}

static void
bind_value (sqlite3_stmt *stmt, int index, const GxWreckValue *value)
{
  switch (value->type)
    {
    case 'i': sqlite3_bind_int64 (stmt, index, value->number); break;
    case 'r': sqlite3_bind_double (stmt, index, value->real); break;
    case 't': sqlite3_bind_text (stmt, index, value->bytes, (int) value->length, SQLITE_STATIC); break;
    case 'b': sqlite3_bind_blob (stmt, index, value->bytes, (int) value->length, SQLITE_STATIC); break;
    default: sqlite3_bind_null (stmt, index);
    }
}

/* -- Taking rows over -- */

typedef struct {
  GxSalvage *salvage;
  GxSalvageTable *table;
  guint refused;
  int rc;
} Taking;

/* A column that an older row lacks has the default that the schema says. */
static void
bind_missing (Taking *taking, int index)
{
  const GxSalvageColumn *column = &g_array_index (taking->table->columns, GxSalvageColumn, index);
  g_autofree char *text = gx_connection_get_text (taking->salvage->book, NULL,
    "select dflt_value from pragma_table_info (?) where name = ?", "tt", taking->table->name, column->name);

  if (text == NULL || g_ascii_strcasecmp (text, "null") == 0)
    sqlite3_bind_null (taking->table->insert, index + 1);
  else if (text[0] == '\'')
    sqlite3_bind_text (taking->table->insert, index + 1, text + 1, (int) strlen (text) - 2, SQLITE_TRANSIENT);
  else
    sqlite3_bind_int64 (taking->table->insert, index + 1, g_ascii_strtoll (text, NULL, 10));
}

static void
take_row_cb (const GxWreckRow *row, gpointer data)
{
  Taking *taking = data;
  GxSalvageTable *table = taking->table;

  if (!fits (table, row) || !fits_journal (table, row))
    {
      taking->refused++;
      return;
    }
  for (guint i = 0; i < table->columns->len; i++)
    if (i == 0 && table->with_rowid)
      sqlite3_bind_int64 (table->insert, 1, row->rowid);
    else if (i < (guint) row->n_values)
      bind_value (table->insert, (int) i + 1, &row->values[i]);
    else
      bind_missing (taking, (int) i);
  int rc = sqlite3_step (table->insert);
  if (rc == SQLITE_DONE)
    table->count.found += sqlite3_changes (taking->salvage->book->db);
  else if ((rc & 0xff) == SQLITE_CONSTRAINT || (rc & 0xff) == SQLITE_MISMATCH)
    taking->refused++;
  else if (taking->rc == SQLITE_OK)
    taking->rc = rc;
  sqlite3_reset (table->insert);
}

static gboolean
take_page (GxSalvage *self, GxWreck *wreck, guint page, GxSalvageTable *table, GError **error)
{
  Taking taking = { self, table, 0, SQLITE_OK };

  self->report->damaged_rows += _gx_wreck_read (wreck, page, take_row_cb, &taking);
  self->report->damaged_rows += taking.refused;
  return taking.rc == SQLITE_OK || _gx_connection_fail (self->book, taking.rc, error);
}

/* -- Pages that no tree leads to -- */

typedef struct {
  GxSalvage *salvage;
  GxSalvageTable *table;
  guint rows, fitting;
  gint64 score;
} Judging;

static gboolean
is_there (GxSalvage *self, const GxTable *table, gint64 id)
{
  g_autofree char *sql = g_strdup_printf ("select 1 from %s where id = ?", table->name);

  return gx_connection_get_int64 (self->book, 0, NULL, sql, "i", id) == 1;
}

static char *
dup_text (const GxWreckRow *row, int index)
{
  return row->n_values > index && row->values[index].type == 't'
    ? g_strndup (row->values[index].bytes, row->values[index].length) : NULL;
}

/* Some ids are made of what the row says: a word's of its kind and name, others' of the table and the name. */
static gboolean
is_hash_of (const GxSalvageTable *table, const GxWreckRow *row)
{
  gboolean is_word = g_str_equal (table->name, "word");
  g_autofree char *kind = is_word ? dup_text (row, 2) : g_strdup (table->name);
  g_autofree char *name = dup_text (row, is_word ? 3 : 2);

  return kind != NULL && name != NULL && row->rowid == gx_id_hash_text (kind, name);
}

/* A row as long as today's speaks for a table, and so does what it points at being there. */
static void
judge_row_cb (const GxWreckRow *row, gpointer data)
{
  Judging *judging = data;
  const GxSalvageTable *table = judging->table;

  if (judging->rows++ >= MAX_ROWS_JUDGED || row->n_values < FEWEST_VALUES
      || !fits (table, row) || !fits_journal (table, row))
    return;
  judging->fitting++;
  judging->score += row->n_values == (int) table->columns->len ? 16 : 0;
  judging->score += is_hash_of (table, row) ? 4 : 0;
  for (int i = 1; i < row->n_values; i++)
    {
      const GxSalvageColumn *column = &g_array_index (table->columns, GxSalvageColumn, i);

      if (column->parent != NULL && row->values[i].type == 'i')
        judging->score += is_there (judging->salvage, column->parent, row->values[i].number) ? 2 : -2;
    }
}

/* The table whose rows the page's look like most. @is_sure: (out): no other comes near it. */
static GxSalvageTable *
recognise (GxSalvage *self, GxWreck *wreck, guint page, gboolean with_rowid, gboolean *is_sure)
{
  GxSalvageTable *best = NULL;
  gint64 best_score = G_MININT32, second_score = G_MININT32;

  for (guint i = 0; i < self->tables->len; i++)
    {
      Judging judging = { self, self->tables->pdata[i], 0, 0, 0 };
      gint64 score;

      if (judging.table->with_rowid != with_rowid)
        continue;
      _gx_wreck_read (wreck, page, judge_row_cb, &judging);
      if (judging.fitting == 0 || judging.fitting * 2 < MIN (judging.rows, MAX_ROWS_JUDGED))
        continue;
      score = judging.score + 8 * (gint64) judging.fitting;
      second_score = MAX (second_score, MIN (score, best_score));
      if (score > best_score)
        {
          best = judging.table;
          best_score = score;
        }
    }
  *is_sure = best_score - second_score >= 8;
  return best;
}

/* What rows point at tells tables apart that look alike, once it is there: whoever is not known for sure in
   the first round is judged again in the second. */
static gboolean
take_strays (GxSalvage *self, GxWreck *wreck, GError **error)
{
  guint pages = _gx_wreck_count_pages (wreck);
  g_autofree gboolean *is_taken = g_new0 (gboolean, pages + 1);

  for (int round = 0; round < 2; round++)
    for (guint page = 1; page <= pages; page++)
      {
        gboolean with_rowid = FALSE, is_sure = FALSE;
        GxSalvageTable *table = NULL;

        if (is_taken[page] || _gx_wreck_owner (wreck, page) != 0
            || !_gx_wreck_is_rows (wreck, page, &with_rowid))
          continue;
        table = recognise (self, wreck, page, with_rowid, &is_sure);
        if (table == NULL || (round == 0 && !is_sure))
          continue;
        is_taken[page] = TRUE;
        if (!take_page (self, wreck, page, table, error))
          return FALSE;
      }
  return TRUE;
}

/* -- The whole file -- */

static void
claim_pages (GxSalvage *self, GxWreck *wreck)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const GxSalvageTable *table = self->tables->pdata[i];
      guint root = _gx_wreck_find_root (wreck, table->name);

      if (root != 0)
        self->report->damaged_pages += _gx_wreck_claim (wreck, root, FIRST_OWNER + i);
    }
  _gx_wreck_claim_rest (wreck, NOT_OURS);
}

static gboolean
take_all (GxSalvage *self, GxWreck *wreck, GCancellable *cancellable, GError **error)
{
  guint pages = _gx_wreck_count_pages (wreck);

  self->report->pages = pages;
  claim_pages (self, wreck);
  for (guint page = 1; page <= pages; page++)
    {
      guint owner = _gx_wreck_owner (wreck, page);

      if (page % PAGES_OF_PROGRESS == 0)
        {
          if (self->book->progress != NULL)
            self->book->progress (page, pages, self->book->progress_data);
          if (g_cancellable_is_cancelled (cancellable))
            return _gx_connection_fail (self->book, SQLITE_INTERRUPT, error);
        }
      if (owner >= FIRST_OWNER
          && !take_page (self, wreck, page, self->tables->pdata[owner - FIRST_OWNER], error))
        return FALSE;
    }
  return take_strays (self, wreck, error);
}

/* The new book is born with a journal and a currency of its own: the old one's take their place. */
static gboolean
empty (GxSalvage *self, GError **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("delete from %s",
                                              ((GxSalvageTable *) self->tables->pdata[i])->name);

      if (!_gx_connection_exec (self->book, sql, error))
        return FALSE;
    }
  return TRUE;
}

static void
end_report (GxSalvage *self)
{
  

  for (guint i = 0; i < self->tables->len; i++)
    {
      const GxSalvageTable *table = self->tables->pdata[i];
      const GxSalvageCount *count = &table->count;

      if (count->found + count->from_journal + count->from_backup + count->made_up + count->lost > 0)
        g_array_append_val (self->report->counts, *count);
    }
  self->report->journal_is_whole =
    gx_connection_get_int64 (self->book, 1, NULL,
                             "select exists (select 1 from journal_tx group by site "
                             "having max (seq) <> count (*)) or exists (select 1 from journal_row r "
                             "where not exists "
                             "(select 1 from journal_tx t where t.id = r.tx))", NULL) == 0
    && _gx_salvage_table (self, "journal_row")->count.lost == 0;
}

/* Of a book that was begun at least its first step. */
static gboolean
has_found_any (GxSalvage *self, const char *damaged, GError **error)
{
  g_autofree char *name = g_path_get_basename (damaged);

  for (guint i = 0; i < self->tables->len; i++)
    {
      const GxSalvageCount *count = &((const GxSalvageTable *) self->tables->pdata[i])->count;

      if (count->found + count->from_backup > 0)
        return TRUE;
    }
  g_set_error (error, GX_ERROR, GX_ERROR_NOT_A_BOOK,
               /* Translators: %s is a file's name */
               _("Nothing of a customer book was found in “%s”. Restore a backup; no new book was "
                 "made."), name);
  return FALSE;
}

static gboolean
salvage (GxSalvage *self, const char *damaged, GxWreck *wreck, GCancellable *cancellable, GError **error)
{
  return _gx_connection_exec (self->book, "pragma foreign_keys = off", error)
         && _gx_connection_begin (self->book, error)
         && add_tables (self, error)
         && empty (self, error)
         && take_all (self, wreck, cancellable, error)
         && _gx_connection_commit (self->book, error)
         && _gx_salvage_fill_holes (self, damaged, error)
         && has_found_any (self, damaged, error)
         && _gx_connection_exec (self->book, "pragma foreign_keys = on", error)
         && gx_projection_rebuild (self->book, error);
}

gboolean
gx_salvage_book (const char *damaged, const char *dest, GxProgressFunc func, gpointer user_data,
                 GCancellable *cancellable, GxSalvageReport **report, GError **error)
{
  g_autoptr (GxWreck) wreck = NULL;
  g_autoptr (GxConnection) book = NULL;
  GxSalvage self = { 0 };
  gboolean ok;

  g_return_val_if_fail (damaged != NULL && dest != NULL, FALSE);

  wreck = _gx_wreck_open (damaged, error);
  book = wreck != NULL ? gx_connection_create (dest, NULL, error) : NULL;
  if (book == NULL)
    {
      gx_error_prefix (error, _("Could not rescue the book"));
      return FALSE;
    }
  gx_connection_set_progress (book, func, user_data);
  self.book = book;
  self.report = g_new0 (GxSalvageReport, 1);
  self.report->counts = g_array_new (FALSE, FALSE, sizeof (GxSalvageCount));
  ok = salvage (&self, damaged, wreck, cancellable, error);
  if (ok)
    end_report (&self);
  g_clear_pointer (&self.tables, g_ptr_array_unref);
  gx_connection_set_progress (book, NULL, NULL);
  book->last_hlc = 0;
  book->site = 0; /* the next step reads where the journal stands, and draws a new one */
  gx_connection_close (book);
  if (!ok)
    {
      g_unlink (dest);
      gx_error_prefix (error, _("Could not rescue the book"));
    }
  if (ok && report != NULL)
    *report = g_steal_pointer (&self.report);
  g_clear_pointer (&self.report, gx_salvage_report_free);
  return ok;
}
