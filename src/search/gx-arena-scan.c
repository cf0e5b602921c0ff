/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/gx-arena-private.h"

/*
 * One read of all text. It is read by blocks of records, small enough to stay near the processor: what one
 * word is looked for by (its literals, its sound) goes over the same block again, as does the next word, and
 * what is found is judged while it is there.
 */

#define BLOCK 256         /* records */
#define FEW 8             /* of a block; of so few each record is looked at for the other words */
#define CANCEL_BLOCKS 64

typedef struct {
  GxArena *arena;
  guint first, last;      /* the block: places; the last is not in it */
  GArray *found;          /* of guint32: room for offsets within it */
  GArray *passed;         /* of GxSpot: room to put spots in order */
  guint8 fits[BLOCK];     /* how many of the words so far */
} Scan;

/* -- Passes over the words or the marks of a block -- */

typedef struct {
  const GxNeedle *needle;
  const GxLiteral *literal;    /* or: */
  const GxScanSounds *sounds;
  const guint32 *offsets;      /* of words or marks */
} Pass;

static guint
scan_text (Scan *scan, const Pass *pass)
{
  const GxArenaPack *pack = &scan->arena->pack;
  guint32 start = pass->offsets[scan->first];
  gsize length = pass->offsets[scan->last] - start;

  g_array_set_size (scan->found, MAX (scan->found->len, length));
  guint32 *found = (guint32 *) (void *) scan->found->data;
  if (pass->sounds != NULL)
    return gx_scan_sounds (pack->text + start, length, pass->sounds, found);
  return gx_scan_part (pack->text + start, length,
                       pass->offsets == pack->offsets ? &pass->literal->in_words : &pass->literal->in_marks,
                       found);
}

/* Returns whether there was any. */
static gboolean
find_spots (Scan *scan, const Pass *pass, GArray *spots)
{
  const GxArenaPack *pack = &scan->arena->pack;
  const char *end = pack->text + pack->text_length;
  guint n = scan_text (scan, pass), place = scan->first, before = spots->len, after = before;
  const guint32 *found = (const guint32 *) (void *) scan->found->data;

  g_array_set_size (spots, before + n); /* at most: one by one would be slower */
  for (guint i = 0; i < n; i++)
    {
      guint32 offset = pass->offsets[scan->first] + found[i];
      const char *at = pack->text + offset;
      GxNearness nearness = pass->literal != NULL
        ? gx_needle_judge_literal (pass->needle, pass->literal, at, end)
        : gx_needle_judge_word (pass->needle, at, end);

      if (nearness == GX_NOT_NEAR)
        continue;
      while (pass->offsets[place + 1] <= offset)
        place++;
      g_array_index (spots, GxSpot, after++) = (GxSpot) { place, offset, nearness };
    }
  g_array_set_size (spots, after);
  return after > before;
}

static void
judge_record (Scan *scan, const GxNeedle *needle, guint32 place, GArray *spots)
{
  GxRecord record = _gx_arena_pack_record (&scan->arena->pack, place);
  GxSpot spot = { place, GX_SPOT_ANYWHERE, gx_needle_judge (needle, &record, GX_NOT_NEAR) };

  if (spot.nearness != GX_NOT_NEAR)
    g_array_append_val (spots, spot);
}

/* Looks at all of each record that has the sign. */
static gboolean
judge_records (Scan *scan, const GxNeedle *needle, GxSigns sign, GArray *spots)
{
  guint before = spots->len;

  for (guint32 place = scan->first; place < scan->last; place++)
    if ((scan->arena->pack.signs[place] & sign) == sign)
      judge_record (scan, needle, place, spots);
  return spots->len > before;
}

/* What several passes over the block have found, from @from on, by place: a counting sort. */
static void
sort_spots (Scan *scan, GArray *spots, guint from)
{
  guint n = spots->len - from, ends[BLOCK + 1] = { 0 };
  GxSpot *unsorted = &g_array_index (spots, GxSpot, from), *sorted;

  g_array_set_size (scan->passed, MAX (scan->passed->len, n));
  sorted = (GxSpot *) (void *) scan->passed->data;
  for (guint i = 0; i < n; i++)
    ends[unsorted[i].place - scan->first + 1]++;
  for (guint i = 0; i < BLOCK; i++)
    ends[i + 1] += ends[i];
  for (guint i = 0; i < n; i++)
    sorted[ends[unsorted[i].place - scan->first]++] = unsorted[i];
  for (guint i = 0; i < n; i++)
    unsorted[i] = sorted[i];
}

static void
scan_block (Scan *scan, const GxNeedle *needle, const GxScanSounds *sounds, GArray *spots)
{
  const GxArenaPack *pack = &scan->arena->pack;
  GxSigns mixed = gx_needle_mixed_sign (needle);
  guint from = spots->len, n_passes = 0;

  for (const GxLiteral *literal = gx_needle_literals (needle); literal->length > 0; literal++)
    {
      if ((literal->kinds & GX_LITERAL_WORDS) != 0)
        n_passes += find_spots (scan, &(Pass) { needle, literal, NULL, pack->offsets }, spots);
      if ((literal->kinds & ~GX_LITERAL_WORDS) != 0)
        n_passes += find_spots (scan, &(Pass) { needle, literal, NULL, pack->mark_offsets }, spots);
    }
  if (sounds != NULL)
    n_passes += find_spots (scan, &(Pass) { needle, NULL, sounds, pack->offsets }, spots);
  if (mixed != 0)
    n_passes += judge_records (scan, needle, mixed, spots);
  if (n_passes > 1)
    sort_spots (scan, spots, from);
}

/* -- All words -- */

typedef struct {
  GxFinding *finding;
  GxScanSounds sounds;
  gboolean has_sounds;
} Word;

/* The longest first: it rules out most. Those that are only a sign are left out. */
static guint
list_words (GArray *findings, Word *words)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      GxFinding *finding = &g_array_index (findings, GxFinding, i);
      GxSigns sign;
      guint at = n;

      if (gx_needle_is_sign (finding->needle, &sign))
        continue;
      for (; at > 0 && gx_needle_literals (words[at - 1].finding->needle)->length
           < gx_needle_literals (finding->needle)->length; at--)
        words[at] = words[at - 1];
      words[at].finding = finding;
      n++;
    }
  for (guint i = 0; i < n; i++)
    {
      words[i].finding->spots = g_array_new (FALSE, FALSE, sizeof (GxSpot));
      words[i].finding->is_complete = i == 0;
      words[i].has_sounds = gx_needle_sounds (words[i].finding->needle, &words[i].sounds);
    }
  return n;
}

/* How many of the block are left that all words up to the @i-th, which found what is after @from, fit. */
static guint
count_left (Scan *scan, const GArray *spots, guint from, guint i)
{
  guint n = 0;

  for (guint at = from; at < spots->len; at++)
    {
      guint8 *fits = &scan->fits[g_array_index (spots, GxSpot, at).place - scan->first];

      if (*fits == i)
        {
          ++*fits;
          n++;
        }
    }
  return n;
}

/* The @i-th word, in the records that all words before it fit. */
static void
judge_left (Scan *scan, const GxNeedle *needle, guint i, GArray *spots)
{
  for (guint32 place = scan->first; place < scan->last; place++)
    if (scan->fits[place - scan->first] == i)
      judge_record (scan, needle, place, spots);
}

static void
scan_words (Scan *scan, Word *words, guint n_words)
{
  guint n_left = BLOCK;

  for (guint i = 0; i < BLOCK; i++)
    scan->fits[i] = 0;
  for (guint i = 0; i < n_words && n_left > 0; i++)
    {
      GArray *spots = words[i].finding->spots;
      const GxNeedle *needle = words[i].finding->needle;
      guint from = spots->len;

      if (i > 0 && n_left <= FEW)
        judge_left (scan, needle, i, spots);
      else
        scan_block (scan, needle, words[i].has_sounds ? &words[i].sounds : NULL, spots);
      n_left = n_words > 1 ? count_left (scan, spots, from, i) : 0;
    }
}

GArray *
_gx_arena_scan (GxArena *self, GPtrArray *needles, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) findings = _gx_findings_new (needles);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) passed = g_array_new (FALSE, FALSE, sizeof (GxSpot));
  g_autofree Word *words = g_new0 (Word, needles->len);
  guint n_words = list_words (findings, words);
  Scan scan = { .arena = self, .found = found, .passed = passed };

  for (guint first = 0; first < self->pack.n && n_words > 0; first += BLOCK)
    {
      if (first % (BLOCK * CANCEL_BLOCKS) == 0 && _gx_arena_is_cancelled (cancellable, error))
        return NULL;
      scan.first = first;
      scan.last = MIN (first + BLOCK, self->pack.n);
      scan_words (&scan, words, n_words);
    }
  return g_steal_pointer (&findings);
}
