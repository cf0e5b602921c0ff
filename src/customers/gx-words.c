/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "base/gx-text.h"
#include "customers/gx-customers-private.h"

/*
 * A word's id is the hash of its first name, which may have been renamed since: so a name is looked up first,
 * and if its hash is taken by a word that is called otherwise now, "name 2" is hashed, and so on.
 */

gboolean
_gx_empty_name_refuse (GError **error)
{
  g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("The name must not be empty."));
  return FALSE;
}

GxId
_gx_word_choose_id (GxConnection *book, const char *table, const char *kind, const char *name,
                    GError **error)
{
  g_autofree char *sql = g_strdup_printf ("select gone from %s where id = ?", table);

  for (int i = 1; i < 1000; i++)
    {
      g_autofree char *numbered = i > 1 ? g_strdup_printf ("%s %d", name, i) : g_strdup (name);
      GxId id = gx_id_hash_text (kind, numbered);
      g_autoptr (GError) failure = NULL;

      if (gx_connection_get_int64 (book, 1, &failure, sql, "i", (gint64) id) != 0)
        {
          if (failure == NULL)
            return id;
          g_propagate_error (error, g_steal_pointer (&failure));
          return 0;
        }
    }
  g_set_error_literal (error, GX_ERROR, GX_ERROR_FAILED, _("There are too many words of this name."));
  return 0;
}

GPtrArray *
gx_words_list (GxConnection *book, const char *kind, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_word_free);
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && kind != NULL, NULL);

  query = gx_connection_query (book, "@customers/list-words", "t", kind);
  while (gx_statement_next (query))
    {
      GxWord *word = g_new0 (GxWord, 1);

      word->id = gx_statement_int64 (query, 0);
      word->kind = g_intern_string (kind);
      word->name = gx_statement_dup_text (query, 1);
      word->colour = gx_statement_is_null (query, 2) ? -1 : gx_statement_int (query, 2);
      word->uses = gx_statement_int64 (query, 3);
      g_ptr_array_add (words, word);
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&words) : NULL;
}

GxId
gx_words_find (GxConnection *book, const char *kind, const char *name)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && kind != NULL && name != NULL, 0);

  folded = gx_fold (name);
  return gx_connection_get_int64 (book, 0, NULL,
    "select id from word where kind = ? and gone = 0 and gx_fold (name) = ? order by id limit 1", "tt", kind,
    folded);
}

GxId
gx_words_ensure (GxConnection *book, const char *kind, const char *name, GError **error)
{
  g_autofree char *trimmed = _gx_trim (name);
  GxId id;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && kind != NULL, 0);

  if (trimmed == NULL)
    return _gx_empty_name_refuse (error);
  if ((id = gx_words_find (book, kind, trimmed)) != 0)
    return id;
  if ((id = _gx_word_choose_id (book, "word", kind, trimmed, error)) == 0)
    return 0;
  return gx_connection_run (book, error,
    "insert into word (id, kind, name) values (?, ?, ?) on conflict (id) do update "
    "set gone = 0, name = excluded.name", "itt",
    (gint64) id, kind, trimmed) ? id : 0;
}

gboolean
gx_words_rename (GxConnection *book, const GxActor *actor, GxId id, const char *name, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *trimmed = _gx_trim (name);
  gboolean is_tag;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  if (trimmed == NULL)
    return _gx_empty_name_refuse (error);
  is_tag = gx_connection_get_int64 (book, 0, NULL, "select kind = 'tag' from word where id = ?", "i",
                                    (gint64) id);
  step = gx_step_begin (book, actor, is_tag ? "tag.rename" : "word.rename", error);
  return step != NULL
         && gx_connection_run (book, error, "update word set name = ? where id = ? and gone < 2", "ti",
                               trimmed, (gint64) id)
         && gx_record_found (book, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_words_set_colour (GxConnection *book, const GxActor *actor, GxId id, int colour, GError **error)
{
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = gx_step_begin (book, actor, "tag.edit", error);
  return step != NULL
         && gx_connection_run (book, error,
                               "update word set colour = nullif (?, -1) where id = ? and gone < 2", "ii",
                               (gint64) colour, (gint64) id)
         && gx_record_found (book, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_words_bin (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return gx_record_set_gone (book, actor, "tag.bin", "word", &id, 1, 1, error);
}

gboolean
_gx_tag_set (GxConnection *book, GxId customer, GxId tag, gboolean is_tagged, GError **error)
{
  gint64 id = gx_id_hash ("customer_tag", customer, tag);

  if (!is_tagged)
    return gx_connection_run (book, error, "update customer_tag set gone = 1 where id = ? and gone = 0", "i",
                              id);
  return gx_connection_run (book, error,
    "insert into customer_tag (id, customer_id, tag_id) values (?, ?, ?) on conflict (id) do update "
    "set gone = 0", "iii",
    id, (gint64) customer, (gint64) tag);
}
