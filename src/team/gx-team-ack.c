/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "team/gx-json-line.h"
#include "team/gx-team-ack.h"
#include "team/gx-team-file.h"

#define FORMAT 1
#define HASH_BYTES 32

#define I64 "%" G_GINT64_FORMAT

static void
clear_place (GxTeamPlace *place)
{
  g_clear_pointer (&place->hash, g_bytes_unref);
}

GArray *
gx_team_places_new (void)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (GxTeamPlace));

  g_array_set_clear_func (places, (GDestroyNotify) clear_place);
  return places;
}

GxTeamAck *
gx_team_ack_new (void)
{
  GxTeamAck *self = g_new0 (GxTeamAck, 1);

  self->have = gx_team_places_new ();
  self->lacks = gx_team_places_new ();
  self->covers = gx_team_places_new ();
  self->was = gx_team_places_new ();
  return self;
}

void
gx_team_ack_free (GxTeamAck *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_array_unref (self->have);
  g_array_unref (self->lacks);
  g_array_unref (self->covers);
  g_array_unref (self->was);
  g_free (self);
}

void
gx_team_places_add (GArray *places, GxId site, gint64 seq, GBytes *hash)
{
  const GxTeamPlace place = { site, seq, hash != NULL ? g_bytes_ref (hash) : NULL };

  g_array_append_val (places, place);
}

gint64
gx_team_places_get (const GArray *places, GxId site)
{
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, GxTeamPlace, i).site == site)
      return g_array_index (places, GxTeamPlace, i).seq;
  return 0;
}

static gboolean
is_same_hash (GBytes *one, GBytes *other)
{
  return one == NULL || other == NULL ? one == other : g_bytes_equal (one, other);
}

static gboolean
is_same (const GArray *places, const GArray *others)
{
  gboolean same = places->len == others->len;

  for (guint i = 0; same && i < places->len; i++)
    {
      const GxTeamPlace *place = &g_array_index (places, GxTeamPlace, i);
      const GxTeamPlace *other = &g_array_index (others, GxTeamPlace, i);

      same = place->site == other->site && place->seq == other->seq
             && is_same_hash (place->hash, other->hash);
    }
  return same;
}

gboolean
gx_team_ack_repeats (const GxTeamAck *self, const GxTeamAck *before)
{
  return self->lacks->len == 0 && is_same (self->have, before->have) && is_same (self->covers, before->covers)
         && is_same (self->was, before->was) && self->snapshot == before->snapshot
         && self->schema == before->schema && self->is_bye == before->is_bye
         && g_strcmp0 (self->name, before->name) == 0;
}

/* -- Writing -- */

static void
add_places (GString *text, const char *word, const GArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      const GxTeamPlace *place = &g_array_index (places, GxTeamPlace, i);
      gsize length = 0;
      const guint8 *hash = place->hash != NULL ? g_bytes_get_data (place->hash, &length) : NULL;

      g_string_append_printf (text, "{\"%s\":" I64 ",\"seq\":" I64, word, place->site, place->seq);
      if (hash != NULL)
        {
          g_string_append (text, ",\"hash\":\"");
          for (gsize b = 0; b < length; b++)
            g_string_append_printf (text, "%02x", hash[b]);
          g_string_append_c (text, '"');
        }
      g_string_append (text, "}\n");
    }
}

gboolean
gx_team_ack_write (const GxTeamAck *self, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = g_strdup (self->name != NULL ? self->name : "");

  for (char *at = name; *at != '\0'; at++)
    if (*at == '"' || *at == '\\' || (guchar) *at < 0x20)
      *at = ' ';
  g_string_append_printf (text, "{\"guanxi\":\"ack\",\"format\":%d,\"team\":" I64 ",\"site\":" I64
                          ",\"number\":" I64 ",\"at\":" I64 ",\"name\":\"%s\",\"schema\":%d}\n", FORMAT,
                          self->team, self->site, self->number, self->at_ms, name, self->schema);
  add_places (text, "have", self->have);
  add_places (text, "lacks", self->lacks);
  if (self->snapshot > 0)
    g_string_append_printf (text, "{\"snapshot\":" I64 "}\n", self->snapshot);
  add_places (text, "covers", self->covers);
  for (guint i = 0; i < self->was->len; i++)
    g_string_append_printf (text, "{\"was\":" I64 ",\"until\":" I64 "}\n",
                            g_array_index (self->was, GxTeamPlace, i).site,
                            g_array_index (self->was, GxTeamPlace, i).seq);
  if (self->open > 0)
    g_string_append_printf (text, "{\"open\":" I64 "}\n", self->open);
  if (self->is_bye)
    g_string_append (text, "{\"bye\":1}\n");
  return gx_team_file_pack (path, text->str, error);
}

/* -- Reading -- */

static gboolean
read_place (const GxJsonLine *line, const char *word, const char *number, GArray *places)
{
  g_autoptr (GBytes) hash = gx_json_line_dup_bytes (line, "hash", HASH_BYTES);
  gint64 site = 0, seq = 0;

  if (!gx_json_line_get_int64 (line, word, &site) || !gx_json_line_get_int64 (line, number, &seq)
      || site <= 0 || seq < 0)
    return FALSE;
  gx_team_places_add (places, site, seq, hash);
  return TRUE;
}

static gboolean
read_line (GxTeamAck *self, const char *text)
{
  GxJsonLine line;
  gint64 number = 0;

  if (!gx_json_line_parse (&line, text))
    return FALSE;
  if (gx_json_line_has (&line, "have"))
    return read_place (&line, "have", "seq", self->have);
  if (gx_json_line_has (&line, "lacks"))
    return read_place (&line, "lacks", "seq", self->lacks);
  if (gx_json_line_has (&line, "covers"))
    return read_place (&line, "covers", "seq", self->covers);
  if (gx_json_line_has (&line, "was"))
    return read_place (&line, "was", "until", self->was);
  if (gx_json_line_has (&line, "snapshot"))
    return gx_json_line_get_int64 (&line, "snapshot", &self->snapshot) && self->snapshot > 0;
  if (gx_json_line_has (&line, "open"))
    return gx_json_line_get_int64 (&line, "open", &self->open) && self->open > 0;
  self->is_bye = self->is_bye || gx_json_line_get_int64 (&line, "bye", &number);
  return TRUE;
}

static gboolean
read_head (GxTeamAck *self, const char *text, gint64 *format)
{
  g_autofree char *kind = NULL;
  GxJsonLine line;
  gint64 schema = 0;

  if (!gx_json_line_parse (&line, text))
    return FALSE;
  kind = gx_json_line_dup_text (&line, "guanxi");
  self->name = gx_json_line_dup_text (&line, "name");
  self->schema = gx_json_line_get_int64 (&line, "schema", &schema) ? (int) CLAMP (schema, 0, G_MAXINT32) : 0;
  return g_strcmp0 (kind, "ack") == 0 && gx_json_line_get_int64 (&line, "format", format) && *format >= 1
         && gx_json_line_get_int64 (&line, "team", &self->team)
         && gx_json_line_get_int64 (&line, "site", &self->site) && self->site > 0
         && gx_json_line_get_int64 (&line, "number", &self->number)
         && gx_json_line_get_int64 (&line, "at", &self->at_ms);
}

GxTeamAck *
gx_team_ack_read (const char *path, GError **error)
{
  g_autoptr (GxTeamAck) self = gx_team_ack_new ();
  g_autofree char *text = gx_team_file_unpack (path, error);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  gint64 format = 0;
  gboolean ok;

  if (lines == NULL)
    return NULL;
  ok = lines[0] != NULL && read_head (self, lines[0], &format);
  for (int i = 1; ok && lines[i] != NULL && lines[i][0] != '\0'; i++)
    ok = read_line (self, lines[i]);
  if (ok && format == FORMAT)
    return g_steal_pointer (&self);
  g_set_error_literal (error, GX_ERROR, ok ? GX_ERROR_NEWER : GX_ERROR_DAMAGED, "not an acknowledgement");
  return NULL;
}
