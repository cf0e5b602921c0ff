/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/statvfs.h>
#include <xlsxwriter.h>

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-money.h"
#include "interchange/gx-export-private.h"
#include "interchange/gx-export-workbook.h"
#include "interchange/gx-import-private.h"

#define MAX_CELL 32767        /* characters: Excel's limit */
#define EPOCH_1900 25569      /* the serial number of 1970-01-01 */
#define FIRST_TRUE_SERIAL 61  /* 1 March 1900: before it Excel's calendar has a day that never was */
#define MEASURED_ROWS 500     /* whose texts decide how wide a column is */
#define LEAST_WIDTH 8         /* characters of a digit's width */
#define MOST_WIDTH 40
#define FILTER_WIDTH 3        /* what the header's arrow takes */
#define MAX_EXPONENT 3        /* of currencies */
#define SPARE_BYTES (1 << 20) /* more than what stands around the rows */

typedef struct {
  GxExportSink sink;
  char *path;
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *day_format, *head_format, *money_formats[MAX_EXPONENT + 1];
  lxw_row_t n_rows;
  int *widths;                /* of the columns so far, in digits */
} XlsxSink;

static void
measure (XlsxSink *self, guint column, const char *text, int beside)
{
  int width = 0;

  if (self->n_rows > MEASURED_ROWS)
    return;
  for (const char *p = text; *p != 0 && *p != '\n' && width < MOST_WIDTH; p = g_utf8_next_char (p))
    width += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
  self->widths[column] = CLAMP (width + beside, self->widths[column], MOST_WIDTH);
}

static lxw_error
write_text (XlsxSink *self, guint column, const char *text, lxw_format *format)
{
  g_autofree char *cut = NULL;

  if (*text == 0)
    return LXW_NO_ERROR;
  if (strlen (text) > MAX_CELL && g_utf8_strlen (text, -1) > MAX_CELL)
    text = cut = g_utf8_substring (text, 0, MAX_CELL);
  measure (self, column, text, 1);
  return worksheet_write_string (self->sheet, self->n_rows, (lxw_col_t) column, text, format);
}

static lxw_error
write_number (XlsxSink *self, guint column, double number, const char *shown, lxw_format *format)
{
  measure (self, column, shown, 2);
  return worksheet_write_number (self->sheet, self->n_rows, (lxw_col_t) column, number, format);
}

static lxw_error
write_value (XlsxSink *self, guint column, const GxExportField *field, const GxExportValue *value)
{
  gboolean is_day = field->type == GX_EXPORT_DAY || field->type == GX_EXPORT_INSTANT;
  gboolean is_text = field->type == GX_EXPORT_TEXT || value->is_unlike;
  g_autofree char *text = NULL;
  lxw_format *format = NULL;

  if (value->is_null)
    return LXW_NO_ERROR;
  if (is_text && _gx_import_is_guarded (value->text)) /* an import takes one away */
    text = g_strconcat ("'", value->text, NULL);
  if (is_text)
    return write_text (self, column, text != NULL ? text : value->text, NULL);
  text = _gx_export_told (field, value);
  if (field->type == GX_EXPORT_CHOICE)
    return write_text (self, column, text, NULL);
  if (is_day && value->number + EPOCH_1900 < FIRST_TRUE_SERIAL)
    return write_text (self, column, text, NULL);
  if (is_day)
    return write_number (self, column, (double) (value->number + EPOCH_1900), text, self->day_format);
  if (field->type == GX_EXPORT_MONEY)
    format = self->money_formats[CLAMP (gx_currency_exponent (value->currency), 0, MAX_EXPONENT)];
  return write_number (self, column, g_ascii_strtod (text, NULL), text, format);
}

const char *
_gx_export_room (void)
{
  const char *folder = g_getenv ("TMPDIR");

  return folder != NULL ? folder : "/var/tmp";
}

/* The library does not look whether its temporary files take what it writes there: the rows so far, and all of
 * them again when it packs them. Without looking, a full disk would make a workbook without its rows. */
static gboolean
has_room (lxw_worksheet *sheet)
{
  struct statvfs room = { 0 };
  long n_bytes = ftell (sheet->optimize_tmpfile);

  if (fflush (sheet->optimize_tmpfile) != 0 || ferror (sheet->optimize_tmpfile) != 0 || n_bytes < 0)
    return FALSE;
  return statvfs (_gx_export_room (), &room) != 0
    || (guint64) room.f_bavail * room.f_frsize > (guint64) n_bytes + SPARE_BYTES;
}

gboolean
_gx_export_close_workbook (lxw_workbook *workbook, lxw_worksheet *sheet, const char *path, GError **error)
{
  lxw_error code;

  if (!has_room (sheet))
    {
      lxw_workbook_free (workbook);
      return _gx_export_fail (path, ENOSPC, error);
    }
  errno = 0;
  code = workbook_close (workbook);
  return code == LXW_NO_ERROR || _gx_export_fail (path, errno != 0 ? errno : EIO, error);
}


static gboolean
write_row (GxExportSink *sink, const GxExportValue *values, GError **error)
{
  XlsxSink *self = (XlsxSink *) sink;

  if (self->n_rows >= LXW_ROW_MAX)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID,
                           _("A spreadsheet has room for 1,048,576 rows; write a .csv file instead."));
      return FALSE;
    }
  errno = 0;
  for (guint i = 0; i < sink->n_fields; i++)
    {
      lxw_error code = write_value (self, i, sink->fields[i], &values[i]);

      if (code != LXW_NO_ERROR)
        return _gx_export_fail (self->path, errno != 0 ? errno : EIO, error);
    }
  self->n_rows++;
  return TRUE;
}

/* Behind the rows: how wide they are is known only now. */
static void
arrange (XlsxSink *self)
{
  for (guint i = 0; i < self->sink.n_fields; i++)
    worksheet_set_column (self->sheet, (lxw_col_t) i, (lxw_col_t) i, MAX (self->widths[i], LEAST_WIDTH),
                          NULL);
  worksheet_autofilter (self->sheet, 0, 0, MAX (self->n_rows, 2) - 1,
                        (lxw_col_t) (self->sink.n_fields - 1));
}

static gboolean
close_sink (GxExportSink *sink, GError **error)
{
  XlsxSink *self = (XlsxSink *) sink;
  gboolean is_written;

  arrange (self);
  is_written = _gx_export_close_workbook (self->workbook, self->sheet, self->path, error);
  g_free (self->widths);
  g_free (self->path);
  g_free (self);
  return is_written;
}

static void
make_formats (XlsxSink *self)
{
  static const char * const shapes[] = { "#,##0", "#,##0.0", "#,##0.00", "#,##0.000" };

  G_STATIC_ASSERT (G_N_ELEMENTS (shapes) == MAX_EXPONENT + 1);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      self->money_formats[i] = workbook_add_format (self->workbook);
      format_set_num_format (self->money_formats[i], shapes[i]);
    }
  self->day_format = workbook_add_format (self->workbook);
  format_set_num_format (self->day_format, "yyyy-mm-dd");
  self->head_format = workbook_add_format (self->workbook);
  format_set_bold (self->head_format);
}

static const char * const sheet_names[] = {
  [GX_EXPORT_CUSTOMERS] = N_("Customers"), [GX_EXPORT_PURCHASES] = N_("Purchases"),
  [GX_EXPORT_EVENTS] = N_("Events"),
};

GxExportSink *
_gx_export_xlsx_new (const GxExport *export, const GxExportField * const *fields, guint n_fields,
                     GError **error)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = (char *) _gx_export_room () };
  XlsxSink *self = g_new0 (XlsxSink, 1);

  self->sink = (GxExportSink) { fields, n_fields, write_row, close_sink };
  self->path = g_strdup (export->path);
  self->widths = g_new0 (int, n_fields);
  self->workbook = workbook_new_opt (export->waiting, &options);
  self->sheet = workbook_add_worksheet (self->workbook, _(sheet_names[export->kind]));
  make_formats (self);
  worksheet_freeze_panes (self->sheet, 1, 0);
  for (guint i = 0; i < n_fields; i++)
    {
      write_text (self, i, _gx_export_label (fields[i]), self->head_format);
      self->widths[i] = MIN (self->widths[i] + FILTER_WIDTH, MOST_WIDTH);
    }
  self->n_rows = 1;
  return &self->sink;
}
