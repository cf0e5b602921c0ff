/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "search/gx-arena-private.h"

#define FEW 16              /* a scan rules out most records at a glance: it is quicker than many looks */
#define FEW_SPOTS 2         /* a look at a spot is quicker */
#define CANCEL_SPOTS 16384  /* looked at between two looks at the cancellable */
#define AHEAD 12            /* spots; memory answers by then */

gboolean
_gx_arena_is_cancelled (GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_CANCELLED, _("Cancelled"));
  return TRUE;
}

/* -- Findings -- */

static void
clear_finding (gpointer data)
{
  GxFinding *finding = data;

  g_clear_pointer (&finding->needle, gx_needle_unref);
  g_clear_pointer (&finding->spots, g_array_unref);
}

GArray *
_gx_findings_new (GPtrArray *needles)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (GxFinding));

  g_array_set_clear_func (findings, clear_finding);
  for (guint i = 0; i < needles->len; i++)
    {
      GxFinding finding = { gx_needle_ref (g_ptr_array_index (needles, i)), NULL };

      g_array_append_val (findings, finding);
    }
  return findings;
}

static GxFinding *
finding_at (const GArray *findings, guint i)
{
  return &g_array_index (findings, GxFinding, i);
}

void
_gx_arena_forget_findings (GxArena *self)
{
  g_clear_pointer (&self->findings, g_array_unref);
  g_clear_pointer (&self->hits, g_array_unref);
  clear_finding (&self->named);
}

static GxNearness
judge_record (GxArena *self, const GxNeedle *needle, guint place, GxNearness bound)
{
  GxArenaRecord record;

  gx_arena_record (self, place, &record);
  return gx_needle_judge (needle, &record.known, bound);
}

static void
add_spot (GArray *spots, guint32 place, guint32 at, GxNearness nearness)
{
  GxSpot spot = { place, at, nearness };

  if (nearness != GX_NOT_NEAR)
    g_array_append_val (spots, spot);
}

/* Those changed lately, whose records stand apart. */
static void
judge_late (GxArena *self, const GxNeedle *needle, GxNearness bound, GArray *spots)
{
  for (guint32 place = self->pack.n; place < gx_arena_n_places (self); place++)
    if (!((const GxArenaLate *) g_ptr_array_index (self->late, place - self->pack.n))->is_gone)
      add_spot (spots, place, GX_SPOT_ANYWHERE, judge_record (self, needle, place, bound));
}

/* (transfer full): of @spots, those where @needle fits. NULL: cancelled. */
static GArray *
filter_spots (GxArena *self, const GxNeedle *needle, const GArray *spots, GxNearness bound,
              GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) filtered = g_array_new (FALSE, FALSE, sizeof (GxSpot));
  const char *text = self->pack.text, *end = text + self->pack.text_length;
  const GxSpot *all = (const GxSpot *) (void *) spots->data;

  for (guint i = 0; i < spots->len; i++)
    {
      const GxSpot *spot = &all[i];
      guint32 ahead = all[MIN (i + AHEAD, spots->len - 1)].at;

      if (i % CANCEL_SPOTS == 0 && _gx_arena_is_cancelled (cancellable, error))
        return NULL;
      if (ahead != GX_SPOT_ANYWHERE)
        __builtin_prefetch (text + ahead);
      add_spot (filtered, spot->place, spot->at,
                spot->at == GX_SPOT_ANYWHERE ? judge_record (self, needle, spot->place, bound)
                : gx_needle_judge_spot (needle, text + spot->at, end));
    }
  return g_steal_pointer (&filtered);
}

/* -- Hits -- */

typedef struct {
  const GxSpot *at, *end;
} Cursor;

/* Goes on to @place; the nearest of its spots. */
static GxNearness
take_place (Cursor *cursor, guint32 place)
{
  GxNearness nearest = GX_NOT_NEAR;

  while (cursor->at < cursor->end && cursor->at->place < place)
    cursor->at++;
  for (; cursor->at < cursor->end && cursor->at->place == place; cursor->at++)
    nearest = MIN (nearest, cursor->at->nearness);
  return nearest;
}

typedef struct {
  Cursor *cursors;         /* of the words that have spots */
  guint n_cursors;
  GxSigns signs;           /* of all others */
} Words;

static void
words_init (Words *self, const GArray *findings)
{
  *self = (Words) { g_new (Cursor, findings->len), 0, 0 };
  for (guint i = 0; i < findings->len; i++)
    {
      const GArray *spots = finding_at (findings, i)->spots;
      GxSigns sign;

      if (spots != NULL)
        self->cursors[self->n_cursors++] = (Cursor) {
          (const GxSpot *) (void *) spots->data, (const GxSpot *) (void *) spots->data + spots->len
        };
      else if (gx_needle_is_sign (finding_at (findings, i)->needle, &sign))
        self->signs |= sign;
    }
}

static gboolean
is_out (GxArena *self, guint place, GxSigns signs)
{
  if (place < self->pack.n)
    return (self->pack.signs[place] & signs) != signs || _gx_arena_is_gone (self, place);
  return (gx_arena_signs (self, place) & signs) != signs
         || ((const GxArenaLate *) g_ptr_array_index (self->late, place - self->pack.n))->is_gone;
}

static void
list_by_signs (GxArena *self, GxSigns signs, GArray *hits)
{
  for (guint32 place = 0; place < gx_arena_n_places (self); place++)
    if (!is_out (self, place, signs))
      {
        GxArenaHit hit = { place, 0, GX_NOT_NEAR };

        g_array_append_val (hits, hit);
      }
}

static void
list_by_spots (GxArena *self, Words *words, GArray *hits)
{
  guint n = 0;

  g_array_set_size (hits, (guint) (words->cursors[0].end - words->cursors[0].at)); /* at most */
  while (words->cursors[0].at < words->cursors[0].end)
    {
      GxArenaHit hit = { words->cursors[0].at->place, 0, GX_NOT_NEAR };
      gboolean fits = TRUE;

      for (guint i = 0; i < words->n_cursors; i++)
        {
          GxNearness nearest = take_place (&words->cursors[i], hit.place);

          fits = fits && nearest != GX_NOT_NEAR;
          hit.distance += GX_NEARNESS_DISTANCE (nearest);
          hit.nearest = MIN (hit.nearest, nearest);
        }
      if (fits && !is_out (self, hit.place, words->signs))
        g_array_index (hits, GxArenaHit, n++) = hit;
    }
  g_array_set_size (hits, n);
}

static int
compare_late (gconstpointer a, gconstpointer b, gpointer arena)
{
  GxArenaRecord x, y;

  gx_arena_record (arena, ((const GxArenaHit *) a)->place, &x);
  gx_arena_record (arena, ((const GxArenaHit *) b)->place, &y);
  if (x.last_contact_day != y.last_contact_day)
    return x.last_contact_day > y.last_contact_day ? -1 : 1;
  return (x.value_minor < y.value_minor) - (x.value_minor > y.value_minor);
}

/* The first of @hits, which are @n, that @late comes before. */
static guint
find_index (GxArena *self, const GxArenaHit *hits, guint n, const GxArenaHit *late)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_late (late, &hits[middle], self) < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* (transfer full): @hits, the late ones of which are last, all in the order of the arena. */
static GArray *
merge_late (GxArena *self, GArray *hits)
{
  const GxArenaHit *all = (const GxArenaHit *) (void *) hits->data;
  guint n = hits->len, next = 0;
  GArray *merged;

  while (n > 0 && all[n - 1].place >= self->pack.n)
    n--;
  if (n == hits->len)
    return g_array_ref (hits);
  g_autoptr (GArray) late = g_array_new (FALSE, FALSE, sizeof (GxArenaHit));
  g_array_append_vals (late, all + n, hits->len - n);
  g_array_sort_with_data (late, compare_late, self);
  merged = g_array_sized_new (FALSE, FALSE, sizeof (GxArenaHit), hits->len);
  for (guint i = 0; i < late->len; i++)
    {
      const GxArenaHit *hit = &g_array_index (late, GxArenaHit, i);
      guint index = next + find_index (self, all + next, n - next, hit);

      g_array_append_vals (merged, all + next, index - next);
      g_array_append_vals (merged, hit, 1);
      next = index;
    }
  g_array_append_vals (merged, all + next, n - next);
  return merged;
}

/* (transfer full) (element-type GxArenaHit): whom all words fit. */
static GArray *
list_hits (GxArena *self, const GArray *findings)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (GxArenaHit));
  Words words;

  words_init (&words, findings);
  if (words.n_cursors > 0)
    list_by_spots (self, &words, hits);
  else
    list_by_signs (self, words.signs, hits);
  g_free (words.cursors);
  return merge_late (self, hits);
}

/* -- What only narrows -- */

static gboolean
extends (GxArena *self, GPtrArray *needles, guint i)
{
  return gx_needle_extends (g_ptr_array_index (needles, i), finding_at (self->findings, i)->needle);
}

/* Whether everything that all words fit was found by the last search, and few. */
gboolean
gx_arena_narrows (GxArena *self, GPtrArray *needles)
{
  gboolean has_spots = self->findings != NULL && self->findings->len == needles->len;

  if (self->findings == NULL || self->findings->len > needles->len)
    return FALSE;
  for (guint i = 0; i < self->findings->len; i++)
    {
      const GArray *spots = finding_at (self->findings, i)->spots;

      if (!extends (self, needles, i))
        return FALSE;
      has_spots = has_spots && spots != NULL && spots->len < self->pack.n / FEW_SPOTS;
    }
  return has_spots || self->hits->len < self->pack.n / FEW;
}

/* A word that few have, of whom all were found by the last search; -1: none. */
static int
find_rare (GxArena *self, GPtrArray *needles)
{
  for (guint i = 0; self->findings != NULL && i < MIN (self->findings->len, needles->len); i++)
    {
      const GxFinding *finding = finding_at (self->findings, i);

      if (finding->is_complete && finding->spots->len < self->pack.n / FEW && extends (self, needles, i))
        return (int) i;
    }
  return -1;
}

/* (transfer full) (element-type guint32) */
static GArray *
list_places (const GArray *spots)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < spots->len; i++)
    {
      guint32 place = g_array_index (spots, GxSpot, i).place;

      if (places->len == 0 || g_array_index (places, guint32, places->len - 1) != place)
        g_array_append_val (places, place);
    }
  return places;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

/* The same of hits, among which late ones stand. */
static GArray *
list_by_place (const GArray *hits)
{
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (guint32), hits->len);

  for (guint i = 0; i < hits->len; i++)
    g_array_append_val (places, g_array_index (hits, GxArenaHit, i).place);
  g_array_sort (places, compare_places);
  return places;
}

/* One word more, or another, where the others are. */
static GArray *
judge_places (GxArena *self, const GxNeedle *needle, const GArray *places, GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GArray) spots = g_array_new (FALSE, FALSE, sizeof (GxSpot));

  for (guint i = 0; i < places->len; i++)
    {
      guint32 place = g_array_index (places, guint32, i);

      if (i % CANCEL_SPOTS == 0 && _gx_arena_is_cancelled (cancellable, error))
        return NULL;
      add_spot (spots, place, GX_SPOT_ANYWHERE, judge_record (self, needle, place, GX_NOT_NEAR));
    }
  return g_steal_pointer (&spots);
}

/* Goes on with what was found for a word; FALSE: cancelled. */
static gboolean
go_on (GxArena *self, GxFinding *finding, guint i, GCancellable *cancellable, GError **error)
{
  const GxFinding *before = finding_at (self->findings, i);

  if (gx_needle_equal (finding->needle, before->needle))
    finding->spots = g_array_ref (before->spots);
  else
    finding->spots = filter_spots (self, finding->needle, before->spots, GX_NOT_NEAR, cancellable, error);
  finding->is_complete = before->is_complete;
  return finding->spots != NULL;
}

/* @rare: only this word can be gone on with; -1: every one. */
static GArray *
narrow (GxArena *self, GPtrArray *needles, int rare, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) findings = _gx_findings_new (needles), places = NULL;

  if (rare >= 0 && !go_on (self, finding_at (findings, rare), rare, cancellable, error))
    return NULL;
  if (rare >= 0)
    places = list_places (finding_at (findings, rare)->spots);
  for (guint i = 0; i < findings->len; i++)
    {
      GxFinding *finding = finding_at (findings, i);
      gboolean has_spots = rare < 0 && i < self->findings->len
                           && finding_at (self->findings, i)->spots != NULL;
      GxSigns sign;

      if (finding->spots != NULL || gx_needle_is_sign (finding->needle, &sign))
        continue;
      if (!has_spots && places == NULL)
        places = list_by_place (self->hits);
      if (has_spots ? !go_on (self, finding, i, cancellable, error)
          : (finding->spots = judge_places (self, finding->needle, places, cancellable, error)) == NULL)
        return NULL;
    }
  return g_steal_pointer (&findings);
}

static GArray *
scan (GxArena *self, GPtrArray *needles, GCancellable *cancellable, GError **error)
{
  GArray *findings = _gx_arena_scan (self, needles, cancellable, error);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const GxFinding *finding = finding_at (findings, i);

      if (finding->spots != NULL)
        judge_late (self, finding->needle, GX_NOT_NEAR, finding->spots);
    }
  return findings;
}

GArray *
gx_arena_find (GxArena *self, GPtrArray *needles, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) findings = NULL;
  int rare = -1;

  g_return_val_if_fail (needles->len > 0, NULL);

  if (_gx_arena_is_cancelled (cancellable, error))
    return NULL;
  if (gx_arena_narrows (self, needles) || (rare = find_rare (self, needles)) >= 0)
    findings = narrow (self, needles, rare, cancellable, error);
  else
    findings = scan (self, needles, cancellable, error);
  g_clear_pointer (&self->findings, g_array_unref);
  g_clear_pointer (&self->hits, g_array_unref);
  if (findings == NULL)
    return NULL;
  self->hits = list_hits (self, findings);
  self->findings = g_steal_pointer (&findings);
  return g_array_ref (self->hits);
}

/* -- Names alone -- */

static void
judge_names (GxArena *self, const GxNeedle *needle, guint32 place, GArray *spots)
{
  const char *text = self->pack.text, *end = text + self->pack.offsets[place + 1];
  GxNearness nearness;

  for (const char *at = text + self->pack.offsets[place];
       (at = gx_needle_find_name (needle, at, end, &nearness)) != NULL;)
    add_spot (spots, place, (guint32) (at - text), nearness);
}

/* (transfer full): the names that begin with the needle, of those whose sign says that one may. */
static GArray *
find_names (GxArena *self, const GxNeedle *needle)
{
  GxSigns sign = gx_needle_name_sign (needle);
  GArray *spots = g_array_new (FALSE, FALSE, sizeof (GxSpot));
  guint32 waiting[AHEAD] = { 0 };
  guint n = 0;

  for (guint32 place = 0; place < self->pack.n; place++)
    if ((self->pack.signs[place] & sign) == sign && !_gx_arena_is_gone (self, place))
      {
        __builtin_prefetch (self->pack.text + self->pack.offsets[place]);
        if (n >= AHEAD)
          judge_names (self, needle, waiting[n % AHEAD], spots);
        waiting[n++ % AHEAD] = place;
      }
  for (guint i = n - MIN (n, AHEAD); i < n; i++)
    judge_names (self, needle, waiting[i % AHEAD], spots);
  judge_late (self, needle, GX_NEARNESS (GX_MATCH_NAMES, 0), spots);
  return spots;
}

GArray *
gx_arena_find_named (GxArena *self, GxNeedle *needle)
{
  const GxNearness bound = GX_NEARNESS (GX_MATCH_NAMES, 0);
  g_autoptr (GArray) findings = g_array_new (FALSE, FALSE, sizeof (GxFinding));
  GxFinding named = { .is_complete = TRUE };

  if (self->named.needle != NULL && gx_needle_lengthens (needle, self->named.needle))
    named.spots = filter_spots (self, needle, self->named.spots, bound, NULL, NULL);
  else if (gx_needle_is_beginning (needle))
    named.spots = find_names (self, needle);
  if (named.spots == NULL)
    return NULL;
  named.needle = gx_needle_ref (needle);
  clear_finding (&self->named);
  self->named = named;
  g_array_append_val (findings, named);
  return list_hits (self, findings);
}
