/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-xlsx-reader.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-listing.h"
#include "interchange/gx-row-spool.h"
#include "interchange/gx-xlsx-book.h"
#include "interchange/gx-xml-part.h"
#include "interchange/gx-source.h"

#define MAX_ROW (1 << 20)
#define MAX_ROW_BYTES (16 << 20)
/* What the texts of a sheet may come to: a few kilobytes can name one long text a million times. */
#define MAX_SHEET_BYTES ((gint64) 256 << 20)
#define MAX_SHEET_GROWTH 200

/* A cell while its row is read: texts are places in self->text, which may still move. */
typedef struct {
  guint column;
  GxCellType type;
  guint length;
  gsize text, raw;
} Draft;

/* Of a column, whether it can be seen. */
typedef enum { COLUMN_SHOWN, COLUMN_HIDDEN, COLUMN_HIDDEN_WITH_TEXT } ColumnState;

struct _GxXlsxReader {
  GxTable parent_instance;

  char *path;
  GxXlsxBook *book;
  GxXmlPart *part;

  GxRowSpool *spool;     /* (nullable): the rows of the sheet, from the second time on that they are read */
  guint sheet;           /* that was started last */
  gboolean was_started;
  gboolean is_spooled;   /* all of its rows are there, */
  gboolean reads_spool;  /* and are read there */

  gboolean leaves_hidden;
  gboolean is_row_hidden;
  GByteArray *columns;   /* of ColumnState: as far as any is hidden */
  GArray *hidden_rows;   /* of gint64: the first of those that were handed out */
  gint64 n_hidden_rows;

  gint64 max_bytes;      /* of the texts of a sheet */
  gint64 n_bytes;        /* of the rows before */
  gint64 number;         /* of the row being read */
  gboolean has_row;      /* it has ended and waits to be handed out */
  gboolean has_text;     /* one of its cells is not empty */
  guint column;          /* of the cell being read */
  char type;             /* n s i(nline) t (formula's text) e b d */
  guint style;
  int phonetic;
  gboolean has_inline;   /* the cell has <is> */
  gboolean is_in_value;  /* inside <v>, or <t> of <is> */
  GString *value;
  GString *text;         /* the row's texts, each followed by a NUL */
  GArray *drafts;        /* of Draft */
  GArray *cells;         /* of GxCell */
};

G_DEFINE_FINAL_TYPE (GxXlsxReader, gx_xlsx_reader, GX_TYPE_TABLE)

static void
fail_row (GxXlsxReader *self, const char *why)
{
  gx_xml_part_fail (self->part, gx_table_row_error (self->path, self->number, why));
}

/* In the cell that is being read. */
static void
fail_cell (GxXlsxReader *self, const char *why)
{
  gx_xml_part_fail (self->part, gx_table_cell_error (self->path, self->number, self->column, why));
}

/* "BC12" → column 54 (from 0); G_MAXUINT where it is none. */
static guint
column_of (const char *reference)
{
  guint column = 0;

  while (*reference == '$')
    reference++;
  if (!g_ascii_isalpha (*reference))
    return G_MAXUINT;
  for (; g_ascii_isalpha (*reference) && column < GX_TABLE_MAX_COLUMNS * 27u; reference++)
    column = column * 26 + (g_ascii_toupper (*reference) - 'A' + 1);
  return column - 1;
}

static char
type_of (const char *word)
{
  if (word == NULL || strcmp (word, "n") == 0)
    return 'n';
  if (strcmp (word, "inlineStr") == 0)
    return 'i';
  if (strcmp (word, "str") == 0)
    return 't';
  return *word;
}

static gboolean
is_true (const char *stored)
{
  return strcmp (stored, "1") == 0 || g_ascii_strcasecmp (stored, "true") == 0;
}

static gboolean
is_hidden (const char **attributes)
{
  const char *hidden = gx_xml_attribute (attributes, "hidden");

  return hidden != NULL && is_true (hidden);
}

/* <col min="3" max="4" hidden="1"/> */
static void
start_columns (GxXlsxReader *self, const char **attributes)
{
  const char *min = gx_xml_attribute (attributes, "min"), *max = gx_xml_attribute (attributes, "max");
  guint64 first = min != NULL ? g_ascii_strtoull (min, NULL, 10) : 0;
  guint64 last = max != NULL ? g_ascii_strtoull (max, NULL, 10) : first;
  guint old = self->columns->len;

  if (!is_hidden (attributes) || first == 0 || last < first || first > GX_TABLE_MAX_COLUMNS)
    return;
  last = MIN (last, GX_TABLE_MAX_COLUMNS);
  if (last > old)
    {
      g_byte_array_set_size (self->columns, (guint) last);
      memset (self->columns->data + old, COLUMN_SHOWN, last - old);
    }
  memset (self->columns->data + first - 1, COLUMN_HIDDEN, last - first + 1);
}

/* Whether the cell that was read is one that nobody sees and that is passed over. */
static gboolean
leave_column (GxXlsxReader *self)
{
  if (self->column >= self->columns->len || self->columns->data[self->column] == COLUMN_SHOWN)
    return FALSE;
  self->columns->data[self->column] = COLUMN_HIDDEN_WITH_TEXT;
  return self->leaves_hidden;
}

/* Whether the row that was read is one. */
static gboolean
leave_row (GxXlsxReader *self)
{
  if (!self->is_row_hidden)
    return FALSE;
  if (self->n_hidden_rows++ < GX_NOTICE_MAX_NUMBERS)
    g_array_append_val (self->hidden_rows, self->number);
  return self->leaves_hidden;
}

static void
start_row (GxXlsxReader *self, const char **attributes)
{
  const char *number = gx_xml_attribute (attributes, "r");
  gint64 wanted = number != NULL ? (gint64) g_ascii_strtoull (number, NULL, 10) : 0;

  /* One without a number, or with one that leads back, stands below the one before it. */
  self->number = MAX (wanted, self->number + 1);
  self->column = G_MAXUINT; /* + 1 is the first */
  self->has_text = FALSE;
  self->is_row_hidden = is_hidden (attributes);
  g_array_set_size (self->drafts, 0);
  self->n_bytes += (gint64) self->text->len;
  g_string_truncate (self->text, 0);
  if (self->n_bytes > self->max_bytes)
    fail_row (self, _("the sheet holds far more text than the file could."));
  if (self->number > MAX_ROW)
    fail_row (self, _("a sheet has at most 1,048,576 rows."));
}

static void
start_cell (GxXlsxReader *self, const char **attributes)
{
  const char *reference = gx_xml_attribute (attributes, "r");
  const char *style = gx_xml_attribute (attributes, "s");
  guint column = reference != NULL ? column_of (reference) : G_MAXUINT;

  /* A cell without a reference, or with one that leads back, stands behind the one before it. */
  self->column = column != G_MAXUINT && column >= self->column + 1 ? column : self->column + 1;
  self->type = type_of (gx_xml_attribute (attributes, "t"));
  self->style = style != NULL ? (guint) g_ascii_strtoull (style, NULL, 10) : 0;
  self->has_inline = FALSE;
  g_string_truncate (self->value, 0);
  if (self->column >= GX_TABLE_MAX_COLUMNS)
    fail_row (self, _("it has more than 16,384 columns."));
}

/* A text of its own; a value beside it, as some programs write, is ignored. */
static void
start_inline (GxXlsxReader *self)
{
  self->has_inline = TRUE;
  self->type = 'i';
  g_string_truncate (self->value, 0);
}

static GxXlsxStyle
style_of (GxXlsxReader *self)
{
  return self->style < self->book->styles->len ? self->book->styles->data[self->style] : GX_XLSX_NUMBER;
}

static gboolean
is_number (const char *stored)
{
  char *end = NULL;

  return isfinite (g_ascii_strtod (stored, &end)) && end != stored && *end == 0;
}

/* Appends what a number shows, by its style, and says what it is. */
static GxCellType
append_number (GxXlsxReader *self)
{
  GxXlsxStyle style = style_of (self);
  gsize start = self->text->len;

  if (style == GX_XLSX_NUMBER || !gx_xlsx_serial_text (self->value->str, style, self->book->is_1904,
                                                       self->text))
    {
      gx_xlsx_number_text (self->value->str, self->text);
      return is_number (self->value->str) ? GX_CELL_NUMBER : GX_CELL_TEXT;
    }
  if (memchr (self->text->str + start, '-', self->text->len - start) == NULL)
    return GX_CELL_TEXT; /* a time or a duration */
  return self->text->len - start > 10 ? GX_CELL_INSTANT : GX_CELL_DAY;
}

/* Appends an ISO 8601 value, "2021-01-01T10:10:10", as it is shown. */
static GxCellType
append_iso (GxXlsxReader *self)
{
  gsize start = self->text->len;
  char *t;

  g_string_append (self->text, self->value->str);
  t = strchr (self->text->str + start, 'T');
  if (t != NULL)
    *t = ' ';
  if (strchr (self->value->str, '-') == NULL)
    return GX_CELL_TEXT;
  return t != NULL ? GX_CELL_INSTANT : GX_CELL_DAY;
}

static GxCellType
append_shared (GxXlsxReader *self)
{
  guint64 index = 0;

  if (!g_ascii_string_to_unsigned (self->value->str, 10, 0, G_MAXUINT32, &index, NULL)
      || index >= self->book->string_starts->len)
    {
      fail_cell (self, _("a cell names a text that the file does not hold."));
      return GX_CELL_EMPTY;
    }
  g_string_append (self->text, self->book->strings->str + g_array_index (self->book->string_starts, guint32,
      index));
  return GX_CELL_TEXT;
}

static void
end_cell (GxXlsxReader *self)
{
  Draft draft = { .column = self->column, .text = self->text->len, .type = GX_CELL_TEXT };

  if (self->type != 'i' && self->type != 't')
    g_strstrip (self->value->str);
  if (*self->value->str == 0 || leave_column (self))
    return;
  switch (self->type)
    {
    case 'n': draft.type = append_number (self); break;
    case 's': draft.type = append_shared (self); break;
    case 'd': draft.type = append_iso (self); break;
    case 'b':
      g_string_append (self->text, is_true (self->value->str) ? "TRUE" : "FALSE");
      draft.type = GX_CELL_BOOLEAN;
      break;
    case 'e':
      g_string_append (self->text, self->value->str);
      draft.type = GX_CELL_ERROR;
      break;
    default:
      gx_xlsx_unescape (self->value, 0);
      g_string_append (self->text, self->value->str);
    }
  draft.length = (guint) (self->text->len - draft.text);
  if (draft.length == 0)
    return;
  g_string_append_c (self->text, 0);
  draft.raw = draft.text;
  if ((self->type == 'n' || self->type == 'd') && strcmp (self->text->str + draft.text,
                                                          self->value->str) != 0)
    {
      draft.raw = self->text->len;
      g_string_append_len (self->text, self->value->str, strlen (self->value->str) + 1);
    }
  self->has_text = TRUE;
  g_array_append_val (self->drafts, draft);
  if (self->text->len > MAX_ROW_BYTES)
    fail_row (self, _("it is longer than any row should be."));
}

static void
start_element (gpointer data, const char *name, const char **attributes)
{
  GxXlsxReader *self = data;

  if (strcmp (name, "c") == 0)
    start_cell (self, attributes);
  else if (strcmp (name, "v") == 0)
    self->is_in_value = !self->has_inline;
  else if (strcmp (name, "t") == 0)
    self->is_in_value = self->has_inline && self->phonetic == 0;
  else if (strcmp (name, "is") == 0)
    start_inline (self);
  else if (strcmp (name, "row") == 0)
    start_row (self, attributes);
  else if (strcmp (name, "col") == 0)
    start_columns (self, attributes);
  else if (strcmp (name, "rPh") == 0)
    self->phonetic++;
}

static void
end_element (gpointer data, const char *name)
{
  GxXlsxReader *self = data;

  if (strcmp (name, "v") == 0 || strcmp (name, "t") == 0)
    {
      self->is_in_value = FALSE;
    }
  else if (strcmp (name, "c") == 0)
    {
      end_cell (self);
    }
  else if (strcmp (name, "rPh") == 0)
    {
      self->phonetic--;
    }
  else if (strcmp (name, "row") == 0 && self->has_text && !leave_row (self))
    {
      self->has_row = TRUE;
      gx_xml_part_pause (self->part);
    }
}

static void
add_text (gpointer data, const char *text, int length)
{
  GxXlsxReader *self = data;

  if (!self->is_in_value)
    return;
  g_string_append_len (self->value, text, length);
  if (self->value->len > GX_TABLE_MAX_CELL)
    fail_cell (self, _("a cell is longer than a megabyte."));
}

/* Lays the drafts out as cells, with empty ones in the gaps. */
static void
fill_cells (GxXlsxReader *self)
{
  static const GxCell empty = { "", "", 0, GX_CELL_EMPTY };
  guint n_cells = 0;

  for (guint i = 0; i < self->drafts->len; i++)
    n_cells = MAX (n_cells, g_array_index (self->drafts, Draft, i).column + 1);
  g_array_set_size (self->cells, n_cells);
  for (guint i = 0; i < n_cells; i++)
    g_array_index (self->cells, GxCell, i) = empty;
  for (guint i = 0; i < self->drafts->len; i++)
    {
      const Draft *draft = &g_array_index (self->drafts, Draft, i);

      g_array_index (self->cells, GxCell, draft->column) =
        (GxCell) { self->text->str + draft->text, self->text->str + draft->raw, draft->length, draft->type };
    }
}

static gboolean
gx_xlsx_reader_next (GxTable *table, GxRow *row, GError **error)
{
  GxXlsxReader *self = GX_XLSX_READER (table);
  g_autoptr (GError) local_error = NULL;
  gboolean is_over = FALSE;

  if (self->reads_spool)
    return gx_row_spool_next (self->spool, row);
  if (self->part == NULL)
    return FALSE;
  self->has_row = FALSE;
  if (!gx_xml_part_run (self->part, &is_over, &local_error) || !self->has_row)
    {
      g_clear_pointer (&self->part, gx_xml_part_close);
      self->is_spooled = local_error == NULL && self->spool != NULL && gx_row_spool_close (self->spool);
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  fill_cells (self);
  *row = (GxRow) { self->number, self->cells->len, (const GxCell *) (void *) self->cells->data,
                   NULL };
  if (self->spool != NULL)
    gx_row_spool_add (self->spool, row);
  return TRUE;
}

/* Who reads a sheet a second time will read it a third: its rows are kept then. TRUE: they are there. */
static gboolean
start_spool (GxXlsxReader *self, guint sheet)
{
  gboolean is_again = self->was_started && self->sheet == sheet;

  self->reads_spool = is_again && self->is_spooled;
  self->was_started = TRUE;
  self->sheet = sheet;
  if (self->reads_spool)
    {
      gx_row_spool_rewind (self->spool);
      return TRUE;
    }
  g_clear_pointer (&self->spool, gx_row_spool_free);
  self->is_spooled = FALSE;
  self->spool = is_again ? gx_row_spool_new () : NULL;
  return FALSE;
}

static gboolean
gx_xlsx_reader_start (GxTable *table, guint sheet, GError **error)
{
  static const GxXmlHandlers handlers = { start_element, end_element, add_text };
  GxXlsxReader *self = GX_XLSX_READER (table);
  g_autoptr (GError) local_error = NULL;
  const GxXlsxSheet *wanted = self->book->sheets->pdata[sheet];

  g_clear_pointer (&self->part, gx_xml_part_close);
  if (start_spool (self, sheet))
    return TRUE;
  self->number = self->n_bytes = self->n_hidden_rows = 0;
  g_array_set_size (self->hidden_rows, 0);
  g_byte_array_set_size (self->columns, 0);
  self->phonetic = 0;
  self->is_in_value = FALSE;
  self->part = gx_xml_part_open (self->path, wanted->part, &handlers, self, &local_error);
  if (self->part != NULL)
    return TRUE;
  if (!g_error_matches (local_error, GX_ERROR, GX_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (self->book->sheets->len > 1)
    return TRUE; /* some programs name sheets they do not write: there are no rows to be lost */
  else
    /* Translators: the first %s is the path of a file, the second the name of a sheet that it says it has. */
    g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is damaged: the sheet “%s” is missing."),
                 gx_source_file_name (self->path), wanted->name);
  return FALSE;
}

/* The letters of the hidden columns that hold something: "C, D". */
static char *
name_hidden_columns (const GxXlsxReader *self, gint64 *count)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *name = gx_table_column_name (i);

      if (self->columns->data[i] != COLUMN_HIDDEN_WITH_TEXT)
        continue;
      if ((*count)++ < GX_NOTICE_MAX_NUMBERS)
        gx_listing_add (names, "%s", name);
    }
  if (*count > GX_NOTICE_MAX_NUMBERS)
    g_string_append (names, " …");
  return g_string_free (names, FALSE);
}

static char *
describe_rows (const GxXlsxReader *self, const char *rows)
{
  long long n = self->n_hidden_rows;

  if (self->leaves_hidden)
    /* Translators: %1$lld is a number, %2$s a list of the numbers of rows */
    return g_strdup_printf (ngettext ("%1$lld hidden row was left out: %2$s.",
                                      "%1$lld hidden rows were left out: %2$s.", (gulong) n), n, rows);
  /* Translators: %1$lld is a number, %2$s a list of the numbers of rows */
  return g_strdup_printf (ngettext ("%1$lld hidden row is brought in, too: %2$s.",
                                    "%1$lld hidden rows are brought in, too: %2$s.", (gulong) n), n, rows);
}

static char *
describe_columns (const GxXlsxReader *self, long long n, const char *columns)
{
  if (self->leaves_hidden)
    /* Translators: %1$lld is a number, %2$s a list of the letters of columns */
    return g_strdup_printf (ngettext ("%1$lld hidden column was left out: %2$s.",
                                      "%1$lld hidden columns were left out: %2$s.", (gulong) n), n, columns);
  /* Translators: %1$lld is a number, %2$s a list of the letters of columns */
  return g_strdup_printf (ngettext ("%1$lld hidden column is read, too: %2$s.",
                                    "%1$lld hidden columns are read, too: %2$s.", (gulong) n), n, columns);
}

static void
gx_xlsx_reader_list_notices (GxTable *table, GPtrArray *notices)
{
  GxXlsxReader *self = GX_XLSX_READER (table);
  gint64 n_rows = self->n_hidden_rows, n_columns = 0;
  g_autofree char *columns = name_hidden_columns (self, &n_columns);
  g_autofree char *rows = gx_notices_join (self->hidden_rows, n_rows);

  if (n_rows > 0)
    gx_notices_add (notices, "hidden-rows", n_rows, describe_rows (self, rows));
  if (n_columns > 0)
    gx_notices_add (notices, "hidden-columns", n_columns, describe_columns (self, n_columns, columns));
}

static void
gx_xlsx_reader_finalize (GObject *object)
{
  GxXlsxReader *self = GX_XLSX_READER (object);

  g_clear_pointer (&self->part, gx_xml_part_close);
  g_clear_pointer (&self->spool, gx_row_spool_free);
  g_clear_pointer (&self->book, gx_xlsx_book_free);
  g_free (self->path);
  g_string_free (self->value, TRUE);
  g_string_free (self->text, TRUE);
  g_array_unref (self->drafts);
  g_array_unref (self->hidden_rows);
  g_byte_array_unref (self->columns);
  g_array_unref (self->cells);
  G_OBJECT_CLASS (gx_xlsx_reader_parent_class)->finalize (object);
}

static void
gx_xlsx_reader_class_init (GxXlsxReaderClass *klass)
{
  GxTableClass *table_class = GX_TABLE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gx_xlsx_reader_finalize;
  table_class->start = gx_xlsx_reader_start;
  table_class->next = gx_xlsx_reader_next;
  table_class->list_notices = gx_xlsx_reader_list_notices;
}

static void
gx_xlsx_reader_init (GxXlsxReader *self)
{
  self->value = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->drafts = g_array_new (FALSE, FALSE, sizeof (Draft));
  self->cells = g_array_new (FALSE, FALSE, sizeof (GxCell));
  self->hidden_rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->columns = g_byte_array_new ();
}

static gint64
read_size (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? status.st_size : 0;
}

GxTable *
gx_xlsx_reader_open (const char *path, gboolean leaves_hidden, GError **error)
{
  g_autoptr (GxXlsxReader) self = g_object_new (GX_TYPE_XLSX_READER, NULL);

  self->path = g_strdup (path);
  self->leaves_hidden = leaves_hidden;
  self->max_bytes = MAX (MAX_SHEET_BYTES, MAX_SHEET_GROWTH * read_size (path));
  self->book = gx_xlsx_book_read (path, error);
  if (self->book == NULL)
    return NULL;
  for (guint i = 0; i < self->book->sheets->len; i++)
    {
      const GxXlsxSheet *sheet = self->book->sheets->pdata[i];

      gx_table_add_sheet (GX_TABLE (self), sheet->name, sheet->is_hidden);
    }
  return g_steal_pointer ((GxTable **) &self);
}
