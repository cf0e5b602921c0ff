/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-printer-private.h"

#include <string.h>

#define MOST_HELD_BYTES (1 << 16) /* an object may be longer than memory */

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

/* Some who read line by line part them here, too (Unicode's line ends, Python's splitlines). */
static gboolean
ends_line (gunichar c)
{
  return c == 0x85 || c == 0x2028 || c == 0x2029;
}

static void
append_escaped (GString *json, gunichar c)
{
  const char *escapes = "\b\f\n\r\t\"\\", *letters = "bfnrt\"\\";
  const char *found = c < 0x80 ? strchr (escapes, (int) c) : NULL;

  if (found != NULL)
    g_string_append_printf (json, "\\%c", letters[found - escapes]);
  else
    g_string_append_printf (json, "\\u%04x", c);
}

/* Most texts have nothing to escape. */
void
gx_json_text_append_string (GString *json, const char *text)
{
  gsize length = strlen (text);
  gboolean is_valid = g_utf8_validate_len (text, length, NULL);
  g_autofree char *made = is_valid ? NULL : g_utf8_make_valid (text, -1);
  const char *plain = is_valid ? text : made, *end = plain + (is_valid ? length : strlen (made));

  g_string_append_c (json, '"');
  for (const char *p = plain; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x20 && c != 0x7f && c != '"' && c != '\\' && !ends_line (c))
        continue;
      g_string_append_len (json, plain, p - plain);
      append_escaped (json, c);
      plain = g_utf8_next_char (p);
    }
  g_string_append_len (json, plain, end - plain);
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
  if (printer->depth == 0 || is_row || self->json.text->len > MOST_HELD_BYTES)
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
