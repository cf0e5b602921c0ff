/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store/gx-cells-private.h"

/* -- Writing -- */

static void
append_string (GString *out, const char *text, gsize length)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c == '"' || c == '\\')
        g_string_append_c (out, '\\');
      if (c >= 0x20)
        g_string_append_c (out, (char) c);
      else
        g_string_append_printf (out, "\\u%04x", c);
    }
  g_string_append_c (out, '"');
}

static void
append_real (GString *out, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, "%.17g", value);
  g_string_append (out, digits);
  if (strpbrk (digits, ".en") == NULL)
    g_string_append (out, ".0");
}

static void
append_blob (GString *out, const guchar *bytes, int length)
{
  g_string_append (out, "{\"x\":\"");
  for (int i = 0; i < length; i++)
    g_string_append_printf (out, "%02x", bytes[i]);
  g_string_append (out, "\"}");
}

static void
append_value (GString *out, sqlite3_value *value)
{
  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, (gint64) sqlite3_value_int64 (value));
      break;
    case SQLITE_FLOAT:
      append_real (out, sqlite3_value_double (value));
      break;
    case SQLITE_TEXT:
      {
        const char *text = (const char *) sqlite3_value_text (value);
        append_string (out, text, sqlite3_value_bytes (value));
      }
      break;
    case SQLITE_BLOB:
      {
        const guchar *bytes = sqlite3_value_blob (value);
        append_blob (out, bytes, sqlite3_value_bytes (value));
      }
      break;
    default:
      g_string_append (out, "null");
    }
}

char *
_gx_cell_spell (sqlite3_value *value)
{
  GString *out = g_string_new (NULL);

  append_value (out, value);
  return g_string_free (out, FALSE);
}

/* Up to where the new value begins. */
static gsize
begin_cell (GString *cells, const char *column, const char *old_json)
{
  if (cells->len > 1)
    g_string_append_c (cells, ',');
  append_string (cells, column, strlen (column));
  g_string_append (cells, ":[");
  if (old_json != NULL)
    {
      g_string_append (cells, old_json);
      g_string_append_c (cells, ',');
    }
  return cells->len;
}

void
_gx_cells_append (GString *cells, const char *column, const char *old_json, sqlite3_value *new_value)
{
  gsize start = cells->len;
  gsize new_at = begin_cell (cells, column, old_json);

  append_value (cells, new_value);
  if (g_strcmp0 (old_json, cells->str + new_at) == 0)
    g_string_truncate (cells, start);
  else
    g_string_append_c (cells, ']');
}

void
_gx_cells_append_json (GString *cells, const char *column, const char *old_json, const char *new_json)
{
  begin_cell (cells, column, old_json);
  g_string_append (cells, new_json);
  g_string_append_c (cells, ']');
}

void
_gx_cells_end (GString *cells)
{
  g_string_append_c (cells, '}');
}

/* -- Reading what was written above -- */

static const char *
skip_string (const char *at)
{
  for (at++; *at != '"' && *at != '\0'; at++)
    if (*at == '\\' && at[1] != '\0')
      at++;
  return *at == '"' ? at + 1 : at;
}

static const char *
skip_value (const char *at)
{
  if (*at == '"')
    return skip_string (at);
  if (*at == '{')
    {
      while (*at != '}' && *at != '\0')
        at++;
      return *at == '}' ? at + 1 : at;
    }
  while (*at != ',' && *at != ']' && *at != '\0')
    at++;
  return at;
}

void
_gx_cell_reader_init (GxCellReader *self, const char *cells)
{
  *self = (GxCellReader) { .at = cells };
}

gboolean
_gx_cell_reader_next (GxCellReader *self)
{
  const char *at = self->at;
  const char *first, *second = NULL;
  gsize first_length, second_length = 0;

  if (*at == '{' || *at == ',')
    at++;
  if (*at != '"')
    return FALSE;

  self->column = at + 1;
  at = skip_string (at);
  self->column_length = at - self->column - 1;
  if (at[0] != ':' || at[1] != '[')
    return FALSE;
  first = at + 2;
  at = skip_value (first);
  first_length = at - first;
  if (*at == ',')
    {
      second = at + 1;
      at = skip_value (second);
      second_length = at - second;
    }
  if (*at != ']')
    return FALSE;
  self->at = at + 1;

  self->old_json = second != NULL ? first : NULL;
  self->old_length = second != NULL ? first_length : 0;
  self->new_json = second != NULL ? second : first_length > 0 ? first : NULL;
  self->new_length = second != NULL ? second_length : first_length;
  return TRUE;
}

static gboolean
is_column_name (const char *name, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (name[i]) && !g_ascii_isdigit (name[i]) && name[i] != '_')
      return FALSE;
  return length > 0;
}

/* @json: NULL is no value. */
static gboolean
is_value (const char *json, gsize length)
{
  static const char blob[] = "{\"x\":\"";

  if (json == NULL)
    return TRUE;
  if (length == 0)
    return FALSE;
  if (json[0] == '"')
    return length >= 2 && json[length - 1] == '"';
  if (json[0] == '{')
    return length >= strlen (blob) + 2 && strncmp (json, blob, strlen (blob)) == 0;
  return (length == 4 && strncmp (json, "null", 4) == 0) || g_ascii_isdigit (json[0]) || json[0] == '-';
}

gboolean
_gx_cells_are_sound (const char *cells)
{
  GxCellReader reader;

  if (cells == NULL || cells[0] != '{' || !g_utf8_validate (cells, -1, NULL))
    return FALSE;
  _gx_cell_reader_init (&reader, cells);
  while (_gx_cell_reader_next (&reader))
    if (!is_column_name (reader.column, reader.column_length)
        || !is_value (reader.old_json, reader.old_length) || !is_value (reader.new_json, reader.new_length))
      return FALSE;
  return g_str_equal (reader.at, reader.at == cells ? "{}" : "}");
}

/* Undoes append_string(): the text between the quotes. */
static char *
read_string (const char *json)
{
  GString *out = g_string_new (NULL);

  for (const char *at = json + 1; *at != '"' && *at != '\0'; at++)
    {
      if (*at != '\\')
        g_string_append_c (out, *at);
      else if (at[1] == 'u' && strlen (at) >= 6)
        {
          char digits[5] = { at[2], at[3], at[4], at[5], '\0' };
          g_string_append_c (out, (char) g_ascii_strtoull (digits, NULL, 16));
          at += 5;
        }
      else
        g_string_append_c (out, *++at);
    }
  return g_string_free (out, FALSE);
}

static void
bind_blob (sqlite3_stmt *stmt, int index, const char *json)
{
  const char *hex = strstr (json, ":\"") + 2;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (; g_ascii_isxdigit (hex[0]) && g_ascii_isxdigit (hex[1]); hex += 2)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));
      g_byte_array_append (bytes, &byte, 1);
    }
  sqlite3_bind_blob (stmt, index, bytes->data, (int) bytes->len, SQLITE_TRANSIENT);
}

void
_gx_cell_bind (sqlite3_stmt *stmt, int index, const char *json)
{
  if (json == NULL || g_str_equal (json, "null"))
    sqlite3_bind_null (stmt, index);
  else if (json[0] == '"')
    sqlite3_bind_text (stmt, index, read_string (json), -1, g_free);
  else if (json[0] == '{')
    bind_blob (stmt, index, json);
  else if (strpbrk (json, ".eE") != NULL)
    sqlite3_bind_double (stmt, index, g_ascii_strtod (json, NULL));
  else
    sqlite3_bind_int64 (stmt, index, g_ascii_strtoll (json, NULL, 10));
}

char *
_gx_cell_to_text (const char *json)
{
  if (json == NULL || g_str_equal (json, "null"))
    return NULL;
  return json[0] == '"' ? read_string (json) : g_strdup (json);
}
