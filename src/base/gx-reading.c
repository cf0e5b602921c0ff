/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-text-private.h"

#include <stdlib.h>
#include <string.h>

static const GxTextEntry *
find_first_entry (guint16 character)
{
  guint low = 0;
  guint high = gx_text_n_entries;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (gx_text_entries[middle].text[0] < character)
        low = middle + 1;
      else
        high = middle;
    }

  return &gx_text_entries[low];
}

static gboolean
entry_matches (const GxTextEntry *entry, const gunichar *at, gsize length)
{
  if (entry->length > length)
    return FALSE;

  for (guint i = 0; i < entry->length; i++)
    if (!gx_char_is_han (at[i]) || gx_char_simplify (at[i]) != entry->text[i])
      return FALSE;

  return TRUE;
}

/* The longest entry that stands at @at: a surname only where @is_start, a word anywhere. */
static const GxTextEntry *
find_entry (const gunichar *at, gsize length, gboolean is_start)
{
  guint16 character = gx_char_simplify (*at);

  if ((gx_text_readings[character - GX_HAN_FIRST] & GX_READING_BEGINS_ENTRY) == 0)
    return NULL;

  for (const GxTextEntry *entry = find_first_entry (character);
       entry < gx_text_entries + gx_text_n_entries && entry->text[0] == character;
       entry++)
    if ((is_start || !entry->is_surname) && entry_matches (entry, at, length))
      return entry;

  return NULL;
}

/* At least one character, at most GX_ENTRY_LENGTH. Returns how many; a syllable is "" where there is no
   reading. */
static guint
read_han (const gunichar *at, gsize length, gboolean is_start, const char **syllables)
{
  const GxTextEntry *entry = find_entry (at, length, is_start);

  if (entry == NULL)
    {
      syllables[0] = gx_text_syllables[gx_text_readings[*at - GX_HAN_FIRST] & GX_READING_MASK];
      return 1;
    }

  for (guint i = 0; i < entry->length; i++)
    syllables[i] = gx_text_syllables[entry->readings[i]];
  return entry->length;
}

static void
append_mark (GString *spelled)
{
  if (spelled->len > 0 && spelled->str[spelled->len - 1] != ' ')
    g_string_append_c (spelled, GX_SYLLABLE_MARK);
}

static guint
append_han (GString *spelled, const gunichar *at, gsize length, gboolean is_start)
{
  const char *syllables[GX_ENTRY_LENGTH];
  guint count = read_han (at, length, is_start, syllables);

  for (guint i = 0; i < count; i++)
    {
      append_mark (spelled);
      if (*syllables[i] != '\0')
        g_string_append (spelled, syllables[i]);
      else
        gx_text_append_folded (spelled, at[i]);
    }

  return count;
}

char *
gx_text_spell (const char *text, gboolean is_name)
{
  g_autofree char *owned = NULL;
  g_autofree gunichar *characters = NULL;
  const char *composed = gx_text_compose (text, &owned);
  GString *spelled = g_string_sized_new (64);
  glong length = 0;
  gboolean is_after_blank = FALSE, is_after_han = FALSE;

  characters = g_utf8_to_ucs4_fast (composed, -1, &length);
  for (glong i = 0; i < length;)
    {
      if (gx_char_is_blank (characters[i]))
        {
          is_after_blank = spelled->len > 0;
          i++;
          continue;
        }
      if (is_after_blank)
        g_string_append_c (spelled, ' ');

      if (gx_char_is_han (characters[i]))
        i += append_han (spelled, characters + i, length - i, is_name && spelled->len == 0);
      else
        {
          if (is_after_han && !is_after_blank)
            append_mark (spelled);
          gx_text_append_folded (spelled, characters[i++]);
        }
      is_after_blank = FALSE;
      is_after_han = gx_char_is_han (characters[i - 1]);
    }

  return g_string_free (spelled, FALSE);
}

char *
gx_text_join_spelled (const char *spelled)
{
  char *joined = g_malloc (strlen (spelled) + 1);
  char *to = joined;

  for (const char *from = spelled; *from != '\0'; from++)
    if (*from != GX_SYLLABLE_MARK)
      *to++ = *from;
  *to = '\0';

  return joined;
}

char *
gx_text_take_initials (const char *spelled)
{
  GString *initials = g_string_sized_new (16);
  gboolean is_first = TRUE;

  for (const char *at = spelled; *at != '\0'; at = g_utf8_next_char (at))
    {
      gboolean is_boundary = *at == ' ' || *at == GX_SYLLABLE_MARK;

      if (is_first && !is_boundary)
        g_string_append_len (initials, at, g_utf8_next_char (at) - at);
      is_first = is_boundary;
    }

  return g_string_free (initials, FALSE);
}

char *
gx_pinyin (const char *text, gboolean is_name)
{
  g_autofree char *spelled = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  spelled = gx_text_spell (text, is_name);
  return gx_text_join_spelled (spelled);
}

char *
gx_pinyin_spaced (const char *text, gboolean is_name)
{
  char *spelled = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  spelled = gx_text_spell (text, is_name);
  for (char *at = spelled; *at != '\0'; at++)
    if (*at == GX_SYLLABLE_MARK)
      *at = ' ';

  return spelled;
}

char *
gx_pinyin_initials (const char *text, gboolean is_name)
{
  g_autofree char *spelled = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  spelled = gx_text_spell (text, is_name);
  return gx_text_take_initials (spelled);
}

static int
compare_polyphone (const void *key, const void *element)
{
  return *(const guint16 *) key - ((const GxPolyphone *) element)->character;
}

guint
gx_readings (gunichar character, const char *readings[GX_READINGS_MAX])
{
  const GxPolyphone *polyphone = NULL;
  guint count = 0;

  if (!gx_char_is_han (character))
    return 0;

  guint16 simplified = gx_char_simplify (character);
  polyphone = bsearch (&simplified, gx_polyphones, gx_n_polyphones, sizeof *gx_polyphones, compare_polyphone);
  if (polyphone != NULL)
    while (count < GX_READINGS_MAX && *polyphone->readings[count] != '\0')
      {
        readings[count] = polyphone->readings[count];
        count++;
      }
  else
    {
      readings[0] = gx_text_syllables[gx_text_readings[simplified - GX_HAN_FIRST] & GX_READING_MASK];
      count = *readings[0] != '\0';
    }
  return count;
}

/* The characters of a name that is Han alone, without its blanks; 0 where anything else stands in it, or
   too many. */
static guint
collect_han (const char *text, gunichar *characters, guint max)
{
  guint count = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (gx_char_is_blank (c))
        continue;
      if (!gx_char_is_han (c) || count == max)
        return 0;
      characters[count++] = c;
    }

  return count;
}

char *
gx_surname (const char *name)
{
  g_autofree char *owned = NULL;
  gunichar characters[4];
  const GxTextEntry *entry = NULL;
  guint count;

  g_return_val_if_fail (name != NULL, NULL);

  count = collect_han (gx_text_compose (name, &owned), characters, G_N_ELEMENTS (characters));
  if (count < 2)
    return NULL;

  entry = find_entry (characters, count, TRUE);
  /* Four characters behind a short family name are a company or a sentence far more often than a person. */
  if (entry == NULL || !entry->is_surname || (entry->length == 1 && count == 4))
    return NULL;

  return g_ucs4_to_utf8 (characters, entry->length, NULL, NULL, NULL);
}
