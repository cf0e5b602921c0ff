/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-syllables.h"
#include "search/gx-units.h"

#define SETS (GX_UNITS_OTHERS_FROM - GX_UNITS_SOUNDS_FROM)
#define ANY (SETS - 1)        /* the last first byte: sets of letters too rare for one of their own */
#define IN_A_SET 4096

typedef struct {
  guint32 letters;            /* a bit for each: a is 1 */
  guint count;
} LetterSet;

typedef struct {
  guint16 sounding[SETS * IN_A_SET];
  guint32 codes[GX_SYLLABLES_CHARACTERS];  /* set << 12 | number in it, and one more; 0: cannot be read */
  guint64 seconds[GX_SYLLABLES_MAX];       /* a bit for each second byte, by the syllable */
  guint32 letters[SETS];
  guint counts[SETS];
} Tables;

const guint16 *_gx_units_sounding;

static guint32
letters_of (guint at)
{
  const GxCharacterReadings *readings = &gx_syllables_characters ()[at];
  guint32 letters = 0;

  for (guint i = 0; i < readings->count; i++)
    letters |= 1u << (gx_syllable_spelling (readings->syllables[i])[0] - 'a');
  return letters;
}

static int
compare_sets (gconstpointer a, gconstpointer b)
{
  const LetterSet *x = a, *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return (x->letters > y->letters) - (x->letters < y->letters);
}

/* The sets of letters that characters begin with, the commonest first. */
static GArray *
count_sets (void)
{
  GArray *sets = g_array_new (FALSE, FALSE, sizeof (LetterSet));

  for (guint at = 0; at < GX_SYLLABLES_CHARACTERS; at++)
    {
      LetterSet met = { letters_of (at), 1 };
      guint i = 0;

      while (i < sets->len && g_array_index (sets, LetterSet, i).letters != met.letters)
        i++;
      if (met.letters != 0 && i < sets->len)
        g_array_index (sets, LetterSet, i).count++;
      else if (met.letters != 0)
        g_array_append_val (sets, met);
    }
  g_array_sort (sets, compare_sets);
  return sets;
}

static guint
find_set (const Tables *tables, guint32 letters)
{
  for (guint set = 0; set < ANY; set++)
    if (tables->letters[set] == letters)
      return set;
  return ANY;
}

static int
compare_spellings (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint16 *) a, y = *(const guint16 *) b;
  const GxCharacterReadings *characters = gx_syllables_characters ();
  const char *spelling = gx_syllable_spelling (characters[x].syllables[0]);
  int order = strcmp (spelling, gx_syllable_spelling (characters[y].syllables[0]));

  return order != 0 ? order : (int) x - (int) y;
}

/* What can be read, by its sound: so that those of one syllable share their second byte with few others. */
static GArray *
list_by_sound (void)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint16));

  for (guint at = 0; at < GX_SYLLABLES_CHARACTERS; at++)
    {
      guint16 character = (guint16) at;

      if (gx_syllables_characters ()[at].count > 0)
        g_array_append_val (order, character);
    }
  g_array_sort (order, compare_spellings);
  return order;
}

static void
give_code (Tables *tables, guint at)
{
  const GxCharacterReadings *readings = &gx_syllables_characters ()[at];
  guint set = find_set (tables, letters_of (at)), number = tables->counts[set]++;

  g_assert (number < IN_A_SET);
  tables->letters[set] |= letters_of (at);
  tables->codes[at] = (set << 12 | number) + 1;
  tables->sounding[set << 12 | number] = (guint16) (GX_SYLLABLES_FIRST + at);
  for (guint i = 0; i < readings->count; i++)
    tables->seconds[readings->syllables[i]] |= G_GUINT64_CONSTANT (1) << (number >> 6);
}

static Tables *
make_tables (void)
{
  Tables *tables = g_new0 (Tables, 1);
  g_autoptr (GArray) sets = count_sets (), order = list_by_sound ();

  for (guint set = 0; set < ANY && set < sets->len; set++)
    tables->letters[set] = g_array_index (sets, LetterSet, set).letters;
  for (guint i = 0; i < order->len; i++)
    give_code (tables, g_array_index (order, guint16, i));
  _gx_units_sounding = tables->sounding;
  return tables;
}

static const Tables *
get_tables (void)
{
  static gsize tables = 0;

  if (g_once_init_enter (&tables))
    g_once_init_leave (&tables, (gsize) make_tables ());
  return (const Tables *) tables;
}

void
gx_units_append (GString *to, gunichar unit)
{
  guint at = unit - GX_SYLLABLES_FIRST;
  guint32 code = at < GX_SYLLABLES_CHARACTERS ? get_tables ()->codes[at] : 0;
  char bytes[4];

  if (unit < 128)
    {
      g_string_append_c (to, (char) unit);
      return;
    }
  bytes[0] = (char) (code != 0 ? GX_UNITS_SOUNDS_FROM + ((code - 1) >> 12)
                     : GX_UNITS_OTHERS_FROM + (unit >> 18 & 3));
  unit = code != 0 ? (code - 1) << 6 : unit;
  bytes[1] = (char) (0x80 | (unit >> 12 & 0x3f));
  bytes[2] = (char) (0x80 | (unit >> 6 & 0x3f));
  bytes[3] = (char) (0x80 | (unit & 0x3f));
  g_string_append_len (to, bytes, code != 0 ? 3 : 4);
}

void
gx_units_append_text (GString *to, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    gx_units_append (to, g_utf8_get_char (p));
}

void
gx_units_add_sounding (GxByteSet *set, char letter)
{
  for (guint i = 0; i < SETS; i++)
    if (get_tables ()->letters[i] >> (letter - 'a') & 1)
      gx_byte_set_add (set, (guint8) (GX_UNITS_SOUNDS_FROM + i));
}

void
gx_units_add_seconds (GxByteSet *set, guint syllable)
{
  for (guint64 seconds = get_tables ()->seconds[syllable]; seconds != 0; seconds &= seconds - 1)
    gx_byte_set_add (set, (guint8) (0x80 | __builtin_ctzll (seconds)));
}

/* FNV-1a. */
guint64
gx_units_fingerprint (void)
{
  const Tables *tables = get_tables ();
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint at = 0; at < GX_SYLLABLES_CHARACTERS; at++)
    hash = (hash ^ tables->codes[at]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}
