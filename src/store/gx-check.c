/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/gx-chore-private.h"
#include "store/gx-fold-private.h"
#include "store/gx-journal.h"
#include "store/gx-projection-private.h"
#include "store/gx-step-private.h"

#define MAX_PROBLEMS 20

static gboolean
check_integrity (GxConnection *book, GPtrArray *problems, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, "pragma integrity_check(20)", NULL);

  while (gx_statement_next (query))
    if (!g_str_equal (gx_statement_text (query, 0), "ok"))
      g_ptr_array_add (problems,
                       /* Translators: %s is the database's own words */
                       g_strdup_printf (_("The file is damaged: %s"), gx_statement_text (query, 0)));
  return gx_statement_finish (query, error);
}

static gboolean
check_foreign_keys (GxConnection *book, GPtrArray *problems, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, "pragma foreign_key_check", NULL);

  while (gx_statement_next (query) && problems->len < MAX_PROBLEMS)
    g_ptr_array_add (problems, g_strdup_printf (
      /* Translators: %1$s and %3$s are tables of the file, %2$s is a row's id */
      _("A row of %1$s (%2$s) points at a row of %3$s that is not there."),
      gx_statement_text (query, 0), gx_statement_text (query, 1), gx_statement_text (query, 2)));
  return gx_statement_finish (query, error);
}

static gboolean
compare_derived (GxConnection *book, const char *table, GPtrArray *problems, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "select (select count(*) from (select * from main.%1$s except select * from temp.%1$s))"
    " + (select count(*) from (select * from temp.%1$s except select * from main.%1$s))", table);
  g_autoptr (GError) failed = NULL;
  gint64 differing = gx_connection_get_int64 (book, 0, &failed, sql, NULL);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (differing > 0)
    g_ptr_array_add (problems, g_strdup_printf (
      /* Translators: %1$s is a table of the file, %2$d a count */
      _("What is derived in %1$s differs from a rebuild in %2$d rows. “guanxi-cli book rebuild” puts it "
        "right."),
      table, (int) differing));
  return TRUE;
}

/* An empty temporary table, with indexes, of the same name: a query that says no schema means this one. */
static gboolean
shadow_table (GxConnection *book, const char *table, GError **error)
{
  /* so SQLite keeps them */
  static const char table_words[] = "CREATE TABLE ", index_words[] = "CREATE INDEX ";
  g_autoptr (GString) shadow = g_string_new (NULL);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select sql from main.sqlite_schema where tbl_name = ? and sql is not null order by type = 'index'", "t",
    table);

  while (gx_statement_next (query))
    {
      const char *sql = gx_statement_text (query, 0);

      if (g_str_has_prefix (sql, table_words))
        g_string_append_printf (shadow, "create temp table %s;", sql + strlen (table_words));
      else if (g_str_has_prefix (sql, index_words))
        g_string_append_printf (shadow, "create index temp.%s;", sql + strlen (index_words));
    }
  return gx_statement_finish (query, error) && _gx_connection_exec (book, shadow->str, error);
}

/* Facts equal a rebuild, made beside the book in temporary tables: the book itself is only read. */
static gboolean
check_facts (GxConnection *book, GPtrArray *problems, GError **error)
{
  gboolean ok = _gx_connection_exec (book, "begin", error);

  if (!ok)
    return FALSE;
  for (int i = 0; ok && _gx_derived_tables[i] != NULL; i++)
    ok = shadow_table (book, _gx_derived_tables[i], error);
  ok = ok && _gx_projection_run_all (book, error);
  for (int i = 0; ok && _gx_derived_tables[i] != NULL; i++)
    ok = compare_derived (book, _gx_derived_tables[i], problems, error);
  _gx_connection_rollback (book);
  return ok && _gx_chores_check (book, problems, error);
}

/* -- The chain -- */

typedef struct {
  GxConnection *book;
  GPtrArray *problems;
  GxId site;
  gint64 seq;
  GBytes *hash;
} Chain;

static gboolean
same_bytes (const void *expected, gsize length, GxStatement *query, int column)
{
  sqlite3_stmt *stmt = _gx_statement_get (query);

  return (gsize) sqlite3_column_bytes (stmt, column) == length
         && memcmp (sqlite3_column_blob (stmt, column), expected, length) == 0;
}

static gboolean
sum_entries (Chain *chain, GxId tx, GChecksum *body, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GxStatement) rows = gx_connection_query (chain->book,
    "select tbl, \"row\", op, cells, salt, commitment from journal_row where tx = ? order by tbl, \"row\"",
    "i", tx);
  g_autoptr (GxStatement) ranges = gx_connection_query (chain->book,
    "select tbl, first, last, op, cells from journal_range where tx = ? order by tbl, first", "i", tx);

  while (gx_statement_next (rows))
    {
      sqlite3_stmt *stmt = _gx_statement_get (rows);
      guint8 commitment[GX_DIGEST_LENGTH];

      _gx_commitment (sum, sqlite3_column_blob (stmt, 4), sqlite3_column_bytes (stmt, 4),
                      gx_statement_int (rows, 0),
                      gx_statement_int64 (rows, 1), gx_statement_text (rows, 2)[0],
                      gx_statement_text (rows, 3), commitment);
      if (sqlite3_column_bytes (stmt, 4) > 0 && !same_bytes (commitment, sizeof commitment, rows, 5))
        g_ptr_array_add (chain->problems,
                         g_strdup (_("A record of the journal was changed outside the program.")));
      g_checksum_update (body, sqlite3_column_blob (stmt, 5), sqlite3_column_bytes (stmt, 5));
    }
  while (gx_statement_next (ranges))
    _gx_chain_add_range (body, gx_statement_int (ranges, 0), gx_statement_int64 (ranges, 1),
                         gx_statement_int64 (ranges, 2),
                         gx_statement_text (ranges, 3)[0], gx_statement_text (ranges, 4));
  return gx_statement_finish (rows, error) && gx_statement_finish (ranges, error);
}

static gboolean
check_link (Chain *chain, GxStatement *query, GError **error)
{
  g_autoptr (GChecksum) body = g_checksum_new (G_CHECKSUM_SHA256);
  GxId tx = gx_statement_int64 (query, 0), site = gx_statement_int64 (query, 1);
  gint64 seq = gx_statement_int64 (query, 2);
  g_autofree char *header = _gx_chain_header (tx, site, seq, gx_statement_int64 (query, 3),
                                              gx_statement_int64 (query, 4),
                                              gx_statement_int64 (query, 5), gx_statement_text (query, 6)[0],
                                              gx_statement_int64 (query, 7), gx_statement_int64 (query, 8),
                                              gx_statement_text (query, 9));
  g_autoptr (GBytes) hash = NULL;

  if (site != chain->site)
    {
      chain->site = site;
      chain->seq = 0;
      g_clear_pointer (&chain->hash, g_bytes_unref);
    }
  if (!sum_entries (chain, tx, body, error))
    return FALSE;
  hash = _gx_chain_hash (chain->hash, header, body);
  if (seq != chain->seq + 1
      || !same_bytes (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash), query, 10))
    g_ptr_array_add (chain->problems,
                     g_strdup (_("The journal's chain is broken: a step is missing or was changed.")));
  chain->seq = seq;
  g_clear_pointer (&chain->hash, g_bytes_unref);
  chain->hash = g_bytes_new (sqlite3_column_blob (_gx_statement_get (query), 10),
                             sqlite3_column_bytes (_gx_statement_get (query), 10));
  return TRUE;
}

static gboolean
check_chain (GxConnection *book, GPtrArray *problems, GError **error)
{
  Chain chain = { .book = book, .problems = problems };
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select id, site, seq, hlc, at, author, kind, root, reverses, label, hash from journal_tx order by "
    "site, seq", NULL);
  gboolean ok = TRUE;

  while (ok && problems->len < MAX_PROBLEMS && gx_statement_next (query))
    ok = check_link (&chain, query, error);
  g_clear_pointer (&chain.hash, g_bytes_unref);
  return ok && gx_statement_finish (query, error);
}

/* -- The book is the fold of its journal -- */

typedef struct {
  GxConnection *book;
  GxFold *fold;
  const GxTable *table;
  gint64 differing;
} Folding;

/* Row by row those that have entries. */
static gboolean
compare_rows (Folding *self, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (self->book,
    "select distinct \"row\" from journal_row where tbl = ?", "i", (gint64) self->table->number);

  while (gx_statement_next (query))
    {
      gboolean differs = FALSE;

      if (!_gx_fold_compare (self->fold, self->table, gx_statement_int64 (query, 0), &differs, error))
        return FALSE;
      self->differing += differs;
    }
  return gx_statement_finish (query, error);
}

/* Imports: every row is there or waits, and those without entries are in the bin or not as the newest range
   says. */
static gboolean
compare_ranges (Folding *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "select i.last - i.first + 1"
    " - (select count(*) from main.%1$s c where c.id between i.first and i.last)"
    " - (select count(*) from journal_image w where w.tbl = i.tbl and w.\"row\" between i.first and i.last"
    "    and not exists (select 1 from main.%1$s c where c.id = w.\"row\"))"
    " + (select count(*) from main.%1$s c where c.id between i.first and i.last"
    "    and c.gone <> coalesce ((select json_extract (u.cells, '$.gone[1]') from journal_range u"
    "                              join journal_tx t on t.id = u.tx where u.tbl = i.tbl and u.op = 'U'"
    "                              and u.first <= c.id and u.last >= c.id"
    "                             order by t.hlc desc, t.site desc limit 1), c.gone)"
    "    and not exists (select 1 from journal_row r where r.tbl = i.tbl and r.\"row\" = c.id))"
    " from journal_range i where i.tbl = ? and i.op = 'I'", self->table->name);
  g_autoptr (GxStatement) query = gx_connection_query (self->book, sql, "i", (gint64) self->table->number);

  while (gx_statement_next (query))
    self->differing += ABS (gx_statement_int64 (query, 0));
  return gx_statement_finish (query, error);
}

/* Whether every row is what the journal says of it, by the rule that brings the steps of several computers
   together. */
static gboolean
check_fold (GxConnection *book, GPtrArray *problems, GError **error)
{
  g_autoptr (GxFold) fold = _gx_fold_new (book);

  for (int i = 0; i < _gx_tables_count (); i++)
    {
      Folding folding = { book, fold, _gx_table_at (i), 0 };

      if (!compare_rows (&folding, error) || !compare_ranges (&folding, error))
        return FALSE;
      if (folding.differing > 0)
        g_ptr_array_add (problems, g_strdup_printf (
          /* Translators: %1$s is a table of the file, %2$d a count */
          _("The rows of %1$s are not what the journal says, in %2$d of them."), folding.table->name,
          (int) folding.differing));
    }
  return TRUE;
}

gboolean
gx_journal_check_knows_facts (GxConnection *book)
{
  return gx_connection_get_version (book) == GX_BOOK_VERSION;
}

gboolean
gx_journal_check (GxConnection *book, GPtrArray **problems, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  if (!check_integrity (book, found, error)
      || !check_foreign_keys (book, found, error)
      || (gx_journal_check_knows_facts (book) && !check_facts (book, found, error))
      || !check_chain (book, found, error)
      || (gx_journal_check_knows_facts (book) && !check_fold (book, found, error)))
    return FALSE;
  *problems = g_steal_pointer (&found);
  return TRUE;
}
