/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "search/gx-arena-private.h"

#define FEW 16              /* a scan rules out most records at a glance: it is quicker than many looks */
#define CANCEL_PLACES 16384 /* looked at between two looks at the cancellable */

static gboolean
is_cancelled (GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_CANCELLED, _("Cancelled"));
  return TRUE;
}

static gboolean
fits (const GxNeedle *needle, const char *record, const char *end, GxSigns signs)
{
  GxSigns sign;

  if (gx_needle_is_sign (needle, &sign))
    return (signs & sign) != 0;
  return gx_needle_fits (needle, record, end);
}

static gboolean
fits_all (GxArena *self, guint place, GPtrArray *needles, const GxNeedle *but)
{
  GxSigns signs = gx_arena_signs (self, place);
  GxArenaRecord record;

  gx_arena_record (self, place, &record);
  for (guint i = 0; i < needles->len; i++)
    if (g_ptr_array_index (needles, i) != but
        && !fits (g_ptr_array_index (needles, i), record.record, record.end, signs))
      return FALSE;
  return TRUE;
}

/* -- Those changed lately, which stand apart, among the others -- */

static int
compare_late (gconstpointer a, gconstpointer b, gpointer arena)
{
  GxArenaRecord x, y;

  gx_arena_record (arena, *(const guint32 *) a, &x);
  gx_arena_record (arena, *(const guint32 *) b, &y);
  if (x.last_contact_day != y.last_contact_day)
    return x.last_contact_day > y.last_contact_day ? -1 : 1;
  return (x.value_minor < y.value_minor) - (x.value_minor > y.value_minor);
}

/* (transfer full): @places, and of the late ones those that @late holds, all in the order of the arena. */
static GArray *
merge_late (GxArena *self, GArray *places, GArray *late)
{
  GArray *merged;
  guint next = 0;

  if (late->len == 0)
    return g_array_ref (places);
  merged = g_array_sized_new (FALSE, FALSE, sizeof (guint32), places->len + late->len);
  g_array_sort_with_data (late, compare_late, self);
  for (guint i = 0; i < places->len; i++)
    {
      guint32 place = g_array_index (places, guint32, i);

      while (next < late->len && compare_late (&g_array_index (late, guint32, next), &place, self) < 0)
        g_array_append_val (merged, g_array_index (late, guint32, next++));
      g_array_append_val (merged, place);
    }
  g_array_append_vals (merged, &g_array_index (late, guint32, next), late->len - next);
  return merged;
}

/* -- What only narrows -- */

gboolean
gx_arena_narrows (GxArena *self, GPtrArray *needles)
{
  if (self->needles == NULL || self->needles->len > needles->len || self->hits->len > self->pack.n / FEW)
    return FALSE;
  for (guint i = 0; i < self->needles->len; i++)
    if (!gx_needle_extends (g_ptr_array_index (needles, i), g_ptr_array_index (self->needles, i)))
      return FALSE;
  return TRUE;
}

static GArray *
filter_hits (GxArena *self, GPtrArray *needles, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < self->hits->len; i++)
    {
      guint32 place = g_array_index (self->hits, guint32, i);

      if (i % CANCEL_PLACES == 0 && is_cancelled (cancellable, error))
        return NULL;
      if (fits_all (self, place, needles, NULL))
        g_array_append_val (hits, place);
    }
  return g_steal_pointer (&hits);
}

/* -- Scanning -- */

typedef struct {
  GxArena *arena;
  const GxNeedle *needle;
  guint8 *marked;            /* a bit for each place */
  guint place;               /* where the scan stands */
  GCancellable *cancellable;
} Scan;

static const char *
record_at (GxArena *self, guint place)
{
  return self->pack.text + self->pack.offsets[place];
}

/* Brings the scan to the record that @at is in; FALSE: cancelled. */
static gboolean
follow (Scan *scan, const char *at, GError **error)
{
  while (record_at (scan->arena, scan->place + 1) <= at)
    if (++scan->place % CANCEL_PLACES == 0 && is_cancelled (scan->cancellable, error))
      return FALSE;
  return TRUE;
}

static inline gboolean
is_marked (const Scan *scan)
{
  return scan->marked[scan->place / 8] >> (scan->place % 8) & 1;
}

/* Marks the record, and goes on after it. */
static const char *
mark_here (Scan *scan)
{
  scan->marked[scan->place / 8] |= 1 << (scan->place % 8);
  return record_at (scan->arena, scan->place + 1);
}

static gboolean
mark_by_literal (Scan *scan, const GxLiteral *literal, GError **error)
{
  const GxArenaPack *pack = &scan->arena->pack;
  const char *end = pack->text + pack->text_length;
  GxSigns sign = gx_needle_first_sign (scan->needle);

  scan->place = 0;
  for (const char *at = pack->text; (at = gx_scan (at, end, literal->bytes, literal->length)) != NULL;)
    {
      if (!follow (scan, at, error))
        return FALSE;
      if (is_marked (scan) || (pack->signs[scan->place] & sign) != sign)
        at = record_at (scan->arena, scan->place + 1);
      else if (gx_needle_fits_literal (scan->needle, literal, record_at (scan->arena, scan->place), at))
        at = mark_here (scan);
      else
        at++;
    }
  return TRUE;
}

static gboolean
mark_by_sound (Scan *scan, const GxPairs *pairs, GError **error)
{
  const GxArenaPack *pack = &scan->arena->pack;
  const char *end = pack->text + pack->text_length;

  scan->place = 0;
  for (const char *at = pack->text; (at = gx_scan_pairs (at, end, pairs)) != NULL;)
    {
      if (!follow (scan, at, error))
        return FALSE;
      if (is_marked (scan))
        at = record_at (scan->arena, scan->place + 1);
      else if (gx_needle_fits_sound (scan->needle, record_at (scan->arena, scan->place),
                                     record_at (scan->arena, scan->place + 1), at))
        at = mark_here (scan);
      else
        at++;
    }
  return TRUE;
}

static void
mark_by_sign (Scan *scan, GxSigns sign)
{
  const GxArenaPack *pack = &scan->arena->pack;

  for (guint place = 0; place < pack->n; place++)
    if ((pack->signs[place] & sign) != 0)
      scan->marked[place / 8] |= 1 << (place % 8);
}

/* Looks closely at the words of each that has the sign. */
static gboolean
mark_by_words (Scan *scan, GxSigns sign, GError **error)
{
  const GxArenaPack *pack = &scan->arena->pack;

  for (scan->place = 0; scan->place < pack->n; scan->place++)
    {
      if (scan->place % CANCEL_PLACES == 0 && is_cancelled (scan->cancellable, error))
        return FALSE;
      if ((pack->signs[scan->place] & sign) != 0 && !is_marked (scan)
          && gx_needle_fits_words (scan->needle, record_at (scan->arena, scan->place),
                                   record_at (scan->arena, scan->place + 1)))
        mark_here (scan);
    }
  return TRUE;
}

static gboolean
mark_by_literals (Scan *scan, GxLiteralKinds kinds, GError **error)
{
  for (const GxLiteral *literal = gx_needle_literals (scan->needle); literal->length > 0; literal++)
    if ((literal->kinds & kinds) != 0 && !mark_by_literal (scan, literal, error))
      return FALSE;
  return TRUE;
}

static gboolean
mark (Scan *scan, GError **error)
{
  GxSigns sign, mixed = gx_needle_mixed_sign (scan->needle);
  GxPairs pairs;

  if (is_cancelled (scan->cancellable, error))
    return FALSE;
  if (gx_needle_is_sign (scan->needle, &sign))
    {
      mark_by_sign (scan, sign);
      return TRUE;
    }
  if (gx_needle_is_letter (scan->needle, &sign))
    return mark_by_literals (scan, GX_LITERAL_MARK | GX_LITERAL_NUMBER, error)
           && mark_by_words (scan, sign, error);
  return mark_by_literals (scan, GX_LITERAL_WORDS | GX_LITERAL_MARK | GX_LITERAL_NUMBER, error)
         && (mixed == 0 || mark_by_words (scan, mixed, error))
         && (!gx_needle_sound_pairs (scan->needle, &pairs) || mark_by_sound (scan, &pairs, error));
}

/* The one that rules out most: the longest. */
static const GxNeedle *
choose (GPtrArray *needles)
{
  const GxNeedle *best = g_ptr_array_index (needles, 0);

  for (guint i = 1; i < needles->len; i++)
    if (gx_needle_literals (g_ptr_array_index (needles, i))->length > gx_needle_literals (best)->length)
      best = g_ptr_array_index (needles, i);
  return best;
}

static GArray *
list_marked (const Scan *scan, GPtrArray *needles)
{
  GxArena *self = scan->arena;
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 place = 0; place < self->pack.n; place++)
    if (scan->marked[place / 8] == 0)
      place |= 7; /* none of these eight */
    else if ((scan->marked[place / 8] >> (place % 8) & 1) && !_gx_arena_is_gone (self, place)
             && (needles->len == 1 || fits_all (self, place, needles, scan->needle)))
      g_array_append_val (places, place);
  return places;
}

static GArray *
find_late (GxArena *self, GPtrArray *needles)
{
  GArray *late = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < self->late->len; i++)
    {
      const GxArenaLate *customer = g_ptr_array_index (self->late, i);
      guint32 place = self->pack.n + i;

      if (!customer->is_gone && fits_all (self, place, needles, NULL))
        g_array_append_val (late, place);
    }
  return late;
}

static GArray *
scan_all (GxArena *self, GPtrArray *needles, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *marked = g_malloc0 (self->pack.n / 8 + 1);
  Scan scan = { self, choose (needles), marked, 0, cancellable };
  g_autoptr (GArray) places = NULL, late = NULL;

  if (!mark (&scan, error))
    return NULL;
  places = list_marked (&scan, needles);
  late = find_late (self, needles);
  return merge_late (self, places, late);
}

GArray *
gx_arena_find (GxArena *self, GPtrArray *needles, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) hits = NULL;

  g_return_val_if_fail (needles->len > 0, NULL);

  hits = gx_arena_narrows (self, needles) ? filter_hits (self, needles, cancellable, error)
         : scan_all (self, needles, cancellable, error);
  g_clear_pointer (&self->needles, g_ptr_array_unref);
  if (hits == NULL)
    {
      g_ptr_array_unref (needles);
      return NULL;
    }
  self->needles = needles;
  g_clear_pointer (&self->hits, g_array_unref);
  self->hits = g_array_ref (hits);
  return g_steal_pointer (&hits);
}

/* -- Names alone -- */

/* (transfer full): those with a name that may begin with the needle. */
static GArray *
find_by_name_sign (GxArena *self, GxSigns sign)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) late = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 place = 0; place < self->pack.n; place++)
    if ((self->pack.signs[place] & sign) == sign && !_gx_arena_is_gone (self, place))
      g_array_append_val (places, place);
  for (guint i = 0; i < self->late->len; i++)
    {
      const GxArenaLate *customer = g_ptr_array_index (self->late, i);
      guint32 place = self->pack.n + i;

      if (!customer->is_gone && (customer->signs & sign) == sign)
        g_array_append_val (late, place);
    }
  return merge_late (self, places, late);
}

static GArray *
filter_names (GxArena *self, const GArray *places, const GxNeedle *needle)
{
  GArray *named = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < places->len; i++)
    {
      guint32 place = g_array_index (places, guint32, i);
      GxArenaRecord record;

      gx_arena_record (self, place, &record);
      if (gx_needle_begins_name (needle, record.record, record.end))
        g_array_append_val (named, place);
    }
  return named;
}

GArray *
gx_arena_find_named (GxArena *self, GxNeedle *needle)
{
  g_autoptr (GArray) named = NULL, looked_at = NULL;
  GxSigns sign = gx_needle_name_sign (needle);

  g_return_val_if_fail (sign != 0, NULL);

  if (self->name_needle != NULL && gx_needle_lengthens (needle, self->name_needle))
    looked_at = g_array_ref (self->named);
  else
    looked_at = find_by_name_sign (self, sign);
  named = filter_names (self, looked_at, needle);
  g_clear_pointer (&self->name_needle, gx_needle_unref);
  self->name_needle = gx_needle_ref (needle);
  g_clear_pointer (&self->named, g_array_unref);
  self->named = g_array_ref (named);
  return g_steal_pointer (&named);
}
