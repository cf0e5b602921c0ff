/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/*
 * What a customer is known by is kept as one text, a record: fields, each begun by the byte of its kind, in which no other
 * byte is below a blank. Names, companies, titles and tags hold words and characters alone, folded, with a blank
 * between words; forms of one thing are parted by GX_KNOWN_FORM. After all of these and GX_KNOWN_MARKS come the marks (mail,
 * number …), as they are, folded.
 */
typedef enum {
  GX_KNOWN_NAME = 1,
  GX_KNOWN_OTHER_NAME,  /* former, legal, short, nickname */
  GX_KNOWN_COMPANY,
  GX_KNOWN_PERSON,      /* of an organisation: who works there */
  GX_KNOWN_TITLE,
  GX_KNOWN_TAG,
  GX_KNOWN_MAIL,        /* from here on marks, of which any part counts */
  GX_KNOWN_CONTACT,
  GX_KNOWN_NUMBER,
  GX_KNOWN_KEY,
  GX_KNOWN_PHONE,       /* digits */
  GX_KNOWN_FORM,        /* these two are no fields */
  GX_KNOWN_MARKS,
} GxKnownBy;

#define GX_KNOWN_IS_MARK(field) ((field) >= GX_KNOWN_MAIL)

/**
 * GxMatch: how a word fits a record: the nearest field, and how near: 0 is best.
 */
typedef struct {
  GxKnownBy field;
  guint distance;
} GxMatch;
#define GX_MATCH_FAR 16 /* above every distance */

/**
 * GxNeedle: one typed word, ready to be compared. It fits
 *
 *  - words and characters: at the beginning of a word, or at any character, from where each letter must be used up: by a
 *    letter of the word, by a character's syllable (whole, its first letter, or zh, ch, sh), the last one also by the
 *    beginning of a syllable; by the character itself. ü is v or u. "zhangw", "zw", "张w" and "伟" fit 张伟
 *  - marks: any part of at least three letters; less at their beginning
 *  - telephone numbers: three or more digits, any part, with or without 00, + and country code or 0
 */
typedef struct _GxNeedle GxNeedle;

GxNeedle *gx_needle_new (const char *word);                 /* folded, no blank in it unless a number; NULL: nothing to look for */
void gx_needle_free (GxNeedle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxNeedle, gx_needle_free)

/** gx_needle_is_number: digits enough for a telephone number, and what they are written with, blanks too. */
gboolean gx_needle_is_number (const char *text);

/** gx_needle_fits: whether @record, ended by @end, has it. */
gboolean gx_needle_fits (const GxNeedle *self, const char *record, const char *end);

/** gx_needle_judge: the same, and how near; @match is only written where it fits nearer than @bound. */
gboolean gx_needle_judge (const GxNeedle *self, const char *record, const char *end, guint bound, GxMatch *match);

/** gx_needle_judge_phrase: names alone, where blanks between words do not count: "johnsmith" is John Smith. */
gboolean gx_needle_judge_phrase (const GxNeedle *self, const char *record, const char *end, GxMatch *match);

/**
 * gx_needle_extends: whether everything that fits @self also fitted @shorter: what is typed on narrows.
 */
gboolean gx_needle_extends (const GxNeedle *self, const GxNeedle *shorter);

/* -- What a scan of many records goes by */

/**
 * GxSigns: what a record can be ruled out by: bits 0–25 and 26–35 letters and digits that words and marks begin with; 36 it
 * has characters with a reading; 38–63 letters that such a field could use up, in words or syllables.
 */
typedef guint64 GxSigns;
#define GX_SIGNS_HAS_READING (G_GUINT64_CONSTANT (1) << 36)
#define GX_SIGNS_LETTERS 38

GxSigns gx_signs_of (const char *record, const char *end);

gboolean gx_needle_is_sign (const GxNeedle *self, GxSigns *sign);  /* a single letter or digit: the sign says all */
GxSigns gx_needle_first_sign (const GxNeedle *self);                /* of a word too short for a part of a mark: what it must begin with; else 0 */
gboolean gx_needle_has_sound (const GxNeedle *self);               /* may fit characters by their syllables */
GxSigns gx_needle_sound_signs (const GxNeedle *self);              /* all of these, where it fits by a syllable */

gboolean gx_needle_fits_by_sound (const GxNeedle *self, const char *record, const char *end); /* words and characters only */

/** gx_needle_literals: (transfer none): NULL-terminated: other than by sound it only fits where one of these stands. */
const char * const *gx_needle_literals (const GxNeedle *self);

G_END_DECLS
