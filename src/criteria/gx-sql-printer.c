/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-sql-printer.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/gx-clock.h"
#include "base/gx-money.h"

void
_gx_sql_printer_init (GxSqlPrinter *self, GxConnection *book, const GxCriteriaContext *context)
{
  self->book = book;
  self->context = gx_criteria_context_complete (book, context);
  self->is_past = self->context.as_of < gx_clock_today ();
  self->where = g_string_new (NULL);
  self->bound = g_array_new (FALSE, TRUE, sizeof (GxParameter));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->joins = g_ptr_array_new ();
  self->segments = g_array_new (FALSE, FALSE, sizeof (GxId));
}

void
_gx_sql_printer_clear (GxSqlPrinter *self)
{
  g_string_free (self->where, TRUE);
  g_array_unref (self->bound);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->joins);
  g_array_unref (self->segments);
  g_clear_error (&self->error);
}

void
_gx_sql_put (GxSqlPrinter *self, const char *sql)
{
  g_string_append (self->where, sql);
}

void
_gx_sql_put_number (GxSqlPrinter *self, gint64 number)
{
  GxParameter parameter = { .type = 'i', .number = number };

  _gx_sql_put (self, "?");
  g_array_append_val (self->bound, parameter);
}

void
_gx_sql_put_text (GxSqlPrinter *self, char *text)
{
  GxParameter parameter = { .type = 't', .text = text };

  _gx_sql_put (self, "?");
  g_ptr_array_add (self->texts, text);
  g_array_append_val (self->bound, parameter);
}

void
_gx_sql_expand (GxSqlPrinter *self, const char *text, GxId custom, GString *sql, GArray *bound)
{
  const struct { const char *mark; GxParameter value; } marks[] = {
    { ":as_of", { .type = 'i', .number = self->context.as_of } },
    { ":currency", { .type = 't', .text = self->context.currency } },
    { ":custom", { .type = 'i', .number = custom } },
  };
  const char *rest = text;
  const char *colon = NULL;

  while ((colon = strchr (rest, ':')) != NULL)
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (marks) && !g_str_has_prefix (colon, marks[i].mark))
        i++;
      g_assert (i < G_N_ELEMENTS (marks));
      g_string_append_len (sql, rest, colon - rest);
      g_string_append_c (sql, '?');
      g_array_append_val (bound, marks[i].value);
      rest = colon + strlen (marks[i].mark);
    }
  g_string_append (sql, rest);
}

void
_gx_sql_put_field (GxSqlPrinter *self, const GxCriteriaField *field)
{
  gboolean is_past = self->is_past && field->past != NULL;
  GPtrArray *joins = self->inner_joins != NULL ? self->inner_joins : self->joins;

  if (!is_past && field->join != NULL && !g_ptr_array_find (joins, field->join, NULL))
    g_ptr_array_add (joins, (gpointer) field->join);
  _gx_sql_put (self, "(");
  _gx_sql_expand (self, is_past ? field->past : field->expression, field->custom, self->where,
                  self->bound);
  _gx_sql_put (self, ")");
}

void
_gx_sql_put_currency (GxSqlPrinter *self, const GxCriteriaField *field)
{
  _gx_sql_put (self, field->currency);
  _gx_sql_put (self, " = ");
  _gx_sql_put_text (self, g_strdup (self->context.currency));
}

char *
_gx_sql_list_texts (char **texts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

char *
_gx_sql_list_numbers (const gint64 *numbers, guint n)
{
  g_autoptr (GString) list = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", numbers[i]);
  g_string_append_c (list, ']');
  return g_string_free (g_steal_pointer (&list), FALSE);
}

void
_gx_sql_put_among (GxSqlPrinter *self, char *list)
{
  _gx_sql_put (self, " in (select value from json_each (");
  _gx_sql_put_text (self, list);
  _gx_sql_put (self, "))");
}

void
_gx_sql_put_among_numbers (GxSqlPrinter *self, const gint64 *numbers, guint n)
{
  if (n > 1)
    {
      _gx_sql_put_among (self, _gx_sql_list_numbers (numbers, n));
      return;
    }
  _gx_sql_put (self, " = ");
  _gx_sql_put_number (self, numbers[0]);
}

gint64
_gx_sql_minor_unit (const char *currency)
{
  gint64 unit = GX_MICRO;

  for (int i = gx_currency_exponent (currency); i > 0; i--)
    unit /= 10;
  return unit;
}

gint64
_gx_sql_to_minor (const char *currency, gint64 micro, gboolean round_up)
{
  gint64 unit = _gx_sql_minor_unit (currency);

  if (micro % unit != 0)
    return micro / unit + (round_up ? micro > 0 : -(micro < 0));
  return micro / unit;
}
