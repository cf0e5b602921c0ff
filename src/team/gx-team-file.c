/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-error.h"
#include "team/gx-team-file.h"

#define LONGEST_TEXT (1 << 20)
#define PIECE (1 << 18)

static const char * const endings[] = { "seg", "ack", "snap" };

#define I64 "%" G_GINT64_FORMAT

static gboolean
parse_number (const char *text, gint64 *number)
{
  return text[0] != '0' && g_ascii_isdigit (text[0])
         && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64 - 1, number, NULL);
}

static gboolean
parse_run (GxTeamFile *self, char *text)
{
  char *dash = strchr (text, '-');

  if (dash == NULL)
    return FALSE;
  *dash = '\0';
  return parse_number (text, &self->first) && parse_number (dash + 1, &self->last)
         && self->first <= self->last;
}

gboolean
gx_team_file_parse (GxTeamFile *self, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 5);
  guint length = g_strv_length (parts);
  gint64 generation = 1;
  guint kind = 0;

  *self = (GxTeamFile) { 0 };
  while (length >= 3 && kind < G_N_ELEMENTS (endings) && !g_str_equal (parts[length - 1], endings[kind]))
    kind++;
  if (length < 3 || kind == G_N_ELEMENTS (endings) || !parse_number (parts[0], &self->site))
    return FALSE;
  self->kind = (GxTeamFileKind) kind;
  if (self->kind != GX_TEAM_FILE_SEGMENT)
    {
      if (length != 3 || !parse_number (parts[1], &self->first))
        return FALSE;
      self->last = self->first;
      return TRUE;
    }
  if (length > 4 || !parse_run (self, parts[1])
      || (length == 4 && (!parse_number (parts[2], &generation) || generation < 2 || generation > 1000000)))
    return FALSE;
  self->generation = (int) generation;
  return TRUE;
}

char *
gx_team_file_name (const GxTeamFile *self)
{
  const char *ending = endings[self->kind];

  if (self->kind != GX_TEAM_FILE_SEGMENT)
    return g_strdup_printf (I64 "." I64 ".%s", self->site, self->first, ending);
  if (self->generation <= 1)
    return g_strdup_printf (I64 "." I64 "-" I64 ".%s", self->site, self->first, self->last, ending);
  return g_strdup_printf (I64 "." I64 "-" I64 ".%d.%s", self->site, self->first, self->last,
                          self->generation, ending);
}

/* -- Content -- */

gboolean
gx_team_file_pack (const char *path, const char *text, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr (GFileOutputStream) raw = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);
  g_autoptr (GOutputStream) out = NULL;

  if (raw == NULL)
    return FALSE;
  out = g_converter_output_stream_new (G_OUTPUT_STREAM (raw), gzip);
  return g_output_stream_write_all (out, text, strlen (text), NULL, NULL, error)
         && g_output_stream_close (out, NULL, error);
}

char *
gx_team_file_unpack (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GConverter) gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GFileInputStream) raw = g_file_read (file, NULL, error);
  g_autoptr (GInputStream) in = NULL;
  g_autofree char *text = g_malloc (LONGEST_TEXT + 1);
  gsize length = 0;

  if (raw == NULL)
    return NULL;
  in = g_converter_input_stream_new (G_INPUT_STREAM (raw), gunzip);
  if (!g_input_stream_read_all (in, text, LONGEST_TEXT, &length, NULL, NULL) || length == LONGEST_TEXT
      || memchr (text, '\0', length) != NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED, "not a text");
      return NULL;
    }
  text[length] = '\0';
  return g_strdup (text);
}

/* Bytes of a file, as far as they are read. */
static void
tell_read (GFileInputStream *file, gint64 total, GxProgress *progress)
{
  if (progress != NULL)
    gx_progress_tell (progress, g_seekable_tell (G_SEEKABLE (file)), total);
}

static gint64
measure (GFileInputStream *file, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info = g_file_input_stream_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                               cancellable, NULL);

  return info != NULL ? g_file_info_get_size (info) : 0;
}

gboolean
gx_team_file_convert (const char *from, const char *to, GConverter *converter, GxProgress *progress,
                      GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from), dest = g_file_new_for_path (to);
  g_autoptr (GFileInputStream) raw = g_file_read (source, cancellable, error);
  g_autoptr (GFileOutputStream) out = NULL;
  g_autoptr (GInputStream) in = NULL;
  g_autofree char *piece = g_malloc (PIECE);
  gint64 total = raw != NULL ? measure (raw, cancellable) : 0;
  gssize got;

  if (raw == NULL)
    return FALSE;
  out = g_file_replace (dest, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  if (out == NULL)
    return FALSE;
  in = g_converter_input_stream_new (G_INPUT_STREAM (raw), converter);
  while ((got = g_input_stream_read (in, piece, PIECE, cancellable, error)) > 0)
    {
      if (!g_output_stream_write_all (G_OUTPUT_STREAM (out), piece, (gsize) got, NULL, cancellable, error))
        return FALSE;
      tell_read (raw, total, progress);
    }
  return got == 0 && g_output_stream_close (G_OUTPUT_STREAM (out), cancellable, error);
}
