/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-text.h"

G_BEGIN_DECLS

/*
 * The syllables of Chinese by number, and what each character may be read as: the tables that make matching a
 * name by its sound a few look-ups. Made once, from gx_readings().
 */

#define GX_SYLLABLES_MAX 512

typedef struct {
  guint8 count;
  guint16 syllables[GX_READINGS_MAX];
} GxCharacterReadings;

guint gx_syllables_count (void);
const char *gx_syllable_spelling (guint number);           /* "zhang": static */

/** gx_syllables_characters: the readings of U+3400 and all after it up to U+9FFF, GX_SYLLABLES_CHARACTERS
 * of them. */
#define GX_SYLLABLES_FIRST 0x3400
#define GX_SYLLABLES_CHARACTERS (0x9fff - GX_SYLLABLES_FIRST + 1)
const GxCharacterReadings *gx_syllables_characters (void);

/** gx_syllables_begun_by: a bit for each of these characters: whether one of its readings begins with
 * @letter. */
const guint8 *gx_syllables_begun_by (char letter);

G_END_DECLS
