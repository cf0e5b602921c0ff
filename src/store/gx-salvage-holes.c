/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store/gx-backup-shelf.h"
#include "store/gx-cells-private.h"
#include "store/gx-history-private.h"
#include "store/gx-salvage-private.h"

/* -- The kept copy -- */

static gboolean
asks_yes (GxConnection *book, const char *sql)
{
  return gx_connection_get_int64 (book, 0, NULL, sql, NULL) == 1;
}

/* A copy is of this book where the file's own journal has the copy's last step. Where that may have been lost
   they must have come the same way: some steps are in both, none is another one's, and what the file says
   after it is by the same site: a book that was restored goes on under a new one. */
static gboolean
is_of_this_book (GxSalvage *self)
{
  GxConnection *book = self->book;

  if (asks_yes (book, "select exists (select 1 from main.journal_tx where id = "
                      "(select id from kept.journal_tx order by hlc desc limit 1))")
      || asks_yes (book, "select not exists (select 1 from main.journal_tx)"))
    return asks_yes (book, "select exists (select 1 from kept.journal_tx)");
  return self->report->damaged_pages > 0
         && asks_yes (book, "select exists (select 1 from main.journal_tx join kept.journal_tx using (id))")
         && asks_yes (book, "select not exists (select 1 from main.journal_tx m join kept.journal_tx k "
                            "using (site, seq) where m.id <> k.id)")
         && asks_yes (book, "with last as (select * from kept.journal_tx order by hlc desc limit 1) "
                            "select not exists (select 1 from main.journal_tx m, last "
                            "where m.hlc > last.hlc) "
                            "or exists (select 1 from main.journal_tx m, last where m.site = last.site "
                            "and m.seq > last.seq)");
}

static gboolean
attach (GxConnection *book, const char *path)
{
  sqlite3_stmt *stmt = NULL;
  gboolean ok = sqlite3_prepare_v2 (book->db, "attach ? as kept", -1, &stmt, NULL) == SQLITE_OK
                && sqlite3_bind_text (stmt, 1, path, -1, SQLITE_STATIC) == SQLITE_OK
                && sqlite3_step (stmt) == SQLITE_DONE;

  sqlite3_finalize (stmt);
  return ok;
}

static void
detach (GxConnection *book)
{
  g_hash_table_remove_all (book->statements); /* they hold it */
  sqlite3_exec (book->db, "detach kept", NULL, NULL, NULL);
}

static gboolean
attach_newest (GxSalvage *self, const char *path)
{
  g_autoptr (GPtrArray) copies = gx_backup_list_all (path);

  for (guint i = 0; i < copies->len; i++)
    {
      const GxBackupCopy *copy = copies->pdata[i];

      if (!attach (self->book, copy->path))
        continue;
      if (is_of_this_book (self))
        {
          self->report->backup_at = copy->at;
          return TRUE;
        }
      detach (self->book);
    }
  return FALSE;
}

/* -- Rows -- */

static gboolean
run (GxSalvage *self, char *sql, gint64 *changes, GError **error)
{
  g_autofree char *owned = sql;

  if (!_gx_connection_exec (self->book, owned, error))
    return FALSE;
  if (changes != NULL)
    *changes += sqlite3_changes64 (self->book->db);
  return TRUE;
}

/* The columns that the copy, perhaps of an older version, has too. */
static char *
list_common (GxSalvage *self, const GxSalvageTable *table)
{
  return gx_connection_get_text (self->book, NULL,
    "select group_concat ('\"' || k.name || '\"', ', ') from pragma_table_info (?1, 'kept') k "
    "join pragma_table_info (?1, 'main') m on m.name = k.name", "t", table->name);
}

/* What the copy has and the file had no more; rows are noted in temp.filled, to be brought up to date. */
static gboolean
take_from_copy (GxSalvage *self, GxSalvageTable *table, GError **error)
{
  g_autofree char *columns = list_common (self, table);

  if (columns == NULL)
    return TRUE;
  if (table->shared != NULL
      && !run (self, g_strdup_printf ("insert into temp.filled select %d, k.id from kept.%s k "
                                      "where not exists (select 1 from main.%s m where m.id = k.id)",
                                      table->shared->number, table->name, table->name), NULL, error))
    return FALSE;
  return run (self, g_strdup_printf ("insert or ignore into main.%s (%s) select %s from kept.%s", table->name,
                                     columns, columns, table->name), &table->count.from_backup, error);
}

/* Rows whose birth the journal tells with all their cells. */
static gboolean
begin_from_journal (GxSalvage *self, GxSalvageTable *table, GError **error)
{
  return run (self, g_strdup_printf ("insert into temp.filled select distinct tbl, \"row\" from journal_row "
                                     "where tbl = %d and op = 'i' and not exists "
                                     "(select 1 from %s m where m.id = journal_row.\"row\")",
                                     table->shared->number, table->name), NULL, error);
}

/* A row as the journal has it now. Cells that nobody wrote since an import stay as they are. */
static gboolean
fold (GxSalvage *self, GxSalvageTable *table, GxId id, GError **error)
{
  g_autoptr (GxHistory) history = _gx_history_read (self->book, table->shared, id, G_MAXINT64, error);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autoptr (GString) sets = g_string_new (NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = NULL;
  int rc;

  if (history == NULL)
    return FALSE;
  for (guint i = 1; i < table->columns->len; i++)
    {
      const char *name = g_array_index (table->columns, GxSalvageColumn, i).name;
      GxHolder holder = _gx_history_holder (history, name);

      if (holder.value == NULL)
        continue;
      g_ptr_array_add (values, g_strdup (holder.value));
      g_string_append_printf (names, ", \"%s\"", name);
      g_string_append_printf (marks, ", ?%u", values->len + 1);
      g_string_append_printf (sets, "%s\"%s\" = ?%u", values->len > 1 ? ", " : "", name, values->len + 1);
    }
  if (values->len == 0)
    return TRUE;
  g_autofree char *sql = g_strdup_printf ("insert into %s (id%s) values (?1%s) "
                                          "on conflict (id) do update set %s", table->name, names->str,
                                          marks->str, sets->str);
  rc = sqlite3_prepare_v2 (self->book->db, sql, -1, &stmt, NULL);
  if (rc != SQLITE_OK)
    return _gx_connection_fail (self->book, rc, error);
  sqlite3_bind_int64 (stmt, 1, id);
  for (guint i = 0; i < values->len; i++)
    _gx_cell_bind (stmt, (int) i + 2, values->pdata[i]);
  rc = sqlite3_step (stmt);
  sqlite3_finalize (stmt);
  return rc == SQLITE_DONE || (rc & 0xff) == SQLITE_CONSTRAINT || _gx_connection_fail (self->book, rc, error);
}

static gint64
count_rows (GxSalvage *self, const GxSalvageTable *table)
{
  g_autofree char *sql = g_strdup_printf ("select count(*) from main.%s", table->name);

  return gx_connection_get_int64 (self->book, 0, NULL, sql, NULL);
}

static gboolean
fold_filled (GxSalvage *self, GxSalvageTable *table, GError **error)
{
  gint64 before = count_rows (self, table);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GxId));
  g_autoptr (GxStatement) query = NULL;

  query = gx_connection_query (self->book, "select distinct \"row\" from temp.filled where tbl = ?", "i",
                               (gint64) table->shared->number);
  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);
      g_array_append_val (ids, id);
    }
  if (!gx_statement_finish (query, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!fold (self, table, g_array_index (ids, GxId, i), error))
      return FALSE;
  table->count.from_journal += count_rows (self, table) - before;
  return TRUE;
}

/* -- What is nowhere -- */

/* Rows that the journal knows of: one by one, and as runs of an import. */
static void
count_lost (GxSalvage *self, GxSalvageTable *table)
{
  g_autofree char *singly = g_strdup_printf (
    "select count (distinct \"row\") from journal_row r where tbl = %d and not exists "
    "(select 1 from %s m where m.id = r.\"row\") and not exists (select 1 from journal_range g "
    "where g.tbl = r.tbl and g.op = 'I' and r.\"row\" between g.first and g.last)", table->shared->number,
    table->name);
  g_autofree char *in_runs = g_strdup_printf (
    "select sum (last - first + 1 - (select count (*) from %s m where m.id between first and last)) "
    "from journal_range where tbl = %d and op = 'I'", table->name, table->shared->number);

  table->count.lost = gx_connection_get_int64 (self->book, 0, NULL, singly, NULL)
                      + gx_connection_get_int64 (self->book, 0, NULL, in_runs, NULL);
}

/* What a row points at must be there: an empty one is, where such a row can be empty; else the row points at
   nothing; else it cannot stay. */
static gboolean
mend_link (GxSalvage *self, const GxLink *link, GError **error)
{
  GxSalvageTable *parent = _gx_salvage_table (self, link->parent->name);
  GxSalvageTable *child = _gx_salvage_table (self, link->child->name);
  /* of the child's row by name: it may be its own parent's table */
  g_autofree char *broken = g_strdup_printf ("%s.%s is not null and not exists "
                                             "(select 1 from %s p where p.id = %s.%s)", link->child->name,
                                             link->column, link->parent->name, link->child->name,
                                             link->column);
  gboolean is_needed = FALSE;

  for (guint i = 0; i < child->columns->len; i++)
    {
      const GxSalvageColumn *column = &g_array_index (child->columns, GxSalvageColumn, i);

      if (g_str_equal (column->name, link->column))
        is_needed = column->is_needed;
    }
  if (!run (self, g_strdup_printf ("insert or ignore into %s (id) select distinct %s from %s where %s",
                                   link->parent->name, link->column, link->child->name, broken),
            &parent->count.made_up, error))
    return FALSE;
  if (!is_needed)
    return run (self, g_strdup_printf ("update %s set %s = null where %s", link->child->name, link->column,
                                       broken), NULL, error);
  return run (self, g_strdup_printf ("delete from %s where %s", link->child->name, broken),
              &child->count.lost, error);
}

static gboolean
fill (GxSalvage *self, gboolean with_copy, GError **error)
{
  if (!_gx_connection_exec (self->book, "create temp table filled (tbl integer, \"row\" integer)", error))
    return FALSE;
  for (guint i = 0; with_copy && i < self->tables->len; i++)
    if (!take_from_copy (self, self->tables->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < self->tables->len; i++)
    {
      GxSalvageTable *table = self->tables->pdata[i];

      if (table->shared == NULL)
        continue;
      if (!begin_from_journal (self, table, error) || !fold_filled (self, table, error))
        return FALSE;
      count_lost (self, table);
    }
  for (int i = 0; i < _gx_links_count (); i++)
    if (!mend_link (self, _gx_link_at (i), error))
      return FALSE;
  return _gx_connection_exec (self->book, "drop table temp.filled", error);
}

gboolean
_gx_salvage_fill_holes (GxSalvage *self, const char *path, GError **error)
{
  gboolean with_copy = attach_newest (self, path); /* never within a transaction */
  gboolean ok = _gx_connection_begin (self->book, error) && fill (self, with_copy, error)
                && _gx_connection_commit (self->book, error);

  if (!ok)
    _gx_connection_rollback (self->book);
  if (with_copy)
    detach (self->book);
  return ok;
}
