/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "team/gx-json-line.h"

#define DEEPEST 6

/* -- One value: each returns what is behind it, NULL where there is none -- */

static const char *
skip_string (const char *at)
{
  if (*at++ != '"')
    return NULL;
  for (; *at != '"'; at++)
    {
      if ((guchar) *at < 0x20)
        return NULL;
      if (*at != '\\')
        continue;
      at++;
      if (*at == 'u')
        {
          for (int i = 1; i <= 4; i++)
            if (!g_ascii_isxdigit (at[i]))
              return NULL;
          at += 4;
        }
      else if (*at == '\0' || strchr ("\"\\/bfnrt", *at) == NULL)
        return NULL;
    }
  return at + 1;
}

static const char *
skip_digits (const char *at)
{
  const char *begin = at;

  while (g_ascii_isdigit (*at))
    at++;
  return at > begin ? at : NULL;
}

static const char *
skip_number (const char *at)
{
  if (*at == '-')
    at++;
  at = skip_digits (at);
  if (at != NULL && *at == '.')
    at = skip_digits (at + 1);
  if (at != NULL && (*at == 'e' || *at == 'E'))
    {
      at++;
      at = skip_digits (*at == '+' || *at == '-' ? at + 1 : at);
    }
  return at;
}

static const char *skip_value (const char *at, int depth);

static const char *
skip_list (const char *at, char close, int depth)
{
  if (*++at == close)
    return at + 1;
  for (;; at++)
    {
      if (close == '}' && ((at = skip_string (at)) == NULL || *at++ != ':'))
        return NULL;
      at = skip_value (at, depth + 1);
      if (at == NULL || (*at != ',' && *at != close))
        return NULL;
      if (*at == close)
        return at + 1;
    }
}

static const char *
skip_value (const char *at, int depth)
{
  if (depth > DEEPEST)
    return NULL;
  if (*at == '"')
    return skip_string (at);
  if (*at == '{' || *at == '[')
    return skip_list (at, *at == '{' ? '}' : ']', depth);
  if (strncmp (at, "null", 4) == 0 || strncmp (at, "true", 4) == 0)
    return at + 4;
  if (strncmp (at, "false", 5) == 0)
    return at + 5;
  return skip_number (at);
}

/* -- A line -- */

gboolean
gx_json_line_parse (GxJsonLine *self, const char *text)
{
  const char *at = text;

  self->length = 0;
  if (*at != '{' || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  do
    {
      const char *name = ++at;

      if (self->length == GX_JSON_LINE_MEMBERS || (at = skip_string (name)) == NULL || *at != ':')
        return FALSE;
      self->members[self->length].name = name + 1;
      self->members[self->length].name_length = (gsize) (at - name) - 2;
      self->members[self->length].value = ++at;
      if ((at = skip_value (at, 1)) == NULL)
        return FALSE;
      self->members[self->length].value_length = (gsize) (at - self->members[self->length].value);
      self->length++;
    }
  while (*at == ',');
  return at[0] == '}' && at[1] == '\0';
}

static const char *
find (const GxJsonLine *self, const char *name, gsize *length)
{
  for (guint i = 0; i < self->length; i++)
    if (self->members[i].name_length == strlen (name)
        && strncmp (self->members[i].name, name, self->members[i].name_length) == 0)
      {
        *length = self->members[i].value_length;
        return self->members[i].value;
      }
  return NULL;
}

gboolean
gx_json_line_has (const GxJsonLine *self, const char *name)
{
  gsize length;

  return find (self, name, &length) != NULL;
}

gboolean
gx_json_line_get_int64 (const GxJsonLine *self, const char *name, gint64 *value)
{
  gsize length = 0;
  const char *text = find (self, name, &length);
  char digits[24];

  if (text == NULL || length >= sizeof digits)
    return FALSE;
  memcpy (digits, text, length);
  digits[length] = '\0';
  return g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, value, NULL);
}

char *
gx_json_line_dup_text (const GxJsonLine *self, const char *name)
{
  gsize length = 0;
  const char *text = find (self, name, &length);

  if (text == NULL || text[0] != '"' || memchr (text, '\\', length) != NULL)
    return NULL;
  return g_strndup (text + 1, length - 2);
}

GBytes *
gx_json_line_dup_bytes (const GxJsonLine *self, const char *name, gsize bytes)
{
  gsize length = 0;
  const char *text = find (self, name, &length);
  g_autofree guint8 *data = NULL;

  if (text == NULL || text[0] != '"' || length % 2 != 0 || (bytes != 0 && length != 2 * bytes + 2))
    return NULL;
  length = length / 2 - 1;
  data = g_malloc (length + 1);
  for (gsize i = 0; i < length; i++)
    {
      int high = g_ascii_xdigit_value (text[1 + 2 * i]), low = g_ascii_xdigit_value (text[2 + 2 * i]);

      if (high < 0 || low < 0)
        return NULL;
      data[i] = (guint8) (high << 4 | low);
    }
  return g_bytes_new_take (g_steal_pointer (&data), length);
}

/* -- Cells -- */

static const char *
skip_blob (const char *at)
{
  if (!g_str_has_prefix (at, "{\"x\":\""))
    return NULL;
  for (at += 6; g_ascii_isxdigit (at[0]) && g_ascii_isxdigit (at[1]); at += 2)
    ;
  return at[0] == '"' && at[1] == '}' ? at + 2 : NULL;
}

static const char *
skip_cell (const char *at)
{
  if (*at == '{')
    return skip_blob (at);
  return *at == '"' || *at == '-' || g_ascii_isdigit (*at) || strncmp (at, "null", 4) == 0
         ? skip_value (at, 1) : NULL;
}

/* {"name":["old","new"]}, one value where the row was born, none where it is redacted. */
static gboolean
are_cells (const char *at, const char *end)
{
  if (*at++ != '{')
    return FALSE;
  if (*at == '}')
    return at + 1 == end;
  for (;; at++)
    {
      if ((at = skip_string (at)) == NULL || at[0] != ':' || at[1] != '[')
        return FALSE;
      at += 2;
      for (int i = 0; i < 2 && *at != ']'; i++)
        {
          if ((at = skip_cell (at)) == NULL || (*at != ']' && (*at != ',' || i == 1 || at[1] == ']')))
            return FALSE;
          if (*at == ',')
            at++;
        }
      if (*at++ != ']')
        return FALSE;
      if (*at == '}')
        return at + 1 == end;
      if (*at != ',')
        return FALSE;
    }
}

char *
gx_json_line_dup_cells (const GxJsonLine *self, const char *name)
{
  gsize length = 0;
  const char *text = find (self, name, &length);

  if (text == NULL || !are_cells (text, text + length))
    return NULL;
  return g_strndup (text, length);
}
