/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-conflict-private.h"
#include "store/gx-connection-private.h"

static guint
hash_row (gconstpointer data)
{
  const GxContested *contested = data;

  return g_int64_hash (&contested->row) ^ (guint) contested->table;
}

static gboolean
is_same_row (gconstpointer a, gconstpointer b)
{
  const GxContested *x = a, *y = b;

  return x->row == y->row && x->table == y->table;
}

static GxId
find_step (GxConnection *book, gint64 place)
{
  return gx_connection_get_int64 (book, 0, NULL, "select tx from journal_order where place = ?", "i", place);
}

/* Whether the newest step that was looked at is where it was: it may have been rolled back. */
static gboolean
is_as_seen (GxConnection *book)
{
  return book->contested != NULL && find_step (book, book->contested_place) == book->contested_step;
}

static gboolean
note_open (GxConnection *book, GxContestedFunc count, int table, GxId row, GError **error)
{
  const GxContested contested = { table, row, count (book, table, row, error) };

  if (contested.open < 0)
    return FALSE;
  if (contested.open > 0)
    g_hash_table_add (book->contested, g_memdup2 (&contested, sizeof contested));
  else
    g_hash_table_remove (book->contested, &contested);
  return TRUE;
}

/* All, or those that a step wrote since. */
static gboolean
look_again (GxConnection *book, GxContestedFunc count, GError **error)
{
  g_autoptr (GxStatement) query = book->contested_place == 0
    ? gx_connection_query (book, "select tbl, \"row\" from journal_conflict", NULL)
    : gx_connection_query (book, "select distinct c.tbl, c.\"row\" from journal_order o"
                           " cross join journal_row r on r.tx = o.tx"
                           " cross join journal_conflict c on c.tbl = r.tbl and c.\"row\" = r.\"row\""
                           " where o.place > ?", "i", book->contested_place);

  while (gx_statement_next (query))
    if (!note_open (book, count, gx_statement_int (query, 0), gx_statement_int64 (query, 1), error))
      return FALSE;
  return gx_statement_finish (query, error);
}

GHashTable *
_gx_contested_open (GxConnection *book, GxContestedFunc count, GError **error)
{
  gint64 newest = gx_connection_get_int64 (book, 0, NULL, "select max (place) from journal_order", NULL);

  if (!is_as_seen (book))
    {
      g_clear_pointer (&book->contested, g_hash_table_unref);
      book->contested = g_hash_table_new_full (hash_row, is_same_row, g_free, NULL);
      book->contested_place = 0;
    }
  if (newest != book->contested_place && !look_again (book, count, error))
    {
      g_clear_pointer (&book->contested, g_hash_table_unref);
      return NULL;
    }
  book->contested_place = newest;
  book->contested_step = find_step (book, newest);
  return book->contested;
}
