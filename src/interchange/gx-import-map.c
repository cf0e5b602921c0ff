/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-text.h"
#include "interchange/gx-import-private.h"

#define VALUE_JOINT '\x1f'

static gboolean
fail (const char *path, const char *word, GError **error)
{
  /* Translators: the first %s is the path of a file, the second a word in it that cannot be understood. */
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("The map “%s” cannot be used: “%s” is not understood."),
               path, word);
  return FALSE;
}

static const char *
get_text (JsonObject *map, const char *member)
{
  return json_object_get_string_member_with_default (map, member, NULL);
}

/* "columns" as an array of words: as --columns. */
static gboolean
read_column_list (GxImportPlan *self, JsonArray *list, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (list); i++)
    g_ptr_array_add (words, (char *) json_array_get_string_element (list, i));
  g_ptr_array_add (words, NULL);
  return _gx_import_plan_take_words (self, (const char * const *) words->pdata, error);
}

/* "columns" as an object: the file's own headers say which column is meant. */
static gboolean
read_column_names (GxImportPlan *self, JsonObject *names, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  if (!gx_import_plan_look (self, error))
    return FALSE;
  for (guint i = 0; i < self->headers->len && i < self->columns->len; i++)
    {
      const char *header = self->headers->pdata[i];

      g_ptr_array_add (words, (char *) json_object_get_string_member_with_default (names, header, "-"));
    }
  g_ptr_array_add (words, NULL);
  return _gx_import_plan_take_words (self, (const char * const *) words->pdata, error);
}

static gboolean
read_options (GxImportPlan *self, JsonObject *map, const char *path, GError **error)
{
  const char *word;

  if ((word = get_text (map, "as")) != NULL && !gx_import_kind_parse (word, &self->kind))
    return fail (path, word, error);
  if ((word = get_text (map, "delimiter")) != NULL && !gx_delimiter_parse (word, &self->delimiter))
    return fail (path, word, error);
  if ((word = get_text (map, "day_order")) != NULL && !gx_day_order_parse (word, &self->day_order))
    return fail (path, word, error);
  if ((word = get_text (map, "on_match")) != NULL && !gx_on_match_parse (word, &self->on_match))
    return fail (path, word, error);
  if ((word = get_text (map, "amount_of")) != NULL && !gx_amount_of_parse (word, &self->amount_of))
    return fail (path, word, error);
  if ((word = get_text (map, "encoding")) != NULL)
    {
      g_free (self->encoding);
      self->encoding = g_strdup (word);
    }
  if ((word = get_text (map, "sheet")) != NULL)
    {
      g_free (self->sheet);
      self->sheet = g_strdup (word);
    }
  if ((word = get_text (map, "currency")) != NULL)
    {
      g_free (self->currency);
      self->currency = g_strdup (word);
    }
  self->no_header = json_object_get_boolean_member_with_default (map, "no_header", self->no_header);
  self->leave_hidden = json_object_get_boolean_member_with_default (map, "leave_hidden", self->leave_hidden);
  return TRUE;
}

static gboolean
read_keys (GxImportPlan *self, JsonObject *map, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  JsonNode *node = json_object_get_member (map, "key");

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return TRUE;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    g_ptr_array_add (words, (char *) json_array_get_string_element (json_node_get_array (node), i));
  g_ptr_array_add (words, NULL);
  return gx_import_plan_set_keys (self, (const char * const *) words->pdata, error);
}

static gboolean
read_values (GxImportPlan *self, JsonObject *map, const char *path, GError **error)
{
  JsonNode *node = json_object_get_member (map, "values");
  g_autoptr (GList) words = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  words = json_object_get_members (json_node_get_object (node));
  for (GList *word = words; word != NULL; word = word->next)
    {
      GxColumn field = gx_column_find (word->data, self->kind);
      JsonNode *texts = json_object_get_member (json_node_get_object (node), word->data);
      g_autoptr (GList) list = NULL;

      if (field == GX_COLUMN_SKIP || !JSON_NODE_HOLDS_OBJECT (texts))
        return fail (path, word->data, error);
      list = json_object_get_members (json_node_get_object (texts));
      for (GList *text = list; text != NULL; text = text->next)
        gx_import_plan_set_value (self, field, text->data,
                                  json_object_get_string_member_with_default (json_node_get_object (texts),
                                                                              text->data, ""));
    }
  return TRUE;
}

static gboolean
read_map (GxImportPlan *self, JsonParser *parser, const char *path, GError **error)
{
  JsonNode *root = json_parser_get_root (parser), *columns;
  JsonObject *map;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return fail (path, "{", error);
  map = json_node_get_object (root);
  if (!read_options (self, map, path, error) || !read_keys (self, map, error)
      || !read_values (self, map, path, error))
    return FALSE;
  columns = json_object_get_member (map, "columns");
  if (columns == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (columns))
    return read_column_list (self, json_node_get_array (columns), error);
  if (JSON_NODE_HOLDS_OBJECT (columns))
    return read_column_names (self, json_node_get_object (columns), error);
  return fail (path, "columns", error);
}

gboolean
gx_import_plan_load_map (GxImportPlan *self, const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  if (json_parser_load_from_file (parser, path, error))
    return read_map (self, parser, path, error);
  gx_error_prefix (error, _("Could not read the map"));
  return FALSE;
}

gboolean
gx_import_plan_read_map (GxImportPlan *self, const char *json, const char *name, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_return_val_if_fail (self != NULL && json != NULL && name != NULL, FALSE);

  if (json_parser_load_from_data (parser, json, -1, error))
    return read_map (self, parser, name, error);
  gx_error_prefix (error, _("Could not read the map"));
  return FALSE;
}

/* -- writing */

/* Whether each header names one column only. */
static gboolean
has_names (const GxImportPlan *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const char *header = i < self->headers->len ? self->headers->pdata[i] : "";

      if (*header == 0 || !g_hash_table_add (seen, (gpointer) header))
        return FALSE;
    }
  return TRUE;
}

static void
put (JsonBuilder *builder, const char *member, const char *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
put_true (JsonBuilder *builder, const char *member)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, TRUE);
}

static void
write_columns (const GxImportPlan *self, JsonBuilder *builder)
{
  gboolean is_object = has_names (self);

  json_builder_set_member_name (builder, "columns");
  if (is_object)
    json_builder_begin_object (builder);
  else
    json_builder_begin_array (builder);
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *word = gx_import_plan_get_word (self, i);

      if (is_object)
        put (builder, self->headers->pdata[i], word);
      else
        json_builder_add_string_value (builder, word);
    }
  if (is_object)
    json_builder_end_object (builder);
  else
    json_builder_end_array (builder);
}

static void
write_options (const GxImportPlan *self, JsonBuilder *builder)
{
  char delimiter[2] = { self->delimiter, 0 };
  const char *word = self->delimiter == '\t' ? "tab" : self->delimiter == ' ' ? "spaces" : delimiter;

  put (builder, "as", gx_import_kind_name (self->kind));
  put (builder, "encoding", self->encoding);
  put (builder, "delimiter", self->delimiter != 0 ? word : NULL);
  put (builder, "sheet", self->sheet);
  if (self->day_order != GX_DAY_ORDER_ASK)
    put (builder, "day_order", gx_day_order_name (self->day_order));
  if (self->amount_of != GX_AMOUNT_AUTO)
    put (builder, "amount_of", _gx_amount_of_name (self->amount_of));
  put (builder, "on_match", gx_on_match_name (self->on_match));
  put (builder, "currency", self->currency);
  if (self->no_header)
    put_true (builder, "no_header");
  if (self->leave_hidden)
    put_true (builder, "leave_hidden");
  if (self->keys->len > 0)
    {
      json_builder_set_member_name (builder, "key");
      json_builder_begin_array (builder);
      for (guint i = 0; i < self->keys->len; i++)
        json_builder_add_string_value (builder, gx_column_key (g_array_index (self->keys, GxColumn, i)));
      json_builder_end_array (builder);
    }
}

/* "gender\x1fm" → "male" as { "gender": { "m": "male" } }, in order. */
static void
write_values (const GxImportPlan *self, JsonBuilder *builder)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (self->values), (GCompareFunc) strcmp);
  g_autofree char *open = NULL;

  if (keys == NULL)
    return;
  json_builder_set_member_name (builder, "values");
  json_builder_begin_object (builder);
  for (GList *key = keys; key != NULL; key = key->next)
    {
      const char *text = strchr (key->data, VALUE_JOINT) + 1;
      g_autofree char *field = g_strndup (key->data, text - 1 - (const char *) key->data);

      if (g_strcmp0 (open, field) != 0)
        {
          if (open != NULL)
            json_builder_end_object (builder);
          json_builder_set_member_name (builder, field);
          json_builder_begin_object (builder);
          g_free (open);
          open = g_steal_pointer (&field);
        }
      put (builder, text, g_hash_table_lookup (self->values, key->data));
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

char *
gx_import_plan_save_map (const GxImportPlan *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  write_options (self, builder);
  write_columns (self, builder);
  write_values (self, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* -- values */

static char *
value_key (GxColumn field, const char *text)
{
  g_autofree char *folded = gx_fold (text);

  return g_strdup_printf ("%s%c%s", gx_column_key (field), VALUE_JOINT, folded);
}

void
gx_import_plan_set_value (GxImportPlan *self, GxColumn field, const char *text, const char *becomes)
{
  g_return_if_fail (self != NULL && text != NULL);

  if (becomes != NULL)
    g_hash_table_insert (self->values, value_key (field, text), g_strdup (becomes));
  else
    {
      g_autofree char *key = value_key (field, text);

      g_hash_table_remove (self->values, key);
    }
}

const char *
gx_import_plan_get_value (const GxImportPlan *self, GxColumn field, const char *text)
{
  g_autofree char *key = NULL;

  if (g_hash_table_size (self->values) == 0)
    return NULL;
  key = value_key (field, text);
  return g_hash_table_lookup (self->values, key);
}
