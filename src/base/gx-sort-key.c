/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-text-private.h"

#include <string.h>

/*
 * A key is UTF-8 in two parts:
 *   words of capital letters parted by blanks, a syllable being a word: "ZHANG WEI"
 *   where that is not the whole name: a tab and the folded name without blanks: "ZHANG WEI\t张伟"
 * Tab < blank < capitals gives "Li" < "Li Bai" < "Lian". A number is one small letter for its length and
 * its digits, so that it comes behind the letters, and 9 before 10. Then what has no words ("~" and the
 * folded name), then other scripts as they are.
 */
#define TIE '\t'
#define NO_WORDS '~'
#define NO_NAME "\xf4\x8f\xbf\xbf" /* U+10FFFF: behind everything */
#define MAX_PERSONAL 4

/* One to four Han characters at the beginning and then something else or nothing are a person: "张 伟", "曾伟
   (VIP)". */
static gboolean
is_personal (const char *name)
{
  guint count = 0;

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char_validated (at, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        return FALSE;
      if (gx_char_is_han (c))
        count++;
      else if (!gx_char_is_blank (c))
        break;
    }

  return count >= 1 && count <= MAX_PERSONAL;
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2018 || c == 0x2019;
}

/* Returns behind the number. */
static const char *
append_number (GString *key, const char *at)
{
  gsize length;

  while (*at == '0' && g_ascii_isdigit (at[1]))
    at++;
  length = strspn (at, "0123456789");
  g_string_append_c (key, 'a' + MIN (length, 26) - 1);
  g_string_append_len (key, at, length);

  return at + length;
}

static void
append_words (GString *key, const char *spelled)
{
  gboolean is_new_word = FALSE;

  for (const char *at = spelled; *at != '\0';)
    {
      gunichar c = g_utf8_get_char (at);

      if (c < 0x80 ? !g_ascii_isalnum (c) : !g_unichar_isalnum (c) && !g_unichar_ismark (c))
        {
          is_new_word |= !is_apostrophe (c); /* O'Brien is one word, Ann-Marie are two */
          at = g_utf8_next_char (at);
          continue;
        }

      if (is_new_word && key->len > 0)
        g_string_append_c (key, ' ');
      is_new_word = FALSE;
      if (g_ascii_isdigit (*at))
        at = append_number (key, at);
      else
        {
          if (c < 0x80)
            g_string_append_c (key, g_ascii_toupper (*at));
          else
            g_string_append_unichar (key, c);
          at = g_utf8_next_char (at);
        }
    }
}

static void
append_without_blanks (GString *key, const char *folded)
{
  for (const char *at = folded; *at != '\0'; at++)
    if (*at != ' ')
      g_string_append_c (key, *at);
}

char *
gx_sort_key (const char *name)
{
  g_autofree char *spelled = NULL;
  g_autofree char *folded = NULL;
  GString *key = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  folded = gx_fold (name);
  if (*folded == '\0')
    return g_strdup (NO_NAME);

  spelled = gx_text_spell (name, is_personal (name));
  key = g_string_sized_new (64);
  append_words (key, spelled);
  if (key->len == 0)
    g_string_append_c (key, NO_WORDS);
  if (g_ascii_strcasecmp (key->str, folded) != 0)
    {
      g_string_append_c (key, TIE);
      append_without_blanks (key, folded); /* 张　伟 stands beside 张伟 */
    }

  return g_string_free (key, FALSE);
}

gunichar
gx_sort_letter (const char *sort_key)
{
  g_return_val_if_fail (sort_key != NULL, '#');

  return g_ascii_isupper (*sort_key) ? (gunichar) *sort_key : '#';
}
