/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "customers/gx-members.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "base/gx-text.h"
#include "customers/gx-customers-private.h"

void
gx_member_free (GxMember *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self->letters);
  g_free (self);
}

/* -- reading */

GPtrArray *
gx_members_list (GxConnection *book, GError **error)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_member_free);
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book,
                               "select id, name, letters, left_day from member where gone = 0 "
                               "order by gx_sort_key (name), id", NULL);
  while (gx_statement_next (query))
    {
      GxMember *member = g_new0 (GxMember, 1);

      member->id = gx_statement_int64 (query, 0);
      member->name = gx_statement_dup_text (query, 1);
      member->letters = gx_statement_dup_text (query, 2);
      member->left_day = gx_statement_day (query, 3);
      member->is_self = member->id == gx_self_get_id ();
      g_ptr_array_add (members, member);
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&members) : NULL;
}

GxId
gx_members_find (GxConnection *book, const char *name)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && name != NULL, 0);

  if (gx_self_is_meant (name))
    return gx_connection_get_int64 (book, 0, NULL, "select id from member where id = ? and gone = 0", "i",
                                    gx_self_get_id ());
  folded = gx_fold (name);
  return gx_connection_get_int64 (book, 0, NULL,
    "select id from member where gone = 0 and gx_fold (name) = ? order by id limit 1", "t", folded);
}

char *
gx_members_get_name (GxConnection *book, GxId id)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  return gx_connection_get_text (book, NULL, "select name from member where id = ?", "i", id);
}

/* -- writing */

static gboolean
insert_member (GxConnection *book, GxId id, const char *name, GError **error)
{
  return gx_connection_run (book, error,
    "insert into member (id, name) values (?, ?) on conflict (id) do update "
    "set gone = 0, name = excluded.name", "it", id, name);
}

GxId
gx_members_ensure (GxConnection *book, const char *name, GError **error)
{
  g_autofree char *trimmed = _gx_trim (name);
  GxId id;

  g_return_val_if_fail (GX_IS_CONNECTION (book), 0);

  if (trimmed == NULL)
    {
      _gx_empty_name_refuse (error);
      return 0;
    }
  if ((id = gx_members_find (book, trimmed)) != 0)
    return id;
  if (gx_self_is_meant (trimmed))
    return insert_member (book, gx_self_get_id (), gx_self_get_name (), error) ? gx_self_get_id () : 0;
  if ((id = _gx_word_choose_id (book, "member", "member", trimmed, error)) == 0)
    return 0;
  return insert_member (book, id, trimmed, error) ? id : 0;
}

/* Members are told apart by their names. @trimmed: (nullable) */
static gboolean
check_name (GxConnection *book, GxId id, const char *trimmed, GError **error)
{
  GxId other;

  if (trimmed == NULL)
    return _gx_empty_name_refuse (error);
  other = gx_members_find (book, trimmed);
  if ((other == 0 || other == id) && !gx_self_is_meant (trimmed))
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
               /* Translators: %s is a person's name */
               _("There is a member “%s” already: take a name that tells them apart."), trimmed);
  return FALSE;
}

gboolean
gx_members_add (GxConnection *book, const GxActor *actor, const char *name, GxId *id, GError **error)
{
  g_autofree char *trimmed = _gx_trim (name);
  g_autoptr (GxStep) step = NULL;
  GxId member;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL, FALSE);

  if ((step = gx_step_begin (book, actor, "member.add", error)) == NULL
      || !check_name (book, 0, trimmed, error)
      || (member = gx_members_ensure (book, trimmed, error)) == 0
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    return FALSE;
  if (id != NULL)
    *id = member;
  return TRUE;
}

gboolean
gx_members_rename (GxConnection *book, const GxActor *actor, GxId id, const char *name, const char *letters,
                   GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *trimmed = _gx_trim (name);

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  if ((step = gx_step_begin (book, actor, "member.edit", error)) == NULL
      || !check_name (book, id, trimmed, error)
      || !gx_connection_run (book, error,
                             "update member set name = ?, letters = ? where id = ? and gone < 2", "tTi",
                             trimmed, letters, (gint64) id)
      || !gx_record_found (book, error)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    return FALSE;
  return id != actor->author || id != gx_self_get_id () || g_str_equal (trimmed, gx_self_get_name ())
         || gx_self_become (id, trimmed, error);
}

gboolean
gx_members_set_left (GxConnection *book, const GxActor *actor, GxId id, GxDay day, GError **error)
{
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  step = gx_step_begin (book, actor, "member.edit", error);
  return step != NULL
         && gx_connection_run (book, error, "update member set left_day = ? where id = ? and gone < 2", "di",
                               (int) day, id)
         && gx_record_found (book, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_members_become (GxConnection *book, GxId id, const char *name, GError **error)
{
  g_autofree char *known = NULL;
  g_autofree char *trimmed = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  known = id != 0 ? gx_members_get_name (book, id) : NULL;
  trimmed = _gx_trim (id != 0 ? known : name);
  if (!check_name (book, id, trimmed, error))
    return FALSE;
  return gx_self_become (id, trimmed, error);
}
