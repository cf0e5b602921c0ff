/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-text-private.h"

#include <string.h>

#define SEARCH_SEPARATOR "␟" /* U+241F */

static gboolean
is_combining_accent (gunichar c)
{
  return c >= 0x0300 && c <= 0x036f;
}

/* Nothing that one sees: joiners, direction marks, variation selectors, lone accents. */
static gboolean
is_invisible (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_FORMAT || type == G_UNICODE_CONTROL || is_combining_accent (c)
         || (c >= 0xfe00 && c <= 0xfe0f);
}

#define LATIN_1_LEAD 0xc3 /* of U+00C0 … U+00FF in UTF-8 */

/* ASCII, the letters of western Europe and Han: NFKC leaves them alone where nothing else stands among
   them. */
static gboolean
is_composed (const char *text)
{
  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    {
      if (*at < 0x80)
        continue;
      if (*at == LATIN_1_LEAD && (at[1] & 0xc0) == 0x80)
        {
          at++;
          continue;
        }
      if (*at < 0xe3 || *at > 0xe9 || (at[1] & 0xc0) != 0x80 || (at[2] & 0xc0) != 0x80)
        return FALSE;
      if (*at == 0xe3 && at[1] < 0x90) /* below U+3400 */
        return FALSE;
      at += 2;
    }

  return TRUE;
}

const char *
gx_text_compose (const char *text, char **owned)
{
  g_autofree char *valid = NULL;

  *owned = NULL;
  if (is_composed (text))
    return text;

  valid = g_utf8_make_valid (text, -1);
  return *owned = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKC);
}

static const char *
find_latin (gunichar c)
{
  if (c >= 0x00c0 && c <= 0x024f)
    return gx_text_latin[c - 0x00c0];
  if (c >= 0x1e00 && c <= 0x1eff)
    return gx_text_latin_additional[c - 0x1e00];

  return "";
}

/* Greek, Cyrillic …: the letter below its accent. Not Hangul, whose parts are no accents. */
static gunichar
strip_accent (gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize length = g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts));

  return length > 1 && is_combining_accent (parts[1]) ? parts[0] : c;
}

/* Three bytes; how many that is. */
static int
write_han (char *bytes, gunichar c)
{
  bytes[0] = (char) (0xe0 | c >> 12);
  bytes[1] = (char) (0x80 | (c >> 6 & 0x3f));
  bytes[2] = (char) (0x80 | (c & 0x3f));
  return 3;
}

void
gx_text_append_folded (GString *folded, gunichar c)
{
  const char *latin = NULL;

  if (c < 0x80)
    {
      if (c >= ' ' && c != 0x7f)
        g_string_append_c (folded, g_ascii_tolower (c));
      return;
    }
  if (gx_char_is_han (c))
    {
      char bytes[3];

      g_string_append_len (folded, bytes, write_han (bytes, gx_char_simplify (c)));
      return;
    }

  if (is_invisible (c))
    return;

  latin = find_latin (c);
  if (*latin == '\0')
    {
      c = g_unichar_tolower (strip_accent (c));
      latin = find_latin (c);
    }
  if (*latin != '\0')
    g_string_append (folded, latin);
  else
    g_string_append_unichar (folded, c == 0x03c2 ? 0x03c3 : c); /* the Greek final sigma */
}

/* Two bytes at most, of the letter's two; how many that is. */
static int
write_latin (char *bytes, const char *letters)
{
  bytes[0] = letters[0];
  bytes[1] = letters[1];
  return letters[1] != '\0' ? 2 : 1;
}

/* Of text that is_composed(): what it becomes is never longer. */
static char *
fold_composed (const char *text)
{
  char *folded = g_malloc (strlen (text) + 1), *to = folded;
  gboolean is_after_blank = FALSE;

  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    {
      if (g_ascii_isspace (*at))
        is_after_blank = to > folded;
      if (*at <= ' ' || *at == 0x7f)
        continue;
      if (is_after_blank)
        *to++ = ' ';
      is_after_blank = FALSE;
      if (*at < 0x80)
        *to++ = *at >= 'A' && *at <= 'Z' ? (char) (*at | 0x20) : (char) *at;
      else if (*at == LATIN_1_LEAD)
        to += write_latin (to, gx_text_latin[*++at & 0x3f]);
      else
        {
          gunichar c = (*at & 0x0fu) << 12 | (at[1] & 0x3fu) << 6 | (at[2] & 0x3fu);

          to += write_han (to, gx_char_simplify (c));
          at += 2;
        }
    }
  *to = '\0';

  return folded;
}

char *
gx_fold (const char *text)
{
  g_autofree char *owned = NULL;
  const char *composed = NULL;
  GString *folded = NULL;
  gboolean is_after_blank = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  if (is_composed (text))
    return fold_composed (text);

  composed = gx_text_compose (text, &owned);
  folded = g_string_sized_new (strlen (composed) + 1);
  for (const char *at = composed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (gx_char_is_blank (c))
        {
          is_after_blank = folded->len > 0;
          continue;
        }
      if (is_after_blank && !is_invisible (c))
        {
          g_string_append_c (folded, ' ');
          is_after_blank = FALSE;
        }
      gx_text_append_folded (folded, c);
    }

  return g_string_free (folded, FALSE);
}

/* One character of @text, or nothing. */
static void
fold_character (GString *folded, const char *at)
{
  gunichar c = g_utf8_get_char (at);

  if (c < 0x80 || gx_char_is_han (c))
    {
      gx_text_append_folded (folded, c);
      return;
    }
  g_autofree char *alone = g_strndup (at, g_utf8_next_char (at) - at);
  g_autofree char *owned = NULL;
  for (const char *p = gx_text_compose (alone, &owned); *p != '\0'; p = g_utf8_next_char (p))
    gx_text_append_folded (folded, g_utf8_get_char (p));
}

char *
gx_fold_with_places (const char *text, GArray **places)
{
  g_return_val_if_fail (text != NULL && places != NULL, NULL);

  GString *folded = g_string_sized_new (strlen (text) + 1);
  *places = g_array_sized_new (FALSE, FALSE, sizeof (guint), strlen (text) + 1);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      guint place = at - text;

      if (gx_char_is_blank (g_utf8_get_char (at)))
        g_string_append_c (folded, ' ');
      else
        fold_character (folded, at);
      while ((*places)->len < folded->len)
        g_array_append_val (*places, place);
    }
  guint end = strlen (text);
  g_array_append_val (*places, end);
  return g_string_free (folded, FALSE);
}

gboolean
gx_text_is_chinese (const char *text)
{
  g_autofree char *owned = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (g_str_is_ascii (text))
    return FALSE;
  for (const char *at = gx_text_compose (text, &owned); *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (gx_char_is_han (c) || (c >= 0x20000 && c <= 0x3ffff))
        return TRUE;
    }

  return FALSE;
}

char *
gx_search_text (const char *text, gboolean is_name)
{
  g_autofree char *folded = NULL;
  g_autofree char *spelled = NULL;
  g_autofree char *pinyin = NULL;
  g_autofree char *initials = NULL;
  GString *search = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  folded = gx_fold (text);
  spelled = gx_text_spell (text, is_name);
  pinyin = gx_text_join_spelled (spelled);
  initials = gx_text_take_initials (spelled);

  search = g_string_new (SEARCH_SEPARATOR);
  g_string_append (search, folded);
  if (!g_str_equal (pinyin, folded))
    g_string_append_printf (search, SEARCH_SEPARATOR "%s", pinyin);
  if (initials[0] != '\0' && initials[1] != '\0' && !g_str_equal (initials, folded))
    g_string_append_printf (search, SEARCH_SEPARATOR "%s", initials);

  return g_string_free (search, FALSE);
}
