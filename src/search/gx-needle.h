/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"
#include "search/gx-scan.h"

G_BEGIN_DECLS

/*
 * What a customer is known by is kept as one text, a record: fields, each begun by the byte of its kind,
 * in which no other byte is below a blank. Names, companies, titles and tags hold words and characters
 * alone, folded, with a blank between words, written as gx-units.h says; forms of one thing are parted by
 * GX_KNOWN_FORM. After all of these and GX_KNOWN_MARKS come the marks (mail, number …), as they are, folded.
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

/** GxRecord: one taken apart: where its words are, and its marks. */
typedef struct {
  const char *words, *words_end;
  const char *marks, *marks_end;
} GxRecord;

/** gx_record_take_apart: one that stands in one piece. */
GxRecord gx_record_take_apart (const char *record, const char *end);

/** gx_record_dup_text: (transfer full): all of it in one piece, as UTF-8. */
char *gx_record_dup_text (const GxRecord *record);

/**
 * GxNearness: how near a word is to a record, and by which field: less is nearer. Of equally near fields the
 * first kind counts.
 */
typedef guint8 GxNearness;
#define GX_NEARNESS(distance, field) ((GxNearness) ((distance) << 4 | (field)))
#define GX_NEARNESS_DISTANCE(nearness) ((guint) (nearness) >> 4)                  /* 0 is best */
#define GX_NEARNESS_FIELD(nearness) ((GxKnownBy) ((nearness) & 15))
#define GX_NOT_NEAR ((GxNearness) 0xff)
#define GX_MATCH_NAMES 7 /* nearer than this only names are that fit from their beginning */
#define GX_MATCH_FAR 15  /* above every distance */

/**
 * GxNeedle: one typed word, ready to be compared. It fits
 *
 *  - words and characters: at the beginning of a word, or at any character, from where each letter must be
 *    used up: by a letter of the word, by a character's syllable (whole, its first letter, or zh, ch, sh),
 *    the last one also by the beginning of a syllable; by the character itself. ü is v or u. "zhangw",
 *    "zw", "张w" and "伟" fit 张伟
 *  - marks: any part of at least three letters; less at their beginning
 *  - telephone numbers: three or more digits, any part, with or without 00, + and country code or 0
 */
typedef struct _GxNeedle GxNeedle;

/* folded, no blank in it unless a number; NULL: nothing to look for */
GxNeedle *gx_needle_new (const char *word);
GxNeedle *gx_needle_ref (GxNeedle *self);
void gx_needle_unref (GxNeedle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxNeedle, gx_needle_unref)

/** gx_needle_is_number: digits enough for a telephone number, and what they are written with, blanks too. */
gboolean gx_needle_is_number (const char *text);

/** gx_needle_judge: how near it is to @record; GX_NOT_NEAR: it does not fit, or is not nearer than @bound. */
GxNearness gx_needle_judge (const GxNeedle *self, const GxRecord *record, GxNearness bound);

/** gx_needle_judge_phrase: names alone, where blanks between words do not count: "johnsmith" is John
 * Smith. */
GxNearness gx_needle_judge_phrase (const GxNeedle *self, const GxRecord *record, GxNearness bound);

/** gx_needle_phrase_parts: where a name fits a phrase by its letters one of these stands; returns how many.
 * @parts: (out): room for two */
guint gx_needle_phrase_parts (const GxNeedle *self, GxScanPart *parts);

/** gx_needle_judge_phrase_at: in a name, from @at on. */
GxNearness gx_needle_judge_phrase_at (const GxNeedle *self, const char *at, const char *end);

/**
 * gx_needle_extends: whether everything that fits @self also fitted @shorter: what is typed on narrows.
 */
gboolean gx_needle_extends (const GxNeedle *self, const GxNeedle *shorter);

/** gx_needle_equal: whether the same word was typed. */
gboolean gx_needle_equal (const GxNeedle *self, const GxNeedle *other);

/** gx_needle_lengthens: the same for words and characters alone. */
gboolean gx_needle_lengthens (const GxNeedle *self, const GxNeedle *shorter);

/* -- What a scan of many records goes by */

/**
 * GxSigns: what a record can be ruled out by: bits 0–25 and 26–35 are letters and digits that its words,
 * by their sound too, and its marks begin with; 36–61 letters that a name begins with; 62: a character
 * follows a letter; 63: a single letter or digit may be all of something, or a digit begin a word.
 */
typedef guint64 GxSigns;
#define GX_SIGNS_NAMES 36
#define GX_SIGNS_MIXED (G_GUINT64_CONSTANT (1) << 62)
#define GX_SIGNS_BRIEF (G_GUINT64_CONSTANT (1) << 63)
#define GX_SIGNS_ALL_LETTERS ((G_GUINT64_CONSTANT (1) << 26) - 1)

GxSigns gx_signs_of (const char *record, const char *end);

/* A single letter or digit: the sign says all. */
gboolean gx_needle_is_sign (const GxNeedle *self, GxSigns *sign);
/* Without it no name begins with the word; 0: that cannot be told. */
GxSigns gx_needle_name_sign (const GxNeedle *self);
/* With it the word may fit letters and then characters; 0: it cannot. */
GxSigns gx_needle_mixed_sign (const GxNeedle *self);

/* What fits other than by the sound of characters fits where one of these stands. */
typedef enum {
  GX_LITERAL_WORDS = 1 << 0,
  GX_LITERAL_MARK = 1 << 1,
  GX_LITERAL_NUMBER = 1 << 2,
} GxLiteralKinds;

typedef struct {
  const char *bytes;
  gsize length;
  GxLiteralKinds kinds;
  GxScanPart in_words, in_marks; /* what a scan looks for: its beginning */
} GxLiteral;

const GxLiteral *gx_needle_literals (const GxNeedle *self); /* after the last one of length 0 */
GxNearness gx_needle_judge_literal (const GxNeedle *self, const GxLiteral *literal, const char *at,
                                    const char *end);

/* What fits by sound from a character on has such sounds there; FALSE: nothing does. */
gboolean gx_needle_sounds (const GxNeedle *self, GxScanSounds *sounds);

/** gx_needle_first_bytes: what a word that fits begins with. */
const GxByteSet *gx_needle_first_bytes (const GxNeedle *self);

/** gx_needle_judge_word: words and characters from @at on, where a word may begin. */
GxNearness gx_needle_judge_word (const GxNeedle *self, const char *at, const char *end);

/** gx_needle_judge_spot: where a shorter word was found: words or marks, whatever is there. */
GxNearness gx_needle_judge_spot (const GxNeedle *self, const char *at, const char *end);

G_END_DECLS
