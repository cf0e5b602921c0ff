/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-id-list.h"
#include "base/gx-text.h"
#include "search/gx-arena.h"
#include "search/gx-search-private.h"
#include "search/gx-search.h"

#define MAX_WORDS 8
#define MAX_RANKED 200   /* nobody reads on; the rest follows as it lies */
#define FAR GX_MATCH_FAR /* words in several places: behind all that stand together */
#define LETTER_IN_NAMES 4  /* no letter that does not make up all of something is nearer: GX_SIGNS_BRIEF */
#define LETTER_ELSEWHERE 9
#define DISTANCES (FAR * (MAX_WORDS + 1))
#define WARM_KEY "gx-search-is-warm"

typedef struct {
  GPtrArray *needles;      /* one a word */
  const GxNeedle *phrase;  /* all words as one; NULL where there is only one */
  GxSigns name_sign;       /* nobody without it has a name that all begins */
} Question;

typedef struct {
  guint32 place;
  guint32 index;           /* among all */
  guint distance;
  GxKnownBy field;
} Hit;

void
gx_search_result_free (GxSearchResult *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->ids, gx_id_list_unref);
  g_clear_pointer (&self->matched, g_array_unref);
  g_free (self);
}

static const char * const names_of_fields[] = {
  [GX_KNOWN_NAME] = "name", [GX_KNOWN_OTHER_NAME] = "former_name", [GX_KNOWN_COMPANY] = "company",
  [GX_KNOWN_PERSON] = "person", [GX_KNOWN_TITLE] = "title", [GX_KNOWN_TAG] = "tag", [GX_KNOWN_MAIL] = "mail",
  [GX_KNOWN_CONTACT] = "contact", [GX_KNOWN_NUMBER] = "number", [GX_KNOWN_KEY] = "key",
  [GX_KNOWN_PHONE] = "phone",
};

const char *
_gx_search_name_of (GxKnownBy field)
{
  return names_of_fields[field];
}

GxKnownBy
_gx_search_field_of (const char *name)
{
  for (guint i = GX_KNOWN_NAME; i < G_N_ELEMENTS (names_of_fields); i++)
    if (g_str_equal (names_of_fields[i], name))
      return i;
  return GX_KNOWN_NAME;
}

/* -- The words -- */

static GPtrArray *
make_needles (const char *folded)
{
  g_autoptr (GPtrArray) needles = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_needle_unref);
  /* "+86 138 0013 8000" is one number, whatever blanks are in it. */
  g_auto (GStrv) words = g_strsplit (folded, " ", gx_needle_is_number (folded) ? 1 : -1);

  for (guint i = 0; words[i] != NULL && needles->len < MAX_WORDS; i++)
    {
      GxNeedle *needle = gx_needle_new (words[i]);

      if (needle != NULL)
        g_ptr_array_add (needles, needle);
    }
  return g_steal_pointer (&needles);
}

GPtrArray *
_gx_search_needles (const char *words)
{
  g_autofree char *folded = gx_fold (words);

  return make_needles (folded);
}

/* Several words are also looked for as one: "john smith", "zhang wei". NULL where there is one. */
static GxNeedle *
make_phrase (const char *folded, guint n_words)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_autofree char *joined = g_strjoinv ("", words);

  return n_words > 1 ? gx_needle_new (joined) : NULL;
}

GxNeedle *
_gx_search_phrase (const char *words, guint n_words)
{
  g_autofree char *folded = gx_fold (words);

  return make_phrase (folded, n_words);
}

/* -- The order -- */

/* One word. FALSE: not nearer than @bound. */
static gboolean
judge_word (const Question *question, const GxArenaRecord *record, GxNearness nearness, guint bound, Hit *hit)
{
  if (nearness == GX_NOT_NEAR)
    nearness = gx_needle_judge (g_ptr_array_index (question->needles, 0), &record->known,
                                GX_NEARNESS (MIN (bound, FAR), 0));
  hit->distance = GX_NEARNESS_DISTANCE (nearness);
  hit->field = GX_NEARNESS_FIELD (nearness);
  return hit->distance < bound && nearness != GX_NOT_NEAR;
}

/* No letter is nearer to a customer with these signs. */
static guint
find_floor (const GxNeedle *letter, GxSigns signs)
{
  GxSigns name = gx_needle_name_sign (letter);

  if ((signs & GX_SIGNS_BRIEF) != 0)
    return 0;
  return (signs & name) != 0 ? LETTER_IN_NAMES : LETTER_ELSEWHERE;
}

/* Several: as near as all together, the nearest of which says why; nearer where they stand together as a
   name. */
static gboolean
judge_words (const Question *question, const GxArenaRecord *record, GxSigns signs, const GxArenaHit *found,
             guint bound, Hit *hit)
{
  GxNearness nearest = found->nearest;
  GxNearness phrase = question->phrase == NULL ? GX_NOT_NEAR
                      : gx_needle_judge_phrase (question->phrase, &record->known,
                                                GX_NEARNESS (MIN (bound, FAR), 0));

  hit->distance = phrase != GX_NOT_NEAR ? GX_NEARNESS_DISTANCE (phrase) : FAR + found->distance;
  for (guint i = 0; phrase == GX_NOT_NEAR && i < question->needles->len; i++)
    {
      const GxNeedle *needle = g_ptr_array_index (question->needles, i);
      GxNearness nearness;
      GxSigns sign;

      if (!gx_needle_is_sign (needle, &sign))
        continue;
      if (hit->distance + find_floor (needle, signs) >= bound)
        return FALSE;
      nearness = gx_needle_judge (needle, &record->known, GX_NOT_NEAR);
      hit->distance += GX_NEARNESS_DISTANCE (nearness);
      nearest = MIN (nearest, nearness);
    }
  hit->field = GX_NEARNESS_FIELD (phrase != GX_NOT_NEAR ? phrase : nearest);
  return hit->distance < bound;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *x = a, *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

/* The best so far. Places lie as equally near ones are shown: once there are enough, only nearer ones are
   looked for. */
typedef struct {
  GxArena *arena;
  const Question *question;
  GArray *hits;
  guint wanted, bound, n_nearer, counts[DISTANCES];
} Ranking;

static void
consider (Ranking *self, const GxArenaHit *found, guint index)
{
  Hit hit = { .place = found->place, .index = index };
  gboolean is_known = self->question->needles->len == 1 && found->nearest != GX_NOT_NEAR;
  GxArenaRecord record = { 0 };

  if (!is_known)
    gx_arena_record (self->arena, found->place, &record);
  if (self->question->needles->len == 1
      ? !judge_word (self->question, &record, found->nearest, self->bound, &hit)
      : !judge_words (self->question, &record, gx_arena_signs (self->arena, found->place), found, self->bound,
                      &hit))
    return;
  g_array_append_val (self->hits, hit);
  self->counts[hit.distance]++;
  for (self->n_nearer++; self->n_nearer >= self->wanted; self->n_nearer -= self->counts[self->bound])
    self->bound--;
}

/* Those of @found that have @with of the signs in @of, as long as nearer ones than @floor are wanted. */
static void
consider_signed (Ranking *self, const GArray *found, GxSigns of, GxSigns with, guint floor)
{
  for (guint i = 0; i < found->len && self->bound > floor; i++)
    {
      const GxArenaHit *hit = &g_array_index (found, GxArenaHit, i);

      if ((gx_arena_signs (self->arena, hit->place) & of) == with)
        consider (self, hit, i);
    }
}

/* The @wanted best of @found, in order. */
static GArray *
rank (GxArena *arena, const Question *question, const GArray *found, guint wanted)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  Ranking ranking = { arena, question, hits, wanted, DISTANCES, 0, { 0 } };
  GxSigns sign, name = question->name_sign;

  if (question->needles->len == 1 && gx_needle_is_sign (g_ptr_array_index (question->needles, 0), &sign))
    {
      consider_signed (&ranking, found, GX_SIGNS_BRIEF, GX_SIGNS_BRIEF, 0);
      if (name != 0)
        consider_signed (&ranking, found, GX_SIGNS_BRIEF | name, name, LETTER_IN_NAMES);
      consider_signed (&ranking, found, GX_SIGNS_BRIEF | name, 0, LETTER_ELSEWHERE);
    }
  else
    consider_signed (&ranking, found, 0, 0, 0);
  g_array_sort (hits, compare_hits);
  if (hits->len > wanted)
    g_array_set_size (hits, wanted);
  return hits;
}

static int
compare_indexes (gconstpointer a, gconstpointer b)
{
  guint x = ((const Hit *) a)->index, y = ((const Hit *) b)->index;

  return (x > y) - (x < y);
}

/* The best are there; all others follow as they lie. */
static void
append_rest (GxSearchResult *result, GxArena *arena, const GArray *found, GArray *best)
{
  guint next = 0;

  g_array_sort (best, compare_indexes);
  for (guint i = 0; i < found->len; i++)
    if (next < best->len && g_array_index (best, Hit, next).index == i)
      next++;
    else
      gx_id_list_append (result->ids, gx_arena_id (arena, g_array_index (found, GxArenaHit, i).place));
}

static GxSearchResult *
make_result (GxArena *arena, const GArray *best)
{
  GxSearchResult *result = g_new0 (GxSearchResult, 1);

  result->ids = gx_id_list_new ();
  result->matched = g_array_new (FALSE, FALSE, sizeof (const char *));
  for (guint i = 0; i < best->len; i++)
    {
      const Hit *hit = &g_array_index (best, Hit, i);
      const char *matched = _gx_search_name_of (hit->field);

      gx_id_list_append (result->ids, gx_arena_id (arena, hit->place));
      g_array_append_val (result->matched, matched);
    }
  return result;
}

/* Whose names begin with the word come before all others: where they are more than @limit, nobody else is
   looked at. NULL: they are not. */
static GxSearchResult *
find_names (GxArena *arena, const Question *question, guint limit)
{
  g_autoptr (GArray) found = NULL, best = NULL;
  GxSigns sign;

  if (limit == 0 || limit > MAX_RANKED || question->needles->len != 1 || question->name_sign == 0
      || gx_needle_is_sign (g_ptr_array_index (question->needles, 0), &sign)
      || gx_arena_narrows (arena, question->needles))
    return NULL;
  found = gx_arena_find_named (arena, g_ptr_array_index (question->needles, 0));
  if (found == NULL || found->len <= limit)
    return NULL;
  best = rank (arena, question, found, limit);
  return make_result (arena, best);
}

static GxSearchResult *
find_all (GxArena *arena, const Question *question, guint limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) found = gx_arena_find (arena, question->needles, cancellable, error);
  g_autoptr (GArray) best = NULL;
  GxSearchResult *result;

  if (found == NULL)
    return NULL;
  best = rank (arena, question, found, limit != 0 ? limit : MAX_RANKED);
  result = make_result (arena, best);
  result->is_complete = limit == 0 || found->len <= limit;
  if (limit == 0)
    append_rest (result, arena, found, best);
  return result;
}

GxSearchResult *
gx_search_find (GxConnection *book, const char *words, guint limit, GCancellable *cancellable, GError **error)
{
  g_autofree char *folded = NULL;
  g_autoptr (GPtrArray) needles = NULL;
  g_autoptr (GxNeedle) phrase = NULL;
  GxSearchResult *result;
  Question question;
  GxArena *arena;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && words != NULL, NULL);

  arena = gx_arena_get (book, error);
  if (arena == NULL)
    return NULL;
  folded = gx_fold (words);
  needles = make_needles (folded);
  if (needles->len == 0)
    {
      g_autoptr (GArray) nobody = g_array_new (FALSE, FALSE, sizeof (Hit));
      result = make_result (arena, nobody);
      result->is_complete = TRUE;
      return result;
    }
  phrase = make_phrase (folded, needles->len);
  question = (Question) { needles, phrase, gx_needle_name_sign (phrase ?: g_ptr_array_index (needles, 0)) };
  result = find_names (arena, &question, limit);
  return result != NULL ? result : find_all (arena, &question, limit, cancellable, error);
}

static gpointer
warm_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_arena_get (book, error);
}

static void
warmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  if (gx_book_job_finish (GX_BOOK (source), result, NULL) != NULL)
    g_object_set_data (source, WARM_KEY, GINT_TO_POINTER (TRUE));
}

void
gx_search_warm_async (GxBook *book)
{
  gx_book_find_async (book, warm_job, NULL, NULL, NULL, NULL, warmed_cb, NULL);
}

gboolean
gx_search_is_warm (GxBook *book)
{
  g_return_val_if_fail (GX_IS_BOOK (book), FALSE);

  return g_object_get_data (G_OBJECT (book), WARM_KEY) != NULL;
}
