/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-arena-private.h"

/*
 * Whom all words fit. Each word that was looked for has a map, a byte for everybody: whoever has a term that
 * fits, and whoever fits by what is only theirs. Maps are read side by side, eight customers at a glance,
 * and only as far as somebody asks for the next one.
 */

#define AT_ONCE 8
G_STATIC_ASSERT (sizeof (guint64) == AT_ONCE * sizeof (GxNearness) && GX_NOT_NEAR == 0xff);

/* -- Maps -- */

/* The @i-th, of nobody; all have the same size, so that each is read up to a whole glance. */
static GxNearness *
get_map (GxArena *arena, guint i)
{
  GxArenaHits *self = &arena->hits;
  gsize size = gx_arena_n_places (arena) + AT_ONCE;

  if (self->maps == NULL || self->map_size < size)
    {
      g_clear_pointer (&self->maps, g_ptr_array_unref);
      self->maps = g_ptr_array_new_with_free_func (g_free);
      self->map_size = size + size / 64;
    }
  while (self->maps->len <= i)
    g_ptr_array_add (self->maps, g_malloc (self->map_size));
  return memset (g_ptr_array_index (self->maps, i), GX_NOT_NEAR, size);
}

static void
put_nearer (GxNearness *map, guint32 place, GxNearness nearness)
{
  map[place] = MIN (map[place], nearness);
}

static void
put_spots (GxNearness *map, const GArray *spots)
{
  for (guint i = 0; spots != NULL && i < spots->len; i++)
    {
      const GxSpot *spot = &g_array_index (spots, GxSpot, i);

      put_nearer (map, spot->of, spot->nearness);
    }
}

/* Whoever is known by the terms. */
static void
put_terms (const GxArenaPack *pack, GxNearness *map, const GArray *spots)
{
  for (guint i = 0; i < spots->len; i++)
    {
      const GxSpot *spot = &g_array_index (spots, GxSpot, i);

      for (guint32 at = pack->starts[spot->of]; at < pack->starts[spot->of + 1]; at++)
        put_nearer (map, pack->holders[at], spot->nearness);
    }
}

static void
take_those_gone_out (GxArena *arena, GxNearness *map)
{
  for (guint at = 0; at <= arena->pack.n / 8; at++)
    for (guint bits = arena->gone[at]; bits != 0; bits &= bits - 1)
      map[at * 8 + (guint) g_bit_nth_lsf (bits, -1)] = GX_NOT_NEAR;
}

/* -- One customer -- */

/* FALSE: some word does not fit. */
static inline gboolean
judge_place (const GxArenaHits *self, guint32 place, GxArenaHit *hit)
{
  hit->place = place;
  hit->distance = 0;
  hit->nearest = GX_NOT_NEAR;
  hit->phrase = self->phrase != NULL ? self->phrase[place] : GX_NOT_NEAR;
  for (guint i = 0; i < self->n_maps; i++)
    {
      GxNearness nearness = ((const GxNearness *) g_ptr_array_index (self->maps, i))[place];

      if (nearness == GX_NOT_NEAR)
        return FALSE;
      hit->distance += GX_NEARNESS_DISTANCE (nearness);
      hit->nearest = MIN (hit->nearest, nearness);
    }
  return TRUE;
}

static gboolean
is_wanted (const GxArenaWanted *wanted, GxSigns signs, const GxArenaHit *hit)
{
  return hit->distance < wanted->below && (signs & wanted->of) == wanted->with;
}

/* -- Those changed lately -- */

static int
compare_recency (GxArena *arena, const GxArenaLate *late, guint32 place)
{
  const GxArenaPack *pack = &arena->pack;

  if (late->day != pack->days[place])
    return late->day > pack->days[place] ? -1 : 1;
  return (late->value < pack->values[place]) - (late->value > pack->values[place]);
}

guint32
_gx_arena_find_place_before (GxArena *self, const GxArenaLate *late)
{
  guint32 low = 0, high = self->pack.n;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (compare_recency (self, late, middle) < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

static const GxArenaLate *
get_late (GxArena *arena, guint32 place)
{
  return g_ptr_array_index (arena->late, place - arena->pack.n);
}

static int
compare_late (gconstpointer a, gconstpointer b, gpointer arena)
{
  const GxArenaLate *x = get_late (arena, ((const GxArenaHit *) a)->place);
  const GxArenaLate *y = get_late (arena, ((const GxArenaHit *) b)->place);

  if (x->day != y->day)
    return x->day > y->day ? -1 : 1;
  return (x->value < y->value) - (x->value > y->value);
}

static void
list_late (GxArena *arena, GxArenaHits *self)
{
  self->late = g_array_new (FALSE, FALSE, sizeof (GxArenaHit));
  for (guint32 place = arena->pack.n; place < gx_arena_n_places (arena); place++)
    {
      const GxArenaLate *late = get_late (arena, place);
      GxArenaHit hit;

      if (!late->is_gone && (late->signs & self->signs) == self->signs && judge_place (self, place, &hit))
        g_array_append_val (self->late, hit);
    }
  g_array_sort_with_data (self->late, compare_late, arena);
  for (guint i = 0; i < self->late->len; i++)
    {
      GxArenaHit *hit = &g_array_index (self->late, GxArenaHit, i);

      hit->order = (guint64) get_late (arena, hit->place)->before << 32 | i;
    }
}

/* The first of them from the @next one on that is wanted. NULL: none. */
static const GxArenaHit *
find_late (GxArena *arena, const GxArenaWanted *wanted, guint *next)
{
  for (; *next < arena->hits.late->len; ++*next)
    {
      const GxArenaHit *hit = &g_array_index (arena->hits.late, GxArenaHit, *next);

      if (is_wanted (wanted, get_late (arena, hit->place)->signs, hit))
        return hit;
    }
  return NULL;
}

/* -- All of them -- */

void
_gx_arena_hits_clear (GxArenaHits *self)
{
  g_clear_pointer (&self->maps, g_ptr_array_unref);
  g_clear_pointer (&self->late, g_array_unref);
}

guint
_gx_arena_reach (GxArena *self, const GxFinding *finding)
{
  const guint32 *starts = self->pack.starts;
  guint reach = finding->in_marks->len + finding->in_late->len;

  for (guint i = 0; i < finding->in_terms->len; i++)
    {
      guint32 term = g_array_index (finding->in_terms, GxSpot, i).of;

      reach += starts[term + 1] - starts[term];
    }
  return reach;
}

void
_gx_arena_hits_set (GxArena *arena, const GArray *findings)
{
  GxArenaHits *self = &arena->hits;

  self->n_maps = 0;
  self->phrase = NULL;
  self->signs = 0;
  g_clear_pointer (&self->late, g_array_unref);
  for (guint i = 0; i < findings->len; i++)
    {
      const GxFinding *finding = &g_array_index (findings, GxFinding, i);
      GxNearness *map;
      GxSigns sign;

      if (!finding->is_sign)
        {
          map = get_map (arena, self->n_maps);
          put_terms (&arena->pack, map, finding->in_terms != NULL ? finding->in_terms : finding->in_names);
          put_spots (map, finding->in_marks);
          put_spots (map, finding->in_late);
          if (self->n_maps++ == 0)
            take_those_gone_out (arena, map);
        }
      else if (gx_needle_is_sign (finding->needle, &sign))
        self->signs |= sign;
    }
  list_late (arena, self);
}

/* The map of the phrase is the last one, which nobody need be in. */
void
_gx_arena_hits_set_phrase (GxArena *arena, const GxNeedle *phrase, const GArray *in_terms)
{
  GxArenaHits *self = &arena->hits;
  GxNearness *map = get_map (arena, self->n_maps);

  put_terms (&arena->pack, map, in_terms);
  self->phrase = map;
  for (guint i = 0; i < self->late->len; i++)
    {
      GxArenaHit *hit = &g_array_index (self->late, GxArenaHit, i);
      GxArenaRecord record;

      gx_arena_record (arena, hit->place, &record);
      hit->phrase = gx_needle_judge_phrase (phrase, &record.known, GX_NOT_NEAR);
    }
}

/* How many from @map on are not near, up to @AT_ONCE. */
static guint
count_far (const GxNearness *map)
{
  guint64 all;

  memcpy (&all, map, sizeof all);
  all = ~GUINT64_FROM_LE (all);
  return all != 0 ? (guint) __builtin_ctzll (all) / 8 : AT_ONCE;
}

/* From @place on, of packed ones. */
static gboolean
find_by_maps (GxArena *arena, const GxArenaWanted *wanted, guint32 place, GxArenaHit *hit)
{
  const GxArenaHits *self = &arena->hits;
  const GxNearness *map = g_ptr_array_index (self->maps, 0);
  GxSigns of = self->signs | wanted->of, with = self->signs | wanted->with;

  while (place < arena->pack.n)
    {
      guint far = count_far (map + place);

      place += far;
      if (far == AT_ONCE || place >= arena->pack.n)
        continue;
      if (judge_place (self, place, hit) && hit->distance < wanted->below
          && (of == 0 || (arena->pack.signs[place] & of) == with))
        return TRUE;
      place++;
    }
  return FALSE;
}

static gboolean
find_by_signs (GxArena *arena, const GxArenaWanted *wanted, guint32 place, GxArenaHit *hit)
{
  const GxSigns *signs = arena->pack.signs;
  GxSigns of = arena->hits.signs | wanted->of, with = arena->hits.signs | wanted->with;

  for (; place < arena->pack.n; place++)
    if ((signs[place] & of) == with && !_gx_arena_is_gone (arena, place))
      {
        *hit = (GxArenaHit) { .place = place };
        judge_place (&arena->hits, place, hit);
        return TRUE;
      }
  return FALSE;
}

gboolean
gx_arena_next_hit (GxArena *self, const GxArenaWanted *wanted, GxArenaHit *hit)
{
  gboolean is_first = hit->place == G_MAXUINT32;
  guint32 place = is_first ? 0 : (guint32) (hit->order >> 32) + (hit->place < self->pack.n);
  guint next_late = is_first ? 0 : hit->next_late;
  const GxArenaHit *late = find_late (self, wanted, &next_late);
  gboolean is_there = self->hits.n_maps > 0 ? find_by_maps (self, wanted, place, hit)
                      : find_by_signs (self, wanted, place, hit);

  if (is_there)
    hit->order = (guint64) hit->place << 32 | G_MAXUINT32;
  if (late != NULL && (!is_there || late->order < hit->order))
    {
      *hit = *late;
      next_late++;
      is_there = TRUE;
    }
  hit->next_late = next_late;
  return is_there;
}

guint
gx_arena_count_hits (GxArena *self, const GxArenaWanted *wanted, guint most)
{
  GxArenaHit hit = GX_ARENA_NO_HIT;
  guint n = 0;

  while (n < most && gx_arena_next_hit (self, wanted, &hit))
    n++;
  return n;
}
