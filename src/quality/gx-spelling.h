/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How nearly two words are spelled, and how they sound. Of folded text (gx_fold()); by characters, of which
   the first GX_SPELLING_MAX count. */

#define GX_SPELLING_MAX 48

/**
 * gx_spelling_jaro_winkler: 0 (nothing in common) to 1 (equal). M. A. Jaro, "Advances in record-linkage
 * methodology", JASA 84 (1989); W. E. Winkler, "String comparator metrics and enhanced decision rules in the
 * Fellegi–Sunter model" (1990): a common beginning of up to four characters brings them nearer, 0.1 each.
 */
double gx_spelling_jaro_winkler (const char *a, const char *b);

/** gx_spelling_is_alike: whether that is at least @least: much sooner said. */
gboolean gx_spelling_is_alike (const char *a, const char *b, double least);

/**
 * gx_spelling_distance: how many characters were put in, left out, mistaken or swapped with their neighbour
 * (F. J. Damerau, CACM 7 (1964); in the form of optimal string alignment: none is touched twice).
 */
guint gx_spelling_distance (const char *a, const char *b);

/** gx_spelling_is_within: whether that distance is at most @most: much sooner said. */
gboolean gx_spelling_is_within (const char *a, const char *b, guint most);

/**
 * gx_spelling_sound: what is equal where two names sound alike; 0 where @folded says nothing. Chinese: the
 * reading without tones. Letters: the groups of Soundex (R. C. Russell, US patent 1,261,167 (1918)), also for
 * the first letter, vowels left out, doubled ones once, at most four; what has no consonant is itself.
 */
guint32 gx_spelling_sound (const char *folded, gboolean is_name);

G_END_DECLS
