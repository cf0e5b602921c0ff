/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "interchange/gx-export-private.h"
#include "interchange/gx-import-private.h"

typedef struct {
  GxExportSink sink;
  GOutputStream *stream;
  GString *line;
} CsvSink;

/* Whether a spreadsheet would take the text for a formula. A telephone or a number is left alone: it can do
 * nothing. What has such an apostrophe already gets another: one is taken away when it is read. */
static gboolean
is_formula_like (const char *text)
{
  if (_gx_import_is_guarded (text))
    return TRUE;
  if (*text == 0 || strchr ("=+-@\t\r", *text) == NULL)
    return FALSE;
  return *text == '=' || *text == '@' || strspn (text, "+-0123456789 ()./") != strlen (text);
}

static void
append_cell (GString *line, const char *text)
{
  gboolean is_quoted = strpbrk (text, "\",\r\n") != NULL || *text == ' ';

  if (is_quoted)
    g_string_append_c (line, '"');
  if (is_formula_like (text))
    g_string_append_c (line, '\'');
  for (; *text != 0; text++)
    {
      if (*text == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *text);
    }
  if (is_quoted)
    g_string_append_c (line, '"');
}

static gboolean
write_line (CsvSink *self, GError **error)
{
  g_string_append (self->line, "\r\n");
  if (!g_output_stream_write_all (self->stream, self->line->str, self->line->len, NULL, NULL, error))
    return FALSE;
  g_string_truncate (self->line, 0);
  return TRUE;
}

static gboolean
write_row (GxExportSink *sink, const GxExportValue *values, GError **error)
{
  CsvSink *self = (CsvSink *) sink;

  for (guint i = 0; i < sink->n_fields; i++)
    {
      g_autofree char *text = _gx_export_told (sink->fields[i], &values[i]);

      if (i > 0)
        g_string_append_c (self->line, ',');
      append_cell (self->line, text);
    }
  return write_line (self, error);
}

static gboolean
close_sink (GxExportSink *sink, GError **error)
{
  CsvSink *self = (CsvSink *) sink;
  gboolean is_written = g_output_stream_close (self->stream, NULL, error);

  g_object_unref (self->stream);
  g_string_free (self->line, TRUE);
  g_free (self);
  return is_written;
}

static gboolean
write_head (CsvSink *self, GError **error)
{
  const char *language = setlocale (LC_MESSAGES, NULL);

  if (language != NULL && g_str_has_prefix (language, "zh"))
    g_string_append (self->line, "\xef\xbb\xbf");
  for (guint i = 0; i < self->sink.n_fields; i++)
    {
      if (i > 0)
        g_string_append_c (self->line, ',');
      append_cell (self->line, _gx_export_label (self->sink.fields[i]));
    }
  return write_line (self, error);
}

GxExportSink *
_gx_export_csv_new (const char *path, const GxExportField * const *fields, guint n_fields, GError **error)
{
  GOutputStream *stream = _gx_export_open (path, error);
  CsvSink *self;

  if (stream == NULL)
    return NULL;
  self = g_new0 (CsvSink, 1);
  self->sink = (GxExportSink) { fields, n_fields, write_row, close_sink };
  self->stream = stream;
  self->line = g_string_new (NULL);
  if (write_head (self, error))
    return &self->sink;
  close_sink (&self->sink, NULL);
  return NULL;
}
