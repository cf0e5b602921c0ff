/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-needle-private.h"
#include "search/gx-spread.h"
#include "search/gx-units.h"

static guint
sign_of (char letter)
{
  return g_ascii_isdigit (letter) ? 26 + letter - '0' : letter - 'a';
}

/* What a unit can begin with, by itself or by its sound. */
static GxSigns
signs_of_unit (gunichar unit)
{
  guint at = unit - GX_SYLLABLES_FIRST;
  const GxCharacterReadings *readings = gx_syllables_characters () + at;
  GxSigns signs = 0;

  if (unit < 128)
    return g_ascii_isalnum (unit) ? G_GUINT64_CONSTANT (1) << sign_of ((char) unit) : 0;
  for (guint i = 0; at < GX_SYLLABLES_CHARACTERS && i < readings->count; i++)
    signs |= G_GUINT64_CONSTANT (1) << sign_of (*gx_syllable_spelling (readings->syllables[i]));
  return signs;
}

static GxSigns
signs_of_words (GxKnownBy field, const char *text, const char *end)
{
  gboolean is_name = field <= GX_KNOWN_OTHER_NAME, is_form = TRUE, may_begin = TRUE, was_letter = FALSE;
  GxSigns signs = 0;

  for (const char *p = text; p < end;)
    {
      gunichar unit = gx_units_read (&p);
      gboolean is_character = gx_spread_is_character (unit);
      GxSigns begun_by = is_character || may_begin ? signs_of_unit (unit) : 0;

      signs |= begun_by;
      if (is_name && is_form)
        signs |= (begun_by & GX_SIGNS_ALL_LETTERS) << GX_SIGNS_NAMES;
      if (is_character && was_letter)
        signs |= GX_SIGNS_MIXED;
      was_letter = unit > ' ' && !is_character;
      is_form = unit == GX_KNOWN_FORM;
      may_begin = unit <= ' ' || is_character;
    }
  return signs;
}

static GxSigns
signs_of_mark (const char *text, const char *end)
{
  GxSigns signs = 0;

  for (const char *p = text; p < end; p++)
    if ((p == text || p[-1] == GX_KNOWN_FORM) && (guchar) *p < 128)
      signs |= signs_of_unit ((guchar) *p);
  return signs;
}

GxSigns
gx_signs_of (const char *record, const char *end)
{
  GxSigns signs = 0;

  for (const char *at = record, *next; at < end; at = next)
    {
      next = at + 1;
      while (next < end && *at != GX_KNOWN_MARKS && ((guchar) *next >= ' ' || *next == GX_KNOWN_FORM))
        next++;
      if (GX_KNOWN_IS_MARK (*at) && *at < GX_KNOWN_PHONE)
        signs |= signs_of_mark (at + 1, next);
      else if (!GX_KNOWN_IS_MARK (*at))
        signs |= signs_of_words ((GxKnownBy) *at, at + 1, next);
    }
  return signs;
}

gboolean
gx_needle_is_sign (const GxNeedle *self, GxSigns *sign)
{
  if (strlen (self->raw) != 1 || !g_ascii_isalnum (*self->raw))
    return FALSE;
  *sign = G_GUINT64_CONSTANT (1) << sign_of (*self->raw);
  return TRUE;
}

GxSigns
gx_needle_first_sign (const GxNeedle *self)
{
  if (self->is_part || !g_ascii_isalnum (*self->raw))
    return 0;
  return G_GUINT64_CONSTANT (1) << sign_of (*self->raw);
}

GxSigns
gx_needle_name_sign (const GxNeedle *self)
{
  if (self->n_units == 0 || self->beginners == NULL)
    return 0;
  return G_GUINT64_CONSTANT (1) << (self->letters[0] - 'a' + GX_SIGNS_NAMES);
}

GxSigns
gx_needle_mixed_sign (const GxNeedle *self)
{
  return self->steps != NULL && self->letters[0] < 128 && self->n_units > 1 ? GX_SIGNS_MIXED : 0;
}

gboolean
gx_needle_is_letter (const GxNeedle *self, GxSigns *sign)
{
  if (self->n_units != 1 || self->letters[0] >= 128)
    return FALSE;
  *sign = G_GUINT64_CONSTANT (1) << sign_of ((char) self->letters[0]);
  return TRUE;
}

/* -- What a scan by sound looks for -- */

/* What may stand after a first character that has used up the letters before @place; anything after the
   last. */
static void
add_follower (const GxNeedle *self, guint place, GxByteSet *set)
{
  if (place < self->n_units)
    _gx_needle_add_units (self, place, set);
  else
    memset (set, 0xff, sizeof *set);
}

static void
add_followers_by_sound (const GxNeedle *self, GxByteSet *set)
{
  for (guint i = 0; i < gx_syllables_count (); i++)
    {
      const GxAdvance *step = &self->steps[i];

      if ((step->open & 1) != 0)
        add_follower (self, self->n_units, set);
      if ((step->whole & 1) != 0)
        add_follower (self, step->length, set);
      if ((step->first_two & 1) != 0)
        add_follower (self, 2, set);
    }
  add_follower (self, 1, set);
}

gboolean
gx_needle_sound_pairs (const GxNeedle *self, GxPairs *pairs)
{
  GxByteSet nothing = { 0 };

  if (self->steps == NULL)
    return FALSE;
  *pairs = (GxPairs) { nothing, nothing };
  if (self->beginners != NULL)
    {
      gx_units_add_sounding (&pairs->first, (char) self->letters[0]);
      add_followers_by_sound (self, &pairs->third_after);
    }
  else if (self->letters[0] >= 128)
    {
      _gx_needle_add_units (self, 0, &pairs->first);
      add_follower (self, (guchar) *self->units->str < GX_UNITS_OTHERS_FROM ? 1 : self->n_units,
                    &pairs->third_after);
    }
  return TRUE;
}

const GxLiteral *
gx_needle_literals (const GxNeedle *self)
{
  return self->literals;
}
