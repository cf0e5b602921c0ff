/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "team/gx-segment.h"

#define LEVEL 4           /* of gzip: a third of the size at a fifth of the cost of the best */
#define PIECE (1 << 16)

#define I64 "%" G_GINT64_FORMAT

typedef struct {
  GxConnection *book;
  GOutputStream *out;
  GString *text;          /* not yet written */
  GChecksum *sum;
  GCancellable *cancellable;
  int image_table;
} Writer;

static gboolean
flush (Writer *self, gsize least, GError **error)
{
  gboolean ok;

  if (self->text->len < least)
    return TRUE;
  g_checksum_update (self->sum, (const guchar *) self->text->str, (gssize) self->text->len);
  ok = g_output_stream_write_all (self->out, self->text->str, self->text->len, NULL, self->cancellable,
                                  error);
  g_string_truncate (self->text, 0);
  return ok;
}

static void
add_text (Writer *self, const char *name, const char *value)
{
  g_string_append_printf (self->text, ",\"%s\":\"", name);
  for (const char *at = value; *at != '\0'; at++)
    if (*at != '"' && *at != '\\' && (guchar) *at >= 0x20) /* a phrase key or a table's name has none */
      g_string_append_c (self->text, *at);
  g_string_append_c (self->text, '"');
}

static void
add_bytes (Writer *self, const char *name, GBytes *bytes)
{
  gsize length = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (bytes == NULL)
    return;
  g_string_append_printf (self->text, ",\"%s\":\"", name);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (self->text, "%02x", data[i]);
  g_string_append_c (self->text, '"');
}

static void
add_head (Writer *self, GxId team, GBytes *previous, GPtrArray *steps)
{
  const GxCarriedStep *first = g_ptr_array_index (steps, 0);
  const GxCarriedStep *last = g_ptr_array_index (steps, steps->len - 1);
  int schema = 0;

  for (guint i = 0; i < steps->len; i++)
    schema = MAX (schema, ((const GxCarriedStep *) g_ptr_array_index (steps, i))->schema);
  g_string_append_printf (self->text, "{\"guanxi\":\"segment\",\"format\":%d,\"team\":" I64 ",\"site\":" I64
                          ",\"first\":" I64 ",\"last\":" I64 ",\"schema\":%d", GX_SEGMENT_FORMAT, team,
                          first->site, first->seq, last->seq, schema);
  add_bytes (self, "previous", previous);
  g_string_append (self->text, "}\n");
}

static void
add_row (Writer *self, const GxCarriedRow *row)
{
  const char *name = gx_carried_table_name (row->table);

  g_string_append_printf (self->text, "{\"table\":%d", row->table);
  add_text (self, "row", name != NULL ? name : "");
  g_string_append_printf (self->text, ",\"id\":" I64 ",\"op\":\"%c\"", row->row, row->op);
  add_bytes (self, "salt", row->salt);
  add_bytes (self, "commitment", row->commitment);
  g_string_append_printf (self->text, ",\"cells\":%s}\n", row->cells);
}

static gboolean
add_image (GxId row, const char *cells, gpointer data, GError **error)
{
  Writer *self = data;

  g_string_append_printf (self->text, "{\"image\":" I64 ",\"table\":%d,\"cells\":%s}\n", row,
                          self->image_table, cells);
  return flush (self, PIECE, error);
}

static void
add_range (Writer *self, const GxCarriedRange *range)
{
  const char *name = gx_carried_table_name (range->table);

  g_string_append_printf (self->text, "{\"table\":%d", range->table);
  add_text (self, "range", name != NULL ? name : "");
  g_string_append_printf (self->text, ",\"first\":" I64 ",\"last\":" I64 ",\"op\":\"%c\",\"cells\":%s}\n",
                          range->first, range->last, range->op, range->cells);
}

static void
add_step_line (Writer *self, const GxCarriedStep *step)
{
  g_string_append_printf (self->text, "{\"step\":" I64 ",\"seq\":" I64 ",\"hlc\":" I64 ",\"at\":" I64
                          ",\"author\":" I64 ",\"kind\":\"%c\",\"root\":" I64 ",\"reverses\":" I64
                          ",\"schema\":%d,\"pruned\":%d", step->id, step->seq, step->hlc, step->at_ms,
                          step->author, step->kind, step->root, step->reverses, step->schema,
                          (int) step->is_pruned);
  add_text (self, "label", step->label);
  add_bytes (self, "hash", step->hash);
  g_string_append (self->text, "}\n");
}

static gboolean
add_step (Writer *self, const GxCarriedStep *step, GError **error)
{
  add_step_line (self, step);
  for (guint i = 0; i < step->sights->len; i++)
    {
      const GxCarriedSight *sight = &g_array_index (step->sights, GxCarriedSight, i);

      g_string_append_printf (self->text, "{\"seen\":" I64 ",\"seq\":" I64 "}\n", sight->other, sight->seq);
    }
  for (guint i = 0; i < step->rows->len; i++)
    {
      add_row (self, &g_array_index (step->rows, GxCarriedRow, i));
      if (!flush (self, PIECE, error))
        return FALSE;
    }
  for (guint i = 0; i < step->ranges->len; i++)
    add_range (self, &g_array_index (step->ranges, GxCarriedRange, i));
  for (guint i = 0; i < step->ranges->len; i++)
    {
      const GxCarriedRange *range = &g_array_index (step->ranges, GxCarriedRange, i);

      self->image_table = range->table;
      if (range->op == 'I' && !gx_carried_range_read (self->book, range, add_image, self, error))
        return FALSE;
    }
  return flush (self, PIECE, error);
}

static gboolean
write_all (Writer *self, GxId team, GBytes *previous, GPtrArray *steps, GError **error)
{
  add_head (self, team, previous, steps);
  for (guint i = 0; i < steps->len; i++)
    if (!add_step (self, g_ptr_array_index (steps, i), error))
      return FALSE;
  if (!flush (self, 0, error))
    return FALSE;
  g_string_append_printf (self->text, "{\"end\":%u,\"sha256\":\"%s\"}\n", steps->len,
                          g_checksum_get_string (self->sum));
  return g_output_stream_write_all (self->out, self->text->str, self->text->len, NULL, self->cancellable,
                                    error)
         && g_output_stream_close (self->out, self->cancellable, error);
}

gboolean
gx_segment_write (const char *path, GxId team, GBytes *previous, GPtrArray *steps, GxConnection *book,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) raw = NULL;
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL);
  g_autoptr (GOutputStream) out = NULL;
  g_autoptr (GString) text = g_string_sized_new (2 * PIECE);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  Writer writer = { book, NULL, text, sum, cancellable, 0 };

  g_return_val_if_fail (steps->len > 0, FALSE);

  raw = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  if (raw == NULL)
    return FALSE;
  out = g_converter_output_stream_new (G_OUTPUT_STREAM (raw), G_CONVERTER (gzip));
  writer.out = out;
  return write_all (&writer, team, previous, steps, error);
}
