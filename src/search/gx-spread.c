/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/gx-needle.h"
#include "search/gx-spread.h"
#include "search/gx-units.h"

static gboolean
is_kept (gunichar unit)
{
  if (unit < 128)
    return g_ascii_isalnum (unit);
  return g_unichar_isalnum (unit) || gx_spread_is_character (unit) || g_unichar_ismark (unit);
}

/* "o'brien": letters, a mark, letters. */
static gboolean
has_parts (const char *word)
{
  gboolean is_after_word = FALSE, is_parted = FALSE;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar unit = g_utf8_get_char (p);

      if (!is_kept (unit))
        is_parted = is_after_word;
      else if (is_parted && !gx_spread_is_character (unit))
        return TRUE;
      else
        {
          is_after_word = !gx_spread_is_character (unit);
          is_parted = FALSE;
        }
    }
  return FALSE;
}

static void
append_joined_words (GString *record, const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (has_parts (words[i]))
      {
        g_autofree char *joined = gx_spread_joined (words[i]);

        g_string_append_c (record, GX_KNOWN_FORM);
        gx_units_append_text (record, joined);
      }
}

gboolean
gx_spread_append (GString *record, const char *folded)
{
  gsize start = record->len;
  gboolean was_word = FALSE, is_parted = FALSE, has_marks = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar unit = g_utf8_get_char (p);

      if (!is_kept (unit))
        {
          is_parted = TRUE;
          has_marks = has_marks || unit != ' ';
          continue;
        }
      gboolean is_word = !gx_spread_is_character (unit);
      if (was_word && is_word && is_parted)
        g_string_append_c (record, ' ');
      gx_units_append (record, unit);
      was_word = is_word;
      is_parted = FALSE;
    }
  if (has_marks && record->len > start)
    append_joined_words (record, folded);
  return record->len > start;
}

char *
gx_spread_joined (const char *folded)
{
  GString *joined = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (is_kept (g_utf8_get_char (p)))
      g_string_append_unichar (joined, g_utf8_get_char (p));
  return g_string_free (joined, FALSE);
}
