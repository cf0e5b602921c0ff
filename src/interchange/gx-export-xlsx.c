/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <xlsxwriter.h>

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "interchange/gx-export-private.h"

#define MAX_CELL 32767        /* characters: Excel's limit */
#define EPOCH_1900 25569      /* the serial number of 1970-01-01 */
#define FIRST_TRUE_SERIAL 61  /* 1 March 1900: before it Excel's calendar has a day that never was */

typedef struct {
  GxExportSink sink;
  char *path;
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *day_format, *head_format;
  lxw_row_t n_rows;
} XlsxSink;

static lxw_error
write_text (XlsxSink *self, guint column, const char *text, lxw_format *format)
{
  g_autofree char *cut = NULL;

  if (*text == 0)
    return LXW_NO_ERROR;
  if (g_utf8_strlen (text, -1) > MAX_CELL)
    text = cut = g_utf8_substring (text, 0, MAX_CELL);
  return worksheet_write_string (self->sheet, self->n_rows, (lxw_col_t) column, text, format);
}

static lxw_error
write_value (XlsxSink *self, guint column, const GxExportField *field, const GxExportValue *value)
{
  g_autofree char *text = _gx_export_text (field, value);

  if (value->is_null)
    return LXW_NO_ERROR;
  if (field->type == GX_EXPORT_DAY && value->number + EPOCH_1900 >= FIRST_TRUE_SERIAL)
    return worksheet_write_number (self->sheet, self->n_rows, (lxw_col_t) column,
                                   (double) (value->number + EPOCH_1900), self->day_format);
  if (field->type == GX_EXPORT_TEXT || field->type == GX_EXPORT_DAY)
    return write_text (self, column, text, NULL);
  return worksheet_write_number (self->sheet, self->n_rows, (lxw_col_t) column, g_ascii_strtod (text, NULL),
                                 NULL);
}

static gboolean
fail (XlsxSink *self, lxw_error code, GError **error)
{
  /* Translators: the first %s is the path of a file, the second a technical reason in English. */
  g_set_error (error, GX_ERROR, GX_ERROR_FAILED, _("Could not write “%s”: %s"), self->path,
               lxw_strerror (code));
  return FALSE;
}

static gboolean
write_row (GxExportSink *sink, const GxExportValue *values, GError **error)
{
  XlsxSink *self = (XlsxSink *) sink;

  if (self->n_rows >= LXW_ROW_MAX) {
    g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID,
                         _("A spreadsheet has room for 1,048,576 rows; write a .csv file instead."));
    return FALSE;
  }
  for (guint i = 0; i < sink->n_fields; i++) {
    lxw_error code = write_value (self, i, sink->fields[i], &values[i]);

    if (code != LXW_NO_ERROR)
      return fail (self, code, error);
  }
  self->n_rows++;
  return TRUE;
}

static gboolean
close_sink (GxExportSink *sink, GError **error)
{
  XlsxSink *self = (XlsxSink *) sink;
  lxw_error code = workbook_close (self->workbook);

  if (code != LXW_NO_ERROR)
    fail (self, code, error);
  g_free (self->path);
  g_free (self);
  return code == LXW_NO_ERROR;
}

GxExportSink *
_gx_export_xlsx_new (const char *path, const GxExportField * const *fields, guint n_fields, GError **error)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  XlsxSink *self = g_new0 (XlsxSink, 1);

  self->sink = (GxExportSink) { fields, n_fields, write_row, close_sink };
  self->path = g_strdup (path);
  self->workbook = workbook_new_opt (path, &options);
  self->sheet = workbook_add_worksheet (self->workbook, NULL);
  self->day_format = workbook_add_format (self->workbook);
  format_set_num_format (self->day_format, "yyyy-mm-dd");
  self->head_format = workbook_add_format (self->workbook);
  format_set_bold (self->head_format);
  worksheet_freeze_panes (self->sheet, 1, 0);
  worksheet_set_column (self->sheet, 0, (lxw_col_t) (n_fields - 1), 14, NULL);
  for (guint i = 0; i < n_fields; i++)
    write_text (self, i, _gx_export_label (fields[i]), self->head_format);
  self->n_rows = 1;
  return &self->sink;
}
