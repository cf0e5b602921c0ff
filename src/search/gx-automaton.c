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
  GxAdvance step = { .length = (guint8) strlen (spelling), .first = self->ascii[(guchar) *spelling] };
  gboolean has_two = step.length > 2 && spelling[1] == 'h';

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

static inline guint64
move_by_sound (const GxNeedle *self, guint64 at, gunichar unit, gboolean whole_syllables, gboolean *is_open)
{
  const GxCharacterReadings *readings = &self->characters[unit - GX_SYLLABLES_FIRST];
  guint64 next = 0;

  for (guint i = 0; i < readings->count; i++)
    {
      const GxAdvance *step = &self->steps[readings->syllables[i]];

      next |= (at & step->whole) << step->length;
      if (!whole_syllables)
        next |= (at & step->first) << 1 | (at & step->first_two) << 2;
      *is_open = *is_open || (at & step->open) != 0;
    }
  return next;
}

static inline guint64
move (const GxNeedle *self, guint64 at, gunichar unit, gboolean whole_syllables, gboolean *is_open)
{
  guint64 next = (at & places_of (self, unit)) << 1;

  if (self->steps != NULL && unit - GX_SYLLABLES_FIRST < GX_SYLLABLES_CHARACTERS)
    next |= move_by_sound (self, at, unit, whole_syllables, is_open);
  return next;
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
  guint64 at = 0;

  for (const char *p = text; p < end;)
    {
      gboolean is_open = FALSE, is_character;
      gunichar unit = (guchar) *p;

      if (unit <= ' ')
        {
          if (unit < ' ' || !over_blanks)
            at = 0;
          is_in_word = FALSE;
          p++;
          continue;
        }
      unit = gx_units_read (&p);
      is_character = unit >= 128 && gx_spread_is_character (unit);
      if (is_character ? may_begin (self, unit) : !is_in_word)
        at |= 1;
      is_in_word = !is_character;
      if (at != 0)
        at = move (self, at, unit, FALSE, &is_open);
      if ((at & done) != 0 || is_open)
        return p;
      if (at == 0 && is_in_word)
        while (p < end && (guchar) *p > ' ' && (guchar) *p < 128)
          p++;
    }
  return NULL;
}

GxFit
_gx_needle_begins (const GxNeedle *self, const char *text, const char *end, GxBeginFlags flags)
{
  const guint64 done = G_GUINT64_CONSTANT (1) << self->n_units;
  gboolean has_fitted = FALSE;
  guint64 at = gx_byte_set_has (&self->first_bytes, (guint8) *text) ? 1 : 0;

  for (const char *p = text; at != 0 && p < end && (guchar) *p >= ' ';)
    {
      gboolean is_open = FALSE;

      if (*p == ' ')
        {
          if ((flags & GX_BEGIN_OVER_BLANKS) == 0)
            break;
          p++;
          continue;
        }
      at = move (self, at, gx_units_read (&p), (flags & GX_BEGIN_WHOLE_SYLLABLES) != 0, &is_open);
      if ((at & done) != 0 && (p == end || (guchar) *p < ' '))
        return GX_FITS_TO_THE_END;
      has_fitted = has_fitted || (at & done) != 0 || is_open;
    }
  return has_fitted ? GX_FITS : GX_FITS_NOT;
}
