/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-csv-reader.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-encoding.h"
#include "interchange/gx-source.h"

#define READ_BYTES (1 << 18)

typedef struct {
  gsize start;   /* from the row's first byte */
  guint length;
} Span;

struct _GxCsvReader {
  GxTable parent_instance;

  GxSource *source;
  const char *path;      /* of the source: its name */
  const char *encoding;
  guint bom_bytes;
  gboolean is_checked;   /* all of it is valid UTF-8 */
  char delimiter;

  gint64 offset;         /* of what is read next */
  GIConv converter;      /* (GIConv) -1: the file is valid UTF-8 */
  char raw[4096];        /* what the converter has not taken yet */
  gsize n_raw;
  gboolean is_drained;   /* nothing more to read */
  gboolean has_nul;      /* a byte 0 stands where the data ends */

  char *data;            /* the row being read begins at row, data ends at end; one spare byte for a NUL */
  gsize row, end, size;
  gint64 number;
  GArray *spans;         /* of Span */
  GArray *cells;         /* of GxCell */
};

G_DEFINE_FINAL_TYPE (GxCsvReader, gx_csv_reader, GX_TYPE_TABLE)

static gboolean
fail_row (GxCsvReader *self, GError **error, const char *why)
{
  g_propagate_error (error, gx_table_row_error (self->path, self->number, why));
  return FALSE;
}

/* In the cell that is being read. */
static gboolean
fail_cell (GxCsvReader *self, GError **error, const char *why)
{
  g_propagate_error (error, gx_table_cell_error (self->path, self->number, self->spans->len, why));
  return FALSE;
}

/* Makes room behind the data for READ_BYTES more; what lies before the row is forgotten. */
static void
make_room (GxCsvReader *self)
{
  if (self->row > 0)
    {
      memmove (self->data, self->data + self->row, self->end - self->row);
      self->end -= self->row;
      self->row = 0;
    }
  if (self->size - self->end < READ_BYTES)
    {
      self->size = MAX (self->size * 2, self->end + READ_BYTES);
      self->data = g_realloc (self->data, self->size + 1);
    }
}

static gssize
read_some (GxCsvReader *self, char *buffer, gsize length, GError **error)
{
  gssize got = gx_source_read (self->source, self->offset, buffer, length, error);

  self->offset += MAX (got, 0);
  return got;
}

/* Reads through the converter; stops at a byte sequence that the encoding does not have. */
static gssize
convert_some (GxCsvReader *self, char *buffer, gsize length, GError **error)
{
  char *out = buffer;
  gsize out_left = length;

  while (out == buffer)
    {
      char *in = self->raw;
      gsize in_left;
      gssize got = read_some (self, self->raw + self->n_raw, sizeof self->raw - self->n_raw, error);

      if (got < 0)
        return -1;
      self->n_raw += got;
      if (self->n_raw == 0)
        return 0;
      in_left = self->n_raw;
      if (g_iconv (self->converter, &in, &in_left, &out, &out_left) == (gsize) -1 && errno != E2BIG
          && (errno != EINVAL || got == 0))
        {
          /* Translators: %s is the name of a character encoding, such as GB18030. */
          g_autofree char *why = g_strdup_printf (_("it is not written in %s."), self->encoding);

          if (out > buffer) { /* the rows before it first; the bad bytes are met again */
            memmove (self->raw, in, in_left);
            self->n_raw = in_left;
            return out - buffer;
          }
          fail_row (self, error, why);
          return -1;
        }
      memmove (self->raw, in, in_left);
      self->n_raw = in_left;
    }
  return out - buffer;
}

/* Gets more data behind the row. FALSE: there is none, or an error. The row may have moved. */
static gboolean
read_more (GxCsvReader *self, GError **error)
{
  const char *nul = NULL;
  gssize got;

  if (self->is_drained)
    return FALSE;
  if (self->end - self->row > 4 * (gsize) GX_TABLE_MAX_CELL)
    return fail_row (self, error, _("it is longer than any row should be; perhaps a quote is never closed."));
  make_room (self);
  got = self->converter != (GIConv) -1
    ? convert_some (self, self->data + self->end, READ_BYTES, error)
    : read_some (self, self->data + self->end, READ_BYTES, error);
  if (got <= 0)
    {
      self->is_drained = TRUE;
      return FALSE;
    }
  nul = memchr (self->data + self->end, 0, got);
  if (nul != NULL)
    {
      got = nul - (self->data + self->end);
      self->is_drained = TRUE;
      self->has_nul = TRUE;
    }
  self->end += got;
  return got > 0;
}

static inline gboolean
has_byte (guint64 word, guint64 repeated)
{
  guint64 x = word ^ repeated;

  return ((x - G_GUINT64_CONSTANT (0x0101010101010101)) & ~x & G_GUINT64_CONSTANT (0x8080808080808080)) != 0;
}

/* The first delimiter or line end of @text, or @length. Eight bytes at a time. */
static gsize
find_cell_end (const char *text, gsize length, char delimiter)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 delimiters = ones * (guchar) delimiter;
  gsize at = 0;

  for (; at + 8 <= length; at += 8)
    {
      guint64 word;

      memcpy (&word, text + at, sizeof word);
      if (has_byte (word, delimiters) || has_byte (word, ones * '\n') || has_byte (word, ones * '\r'))
        break;
    }
  while (at < length && text[at] != delimiter && text[at] != '\n' && text[at] != '\r')
    at++;
  return at;
}

/* The place, from the row's start, where the unquoted cell that goes on at @at ends. */
static gsize
scan_plain (GxCsvReader *self, gsize at, GError **error)
{
  for (;;)
    {
      gsize length = self->end - self->row;

      at += find_cell_end (self->data + self->row + at, length - at, self->delimiter);
      if (at < length || !read_more (self, error))
        return at;
    }
}

/* Whether the text is one line with its end; @text has room for a NUL behind it. */
static gboolean
ends_line (char *text, gsize length)
{
  gsize line;

  text[length] = 0;
  line = strcspn (text, "\r\n");
  return line < length && (line + 1 == length || (line + 2 == length && text[line + 1] == '\n'));
}

/**
 * Takes the quotes away in place: the cell's text begins at @at (behind the quote) and moves left over each
 * doubled quote. Text behind the closing quote is kept as it stands. Returns where the cell ends in the file.
 */
static gboolean
scan_quoted (GxCsvReader *self, gsize at, Span *span, gsize *cell_end, GError **error)
{
  gsize to = at;

  span->start = at;
  for (;;)
    {
      gsize length = self->end - self->row;
      char *base = self->data + self->row;
      char *quote = memchr (base + at, '"', length - at);
      gsize run = (quote != NULL ? (gsize) (quote - base) : length) - at;

      if (to != at)
        memmove (base + to, base + at, run);
      to += run;
      at += run;
      if (to - span->start > GX_TABLE_MAX_CELL)
        return fail_cell (self, error,
                          _("a cell is longer than a megabyte; perhaps a quote is never closed."));
      if (quote == NULL)
        {
          if (read_more (self, error))
            continue;
          if (*error != NULL)
            return FALSE;
          if (self->has_nul)
            return fail_row (self, error, _("it holds a byte 0, so this is no text file."));
          if (!ends_line (self->data + self->row + span->start, to - span->start))
            return fail_cell (self, error, _("a quote is opened here and never closed."));
          /* In the last line, and that is whole: the quote could only swallow the line end. */
          span->length = (guint) strcspn (self->data + self->row + span->start, "\r\n");
          *cell_end = at;
          return TRUE;
        }
      if (at + 1 >= length && read_more (self, error))
        {
          base = self->data + self->row;
          length = self->end - self->row;
        }
      if (at + 1 < length && base[at + 1] == '"')
        {
          base[to++] = '"';
          at += 2;
          continue;
        }
      *cell_end = scan_plain (self, at + 1, error);
      base = self->data + self->row;
      memmove (base + to, base + at + 1, *cell_end - at - 1);
      span->length = (guint) (to + *cell_end - at - 1 - span->start);
      return TRUE;
    }
}

/* Reads the cells of one row; @length: the row's bytes without its line end. */
static gboolean
scan_row (GxCsvReader *self, gsize *row_length, GError **error)
{
  gsize at = 0;

  for (;;)
    {
      Span span = { at, 0 };
      gsize end;

      if (self->row + at < self->end && self->data[self->row + at] == '"')
        {
          if (!scan_quoted (self, at + 1, &span, &end, error))
            return FALSE;
        }
      else
        {
          end = scan_plain (self, at, error);
          span.length = (guint) (end - at);
        }
      if (*error != NULL)
        return FALSE;
      if (span.length > GX_TABLE_MAX_CELL)
        return fail_cell (self, error,
                          _("a cell is longer than a megabyte; perhaps a quote is never closed."));
      g_array_append_val (self->spans, span);
      if (self->spans->len > GX_TABLE_MAX_COLUMNS)
        return fail_row (self, error, _("it has more than 16,384 columns."));
      *row_length = end;
      if (self->row + end >= self->end || self->data[self->row + end] != self->delimiter)
        return TRUE;
      at = end + 1;
    }
}

static gboolean
scan_spaced_row (GxCsvReader *self, gsize *row_length, GError **error)
{
  gsize at = 0, end;

  /* A tab is a blank here; line ends alone part rows. */
  end = 0;
  for (;;)
    {
      gsize length = self->end - self->row;

      end += find_cell_end (self->data + self->row + end, length - end, '\n');
      if (end < length || !read_more (self, error))
        break;
    }
  if (*error != NULL)
    return FALSE;
  *row_length = end;
  while (at < end)
    {
      const char *base = self->data + self->row;
      Span span;

      while (at < end && (base[at] == ' ' || base[at] == '\t'))
        at++;
      span.start = at;
      while (at < end && base[at] != ' ' && base[at] != '\t')
        at++;
      span.length = (guint) (at - span.start);
      if (span.length > 0)
        g_array_append_val (self->spans, span);
      if (self->spans->len > GX_TABLE_MAX_COLUMNS)
        return fail_row (self, error, _("it has more than 16,384 columns."));
    }
  return TRUE;
}

/* ="2026110100001": so shops write what spreadsheets must not take for a number. It is a text. */
static void
unwrap_text (GxCell *cell, char *text)
{
  if (cell->length < 4 || text[0] != '=' || text[1] != '"' || text[cell->length - 1] != '"'
      || memchr (text + 2, '"', cell->length - 3) != NULL)
    return;
  text[cell->length - 1] = 0;
  cell->text = cell->raw = text + 2;
  cell->length -= 3;
}

/* Points the cells into the data and ends each with a NUL, over its delimiter, quote or line end. */
static gboolean
fill_cells (GxCsvReader *self)
{
  char *base = self->data + self->row;
  gboolean is_empty = TRUE;

  g_array_set_size (self->cells, self->spans->len);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);
      GxCell *cell = &g_array_index (self->cells, GxCell, i);

      base[span->start + span->length] = 0;
      cell->text = cell->raw = base + span->start;
      cell->length = span->length;
      unwrap_text (cell, base + span->start);
      cell->type = cell->length > 0 ? GX_CELL_TEXT : GX_CELL_EMPTY;
      is_empty = is_empty && cell->length == 0;
    }
  return !is_empty;
}

/* "sep=;", which spreadsheets write for each other. */
static gboolean
is_delimiter_line (GxCsvReader *self)
{
  const GxCell *first = &g_array_index (self->cells, GxCell, 0);

  return self->cells->len <= 2 && g_str_has_prefix (first->text, "sep=") && first->length <= 5;
}

/* Reads the row at self->row; @next: where the following one begins. */
static gboolean
read_row (GxCsvReader *self, gsize *next, GError **error)
{
  gsize length = 0;
  char end;

  g_array_set_size (self->spans, 0);
  if (!(self->delimiter == GX_DELIMITER_SPACES ? scan_spaced_row : scan_row) (self, &length, error))
    return FALSE;
  if (self->row + length >= self->end)
    {
      *next = self->end;
      if (self->has_nul)
        return fail_row (self, error, _("it holds a byte 0, so this is no text file."));
      return TRUE;
    }
  end = self->data[self->row + length];
  *next = length + 1;
  if (end == '\r')
    {
      if (self->row + length + 1 >= self->end && !read_more (self, error) && *error != NULL)
        return FALSE;
      if (self->row + length + 1 < self->end && self->data[self->row + length + 1] == '\n')
        *next = length + 2;
    }
  *next += self->row;
  return TRUE;
}

static gboolean
gx_csv_reader_next (GxTable *table, GxRow *row, GError **error)
{
  GxCsvReader *self = GX_CSV_READER (table);
  g_autoptr (GError) local_error = NULL;
  gsize next = 0;

  for (;;)
    {
      gboolean has_text;

      self->number++;
      if (self->row >= self->end && !read_more (self, &local_error) && !self->has_nul)
        break;
      if (!read_row (self, &next, &local_error))
        break;
      has_text = fill_cells (self);
      self->row = next;
      if (self->number == 1 && has_text && is_delimiter_line (self))
        continue;
      if (has_text)
        {
          *row = (GxRow) { self->number, self->cells->len, (const GxCell *) (void *) self->cells->data,
                           NULL };
          return TRUE;
        }
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
close_converter (GxCsvReader *self)
{
  if (self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  self->converter = (GIConv) -1;
}

static gboolean
gx_csv_reader_start (GxTable *table, guint sheet, GError **error)
{
  GxCsvReader *self = GX_CSV_READER (table);

  close_converter (self);
  if (strcmp (self->encoding, "UTF-8") != 0 || !self->is_checked)
    {
      self->converter = g_iconv_open ("UTF-8", self->encoding);
      if (self->converter == (GIConv) -1)
        {
          /* Translators: %s is the name of a character encoding that a person gave. */
          g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("There is no encoding “%s”; try utf-8 or gb18030."),
                       self->encoding);
          return FALSE;
        }
    }
  self->offset = self->bom_bytes;
  self->n_raw = self->row = self->end = 0;
  self->number = 0;
  self->is_drained = self->has_nul = FALSE;
  return TRUE;
}

static char
gx_csv_reader_get_delimiter (GxTable *table)
{
  return GX_CSV_READER (table)->delimiter;
}

static const char *
gx_csv_reader_get_encoding (GxTable *table)
{
  return GX_CSV_READER (table)->encoding;
}

static void
gx_csv_reader_finalize (GObject *object)
{
  GxCsvReader *self = GX_CSV_READER (object);

  close_converter (self);
  gx_source_free (self->source);
  g_free (self->data);
  g_array_unref (self->spans);
  g_array_unref (self->cells);
  G_OBJECT_CLASS (gx_csv_reader_parent_class)->finalize (object);
}

static void
gx_csv_reader_class_init (GxCsvReaderClass *klass)
{
  GxTableClass *table_class = GX_TABLE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gx_csv_reader_finalize;
  table_class->start = gx_csv_reader_start;
  table_class->next = gx_csv_reader_next;
  table_class->get_delimiter = gx_csv_reader_get_delimiter;
  table_class->get_encoding = gx_csv_reader_get_encoding;
}

static void
gx_csv_reader_init (GxCsvReader *self)
{
  self->converter = (GIConv) -1;
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  self->cells = g_array_new (FALSE, FALSE, sizeof (GxCell));
}

/* Decides how to read the bytes; where two ways are likely a person must say. */
static gboolean
choose_encoding (GxCsvReader *self, const GxTableOptions *options, GError **error)
{
  g_autoptr (GError) ignored = NULL;
  g_autoptr (GArray) guesses = gx_encoding_guess (self->path, options->encoding != NULL ? &ignored : error);
  const GxEncodingGuess *guess = guesses != NULL ? &g_array_index (guesses, GxEncodingGuess, 0) : NULL;

  if (options->encoding != NULL)
    {
      g_autofree char *name = g_ascii_strup (gx_encoding_canonical (options->encoding), -1);

      self->encoding = g_intern_string (name);
      self->bom_bytes = guess != NULL ? guess->bom_bytes : 0;
      /* "utf-16" leaves the order of the bytes to the file. */
      if (self->bom_bytes > 0 && g_str_has_prefix (guess->name, self->encoding))
        self->encoding = guess->name;
      self->is_checked = guess != NULL && strcmp (guess->name, "UTF-8") == 0 && guess->is_whole;
      return TRUE;
    }
  if (guess == NULL)
    return FALSE;
  if (!gx_encoding_is_sure (guesses))
    return gx_encoding_ask (self->path, guesses, error);
  self->encoding = guess->name;
  self->bom_bytes = guess->bom_bytes;
  self->is_checked = guess->is_whole;
  return TRUE;
}

/* Half a character, a quote or the end of the line part nothing. */
static gboolean
may_part (char c)
{
  return c > 0 && strchr ("\"\r\n", c) == NULL;
}

static gboolean
choose_delimiter (GxCsvReader *self, GError **error)
{
  g_autoptr (GError) ignored = NULL; /* it is met again, with its row */

  if (!gx_csv_reader_start (GX_TABLE (self), 0, error))
    return FALSE;
  while (self->end < 2 * (READ_BYTES / 4) && read_more (self, &ignored))
    ;
  if (self->end >= 5 && memcmp (self->data, "sep=", 4) == 0 && may_part (self->data[4]))
    self->delimiter = self->data[4];
  else
    self->delimiter = self->end > 0 ? gx_csv_sniff (self->data, MIN (self->end, 65536)) : ',';
  return TRUE;
}

/* Of the source; its encoding is known by now. */
static GxTable *
open_source (GxCsvReader *self, char delimiter, GError **error)
{
  self->delimiter = delimiter;
  if (delimiter == GX_DELIMITER_SNIFF && !choose_delimiter (self, error))
    return NULL;
  gx_table_add_sheet (GX_TABLE (self), "", FALSE);
  return g_object_ref (GX_TABLE (self));
}

GxTable *
gx_csv_reader_open (const char *path, const GxTableOptions *options, GError **error)
{
  g_autoptr (GxCsvReader) self = g_object_new (GX_TYPE_CSV_READER, NULL);

  self->source = gx_source_open (path, error);
  if (self->source == NULL)
    return NULL;
  self->path = gx_source_name (self->source);
  if (!choose_encoding (self, options, error))
    return NULL;
  return open_source (self, options->delimiter, error);
}

GxTable *
gx_csv_reader_open_text (const char *text, gsize length, char delimiter, GError **error)
{
  g_autoptr (GxCsvReader) self = g_object_new (GX_TYPE_CSV_READER, NULL);

  self->source = gx_source_new_text (text, length, _("pasted text"));
  self->path = gx_source_name (self->source);
  self->encoding = "UTF-8";
  self->is_checked = g_utf8_validate_len (text, length, NULL);
  return open_source (self, delimiter, error);
}
