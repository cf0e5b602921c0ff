/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-reject-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/gx-error.h"

#define MAX_CELL 32767 /* characters: Excel's limit */

struct _GxRejectFile {
  char *path;
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
write_text (GxRejectFile *self, guint column, const char *text)
{
  g_autofree char *cut = NULL;

  if (*text == 0)
    return;
  if (g_utf8_strlen (text, -1) > MAX_CELL)
    text = cut = g_utf8_substring (text, 0, MAX_CELL);
  worksheet_write_string (self->sheet, self->n_rows, (lxw_col_t) column, text, NULL);
}

GxRejectFile *
gx_reject_file_new (const char *path, const char * const *headers, guint n_headers, GError **error)
{
  GxRejectFile *self = g_new0 (GxRejectFile, 1);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };

  self->path = g_strdup (path);
  self->workbook = workbook_new_opt (path, &options);
  self->sheet = self->workbook != NULL ? workbook_add_worksheet (self->workbook, NULL) : NULL;
  if (self->sheet == NULL) {
    /* Translators: %s is the path of a file. */
    g_set_error (error, GX_ERROR, GX_ERROR_FAILED, _("Could not write “%s”."), path);
    g_free (self->path);
    g_free (self);
    return NULL;
  }
  self->n_columns = n_headers;
  for (guint i = 0; i < n_headers; i++)
    write_text (self, i, headers[i]);
  write_text (self, n_headers, _(reason_header));
  self->n_rows = 1;
  return self;
}

void
gx_reject_file_add (GxRejectFile *self, const GxRow *row, const char *reason)
{
  if (self->n_rows >= LXW_ROW_MAX)
    return;
  for (guint i = 0; i < row->n_cells && i < self->n_columns; i++)
    write_text (self, i, row->cells[i].text);
  write_text (self, self->n_columns, reason);
  self->n_rows++;
}

gboolean
gx_reject_file_close (GxRejectFile *self, GError **error)
{
  lxw_error result = workbook_close (self->workbook);

  if (result != LXW_NO_ERROR)
    /* Translators: the first %s is the path of a file, the second a technical reason in English. */
    g_set_error (error, GX_ERROR, GX_ERROR_FAILED, _("Could not write “%s”: %s"), self->path,
                 lxw_strerror (result));
  g_free (self->path);
  g_free (self);
  return result == LXW_NO_ERROR;
}
