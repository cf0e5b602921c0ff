/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "interchange/gx-export-workbook.h"
#include "interchange/gx-row-spool.h"

#define SAME G_MAXUINT32   /* a cell whose raw text is its text */

struct _GxRowSpool {
  FILE *file;
  GByteArray *bytes;       /* of the cells of the row at hand */
  GArray *cells;           /* of GxCell, into them */
};

typedef struct {
  gint64 number;
  guint32 n_cells, n_bytes;
} RowHead;

typedef struct {
  guint32 length, raw_length;
  GxCellType type;
} CellHead;

GxRowSpool *
gx_row_spool_new (void)
{
  g_autofree char *path = g_build_filename (_gx_export_room (), "guanxi-rows-XXXXXX", NULL);
  int fd = g_mkstemp (path);
  FILE *file = fd >= 0 ? fdopen (fd, "w+") : NULL;
  GxRowSpool *self;

  if (fd >= 0)
    g_unlink (path);
  if (file == NULL && fd >= 0)
    close (fd);
  if (file == NULL)
    return NULL;
  self = g_new0 (GxRowSpool, 1);
  self->file = file;
  self->bytes = g_byte_array_new ();
  self->cells = g_array_new (FALSE, FALSE, sizeof (GxCell));
  return self;
}

void
gx_row_spool_free (GxRowSpool *self)
{
  if (self == NULL)
    return;
  fclose (self->file);
  g_byte_array_unref (self->bytes);
  g_array_unref (self->cells);
  g_free (self);
}

/* -- writing */

static void
append_text (GByteArray *bytes, const char *text, gsize length)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) length);
  g_byte_array_append (bytes, (const guint8 *) "", 1);
}

void
gx_row_spool_add (GxRowSpool *self, const GxRow *row)
{
  RowHead head = { row->number, row->n_cells, 0 };

  g_byte_array_set_size (self->bytes, 0);
  for (guint i = 0; i < row->n_cells; i++)
    {
      const GxCell *cell = &row->cells[i];
      gboolean is_same = cell->raw == cell->text || strcmp (cell->raw, cell->text) == 0;
      const CellHead cell_head = { cell->length, is_same ? SAME : (guint32) strlen (cell->raw), cell->type };

      g_byte_array_append (self->bytes, (const guint8 *) &cell_head, sizeof cell_head);
      append_text (self->bytes, cell->text, cell->length);
      if (!is_same)
        append_text (self->bytes, cell->raw, cell_head.raw_length);
    }
  head.n_bytes = self->bytes->len;
  fwrite (&head, sizeof head, 1, self->file);
  fwrite (self->bytes->data, 1, head.n_bytes, self->file); /* whether it did is asked at the end */
}

gboolean
gx_row_spool_close (GxRowSpool *self)
{
  return fflush (self->file) == 0 && ferror (self->file) == 0;
}

/* -- reading */

void
gx_row_spool_rewind (GxRowSpool *self)
{
  rewind (self->file);
}

gboolean
gx_row_spool_next (GxRowSpool *self, GxRow *row)
{
  RowHead head;
  const char *at;

  if (fread (&head, sizeof head, 1, self->file) != 1)
    return FALSE;
  g_byte_array_set_size (self->bytes, head.n_bytes);
  g_array_set_size (self->cells, head.n_cells);
  if (fread (self->bytes->data, 1, head.n_bytes, self->file) != head.n_bytes)
    return FALSE;
  at = (const char *) self->bytes->data;
  for (guint i = 0; i < head.n_cells; i++)
    {
      GxCell *cell = &g_array_index (self->cells, GxCell, i);
      CellHead cell_head;

      memcpy (&cell_head, at, sizeof cell_head);
      cell->text = cell->raw = at + sizeof cell_head;
      cell->length = cell_head.length;
      cell->type = cell_head.type;
      at = cell->text + cell->length + 1;
      if (cell_head.raw_length == SAME)
        continue;
      cell->raw = at;
      at += cell_head.raw_length + 1;
    }
  *row = (GxRow) { .number = head.number, .n_cells = head.n_cells,
                   .cells = (const GxCell *) (void *) self->cells->data };
  return TRUE;
}
