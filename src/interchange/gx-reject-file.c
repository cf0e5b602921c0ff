/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-reject-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "interchange/gx-export-private.h"
#include "interchange/gx-export-workbook.h"

#define COLUMN_WIDTH 16 /* digits */
#define MAX_CELL 32767 /* characters: Excel's limit */

struct _GxRejectFile {
  char *path;
  char *waiting;         /* where it is written, beside the path */
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_row_t n_rows;
  guint n_columns;
};

static const char * const reason_header = N_("Why it was left out");

gboolean
gx_reject_file_is_reason (const char *header)
{
  return strcmp (header, reason_header) == 0 || strcmp (header, _(reason_header)) == 0;
}

static void
write_text (GxRejectFile *self, guint column, const char *text, lxw_format *format)
{
  g_autofree char *cut = NULL;

  if (*text == 0)
    return;
  if (g_utf8_strlen (text, -1) > MAX_CELL)
    text = cut = g_utf8_substring (text, 0, MAX_CELL);
  worksheet_write_string (self->sheet, self->n_rows, (lxw_col_t) column, text, format);
}

static void
free_file (GxRejectFile *self)
{
  g_free (self->waiting);
  g_free (self->path);
  g_free (self);
}

static gboolean
begin_waiting (GxRejectFile *self, GError **error)
{
  g_autofree char *template = g_strconcat (self->path, ".XXXXXX", NULL);
  int fd = g_mkstemp (template);

  if (fd < 0)
    return _gx_export_fail (self->path, errno, error);
  close (fd);
  self->waiting = g_steal_pointer (&template);
  return TRUE;
}

static void
write_headers (GxRejectFile *self, const char * const *headers, guint n_headers)
{
  lxw_format *bold = workbook_add_format (self->workbook);

  format_set_bold (bold);
  worksheet_freeze_panes (self->sheet, 1, 0);
  worksheet_set_column (self->sheet, 0, (lxw_col_t) n_headers, COLUMN_WIDTH, NULL);
  for (guint i = 0; i < n_headers; i++)
    write_text (self, i, headers[i], bold);
  write_text (self, n_headers, _(reason_header), bold);
  self->n_rows = 1;
}

GxRejectFile *
gx_reject_file_new (const char *path, const char * const *headers, guint n_headers, GError **error)
{
  GxRejectFile *self = g_new0 (GxRejectFile, 1);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = (char *) _gx_export_room () };

  self->path = g_strdup (path);
  if (!begin_waiting (self, error))
    {
      free_file (self);
      return NULL;
    }
  self->workbook = workbook_new_opt (self->waiting, &options);
  self->sheet = workbook_add_worksheet (self->workbook, NULL);
  self->n_columns = n_headers;
  write_headers (self, headers, n_headers);
  return self;
}

void
gx_reject_file_add (GxRejectFile *self, const GxRow *row, const char *reason)
{
  if (self->n_rows >= LXW_ROW_MAX)
    return;
  for (guint i = 0; i < row->n_cells && i < self->n_columns; i++)
    write_text (self, i, row->cells[i].text, NULL);
  write_text (self, self->n_columns, reason, NULL);
  self->n_rows++;
}

gboolean
gx_reject_file_close (GxRejectFile *self, GError **error)
{
  gboolean is_whole = _gx_export_close_workbook (self->workbook, self->sheet, self->path, error);

  if (is_whole && error != NULL && g_rename (self->waiting, self->path) != 0)
    is_whole = _gx_export_fail (self->path, errno, error);
  if (!is_whole || error == NULL)
    g_unlink (self->waiting);
  free_file (self);
  return is_whole;
}
