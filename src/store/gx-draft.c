/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-draft.h"

#include "base/gx-clock.h"
#include "store/gx-statement.h"

gboolean
gx_draft_keep (GxConnection *book, const char *key, const char *body, GError **error)
{
  g_return_val_if_fail (book != NULL && key != NULL, FALSE);

  if (body == NULL)
    return gx_connection_run (book, error, "delete from draft where key = ?", "t", key);
  return gx_connection_run (book, error, "insert or replace into draft (key, at, body) values (?, ?, ?)",
                            "tit", key, gx_clock_now (), body);
}

GHashTable *
gx_drafts_load (GxConnection *book, const char *prefix, GError **error)
{
  g_autoptr (GHashTable) drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select key, body from draft where substr (key, 1, length (?1)) = ?1", "t", prefix);

  while (gx_statement_next (query))
    g_hash_table_insert (drafts, gx_statement_dup_text (query, 0), gx_statement_dup_text (query, 1));
  if (!gx_statement_finish (query, error))
    return NULL;
  return g_steal_pointer (&drafts);
}
