/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-import-mapping.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "base/gx-id.h"
#include "base/gx-text.h"
#include "interchange/gx-import-private.h"
#include "store/gx-record.h"

static void
free_mapping (gpointer data)
{
  GxImportMapping *mapping = data;

  g_free (mapping->name);
  g_free (mapping->plan);
  g_free (mapping);
}

GPtrArray *
gx_import_mappings_list (GxConnection *book, GError **error)
{
  g_autoptr (GPtrArray) mappings = g_ptr_array_new_with_free_func (free_mapping);
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book,
    "select id, name, shape, plan, used_at from import_mapping where gone = 0"
    " order by used_at desc, name", NULL);
  while (gx_statement_next (query))
    {
      GxImportMapping *mapping = g_new (GxImportMapping, 1);

      *mapping = (GxImportMapping)
        {
          gx_statement_int64 (query, 0), g_strdup (gx_statement_text (query, 1)),
          gx_statement_int64 (query, 2),
          g_strdup (gx_statement_text (query, 3)), gx_statement_int64 (query, 4)
        }
      ;
      g_ptr_array_add (mappings, mapping);
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&mappings) : NULL;
}

gint64
gx_import_plan_shape (const GxImportPlan *self)
{
  guint64 mark = _gx_mark_begin ("shape");
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->headers->len; i++)
    {
      g_autofree char *folded = gx_fold (self->headers->pdata[i]);

      if (gx_reject_file_is_reason (self->headers->pdata[i])) /* refused rows are as the file that they are of */
        continue;
      mark = _gx_mark_add (mark, folded);
      n += *folded != 0;
    }
  return n > 0 ? _gx_mark_end (mark, 0) : 0;
}

static GxId
id_of (const char *name)
{
  return gx_id_hash_text ("import_mapping", name);
}

static gboolean
fail_unknown (const char *name, GError **error)
{
  /* Translators: %s is the name of a mapping of columns that was kept */
  g_set_error (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("No mapping is kept as “%s”."), name);
  return FALSE;
}

/* -- using */

static gboolean
take (GxImportPlan *plan, const char *json, const char *name, GError **error)
{
  /* Headers that name the columns are read only now, so that the plan must not have others. */
  g_clear_object (&plan->table);
  plan->has_columns = FALSE;
  if (!gx_import_plan_read_map (plan, json, name, error))
    return FALSE;
  g_free (plan->mapping);
  plan->mapping = g_strdup (name);
  return TRUE;
}

gboolean
gx_import_mapping_take (GxConnection *book, GxImportPlan *plan, const char *name, GError **error)
{
  g_autofree char *json = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && plan != NULL && name != NULL, FALSE);

  json = gx_connection_get_text (book, NULL, "select plan from import_mapping where id = ? and gone = 0", "i",
                                 id_of (name));
  return json != NULL ? take (plan, json, name, error) : fail_unknown (name, error);
}

gboolean
gx_import_mapping_recall (GxConnection *book, GxImportPlan *plan, gboolean *is_found, GError **error)
{
  g_autofree char *json = NULL, *name = NULL;
  g_autoptr (GArray) keys = NULL;
  GxOnMatch on_match;
  gboolean is_taken;
  gint64 shape;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && plan != NULL, FALSE);

  if (is_found != NULL)
    *is_found = FALSE;
  shape = gx_import_plan_shape (plan);
  if (plan->has_columns || shape == 0)
    return TRUE;
  json = gx_connection_get_text (book, NULL,
    "select plan from import_mapping where shape = ? and gone = 0 order by used_at desc limit 1", "i", shape);
  name = gx_connection_get_text (book, NULL,
    "select name from import_mapping where shape = ? and gone = 0 order by used_at desc limit 1", "i", shape);
  if (json == NULL || name == NULL)
    return TRUE;
  if (is_found != NULL)
    *is_found = TRUE;
  on_match = plan->on_match;
  keys = g_array_copy (plan->keys);
  is_taken = take (plan, json, name, error);
  plan->on_match = on_match;
  if (keys->len > 0)
    {
      g_array_set_size (plan->keys, 0);
      g_array_append_vals (plan->keys, keys->data, keys->len);
    }
  return is_taken && gx_import_plan_look (plan, error);
}

/* -- keeping */

/* "客户表 2024-03.csv" → "客户表 2024-03" */
static char *
name_of_file (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');

  if (dot != NULL && dot > base)
    *dot = 0;
  return g_strdup (g_strstrip (base));
}

static gboolean
has_refused_rows (const GxImportPlan *plan)
{
  for (guint i = 0; i < plan->headers->len; i++)
    if (gx_reject_file_is_reason (plan->headers->pdata[i]))
      return TRUE;
  return FALSE;
}

gboolean
_gx_import_mapping_keep (GxConnection *book, const GxImportPlan *plan, GError **error)
{
  gint64 shape = gx_import_plan_shape (plan);
  g_autofree char *json = gx_import_plan_save_map (plan);
  g_autofree char *known = shape != 0 ? gx_connection_get_text (book, NULL,
    "select name from import_mapping where shape = ? and gone = 0 order by used_at desc limit 1", "i", shape)
    : NULL;
  g_autofree char *name = known != NULL          ? g_steal_pointer (&known)
                          : plan->mapping != NULL ? g_strdup (plan->mapping)
                                                  : name_of_file (plan->path);

  if (has_refused_rows (plan)) /* that of the file they are of is kept */
    return TRUE;
  return gx_connection_run (book, error,
    "insert into import_mapping (id, name, shape, plan, used_at) values (?, ?, ?, ?, ?)"
    " on conflict (id) do update set gone = 0, shape = excluded.shape, plan = excluded.plan,"
    " used_at = excluded.used_at", "itIti", id_of (name), name, shape, json, gx_clock_now ());
}

static gboolean
is_kept (GxConnection *book, const char *name)
{
  return gx_connection_get_int64 (book, 0, NULL, "select 1 from import_mapping where id = ? and gone = 0",
                                  "i", id_of (name)) != 0;
}

gboolean
gx_import_mapping_rename (GxConnection *book, const GxActor *actor, const char *name, const char *new_name,
                          GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && name != NULL && new_name != NULL, FALSE);

  trimmed = g_strstrip (g_strdup (new_name));
  if (*trimmed == 0 || (id_of (trimmed) != id_of (name) && is_kept (book, trimmed)))
    {
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
                   /* Translators: %s is what a mapping of columns shall be called */
                   _("A mapping cannot be called “%s”: give it a name that no other has."), trimmed);
      return FALSE;
    }
  step = gx_step_begin (book, actor, "mapping.rename", error);
  /* An id is the name's: the old row goes, another comes. */
  return step != NULL
    && gx_connection_run (book, error,
      "insert into import_mapping (id, name, shape, plan, used_at)"
      " select ?, ?, shape, plan, used_at from import_mapping where id = ? and gone = 0"
      " on conflict (id) do update set gone = 0, name = excluded.name, shape = excluded.shape,"
      " plan = excluded.plan, used_at = excluded.used_at", "iti", id_of (trimmed), trimmed, id_of (name))
    && (gx_record_found (book, NULL) || fail_unknown (name, error))
    && (id_of (trimmed) == id_of (name)
     || gx_connection_run (book, error, "update import_mapping set gone = 1 where id = ?", "i", id_of (name)))
    && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

gboolean
gx_import_mapping_forget (GxConnection *book, const GxActor *actor, const char *name, GError **error)
{
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && name != NULL, FALSE);

  step = gx_step_begin (book, actor, "mapping.forget", error);
  return step != NULL
    && gx_connection_run (book, error, "update import_mapping set gone = 1 where id = ? and gone = 0", "i",
                       id_of (name))
    && (gx_record_found (book, NULL) || fail_unknown (name, error))
    && gx_step_commit (g_steal_pointer (&step), NULL, error);
}
