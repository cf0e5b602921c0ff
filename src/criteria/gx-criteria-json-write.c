/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-private.h"

#include <json-glib/json-glib.h>

#include "base/gx-day.h"
#include "base/gx-money.h"

static void write_node (JsonBuilder *builder, GxCriteria *self);

static void
write_number (JsonBuilder *builder, const GxCriteriaField *field, gint64 number)
{
  g_autofree char *text = NULL;

  if (field == NULL || field->type == GX_FIELD_NUMBER)
    {
      json_builder_add_int_value (builder, number);
      return;
    }
  text = field->type == GX_FIELD_DAY ? gx_day_to_iso ((GxDay) number) : gx_decimal_to_string (number);
  json_builder_add_string_value (builder, text);
}

static void
write_bounds (JsonBuilder *builder, const GxCriteriaField *field, const gint64 *numbers,
              const char *least_word, const char *most_word)
{
  if (numbers[0] != G_MININT64)
    {
      json_builder_set_member_name (builder, least_word);
      write_number (builder, field, numbers[0]);
    }
  if (numbers[1] != G_MAXINT64)
    {
      json_builder_set_member_name (builder, most_word);
      write_number (builder, field, numbers[1]);
    }
}

static void
write_list (JsonBuilder *builder, GxCriteria *self, const char *member)
{
  json_builder_set_member_name (builder, member);
  if (self->field->type == GX_FIELD_FLAG)
    {
      json_builder_add_boolean_value (builder, self->numbers[0] != 0);
      return;
    }
  json_builder_begin_array (builder);
  for (guint i = 0; self->texts[i] != NULL; i++)
    json_builder_add_string_value (builder, self->texts[i]);
  for (guint i = 0; i < self->n_numbers; i++)
    json_builder_add_int_value (builder, self->numbers[i]);
  json_builder_end_array (builder);
}

static void
write_span (JsonBuilder *builder, GxCriteria *self)
{
  g_autofree char *text = g_strdup_printf ("%d %s", (int) self->numbers[0], _gx_span_words[self->numbers[1]]);
  guint i = 0;

  while (_gx_span_members[i].op != self->op)
    i++;
  json_builder_set_member_name (builder, _gx_span_members[i].member);
  json_builder_add_string_value (builder, text);
}

static void
write_compare (JsonBuilder *builder, GxCriteria *self)
{
  gboolean is_day = self->field->type == GX_FIELD_DAY;

  json_builder_set_member_name (builder, "field");
  json_builder_add_string_value (builder, self->field->name);
  switch (self->op)
    {
    case GX_COMPARE_IS:
      write_list (builder, self, self->field->type == GX_FIELD_SET ? "has" : "is");
      break;
    case GX_COMPARE_CONTAINS:
      write_list (builder, self, "contains");
      break;
    case GX_COMPARE_RANGE:
      write_bounds (builder, self->field, self->numbers, is_day ? "from" : "at_least",
                    is_day ? "until" : "at_most");
      break;
    case GX_COMPARE_WITHIN:
    case GX_COMPARE_NOT_FOR:
    case GX_COMPARE_IN_NEXT:
    case GX_COMPARE_ANNIVERSARY:
      write_span (builder, self);
      break;
    case GX_COMPARE_KNOWN:
      json_builder_set_member_name (builder, "known");
      json_builder_add_boolean_value (builder, self->numbers[0] != 0);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
write_has (JsonBuilder *builder, GxCriteria *self)
{
  json_builder_set_member_name (builder, "has");
  json_builder_add_string_value (builder, self->relation->name);
  if (self->children->len > 0)
    {
      json_builder_set_member_name (builder, "where");
      write_node (builder, self->children->pdata[0]);
    }
  write_bounds (builder, NULL, self->numbers, "at_least", "at_most");
  if (self->total == GX_TOTAL_NONE)
    return;
  json_builder_set_member_name (builder, self->total == GX_TOTAL_SUM ? "sum" : "average");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "field");
  json_builder_add_string_value (builder, self->field->name);
  write_bounds (builder, self->field, self->numbers + 2, "at_least", "at_most");
  json_builder_end_object (builder);
}

static void
write_node (JsonBuilder *builder, GxCriteria *self)
{
  json_builder_begin_object (builder);
  switch (self->kind)
    {
    case GX_CRITERIA_ALL:
    case GX_CRITERIA_ANY:
      json_builder_set_member_name (builder, self->kind == GX_CRITERIA_ALL ? "all" : "any");
      json_builder_begin_array (builder);
      for (guint i = 0; i < self->children->len; i++)
        write_node (builder, self->children->pdata[i]);
      json_builder_end_array (builder);
      break;
    case GX_CRITERIA_NOT:
      json_builder_set_member_name (builder, "not");
      write_node (builder, self->children->pdata[0]);
      break;
    case GX_CRITERIA_COMPARE:
      write_compare (builder, self);
      break;
    case GX_CRITERIA_HAS:
      write_has (builder, self);
      break;
    case GX_CRITERIA_SEGMENT:
      json_builder_set_member_name (builder, "segment");
      json_builder_add_int_value (builder, self->numbers[0]);
      break;
    default:
      g_assert_not_reached ();
    }
  json_builder_end_object (builder);
}

char *
gx_criteria_to_json (GxCriteria *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  write_node (builder, self);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
