/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-id-list.h"
#include "base/gx-text.h"
#include "search/gx-arena.h"
#include "search/gx-search-private.h"
#include "search/gx-search.h"

#define MAX_WORDS 8
#define MAX_RANKED 1000  /* nobody reads on; the rest stands in the order of the list */
#define FAR GX_MATCH_FAR /* words in several places: behind all that stand together */

typedef struct {
  GPtrArray *needles;      /* one a word */
  const GxNeedle *phrase;  /* all words as one; NULL where there is only one */
} Question;

typedef struct {
  GxId id;
  GxKnownBy field;
  guint distance;
  GxDay last_contact_day;
  gint64 value_minor;
  guint32 place;
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
  [GX_KNOWN_CONTACT] = "contact", [GX_KNOWN_NUMBER] = "number", [GX_KNOWN_KEY] = "key", [GX_KNOWN_PHONE] = "phone",
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
  g_autoptr (GPtrArray) needles = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_needle_free);
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

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *x = a, *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  if (x->last_contact_day != y->last_contact_day)
    return x->last_contact_day > y->last_contact_day ? -1 : 1;
  if (x->value_minor != y->value_minor)
    return x->value_minor > y->value_minor ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

/* As near as its words together, the nearest of which says why; nearer where the words stand together as a name. FALSE: not
   nearer than @bound, as far as could be told at once. */
static gboolean
judge (const Question *question, const GxArenaRecord *record, guint bound, Hit *hit)
{
  GxMatch match = { 0 };
  guint nearest = FAR;

  if (question->needles->len == 1)
    {
      if (!gx_needle_judge (g_ptr_array_index (question->needles, 0), record->record, record->end, MIN (bound, FAR), &match))
        return FALSE;
      hit->distance = match.distance;
      hit->field = match.field;
      return TRUE;
    }
  if (gx_needle_judge_phrase (question->phrase, record->record, record->end, &match))
    {
      hit->distance = match.distance;
      hit->field = match.field;
      return TRUE;
    }
  hit->distance = FAR;
  for (guint i = 0; i < question->needles->len; i++)
    if (gx_needle_judge (g_ptr_array_index (question->needles, i), record->record, record->end, FAR, &match))
      {
        if (match.distance < nearest)
          hit->field = match.field;
        nearest = MIN (nearest, match.distance);
        hit->distance += match.distance;
      }
  return TRUE;
}

/* The best of all hits, in order: @best is let grow to twice of what is wanted, then the better half is kept. */
static void
keep_best (GArray *best, guint wanted)
{
  g_array_sort (best, compare_hits);
  if (best->len > wanted)
    g_array_set_size (best, wanted);
}

static GArray *
rank (GxArena *arena, const Question *question, const GArray *places, guint wanted)
{
  GArray *best = g_array_new (FALSE, FALSE, sizeof (Hit));
  guint bound = G_MAXUINT; /* the farthest one worth keeping, and one more */

  for (guint i = 0; i < places->len; i++)
    {
      Hit hit = { .place = g_array_index (places, guint32, i) };
      GxArenaRecord record;

      gx_arena_record (arena, hit.place, &record);
      if (!judge (question, &record, bound, &hit))
        continue;
      hit.id = record.id;
      hit.last_contact_day = record.last_contact_day;
      hit.value_minor = record.value_minor;
      g_array_append_val (best, hit);
      if (best->len >= 2 * (gsize) wanted)
        {
          keep_best (best, wanted);
          bound = g_array_index (best, Hit, wanted - 1).distance + 1;
        }
    }
  keep_best (best, wanted);
  return best;
}

static void
append_hit (GxSearchResult *result, const Hit *hit)
{
  const char *matched = _gx_search_name_of (hit->field);

  gx_id_list_append (result->ids, hit->id);
  g_array_append_val (result->matched, matched);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  guint32 x = ((const Hit *) a)->place, y = ((const Hit *) b)->place;

  return (x > y) - (x < y);
}

/* The best are there; all others follow in the order of the list. */
static void
append_rest (GxSearchResult *result, GxArena *arena, const GArray *places, GArray *best)
{
  guint next = 0;

  g_array_sort (best, compare_places);
  for (guint i = 0; i < places->len; i++)
    {
      guint32 place = g_array_index (places, guint32, i);
      GxArenaRecord record;

      if (next < best->len && g_array_index (best, Hit, next).place == place)
        {
          next++;
          continue;
        }
      gx_arena_record (arena, place, &record);
      gx_id_list_append (result->ids, record.id);
    }
}

static GxSearchResult *
make_result (GxArena *arena, const Question *question, const GArray *places, guint limit)
{
  GxSearchResult *result = g_new0 (GxSearchResult, 1);
  g_autoptr (GArray) best = rank (arena, question, places, limit != 0 ? limit : MAX_RANKED);

  result->ids = gx_id_list_new ();
  result->matched = g_array_new (FALSE, FALSE, sizeof (const char *));
  result->is_complete = limit == 0 || places->len <= limit;
  for (guint i = 0; i < best->len; i++)
    append_hit (result, &g_array_index (best, Hit, i));
  if (limit == 0)
    append_rest (result, arena, places, best);
  return result;
}

GxSearchResult *
gx_search_find (GxConnection *book, const char *words, guint limit, GCancellable *cancellable, GError **error)
{
  g_autofree char *folded = NULL;
  g_autoptr (GPtrArray) needles = NULL;
  g_autoptr (GArray) places = NULL;
  g_autoptr (GxNeedle) phrase = NULL;
  GxArena *arena;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && words != NULL, NULL);

  arena = gx_arena_get (book, error);
  if (arena == NULL)
    return NULL;
  folded = gx_fold (words);
  needles = make_needles (folded);
  phrase = make_phrase (folded, needles->len);
  places = needles->len > 0 ? gx_arena_find (arena, g_ptr_array_ref (needles), cancellable, error)
                            : g_array_new (FALSE, FALSE, sizeof (guint32));
  if (places == NULL)
    return NULL;
  return make_result (arena, &(Question) { needles, phrase }, places, limit);
}

static gpointer
warm_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_arena_get (book, error);
}

void
gx_search_warm_async (GxBook *book)
{
  gx_book_find_async (book, warm_job, NULL, NULL, NULL, NULL, NULL, NULL);
}
