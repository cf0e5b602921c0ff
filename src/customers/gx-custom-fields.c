/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-id.h"
#include "base/gx-money.h"
#include "base/gx-text.h"
#include "customers/gx-customers-private.h"

/* Fields that the people of this book have thought of. A value's id is the hash of customer and field. */

static const char * const types[] = { "text", "number", "day", "yes_no", "choice", NULL };

#define COLUMNS "id, name, type, choices, coalesce (position, 0)"

static GxCustomField *
read_field (GxStatement *query)
{
  GxCustomField *self = g_new0 (GxCustomField, 1);

  self->id = gx_statement_int64 (query, 0);
  self->name = gx_statement_dup_text (query, 1);
  self->type = g_intern_string (gx_statement_text (query, 2));
  self->choices = gx_statement_dup_text (query, 3);
  self->position = gx_statement_int (query, 4);
  return self;
}

void
gx_custom_field_free (GxCustomField *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self->choices);
  g_free (self);
}

GPtrArray *
gx_custom_fields_list (GxConnection *book, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_custom_field_free);
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book,
                               "select " COLUMNS " from custom_field where gone = 0 order by position, id",
                               NULL);
  while (gx_statement_next (query))
    g_ptr_array_add (fields, read_field (query));
  return gx_statement_finish (query, error) ? g_steal_pointer (&fields) : NULL;
}

const char *
_gx_custom_name (const char *field)
{
  return g_str_has_prefix (field, "custom.") ? field + strlen ("custom.") : field;
}

GxCustomField *
_gx_custom_field_find (GxConnection *book, const char *name)
{
  g_autofree char *folded = gx_fold (name);
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select " COLUMNS " from custom_field where gone = 0 and gx_fold (name) = ? order by id limit 1", "t",
    folded);

  return gx_statement_next (query) ? read_field (query) : NULL;
}

gboolean
gx_custom_fields_save (GxConnection *book, const GxActor *actor, const GxCustomField *field, GxId *id,
                       GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *name = NULL;
  GxId saved;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && field != NULL, FALSE);

  name = _gx_trim (field->name);
  if (name == NULL || field->type == NULL || !g_strv_contains (types, field->type))
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("A field needs a name and a type."));
      return FALSE;
    }

  saved = field->id != 0 ? field->id : gx_connection_new_id (book);
  step = gx_step_begin (book, actor, field->id != 0 ? "field.edit" : "field.add", error);
  if (step == NULL
      || (field->id == 0 && !gx_connection_run (book, error, "insert into custom_field (id) values (?)", "i",
                                                (gint64) saved))
      || !gx_connection_run (book, error,
            "update custom_field set name = ?, type = ?, choices = ?, position = ? where id = ? and gone < 2",
            "ttTii",
            name, field->type, field->choices, (gint64) field->position, (gint64) saved)
      || !gx_record_found (book, error)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    return FALSE;

  if (id != NULL)
    *id = saved;
  return TRUE;
}

gboolean
gx_custom_fields_remove (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return gx_record_set_gone (book, actor, "field.bin", "custom_field", &id, 1, 1, error);
}

/* -- values */

char *
gx_custom_value_read (const char *type, const char *text, GError **error)
{
  gint64 micro;
  GxDay day;
  g_autofree char *folded = gx_fold (text);
  const char * const yes[] = { "yes", "y", "true", "1", "是", "有", "对", "√", "✓", "✔", NULL };
  const char * const no[] = { "no", "n", "false", "0", "否", "无", "没有", "×", "✗", "✘", NULL };

  g_return_val_if_fail (type != NULL && text != NULL, NULL);

  if (g_str_equal (type, "number") && gx_decimal_parse (text, &micro))
    return gx_decimal_to_string (micro);
  if (g_str_equal (type, "day") && gx_day_parse (text, &day))
    return gx_day_to_iso (day);
  if (g_str_equal (type, "yes_no") && g_strv_contains (yes, folded))
    return g_strdup ("yes");
  if (g_str_equal (type, "yes_no") && g_strv_contains (no, folded))
    return g_strdup ("no");
  if (g_str_equal (type, "text") || g_str_equal (type, "choice"))
    return g_strdup (text);

  if (g_str_equal (type, "number"))
    /* Translators: %s is what was typed */
    g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is not a number."), text);
  else if (g_str_equal (type, "day"))
    /* Translators: %s is what was typed */
    g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is not a day such as 2026-11-21."), text);
  else
    /* Translators: %s is what was typed */
    g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is neither yes nor no."), text);
  return NULL;
}

gboolean
_gx_custom_value_write (GxConnection *book, GxId customer, GxId field, const char *type, const char *text,
                        GError **error)
{
  g_autofree char *trimmed = _gx_trim (text);
  g_autofree char *value = NULL;
  gint64 id = gx_id_hash ("custom_value", customer, field);

  if (trimmed == NULL)
    return gx_connection_run (book, error, "update custom_value set value = null where id = ? and gone = 0",
                              "i", id);
  if ((value = gx_custom_value_read (type, trimmed, error)) == NULL)
    return FALSE;
  return gx_connection_run (book, error,
    "insert into custom_value (id, customer_id, field_id, value) values (?, ?, ?, ?) "
    "on conflict (id) do update set gone = 0, value = excluded.value", "iiit", id, (gint64) customer,
    (gint64) field, value);
}

gboolean
gx_custom_values_set (GxConnection *book, const GxActor *actor, GxId customer, GxId field, const char *text,
                      GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *type = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  type = gx_connection_get_text (book, NULL, "select type from custom_field where id = ? and gone = 0", "i",
                                 (gint64) field);
  if (type == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This field is no longer in the book."));
      return FALSE;
    }
  step = gx_step_begin (book, actor, "value.set", error);
  return step != NULL
         && _gx_custom_value_write (book, customer, field, type, text, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}
