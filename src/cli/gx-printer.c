/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-printer-private.h"

#include "base/gx-day.h"
#include "base/gx-money.h"

#include <math.h>

gboolean
gx_print_format_parse (const char *text, GxPrintFormat *format)
{
  static const char *const names[] = { "table", "json", "jsonl", NULL };

  for (int i = 0; names[i] != NULL; i++)
    if (g_strcmp0 (text, names[i]) == 0)
      {
        *format = (GxPrintFormat) i;
        return TRUE;
      }
  return FALSE;
}

GxPrinter *
gx_printer_new (GxPrintFormat format, FILE *stream)
{
  if (format == GX_PRINT_TABLE)
    return gx_printer_table_new (stream);
  return gx_printer_json_new (stream, format == GX_PRINT_JSONL);
}

gboolean
gx_printer_free (GxPrinter *self)
{
  FILE *stream = self->stream;

  self->klass->free (self);
  return fflush (stream) == 0 && !ferror (stream);
}

void
gx_printer_begin_list (GxPrinter *self)
{
  self->klass->open (self, '[');
  self->depth++;
}

void
gx_printer_end_list (GxPrinter *self)
{
  self->depth--;
  self->klass->close (self, ']');
}

void
gx_printer_begin_object (GxPrinter *self)
{
  self->klass->open (self, '{');
  self->depth++;
}

void
gx_printer_end_object (GxPrinter *self)
{
  self->depth--;
  self->klass->close (self, '}');
}

void
gx_printer_key (GxPrinter *self, const char *key)
{
  self->klass->key (self, key);
}

void
gx_printer_null (GxPrinter *self)
{
  self->klass->value (self, "null", "", FALSE);
}

void
gx_printer_text (GxPrinter *self, const char *text)
{
  g_autoptr (GString) json = NULL;

  if (text == NULL)
    {
      gx_printer_null (self);
      return;
    }
  json = g_string_new (NULL);
  gx_json_text_append_string (json, text);
  self->klass->value (self, json->str, text, FALSE);
}

void
gx_printer_int (GxPrinter *self, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  self->klass->value (self, text, text, TRUE);
}

void
gx_printer_real (GxPrinter *self, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      gx_printer_null (self);
      return;
    }
  g_ascii_formatd (text, sizeof text, "%.10g", value);
  self->klass->value (self, text, text, TRUE);
}

void
gx_printer_bool (GxPrinter *self, gboolean value)
{
  self->klass->value (self, value ? "true" : "false", value ? "yes" : "no", FALSE);
}

void
gx_printer_id (GxPrinter *self, GxId id)
{
  if (id == 0)
    gx_printer_null (self);
  else
    gx_printer_int (self, id);
}

void
gx_printer_day (GxPrinter *self, GxDay day)
{
  g_autofree char *iso = day != GX_NO_DAY ? gx_day_to_iso (day) : NULL;

  gx_printer_text (self, iso);
}

void
gx_printer_at (GxPrinter *self, gint64 at, int offset_min)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) utc = NULL, local = NULL;
  g_autofree char *text = NULL;

  if (at == 0)
    {
      gx_printer_null (self);
      return;
    }
  zone = g_time_zone_new_offset (offset_min * 60);
  utc = g_date_time_new_from_unix_utc (at);
  local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  text = local != NULL
             ? g_date_time_format (local, offset_min == 0 ? "%Y-%m-%dT%H:%M:%SZ" : "%Y-%m-%dT%H:%M:%S%:z")
             : NULL;
  gx_printer_text (self, text);
}

void
gx_printer_decimal (GxPrinter *self, gint64 micro)
{
  g_autofree char *text = gx_decimal_to_string (micro);
  g_autofree char *json = g_strdup_printf ("\"%s\"", text);

  self->klass->value (self, json, text, TRUE);
}

void
gx_printer_money (GxPrinter *self, gint64 minor, const char *currency)
{
  g_autofree char *amount = gx_money_to_string (minor, currency);
  g_autofree char *plain = g_strdup_printf ("%s %s", amount, currency);
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_printf (json, "{\"minor\":%" G_GINT64_FORMAT ",\"currency\":", minor);
  gx_json_text_append_string (json, currency);
  g_string_append_c (json, '}');
  self->klass->value (self, json->str, plain, TRUE);
}

void
gx_printer_json (GxPrinter *self, const char *json)
{
  self->klass->value (self, json != NULL ? json : "null", json != NULL ? json : "", FALSE);
}

void
gx_printer_words (GxPrinter *self, const char *const *words)
{
  gx_printer_begin_list (self);
  for (; *words != NULL; words++)
    gx_printer_text (self, *words);
  gx_printer_end_list (self);
}

void
gx_printer_list (GxPrinter *self, GPtrArray *things, GxPrintFunc print)
{
  gx_printer_begin_list (self);
  for (guint i = 0; i < things->len; i++)
    print (self, g_ptr_array_index (things, i));
  gx_printer_end_list (self);
}
