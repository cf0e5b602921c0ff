/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/gx-arena-private.h"

/* Reads of terms, or of marks; by blocks, so that what is found is judged while it is near the processor. */

#define BLOCK 256         /* terms, or customers */
#define CANCEL_BLOCKS 64

void
_gx_arena_scan_init (GxArenaScan *self, GxArena *arena, const GxNeedle *needle, GArray *spots,
                     GCancellable *cancellable)
{
  *self = (GxArenaScan) {
    arena, needle, spots, g_array_new (FALSE, FALSE, sizeof (guint32)), cancellable
  };
}

void
_gx_arena_scan_clear (GxArenaScan *self)
{
  g_clear_pointer (&self->found, g_array_unref);
}

/* -- Passes over a block -- */

typedef struct {
  const guint32 *offsets;      /* of terms, or of customers' marks or telephone numbers */
  const GxLiteral *literal;    /* or: */
  const GxScanSounds *sounds;
  const GxScanPart *part;      /* of a phrase; NULL: of the literal */
  gboolean is_phrase;
} Pass;

static guint
scan_text (GxArenaScan *self, const Pass *pass, guint first, guint last)
{
  const GxArenaPack *pack = &self->arena->pack;
  guint32 start = pass->offsets[first];
  gsize length = pass->offsets[last] - start;
  guint32 *found;

  if (self->found->len < length)
    g_array_set_size (self->found, (guint) length);
  found = (guint32 *) (void *) self->found->data;
  if (pass->sounds != NULL)
    return gx_scan_sounds (pack->text + start, length, pass->sounds, found);
  if (pass->part != NULL)
    return gx_scan_part (pack->text + start, length, pass->part, found);
  return gx_scan_part (pack->text + start, length, pass->offsets == pack->term_offsets
                       ? &pass->literal->in_words : &pass->literal->in_marks, found);
}

static GxNearness
judge_at (GxArenaScan *self, const Pass *pass, const char *at, const char *end)
{
  if (pass->is_phrase)
    return gx_needle_judge_phrase_at (self->needle, at, end);
  return pass->literal != NULL ? gx_needle_judge_literal (self->needle, pass->literal, at, end)
         : gx_needle_judge_word (self->needle, at, end);
}

static void
find_spots (GxArenaScan *self, const Pass *pass, guint first, guint last)
{
  const char *text = self->arena->pack.text, *end = text + self->arena->pack.text_length;
  guint n = scan_text (self, pass, first, last), before = self->spots->len, after = before, of = first;
  const guint32 *found = (const guint32 *) (void *) self->found->data;

  if (n == 0)
    return;
  g_array_set_size (self->spots, before + n); /* at most: one by one would be slower */
  for (guint i = 0; i < n; i++)
    {
      guint32 offset = pass->offsets[first] + found[i];
      const char *at = text + offset;
      GxNearness nearness = judge_at (self, pass, at, end);

      if (nearness == GX_NOT_NEAR)
        continue;
      while (pass->offsets[of + 1] <= offset)
        of++;
      g_array_index (self->spots, GxSpot, after++) = (GxSpot) { of, offset, nearness };
    }
  g_array_set_size (self->spots, after);
}

static gboolean
scan_all (GxArenaScan *self, const Pass *pass, guint first, guint last, GError **error)
{
  for (guint at = first, block = 0; at < last; at += BLOCK, block++)
    {
      if (block % CANCEL_BLOCKS == 0 && _gx_arena_is_cancelled (self->cancellable, error))
        return FALSE;
      find_spots (self, pass, at, MIN (at + BLOCK, last));
    }
  return TRUE;
}

/* -- Terms -- */

/* Letters and then characters are not found by a literal, nor by sound: the few terms that have both. */
static void
judge_mixed (GxArenaScan *self, gboolean is_phrase, guint first, guint last)
{
  const GxArenaPack *pack = &self->arena->pack;

  for (guint i = 0; i < pack->n_mixed; i++)
    {
      const GxRecord record = _gx_arena_term_record (pack, pack->mixed[i]);
      GxSpot spot = { pack->mixed[i], GX_SPOT_ANYWHERE, GX_NOT_NEAR };

      if (spot.of >= first && spot.of < last)
        spot.nearness = is_phrase ? gx_needle_judge_phrase (self->needle, &record, GX_NOT_NEAR)
                        : gx_needle_judge (self->needle, &record, GX_NOT_NEAR);
      if (spot.nearness != GX_NOT_NEAR)
        g_array_append_val (self->spots, spot);
    }
}

/* Letters are looked for where there are letters, characters and sounds where there are characters. */
static gboolean
scan_group (GxArenaScan *self, const guint32 *groups, GError **error)
{
  const guint32 *offsets = self->arena->pack.term_offsets;
  GxScanSounds sounds;

  for (const GxLiteral *literal = gx_needle_literals (self->needle); literal->length > 0; literal++)
    {
      guint first = (guchar) *literal->bytes < 128 ? GX_TERMS_LETTERS : GX_TERMS_BOTH;

      if ((literal->kinds & GX_LITERAL_WORDS) != 0
          && !scan_all (self, &(Pass) { offsets, .literal = literal }, groups[first], groups[first + 2],
                        error))
        return FALSE;
    }
  return !gx_needle_sounds (self->needle, &sounds)
         || scan_all (self, &(Pass) { offsets, .sounds = &sounds }, groups[GX_TERMS_BOTH],
                      groups[GX_N_SCRIPTS], error);
}

gboolean
_gx_arena_scan_terms (GxArenaScan *self, GError **error)
{
  const guint32 *groups = self->arena->pack.groups;

  if (!scan_group (self, groups, error) || !scan_group (self, groups + GX_TERMS_OTHERS, error))
    return FALSE;
  if (gx_needle_mixed_sign (self->needle) != 0)
    judge_mixed (self, FALSE, 0, self->arena->pack.n_terms);
  return TRUE;
}

/* -- Names that begin with it -- */

static void
judge_form (GxArenaScan *self, guint32 term, guint32 at)
{
  const GxArenaPack *pack = &self->arena->pack;
  GxSpot spot = { term, at, gx_needle_judge_word (self->needle, pack->text + at,
                                                  pack->text + pack->text_length) };

  if (spot.nearness != GX_NOT_NEAR)
    g_array_append_val (self->spots, spot);
}

static void
judge_other_forms (GxArenaScan *self, guint32 term)
{
  const GxArenaPack *pack = &self->arena->pack;

  for (guint32 at = pack->term_offsets[term] + 1; at < pack->term_offsets[term + 1]; at++)
    if (pack->text[at] == GX_KNOWN_FORM)
      judge_form (self, term, at + 1);
}

void
_gx_arena_scan_names (GxArenaScan *self)
{
  const GxArenaPack *pack = &self->arena->pack;
  const GxByteSet *bytes = gx_needle_first_bytes (self->needle);

  for (guint script = 0; script < GX_N_SCRIPTS; script++)
    for (guint byte = 0; byte < 256; byte++)
      {
        const guint32 *begins = &pack->name_begins[script][byte];

        for (guint32 term = begins[0]; gx_byte_set_has (bytes, (guint8) byte) && term < begins[1]; term++)
          judge_form (self, term, pack->term_offsets[term] + 1);
      }
  for (guint i = 0; i < pack->n_several; i++)
    judge_other_forms (self, pack->several[i]);
}

/* -- Several words as one -- */

gboolean
_gx_arena_scan_phrase (GxArenaScan *self, GError **error)
{
  const GxArenaPack *pack = &self->arena->pack;
  GxScanPart parts[2];
  GxScanSounds sounds;

  for (guint i = 0, n = gx_needle_phrase_parts (self->needle, parts); i < n; i++)
    {
      guint first = (guchar) *parts[i].bytes < 128 ? GX_TERMS_LETTERS : GX_TERMS_BOTH;

      if (!scan_all (self, &(Pass) { pack->term_offsets, .part = &parts[i], .is_phrase = TRUE },
                     pack->groups[first], pack->groups[first + 2], error))
        return FALSE;
    }
  if (gx_needle_sounds (self->needle, &sounds)
      && !scan_all (self, &(Pass) { pack->term_offsets, .sounds = &sounds, .is_phrase = TRUE },
                    pack->groups[GX_TERMS_BOTH], pack->groups[GX_N_SCRIPTS], error))
    return FALSE;
  if (gx_needle_mixed_sign (self->needle) != 0)
    judge_mixed (self, TRUE, 0, pack->groups[GX_TERMS_OTHERS]);
  return TRUE;
}

/* -- Marks -- */

gboolean
_gx_arena_scan_marks (GxArenaScan *self, guint first, guint last, GError **error)
{
  const GxArenaPack *pack = &self->arena->pack;

  for (const GxLiteral *literal = gx_needle_literals (self->needle); literal->length > 0; literal++)
    {
      if ((literal->kinds & GX_LITERAL_MARK) != 0
          && !scan_all (self, &(Pass) { pack->mark_offsets, .literal = literal }, first, last, error))
        return FALSE;
      if ((literal->kinds & GX_LITERAL_NUMBER) != 0
          && !scan_all (self, &(Pass) { pack->phone_offsets, .literal = literal }, first, last, error))
        return FALSE;
    }
  return TRUE;
}
