/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/gx-printer.h"

G_BEGIN_DECLS

/** GxJsonText: JSON being written: puts the commas. */
typedef struct {
  GString *text;
  guint64 has_items;   /* one bit a level */
  gboolean follows_key;
} GxJsonText;

void gx_json_text_open (GxJsonText *self, char bracket);   /* '[' or '{' */
void gx_json_text_close (GxJsonText *self, char bracket);  /* ']' or '}' */
void gx_json_text_key (GxJsonText *self, const char *key);
void gx_json_text_value (GxJsonText *self, const char *json);
void gx_json_text_append_string (GString *json, const char *text);

/** GxPrinterClass: what a format must be able to do. @plain is the value for people, @json for machines. */
typedef struct {
  void (*open) (GxPrinter *self, char bracket);
  void (*close) (GxPrinter *self, char bracket);
  void (*key) (GxPrinter *self, const char *key);
  void (*value) (GxPrinter *self, const char *json, const char *plain, gboolean is_number);
  void (*free) (GxPrinter *self);
} GxPrinterClass;

struct _GxPrinter {
  const GxPrinterClass *klass;
  FILE *stream;
  int depth;
};

GxPrinter *gx_printer_json_new (FILE *stream, gboolean is_lines);
GxPrinter *gx_printer_table_new (FILE *stream);

G_END_DECLS
