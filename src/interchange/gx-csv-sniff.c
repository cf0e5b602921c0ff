/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-csv-reader.h"

#include <string.h>

#define SNIFF_ROWS 50

typedef struct {
  guint columns[SNIFF_ROWS];
  guint n_rows;
  guint n_padded;  /* rows with a run of two blanks, or a blank at the start */
} Trial;

/* Counts the cells of each of the first rows. The last row is left out where the head may cut it. */
static void
try_delimiter (Trial *trial, const char *head, gsize length, char delimiter, gboolean is_whole)
{
  gboolean is_quoted = FALSE, is_cell_start = TRUE;
  guint columns = 1;
  gsize row_start = 0;

  memset (trial, 0, sizeof *trial);
  for (gsize i = 0; i < length && trial->n_rows < SNIFF_ROWS; i++)
    {
      char c = head[i];

      if (is_quoted)
        {
          is_quoted = c != '"';
        }
      else if (c == '"' && (is_cell_start || (i > 0 && head[i - 1] == '"')))
        {
          is_quoted = TRUE;
          is_cell_start = FALSE;
        }
      else if (c == '\n' || c == '\r')
        {
          if (i > row_start)
            trial->columns[trial->n_rows++] = columns;
          columns = 1;
          row_start = i + 1;
          is_cell_start = TRUE;
        }
      else
        {
          columns += c == delimiter;
          is_cell_start = c == delimiter;
        }
    }
  if (is_whole && length > row_start && trial->n_rows < SNIFF_ROWS)
    trial->columns[trial->n_rows++] = columns;
}

static void
try_spaces (Trial *trial, const char *head, gsize length, gboolean is_whole)
{
  gsize at = 0;

  memset (trial, 0, sizeof *trial);
  while (at < length && trial->n_rows < SNIFF_ROWS)
    {
      gsize end = at;
      guint columns = 0;
      gboolean is_padded = head[at] == ' ';

      while (end < length && head[end] != '\n' && head[end] != '\r')
        end++;
      if (end == length && !is_whole)
        return;
      for (gsize i = at; i < end; i++)
        {
          gboolean is_blank = head[i] == ' ' || head[i] == '\t';

          columns += !is_blank && (i == at || head[i - 1] == ' ' || head[i - 1] == '\t');
          is_padded = is_padded || (is_blank && i > at && head[i - 1] == ' ');
        }
      if (columns > 0)
        {
          trial->columns[trial->n_rows++] = columns;
          trial->n_padded += is_padded;
        }
      at = end + 1;
    }
}

/* How many rows have as many columns as most have; @columns: that number. */
static guint
count_agreeing (const Trial *trial, guint *columns)
{
  guint best = 0;

  *columns = 1;
  for (guint i = 0; i < trial->n_rows; i++)
    {
      guint same = 0;

      for (guint j = 0; j < trial->n_rows; j++)
        same += trial->columns[j] == trial->columns[i];
      if (same > best || (same == best && trial->columns[i] > *columns))
        {
          best = same;
          *columns = trial->columns[i];
        }
    }
  return best;
}

char
gx_csv_sniff (const char *head, gsize length)
{
  static const char delimiters[] = { ',', '\t', ';', '|' };
  gboolean is_whole = memchr (head, '\n', length) == NULL && memchr (head, '\r', length) == NULL;
  char best = ',';
  double best_score = 0;
  guint columns;
  Trial trial;

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      double score;
      guint agreeing;

      try_delimiter (&trial, head, length, delimiters[i], is_whole);
      agreeing = count_agreeing (&trial, &columns);
      if (columns < 2)
        continue;
      /* Agreement counts most; between two that agree, the one with more columns. */
      score = (double) agreeing / trial.n_rows + MIN (columns, 100) / 1000.0;
      if (score > best_score)
        {
          best_score = score;
          best = delimiters[i];
        }
    }
  if (best_score > 0)
    return best;

  try_spaces (&trial, head, length, is_whole);
  if (trial.n_rows >= 2 && count_agreeing (&trial, &columns) == trial.n_rows && columns >= 2
      && trial.n_padded * 2 >= trial.n_rows)
    return GX_DELIMITER_SPACES;
  return ',';
}
