/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-needle-private.h"
#include "search/gx-spread.h"
#include "search/gx-units.h"

/* Distances: a customer's own names come before everything else that is as near. One more where a name is
   not the current one, or only first letters of syllables fit, or it is somebody else's. */
enum { NAME_WHOLE = 0, NAME_BEGINS = 3, WHOLE = GX_MATCH_NAMES, BEGINS = 8, NAME_INSIDE = 10, INSIDE = 13 };

/* -- Making -- */

static void
read_letters (GxNeedle *self)
{
  for (const char *at = self->text; *at != '\0' && self->n_units < GX_NEEDLE_MAX_UNITS;
       at = g_utf8_next_char (at))
    self->letters[self->n_units++] = g_utf8_get_char (at);
  self->units = g_string_new (NULL);
  gx_units_append_text (self->units, self->text);
  _gx_needle_prepare (self);
}

/* The digits of "+86 (138) 0013-8000"; NULL where anything else is in it, or too few. */
static char *
read_digits (const char *word)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = word; *at != '\0'; at++)
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);
    else if (strchr ("+-(). /", *at) == NULL)
      return NULL;
  return digits->len >= GX_NEEDLE_MIN_PART ? g_strdup (digits->str) : NULL;
}

gboolean
gx_needle_is_number (const char *text)
{
  g_autofree char *digits = read_digits (text);

  return digits != NULL;
}

/* 00 stands for the +; a leading 0 may be for calls within the country. */
static void
read_number (GxNeedle *self, const char *digits)
{
  gsize length = strlen (digits);
  guint n = 0;

  self->is_number = TRUE;
  if (g_str_has_prefix (digits, "00") && length >= GX_NEEDLE_MIN_PART + 2)
    self->numbers[n++] = g_strdup (digits + 2);
  else if (*digits == '0' && length >= GX_NEEDLE_MIN_NUMBER)
    self->numbers[n++] = g_strdup (digits + 1);
  self->numbers[n++] = g_strdup (digits);
}

static void
add_literal (GxNeedle *self, const char *bytes, GxLiteralKinds kind)
{
  guint n = 0;

  while (self->literals[n].length > 0 && !g_str_equal (self->literals[n].bytes, bytes))
    n++;
  self->literals[n].bytes = bytes;
  self->literals[n].length = strlen (bytes);
  self->literals[n].kinds |= kind;
}

static void
list_literals (GxNeedle *self)
{
  add_literal (self, self->raw, GX_LITERAL_MARK);
  if (self->units->len > 0)
    add_literal (self, self->units->str, GX_LITERAL_WORDS);
  for (guint i = 0; self->numbers[i] != NULL; i++)
    add_literal (self, self->numbers[i], GX_LITERAL_NUMBER);
}

GxNeedle *
gx_needle_new (const char *word)
{
  g_autoptr (GxNeedle) self = g_new0 (GxNeedle, 1);
  g_autofree char *digits = read_digits (word);
  gboolean has_only_digits = digits != NULL;

  self->ref_count = 1;
  if (*word == '\0')
    return NULL;
  self->raw = digits != NULL ? g_steal_pointer (&digits) : g_strdup (word);
  self->text = strchr (word, '@') == NULL ? gx_spread_joined (self->raw) : g_strdup ("");
  if (has_only_digits)
    read_number (self, self->raw);
  self->is_part = strlen (self->raw) >= GX_NEEDLE_MIN_PART || strchr (self->raw, '@') != NULL;
  read_letters (self);
  list_literals (self);
  return g_steal_pointer (&self);
}

GxNeedle *
gx_needle_ref (GxNeedle *self)
{
  self->ref_count++;
  return self;
}

void
gx_needle_unref (GxNeedle *self)
{
  if (--self->ref_count > 0)
    return;
  g_free (self->raw);
  g_free (self->text);
  g_string_free (self->units, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (self->numbers); i++)
    g_free (self->numbers[i]);
  g_free (self->steps);
  g_free (self);
}

/* -- Words and characters -- */

static gboolean
is_name (GxKnownBy field)
{
  return field <= GX_KNOWN_OTHER_NAME;
}

static gboolean
is_second (GxKnownBy field)
{
  return field == GX_KNOWN_OTHER_NAME || field == GX_KNOWN_PERSON;
}

static void
take_nearer (GxKnownBy field, guint distance, guint *nearest, GxMatch *match)
{
  if (distance >= *nearest)
    return;
  *nearest = distance;
  *match = (GxMatch) { field, distance };
}

/* Whether a form of a field begins with the word, and all of it is that. */
static void
judge_beginning (const GxNeedle *self, GxKnownBy field, const char *form, const char *end, GxBeginFlags flags,
                 guint *nearest, GxMatch *match)
{
  guint whole = is_name (field) ? NAME_WHOLE : WHOLE, begins = is_name (field) ? NAME_BEGINS : BEGINS;
  guint distance;
  GxFit fit;

  if (*nearest <= whole || _gx_needle_begins (self, form, end, flags) == GX_FITS_NOT)
    return;
  fit = _gx_needle_begins (self, form, end, flags | GX_BEGIN_WHOLE_SYLLABLES);
  distance = fit == GX_FITS_TO_THE_END ? whole : fit == GX_FITS ? begins : begins + 1;
  take_nearer (field, distance + is_second (field), nearest, match);
}

static guint
inside (GxKnownBy field)
{
  return (is_name (field) ? NAME_INSIDE : INSIDE) + is_second (field);
}

/* -- Marks and numbers -- */

static GxKnownBy
find_field (const char *at)
{
  while ((guchar) *at >= ' ' || *at == GX_KNOWN_FORM)
    at--;
  return *at;
}

/* Whether @part counts where it stands among the marks. */
static gboolean
fits_mark (const GxNeedle *self, const GxLiteral *part, const char *at)
{
  if ((part->kinds & (GX_LITERAL_MARK | GX_LITERAL_NUMBER)) == 0)
    return FALSE;
  if (find_field (at) == GX_KNOWN_PHONE)
    return (part->kinds & GX_LITERAL_NUMBER) != 0;
  return (part->kinds & GX_LITERAL_MARK) != 0 && (self->is_part || (guchar) at[-1] < ' ');
}

/* A mark, or one of its forms; only digits can be found in a telephone number. */
static void
judge_part (const GxNeedle *self, const GxLiteral *part, const char *marks, const char *end, guint *nearest,
            GxMatch *match)
{
  if (part->kinds == GX_LITERAL_WORDS)
    return;
  for (const char *at = marks; (at = memmem (at, end - at, part->bytes, part->length)) != NULL; at++)
    {
      const char *after = at + part->length;
      gboolean begins = (guchar) at[-1] < ' ', ends = after == end || (guchar) *after < ' ';
      gboolean is_long = part->length >= GX_NEEDLE_MIN_NUMBER;
      guint distance = (begins || is_long) && ends ? WHOLE : begins ? BEGINS : INSIDE;

      if (distance < *nearest && fits_mark (self, part, at))
        take_nearer (find_field (at), distance, nearest, match);
    }
}

/* -- A record -- */

const char *
_gx_record_next_form (const char *at, const char *end)
{
  while (at < end && (guchar) *at >= ' ')
    at++;
  return at;
}

const char *
_gx_record_find_marks (const char *record, const char *end)
{
  const char *marks = memchr (record, GX_KNOWN_MARKS, end - record);

  return marks != NULL ? marks : end;
}

char *
gx_record_dup_text (const char *record, const char *end)
{
  const char *marks = _gx_record_find_marks (record, end);
  GString *text = g_string_new (NULL);

  for (const char *p = record; p < marks;)
    g_string_append_unichar (text, gx_units_read (&p));
  g_string_append_len (text, marks, end - marks);
  return g_string_free (text, FALSE);
}

static gboolean
fits_a_mark (const GxNeedle *self, const char *marks, const char *end)
{
  for (const GxLiteral *part = self->literals; part->length > 0; part++)
    for (const char *at = marks; part->kinds != GX_LITERAL_WORDS
         && (at = memmem (at, end - at, part->bytes, part->length)) != NULL; at++)
      if (fits_mark (self, part, at))
        return TRUE;
  return FALSE;
}

gboolean
gx_needle_fits (const GxNeedle *self, const char *record, const char *end)
{
  const char *marks = _gx_record_find_marks (record, end);

  return (self->n_units > 0 && _gx_needle_find (self, record, marks, FALSE) != NULL)
         || (marks < end && fits_a_mark (self, marks + 1, end));
}

/* Names come first in a record; the others are looked at only where they could be near enough. */
static void
judge_beginnings (const GxNeedle *self, const char *record, const char *end, GxBeginFlags flags,
                  guint *nearest, GxMatch *match)
{
  GxKnownBy field = *record;

  for (const char *at = record; at < end; at = _gx_record_next_form (at + 1, end))
    {
      field = *at == GX_KNOWN_FORM ? field : (GxKnownBy) *at;
      if (!is_name (field) && *nearest <= WHOLE)
        return;
      judge_beginning (self, field, at + 1, end, flags, nearest, match);
    }
}

static void
judge_insides (const GxNeedle *self, const char *record, const char *end, GxBeginFlags flags, guint *nearest,
               GxMatch *match)
{
  gboolean over_blanks = (flags & GX_BEGIN_OVER_BLANKS) != 0;

  for (const char *at = record; (at = _gx_needle_find (self, at, end, over_blanks)) != NULL;)
    {
      take_nearer (find_field (at - 1), inside (find_field (at - 1)), nearest, match);
      at = _gx_record_next_form (at, end);
    }
}

static void
judge_words (const GxNeedle *self, const char *record, const char *end, GxBeginFlags flags, guint *nearest,
             GxMatch *match)
{
  if (self->n_units == 0)
    return;
  judge_beginnings (self, record, end, flags, nearest, match);
  if (*nearest > NAME_INSIDE)
    judge_insides (self, record, end, flags, nearest, match);
}

gboolean
gx_needle_judge (const GxNeedle *self, const char *record, const char *end, guint bound, GxMatch *match)
{
  const char *marks = bound > GX_MATCH_NAMES ? _gx_record_find_marks (record, end) : end;
  guint nearest = bound;

  judge_words (self, record, marks, 0, &nearest, match);
  for (const GxLiteral *part = self->literals; part->length > 0 && nearest > WHOLE && marks < end; part++)
    judge_part (self, part, marks + 1, end, &nearest, match);
  return nearest < bound;
}

/* Up to where a record's names go. */
static const char *
find_end_of_names (const char *record, const char *end)
{
  const char *at = record;

  while (at < end && (is_name (*at) || *at == GX_KNOWN_FORM))
    at = _gx_record_next_form (at + 1, end);
  return at;
}

gboolean
gx_needle_judge_phrase (const GxNeedle *self, const char *record, const char *end, guint bound,
                        GxMatch *match)
{
  guint nearest = bound;

  judge_words (self, record, find_end_of_names (record, end), GX_BEGIN_OVER_BLANKS, &nearest, match);
  return nearest < bound;
}

gboolean
gx_needle_begins_name (const GxNeedle *self, const char *record, const char *end)
{
  for (const char *at = record; at < end && (is_name (*at) || *at == GX_KNOWN_FORM);
       at = _gx_record_next_form (at + 1, end))
    if (_gx_needle_begins (self, at + 1, end, 0) != GX_FITS_NOT)
      return TRUE;
  return FALSE;
}

gboolean
gx_needle_lengthens (const GxNeedle *self, const GxNeedle *shorter)
{
  return shorter->n_units > 0 && self->n_units < GX_NEEDLE_MAX_UNITS
         && g_str_has_prefix (self->text, shorter->text);
}

gboolean
gx_needle_extends (const GxNeedle *self, const GxNeedle *shorter)
{
  return gx_needle_lengthens (self, shorter) && self->is_number == shorter->is_number
         && self->is_part == shorter->is_part && g_str_has_prefix (self->raw, shorter->raw)
         && strchr (self->raw, '@') == NULL && (!self->is_number || *self->raw != '0');
}

/* -- Where a scan has met something -- */

static gboolean
is_in_marks (const char *record, const char *at)
{
  return memchr (record, GX_KNOWN_MARKS, at - record) != NULL;
}

/* A word may begin at any character, else where one begins. */
static gboolean
begins_a_word (const char *at)
{
  const char *here = at, *before = at - 1;

  if ((guchar) *before <= ' ' || ((guchar) *at >= 128 && gx_spread_is_character (gx_units_read (&here))))
    return TRUE;
  while (((guchar) *before & 0xc0) == 0x80)
    before--;
  return (guchar) *before >= 128 && gx_spread_is_character (gx_units_read (&before));
}

gboolean
gx_needle_fits_literal (const GxNeedle *self, const GxLiteral *literal, const char *record, const char *at)
{
  if (!is_in_marks (record, at))
    return (literal->kinds & GX_LITERAL_WORDS) != 0 && begins_a_word (at);
  return fits_mark (self, literal, at);
}

gboolean
gx_needle_fits_sound (const GxNeedle *self, const char *record, const char *end, const char *at)
{
  return !is_in_marks (record, at) && _gx_needle_begins (self, at, end, 0) != GX_FITS_NOT;
}

gboolean
gx_needle_fits_words (const GxNeedle *self, const char *record, const char *end)
{
  return self->n_units > 0
         && _gx_needle_find (self, record, _gx_record_find_marks (record, end), FALSE) != NULL;
}
