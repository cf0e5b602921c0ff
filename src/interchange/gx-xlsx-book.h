/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/** GxXlsxStyle: what a number format makes of a number. */
typedef enum {
  GX_XLSX_NUMBER,
  GX_XLSX_DAY,
  GX_XLSX_INSTANT,
  GX_XLSX_TIME,     /* of day, or a duration */
} GxXlsxStyle;

typedef struct {
  char *name;
  char *part;       /* "xl/worksheets/sheet1.xml" */
  gboolean is_hidden;
} GxXlsxSheet;

/** GxXlsxBook: what stands around the sheets of a workbook. Only worksheets are listed. */
typedef struct {
  gboolean is_1904;
  GPtrArray *sheets;     /* of GxXlsxSheet */
  GByteArray *styles;    /* GxXlsxStyle of each cell style */
  GString *strings;      /* all shared strings, each followed by a NUL */
  GArray *string_starts; /* of guint32: where each begins */
} GxXlsxBook;

GxXlsxBook *gx_xlsx_book_read (const char *path, GError **error);
void gx_xlsx_book_free (GxXlsxBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxXlsxBook, gx_xlsx_book_free)

/** gx_xlsx_style_of_format: of a number format's code, such as "yyyy\"年\"m\"月\"d\"日\"". */
GxXlsxStyle gx_xlsx_style_of_format (const char *code);

/** gx_xlsx_unescape: takes the "_x000D_" of a text away, in place, from @start on. */
void gx_xlsx_unescape (GString *text, gsize start);

/**
 * gx_xlsx_number_text: a stored number as the shortest plain decimal that is exactly it: "0.1" of
 * "0.10000000000000001", "13800138000" of "1.3800138E10". Whole numbers stay as they are stored. Appended to
 * @out.
 */
void gx_xlsx_number_text (const char *stored, GString *out);

/**
 * gx_xlsx_serial_text: a stored serial number as a day, an instant, or (shown as a time alone) a time of day or
 * a duration: "07:30:00", "36:00:00". What is shown as a time but is that of a day of our days is the instant.
 * FALSE: there is no such day (60 in the 1900 system is 29 February 1900, which never was; negative; after
 * 9999).
 */
gboolean gx_xlsx_serial_text (const char *stored, GxXlsxStyle style, gboolean is_1904, GString *out);

G_END_DECLS
