/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "quality/gx-crowd-private.h"

#include <math.h>
#include <string.h>

/*
 * Candidate pairs by blocking in several passes. In a pass every face goes into the block of its first key;
 * a block that is too large is parted by the next key, and one that is still too large when no key is left
 * says too little and is left out. So few are compared where a key is common, and none is missed where it is
 * rare. Pairs that several passes find are looked at once.
 */

typedef enum {
  KEY_NONE,
  KEY_PHONE, KEY_MAIL, KEY_CHAT, KEY_ORGANISATION, KEY_ORGANISATION_SOUND, KEY_COMPANY,
  KEY_BIRTHDAY, KEY_BIRTH_YEAR, KEY_BIRTH_SORTED,
  KEY_NAME,              /* both sounds, whichever is first */
  KEY_STREET_HOUSE, KEY_STREET_GIVEN, KEY_STREET_POSTCODE, KEY_POSTCODE_FAMILY, KEY_POSTCODE_GIVEN,
  KEY_FAMILY, KEY_GIVEN, /* sounds */
  KEY_GIVEN_TEXT,
  KEY_HOUSE, KEY_STREET, KEY_PLACE, KEY_CITY, KEY_POSTCODE,
} Key;

#define KEYS_OF_PASS 4
#define LARGEST_BLOCK 16            /* faces, among up to MANY_FACES; then fewer, by the fourth root */
#define MANY_FACES 9000.0

static const Key passes[][KEYS_OF_PASS] = {
  { KEY_PHONE, KEY_NAME, KEY_GIVEN_TEXT, KEY_CITY },
  { KEY_MAIL, KEY_NAME, KEY_GIVEN_TEXT },
  { KEY_CHAT, KEY_NAME },
  { KEY_BIRTHDAY, KEY_GIVEN, KEY_FAMILY, KEY_POSTCODE },
  { KEY_BIRTHDAY, KEY_FAMILY, KEY_POSTCODE },
  { KEY_BIRTHDAY, KEY_POSTCODE },
  { KEY_NAME, KEY_BIRTH_YEAR, KEY_CITY, KEY_COMPANY },
  { KEY_NAME, KEY_POSTCODE, KEY_STREET },
  { KEY_NAME, KEY_CITY, KEY_COMPANY },
  { KEY_BIRTH_SORTED, KEY_NAME, KEY_POSTCODE },
  { KEY_STREET_HOUSE, KEY_POSTCODE, KEY_FAMILY },
  { KEY_STREET_GIVEN, KEY_FAMILY },
  { KEY_STREET_POSTCODE, KEY_HOUSE },
  { KEY_PLACE, KEY_POSTCODE, KEY_STREET },
  { KEY_PLACE, KEY_FAMILY, KEY_GIVEN },
  { KEY_POSTCODE_FAMILY, KEY_GIVEN, KEY_STREET },
  { KEY_POSTCODE_GIVEN, KEY_FAMILY, KEY_STREET },
  { KEY_ORGANISATION, KEY_CITY },
  { KEY_ORGANISATION_SOUND, KEY_CITY, KEY_POSTCODE },
};

typedef struct {
  guint32 key, place;
} Entry;

/* -- Keys -- */

static guint32
mix (guint32 a, guint32 b)
{
  guint32 hash = (a ^ (b + 0x9e3779b9u + (a << 6) + (a >> 2))) * 0x85ebca6bu;

  return MAX (hash ^ hash >> 15, 1);
}

static guint32
first_sound (const GxCrowd *self, guint place, GxFaceField field)
{
  GxTerms terms = _gx_crowd_get (self, place, field);

  return terms.n > 0 ? _gx_crowd_term (self, GX_TERM (terms.at[0]))->sound : 0;
}

static guint32
first_term (const GxCrowd *self, guint place, GxFaceField field)
{
  GxTerms terms = _gx_crowd_get (self, place, field);

  return terms.n > 0 ? mix (GX_TERM (terms.at[0]), field) : 0;
}

guint32
_gx_crowd_name_key (guint32 family, guint32 given)
{
  return family != 0 && given != 0 ? mix (MIN (family, given), MAX (family, given)) : 0;
}

static guint32
name_key (const GxCrowd *self, guint place)
{
  guint32 family = first_sound (self, place, GX_FACE_FAMILY);
  guint32 given = first_sound (self, place, GX_FACE_GIVEN);

  return _gx_crowd_name_key (family, given);
}

/* Where one of two is missing: nothing. */
static guint32
mix_both (guint32 a, guint32 b)
{
  return a != 0 && b != 0 ? mix (a, b) : 0;
}

static int
compare_digits (gconstpointer a, gconstpointer b)
{
  return *(const char *) a - *(const char *) b;
}

/* Its year; KEY_BIRTH_SORTED: its digits in order, so that swapped ones fall together. */
static guint32
birth_key (const GxCrowd *self, guint place, Key key)
{
  GxTerms terms = _gx_crowd_get (self, place, GX_FACE_BIRTHDAY);
  const char *text = terms.n > 0 ? _gx_crowd_text (self, GX_TERM (terms.at[0])) : "";
  char digits[11] = { 0 };

  if (strlen (text) != 10)
    return 0;
  if (key == KEY_BIRTH_YEAR)
    return mix (g_ascii_isdigit (*text) ? (guint32) g_ascii_strtoull (text, NULL, 10) : 0, key);
  memcpy (digits, text, 10);
  qsort (digits, 10, 1, compare_digits);
  return mix (g_str_hash (digits), key);
}

static guint32
key_of (const GxCrowd *self, guint place, Key key)
{
  switch (key)
    {
    case KEY_NAME: return name_key (self, place);
    case KEY_FAMILY: return first_sound (self, place, GX_FACE_FAMILY);
    case KEY_GIVEN: return first_sound (self, place, GX_FACE_GIVEN);
    case KEY_ORGANISATION_SOUND: return first_sound (self, place, GX_FACE_ORGANISATION);
    case KEY_STREET: return first_sound (self, place, GX_FACE_STREET);
    case KEY_PLACE: return first_sound (self, place, GX_FACE_PLACE);
    case KEY_GIVEN_TEXT: return first_term (self, place, GX_FACE_GIVEN);
    case KEY_ORGANISATION: return first_term (self, place, GX_FACE_ORGANISATION);
    case KEY_COMPANY: return first_term (self, place, GX_FACE_COMPANY);
    case KEY_BIRTHDAY: return first_term (self, place, GX_FACE_BIRTHDAY);
    case KEY_HOUSE: return first_term (self, place, GX_FACE_HOUSE);
    case KEY_CITY: return first_term (self, place, GX_FACE_CITY);
    case KEY_POSTCODE: return first_term (self, place, GX_FACE_POSTCODE);
    case KEY_STREET_HOUSE:
      return mix_both (first_sound (self, place, GX_FACE_STREET), first_term (self, place, GX_FACE_HOUSE));
    case KEY_STREET_GIVEN:
      return mix_both (first_sound (self, place, GX_FACE_STREET), first_sound (self, place, GX_FACE_GIVEN));
    case KEY_STREET_POSTCODE:
      return mix_both (first_sound (self, place, GX_FACE_STREET), first_term (self, place, GX_FACE_POSTCODE));
    case KEY_POSTCODE_FAMILY:
      return mix_both (first_term (self, place, GX_FACE_POSTCODE), first_sound (self, place, GX_FACE_FAMILY));
    case KEY_POSTCODE_GIVEN:
      return mix_both (first_term (self, place, GX_FACE_POSTCODE), first_sound (self, place, GX_FACE_GIVEN));
    case KEY_BIRTH_YEAR:
    case KEY_BIRTH_SORTED: return birth_key (self, place, key);
    default: return 0;
    }
}

/* -- Blocks -- */

/* By key, then place: a stable radix sort of three rounds, so that the order is the same everywhere. */
static void
sort_entries (Entry *entries, Entry *spare, guint n)
{
  Entry *from = entries, *to = spare;

  for (guint shift = 0; shift < 33; shift += 11)
    {
      guint starts[1 << 11] = { 0 }, sum = 0;
      Entry *swap = from;

      for (guint i = 0; i < n; i++)
        starts[from[i].key >> shift & 0x7ff]++;
      for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
        {
          guint count = starts[i];

          starts[i] = sum;
          sum += count;
        }
      for (guint i = 0; i < n; i++)
        to[starts[from[i].key >> shift & 0x7ff]++] = from[i];
      from = to;
      to = swap;
    }
  if (n > 0) /* an odd number of rounds ends in the spare ones */
    memcpy (entries, from, n * sizeof *entries);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

static gboolean
is_too_large (const GxCrowd *self, const Entry *block, guint n)
{
  double share = MIN (MANY_FACES / gx_crowd_n_faces (self), 1);
  double largest = LARGEST_BLOCK * sqrt (sqrt (share));
  guint64 n_known = 0, n_new;

  while (n_known < n && block[n - 1 - n_known].place >= self->first_known)
    n_known++;
  n_new = n - n_known;
  return n_new * n_known + n_new * (n_new - 1) / 2 > largest * (largest - 1) / 2;
}

static void
pair_up (const GxCrowd *self, const Entry *block, guint n, GArray *pairs)
{
  for (guint i = 0; i < n && block[i].place < self->first_known; i++)
    for (guint j = i + 1; j < n; j++)
      if (block[i].place != block[j].place)
        {
          guint64 pair = (guint64) block[i].place << 32 | block[j].place;

          g_array_append_val (pairs, pair);
        }
}

/* @entries are those of a block: parts it by @keys. */
static void
part (const GxCrowd *self, const Key *keys, guint n_keys, Entry *entries, guint n, GArray *pairs)
{
  for (guint from = 0, to; from < n; from = to)
    {
      guint kept = from;

      for (to = from; to < n && entries[to].key == entries[from].key; to++)
        ;
      if (!is_too_large (self, entries + from, to - from))
        {
          pair_up (self, entries + from, to - from, pairs);
          continue;
        }
      if (n_keys == 0 || *keys == KEY_NONE)
        continue;
      for (guint i = from; i < to; i++)
        {
          Entry entry = { key_of (self, entries[i].place, *keys), entries[i].place };

          if (entry.key != 0)
            entries[kept++] = entry;
        }
      qsort (entries + from, kept - from, sizeof *entries, compare_entries);
      part (self, keys + 1, n_keys - 1, entries + from, kept - from, pairs);
    }
}

/* By their first key. It may be there several times: every phone counts. */
static Entry *
collect (const GxCrowd *self, Key key, GArray *entries)
{
  GxFaceField field = key == KEY_PHONE ? GX_FACE_PHONE : key == KEY_MAIL ? GX_FACE_MAIL : GX_FACE_CHAT;
  g_autofree Entry *spare = NULL;

  g_array_set_size (entries, 0);
  for (guint place = 0; place < gx_crowd_n_faces (self); place++)
    if (key <= KEY_CHAT)
      {
        GxTerms terms = _gx_crowd_get (self, place, field);

        for (guint i = 0; i < terms.n; i++)
          {
            Entry entry = { mix (GX_TERM (terms.at[i]), key), place };

            if (_gx_crowd_term (self, GX_TERM (terms.at[i]))->count > 1)
              g_array_append_val (entries, entry);
          }
      }
    else
      {
        Entry entry = { key_of (self, place, key), place };

        if (entry.key != 0)
          g_array_append_val (entries, entry);
      }
  spare = g_new (Entry, entries->len + 1);
  sort_entries ((Entry *) (void *) entries->data, spare, entries->len);
  return (Entry *) (void *) entries->data;
}

/* One round of a stable radix sort; FALSE where all have the same digit there: nothing was moved. */
static gboolean
sort_by_digit (const guint64 *from, guint64 *to, guint n, guint shift)
{
  guint starts[1 << 11] = { 0 }, sum = 0;

  for (guint i = 0; i < n; i++)
    starts[from[i] >> shift & 0x7ff]++;
  if (n == 0 || starts[from[0] >> shift & 0x7ff] == n)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      guint count = starts[i];

      starts[i] = sum;
      sum += count;
    }
  for (guint i = 0; i < n; i++)
    to[starts[from[i] >> shift & 0x7ff]++] = from[i];
  return TRUE;
}

/* Places are small numbers: one round in six, or more, has nothing to do. */
static void
sort_pairs (GArray *pairs)
{
  guint64 *from = (guint64 *) (void *) pairs->data;
  g_autofree guint64 *spare = g_new (guint64, pairs->len + 1);
  guint64 *to = spare;

  for (guint shift = 0; shift < 64; shift += 11)
    if (sort_by_digit (from, to, pairs->len, shift))
      {
        guint64 *swap = from;

        from = to;
        to = swap;
      }
  if (from == spare)
    memcpy (to, from, pairs->len * sizeof *from);
}

static void
keep_each_once (GArray *pairs)
{
  guint n = 0;

  sort_pairs (pairs);
  for (guint i = 0; i < pairs->len; i++)
    if (i == 0 || g_array_index (pairs, guint64, i) != g_array_index (pairs, guint64, n - 1))
      g_array_index (pairs, guint64, n++) = g_array_index (pairs, guint64, i);
  g_array_set_size (pairs, n);
}

GArray *
_gx_crowd_candidates (const GxCrowd *self, GCancellable *cancellable)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autofree Entry *parted = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (passes) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      Entry *sorted = (Entry *) (void *) entries->data;

      if (i == 0 || passes[i][0] != passes[i - 1][0])
        sorted = collect (self, passes[i][0], entries);
      parted = g_renew (Entry, parted, entries->len + 1);
      if (entries->len > 0)
        memcpy (parted, sorted, entries->len * sizeof *parted);
      part (self, passes[i] + 1, KEYS_OF_PASS - 1, parted, entries->len, pairs);
    }
  keep_each_once (pairs);
  return pairs;
}
