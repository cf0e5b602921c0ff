/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

#include <stdio.h>

G_BEGIN_DECLS

/**
 * GxPrinter: the one way in which commands say something on standard output: lists and objects of named
 * values. What it looks like is not the command's business. (The idea is notmuch's structure printer.)
 *
 * At the top stands either one object or one list of objects.
 */
typedef struct _GxPrinter GxPrinter;

typedef enum {
  GX_PRINT_TABLE,  /* for people: a list is a table, an object one value a line */
  GX_PRINT_JSON,   /* one JSON value */
  GX_PRINT_JSONL,  /* one JSON object a line */
} GxPrintFormat;

gboolean gx_print_format_parse (const char *text, GxPrintFormat *format);

GxPrinter *gx_printer_new (GxPrintFormat format, FILE *stream);

/** gx_printer_free: ends what was begun. FALSE where the stream could not take everything. */
gboolean gx_printer_free (GxPrinter *self);

void gx_printer_begin_list (GxPrinter *self);
void gx_printer_end_list (GxPrinter *self);
void gx_printer_begin_object (GxPrinter *self);
void gx_printer_end_object (GxPrinter *self);

/** gx_printer_key: names the next value of an object. snake_case, never translated. */
void gx_printer_key (GxPrinter *self, const char *key);

void gx_printer_text (GxPrinter *self, const char *text);       /* NULL is null */
void gx_printer_int (GxPrinter *self, gint64 value);
void gx_printer_real (GxPrinter *self, double value);           /* NaN is null */
void gx_printer_bool (GxPrinter *self, gboolean value);
void gx_printer_null (GxPrinter *self);
void gx_printer_id (GxPrinter *self, GxId id);                  /* 0 is null */
void gx_printer_day (GxPrinter *self, GxDay day);               /* "2026-11-21"; GX_NO_DAY is null */
void gx_printer_at (GxPrinter *self, gint64 at,
                    int offset_min); /* RFC 3339, on a clock of that offset; 0 is null */
void gx_printer_decimal (GxPrinter *self, gint64 micro); /* a decimal string: quantities, unit prices */
void gx_printer_money (GxPrinter *self, gint64 minor,
                       const char *currency); /* {"minor": 12345, "currency": "CNY"} */
void gx_printer_json (GxPrinter *self, const char *json);       /* a JSON text as it is; NULL is null */

void gx_printer_words (GxPrinter *self, const char *const *words); /* a list of texts */

/** gx_printer_list: @print: void (GxPrinter *, const Thing *), cast to gpointer. */
typedef void (*GxPrintFunc) (GxPrinter *self, gconstpointer thing);
void gx_printer_list (GxPrinter *self, GPtrArray *things, GxPrintFunc print);

/* A named value in one call. */
#define gx_printer_put(self, key, kind, ...)                                                                 \
  (gx_printer_key ((self), (key)), gx_printer_##kind ((self), __VA_ARGS__))

G_END_DECLS
