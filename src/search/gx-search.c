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
  GxNeedle *phrase;        /* all words as one; NULL where there is only one */
  GxSigns name_sign;       /* nobody without it has a name that all begins */
} Question;

typedef struct {
  guint32 place;
  guint64 order;           /* of those equally near */
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

/* The best so far. Places lie as equally near ones are shown: once there are enough, only nearer ones are
   looked for. */
typedef struct {
  GxArena *arena;
  const Question *question;
  GxArenaJudge *judges[MAX_WORDS]; /* of the words that are only a sign */
  GArray *hits;
  guint wanted, bound, n_nearer, counts[DISTANCES];
} Ranking;

static void
ranking_init (Ranking *self, GxArena *arena, const Question *question, guint wanted)
{
  *self = (Ranking) {
    .arena = arena, .question = question, .hits = g_array_new (FALSE, FALSE, sizeof (Hit)), .wanted = wanted,
    .bound = DISTANCES
  };
  for (guint i = 0; i < question->needles->len; i++)
    {
      const GxNeedle *needle = g_ptr_array_index (question->needles, i);
      GxSigns sign;

      if (gx_needle_is_sign (needle, &sign))
        self->judges[i] = gx_arena_judge_new (arena, needle);
    }
}

static void
ranking_clear (Ranking *self)
{
  for (guint i = 0; i < MAX_WORDS; i++)
    g_clear_pointer (&self->judges[i], gx_arena_judge_free);
}

/* One word. FALSE: not nearer than what is wanted. */
static gboolean
judge_word (const Ranking *self, const GxArenaHit *found, Hit *hit)
{
  GxNearness nearness = found->nearest;

  if (nearness == GX_NOT_NEAR)
    nearness = gx_arena_judge_place (self->judges[0], found->place, GX_NEARNESS (MIN (self->bound, FAR), 0));
  hit->distance = GX_NEARNESS_DISTANCE (nearness);
  hit->field = GX_NEARNESS_FIELD (nearness);
  return hit->distance < self->bound && nearness != GX_NOT_NEAR;
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
judge_words (const Ranking *self, const GxArenaHit *found, Hit *hit)
{
  GxNearness nearest = found->nearest;
  GxNearness phrase = found->phrase;

  hit->distance = phrase != GX_NOT_NEAR ? GX_NEARNESS_DISTANCE (phrase) : FAR + found->distance;
  for (guint i = 0; phrase == GX_NOT_NEAR && i < self->question->needles->len; i++)
    {
      const GxNeedle *needle = g_ptr_array_index (self->question->needles, i);
      GxNearness nearness;

      if (self->judges[i] == NULL)
        continue;
      if (hit->distance + find_floor (needle, gx_arena_signs (self->arena, found->place)) >= self->bound)
        return FALSE;
      nearness = gx_arena_judge_place (self->judges[i], found->place, GX_NOT_NEAR);
      hit->distance += GX_NEARNESS_DISTANCE (nearness);
      nearest = MIN (nearest, nearness);
    }
  hit->field = GX_NEARNESS_FIELD (phrase != GX_NOT_NEAR ? phrase : nearest);
  return hit->distance < self->bound;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *x = a, *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return (x->order > y->order) - (x->order < y->order);
}

static void
consider (Ranking *self, const GxArenaHit *found)
{
  Hit hit = { .place = found->place, .order = found->order };

  if (self->question->phrase != NULL ? !judge_words (self, found, &hit) : !judge_word (self, found, &hit))
    return;
  g_array_append_val (self->hits, hit);
  self->counts[hit.distance]++;
  for (self->n_nearer++; self->n_nearer >= self->wanted; self->n_nearer -= self->counts[self->bound])
    self->bound--;
}

/* Those found that have @with of the signs in @of, as long as nearer ones than @floor are wanted. */
static void
consider_signed (Ranking *self, GxSigns of, GxSigns with, guint floor)
{
  GxArenaWanted wanted = { GX_ARENA_ANY_DISTANCE, of, with };
  GxArenaHit hit = GX_ARENA_NO_HIT;

  while (self->bound > floor && gx_arena_next_hit (self->arena, &wanted, &hit))
    {
      consider (self, &hit);
      if (self->question->phrase == NULL)
        wanted.below = self->bound;
    }
}

/* The @wanted best of those found, in order. */
static GArray *
rank (GxArena *arena, const Question *question, guint wanted)
{
  Ranking ranking;
  GxSigns sign, name = question->name_sign;

  ranking_init (&ranking, arena, question, wanted);
  if (question->needles->len == 1 && gx_needle_is_sign (g_ptr_array_index (question->needles, 0), &sign))
    {
      consider_signed (&ranking, GX_SIGNS_BRIEF, GX_SIGNS_BRIEF, 0);
      if (name != 0)
        consider_signed (&ranking, GX_SIGNS_BRIEF | name, name, LETTER_IN_NAMES);
      consider_signed (&ranking, GX_SIGNS_BRIEF | name, 0, LETTER_ELSEWHERE);
    }
  else
    consider_signed (&ranking, 0, 0, 0);
  ranking_clear (&ranking);
  g_array_sort (ranking.hits, compare_hits);
  if (ranking.hits->len > wanted)
    g_array_set_size (ranking.hits, wanted);
  return ranking.hits;
}

static int
compare_orders (gconstpointer a, gconstpointer b)
{
  guint64 x = ((const Hit *) a)->order, y = ((const Hit *) b)->order;

  return (x > y) - (x < y);
}

/* The best are there; all others follow as they lie. */
static void
append_rest (GxSearchResult *result, GxArena *arena, GArray *best)
{
  GxArenaHit hit = GX_ARENA_NO_HIT;
  guint next = 0;

  g_array_sort (best, compare_orders);
  while (gx_arena_next_hit (arena, &GX_ARENA_ALL, &hit))
    if (next < best->len && g_array_index (best, Hit, next).order == hit.order)
      next++;
    else
      gx_id_list_append (result->ids, gx_arena_id (arena, hit.place));
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

static GxSearchResult *
find_words (GxArena *arena, const Question *question, guint limit, GCancellable *cancellable, GError **error)
{
  gboolean found_names, is_page = limit > 0 && limit <= MAX_RANKED;
  g_autoptr (GArray) best = NULL;
  GxSearchResult *result;

  if (!gx_arena_find (arena, question->needles, question->phrase, is_page ? limit + 1 : 0, &found_names,
                      cancellable, error))
    return NULL;
  best = rank (arena, question, limit != 0 ? limit : MAX_RANKED);
  result = make_result (arena, best);
  result->is_complete = !found_names && (limit == 0
                                         || gx_arena_count_hits (arena, &GX_ARENA_ALL, limit + 1) <= limit);
  if (limit == 0)
    append_rest (result, arena, best);
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
  return find_words (arena, &question, limit, cancellable, error);
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
