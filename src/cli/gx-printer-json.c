/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-printer-private.h"

#include <string.h>

typedef struct {
  GxPrinter parent;
  GxJsonText json;
  gboolean is_lines;      /* one object of the top list a line, without brackets around it */
  gboolean has_top_list;
} JsonPrinter;

/* ---------------------------------------------------------------- text */

static void
begin_item (GxJsonText *self)
{
  if (!self->follows_key && (self->has_items & 1))
    g_string_append_c (self->text, ',');
  self->has_items |= 1;
  self->follows_key = FALSE;
}

void
gx_json_text_open (GxJsonText *self, char bracket)
{
  begin_item (self);
  g_string_append_c (self->text, bracket);
  self->has_items <<= 1;
}

void
gx_json_text_close (GxJsonText *self, char bracket)
{
  self->has_items >>= 1;
  g_string_append_c (self->text, bracket);
}

void
gx_json_text_key (GxJsonText *self, const char *key)
{
  begin_item (self);
  gx_json_text_append_string (self->text, key);
  g_string_append_c (self->text, ':');
  self->follows_key = TRUE;
}

void
gx_json_text_value (GxJsonText *self, const char *json)
{
  begin_item (self);
  g_string_append (self->text, json);
}

void
gx_json_text_append_string (GString *json, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (json, '"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      const char *escapes = "\b\f\n\r\t\"\\", *letters = "bfnrt\"\\";
      const char *found = strchr (escapes, *p);

      if (found != NULL)
        g_string_append_printf (json, "\\%c", letters[found - escapes]);
      else if ((guchar) *p < 0x20 || *p == 0x7f)
        g_string_append_printf (json, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (json, *p);
    }
  g_string_append_c (json, '"');
}

/* ---------------------------------------------------------------- printer */

static void
flush (JsonPrinter *self)
{
  fwrite (self->json.text->str, 1, self->json.text->len, self->parent.stream);
  g_string_truncate (self->json.text, 0);
}

/* Whether this bracket is that of the whole list, which has none in lines. */
static gboolean
is_silent (JsonPrinter *self)
{
  return self->is_lines && self->has_top_list && self->parent.depth == 0;
}

static void
open_bracket (GxPrinter *printer, char bracket)
{
  JsonPrinter *self = (JsonPrinter *) printer;

  if (printer->depth == 0)
    self->has_top_list = bracket == '[';
  if (is_silent (self))
    return;
  if (printer->depth == 1 && self->has_top_list)
    {
      if (self->is_lines)
        self->json.has_items = 0;
      else
        g_string_append (self->json.text, self->json.has_items & 1 ? ",\n" : "\n");
      self->json.follows_key = TRUE; /* the comma is written */
    }
  gx_json_text_open (&self->json, bracket);
}

static void
close_bracket (GxPrinter *printer, char bracket)
{
  JsonPrinter *self = (JsonPrinter *) printer;
  gboolean is_row = printer->depth == 1 && self->has_top_list;

  if (is_silent (self))
    return;
  if (printer->depth == 0 && self->has_top_list)
    g_string_append_c (self->json.text, '\n');
  gx_json_text_close (&self->json, bracket);
  if (printer->depth == 0 || (is_row && self->is_lines))
    g_string_append_c (self->json.text, '\n');
  if (printer->depth == 0 || is_row)
    flush (self);
}

static void
write_key (GxPrinter *printer, const char *key)
{
  gx_json_text_key (&((JsonPrinter *) printer)->json, key);
}

static void
write_value (GxPrinter *printer, const char *json, const char *plain, gboolean is_number)
{
  gx_json_text_value (&((JsonPrinter *) printer)->json, json);
}

static void
free_printer (GxPrinter *printer)
{
  JsonPrinter *self = (JsonPrinter *) printer;

  flush (self);
  g_string_free (self->json.text, TRUE);
  g_free (self);
}

static const GxPrinterClass json_class = { open_bracket, close_bracket, write_key, write_value,
                                           free_printer };

GxPrinter *
gx_printer_json_new (FILE *stream, gboolean is_lines)
{
  JsonPrinter *self = g_new0 (JsonPrinter, 1);

  self->parent.klass = &json_class;
  self->parent.stream = stream;
  self->json.text = g_string_new (NULL);
  self->is_lines = is_lines;
  return &self->parent;
}
