/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* Text as people compare it, the same on every computer: from tables of ours (gx-text-han.txt), not from a
   library that may have another edition elsewhere. */

/**
 * gx_fold: (transfer full): lower case, NFKC, full width to half width, traditional to simplified, accents
 * off, blanks runs to one, trimmed. Invalid UTF-8 becomes U+FFFD.
 */
char *gx_fold (const char *text);

/**
 * gx_fold_with_places: (transfer full): as gx_fold(), character by character, so that what is found in it can
 * be shown in @text.
 * @places: (out) (transfer full) (element-type guint): for each byte and the end, where in @text the
 *   character begins that it came from
 */
char *gx_fold_with_places (const char *text, GArray **places);

/**
 * gx_pinyin: (transfer full): the reading, lower case without tones, ü as v: "张伟" → "zhangwei"; with surname
 * readings for the first one or two characters where @is_name (单 shan, 尉迟 yuchi). Letters of other scripts
 * stay folded.
 */
char *gx_pinyin (const char *text, gboolean is_name);
char *gx_pinyin_initials (const char *text, gboolean is_name);   /* transfer full: "zw" */

/**
 * gx_readings:
 * @readings: (out caller-allocates): static strings, syllables without tones, ü as v; the customary one first
 *
 * All ways a Han character is read, alone or in names and words: 乐 is "le" and "yue". Returns how many: 0 for
 * anything else. Sources: build-aux/make-polyphones.
 */
#define GX_READINGS_MAX 6
guint gx_readings (gunichar character, const char *readings[GX_READINGS_MAX]);

/** gx_pinyin_spaced: (transfer full): "zhang wei": one syllable a character, for sorting and showing. */
char *gx_pinyin_spaced (const char *text, gboolean is_name);

/**
 * gx_sort_key: (transfer full): for ordering names, the same on every computer: Chinese by pinyin with
 * surname readings, mixed with Latin under A–Z; equal readings by the characters themselves; digits after
 * letters, other scripts last; empty names at the very end.
 * Compare with strcmp (SQLite's binary collation).
 */
char *gx_sort_key (const char *name);
/* 'A' … 'Z', else '#': the heading it stands under */
gunichar gx_sort_letter (const char *sort_key);

/**
 * gx_search_text: (transfer full): what a search among few looks through for one text: fold, pinyin,
 * initials, each after a separator (U+241F).
 */
char *gx_search_text (const char *text, gboolean is_name);

/**
 * gx_surname: (transfer full) (nullable): the family name of a Chinese personal name ("欧阳", "张"), by the
 * table of surnames; NULL where it is none.
 */
char *gx_surname (const char *name);

gboolean gx_text_is_chinese (const char *text);                  /* has a Han character */

G_END_DECLS
