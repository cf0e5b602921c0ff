/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-encoding-private.h"

#include <math.h>
#include <string.h>

#include "interchange/gx-encoding-frequent.h"

/* What a single character costs, whatever the encoding. */
#define ASCII_COST 3.4
#define BAD_COST 25.0
#define CUT_COST 14.0   /* half a character at the end */
#define ALONE_COST 3.0  /* a letter that has no other beside it */

typedef enum {
  CHAR_BAD,       /* the encoding has no such bytes */
  CHAR_FREQUENT,
  CHAR_COMMON,    /* of the plane that its makers filled with what is in use */
  CHAR_UNCOMMON,
  CHAR_SYMBOL,
  CHAR_RARE,
  CHAR_SINGLE,    /* one byte: Japanese katakana of half width */
  CHAR_LONG,      /* four bytes */
  N_CHAR_CLASSES
} CharClass;

/* A character of two bytes. */
typedef CharClass (*Classify) (guint lead, guint trail);

typedef struct {
  const char *name;
  double prior;               /* −ln of how often such a file is met */
  /* of two bytes: */
  Classify classify;
  const char *frequent;       /* UTF-8 */
  double costs[N_CHAR_CLASSES];
  /* of one byte: */
  const char *alphabets;      /* UTF-8, a language's small letters, the frequent ones first, parted by "|" */
  gboolean is_latin;          /* they stand within words of ASCII letters */
} Model;

static gboolean
is_within (guint value, guint first, guint last)
{
  return value >= first && value <= last;
}

static CharClass
classify_gb18030 (guint lead, guint trail)
{
  if (is_within (trail, 0x30, 0x39))
    return CHAR_LONG;
  if (lead == 0xff || trail < 0x40 || trail == 0x7f || trail == 0xff)
    return CHAR_BAD;
  if (trail < 0xa1)
    return CHAR_RARE;
  if (is_within (lead, 0xb0, 0xd7))
    return CHAR_COMMON;
  if (is_within (lead, 0xd8, 0xf7))
    return CHAR_UNCOMMON;
  return is_within (lead, 0xa1, 0xa3) ? CHAR_SYMBOL : CHAR_RARE;
}

static CharClass
classify_big5 (guint lead, guint trail)
{
  if (lead == 0xff || lead == 0x80 || !(is_within (trail, 0x40, 0x7e) || is_within (trail, 0xa1, 0xfe)))
    return CHAR_BAD;
  if (is_within (lead, 0xa4, 0xc6))
    return CHAR_COMMON;
  if (is_within (lead, 0xc9, 0xf9))
    return CHAR_UNCOMMON;
  return is_within (lead, 0xa1, 0xa3) ? CHAR_SYMBOL : CHAR_RARE;
}

static CharClass
classify_shift_jis (guint lead, guint trail)
{
  guint both = lead << 8 | trail;

  if (is_within (lead, 0xa1, 0xdf))
    return CHAR_SINGLE;
  if (lead == 0x80 || lead == 0xa0 || lead > 0xfc || trail < 0x40 || trail == 0x7f || trail > 0xfc)
    return CHAR_BAD;
  if (is_within (both, 0x829f, 0x8396))
    return CHAR_FREQUENT; /* kana */
  if (is_within (both, 0x889f, 0x9872))
    return CHAR_COMMON;
  if (is_within (both, 0x989f, 0xeaa4))
    return CHAR_UNCOMMON;
  if (is_within (both, 0x8140, 0x81fc) || is_within (both, 0x824f, 0x829a))
    return CHAR_SYMBOL;
  return lead < 0xf0 && lead > 0x84 && lead != 0x87 ? CHAR_BAD : CHAR_RARE;
}

static CharClass
classify_korean (guint lead, guint trail)
{
  if (lead == 0x80 || lead == 0xff || !(is_within (trail, 0x41, 0x5a) || is_within (trail, 0x61, 0x7a)
                                        || is_within (trail, 0x81, 0xfe)))
    return CHAR_BAD;
  if (trail < 0xa1 || lead < 0xa1)
    return lead <= 0xc6 ? CHAR_RARE : CHAR_BAD;
  if (is_within (lead, 0xb0, 0xc8))
    return CHAR_COMMON;
  if (is_within (lead, 0xca, 0xfd))
    return CHAR_UNCOMMON;
  return is_within (lead, 0xa1, 0xa3) ? CHAR_SYMBOL : lead < 0xb0 ? CHAR_RARE : CHAR_BAD;
}

/*
 * The costs of a class are −ln (its share of the characters ÷ how many it has): of GB18030's, four of five
 * characters in a table are among those of our list of 633, 15 % among the other 3,100 of the first plane.
 */
static const Model models[GX_N_ENCODING_MODELS] = {
  { "GB18030", 0.5, classify_gb18030, FREQUENT_SIMPLIFIED,
    { BAD_COST, 6.7, 9.9, 11.9, 9.2, 17, BAD_COST, 24 }, NULL, FALSE },
  { "BIG5-HKSCS", 2.5, classify_big5, FREQUENT_TRADITIONAL,
    { BAD_COST, 6.7, 10.2, 13.5, 9.9, 17, BAD_COST, BAD_COST }, NULL, FALSE },
  { "CP932", 3.2, classify_shift_jis, NULL,
    { BAD_COST, 5.8, 8.9, 12.7, 8, 15, 7.1, BAD_COST }, NULL, FALSE },
  { "CP949", 3.5, classify_korean, FREQUENT_KOREAN,
    { BAD_COST, 5.5, 8.6, 13.8, 11, 14, BAD_COST, BAD_COST }, NULL, FALSE },
  { "WINDOWS-1252", 2.1, NULL, NULL, { 0 },
    "éèàçêôâîûùëïœæ|äöüßé|áéíóúñüº|ãçáéíóõâêúàô|åäöøæéü|èàòùéì", TRUE },
  { "WINDOWS-1250", 3.5, NULL, NULL, { 0 },
    "áíéčěšřžýůúňóťďľôäĺŕ|łąęśóżćńź|áéöóüőíúű|čšžćđ|ăîâşţ", TRUE },
  { "WINDOWS-1251", 3.2, NULL, NULL, { 0 }, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ", FALSE },
  { "WINDOWS-1253", 4.6, NULL, NULL, { 0 }, "αοιετνσηρπκμλςωυόάίήέύώγδχθφβξζψϊϋ", FALSE },
  { "WINDOWS-1254", 4.6, NULL, NULL, { 0 }, "ıişüöçğâîû", TRUE },
};

/* -- encodings of two bytes */

/* A flag for each pair of bytes that is one of the characters. */
static guint8 *
mark_frequent (const Model *self)
{
  guint8 *marks = g_new0 (guint8, 65536);
  gsize length = 0;
  g_autofree char *bytes = self->frequent != NULL
    ? g_convert (self->frequent, -1, self->name, "UTF-8", NULL, &length, NULL) : NULL;

  for (gsize i = 0; bytes != NULL && i + 1 < length; i += 2)
    marks[(guchar) bytes[i] << 8 | (guchar) bytes[i + 1]] = 1;
  return marks;
}

static double
cost_of_pairs (const Model *self, const guchar *text, gsize length)
{
  g_autofree guint8 *frequent = mark_frequent (self);
  double cost = self->prior;
  CharClass before = CHAR_BAD;

  for (gsize i = 0; i < length; )
    {
      guint lead = text[i], trail = i + 1 < length ? text[i + 1] : 0;
      CharClass class;

      if (lead < 0x80)
        {
          cost += ASCII_COST;
          before = CHAR_BAD;
          i++;
          continue;
        }
      if (i + 1 == length && self->classify (lead, trail) != CHAR_SINGLE)
        return cost + CUT_COST;
      class = self->classify (lead, trail);
      cost += frequent[lead << 8 | trail] ? self->costs[CHAR_FREQUENT] : self->costs[class];
      if (class == CHAR_SINGLE && before != CHAR_SINGLE && !is_within (trail, 0xa1, 0xdf))
        cost += ALONE_COST;
      /* Katakana of half width keep together; characters of two bytes seldom touch an ASCII letter. */
      if (class == CHAR_SINGLE && before == CHAR_SINGLE)
        cost -= 2.7;
      else if (class != CHAR_BAD && class != CHAR_SYMBOL && i > 0 && g_ascii_isalpha (text[i - 1])
               && before == CHAR_BAD)
        cost += 2.5;
      before = class;
      i += class == CHAR_LONG ? 4 : class == CHAR_SINGLE || class == CHAR_BAD ? 1 : 2;
      if (class > CHAR_BAD && class != CHAR_SYMBOL && i < length && g_ascii_isalpha (text[i]))
        cost += 2.5;
    }
  return cost;
}

/* -- encodings of one byte */

#define MAX_ALPHABETS 6
#define CHANGE_COST 4.0  /* for the next word to be of another language */

typedef struct {
  gunichar chars[256];  /* 0: none */
  guint n_alphabets;
  double costs[MAX_ALPHABETS][256];
} ByteTable;

/*
 * Among the letters of a whole alphabet the frequent ones cost less. Of the few that a Latin one adds all
 * cost the same, for they would only tell how often a word is repeated: what counts is whether the language
 * has them.
 */
static double
cost_of_letter (const char *alphabet, gunichar letter, gboolean is_latin)
{
  guint rank = 0, n = (guint) g_utf8_strlen (alphabet, -1);
  double all = 0;

  if (is_latin)
    return g_utf8_strchr (alphabet, -1, letter) != NULL ? 3.5 : 8;
  for (guint i = 0; i < n; i++)
    all += 1.0 / (i + 4);
  for (const char *p = alphabet; *p != 0; p = g_utf8_next_char (p), rank++)
    if (g_utf8_get_char (p) == letter)
      return log (all * (rank + 4));
  return 7;
}

static double
cost_of_char (const char *alphabet, gunichar c, gboolean is_latin)
{
  if (c == 0)
    return BAD_COST;
  if (c < 0x80)
    return ASCII_COST;
  if (!g_unichar_isalpha (c))
    return g_utf8_strchr ("€£¥¢©®°·«»“”‘’–—…½²³´№™§±\302\240", -1, c) != NULL ? 5.5 : 8;
  return cost_of_letter (alphabet, g_unichar_tolower (c), is_latin) + (g_unichar_isupper (c) ? 1.5 : 0);
}

static void
fill_byte_table (const Model *self, ByteTable *table)
{
  g_auto (GStrv) alphabets = g_strsplit (self->alphabets, "|", MAX_ALPHABETS);
  GIConv converter = g_iconv_open ("UTF-8", self->name);

  table->n_alphabets = g_strv_length (alphabets);
  for (guint byte = 0; byte < 256; byte++)
    {
      char in = (char) byte, out[8] = { 0 };
      char *from = &in, *to = out;
      gsize from_left = 1, to_left = sizeof out - 1;

      table->chars[byte] = byte < 0x80 ? byte : 0;
      if (byte >= 0x80 && converter != (GIConv) -1
          && g_iconv (converter, &from, &from_left, &to, &to_left) != (gsize) -1)
        table->chars[byte] = g_utf8_get_char (out);
      for (guint i = 0; i < table->n_alphabets; i++)
        table->costs[i][byte] = byte == 0 ? BAD_COST
          : cost_of_char (alphabets[i], table->chars[byte], self->is_latin);
    }
  if (converter != (GIConv) -1)
    g_iconv_close (converter);
}

/* What is odd about a letter that is not ASCII beside its neighbours (0: none). */
static double
cost_of_neighbours (const Model *self, const ByteTable *table, guint before, guint byte, guint after)
{
  gunichar c = table->chars[byte], left = table->chars[before], right = table->chars[after];
  double cost = 0;

  if (!g_unichar_isalpha (c))
    return c != 0x2019 && g_unichar_isalpha (left) && g_unichar_isalpha (right) ? 3 : 0;
  if (g_unichar_islower (left) && g_unichar_isupper (c))
    cost += 4;
  if (g_unichar_isdigit (left) || g_unichar_isdigit (right))
    cost += 2;
  if (!g_unichar_isalpha (left) && !g_unichar_isalpha (right) && (self->is_latin || g_unichar_isupper (c)))
    cost += ALONE_COST;
  if (self->is_latin)
    cost += before >= 0x80 && g_unichar_isalpha (left) ? 2 : 0;
  else
    cost += (g_ascii_isalpha (before) ? 5 : 0) + (g_ascii_isalpha (after) ? 5 : 0);
  return cost;
}

/* Words may be of several languages; to stay with one costs nothing. */
static double
cost_of_bytes (const Model *self, const guchar *text, gsize length)
{
  double costs[MAX_ALPHABETS] = { 0 }, least = 0;
  g_autofree ByteTable *table = g_new0 (ByteTable, 1);

  fill_byte_table (self, table);
  for (gsize i = 0; i < length; i++)
    {
      guint byte = text[i];
      double odd = byte < 0x80 ? 0 : cost_of_neighbours (self, table, i > 0 ? text[i - 1] : ' ', byte,
                                                         i + 1 < length ? text[i + 1] : ' ');

      for (guint k = 0; k < table->n_alphabets; k++)
        {
          costs[k] += table->costs[k][byte] + odd;
          least = k == 0 ? costs[k] : MIN (least, costs[k]);
        }
      if (!g_unichar_isalpha (table->chars[byte]))
        for (guint k = 0; k < table->n_alphabets; k++)
          costs[k] = MIN (costs[k], least + CHANGE_COST);
    }
  return self->prior + least;
}

const char *
_gx_encoding_model_name (guint model)
{
  g_assert (model < G_N_ELEMENTS (models));
  return models[model].name;
}

double
_gx_encoding_model_cost (guint model, const char *text, gsize length)
{
  const Model *self = &models[model];

  g_assert (model < G_N_ELEMENTS (models));
  return (self->classify != NULL ? cost_of_pairs : cost_of_bytes) (self, (const guchar *) text, length);
}
