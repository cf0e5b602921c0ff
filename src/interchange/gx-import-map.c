/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-import-private.h"

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
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (list); i++) {
    if (i > 0)
      g_string_append_c (words, ',');
    g_string_append (words, json_array_get_string_element (list, i));
  }
  return gx_import_plan_set_columns (self, words->str, error);
}

/* "columns" as an object: the file's own headers say which column is meant. */
static gboolean
read_column_names (GxImportPlan *self, JsonObject *names, const char *path, GError **error)
{
  if (!gx_import_plan_look (self, error))
    return FALSE;
  for (guint i = 0; i < self->headers->len && i < self->columns->len; i++) {
    const char *word = json_object_get_string_member_with_default (names, self->headers->pdata[i], "-");
    GxColumn *field = &g_array_index (self->columns, GxColumn, i);

    *field = strcmp (word, "-") == 0 ? GX_COLUMN_SKIP : gx_column_find (word, self->kind);
    if (*field == GX_COLUMN_SKIP && strcmp (word, "-") != 0)
      return fail (path, word, error);
  }
  self->has_columns = TRUE;
  return TRUE;
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
  if ((word = get_text (map, "encoding")) != NULL) {
    g_free (self->encoding);
    self->encoding = g_strdup (word);
  }
  if ((word = get_text (map, "sheet")) != NULL) {
    g_free (self->sheet);
    self->sheet = g_strdup (word);
  }
  if ((word = get_text (map, "currency")) != NULL) {
    g_free (self->currency);
    self->currency = g_strdup (word);
  }
  self->no_header = json_object_get_boolean_member_with_default (map, "no_header", self->no_header);
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

gboolean
gx_import_plan_load_map (GxImportPlan *self, const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root, *columns;
  JsonObject *map;

  if (!json_parser_load_from_file (parser, path, error)) {
    gx_error_prefix (error, _("Could not read the map"));
    return FALSE;
  }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return fail (path, "{", error);
  map = json_node_get_object (root);
  if (!read_options (self, map, path, error) || !read_keys (self, map, error))
    return FALSE;
  columns = json_object_get_member (map, "columns");
  if (columns == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (columns))
    return read_column_list (self, json_node_get_array (columns), error);
  if (JSON_NODE_HOLDS_OBJECT (columns))
    return read_column_names (self, json_node_get_object (columns), path, error);
  return fail (path, "columns", error);
}
