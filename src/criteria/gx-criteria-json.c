/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-money.h"

const char * const _gx_span_words[] = { "days", "weeks", "months", "years", NULL };

const GxSpanMember _gx_span_members[GX_N_SPAN_MEMBERS] = {
  { "within", GX_COMPARE_WITHIN },
  { "not_for", GX_COMPARE_NOT_FOR },
  { "in_next", GX_COMPARE_IN_NEXT },
  { "anniversary", GX_COMPARE_ANNIVERSARY },
};

/* Reader: one object, whose members must all be read. */

typedef struct {
  JsonObject *object;
  guint left;            /* members nobody asked for yet */
  const char *relation;  /* whose fields are meant, NULL: the customer's */
} Reader;

static GxCriteria *read_node (JsonNode *json, const char *relation, GError **error);

static void
complain (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL && *error == NULL)
    *error = g_error_new_valist (GX_ERROR, GX_ERROR_USAGE, format, arguments);
  va_end (arguments);
}

static JsonNode *
take (Reader *reader, const char *member)
{
  JsonNode *node = json_object_get_member (reader->object, member);

  if (node != NULL)
    reader->left--;
  return node;
}

static const char *
read_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static const char *
take_text (Reader *reader, const char *member, GError **error)
{
  const char *text = read_text (take (reader, member));

  if (text == NULL)
    /* Translators: %s is a word of the JSON, such as "field" */
    complain (error, _("“%s” wants a text"), member);
  return text;
}

/* A whole number; decimals and money also as decimals in a text, scaled by 10^6. */
static gboolean
read_number (const GxCriteriaField *field, JsonNode *node, gint64 *number)
{
  gboolean is_decimal = field != NULL && (field->type == GX_FIELD_MONEY || field->type == GX_FIELD_DECIMAL);
  const char *text = read_text (node);

  if (field != NULL && field->type == GX_FIELD_DAY)
    {
      GxDay day = GX_NO_DAY;

      if (text == NULL || !gx_day_parse (text, &day))
        return FALSE;
      *number = day;
      return TRUE;
    }
  if (text != NULL)
    return is_decimal && gx_decimal_parse (text, number);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *number = json_node_get_int (node);
  return !is_decimal || !__builtin_mul_overflow (*number, GX_MICRO, number);
}

static gboolean
take_bound (Reader *reader, const GxCriteriaField *field, const char *member, gint64 *number, GError **error)
{
  JsonNode *node = take (reader, member);

  if (node == NULL || read_number (field, node, number))
    return TRUE;
  if (field != NULL && field->type == GX_FIELD_DAY)
    /* Translators: %s is a word of the JSON, such as "from" */
    complain (error, _("“%s” wants a day such as \"2026-11-21\""), member);
  else if (field != NULL && (field->type == GX_FIELD_MONEY || field->type == GX_FIELD_DECIMAL))
    /* Translators: %s is a word of the JSON, such as "at_least" */
    complain (error, _("“%s” wants an amount such as \"1000.00\""), member);
  else
    /* Translators: %s is a word of the JSON, such as "at_least" */
    complain (error, _("“%s” wants a whole number"), member);
  return FALSE;
}

static gboolean
take_truth (Reader *reader, const char *member, gint64 *truth, GError **error)
{
  JsonNode *node = take (reader, member);

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    {
      /* Translators: %s is a word of the JSON, such as "known" */
      complain (error, _("“%s” wants true or false"), member);
      return FALSE;
    }
  *truth = json_node_get_boolean (node);
  return TRUE;
}

/* A value, or an array of them: the elements, in order. */
static GPtrArray *
take_list (Reader *reader, const char *member)
{
  JsonNode *node = take (reader, member);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      g_ptr_array_add (list, json_array_get_element (json_node_get_array (node), i));
  else
    g_ptr_array_add (list, node);
  return g_steal_pointer (&list);
}

static GxCriteria *
read_texts (Reader *reader, const GxCriteriaField *field, GxCompareOperator op, const char *member,
            GError **error)
{
  g_autoptr (GPtrArray) list = take_list (reader, member);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < list->len; i++)
    {
      const char *text = read_text (list->pdata[i]);

      if (text == NULL)
        {
          /* Translators: %s is a word of the JSON, such as "is" */
          complain (error, _("“%s” wants a text or a list of texts"), member);
          return NULL;
        }
      g_ptr_array_add (texts, (gpointer) text);
    }
  g_ptr_array_add (texts, NULL);
  return gx_criteria_new_compare (field, op, (const char * const *) texts->pdata, NULL, 0, error);
}

static GxCriteria *
read_numbers (Reader *reader, const GxCriteriaField *field, GError **error)
{
  g_autoptr (GPtrArray) list = take_list (reader, "is");
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < list->len; i++)
    {
      gint64 number = 0;

      if (!read_number (field, list->pdata[i], &number))
        {
          /* Translators: %s is a word of the JSON, such as "is" */
          complain (error, _("“%s” wants a whole number or a list of them"), "is");
          return NULL;
        }
      g_array_append_val (numbers, number);
    }
  return gx_criteria_new_compare (field, GX_COMPARE_IS, NULL, (gint64 *) (void *) numbers->data,
                                  numbers->len, error);
}

static GxCriteria *
read_range (Reader *reader, const GxCriteriaField *field, const char *least_word, const char *most_word,
            GError **error)
{
  gint64 bounds[2] = { G_MININT64, G_MAXINT64 };

  if (!take_bound (reader, field, least_word, &bounds[0], error) ||
      !take_bound (reader, field, most_word, &bounds[1], error))
    return NULL;
  return gx_criteria_new_compare (field, GX_COMPARE_RANGE, NULL, bounds, 2, error);
}

/* "90 days" */
static GxCriteria *
read_span (Reader *reader, const GxCriteriaField *field, GxCompareOperator op, const char *member,
           GError **error)
{
  const char *text = take_text (reader, member, error);
  g_auto (GStrv) words = text != NULL ? g_strsplit (text, " ", 3) : NULL;
  guint64 count = 0;

  if (text == NULL)
    return NULL;
  if (g_strv_length (words) == 2 && g_ascii_string_to_unsigned (words[0], 10, 0, GX_SPAN_MAX, &count, NULL))
    for (guint unit = 0; _gx_span_words[unit] != NULL; unit++)
      if (g_str_equal (words[1], _gx_span_words[unit]))
        return gx_criteria_new_compare (field, op, NULL, (gint64[]) { (gint64) count, unit }, 2, error);
  /* Translators: %s is a word of the JSON, such as "within" */
  complain (error, _("“%s” wants a span such as \"90 days\" (days, weeks, months, years)"), member);
  return NULL;
}

static GxCriteria *
read_flag (Reader *reader, const GxCriteriaField *field, GxCompareOperator op, const char *member,
           GError **error)
{
  gint64 truth = 0;

  if (!take_truth (reader, member, &truth, error))
    return NULL;
  return gx_criteria_new_compare (field, op, NULL, &truth, 1, error);
}

static GxCriteria *
read_is (Reader *reader, const GxCriteriaField *field, GError **error)
{
  if (field->type == GX_FIELD_SET)
    return read_texts (reader, field, GX_COMPARE_IS, "has", error);
  if (field->type == GX_FIELD_FLAG)
    return read_flag (reader, field, GX_COMPARE_IS, "is", error);
  if (field->type == GX_FIELD_NUMBER)
    return read_numbers (reader, field, error);
  return read_texts (reader, field, GX_COMPARE_IS, "is", error);
}

static GxCriteria *
read_comparison (Reader *reader, const GxCriteriaField *field, GError **error)
{
  gboolean is_day = field->type == GX_FIELD_DAY;

  if (json_object_has_member (reader->object, field->type == GX_FIELD_SET ? "has" : "is"))
    return read_is (reader, field, error);
  if (json_object_has_member (reader->object, "contains"))
    return read_texts (reader, field, GX_COMPARE_CONTAINS, "contains", error);
  for (guint i = 0; i < GX_N_SPAN_MEMBERS; i++)
    if (json_object_has_member (reader->object, _gx_span_members[i].member))
      return read_span (reader, field, _gx_span_members[i].op, _gx_span_members[i].member, error);
  if (json_object_has_member (reader->object, "known"))
    return read_flag (reader, field, GX_COMPARE_KNOWN, "known", error);
  if (json_object_has_member (reader->object, is_day ? "from" : "at_least") ||
      json_object_has_member (reader->object, is_day ? "until" : "at_most"))
    return read_range (reader, field, is_day ? "from" : "at_least", is_day ? "until" : "at_most", error);

  complain (error,
            /* Translators: %s is a field's name in a question, such as "city" */
            _("“%s” lacks what it is compared with (is, has, contains, at_least, at_most, from, until, "
              "within, not_for, in_next, anniversary, known)"), field->name);
  return NULL;
}

/* What a custom field holds is told by how it is compared. */
static GxFieldType
guess_type (JsonObject *object)
{
  JsonNode *is = json_object_get_member (object, "is");

  if (json_object_has_member (object, "at_least") || json_object_has_member (object, "at_most"))
    return GX_FIELD_DECIMAL;
  if (json_object_has_member (object, "from") || json_object_has_member (object, "until"))
    return GX_FIELD_DAY;
  for (guint i = 0; i < GX_N_SPAN_MEMBERS; i++)
    if (json_object_has_member (object, _gx_span_members[i].member))
      return GX_FIELD_DAY;
  if (is != NULL && JSON_NODE_HOLDS_VALUE (is) && json_node_get_value_type (is) == G_TYPE_BOOLEAN)
    return GX_FIELD_FLAG;
  return GX_FIELD_TEXT;
}

static GxCriteria *
read_compare (Reader *reader, GError **error)
{
  const char *name = take_text (reader, "field", error);
  const GxCriteriaField *field = name != NULL ? gx_criteria_find_field (reader->relation, name) : NULL;
  GxId custom = name != NULL && reader->relation == NULL ? _gx_custom_field_read_name (name) : 0;

  if (name == NULL)
    return NULL;
  if (field == NULL && custom != 0)
    {
      GxCriteriaField *own = _gx_custom_field_describe (custom, guess_type (reader->object));
      GxCriteria *self = read_comparison (reader, own, error);

      _gx_custom_field_description_free (own);
      return self;
    }
  if (field != NULL)
    return read_comparison (reader, field, error);
  /* Translators: %s is a word from a question about customers */
  complain (error, _("There is no field “%s”"), name);
  return NULL;
}

/* The total of a HAS, where there is one: {"field": …, "at_least": …, "at_most": …} */
typedef struct {
  GxCriteriaTotal kind;
  const char *field;
  gint64 bounds[2];
} Total;

static gboolean
read_total (JsonNode *node, const char *relation, Total *total, GError **error)
{
  Reader reader = { NULL, 0, relation };
  const GxCriteriaField *field = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      complain (error, _("“sum” and “average” want an object with “field” and “at_least” or “at_most”"));
      return FALSE;
    }
  reader.object = json_node_get_object (node);
  reader.left = json_object_get_size (reader.object);
  total->field = take_text (&reader, "field", error);
  if (total->field == NULL)
    return FALSE;
  field = gx_criteria_find_field (relation, total->field);
  if (field == NULL || !_gx_criteria_can_total (field))
    {
      /* Translators: %s is a word from a question about customers */
      complain (error, _("“%s” is nothing that can be added up here"), total->field);
      return FALSE;
    }
  if (!take_bound (&reader, field, "at_least", &total->bounds[0], error)
      || !take_bound (&reader, field, "at_most", &total->bounds[1], error))
    return FALSE;
  if (reader.left == 0 && (total->bounds[0] != G_MININT64 || total->bounds[1] != G_MAXINT64))
    return TRUE;
  complain (error, _("“sum” and “average” want an object with “field” and “at_least” or “at_most”"));
  return FALSE;
}

static gboolean
take_total (Reader *reader, const char *relation, Total *total, GError **error)
{
  static const struct { const char *member; GxCriteriaTotal kind; } totals[] = {
    { "sum", GX_TOTAL_SUM }, { "average", GX_TOTAL_AVERAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    if (json_object_has_member (reader->object, totals[i].member))
      {
        total->kind = totals[i].kind;
        return read_total (take (reader, totals[i].member), relation, total, error);
      }
  return TRUE;
}

static GxCriteria *
read_has (Reader *reader, GError **error)
{
  const char *name = take_text (reader, "has", error);
  const GxCriteriaRelation *relation = name != NULL ? gx_criteria_find_relation (name) : NULL;
  gboolean is_bounded = json_object_has_member (reader->object, "at_most");
  gint64 bounds[2] = { is_bounded ? 0 : 1, G_MAXINT64 };
  JsonNode *where = take (reader, "where");
  Total total = { GX_TOTAL_NONE, NULL, { G_MININT64, G_MAXINT64 } };
  g_autoptr (GxCriteria) such_that = NULL;

  if (name == NULL)
    return NULL;
  if (relation == NULL || reader->relation != NULL)
    {
      /* Translators: %s is a word from a question about customers */
      complain (error, _("There is nothing called “%s” that one can have here"), name);
      return NULL;
    }
  if (where != NULL && (such_that = read_node (where, name, error)) == NULL)
    return NULL;
  if (!take_bound (reader, NULL, "at_least", &bounds[0], error) ||
      !take_bound (reader, NULL, "at_most", &bounds[1], error) ||
      !take_total (reader, name, &total, error))
    return NULL;
  if (bounds[0] < 0 || bounds[1] < 0)
    {
      complain (error, _("A count cannot be below zero"));
      return NULL;
    }
  if (total.kind != GX_TOTAL_NONE)
    return gx_criteria_new_total (name, such_that, bounds[0], bounds[1], total.kind, total.field,
                                  total.bounds[0], total.bounds[1]);
  return gx_criteria_new_has (name, such_that, bounds[0], bounds[1]);
}

static GxCriteria *
read_segment (Reader *reader, GError **error)
{
  JsonNode *node = take (reader, "segment");
  gint64 id = 0;

  if (reader->relation != NULL)
    complain (error, _("Only customers can be members of a segment"));
  else if (read_text (node) != NULL || !read_number (NULL, node, &id) || id <= 0)
    complain (error, _("“segment” wants the id of a segment"));
  return error != NULL && *error != NULL ? NULL : gx_criteria_new_segment (id);
}

static GxCriteria *
read_group (Reader *reader, GxCriteriaKind kind, const char *member, GError **error)
{
  JsonNode *node = take (reader, member);
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_criteria_unref);

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      /* Translators: %s is a word of the JSON, "all" or "any" */
      complain (error, _("“%s” wants a list"), member);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      GxCriteria *child = read_node (json_array_get_element (json_node_get_array (node), i),
                                     reader->relation, error);

      if (child == NULL)
        return NULL;
      g_ptr_array_add (children, child);
    }
  return gx_criteria_new_group (kind, (GxCriteria **) children->pdata, children->len);
}

static GxCriteria *
read_not (Reader *reader, GError **error)
{
  g_autoptr (GxCriteria) child = read_node (take (reader, "not"), reader->relation, error);

  return child != NULL ? gx_criteria_new_not (child) : NULL;
}

static GxCriteria *
read_object (Reader *reader, GError **error)
{
  if (json_object_has_member (reader->object, "field"))
    return read_compare (reader, error);
  if (json_object_has_member (reader->object, "has"))
    return read_has (reader, error);
  if (json_object_has_member (reader->object, "all"))
    return read_group (reader, GX_CRITERIA_ALL, "all", error);
  if (json_object_has_member (reader->object, "any"))
    return read_group (reader, GX_CRITERIA_ANY, "any", error);
  if (json_object_has_member (reader->object, "not"))
    return read_not (reader, error);
  if (json_object_has_member (reader->object, "segment"))
    return read_segment (reader, error);
  complain (error, _("A condition is an object with “field”, “has”, “all”, “any”, “not” or “segment”"));
  return NULL;
}

static GxCriteria *
read_node (JsonNode *json, const char *relation, GError **error)
{
  g_autoptr (GxCriteria) self = NULL;
  Reader reader = { NULL, 0, relation };

  if (!JSON_NODE_HOLDS_OBJECT (json))
    {
      complain (error, _("A condition is an object with “field”, “has”, “all”, “any”, “not” or “segment”"));
      return NULL;
    }
  reader.object = json_node_get_object (json);
  reader.left = json_object_get_size (reader.object);

  self = read_object (&reader, error);
  if (self == NULL)
    return NULL;
  if (reader.left > 0)
    {
      g_autoptr (JsonNode) copy = json_node_copy (json);
      g_autofree char *text = json_to_string (copy, FALSE);

      /* Translators: %s is a piece of JSON */
      complain (error, _("There is a word too many in %s"), text);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* JSON-GLib reads nested brackets by recursion, so how deep they go is looked at before; and it ends a text at
   a NUL, which nobody types. */
gboolean
_gx_json_is_tame (const char *json)
{
  guint depth = 0;
  gboolean in_text = FALSE;

  for (const char *at = json; *at != '\0'; at++)
    {
      if (in_text && strncmp (at, "\\u0000", 6) == 0)
        return FALSE;
      if (in_text && *at == '\\' && at[1] != '\0')
        at++;
      else if (*at == '"')
        in_text = !in_text;
      else if (!in_text && (*at == '[' || *at == '{') && ++depth > 2 * GX_CRITERIA_MAX_DEPTH)
        return FALSE;
      else if (!in_text && (*at == ']' || *at == '}') && depth > 0)
        depth--;
    }
  return TRUE;
}

GxCriteria *
gx_criteria_from_json (const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GxCriteria) self = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  if (!g_utf8_validate (json, -1, NULL) || !_gx_json_is_tame (json))
    complain (&reason, _("it is not UTF-8, has a NUL in it, or is nested too deeply"));
  else if (!json_parser_load_from_data (parser, json, -1, NULL) || json_parser_get_root (parser) == NULL ||
           json_parser_has_assignment (parser, NULL))
    complain (&reason, _("it is not JSON"));
  else
    self = read_node (json_parser_get_root (parser), NULL, &reason);

  if (self != NULL && (self->nodes > GX_CRITERIA_MAX_NODES || self->depth > GX_CRITERIA_MAX_DEPTH))
    complain (&reason, _("it has too many conditions"));
  if (reason != NULL)
    {
      /* Translators: what goes before a reason, such as "There is no field “foo”" */
      gx_error_prefix (&reason, _("Could not understand the conditions"));
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  return g_steal_pointer (&self);
}
