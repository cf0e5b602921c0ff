/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "search/gx-arena-private.h"

/*
 * Where each word fits. What was typed on fits only where it fitted before; else terms and marks are read, of
 * marks only those of whom other words leave, where these are few.
 */

#define FEW 16              /* a read rules most out at a glance: it is quicker than many looks */
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
  g_clear_pointer (&finding->in_names, g_array_unref);
  g_clear_pointer (&finding->in_terms, g_array_unref);
  g_clear_pointer (&finding->in_marks, g_array_unref);
  g_clear_pointer (&finding->in_late, g_array_unref);
}

static GArray *
new_findings (GPtrArray *needles)
{
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (GxFinding));

  g_array_set_clear_func (findings, clear_finding);
  for (guint i = 0; i < needles->len; i++)
    {
      GxFinding finding = { gx_needle_ref (g_ptr_array_index (needles, i)), FALSE };
      GxSigns sign;

      finding.is_sign = gx_needle_is_sign (finding.needle, &sign);
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
}

void
_gx_arena_forget_phrase (GxArena *self)
{
  g_clear_pointer (&self->phrase, gx_needle_unref);
  g_clear_pointer (&self->phrase_in_terms, g_array_unref);
}

static GArray *
new_spots (void)
{
  return g_array_new (FALSE, FALSE, sizeof (GxSpot));
}

static void
add_spot (GArray *spots, guint32 of, guint32 at, GxNearness nearness)
{
  GxSpot spot = { of, at, nearness };

  if (nearness != GX_NOT_NEAR)
    g_array_append_val (spots, spot);
}

static GxNearness
judge_record (GxArena *self, const GxNeedle *needle, guint32 place)
{
  GxArenaRecord record;

  gx_arena_record (self, place, &record);
  return gx_needle_judge (needle, &record.known, GX_NOT_NEAR);
}

static GxNearness
judge_term (GxArena *self, const GxNeedle *needle, guint32 term)
{
  const GxRecord record = _gx_arena_term_record (&self->pack, term);

  return gx_needle_judge (needle, &record, GX_NOT_NEAR);
}

/* (transfer full): those changed lately, whose records stand apart. */
static GArray *
judge_late (GxArena *self, const GxNeedle *needle)
{
  GArray *spots = new_spots ();

  for (guint32 place = self->pack.n; place < gx_arena_n_places (self); place++)
    if (!((const GxArenaLate *) g_ptr_array_index (self->late, place - self->pack.n))->is_gone)
      add_spot (spots, place, GX_SPOT_ANYWHERE, judge_record (self, needle, place));
  return spots;
}

/* -- What is typed on -- */

typedef GxNearness (*JudgeFunc) (GxArena *self, const GxNeedle *needle, guint32 of);

/* (transfer full): of @spots, those where @needle fits; @judge: anywhere. NULL: cancelled. */
static GArray *
filter_spots (GxArena *self, const GxNeedle *needle, const GArray *spots, JudgeFunc judge,
              GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) filtered = new_spots ();
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
      add_spot (filtered, spot->of, spot->at,
                spot->at == GX_SPOT_ANYWHERE ? judge (self, needle, spot->of)
                : gx_needle_judge_spot (needle, text + spot->at, end));
    }
  return g_steal_pointer (&filtered);
}

/* -- One word after another -- */

typedef struct {
  GxArena *arena;
  GPtrArray *needles;
  GArray *findings;
  GArray *before;          /* of the last search; NULL: none */
  gboolean narrows;        /* whom all words fit the last search has found */
  GArray *places;          /* of guint32: nobody else is left; NULL: they are too many */
  GCancellable *cancellable;
} Search;

/* What the last search found for the @i-th word, of which this one may go on. NULL: nothing. */
static const GxFinding *
find_before (Search *self, guint i)
{
  const GxFinding *before;

  if (self->before == NULL || i >= self->before->len)
    return NULL;
  before = finding_at (self->before, i);
  return !before->is_sign && gx_needle_lengthens (finding_at (self->findings, i)->needle, before->needle)
         ? before : NULL;
}

/* The same of marks. */
static const GxFinding *
find_marks_before (Search *self, guint i)
{
  const GxFinding *before = find_before (self, i);

  return before != NULL && gx_needle_extends (finding_at (self->findings, i)->needle, before->needle)
         && before->in_marks != NULL && (before->has_all_marks || self->narrows)
         && before->in_marks->len < self->arena->pack.n / FEW_SPOTS ? before : NULL;
}

static gboolean
narrows (Search *self)
{
  if (self->before == NULL || self->before->len > self->findings->len || self->arena->found_names)
    return FALSE;
  for (guint i = 0; i < self->before->len; i++)
    if (!gx_needle_extends (finding_at (self->findings, i)->needle, finding_at (self->before, i)->needle))
      return FALSE;
  return TRUE;
}

static GArray *
go_on (Search *self, const GxFinding *finding, const GxFinding *before, GArray *spots, JudgeFunc judge,
       GError **error)
{
  if (gx_needle_equal (finding->needle, before->needle))
    return g_array_ref (spots);
  return filter_spots (self->arena, finding->needle, spots, judge, self->cancellable, error);
}

static GArray *
scan_names (Search *self, const GxFinding *finding)
{
  GArray *spots = new_spots ();
  GxArenaScan scan;

  _gx_arena_scan_init (&scan, self->arena, finding->needle, spots, NULL);
  _gx_arena_scan_names (&scan);
  _gx_arena_scan_clear (&scan);
  return spots;
}

static gboolean
look_at_names (Search *self, guint i, GError **error)
{
  GxFinding *finding = finding_at (self->findings, i);
  const GxFinding *before = find_before (self, i);

  if (before != NULL && before->in_names != NULL)
    finding->in_names = go_on (self, finding, before, before->in_names, judge_term, error);
  else
    finding->in_names = scan_names (self, finding);
  return finding->in_names != NULL;
}

static gboolean
look_at_late (Search *self, guint i, GError **error)
{
  GxFinding *finding = finding_at (self->findings, i);
  const GxFinding *before = find_before (self, i);

  if (before != NULL && gx_needle_extends (finding->needle, before->needle))
    finding->in_late = go_on (self, finding, before, before->in_late, judge_record, error);
  else
    finding->in_late = judge_late (self->arena, finding->needle);
  return finding->in_late != NULL;
}

static gboolean
look_at_terms (Search *self, guint i, GError **error)
{
  GxFinding *finding = finding_at (self->findings, i);
  const GxFinding *before = find_before (self, i);
  GxArenaScan scan;
  gboolean ok;

  if (before != NULL && before->in_terms != NULL)
    {
      finding->in_terms = go_on (self, finding, before, before->in_terms, judge_term, error);
      return finding->in_terms != NULL;
    }
  finding->in_terms = new_spots ();
  _gx_arena_scan_init (&scan, self->arena, finding->needle, finding->in_terms, self->cancellable);
  ok = _gx_arena_scan_terms (&scan, error);
  _gx_arena_scan_clear (&scan);
  return ok;
}

static gboolean
scan_marks (Search *self, GxArenaScan *scan, GError **error)
{
  if (self->places == NULL)
    return _gx_arena_scan_marks (scan, 0, self->arena->pack.n, error);
  for (guint i = 0; i < self->places->len; i++)
    {
      guint32 place = g_array_index (self->places, guint32, i);

      if (place < self->arena->pack.n && !_gx_arena_scan_marks (scan, place, place + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
look_at_marks (Search *self, guint i, GError **error)
{
  GxFinding *finding = finding_at (self->findings, i);
  const GxFinding *before = find_marks_before (self, i);
  GxArenaScan scan;
  gboolean ok;

  if (before != NULL)
    {
      finding->has_all_marks = before->has_all_marks;
      finding->in_marks = go_on (self, finding, before, before->in_marks, judge_record, error);
      return finding->in_marks != NULL;
    }
  finding->has_all_marks = self->places == NULL;
  finding->in_marks = new_spots ();
  _gx_arena_scan_init (&scan, self->arena, finding->needle, finding->in_marks, self->cancellable);
  ok = scan_marks (self, &scan, error);
  _gx_arena_scan_clear (&scan);
  return ok;
}

/* -- Who is left -- */

/* Nobody else than whom the last search found. */
static void
leave_hits (Search *self)
{
  guint most = self->arena->pack.n / FEW;
  GxArenaHit hit = GX_ARENA_NO_HIT;

  self->places = g_array_new (FALSE, FALSE, sizeof (guint32));
  while (self->places->len <= most && gx_arena_next_hit (self->arena, &GX_ARENA_ALL, &hit))
    g_array_append_val (self->places, hit.place);
  if (self->places->len > most)
    g_clear_pointer (&self->places, g_array_unref);
}

static void
mark (guint64 *marks, guint32 place)
{
  marks[place / 64] |= G_GUINT64_CONSTANT (1) << (place % 64);
}

/* Nobody else than whom @finding found. */
static void
leave_found (Search *self, const GxFinding *finding)
{
  const GxArenaPack *pack = &self->arena->pack;
  guint reach = _gx_arena_reach (self->arena, finding), n = gx_arena_n_places (self->arena) / 64 + 1;
  g_autofree guint64 *marks = NULL;

  if (reach >= (self->places != NULL ? self->places->len : pack->n / FEW))
    return;
  marks = g_new0 (guint64, n);
  for (guint i = 0; i < finding->in_terms->len; i++)
    {
      guint32 term = g_array_index (finding->in_terms, GxSpot, i).of;

      for (guint32 at = pack->starts[term]; at < pack->starts[term + 1]; at++)
        mark (marks, pack->holders[at]);
    }
  for (guint i = 0; i < finding->in_marks->len; i++)
    mark (marks, g_array_index (finding->in_marks, GxSpot, i).of);
  for (guint i = 0; i < finding->in_late->len; i++)
    mark (marks, g_array_index (finding->in_late, GxSpot, i).of);
  g_clear_pointer (&self->places, g_array_unref);
  self->places = g_array_sized_new (FALSE, FALSE, sizeof (guint32), reach);
  for (guint i = 0; i < n; i++)
    for (; marks[i] != 0; marks[i] &= marks[i] - 1)
      {
        guint32 place = i * 64 + (guint32) __builtin_ctzll (marks[i]);

        g_array_append_val (self->places, place);
      }
}

/* -- All words -- */

/* The words of which marks are to be looked at: those that only go on first, then the longest: they rule
   out most. G_MAXUINT: none is left. */
static guint
find_next (Search *self)
{
  guint next = G_MAXUINT;
  gsize longest = 0;

  for (guint i = 0; i < self->findings->len; i++)
    {
      const GxFinding *finding = finding_at (self->findings, i);
      gsize length = gx_needle_literals (finding->needle)->length;

      if (finding->in_marks != NULL || finding->is_sign)
        continue;
      if (find_marks_before (self, i) != NULL)
        return i;
      if (length > longest)
        next = i;
      longest = MAX (longest, length);
    }
  return next;
}

static gboolean
look_at_everything (Search *self, GError **error)
{
  guint next;

  if (self->narrows && self->findings->len > 1)
    leave_hits (self);
  while ((next = find_next (self)) != G_MAXUINT)
    {
      if (!look_at_terms (self, next, error) || !look_at_marks (self, next, error))
        return FALSE;
      leave_found (self, finding_at (self->findings, next));
    }
  return TRUE;
}

/* Whether names that begin with the only word may be enough: where the rest is not told by a few looks. */
static gboolean
are_names_first (Search *self)
{
  return self->findings->len == 1 && !finding_at (self->findings, 0)->is_sign
         && find_marks_before (self, 0) == NULL;
}

static gboolean
find (Search *self, guint enough, GError **error)
{
  const GxArenaWanted names = { GX_MATCH_NAMES, 0, 0 };
  GxArena *arena = self->arena;

  for (guint i = 0; i < self->findings->len; i++)
    if (!finding_at (self->findings, i)->is_sign && !look_at_late (self, i, error))
      return FALSE;
  if (enough > 0 && are_names_first (self))
    {
      if (!look_at_names (self, 0, error))
        return FALSE;
      _gx_arena_hits_set (arena, self->findings);
      arena->found_names = gx_arena_count_hits (arena, &names, enough) >= enough;
    }
  if (arena->found_names)
    return TRUE;
  if (!look_at_everything (self, error))
    return FALSE;
  _gx_arena_hits_set (arena, self->findings);
  return TRUE;
}

/* -- All words as one -- */

static GArray *
filter_phrase (const GxArenaPack *pack, const GxNeedle *phrase, const GArray *spots)
{
  const char *end = pack->text + pack->text_length;
  GArray *filtered = new_spots ();

  for (guint i = 0; i < spots->len; i++)
    {
      const GxSpot *spot = &g_array_index (spots, GxSpot, i);
      const GxRecord record = _gx_arena_term_record (pack, spot->of);

      add_spot (filtered, spot->of, spot->at,
                spot->at == GX_SPOT_ANYWHERE ? gx_needle_judge_phrase (phrase, &record, GX_NOT_NEAR)
                : gx_needle_judge_phrase_at (phrase, pack->text + spot->at, end));
    }
  return filtered;
}

/* Terms stay as they are: so does what was found in them. */
static gboolean
find_phrase (GxArena *self, GxNeedle *phrase, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) spots = NULL;
  GxArenaScan scan;
  gboolean ok = TRUE;

  if (self->phrase != NULL && gx_needle_lengthens (phrase, self->phrase))
    spots = filter_phrase (&self->pack, phrase, self->phrase_in_terms);
  else
    {
      spots = new_spots ();
      _gx_arena_scan_init (&scan, self, phrase, spots, cancellable);
      ok = _gx_arena_scan_phrase (&scan, error);
      _gx_arena_scan_clear (&scan);
    }
  if (!ok)
    return FALSE;
  _gx_arena_forget_phrase (self);
  self->phrase = gx_needle_ref (phrase);
  self->phrase_in_terms = g_steal_pointer (&spots);
  _gx_arena_hits_set_phrase (self, phrase, self->phrase_in_terms);
  return TRUE;
}

gboolean
gx_arena_find (GxArena *self, GPtrArray *needles, GxNeedle *phrase, guint enough, gboolean *found_names,
               GCancellable *cancellable, GError **error)
{
  Search search = { .arena = self, .needles = needles, .cancellable = cancellable };
  gboolean ok;

  g_return_val_if_fail (needles->len > 0 && found_names != NULL, FALSE);

  if (_gx_arena_is_cancelled (cancellable, error))
    return FALSE;
  search.findings = new_findings (needles);
  search.before = g_steal_pointer (&self->findings);
  search.narrows = narrows (&search);
  self->found_names = FALSE;
  ok = find (&search, enough, error) && (phrase == NULL || find_phrase (self, phrase, cancellable, error));
  if (ok)
    self->findings = g_array_ref (search.findings);
  *found_names = self->found_names;
  g_clear_pointer (&search.places, g_array_unref);
  g_clear_pointer (&search.before, g_array_unref);
  g_array_unref (search.findings);
  return ok;
}
