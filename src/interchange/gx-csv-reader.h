/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-table.h"

G_BEGIN_DECLS

/**
 * GxCsvReader: rows of a text file. Cells end at the delimiter; RFC 4180 quotes, also around line ends; LF,
 * CRLF and CR; a first line "sep=;" as spreadsheets write it. With GX_DELIMITER_SPACES cells are parted by
 * runs of blanks and a quote is a character like any other. A byte 0 and a quote that is never closed are
 * refused with their row; one that is open at the end of the last line is closed there.
 */
#define GX_TYPE_CSV_READER (gx_csv_reader_get_type ())
G_DECLARE_FINAL_TYPE (GxCsvReader, gx_csv_reader, GX, CSV_READER, GxTable)

GxTable *gx_csv_reader_open (const char *path, const GxTableOptions *options, GError **error);

/** gx_csv_reader_open_text: of a text in memory (UTF-8), which is copied. */
GxTable *gx_csv_reader_open_text (const char *text, gsize length, char delimiter, GError **error);

/**
 * gx_csv_sniff: the delimiter under which the first rows of @head (UTF-8) look most like a table; ',' where
 * none does.
 */
char gx_csv_sniff (const char *head, gsize length);

G_END_DECLS
