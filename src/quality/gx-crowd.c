/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "quality/gx-crowd-private.h"
#include "quality/gx-spelling.h"

#include <math.h>
#include <string.h>

#define FIRST_PLACES (1 << 10)
#define CHECK_PAIRS 10000   /* between two looks whether it was cancelled */

GxCrowd *
gx_crowd_new (void)
{
  GxCrowd *self = g_new0 (GxCrowd, 1);
  guint32 zero = 0;

  self->bytes = g_string_new (NULL);
  self->terms = g_array_new (FALSE, FALSE, sizeof (GxTerm));
  self->first_known = self->first_known_term = G_MAXUINT;
  self->households = 1;
  self->duplicates = GX_DUPLICATES_USUAL;
  self->n_places = FIRST_PLACES;
  self->places = g_new0 (guint64, self->n_places);
  self->has = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (self->starts, zero);
  _gx_crowd_prepare_bits (self);
  return self;
}

void
gx_crowd_free (GxCrowd *self)
{
  if (self == NULL)
    return;
  g_string_free (self->bytes, TRUE);
  g_array_unref (self->terms);
  g_free (self->places);
  g_free (self->memos);
  g_array_unref (self->has);
  g_array_unref (self->starts);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self);
}

double
gx_comparison_round (double probability)
{
  return round (probability * 10000) / 10000;
}

/* -- Terms -- */

static gboolean
is_name (GxFaceField field)
{
  return field == GX_FACE_FAMILY || field == GX_FACE_GIVEN;
}

static gboolean
is_heard (GxFaceField field)
{
  return is_name (field) || field == GX_FACE_STREET || field == GX_FACE_PLACE || field == GX_FACE_CITY
         || field == GX_FACE_ORGANISATION;
}

/* Texts that may stand in each other's place are of one kind: names, and lines of an address. */
static guint
kind_of (GxFaceField field)
{
  if (is_name (field))
    return GX_FACE_FAMILY;
  return field == GX_FACE_PLACE ? GX_FACE_STREET : field;
}

static guint32
hash_text (guint kind, const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325) + kind;

  for (; *text != '\0'; text++)
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  hash ^= hash >> 32;
  return (guint32) (hash * 0x9e3779b1u);
}

/* The kind stands before each text, so that a term knows its own. */
static guint
kind_of_term (const GxCrowd *self, guint32 term)
{
  return (guchar) _gx_crowd_text (self, term)[-1] - 1;
}

static void
put_place (GxCrowd *self, guint64 place)
{
  guint32 at = (guint32) (place >> 32);

  while (self->places[at & (self->n_places - 1)] != 0)
    at++;
  self->places[at & (self->n_places - 1)] = place;
}

static void
grow (GxCrowd *self)
{
  g_autofree guint64 *old = self->places;
  guint n_old = self->n_places;

  self->n_places *= 2;
  self->places = g_new0 (guint64, self->n_places);
  for (guint i = 0; i < n_old; i++)
    if (old[i] != 0)
      put_place (self, old[i]);
}

static guint32
add_term (GxCrowd *self, GxFaceField field, const char *text, guint32 hash)
{
  GxTerm term = { .count = 0 };

  g_string_append_c (self->bytes, (char) (kind_of (field) + 1));
  term.start = (guint32) self->bytes->len;
  term.sound = is_heard (field) ? gx_spelling_sound (text, is_name (field)) : 0;
  g_string_append_len (self->bytes, text, (gssize) strlen (text) + 1);
  g_array_append_val (self->terms, term);
  if (self->terms->len * 2 > self->n_places)
    grow (self);
  put_place (self, (guint64) hash << 32 | self->terms->len);
  return self->terms->len - 1;
}

#define NO_TERM G_MAXUINT32

static guint32
find_term (const GxCrowd *self, GxFaceField field, const char *text, guint32 hash)
{
  guint kind = kind_of (field);

  for (guint32 at = hash;; at++)
    {
      guint64 place = self->places[at & (self->n_places - 1)];
      guint32 term = (guint32) place - 1;

      if (place == 0)
        return NO_TERM;
      if (place >> 32 == hash && kind_of_term (self, term) == kind
          && strcmp (_gx_crowd_text (self, term), text) == 0)
        return term;
    }
}

/* All at once, so that the memory they lead to is on its way when they are looked up one by one. */
static void
hash_texts (const GxCrowd *self, const GxFace *face, guint32 hashes[GX_FACE_MOST_TEXTS])
{
  for (guint i = 0; i < gx_face_n_texts (face); i++)
    {
      GxFaceField field;
      const char *text = gx_face_get_text (face, i, &field);

      hashes[i] = hash_text (kind_of (field), text);
      __builtin_prefetch (&self->places[hashes[i] & (self->n_places - 1)]);
    }
}

/* -- Faces -- */

guint
gx_crowd_n_faces (const GxCrowd *self)
{
  return self->starts->len - 1;
}

guint
gx_crowd_add (GxCrowd *self, const GxFace *face)
{
  guint from = self->has->len, end;
  guint32 hashes[GX_FACE_MOST_TEXTS];

  g_return_val_if_fail (face != NULL && self->places != NULL, 0);

  hash_texts (self, face, hashes);
  for (guint i = 0; i < gx_face_n_texts (face); i++)
    {
      GxFaceField field;
      const char *text = gx_face_get_text (face, i, &field);
      guint32 found = find_term (self, field, text, hashes[i]);
      guint32 term = found != NO_TERM ? found : add_term (self, field, text, hashes[i]);
      guint32 entry = field << GX_FIELD_SHIFT | term;
      guint at = self->has->len;

      while (at > from && g_array_index (self->has, guint32, at - 1) > entry)
        at--;
      if (at > from && g_array_index (self->has, guint32, at - 1) == entry)
        continue; /* said twice */
      g_array_insert_val (self->has, at, entry);
      g_array_index (self->terms, GxTerm, term).count++;
    }
  end = self->has->len;
  g_array_append_val (self->starts, end);
  return gx_crowd_n_faces (self) - 1;
}

/* A text that one of those has who were there before anybody known. */
static guint32
find_strange_term (const GxCrowd *self, GxFaceField field, const char *text, guint32 hash)
{
  guint32 term = find_term (self, field, text, hash);

  return term < self->first_known_term ? term : NO_TERM;
}

typedef struct {
  guint32 sounds[GX_FACE_MOST_TEXTS];
  guint n;
} Sounds;

/* Whether one of those has such a name, by its sound. */
static gboolean
is_called_alike (const GxCrowd *self, const Sounds *family, const Sounds *given)
{
  for (guint i = 0; i < family->n; i++)
    for (guint j = 0; j < given->n; j++)
      {
        guint32 key = _gx_crowd_name_key (family->sounds[i], given->sounds[j]);

        if (g_hash_table_contains (self->names, GUINT_TO_POINTER (key)))
          return TRUE;
      }
  return FALSE;
}

/* Whether a block that says something could hold it beside one of those. */
static gboolean
is_in_common (const GxCrowd *self, const GxFace *face, const guint32 *hashes)
{
  Sounds family = { .n = 0 }, given = { .n = 0 };

  for (guint i = 0; i < gx_face_n_texts (face); i++)
    {
      GxFaceField field;
      const char *text = gx_face_get_text (face, i, &field);

      Sounds *sounds;
      guint32 term;

      if (field == GX_FACE_GENDER || field >= GX_FACE_DISTRICT || field == GX_FACE_COMPANY
          || field == GX_FACE_HOUSE)
        continue;
      term = find_strange_term (self, field, text, hashes[i]);
      if (term == NO_TERM)
        continue;
      if (!is_name (field))
        return TRUE;
      sounds = field == GX_FACE_FAMILY ? &family : &given;
      sounds->sounds[sounds->n++] = _gx_crowd_term (self, term)->sound;
    }
  return is_called_alike (self, &family, &given);
}

static void
remember_names (GxCrowd *self, guint place)
{
  GxTerms family = _gx_crowd_get (self, place, GX_FACE_FAMILY);
  GxTerms given = _gx_crowd_get (self, place, GX_FACE_GIVEN);

  for (guint i = 0; i < family.n; i++)
    for (guint j = 0; j < given.n; j++)
      {
        guint32 key = _gx_crowd_name_key (_gx_crowd_term (self, GX_TERM (family.at[i]))->sound,
                                          _gx_crowd_term (self, GX_TERM (given.at[j]))->sound);

        g_hash_table_add (self->names, GUINT_TO_POINTER (key));
      }
}

static void
begin_known (GxCrowd *self)
{
  if (self->first_known_term != G_MAXUINT)
    return;
  self->first_known = gx_crowd_n_faces (self);
  self->first_known_term = self->terms->len;
  self->names = g_hash_table_new (NULL, NULL);
  for (guint place = 0; place < self->first_known; place++)
    remember_names (self, place);
}

gboolean
gx_crowd_has_in_common (GxCrowd *self, const GxFace *face)
{
  guint32 hashes[GX_FACE_MOST_TEXTS];

  g_return_val_if_fail (face != NULL, FALSE);

  begin_known (self);
  hash_texts (self, face, hashes);
  return is_in_common (self, face, hashes);
}

guint
gx_crowd_add_known (GxCrowd *self, const GxFace *face)
{
  guint32 hashes[GX_FACE_MOST_TEXTS];

  g_return_val_if_fail (face != NULL && self->places != NULL, GX_CROWD_NO_PLACE);

  begin_known (self);
  hash_texts (self, face, hashes);
  if (is_in_common (self, face, hashes))
    return gx_crowd_add (self, face);
  self->n_strange++;
  for (guint i = 0; i < gx_face_n_texts (face); i++)
    {
      GxFaceField field;
      const char *text = gx_face_get_text (face, i, &field);
      guint32 term = find_strange_term (self, field, text, hashes[i]);

      if (term != NO_TERM)
        g_array_index (self->terms, GxTerm, term).count++;
    }
  return GX_CROWD_NO_PLACE;
}

guint
gx_crowd_get_fields (const GxCrowd *self)
{
  guint fields = 0;

  for (guint i = 0; i < self->has->len; i++)
    fields |= 1u << (g_array_index (self->has, guint32, i) >> GX_FIELD_SHIFT);
  return fields;
}

GStrv
gx_crowd_list_texts (const GxCrowd *self, GxFaceField field)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; i < self->has->len; i++)
    {
      guint32 entry = g_array_index (self->has, guint32, i);

      if (entry >> GX_FIELD_SHIFT == (guint) field && g_hash_table_add (seen, GUINT_TO_POINTER (entry)))
        g_strv_builder_add (texts, _gx_crowd_text (self, GX_TERM (entry)));
    }
  return g_strv_builder_end (texts);
}

guint
_gx_crowd_n_records (const GxCrowd *self)
{
  return gx_crowd_n_faces (self) + self->n_strange;
}

GxTerms
_gx_crowd_get (const GxCrowd *self, guint place, GxFaceField field)
{
  const guint32 *at = &g_array_index (self->has, guint32, g_array_index (self->starts, guint32, place));
  const guint32 *end = &g_array_index (self->has, guint32, g_array_index (self->starts, guint32, place + 1));
  GxTerms terms = { NULL, 0 };

  while (at < end && *at >> GX_FIELD_SHIFT < (guint) field)
    at++;
  terms.at = at;
  while (at < end && *at >> GX_FIELD_SHIFT == (guint) field)
    at++, terms.n++;
  return terms;
}

void
_gx_crowd_get_traits (const GxCrowd *self, guint place, GxTraits *traits)
{
  const guint32 *at = &g_array_index (self->has, guint32, g_array_index (self->starts, guint32, place));
  const guint32 *end = &g_array_index (self->has, guint32, g_array_index (self->starts, guint32, place + 1));

  memset (traits, 0, sizeof *traits);
  for (; at < end; at++)
    {
      GxTerms *terms = &traits->fields[*at >> GX_FIELD_SHIFT];

      if (terms->n++ == 0)
        terms->at = at;
    }
}

/* -- Pairs -- */

/* A candidate that is not two strangers for certain. */
typedef struct {
  guint32 a, b;
  float weight, own_weight;  /* W and O of gx-crowd.h */
  gboolean is_thin;
} Weighed;

#define STRANGERS_BITS -10.0
#define EM_ROUNDS 30
#define EM_IS_STILL 1e-4
#define FEWEST_DUPLICATES 0.02
#define MOST_DUPLICATES 2.0

/* Of the pairs that come next, so that their memory is on its way: each step leads to the one after it. */
static void
fetch_ahead (const GxCrowd *self, const GArray *candidates, guint i)
{
  const guint32 *starts = &g_array_index (self->starts, guint32, 0);
  const guint32 *has = &g_array_index (self->has, guint32, 0);
  const guint64 *later = &g_array_index (candidates, guint64, i);
  guint n = candidates->len - i;

  if (n > 12)
    __builtin_prefetch (&starts[(guint32) later[12]]);
  if (n > 8)
    __builtin_prefetch (&has[starts[(guint32) later[8]]]);
  if (n > 4)
    for (guint at = starts[(guint32) later[4]]; at < starts[(guint32) later[4] + 1]; at++)
      __builtin_prefetch (_gx_crowd_term (self, GX_TERM (has[at])));
  if (n > 2)
    for (guint at = starts[(guint32) later[2]]; at < starts[(guint32) later[2] + 1]; at++)
      __builtin_prefetch (_gx_crowd_text (self, GX_TERM (has[at])));
}

static GArray *
weigh_candidates (GxCrowd *self, const GArray *candidates, GCancellable *cancellable)
{
  g_autoptr (GArray) weighed = g_array_new (FALSE, FALSE, sizeof (Weighed));
  double prior = _gx_crowd_prior (self);
  double least = STRANGERS_BITS - log2 (MOST_DUPLICATES / self->duplicates);
  GxComparison comparison;
  GxTraits a, b;

  for (guint i = 0; i < candidates->len; i++)
    {
      guint64 candidate = g_array_index (candidates, guint64, i);
      Weighed pair = { .a = (guint32) (candidate >> 32), .b = (guint32) candidate };

      if (i % CHECK_PAIRS == 0 && g_cancellable_is_cancelled (cancellable))
        return NULL;
      if (i == 0 || pair.a != g_array_index (candidates, guint64, i - 1) >> 32)
        _gx_crowd_get_traits (self, pair.a, &a);
      fetch_ahead (self, candidates, i);
      _gx_crowd_get_traits (self, pair.b, &b);
      if (!_gx_crowd_compare_traits (self, &a, &b, least, &comparison) || comparison.weight < least)
        continue;
      pair.weight = (float) (comparison.weight - prior);
      pair.own_weight = (float) comparison.own_weight;
      pair.is_thin = comparison.is_thin;
      g_array_append_val (weighed, pair);
    }
  return g_steal_pointer (&weighed);
}

static double
chance_of (const GxCrowd *self, const Weighed *pair, double prior)
{
  return 1 / (1 + exp2 (-pair->weight - prior)
              + self->households * exp2 (-pair->own_weight));
}

/*
 * How many are there twice, and how many households there are for each of them: the shares of a mixture's
 * classes, by EM (A. P. Dempster, N. M. Laird, D. B. Rubin, JRSS B 39 (1977)).
 */
static void
estimate_shares (GxCrowd *self, const GArray *weighed)
{
  guint n = _gx_crowd_n_records (self);

  self->duplicates = GX_DUPLICATES_USUAL;
  self->households = 1;
  for (guint round = 0; round < EM_ROUNDS; round++)
    {
      double persons = 0, households = 0, before = self->households, prior = _gx_crowd_prior (self);

      for (guint i = 0; i < weighed->len; i++)
        {
          const Weighed *pair = &g_array_index (weighed, Weighed, i);
          double chance = chance_of (self, pair, prior);

          persons += chance;
          households += chance * self->households * exp2 (-pair->own_weight);
        }
      self->duplicates = CLAMP ((persons + GX_DUPLICATES_USUAL * GX_DUPLICATES_RECORDS)
                                / (n + GX_DUPLICATES_RECORDS), FEWEST_DUPLICATES, MOST_DUPLICATES);
      self->households = (households + GX_HOUSEHOLDS_PAIRS) / (persons + GX_HOUSEHOLDS_PAIRS);
      if (fabs (self->households - before) < EM_IS_STILL * before)
        return;
    }
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const GxCrowdPair *x = a, *y = b;

  if (x->probability != y->probability)
    return x->probability > y->probability ? -1 : 1;
  if (x->a != y->a)
    return x->a < y->a ? -1 : 1;
  return x->b < y->b ? -1 : x->b > y->b;
}

GArray *
gx_crowd_find (GxCrowd *self, double min_probability, GCancellable *cancellable, guint64 *n_candidates)
{
  g_autoptr (GArray) candidates = NULL;
  g_autoptr (GArray) weighed = NULL;
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (GxCrowdPair));
  double prior;

  g_return_val_if_fail (self != NULL, NULL);

  g_clear_pointer (&self->places, g_free); /* the pairs want its memory */
  g_free (self->memos);
  self->memos = g_new0 (GxMemo, 1 << GX_MEMO_BITS);
  candidates = _gx_crowd_candidates (self, cancellable);
  if (n_candidates != NULL)
    *n_candidates = candidates->len;
  weighed = weigh_candidates (self, candidates, cancellable);
  if (weighed == NULL)
    return NULL;
  estimate_shares (self, weighed);
  prior = _gx_crowd_prior (self);
  for (guint i = 0; i < weighed->len; i++)
    {
      const Weighed *found = &g_array_index (weighed, Weighed, i);
      GxCrowdPair pair = {
        found->a, found->b, _gx_crowd_show (found->is_thin, chance_of (self, found, prior)),
      };

      if (pair.probability >= min_probability)
        g_array_append_val (pairs, pair);
    }
  g_array_sort (pairs, compare_pairs);
  return g_steal_pointer (&pairs);
}
