/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "team/gx-json-line.h"
#include "team/gx-segment.h"

#define PIECE (1 << 16)
#define LONGEST_LINE (64 << 20)   /* a row with its longest texts, and to spare */
#define MOST_ROWS 5000000         /* of one step: those of an import are ranges */
#define HASH_BYTES 32

struct _GxSegmentReader {
  GInputStream *in;
  GByteArray *buffer;
  gsize at;                /* in the buffer: behind the last line */
  GChecksum *sum;          /* of the lines before that one */
  GxSegmentHead head;
  GxJsonLine line;
  char *text;              /* of the line */
  gboolean has_line;       /* it was read, and not used yet */
  GxCarriedStep *step;
  char *cells;             /* of the last image */
  gint64 steps;
};

void
gx_segment_head_clear (GxSegmentHead *self)
{
  g_clear_pointer (&self->previous, g_bytes_unref);
}

void
gx_segment_reader_free (GxSegmentReader *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->in);
  g_byte_array_unref (self->buffer);
  g_checksum_free (self->sum);
  gx_segment_head_clear (&self->head);
  g_free (self->text);
  g_free (self->cells);
  g_clear_pointer (&self->step, gx_carried_step_free);
  g_free (self);
}

static gboolean
damaged (GError **error)
{
  g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                       _("A file in the team's folder is damaged, and nothing of it was taken."));
  return FALSE;
}

/* -- Lines -- */

/* One more piece. FALSE: the end, or an error. */
static gboolean
read_piece (GxSegmentReader *self, GError **error)
{
  g_autoptr (GError) failed = NULL;
  guint length;
  gssize got;

  if (self->at > 0)
    {
      g_byte_array_remove_range (self->buffer, 0, (guint) self->at);
      self->at = 0;
    }
  length = self->buffer->len;
  if (length > LONGEST_LINE)
    return damaged (error);
  g_byte_array_set_size (self->buffer, length + PIECE);
  got = g_input_stream_read (self->in, self->buffer->data + length, PIECE, NULL, &failed);
  g_byte_array_set_size (self->buffer, length + (guint) MAX (got, 0));
  if (got > 0)
    return TRUE;
  if (failed != NULL && failed->domain == G_IO_ERROR
      && (failed->code == G_IO_ERROR_INVALID_DATA || failed->code == G_IO_ERROR_PARTIAL_INPUT))
    return damaged (error);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    damaged (error); /* the last line says that it is the last */
  return FALSE;
}

/* Reads the next line into @line, unless it was read already. */
static gboolean
read_line (GxSegmentReader *self, GError **error)
{
  const guint8 *end = NULL;
  gsize looked = 0, length;

  if (self->has_line)
    return TRUE;
  while (end == NULL)
    {
      gsize left = self->buffer->len - self->at;

      if (left > looked)
        end = memchr (self->buffer->data + self->at + looked, '\n', left - looked);
      looked = left;
      if (end == NULL && !read_piece (self, error))
        return FALSE;
    }
  length = (gsize) (end - (self->buffer->data + self->at));
  g_free (self->text);
  self->text = g_strndup ((const char *) self->buffer->data + self->at, length);
  self->at += length + 1;
  if (strlen (self->text) != length || !gx_json_line_parse (&self->line, self->text))
    return damaged (error);
  self->has_line = TRUE;
  return TRUE;
}

/* The line is understood; the next one may come. */
static void
use_line (GxSegmentReader *self)
{
  g_checksum_update (self->sum, (const guchar *) self->text, -1);
  g_checksum_update (self->sum, (const guchar *) "\n", 1);
  self->has_line = FALSE;
}

static gboolean
get_in (const GxJsonLine *line, const char *name, gint64 low, gint64 high, gint64 *value)
{
  return gx_json_line_get_int64 (line, name, value) && *value >= low && *value <= high;
}

static gboolean
get_char (const GxJsonLine *line, const char *name, const char *among, char *value)
{
  g_autofree char *text = gx_json_line_dup_text (line, name);

  *value = text != NULL && text[0] != '\0' && text[1] == '\0' ? text[0] : '\0';
  return *value != '\0' && strchr (among, *value) != NULL;
}

/* -- Steps -- */

static gboolean
parse_row (GxSegmentReader *self)
{
  g_autoptr (GBytes) salt = gx_json_line_dup_bytes (&self->line, "salt", 0);
  g_autoptr (GBytes) commitment = gx_json_line_dup_bytes (&self->line, "commitment", HASH_BYTES);
  g_autofree char *cells = gx_json_line_dup_cells (&self->line, "cells");
  gint64 table = 0, id = 0;
  char op = 0;

  if (commitment == NULL || cells == NULL || self->step->rows->len == MOST_ROWS
      || !get_in (&self->line, "table", 1, G_MAXINT16, &table)
      || !get_in (&self->line, "id", 1, G_MAXINT64, &id)
      || !get_char (&self->line, "op", "iue", &op))
    return FALSE;
  gx_carried_step_add_row (self->step, (int) table, id, op, cells, salt, commitment);
  return TRUE;
}

static gboolean
parse_range (GxSegmentReader *self)
{
  g_autofree char *cells = gx_json_line_dup_cells (&self->line, "cells");
  gint64 table = 0, first = 0, last = 0;
  char op = 0;

  if (cells == NULL || self->step->ranges->len == MOST_ROWS
      || !get_in (&self->line, "table", 1, G_MAXINT16, &table)
      || !get_in (&self->line, "first", 1, G_MAXINT64 - 1, &first)
      || !get_in (&self->line, "last", first, G_MAXINT64 - 1, &last)
      || !get_char (&self->line, "op", "IU", &op))
    return FALSE;
  gx_carried_step_add_range (self->step, (int) table, first, last, op, cells);
  return TRUE;
}

static gboolean
parse_sight (GxSegmentReader *self)
{
  gint64 other = 0, seq = 0;

  if (self->step->sights->len == MOST_ROWS || !get_in (&self->line, "seen", 1, G_MAXINT64, &other)
      || !get_in (&self->line, "seq", 1, G_MAXINT64, &seq))
    return FALSE;
  gx_carried_step_add_sight (self->step, other, seq);
  return TRUE;
}

static gboolean
parse_step (GxSegmentReader *self)
{
  GxCarriedStep *step;
  gint64 schema = 0, pruned = 0;

  g_clear_pointer (&self->step, gx_carried_step_free);
  step = self->step = gx_carried_step_new ();
  step->site = self->head.site;
  step->label = gx_json_line_dup_text (&self->line, "label");
  step->hash = gx_json_line_dup_bytes (&self->line, "hash", HASH_BYTES);
  if (step->label == NULL || step->hash == NULL
      || !get_in (&self->line, "step", 1, G_MAXINT64, &step->id)
      || !get_in (&self->line, "seq", self->head.first + self->steps, self->head.first + self->steps,
                  &step->seq)
      || !get_in (&self->line, "hlc", 1, G_MAXINT64, &step->hlc)
      || !get_in (&self->line, "at", G_MININT64, G_MAXINT64, &step->at_ms)
      || !get_in (&self->line, "author", 0, G_MAXINT64, &step->author)
      || !get_char (&self->line, "kind", "dure", &step->kind)
      || !get_in (&self->line, "root", 1, G_MAXINT64, &step->root)
      || !get_in (&self->line, "reverses", 0, G_MAXINT64, &step->reverses)
      || !get_in (&self->line, "schema", 1, self->head.schema, &schema)
      || !get_in (&self->line, "pruned", 0, 1, &pruned))
    return FALSE;
  step->schema = (int) schema;
  step->is_pruned = pruned != 0;
  self->steps++;
  return TRUE;
}

/* The step's own line was read; takes those that belong to it. */
static gboolean
read_step (GxSegmentReader *self, GError **error)
{
  if (!parse_step (self))
    return damaged (error);
  use_line (self);
  while (read_line (self, error))
    {
      gboolean ok;

      if (gx_json_line_has (&self->line, "row"))
        ok = parse_row (self);
      else if (gx_json_line_has (&self->line, "range"))
        ok = parse_range (self);
      else if (gx_json_line_has (&self->line, "seen"))
        ok = parse_sight (self);
      else
        return TRUE;
      if (!ok)
        return damaged (error);
      use_line (self);
    }
  return FALSE;
}

static gboolean
read_image (GxSegmentReader *self, GxSegmentItem *item, GError **error)
{
  gint64 table = 0;

  g_free (self->cells);
  self->cells = gx_json_line_dup_cells (&self->line, "cells");
  if (self->cells == NULL || self->steps == 0 || !get_in (&self->line, "image", 1, G_MAXINT64, &item->row)
      || !get_in (&self->line, "table", 1, G_MAXINT16, &table))
    return damaged (error);
  use_line (self);
  item->type = GX_SEGMENT_IMAGE;
  item->table = (int) table;
  item->cells = self->cells;
  return TRUE;
}

static gboolean
read_end (GxSegmentReader *self, GxSegmentItem *item, GError **error)
{
  g_autofree char *sum = gx_json_line_dup_text (&self->line, "sha256");
  gint64 steps = 0;

  if (g_strcmp0 (sum, g_checksum_get_string (self->sum)) != 0
      || !gx_json_line_get_int64 (&self->line, "end", &steps) || steps != self->steps
      || steps != self->head.last - self->head.first + 1)
    return damaged (error);
  item->type = GX_SEGMENT_END;
  return TRUE;
}

gboolean
gx_segment_reader_next (GxSegmentReader *self, GxSegmentItem *item, GError **error)
{
  *item = (GxSegmentItem) { 0 };
  if (!read_line (self, error))
    return FALSE;
  if (gx_json_line_has (&self->line, "step"))
    {
      if (!read_step (self, error))
        return FALSE;
      item->type = GX_SEGMENT_STEP;
      item->step = self->step;
      return TRUE;
    }
  if (gx_json_line_has (&self->line, "image"))
    return read_image (self, item, error);
  return gx_json_line_has (&self->line, "end") ? read_end (self, item, error) : damaged (error);
}

/* -- The first line -- */

static gboolean
read_head (GxSegmentReader *self, GError **error)
{
  g_autofree char *kind = NULL;
  gint64 format = 0, schema = 0;

  if (!read_line (self, error))
    return FALSE;
  kind = gx_json_line_dup_text (&self->line, "guanxi");
  if (g_strcmp0 (kind, "segment") != 0 || !get_in (&self->line, "format", 1, G_MAXINT32, &format))
    return damaged (error);
  if (format > GX_SEGMENT_FORMAT)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NEWER,
                           _("A colleague uses a newer Guanxi. Install the newer program here, too."));
      return FALSE;
    }
  if (!get_in (&self->line, "team", 1, G_MAXINT64, &self->head.team)
      || !get_in (&self->line, "site", 1, G_MAXINT64, &self->head.site)
      || !get_in (&self->line, "first", 1, G_MAXINT64 - 1, &self->head.first)
      || !get_in (&self->line, "last", self->head.first, G_MAXINT64 - 1, &self->head.last)
      || !get_in (&self->line, "schema", 1, G_MAXINT32, &schema))
    return damaged (error);
  self->head.schema = (int) schema;
  self->head.previous = gx_json_line_dup_bytes (&self->line, "previous", HASH_BYTES);
  if ((self->head.first > 1) != (self->head.previous != NULL))
    return damaged (error);
  use_line (self);
  return TRUE;
}

GxSegmentReader *
gx_segment_reader_open (const char *path, GError **error)
{
  g_autoptr (GxSegmentReader) self = g_new0 (GxSegmentReader, 1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) raw = NULL;
  g_autoptr (GZlibDecompressor) gunzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);

  self->buffer = g_byte_array_sized_new (2 * PIECE);
  self->sum = g_checksum_new (G_CHECKSUM_SHA256);
  raw = g_file_read (file, NULL, error);
  if (raw == NULL)
    return NULL;
  self->in = g_converter_input_stream_new (G_INPUT_STREAM (raw), G_CONVERTER (gunzip));
  return read_head (self, error) ? g_steal_pointer (&self) : NULL;
}

const GxSegmentHead *
gx_segment_reader_head (GxSegmentReader *self)
{
  return &self->head;
}

gboolean
gx_segment_check (const char *path, GxSegmentHead *head, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxSegmentReader) reader = gx_segment_reader_open (path, error);
  GxSegmentItem item = { 0 };

  if (reader == NULL)
    return FALSE;
  do
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !gx_segment_reader_next (reader, &item, error))
      return FALSE;
  while (item.type != GX_SEGMENT_END);
  *head = reader->head;
  reader->head.previous = NULL;
  return TRUE;
}
