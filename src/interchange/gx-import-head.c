/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-error.h"
#include "base/gx-text.h"
#include "interchange/gx-book-file.h"
#include "interchange/gx-import-private.h"

/* The head of a file: its first rows, which tell where the header is and what the columns hold. */

#define HEAD_ROWS 12    /* a header is looked for in the first rows: titles may stand above it */
#define MOST_NAMED 300  /* columns by which a header is told from data */
#define LOOK_ROWS 200   /* what a column holds is told from its first values */
#define LONGEST_LOOK 256 /* bytes of a value that are looked at */
#define OUR_COLUMNS 16  /* nobody's own sheet has so many headers that are all ours */
#define MOST_CELLS 20000 /* that are looked at behind the samples: a sheet may have 16,384 columns */

typedef struct {
  gint64 number;
  char **texts;
  guint n_texts;
  guint n_filled;
  guint n_data_like;  /* cells that can only be data: numbers, days, addresses of mail */
} HeadRow;

static void
free_head_row (gpointer data)
{
  HeadRow *row = data;

  g_strfreev (row->texts);
  g_free (row);
}

static gboolean
looks_like_data (const GxCell *cell)
{
  guint orders;
  gint64 number;

  if (cell->type == GX_CELL_NUMBER || cell->type == GX_CELL_DAY || cell->type == GX_CELL_INSTANT
      || cell->type == GX_CELL_BOOLEAN)
    return TRUE;
  return cell->type == GX_CELL_TEXT
    && (_gx_import_number (cell->text, FALSE, &number) || gx_moment_orders (cell->text, &orders)
     || strchr (cell->text, '@') != NULL);
}

static HeadRow *
copy_row (const GxRow *row, gboolean is_shown)
{
  HeadRow *copy = g_new0 (HeadRow, 1);

  copy->number = row->number;
  copy->n_texts = row->n_cells;
  copy->texts = g_new0 (char *, row->n_cells + 1);
  for (guint i = 0; i < row->n_cells; i++)
    {
      const char *text = row->cells[i].text, *end = NULL;

      if (!is_shown && row->cells[i].length > LONGEST_LOOK)
        g_utf8_validate (text, LONGEST_LOOK, &end);
      copy->texts[i] = g_strstrip (end != NULL ? g_strndup (text, end - text) : g_strdup (text));
      copy->n_filled += *copy->texts[i] != 0;
      copy->n_data_like += looks_like_data (&row->cells[i]);
    }
  return copy;
}

static guint
count_known (const HeadRow *row)
{
  guint n_named = MIN (row->n_texts, MOST_NAMED);
  GxImportKind kind = gx_import_kind_guess ((const char * const *) row->texts, n_named);
  guint n = 0;

  for (guint i = 0; i < n_named; i++)
    n += *row->texts[i] != 0 && gx_column_find (row->texts[i], kind) != GX_COLUMN_SKIP;
  return n;
}

/* The header: the row of the head whose cells are best known as names of fields and that holds no data. -1:
 * none. */
static int
find_header (GPtrArray *head)
{
  guint most = 0;
  int best = -1;

  for (guint i = 0; i < MIN (head->len, HEAD_ROWS + GX_IMPORT_SAMPLE_ROWS); i++)
    {
      const HeadRow *row = head->pdata[i];
      guint known = count_known (row);

      if (known > most && row->n_data_like == 0 && (i == 0 || known >= 2))
        {
          most = known;
          best = (int) i;
        }
      if (row->n_data_like * 2 > row->n_filled && row->n_filled > 1)
        break; /* data has begun */
    }
  return best;
}

/* A first row of words over rows with data is a header, too, though it says nothing that is known. */
static gboolean
has_unknown_header (GPtrArray *head)
{
  const HeadRow *first = head->len > 0 ? head->pdata[0] : NULL;

  if (head->len < 2 || first->n_data_like > 0)
    return FALSE;
  for (guint i = 0; i < first->n_texts; i++)
    if (*first->texts[i] == 0)
      return FALSE;
  for (guint i = 1; i < MIN (head->len, HEAD_ROWS + GX_IMPORT_SAMPLE_ROWS); i++)
    if (((const HeadRow *) head->pdata[i])->n_data_like == 0)
      return FALSE;
  return TRUE;
}

/* What the columns hold from row @from of the head on. One a column. */
static GxImportEvidence *
gather_evidence (GPtrArray *head, guint from, guint n_columns)
{
  GxImportEvidence *evidence = g_new0 (GxImportEvidence, n_columns + 1);

  for (guint i = from, n_cells = 0; i < head->len && n_cells < MOST_CELLS; i++)
    {
      const HeadRow *row = head->pdata[i];

      n_cells += row->n_texts;
      for (guint c = 0; c < MIN (row->n_texts, n_columns); c++)
        _gx_import_evidence_add (&evidence[c], row->texts[c]);
    }
  return evidence;
}

/* What a field would hold that was made of a column. */
static void
guess_types (GxImportPlan *self, GPtrArray *head, guint from)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint c = 0; c < self->guesses->len; c++)
    {
      g_ptr_array_set_size (texts, 0);
      for (guint i = from; i < head->len; i++)
        {
          const HeadRow *row = head->pdata[i];

          if (c < row->n_texts && *row->texts[c] != 0)
            g_ptr_array_add (texts, row->texts[c]);
        }
      g_array_index (self->guesses, GxColumnGuess, c).type = _gx_import_guess_type (texts);
    }
}

/* The first row that is as wide as the others is a header where it is not of the kind of what stands below:
 * "Anruf" above telephone numbers. −1: it is data. */
static int
find_unlike_header (GPtrArray *head)
{
  g_autofree GxImportEvidence *evidence = NULL;
  guint widest = 0, first = 0;
  const HeadRow *row;
  int sum = 0;

  for (guint i = 0; i < head->len; i++)
    widest = MAX (widest, ((const HeadRow *) head->pdata[i])->n_filled);
  while (first < head->len && ((const HeadRow *) head->pdata[first])->n_filled * 10 < widest * 6)
    first++;
  if (first + 1 >= head->len || first >= HEAD_ROWS)
    return -1;
  row = head->pdata[first];
  evidence = gather_evidence (head, first + 1, row->n_texts);
  for (guint c = 0; c < row->n_texts; c++)
    {
      int judged = _gx_import_evidence_judge (&evidence[c], row->texts[c]);

      if (judged > 0)
        return -1;
      sum += judged;
    }
  return sum < 0 ? (int) first : -1;
}

static gboolean
read_head (GxImportPlan *self, GPtrArray *head, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  guint64 n_cells = 0;
  GxRow row;

  if (!gx_table_start (self->table, self->sheet_index, error))
    return FALSE;
  while (head->len < LOOK_ROWS && (n_cells < MOST_CELLS || head->len < HEAD_ROWS + GX_IMPORT_SAMPLE_ROWS)
         && gx_table_next (self->table, &row, &local_error))
    {
      g_ptr_array_add (head, copy_row (&row, head->len < HEAD_ROWS + GX_IMPORT_SAMPLE_ROWS));
      n_cells += row.n_cells;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
take_samples (GxImportPlan *self, GPtrArray *head, guint from)
{
  self->n_columns = self->columns->len;
  for (guint i = 0; i < head->len; i++)
    self->n_columns = MAX (self->n_columns, ((HeadRow *) head->pdata[i])->n_texts);
  while (self->headers->len < self->n_columns)
    g_ptr_array_add (self->headers, g_strdup (""));
  for (guint i = from; i < head->len && self->samples->len < GX_IMPORT_SAMPLE_ROWS; i++)
    {
      const HeadRow *row = head->pdata[i];
      char **texts = g_new0 (char *, self->n_columns + 1);

      for (guint c = 0; c < self->n_columns; c++)
        texts[c] = g_strdup (c < row->n_texts ? row->texts[c] : "");
      g_ptr_array_add (self->samples, texts);
    }
}

/* The columns were given; those beyond them are left out. */
static void
say_given (GxImportPlan *self)
{
  GxGuessReason reason = self->mapping != NULL ? GX_GUESS_REMEMBERED : GX_GUESS_GIVEN;

  g_array_set_size (self->columns, self->n_columns);
  g_array_set_size (self->guesses, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    g_array_index (self->guesses, GxColumnGuess, i).reason = reason;
}

/* Those a person may choose from; one that cannot be read is told when it is chosen. */
static void
list_sheets (GxImportPlan *self)
{
  guint n = gx_table_n_sheets (self->table);

  for (guint i = 0; i < n; i++)
    {
      const GxSheet *sheet = gx_table_get_sheet (self->table, i);
      gboolean has = TRUE;

      if (!sheet->is_hidden && (n == 1 || !gx_table_has_rows (self->table, i, &has, NULL) || has))
        g_ptr_array_add (self->sheets, g_strdup (sheet->name));
    }
}

/* All customers' fields with our own words above them. */
static gboolean
looks_like_ours (const GxImportPlan *self)
{
  guint n = 0;

  for (guint i = 0; i < self->columns->len && i < self->headers->len; i++)
    {
      GxColumn field = g_array_index (self->columns, GxColumn, i);

      if (field == GX_COLUMN_CUSTOM)
        continue;
      if (field != GX_COLUMN_SKIP && !gx_column_has_label (field, self->headers->pdata[i]))
        return FALSE;
      n += field != GX_COLUMN_SKIP;
    }
  return n >= OUR_COLUMNS;
}

gboolean
gx_import_plan_look (GxImportPlan *self, GError **error)
{
  const GxTableOptions options = { self->encoding, self->delimiter, self->leave_hidden };
  g_autoptr (GPtrArray) head = g_ptr_array_new_with_free_func (free_head_row);
  g_autofree GxImportEvidence *evidence = NULL;
  int header;

  g_clear_object (&self->table);
  g_ptr_array_set_size (self->sheets, 0);
  g_ptr_array_set_size (self->headers, 0);
  g_ptr_array_set_size (self->samples, 0);
  self->header_row = 0;
  if (self->text == NULL && gx_book_file_is (self->path))
    {
      self->kind = GX_IMPORT_BOOK;
      return TRUE;
    }
  self->table = self->text != NULL ? gx_table_open_text (self->text, error)
                                   : gx_table_open (self->path, &options, error);
  if (self->table != NULL)
    list_sheets (self);
  if (self->table == NULL
      || !(self->sheet != NULL ? gx_table_find_sheet (self->table, self->sheet, &self->sheet_index, error)
                            : gx_table_choose_sheet (self->table, &self->sheet_index, error))
      || !read_head (self, head, error))
    {
      g_clear_object (&self->table); /* it was not looked at */
      return FALSE;
    }

  header = self->no_header ? -1 : find_header (head);
  if (header < 0 && !self->no_header && head->len > 0 && (self->has_header || has_unknown_header (head)))
    header = 0;
  if (header < 0 && !self->no_header)
    header = find_unlike_header (head);
  if (header >= 0)
    {
      const HeadRow *row = head->pdata[header];

      self->header_row = row->number;
      for (guint i = 0; i < row->n_texts; i++)
        g_ptr_array_add (self->headers, g_strdup (row->texts[i]));
      if (self->kind == GX_IMPORT_AUTO && !self->has_columns && count_known (row) > 0)
        self->kind = gx_import_kind_guess ((const char * const *) row->texts, MIN (row->n_texts, MOST_NAMED));
    }
  take_samples (self, head, header + 1);
  if (self->has_columns && self->kind == GX_IMPORT_AUTO)
    self->kind = gx_import_kind_of_fields ((const GxColumn *) (void *) self->columns->data,
                                           self->columns->len);
  evidence = gather_evidence (head, header + 1, self->n_columns);
  if (!self->has_columns)
    _gx_import_find_columns (self, evidence);
  else
    say_given (self);
  _gx_import_weigh_columns (self, evidence);
  guess_types (self, head, header + 1);
  self->is_ours = looks_like_ours (self);
  return TRUE;
}
