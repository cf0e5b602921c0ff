/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-needle-private.h"
#include "search/gx-spread.h"
#include "search/gx-units.h"

/*
 * A word runs over a field as an automaton that stands at several places of the word at once, a bit for each:
 * bit i says that its first i units are used up. A character moves every place on by each of its
 * syllables, in a handful of operations (compare Baeza-Yates and Gonnet 1992, "A new approach to text
 * searching").
 */

/* -- Making -- */

static gboolean
fits_letter (char spelled, gunichar typed)
{
  return typed == (guchar) spelled || (spelled == 'v' && typed == 'u');
}

/* How many units from @place on are @spelling's; up to its end. */
static guint
count_common (const GxNeedle *self, guint place, const char *spelling)
{
  guint common = 0;

  while (spelling[common] != '\0' && place + common < self->n_units
         && fits_letter (spelling[common], self->letters[place + common]))
    common++;
  return common;
}

static GxAdvance
make_step (const GxNeedle *self, const char *spelling)
{
  GxAdvance step = { .first = self->ascii[(guchar) *spelling] };
  gboolean has_two;

  if (step.first == 0)
    return step;
  step.length = (guint8) strlen (spelling);
  has_two = step.length > 2 && spelling[1] == 'h';

  for (guint64 places = step.first; places != 0; places &= places - 1)
    {
      guint place = (guint) __builtin_ctzll (places);
      guint common = count_common (self, place, spelling);
      guint64 bit = G_GUINT64_CONSTANT (1) << place;

      if (common == step.length)
        step.whole |= bit;
      if (common >= 2 && has_two)
        step.first_two |= bit;
      if (place + common == self->n_units)
        step.open |= bit;
    }
  return step;
}

static gboolean
is_letter (gunichar unit)
{
  return unit >= 'a' && unit <= 'z';
}

void
_gx_needle_add_units (const GxNeedle *self, guint place, GxByteSet *set)
{
  gunichar letter = self->letters[place];
  g_autoptr (GString) unit = g_string_new (NULL);

  if (letter < 128 && g_ascii_islower (letter))
    gx_units_add_sounding (set, (char) letter);
  gx_units_append (unit, letter);
  gx_byte_set_add (set, (guint8) *unit->str);
}

void
_gx_needle_prepare (GxNeedle *self)
{
  gboolean has_letters = FALSE;

  if (self->n_units > 0)
    _gx_needle_add_units (self, 0, &self->first_bytes);
  for (guint i = 0; i < self->n_units; i++)
    {
      has_letters = has_letters || is_letter (self->letters[i]);
      self->has_others = self->has_others || self->letters[i] >= 128;
      if (self->letters[i] < 128)
        self->ascii[self->letters[i]] |= G_GUINT64_CONSTANT (1) << i;
    }
  if (!has_letters)
    return;
  self->characters = gx_syllables_characters ();
  if (is_letter (self->letters[0]))
    self->beginners = gx_syllables_begun_by ((char) self->letters[0]);
  self->steps = g_new (GxAdvance, gx_syllables_count ());
  for (guint i = 0; i < gx_syllables_count (); i++)
    self->steps[i] = make_step (self, gx_syllable_spelling (i));
}

/* -- Running -- */

static inline guint64
places_of (const GxNeedle *self, gunichar unit)
{
  guint64 places = 0;

  if (unit < 128)
    return self->ascii[unit];
  for (guint i = 0; self->has_others && i < self->n_units; i++)
    if (self->letters[i] == unit)
      places |= G_GUINT64_CONSTANT (1) << i;
  return places;
}

/* Where a word stands: bit i says that its first i units are used up; in @strictly without first letters. */
typedef struct {
  guint64 freely, strictly;
  gboolean is_open, is_strictly_open;    /* a syllable goes on with all that was left */
} Standing;

static G_ALWAYS_INLINE inline void
move_by_sound (const GxNeedle *self, gunichar unit, const Standing *from, Standing *to)
{
  const GxCharacterReadings *readings = &self->characters[unit - GX_SYLLABLES_FIRST];

  for (guint i = 0; i < readings->count; i++)
    {
      const GxAdvance *step = &self->steps[readings->syllables[i]];

      to->freely |= (from->freely & step->whole) << step->length | (from->freely & step->first) << 1
                    | (from->freely & step->first_two) << 2;
      to->strictly |= (from->strictly & step->whole) << step->length;
      to->is_open = to->is_open || (from->freely & step->open) != 0;
      to->is_strictly_open = to->is_strictly_open || (from->strictly & step->open) != 0;
    }
}

static G_ALWAYS_INLINE inline Standing
move (const GxNeedle *self, Standing from, gunichar unit)
{
  guint64 places = places_of (self, unit);
  Standing to = { (from.freely & places) << 1, (from.strictly & places) << 1, FALSE, FALSE };

  if (self->steps != NULL && unit - GX_SYLLABLES_FIRST < GX_SYLLABLES_CHARACTERS)
    move_by_sound (self, unit, &from, &to);
  return to;
}

/* Whether the word may begin with this character. */
static inline gboolean
may_begin (const GxNeedle *self, gunichar unit)
{
  guint at = unit - GX_SYLLABLES_FIRST;

  return unit == self->letters[0]
         || (self->beginners != NULL && at < GX_SYLLABLES_CHARACTERS
             && (self->beginners[at / 8] >> (at % 8) & 1));
}

const char *
_gx_needle_find (const GxNeedle *self, const char *text, const char *end, gboolean over_blanks)
{
  const guint64 done = G_GUINT64_CONSTANT (1) << self->n_units;
  gboolean is_in_word = FALSE;
  Standing standing = { 0 };

  for (const char *p = text; p < end;)
    {
      gunichar unit = (guchar) *p;
      gboolean is_character;

      if (unit <= ' ')
        {
          if (unit < ' ' || !over_blanks)
            standing.freely = 0;
          is_in_word = FALSE;
          p++;
          continue;
        }
      unit = gx_units_read (&p);
      is_character = unit >= 128 && gx_spread_is_character (unit);
      if (is_character ? may_begin (self, unit) : !is_in_word)
        standing.freely |= 1;
      is_in_word = !is_character;
      if (standing.freely != 0)
        standing = move (self, (Standing) { .freely = standing.freely }, unit);
      if ((standing.freely & done) != 0 || standing.is_open)
        return p;
      if (standing.freely == 0 && is_in_word)
        while (p < end && (guchar) *p > ' ' && (guchar) *p < 128)
          p++;
    }
  return NULL;
}

/* Whether the first character's syllable goes on with the whole word: what most that is found does. */
static inline gboolean
is_opened_by (const GxNeedle *self, const char *text)
{
  guint at = gx_units_read (&text) - GX_SYLLABLES_FIRST;

  if (self->steps == NULL || at >= GX_SYLLABLES_CHARACTERS)
    return FALSE;
  for (guint i = 0; i < self->characters[at].count; i++)
    if ((self->steps[self->characters[at].syllables[i]].open & 1) != 0)
      return TRUE;
  return FALSE;
}

gboolean
_gx_needle_fits_at (const GxNeedle *self, const char *text, const char *end)
{
  const guint64 done = G_GUINT64_CONSTANT (1) << self->n_units;
  Standing standing = { .freely = gx_byte_set_has (&self->first_bytes, (guint8) *text) ? 1 : 0 };

  if (is_opened_by (self, text))
    return TRUE;
  for (const char *p = text; standing.freely != 0 && p < end && (guchar) *p > ' ';)
    {
      standing = move (self, (Standing) { .freely = standing.freely }, gx_units_read (&p));
      if ((standing.freely & done) != 0 || standing.is_open)
        return TRUE;
    }
  return FALSE;
}

GxFits
_gx_needle_run (const GxNeedle *self, const char *text, const char *end, gboolean over_blanks)
{
  const guint64 done = G_GUINT64_CONSTANT (1) << self->n_units;
  guint64 start = gx_byte_set_has (&self->first_bytes, (guint8) *text) ? 1 : 0;
  Standing standing = { start, start, FALSE, FALSE };
  GxFits fits = 0;

  for (const char *p = text; standing.freely != 0 && p < end && (guchar) *p >= ' ';)
    {
      if (*p == ' ' && !over_blanks)
        break;
      if (*p == ' ')
        {
          p++;
          continue;
        }
      standing = move (self, standing, gx_units_read (&p));
      if ((standing.freely & done) != 0 || standing.is_open)
        fits |= GX_FITS;
      if ((standing.strictly & done) != 0 || standing.is_strictly_open)
        fits |= GX_FITS_STRICTLY;
      if (p < end && (guchar) *p >= ' ')
        continue;
      if ((standing.freely & done) != 0)
        fits |= GX_FITS_TO_THE_END;
      if ((standing.strictly & done) != 0)
        fits |= GX_FITS_STRICTLY_TO_THE_END;
    }
  return fits;
}
