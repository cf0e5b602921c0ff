/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "events/gx-note-words.h"

#include <string.h>

#define MAX_PIECES 8
#define SHORT_LETTERS 3
#define MAX_WORD_BYTES 48 /* of longer ones the beginning counts */
#define LAST_PERIOD ((1 << (63 - GX_NOTE_ID_BITS)) - 1)

typedef enum { BETWEEN, WORD, CHARACTERS } Kind;

static Kind
kind_of (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c) ? WORD : BETWEEN;
  if ((c >= 0x3400 && c <= 0x9fff) || (c >= 0x3040 && c <= 0x30ff) || (c >= 0xf900 && c <= 0xfaff)
      || (c >= 0x20000 && c <= 0x3ffff))
    return CHARACTERS;
  return g_unichar_isalnum (c) || g_unichar_ismark (c) ? WORD : BETWEEN;
}

/* The next stretch of one kind at or after @at; FALSE at the end. */
static gboolean
next_stretch (const char **at, const char **end, Kind *kind)
{
  const char *p = *at;

  while (*p != '\0' && kind_of (g_utf8_get_char (p)) == BETWEEN)
    p = g_utf8_next_char (p);
  if (*p == '\0')
    return FALSE;
  *at = p;
  *kind = kind_of (g_utf8_get_char (p));
  while (*p != '\0' && kind_of (g_utf8_get_char (p)) == *kind)
    p = g_utf8_next_char (p);
  *end = p;
  return TRUE;
}

static gsize
cut_word (const char *at, const char *end)
{
  if (end - at <= MAX_WORD_BYTES)
    return end - at;
  const char *cut = g_utf8_find_prev_char (at, at + MAX_WORD_BYTES + 1);
  return cut - at;
}

static void
append_word (GString *words, const char *at, gsize length)
{
  g_string_append_len (words, at, length);
  g_string_append_c (words, ' ');
}

/* "星期三" is 星 星期 期 期三 三. */
static void
append_characters (GString *words, const char *at, const char *end)
{
  for (const char *next; at < end; at = next)
    {
      next = g_utf8_next_char (at);
      append_word (words, at, next - at);
      if (next < end)
        append_word (words, at, g_utf8_next_char (next) - at);
    }
}

/* "invoice" is i in inv invoice: of short beginnings there are too many words. */
static void
append_beginnings (GString *words, const char *at, const char *end)
{
  gsize length = cut_word (at, end);
  const char *cut = at;

  for (guint i = 0; i < SHORT_LETTERS && cut < at + length; i++)
    {
      cut = g_utf8_next_char (cut);
      append_word (words, at, cut - at);
    }
  if (cut < at + length)
    append_word (words, at, length);
}

char *
gx_note_words (const char *text)
{
  g_autofree char *folded = gx_fold (text);
  g_autoptr (GString) words = g_string_sized_new (2 * strlen (folded) + 1);
  const char *at = folded, *end = NULL;
  Kind kind;

  for (; next_stretch (&at, &end, &kind); at = end)
    (kind == CHARACTERS ? append_characters : append_beginnings) (words, at, end);
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

/* -- The question */

static void
append_term (GString *match, const char *term, gsize length, gboolean is_beginning)
{
  g_string_append (match, match->len > 0 ? " AND \"" : "\"");
  g_string_append_len (match, term, length);
  g_string_append (match, is_beginning ? "\"*" : "\"");
}

static void
append_run (GString *match, const char *at, const char *end)
{
  const char *next = g_utf8_next_char (at);

  if (next == end)
    append_term (match, at, end - at, FALSE);
  for (; next < end; at = next, next = g_utf8_next_char (next))
    append_term (match, at, g_utf8_next_char (next) - at, FALSE);
}

GxNoteQuestion *
gx_note_question_new (const char *typed)
{
  g_return_val_if_fail (typed != NULL, NULL);

  g_autofree char *folded = gx_fold (typed);
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) match = g_string_new (NULL);
  const char *at = folded, *end = NULL;
  Kind kind;

  for (; pieces->len < MAX_PIECES && next_stretch (&at, &end, &kind); at = end)
    {
      gsize length = kind == WORD ? cut_word (at, end) : (gsize) (end - at);

      g_ptr_array_add (pieces, g_strndup (at, length));
      if (kind == WORD)
        append_term (match, at, length, g_utf8_strlen (at, length) > SHORT_LETTERS);
      else
        append_run (match, at, end);
    }
  if (pieces->len == 0)
    return NULL;
  GxNoteQuestion *self = g_new0 (GxNoteQuestion, 1);
  self->pieces = g_steal_pointer (&pieces);
  self->match = g_string_free (g_steal_pointer (&match), FALSE);
  return self;
}

void
gx_note_question_free (GxNoteQuestion *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->pieces);
  g_free (self->match);
  g_free (self);
}

/* -- Looking at a text */

/* A run stands anywhere; a word begins where one begins. */
static const char *
find_piece (const char *folded, const char *piece)
{
  gboolean is_word = kind_of (g_utf8_get_char (piece)) == WORD;

  for (const char *at = folded; (at = strstr (at, piece)) != NULL; at = g_utf8_next_char (at))
    if (!is_word || at == folded || kind_of (g_utf8_get_char (g_utf8_prev_char (at))) != WORD)
      return at;
  return NULL;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const GxTextSpan *x = a, *y = b;

  return (x->start > y->start) - (x->start < y->start);
}

GArray *
gx_note_question_find (const GxNoteQuestion *self, const char *text)
{
  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  g_autoptr (GArray) places = NULL;
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (GxTextSpan));
  g_autofree char *folded = gx_fold_with_places (text, &places);

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const char *piece = self->pieces->pdata[i];
      const char *at = find_piece (folded, piece);

      if (at == NULL)
        return NULL;
      gsize last = at - folded + strlen (piece) - 1;
      const char *last_character = text + g_array_index (places, guint, last);
      GxTextSpan span = { g_array_index (places, guint, at - folded),
                          g_utf8_next_char (last_character) - text };
      g_array_append_val (spans, span);
    }
  g_array_sort (spans, compare_spans);
  return g_steal_pointer (&spans);
}

gint64
gx_note_key (GxDay day, GxId id)
{
  gint64 period = CLAMP (day / GX_NOTE_PERIOD_DAYS, 0, LAST_PERIOD);

  return period << GX_NOTE_ID_BITS | id;
}
