/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search/gx-arena-private.h"

/* No telephone number is looked at: a single digit counts in none. */
struct _GxArenaJudge {
  GxArena *arena;
  const GxNeedle *needle;
  GxNearness *by_term;      /* 0: not yet judged */
};

GxArenaJudge *
gx_arena_judge_new (GxArena *arena, const GxNeedle *sign)
{
  GxArenaJudge *self = g_new0 (GxArenaJudge, 1);

  *self = (GxArenaJudge) { arena, sign, g_new0 (GxNearness, arena->pack.n_terms + 1) };
  return self;
}

void
gx_arena_judge_free (GxArenaJudge *self)
{
  g_free (self->by_term);
  g_free (self);
}

static GxNearness
judge_term (GxArenaJudge *self, guint32 term)
{
  if (self->by_term[term] == 0)
    {
      const GxRecord record = _gx_arena_term_record (&self->arena->pack, term);

      self->by_term[term] = gx_needle_judge (self->needle, &record, GX_NOT_NEAR);
    }
  return self->by_term[term];
}

static GxNearness
judge_text (const GxArenaJudge *self, const guint32 *offset, GxNearness bound)
{
  const char *text = self->arena->pack.text, *marks = text + offset[0];
  const GxRecord record = { marks, marks, marks, text + offset[1] };

  return gx_needle_judge (self->needle, &record, bound);
}

GxNearness
gx_arena_judge_place (GxArenaJudge *self, guint place, GxNearness bound)
{
  const GxArenaPack *pack = &self->arena->pack;
  gboolean only_names = bound <= GX_NEARNESS (GX_MATCH_NAMES, 0);
  guint n_terms = only_names ? pack->groups[GX_TERMS_OTHERS] : pack->n_terms;
  GxNearness nearest = bound;

  if (place >= pack->n)
    {
      GxArenaRecord record;

      gx_arena_record (self->arena, place, &record);
      return gx_needle_judge (self->needle, &record.known, bound);
    }
  for (guint use = pack->use_starts[place]; use < pack->use_starts[place + 1]; use++)
    if (pack->uses[use] < n_terms)
      nearest = MIN (nearest, judge_term (self, pack->uses[use]));
  if (!only_names && nearest > GX_NEARNESS (GX_MATCH_NAMES, 0))
    nearest = MIN (nearest, judge_text (self, &pack->mark_offsets[place], nearest));
  return nearest < bound ? nearest : GX_NOT_NEAR;
}
