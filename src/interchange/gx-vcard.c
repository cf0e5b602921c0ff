/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-vcard.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"

#define BUFFER_BYTES (1 << 16)
#define MAX_LINE (16 << 20)    /* bytes of one property */

struct _GxVcardLines {
  GxSource *source;
  char *buffer;
  gsize at, end;         /* of what is read and not taken */
  gint64 buffer_offset;  /* of buffer[0] in the source */

  GString *line;         /* the physical line that comes next */
  gint64 line_number, line_offset;
  gboolean has_line;     /* it is read */
  gint64 next_number;    /* of the line behind it */
};

/* -- physical lines */

/* Whether another byte can be looked at. */
static gboolean
fill_buffer (GxVcardLines *self, GError **error)
{
  gssize got;

  if (self->at < self->end)
    return TRUE;
  self->buffer_offset += (gint64) self->end;
  self->at = self->end = 0;
  got = gx_source_read (self->source, self->buffer_offset, self->buffer, BUFFER_BYTES, error);
  self->end = (gsize) MAX (got, 0);
  return got > 0;
}

static gboolean
fail_line (GxVcardLines *self, GError **error)
{
  g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
               /* Translators: %s is the path of a file, %lld the number of a line. */
               _("Could not read “%s”, line %lld: it is longer than any line should be."),
               gx_source_file_name (gx_source_name (self->source)), (long long) self->line_number);
  return FALSE;
}

/* Reads the next physical line into self->line, unless it is there. FALSE at the end, or on an error. */
static gboolean
peek_line (GxVcardLines *self, GError **error)
{
  if (self->has_line)
    return TRUE;
  if (!fill_buffer (self, error))
    return FALSE;
  self->line_number = self->next_number++;
  self->line_offset = self->buffer_offset + (gint64) self->at;
  g_string_truncate (self->line, 0);
  while (fill_buffer (self, error))
    {
      const char *start = self->buffer + self->at;
      gsize length = 0;
      char last;

      while (self->at + length < self->end && start[length] != '\n' && start[length] != '\r')
        length++;
      g_string_append_len (self->line, start, length);
      self->at += length;
      if (self->line->len > MAX_LINE)
        return fail_line (self, error);
      if (self->at == self->end)
        continue;
      last = self->buffer[self->at++];
      if (last == '\r' && fill_buffer (self, error) && self->buffer[self->at] == '\n')
        self->at++;
      break;
    }
  self->has_line = *error == NULL;
  return self->has_line;
}

/* -- one property */

static gboolean
is_media (const char *name)
{
  static const char * const names[] = { "PHOTO", "LOGO", "SOUND", "KEY", NULL };

  return g_strv_contains (names, name);
}

/* "=E5=8D=81" in place. */
static void
decode_quoted (GString *text)
{
  gsize to = 0;

  for (gsize i = 0; i < text->len; i++)
    {
      int high = i + 2 < text->len ? g_ascii_xdigit_value (text->str[i + 1]) : -1;
      int low = i + 2 < text->len ? g_ascii_xdigit_value (text->str[i + 2]) : -1;

      if (text->str[i] != '=' || high < 0 || low < 0)
        {
          text->str[to++] = text->str[i];
          continue;
        }
      text->str[to++] = (char) (high << 4 | low);
      i += 2;
    }
  g_string_truncate (text, to);
}

static void
decode_base64 (GString *text)
{
  g_autofree guchar *bytes = NULL;
  gsize length = 0;

  bytes = g_base64_decode (text->str, &length);
  g_string_truncate (text, 0);
  g_string_append_len (text, (const char *) bytes, (gssize) length);
}

/* The colon before the value: not one between quotes, unless there is no other. NULL: no property. */
static const char *
find_colon (const char *line)
{
  gboolean is_quoted = FALSE;

  for (const char *p = line; *p != 0; p++)
    {
      is_quoted = is_quoted != (*p == '"');
      if (*p == ':' && !is_quoted)
        return p;
    }
  return strchr (line, ':');
}

static gboolean
is_name (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_' && text[i] != '.' && text[i] != '/')
      return FALSE;
  return length > 0;
}

typedef enum { PLAIN, QUOTED, BASE64 } Transfer;

/* Reads "TYPE=cell,pref", "CELL", "CHARSET=utf-8" … of one parameter. */
static void
read_parameter (GxVcardProperty *self, const char *parameter, GString *types, Transfer *transfer)
{
  const char *equals = strchr (parameter, '=');
  g_autofree char *key = equals != NULL ? g_ascii_strdown (parameter, equals - parameter) : g_strdup ("type");
  g_autofree char *value = g_ascii_strdown (equals != NULL ? equals + 1 : parameter, -1);

  g_strstrip (g_strdelimit (value, "\"", ' '));
  if (strcmp (key, "charset") == 0)
    {
      g_free (self->charset);
      self->charset = g_steal_pointer (&value);
    }
  else if (strcmp (value, "quoted-printable") == 0 || strcmp (value, "q") == 0)
    {
      *transfer = QUOTED;
    }
  else if (strcmp (value, "base64") == 0 || strcmp (value, "b") == 0)
    {
      *transfer = BASE64;
    }
  else if (strcmp (key, "type") == 0)
    {
      g_string_append (types, g_strdelimit (value, ",", ' '));
      g_string_append_c (types, ' ');
    }
  else if (strcmp (key, "pref") == 0)
    {
      g_string_append (types, "pref ");
    }
}

/* Everything before the value. NULL: the line is no property. */
static GxVcardProperty *
read_head (const char *line, Transfer *transfer)
{
  const char *colon = find_colon (line);
  gsize rest = strcspn (line, ";:"), name_length = rest;
  g_autoptr (GxVcardProperty) self = NULL;
  g_autoptr (GString) types = g_string_new (" ");
  g_auto (GStrv) parameters = NULL;
  const char *dot = memrchr (line, '.', name_length);

  while (name_length > 0 && line[name_length - 1] == ' ')
    name_length--;
  if (colon == NULL || !is_name (line, name_length) || dot == line + name_length - 1)
    return NULL;
  self = g_new0 (GxVcardProperty, 1);
  self->value = g_string_new (colon + 1);
  self->parameters = g_strndup (line + rest, MAX (colon - line - (gssize) rest, 0));
  self->group = g_strndup (line, dot != NULL ? dot - line : 0);
  self->name = g_ascii_strup (dot != NULL ? dot + 1 : line, (gssize) name_length -
                              (dot != NULL ? dot + 1 - line : 0));
  parameters = g_strsplit (self->parameters, ";", 64);
  for (guint i = 0; parameters[i] != NULL; i++)
    if (*parameters[i] != 0)
      read_parameter (self, parameters[i], types, transfer);
  self->types = g_string_free (g_steal_pointer (&types), FALSE);
  return g_steal_pointer (&self);
}

/*
 * Whether the physical line belongs to the property before it, and how: *@skip of its bytes are not part of
 * the value, and *@with says what stands between.
 */
static gboolean
belongs (const GxVcardProperty *property, Transfer transfer, const GString *line, gsize *skip,
         const char **with)
{
  const GString *value = property->value;

  *skip = 0;
  *with = "";
  if (transfer == QUOTED && value->len > 0 && value->str[value->len - 1] == '=')
    return TRUE;
  if (line->len > 0 && (*line->str == ' ' || *line->str == '\t'))
    {
      *skip = 1;
      return TRUE;
    }
  if (line->len == 0 || find_colon (line->str) != NULL)
    return FALSE;
  if (transfer == BASE64 || is_media (property->name))
    return TRUE;
  /* A line end that somebody forgot to escape; a bare word such as "FN" is an empty property. */
  *with = "\n";
  return !is_name (line->str, strcspn (line->str, ";")) && strcmp (property->name, "END") != 0;
}

/* Brings the lines that belong to it into the value. */
static gboolean
read_rest (GxVcardLines *self, GxVcardProperty *property, Transfer transfer, GError **error)
{
  gsize skip = 0;
  const char *with = "";

  while (peek_line (self, error) && belongs (property, transfer, self->line, &skip, &with))
    {
      if (*with == 0 && skip == 0 && transfer == QUOTED)
        g_string_truncate (property->value, property->value->len - 1);
      if (*with != 0 && g_str_has_suffix (property->value->str, "\\"))
        g_string_truncate (property->value, property->value->len - 1);
      if (!is_media (property->name))
        {
          g_string_append (property->value, with);
          g_string_append_len (property->value, self->line->str + skip, (gssize) (self->line->len - skip));
        }
      self->has_line = FALSE;
      if (property->value->len > MAX_LINE)
        return fail_line (self, error);
    }
  return *error == NULL;
}

/* -- public */

gboolean
gx_vcard_looks_so (const char *head, gsize length)
{
  static const char begin[] = "BEGIN:VCARD";
  guint matched = 0;

  for (gsize i = 0; i < length && begin[matched] != 0; i++)
    {
      guchar c = (guchar) head[i];

      if (c == 0 || c >= 0x80 || g_ascii_isspace (c)) /* marks, and the zeros of wider Unicode */
        continue;
      if (g_ascii_toupper (c) != begin[matched++])
        return FALSE;
    }
  return begin[matched] == 0;
}

GxVcardLines *
gx_vcard_lines_new (GxSource *source)
{
  GxVcardLines *self = g_new0 (GxVcardLines, 1);

  self->source = source;
  self->buffer = g_malloc (BUFFER_BYTES);
  self->line = g_string_new (NULL);
  gx_vcard_lines_go (self, 0, 1);
  return self;
}

void
gx_vcard_lines_free (GxVcardLines *self)
{
  if (self == NULL)
    return;
  g_free (self->buffer);
  g_string_free (self->line, TRUE);
  g_free (self);
}

void
gx_vcard_lines_go (GxVcardLines *self, gint64 offset, gint64 line)
{
  self->buffer_offset = offset;
  self->at = self->end = 0;
  self->has_line = FALSE;
  self->next_number = line;
}

GxVcardProperty *
gx_vcard_lines_next (GxVcardLines *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  while (peek_line (self, &local_error))
    {
      Transfer transfer = PLAIN;
      const char *text = self->line->str;
      g_autoptr (GxVcardProperty) property = NULL;

      if (g_str_has_prefix (text, "\xef\xbb\xbf"))
        text += 3;
      property = read_head (text, &transfer);
      self->has_line = FALSE;
      if (property == NULL)
        continue;
      property->line = self->line_number;
      property->offset = self->line_offset;
      if (!read_rest (self, property, transfer, &local_error))
        break;
      if (is_media (property->name))
        g_string_truncate (property->value, 0);
      if (transfer == QUOTED)
        decode_quoted (property->value);
      else if (transfer == BASE64)
        decode_base64 (property->value);
      return g_steal_pointer (&property);
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

void
gx_vcard_property_free (GxVcardProperty *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->group);
  g_free (self->types);
  g_free (self->parameters);
  g_free (self->charset);
  g_string_free (self->value, TRUE);
  g_free (self);
}

gboolean
gx_vcard_has_type (const GxVcardProperty *self, const char *type)
{
  g_autofree char *word = g_strdup_printf (" %s ", type);

  return strstr (self->types, word) != NULL;
}

GPtrArray *
gx_vcard_split (const char *text, char separator)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  const char *start = text, *p = text;

  for (; *p != 0; p++)
    {
      if (*p == '\\' && p[1] != 0)
        {
          p++;
        }
      else if (*p == separator)
        {
          g_ptr_array_add (parts, g_strndup (start, p - start));
          start = p + 1;
        }
    }
  g_ptr_array_add (parts, g_strndup (start, p - start));
  return parts;
}

char *
gx_vcard_unescape (const char *text, gboolean with_line_ends)
{
  GString *plain = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != 0; p++)
    {
      if (*p != '\\' || p[1] == 0)
        {
          g_string_append_c (plain, *p);
          continue;
        }
      p++;
      if (with_line_ends && (*p == 'n' || *p == 'N'))
        g_string_append_c (plain, '\n');
      else if (strchr ("\\,;:\"", *p) != NULL)
        g_string_append_c (plain, *p);
      else
        g_string_append_printf (plain, "\\%c", *p);
    }
  return g_string_free (plain, FALSE);
}
