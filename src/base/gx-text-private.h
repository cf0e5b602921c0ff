/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-text.h"

G_BEGIN_DECLS

/* -- The tables that make-text-table.py prints */

#define GX_HAN_FIRST 0x3400 /* extension A and the main block: what names are written with */
#define GX_HAN_LAST 0x9fff
#define GX_READING_MASK 0x7fff
#define GX_READING_BEGINS_ENTRY 0x8000
#define GX_ENTRY_LENGTH 4

/* A family name or a word in which characters are read otherwise than alone. */
typedef struct {
  guint16 text[GX_ENTRY_LENGTH]; /* simplified */
  guint16 readings[GX_ENTRY_LENGTH];
  guint8 length;
  guint8 is_surname;
} GxTextEntry;

extern const char gx_text_syllables[][8];
/* per character: index of its syllable, and whether an entry begins with it */
extern const guint16 gx_text_readings[];
extern const guint16 gx_text_simplified[]; /* per character */
extern const GxTextEntry gx_text_entries[]; /* by first character, then longest first */
extern const guint gx_text_n_entries;
/* A character that is read in more than one way; the customary one first. Simplified; by character. */
typedef struct {
  guint16 character;
  char readings[GX_READINGS_MAX][8]; /* "" after the last */
} GxPolyphone;
extern const GxPolyphone gx_polyphones[];
extern const guint gx_n_polyphones;
extern const char gx_text_latin[][4];            /* U+00C0 … U+024F in ASCII */
extern const char gx_text_latin_additional[][4]; /* U+1E00 … U+1EFF */

static inline gboolean
gx_char_is_han (gunichar c)
{
  return c >= GX_HAN_FIRST && c <= GX_HAN_LAST;
}

static inline gboolean
gx_char_is_blank (gunichar c)
{
  return c < 0x80 ? g_ascii_isspace (c) : !gx_char_is_han (c) && g_unichar_isspace (c);
}

static inline guint16
gx_char_simplify (gunichar c)
{
  return gx_text_simplified[c - GX_HAN_FIRST];
}

/* -- Shared by folding and reading */

/**
 * gx_text_compose:
 * @owned: (out): what to free, or NULL
 *
 * Valid UTF-8 in NFKC; most names are so already and come back as they are.
 */
const char *gx_text_compose (const char *text, char **owned);

/** gx_text_append_folded: one character (no blank) of a composed text, folded; may be nothing. */
void gx_text_append_folded (GString *folded, gunichar c);

/**
 * gx_text_spell: (transfer full): folded text with syllables for characters, GX_SYLLABLE_MARK between
 * syllables and words that touch:
 * "Apple苹果 店" is "apple|ping|guo dian".
 */
#define GX_SYLLABLE_MARK '\x1f'
char *gx_text_spell (const char *text, gboolean is_name);
char *gx_text_join_spelled (const char *spelled);        /* transfer full: "applepingguo dian" */
char *gx_text_take_initials (const char *spelled);       /* transfer full: "apgd" */

G_END_DECLS
