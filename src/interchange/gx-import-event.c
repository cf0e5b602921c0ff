/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-phrase.h"
#include "base/gx-text.h"
#include "interchange/gx-import-private.h"

/* What people call kinds of events, folded, beside the kinds' own keys and phrases. The first that is found
 * inside counts. */
static const struct { const char *word, *kind; } kind_words[] = {
  { "微信", "chat" }, { "聊天", "chat" }, { "在线", "chat" }, { "wechat", "chat" }, { "whatsapp", "chat" },
  { "短信", "message" },
  { "sms", "message" }, { "text message", "message" }, { "邮", "mail" }, { "mail", "mail" },
  { "letter", "mail" }, { "电话", "call" },
  { "来电", "call" }, { "去电", "call" }, { "phone", "call" }, { "call", "call" }, { "拜访", "visit" },
  { "上门", "visit" },
  { "走访", "visit" }, { "到访", "visit" }, { "visit", "visit" }, { "会议", "meeting" }, { "会面", "meeting" },
  { "面谈", "meeting" },
  { "meet", "meeting" }, { "浏览", "page_view" }, { "访问", "page_view" }, { "page", "page_view" },
  { "活动", "campaign" },
  { "营销", "campaign" }, { "campaign", "campaign" }, { "备注", "note" }, { "note", "note" }, { "chat", "chat" },
};

/* NULL where the word is none. */
static const char *
read_kind (const char *text)
{
  g_autofree char *folded = gx_fold (text);

  for (const char * const *key = gx_phrase_keys ("event.kind"); key != NULL && *key != NULL; key++)
    {
      g_autofree char *phrase = gx_fold (gx_phrase ("event.kind", *key));

      if (strcmp (folded, *key) == 0 || strcmp (folded, phrase) == 0)
        return *key;
    }
  for (guint i = 0; i < G_N_ELEMENTS (kind_words); i++)
    if (strstr (folded, kind_words[i].word) != NULL)
      return kind_words[i].kind;
  return NULL;
}

static const char *
read_direction (const char *text)
{
  static const char * const words[][2] = {
    { "in", "in" }, { "incoming", "in" }, { "inbound", "in" }, { "呼入", "in" }, { "来", "in" }, { "来电", "in" },
    { "out", "out" }, { "outgoing", "out" }, { "outbound", "out" }, { "呼出", "out" }, { "去", "out" },
    { "去电", "out" },
  };
  g_autofree char *folded = gx_fold (text);

  for (const char * const *key = gx_phrase_keys ("event.direction"); key != NULL && *key != NULL; key++)
    {
      g_autofree char *phrase = gx_fold (gx_phrase ("event.direction", *key));

      if (strcmp (folded, phrase) == 0)
        return *key;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (folded, words[i][0]) == 0)
      return words[i][1];
  return NULL;
}

const char *
_gx_import_event_word (GxColumn field, const char *text)
{
  return field == GX_COLUMN_EVENT_KIND ? read_kind (text) : read_direction (text);
}

gboolean
_gx_import_event (GxImporter *self, const GxImportRow *row, GxImportOutcome *outcome)
{
  const char *word = row->values[GX_COLUMN_EVENT_KIND], *kind = "note", *direction;
  GxMoment moment;
  GxId customer = 0, id;
  gint64 at = 0;
  int offset = 0;
  gboolean is_written;

  if (!_gx_importer_moment (self, row, &moment))
    return FALSE;
  if (*word != 0 && (kind = read_kind (word)) == NULL)
    return _gx_importer_reject (self, row, GX_COLUMN_EVENT_KIND, "choice",
                                g_strdup (_("This kind of event is not known; use call, visit, meeting, "
                                            "chat, mail, message, note, page_view or campaign.")));
  if (!_gx_importer_who (self, row, &customer))
    return FALSE;
  if (customer == 0)
    return _gx_importer_reject (self, row, GX_COLUMN_SKIP, "identity",
                                g_strdup (_("It does not say which customer.")));

  id = _gx_importer_new_id (self, GX_RUN_EVENT);
  direction = read_direction (row->values[GX_COLUMN_DIRECTION]);
  _gx_importer_note_moment (self, row, &moment);
  _gx_importer_note (self, row, GX_COLUMN_EVENT_KIND, NULL, NULL, kind);
  _gx_importer_note (self, row, GX_COLUMN_DIRECTION, NULL, NULL, direction);
  _gx_importer_note (self, row, GX_COLUMN_CHANNEL, NULL, NULL, row->values[GX_COLUMN_CHANNEL]);
  _gx_importer_note (self, row, GX_COLUMN_TEXT, NULL, NULL, row->values[GX_COLUMN_TEXT]);
  if (moment.has_time)
    {
      at = gx_moment_instant (&moment, &offset);
      is_written = _gx_importer_add (self, GX_RUN_EVENT, "iitTTdiiTI", id, customer, kind, direction,
                                     row->values[GX_COLUMN_CHANNEL], (int) moment.day, at, (gint64) offset,
                                     row->values[GX_COLUMN_TEXT], self->author);
    }
  else
    {
      is_written = _gx_importer_add (self, GX_RUN_EVENT, "iitTTdnnTI", id, customer, kind, direction,
                                     row->values[GX_COLUMN_CHANNEL], (int) moment.day,
                                     row->values[GX_COLUMN_TEXT], self->author);
    }
  *outcome = GX_OUTCOME_ADDED;
  return is_written && _gx_importer_mark (self, row->mark);
}
