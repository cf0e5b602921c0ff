/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>

#include "interchange/gx-export-private.h"

typedef struct {
  GxExportSink sink;
  GOutputStream *stream;
  JsonGenerator *generator;
  gboolean is_lines;
  gboolean has_rows;
} JsonSink;

static void
set_value (JsonObject *object, const GxExportField *field, const GxExportValue *value)
{
  JsonObject *money;

  if (value->is_null)
    {
      json_object_set_null_member (object, field->key);
      return;
    }
  switch (field->type)
    {
    case GX_EXPORT_NUMBER:
      json_object_set_int_member (object, field->key, value->number);
      break;
    case GX_EXPORT_MONEY:
      money = json_object_new ();
      json_object_set_int_member (money, "minor", value->number);
      json_object_set_string_member (money, "currency", value->currency);
      json_object_set_object_member (object, field->key, money);
      break;
    default: {
      g_autofree char *text = _gx_export_text (field, value);

      json_object_set_string_member (object, field->key, text);
    }
    }
}

static gboolean
write_row (GxExportSink *sink, const GxExportValue *values, GError **error)
{
  JsonSink *self = (JsonSink *) sink;
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;
  JsonObject *object = json_object_new ();
  const char *before = self->is_lines ? "" : self->has_rows ? ",\n" : "\n";
  gsize length;

  for (guint i = 0; i < sink->n_fields; i++)
    set_value (object, sink->fields[i], &values[i]);
  json_node_init_object (node, object);
  json_object_unref (object);
  json_generator_set_root (self->generator, node);
  text = json_generator_to_data (self->generator, &length);
  self->has_rows = TRUE;
  return g_output_stream_printf (self->stream, NULL, NULL, error, "%s%s%s", before, text, self->is_lines
                                 ? "\n" : "");
}

static gboolean
close_sink (GxExportSink *sink, GError **error)
{
  JsonSink *self = (JsonSink *) sink;
  gboolean is_written = (self->is_lines || g_output_stream_printf (self->stream, NULL, NULL, error,
                                                                   "\n]\n"))
    && g_output_stream_close (self->stream, NULL, error);

  g_object_unref (self->stream);
  g_object_unref (self->generator);
  g_free (self);
  return is_written;
}

GxExportSink *
_gx_export_json_new (const char *path, gboolean is_lines, const GxExportField * const *fields,
                     guint n_fields, GError **error)
{
  GOutputStream *stream = _gx_export_open (path, error);
  JsonSink *self;

  if (stream == NULL)
    return NULL;
  self = g_new0 (JsonSink, 1);
  self->sink = (GxExportSink) { fields, n_fields, write_row, close_sink };
  self->stream = stream;
  self->generator = json_generator_new ();
  self->is_lines = is_lines;
  if (is_lines || g_output_stream_write_all (self->stream, "[", 1, NULL, NULL, error))
    return &self->sink;
  close_sink (&self->sink, NULL);
  return NULL;
}
