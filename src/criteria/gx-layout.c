/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-layout.h"

#include <json-glib/json-glib.h>

#define MOST_PX 10000

static void
clear_column (gpointer data)
{
  g_free (((GxLayoutColumn *) data)->name);
}

GxLayout *
gx_layout_new (void)
{
  return g_new0 (GxLayout, 1);
}

void
gx_layout_free (GxLayout *self)
{
  g_clear_pointer (&self->columns, g_array_unref);
  g_free (self->sort);
  g_free (self);
}

static void
need_columns (GxLayout *self)
{
  if (self->columns != NULL)
    return;
  self->columns = g_array_new (FALSE, FALSE, sizeof (GxLayoutColumn));
  g_array_set_clear_func (self->columns, clear_column);
}

void
gx_layout_add_column (GxLayout *self, const char *name, int width_px)
{
  g_return_if_fail (self != NULL && name != NULL);

  GxLayoutColumn column = { g_strdup (name), width_px };
  need_columns (self);
  g_array_append_val (self->columns, column);
}

/* A member that has another type is as good as none. */
static JsonNode *
find_member (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);
  gboolean fits = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;

  return fits ? node : NULL;
}

static void
read_column (GxLayout *self, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *name = object != NULL ? find_member (object, "name", G_TYPE_STRING) : NULL;
  JsonNode *width = object != NULL ? find_member (object, "width", G_TYPE_INT64) : NULL;

  if (name != NULL)
    gx_layout_add_column (self, json_node_get_string (name),
                          width != NULL ? (int) CLAMP (json_node_get_int (width), 0, MOST_PX) : 0);
}

GxLayout *
gx_layout_from_json (const char *json)
{
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  GxLayout *self = gx_layout_new ();

  if (object == NULL)
    return self;
  JsonNode *columns = json_object_get_member (object, "columns");
  JsonNode *sort = find_member (object, "sort", G_TYPE_STRING);
  JsonNode *descending = find_member (object, "descending", G_TYPE_BOOLEAN);
  if (columns != NULL && JSON_NODE_HOLDS_ARRAY (columns))
    {
      JsonArray *array = json_node_get_array (columns);
      need_columns (self);
      for (guint i = 0; i < json_array_get_length (array); i++)
        read_column (self, json_array_get_element (array, i));
    }
  self->sort = sort != NULL ? g_strdup (json_node_get_string (sort)) : NULL;
  self->descending = descending != NULL && json_node_get_boolean (descending);
  return self;
}

static JsonArray *
write_columns (const GxLayout *self)
{
  JsonArray *columns = json_array_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      const GxLayoutColumn *column = &g_array_index (self->columns, GxLayoutColumn, i);
      JsonObject *object = json_object_new ();
      json_object_set_string_member (object, "name", column->name);
      if (column->width_px > 0)
        json_object_set_int_member (object, "width", column->width_px);
      json_array_add_object_element (columns, object);
    }
  return columns;
}

char *
gx_layout_to_json (const GxLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  if (self->columns != NULL)
    json_object_set_array_member (object, "columns", write_columns (self));
  if (self->sort != NULL)
    {
      json_object_set_string_member (object, "sort", self->sort);
      json_object_set_boolean_member (object, "descending", self->descending);
    }
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}
