/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-needle.h"
#include "search/gx-syllables.h"

G_BEGIN_DECLS

#define GX_NEEDLE_MAX_UNITS 60
#define GX_NEEDLE_MIN_PART 3      /* of a mark; and digits of a telephone number */
#define GX_NEEDLE_MIN_NUMBER 7    /* digits that are a number by themselves */

/* Where a syllable can be used, a bit for each place of the word. */
typedef struct {
  guint64 whole;        /* all of it stands here */
  guint64 first;        /* its first letter */
  guint64 first_two;    /* zh, ch, sh */
  guint64 open;         /* it goes on with all that is left of the word */
  guint8 length;
} GxAdvance;

struct _GxNeedle {
  guint ref_count;              /* used by one thread */
  char *raw;                    /* folded, as typed: for marks */
  char *text;                   /* words and characters alone, no blank */
  GString *units;               /* the same as it stands in a record */
  char apart[4];                /* its first two letters, a blank between them */
  char *numbers[3];             /* what a telephone number may have; NULL after the last */
  GxLiteral literals[5];
  gunichar letters[GX_NEEDLE_MAX_UNITS]; /* of text, one a unit */
  guint n_units;
  gboolean is_number;           /* digits, and what they are written with */
  gboolean is_part;             /* long enough to count anywhere in a mark */
  gboolean has_others;          /* than ASCII */
  guint64 ascii[128];           /* places of each letter and digit */
  GxByteSet first_bytes;        /* what a unit that may begin with it begins with */
  GxAdvance *steps;                /* by syllable; NULL where no letter is in it */
  const GxCharacterReadings *characters;
  const guint8 *beginners;      /* a bit for each of these: what it may begin with by its sound; NULL: none */
};

/* -- gx-automaton.c: letters and characters, used up by words and characters -- */

void _gx_needle_prepare (GxNeedle *self);  /* once its letters are there */

/* The first bytes of what may use up the letter at @place. */
void _gx_needle_add_units (const GxNeedle *self, guint place, GxByteSet *set);

/* Where the word has been used up for the first time, begun at any word or character; NULL: nowhere. */
const char *_gx_needle_find (const GxNeedle *self, const char *text, const char *end, gboolean over_blanks);

/* How the word is used up. */
typedef enum {
  GX_FITS = 1 << 0,
  GX_FITS_TO_THE_END = 1 << 1,           /* of the form */
  GX_FITS_STRICTLY = 1 << 2,             /* the same two, but with no first letter of a syllable alone */
  GX_FITS_STRICTLY_TO_THE_END = 1 << 3,
} GxFits;

/* Whether it is used up from @text on, within the word. */
gboolean _gx_needle_fits_at (const GxNeedle *self, const char *text, const char *end);

/* The same, and how, up to the end of its form. */
GxFits _gx_needle_run (const GxNeedle *self, const char *text, const char *end, gboolean over_blanks);

/* -- gx-needle.c */

const char *_gx_record_next_form (const char *at, const char *end); /* the byte that begins it */

G_END_DECLS
