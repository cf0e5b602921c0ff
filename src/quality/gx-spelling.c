/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-text.h"
#include "quality/gx-spelling.h"

#include <string.h>

typedef struct {
  gunichar characters[GX_SPELLING_MAX];
  guint n;
} Word;

static void
take_apart (const char *text, Word *word)
{
  word->n = 0;
  for (const char *p = text; *p != '\0' && word->n < GX_SPELLING_MAX; p = g_utf8_next_char (p))
    word->characters[word->n++] = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);
}

/* -- What two words have in common at most -- */

static gboolean
ends_character (const char *p)
{
  return ((guchar) p[1] & 0xc0) != 0x80;
}

/* A bit for each character, by the last six bits of it. */
static guint64
gather (const char *text, guint *n)
{
  guint64 bits = 0;

  *n = 0;
  for (; *text != '\0'; text++)
    if (ends_character (text))
      {
        bits |= G_GUINT64_CONSTANT (1) << (*text & 63);
        ++*n;
      }
  return bits;
}

static guint
count_in (const char *text, guint64 bits)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += ends_character (text) && (bits >> (*text & 63) & 1);
  return n;
}

typedef struct {
  guint n_a, n_b;            /* characters */
  guint common_a, common_b;  /* of these, those that the other may have */
} Overlap;

static Overlap
find_overlap (const char *a, const char *b)
{
  Overlap overlap;
  guint64 in_a = gather (a, &overlap.n_a), in_b = gather (b, &overlap.n_b);

  overlap.common_a = count_in (a, in_b);
  overlap.common_b = count_in (b, in_a);
  return overlap;
}

/* -- Jaro and Winkler -- */

/* Marks what the words have in common within reach of each other; returns how much that is. */
static guint
mark_common (const Word *a, const Word *b, guint64 *in_a, guint64 *in_b)
{
  guint longer = MAX (a->n, b->n);
  guint reach = longer / 2 > 0 ? longer / 2 - 1 : 0;
  guint n = 0;

  for (guint i = 0; i < a->n; i++)
    {
      guint from = i > reach ? i - reach : 0, to = MIN (i + reach + 1, b->n);

      for (guint j = from; j < to; j++)
        if (a->characters[i] == b->characters[j] && !(*in_b >> j & 1))
          {
            *in_a |= G_GUINT64_CONSTANT (1) << i;
            *in_b |= G_GUINT64_CONSTANT (1) << j;
            n++;
            break;
          }
    }
  return n;
}

static guint
count_out_of_order (const Word *a, const Word *b, guint64 in_a, guint64 in_b)
{
  guint n = 0;

  for (guint i = 0, j = 0; i < a->n; i++)
    if (in_a >> i & 1)
      {
        while (!(in_b >> j & 1))
          j++;
        n += a->characters[i] != b->characters[j++];
      }
  return n;
}

double
gx_spelling_jaro_winkler (const char *a, const char *b)
{
  Word x, y;
  guint64 in_x = 0, in_y = 0;
  guint n, n_head = 0;
  double jaro;

  g_return_val_if_fail (a != NULL && b != NULL, 0);

  take_apart (a, &x);
  take_apart (b, &y);
  n = mark_common (&x, &y, &in_x, &in_y);
  if (n == 0)
    return x.n == 0 && y.n == 0 ? 1 : 0;

  jaro = ((double) n / x.n + (double) n / y.n
          + (n - count_out_of_order (&x, &y, in_x, in_y) / 2) / (double) n) / 3;
  while (n_head < 4 && n_head < MIN (x.n, y.n) && x.characters[n_head] == y.characters[n_head])
    n_head++;
  return jaro + 0.1 * n_head * (1 - jaro);
}

static guint
count_head (const char *a, const char *b)
{
  guint n = 0;

  for (; n < 4 && *a != '\0' && *a == *b; a++, b++)
    n += ends_character (a) && ends_character (b);
  return n;
}

gboolean
gx_spelling_is_alike (const char *a, const char *b, double least)
{
  Overlap overlap = find_overlap (a, b);
  double n = MIN (overlap.common_a, overlap.common_b), most;

  if (MIN (overlap.n_a, overlap.n_b) == 0 || MAX (overlap.n_a, overlap.n_b) > GX_SPELLING_MAX)
    return gx_spelling_jaro_winkler (a, b) >= least;
  most = (n / overlap.n_a + n / overlap.n_b + 1) / 3;
  most += 0.1 * count_head (a, b) * (1 - most);
  return most >= least && gx_spelling_jaro_winkler (a, b) >= least;
}

/* -- Damerau -- */

guint
gx_spelling_distance (const char *a, const char *b)
{
  guint rows[3][GX_SPELLING_MAX + 1];
  guint *before = rows[0], *above = rows[1], *row = rows[2];
  Word x, y;

  g_return_val_if_fail (a != NULL && b != NULL, G_MAXUINT);

  take_apart (a, &x);
  take_apart (b, &y);
  for (guint j = 0; j <= y.n; j++)
    row[j] = j;
  for (guint i = 1; i <= x.n; i++)
    {
      guint *oldest = before;

      before = above;
      above = row;
      row = oldest;
      row[0] = i;
      for (guint j = 1; j <= y.n; j++)
        {
          gboolean is_equal = x.characters[i - 1] == y.characters[j - 1];

          row[j] = MIN (MIN (above[j], row[j - 1]) + 1, above[j - 1] + !is_equal);
          if (i > 1 && j > 1 && x.characters[i - 1] == y.characters[j - 2]
              && x.characters[i - 2] == y.characters[j - 1])
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
    }
  return row[y.n];
}

/* What both begin and end with says nothing of the distance; what only one has is put in or taken out. */
gboolean
gx_spelling_is_within (const char *a, const char *b, guint most)
{
  gsize x = strlen (a), y = strlen (b), head = 0, tail = 0, shorter = MIN (x, y);
  char core_a[GX_SPELLING_MAX + 1], core_b[GX_SPELLING_MAX + 1];
  Overlap overlap;

  if (MAX (x, y) - shorter > most * 4) /* no character is longer */
    return FALSE;
  while (head < shorter && a[head] == b[head])
    head++;
  while (tail < shorter - head && a[x - 1 - tail] == b[y - 1 - tail])
    tail++;
  while (head > 0 && ((guchar) a[head] & 0xc0) == 0x80) /* inside a character */
    head--;
  while (tail > 0 && ((guchar) a[x - tail] & 0xc0) == 0x80)
    tail--;
  x -= head + tail;
  y -= head + tail;
  if (x == 0 || y == 0)
    return g_utf8_strlen (x > 0 ? a + head : b + head, (gssize) MAX (x, y)) <= most;
  if (MAX (x, y) > GX_SPELLING_MAX)
    return FALSE;
  memcpy (core_a, a + head, x);
  memcpy (core_b, b + head, y);
  core_a[x] = core_b[y] = '\0';
  overlap = find_overlap (core_a, core_b);
  if (overlap.n_a > overlap.common_a + most || overlap.n_b > overlap.common_b + most)
    return FALSE;
  if (MAX (overlap.n_a, overlap.n_b) > 2 && most == 1) /* one slip is one character, or two swapped */
    return FALSE;
  return gx_spelling_distance (core_a, core_b) <= most;
}

/* -- Sound -- */

#define SOUND_LETTERS 4

static char
group_of (char letter)
{
  static const char groups[] = "01230120022455012623010202"; /* a … z; 0 is not heard */

  return g_ascii_islower (letter) ? groups[letter - 'a'] : '0';
}

static void
append_groups (GString *sound, const char *folded)
{
  char last = '0';

  for (const char *p = folded; *p != '\0' && sound->len < SOUND_LETTERS; p++)
    {
      char group = group_of (*p);

      if (group != '0' && group != last)
        g_string_append_c (sound, group);
      if (*p != 'h' && *p != 'w')
        last = group;
    }
}

guint32
gx_spelling_sound (const char *folded, gboolean is_name)
{
  g_autoptr (GString) sound = NULL;

  g_return_val_if_fail (folded != NULL, 0);

  if (*folded == '\0')
    return 0;
  if (gx_text_is_chinese (folded))
    {
      g_autofree char *reading = gx_pinyin (folded, is_name);

      return MAX (g_str_hash (reading), 1);
    }
  sound = g_string_new (NULL);
  append_groups (sound, folded);
  return MAX (g_str_hash (sound->len > 0 ? sound->str : folded), 1);
}
