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
      if ((is_form && (p == end || *p == GX_KNOWN_FORM)) || (begun_by & ~GX_SIGNS_ALL_LETTERS) != 0)
        signs |= GX_SIGNS_BRIEF;
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
      signs |= signs_of_unit ((guchar) *p) | (p + 1 == end || p[1] == GX_KNOWN_FORM ? GX_SIGNS_BRIEF : 0);
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

/* By a syllable, not by its first letter alone. */
static void
add_syllable (const GxNeedle *self, guint syllable, GxScanSounds *sounds)
{
  const GxAdvance *step = &self->steps[syllable];

  if (((step->open | step->whole | step->first_two) & 1) == 0)
    return;
  gx_units_add_seconds (&sounds->second, syllable);
  if ((step->open & 1) != 0)
    add_follower (self, self->n_units, &sounds->after);
  if ((step->whole & 1) != 0)
    add_follower (self, step->length, &sounds->after);
  if ((step->first_two & 1) != 0)
    add_follower (self, 2, &sounds->after);
}

gboolean
gx_needle_sounds (const GxNeedle *self, GxScanSounds *sounds)
{
  *sounds = (GxScanSounds) { 0 };
  if (self->steps == NULL)
    return FALSE;
  if (self->beginners != NULL)
    {
      gx_units_add_sounding (&sounds->first, (char) self->letters[0]);
      for (guint i = 0; i < gx_syllables_count (); i++)
        add_syllable (self, i, sounds);
      add_follower (self, 1, &sounds->after_first);
      return TRUE;
    }
  if (self->letters[0] < 128)
    return FALSE; /* a digit */
  _gx_needle_add_units (self, 0, &sounds->first);
  add_follower (self, (guchar) *self->units->str < GX_UNITS_OTHERS_FROM ? 1 : self->n_units,
                &sounds->after_first);
  return TRUE;
}

const GxLiteral *
gx_needle_literals (const GxNeedle *self)
{
  return self->literals;
}

const GxByteSet *
gx_needle_first_bytes (const GxNeedle *self)
{
  return &self->first_bytes;
}
