/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/gx-syllables.h"

typedef struct {
  const char *spellings[GX_SYLLABLES_MAX];
  guint count;
  GxCharacterReadings characters[GX_SYLLABLES_CHARACTERS];
  guint8 begun_by[26][GX_SYLLABLES_CHARACTERS / 8 + 1];
} Tables;

static guint16
number_of (Tables *tables, GHashTable *numbers, const char *spelling)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, spelling)); /* from 1 */

  if (number == 0)
    {
      g_assert (tables->count < GX_SYLLABLES_MAX);
      tables->spellings[tables->count] = spelling;
      number = ++tables->count;
      g_hash_table_insert (numbers, (gpointer) spelling, GUINT_TO_POINTER (number));
    }
  return (guint16) (number - 1);
}

static Tables *
make_tables (void)
{
  Tables *tables = g_new0 (Tables, 1);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint at = 0; at < GX_SYLLABLES_CHARACTERS; at++)
    {
      GxCharacterReadings *character = &tables->characters[at];
      const char *readings[GX_READINGS_MAX];

      character->count = (guint8) gx_readings (GX_SYLLABLES_FIRST + at, readings);
      for (guint i = 0; i < character->count; i++)
        {
          character->syllables[i] = number_of (tables, numbers, readings[i]);
          tables->begun_by[*readings[i] - 'a'][at / 8] |= 1 << (at % 8);
        }
    }
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

guint
gx_syllables_count (void)
{
  return get_tables ()->count;
}

const char *
gx_syllable_spelling (guint number)
{
  return get_tables ()->spellings[number];
}

const GxCharacterReadings *
gx_syllables_characters (void)
{
  return get_tables ()->characters;
}

const guint8 *
gx_syllables_begun_by (char letter)
{
  return get_tables ()->begun_by[letter - 'a'];
}
