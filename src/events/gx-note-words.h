/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-text.h"

G_BEGIN_DECLS

/*
 * Notes by their words. Chinese has no borders between words, so any run of characters is looked for; of
 * other scripts the beginnings of words, and of digits too.
 *
 * In the table note_word stand for every note: each character, each two characters that follow each other,
 * the first one, two and three letters of each other word, and the word. Of a run of characters that is
 * looked for all pairs must be there. That gives candidates (a run whose pairs are all there need not
 * stand there itself), and each is looked at in its row.
 *
 * Of 273,405 notes (10.9 MB) this takes 14.3 MB, and the newest 50 of one word are there in a millisecond
 * or two, because no list is ever put together before it is read. Single characters with their places (for
 * phrases) took 8.0 MB, but 33 ms for a word of one letter; three characters each (FTS5's trigram) 22 MB,
 * and find nothing shorter.
 */

/** gx_note_words: (transfer full): what of @text stands in note_word, blanks between; NULL: nothing. */
char *gx_note_words (const char *text);

/** GxNoteQuestion: what somebody looks for, in pieces that must all be there. */
typedef struct {
  GPtrArray *pieces;    /* of char *: a run of characters, or the beginning of a word; folded */
  char *match;          /* for note_word: made of letters, digits and characters alone, whatever was typed */
} GxNoteQuestion;

GxNoteQuestion *gx_note_question_new (const char *typed);          /* NULL: nothing to look for */
void gx_note_question_free (GxNoteQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxNoteQuestion, gx_note_question_free)

/** gx_note_question_find: (transfer full) (nullable) (element-type GxTextSpan): where in @text each piece
 * first stands, ascending; NULL: one of them does not. */
GArray *gx_note_question_find (const GxNoteQuestion *self, const char *text);

/* The id of a row of note_word: the 32 days the note is of, then its own id: the newest have the highest. */
#define GX_NOTE_ID_BITS 49
#define GX_NOTE_PERIOD_DAYS 32
gint64 gx_note_key (GxDay day, GxId id);
static inline GxId
gx_note_id_of_key (gint64 key)
{
  return key & ((G_GINT64_CONSTANT (1) << GX_NOTE_ID_BITS) - 1);
}

G_END_DECLS
