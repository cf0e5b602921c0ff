/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-needle-private.h"
#include "search/gx-spread.h"
#include "search/gx-units.h"

/* Distances: a customer's own names come before everything else that is as near; whole ones before those
   of which first letters fit, up to the end, before beginnings, before all else. */
enum { NAME_WHOLE = 0, NAME_INITIALS = 2, NAME_BEGINS = 4, WHOLE = GX_MATCH_NAMES, BEGINS = 9,
       NAME_INSIDE = 11, INSIDE = 13 };

/* -- Making -- */

static void
read_letters (GxNeedle *self)
{
  for (const char *at = self->text; *at != '\0' && self->n_units < GX_NEEDLE_MAX_UNITS;
       at = g_utf8_next_char (at))
    self->letters[self->n_units++] = g_utf8_get_char (at);
  self->units = g_string_new (NULL);
  gx_units_append_text (self->units, self->text);
  if (self->n_units > 1 && self->letters[0] < 128 && self->letters[1] < 128)
    g_snprintf (self->apart, sizeof self->apart, "%c %c", (char) self->letters[0], (char) self->letters[1]);
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
  GxLiteral *literal = self->literals;

  while (literal->length > 0 && !g_str_equal (literal->bytes, bytes))
    literal++;
  literal->bytes = bytes;
  literal->length = strlen (bytes);
  literal->kinds |= kind;
  literal->in_words = (GxScanPart) { bytes, MIN (literal->length, GX_SCAN_PART_MAX), (guchar) *bytes < 128 };
  literal->in_marks = (GxScanPart) {
    bytes, literal->in_words.length, !self->is_part && (literal->kinds & GX_LITERAL_NUMBER) == 0
  };
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
  if (strlen (self->text) == 1)
    { /* "l-" is not yet more than "l" */
      g_free (self->raw);
      self->raw = g_strdup (self->text);
    }
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
take_nearer (GxNearness nearness, GxNearness *nearest)
{
  *nearest = MIN (*nearest, nearness);
}

static GxNearness
judge_inside (GxKnownBy field)
{
  return GX_NEARNESS ((is_name (field) ? NAME_INSIDE : INSIDE) + is_second (field), field);
}

/* Of a form of a field that begins with the word. */
static GxNearness
judge_beginning (GxKnownBy field, GxFits fits)
{
  guint second = is_second (field), distance;

  if (fits == 0)
    return GX_NOT_NEAR;
  if ((fits & GX_FITS_STRICTLY_TO_THE_END) != 0)
    distance = is_name (field) ? NAME_WHOLE + second : WHOLE + second;
  else if ((fits & GX_FITS_TO_THE_END) != 0)
    distance = is_name (field) ? NAME_INITIALS + second : WHOLE + 1;
  else if ((fits & GX_FITS_STRICTLY) != 0)
    distance = is_name (field) ? NAME_BEGINS + second : BEGINS + second;
  else
    distance = is_name (field) ? NAME_BEGINS + 1 + second : BEGINS + 1;
  return GX_NEARNESS (distance, field);
}

/* @at: where a form begins, or else inside one. */
static GxNearness
judge_fits (const char *at, GxKnownBy field, GxFits fits)
{
  if (fits == 0)
    return GX_NOT_NEAR;
  return (guchar) at[-1] < ' ' ? judge_beginning (field, fits) : judge_inside (field);
}

/* -- Marks and numbers -- */

static GxKnownBy
find_field (const char *at)
{
  while ((guchar) *at >= ' ' || *at == GX_KNOWN_FORM)
    at--;
  return *at;
}

/* Whether @part counts where it stands in @field, a mark. */
static gboolean
fits_mark (const GxNeedle *self, const GxLiteral *part, const char *at, GxKnownBy field)
{
  if (field == GX_KNOWN_PHONE)
    return (part->kinds & GX_LITERAL_NUMBER) != 0;
  return (part->kinds & GX_LITERAL_MARK) != 0 && (self->is_part || (guchar) at[-1] < ' ');
}

/* A mark, or one of its forms; only digits can be found in a telephone number. */
static GxNearness
judge_mark (const GxNeedle *self, const GxLiteral *part, const char *at, const char *end, GxKnownBy field)
{
  const char *after = at + part->length;
  gboolean begins = (guchar) at[-1] < ' ', ends = after == end || (guchar) *after < ' ';
  gboolean is_long = part->length >= GX_NEEDLE_MIN_NUMBER;

  if (!fits_mark (self, part, at, field))
    return GX_NOT_NEAR;
  return GX_NEARNESS ((begins || is_long) && ends ? WHOLE : begins ? BEGINS : INSIDE, field);
}

/* -- A record -- */

const char *
_gx_record_next_form (const char *at, const char *end)
{
  while (at < end && (guchar) *at >= ' ')
    at++;
  return at;
}

GxRecord
gx_record_take_apart (const char *record, const char *end)
{
  const char *marks = memchr (record, GX_KNOWN_MARKS, end - record);

  return marks != NULL ? (GxRecord) { record, marks, marks + 1, end } : (GxRecord) { record, end, end, end };
}

char *
gx_record_dup_text (const GxRecord *record)
{
  GString *text = g_string_new (NULL);

  for (const char *p = record->words; p < record->words_end;)
    g_string_append_unichar (text, gx_units_read (&p));
  g_string_append_c (text, GX_KNOWN_MARKS);
  g_string_append_len (text, record->marks, record->marks_end - record->marks);
  return g_string_free (text, FALSE);
}

/* Names come first in a record; the others are looked at only where they could be near enough. */
static void
judge_beginnings (const GxNeedle *self, const char *record, const char *end, gboolean over_blanks,
                  GxNearness *nearest)
{
  GxKnownBy field = *record;

  for (const char *at = record; at < end; at = _gx_record_next_form (at + 1, end))
    {
      field = *at == GX_KNOWN_FORM ? field : (GxKnownBy) *at;
      if (!is_name (field) && *nearest < GX_NEARNESS (WHOLE, 0))
        return;
      take_nearer (judge_beginning (field, _gx_needle_run (self, at + 1, end, over_blanks)), nearest);
    }
}

static void
judge_insides (const GxNeedle *self, const char *record, const char *end, gboolean over_blanks,
               GxNearness *nearest)
{
  for (const char *at = record; (at = _gx_needle_find (self, at, end, over_blanks)) != NULL;)
    {
      take_nearer (judge_inside (find_field (at - 1)), nearest);
      at = _gx_record_next_form (at, end);
    }
}

static void
judge_words (const GxNeedle *self, const char *record, const char *end, gboolean over_blanks,
             GxNearness *nearest)
{
  if (self->n_units == 0)
    return;
  judge_beginnings (self, record, end, over_blanks, nearest);
  if (*nearest > GX_NEARNESS (NAME_INSIDE, 0))
    judge_insides (self, record, end, over_blanks, nearest);
}

static void
judge_marks (const GxNeedle *self, const char *marks, const char *end, GxNearness *nearest)
{
  for (const GxLiteral *part = self->literals; part->length > 0; part++)
    for (const char *at = marks; part->kinds != GX_LITERAL_WORDS
         && (at = memmem (at, end - at, part->bytes, part->length)) != NULL; at++)
      take_nearer (judge_mark (self, part, at, end, find_field (at)), nearest);
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

GxNearness
gx_needle_judge (const GxNeedle *self, const GxRecord *record, GxNearness bound)
{
  gboolean only_names = bound <= GX_NEARNESS (GX_MATCH_NAMES, 0);
  const char *end = only_names ? find_end_of_names (record->words, record->words_end) : record->words_end;
  GxNearness nearest = bound;

  judge_words (self, record->words, end, FALSE, &nearest);
  if (!only_names && nearest > GX_NEARNESS (WHOLE, 0))
    judge_marks (self, record->marks, record->marks_end, &nearest);
  return nearest < bound ? nearest : GX_NOT_NEAR;
}

GxNearness
gx_needle_judge_phrase (const GxNeedle *self, const GxRecord *record, GxNearness bound)
{
  GxNearness nearest = bound;

  judge_words (self, record->words, find_end_of_names (record->words, record->words_end), TRUE, &nearest);
  return nearest < bound ? nearest : GX_NOT_NEAR;
}

gboolean
gx_needle_equal (const GxNeedle *self, const GxNeedle *other)
{
  return g_str_equal (self->raw, other->raw);
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

/* A word may begin at any character, else where one begins. */
static gboolean
begins_a_word (const char *at)
{
  const char *here = at, *before = at - 1;

  if ((guchar) *before <= ' ' || GX_UNITS_CAN_BE_READ (*at)
      || ((guchar) *at >= 128 && gx_spread_is_character (gx_units_read (&here))))
    return TRUE;
  while (((guchar) *before & 0xc0) == 0x80)
    before--;
  return (guchar) *before >= 128 && gx_spread_is_character (gx_units_read (&before));
}

GxNearness
gx_needle_judge_literal (const GxNeedle *self, const GxLiteral *literal, const char *at, const char *end)
{
  GxKnownBy field;
  GxFits fits = GX_FITS | GX_FITS_STRICTLY;

  if (literal->length > GX_SCAN_PART_MAX
      && ((gsize) (end - at) < literal->length || memcmp (at, literal->bytes, literal->length) != 0))
    return GX_NOT_NEAR;
  field = find_field (at - 1);
  if (GX_KNOWN_IS_MARK (field))
    return judge_mark (self, literal, at, end, field);
  if ((literal->kinds & GX_LITERAL_WORDS) == 0 || !begins_a_word (at))
    return GX_NOT_NEAR;
  if (at + literal->length == end || (guchar) at[literal->length] < ' ')
    fits |= GX_FITS_TO_THE_END | GX_FITS_STRICTLY_TO_THE_END;
  return judge_fits (at, field, fits);
}

/* From @at on, in @field: where a form begins, or inside one. */
static GxNearness
judge_from (const GxNeedle *self, const char *at, const char *end, GxKnownBy field)
{
  if ((guchar) at[-1] < ' ')
    return judge_beginning (field, _gx_needle_run (self, at, end, FALSE));
  return _gx_needle_fits_at (self, at, end) ? judge_inside (field) : GX_NOT_NEAR;
}

GxNearness
gx_needle_judge_word (const GxNeedle *self, const char *at, const char *end)
{
  if ((guchar) at[-1] < ' ')
    return judge_beginning (find_field (at - 1), _gx_needle_run (self, at, end, FALSE));
  if (!_gx_needle_fits_at (self, at, end) || !begins_a_word (at))
    return GX_NOT_NEAR;
  return judge_inside (find_field (at - 1));
}

GxNearness
gx_needle_judge_spot (const GxNeedle *self, const char *at, const char *end)
{
  GxKnownBy field = find_field (at - 1);
  GxNearness nearest = GX_NOT_NEAR;

  if (!GX_KNOWN_IS_MARK (field))
    return judge_from (self, at, end, field);
  for (const GxLiteral *part = self->literals; part->length > 0; part++)
    if ((gsize) (end - at) >= part->length && memcmp (at, part->bytes, part->length) == 0)
      take_nearer (judge_mark (self, part, at, end, field), &nearest);
  return nearest;
}

/* -- Several words as one, over blanks between them -- */

static gsize
length_of_units (const GxNeedle *self, guint n)
{
  const char *at = self->units->str;

  for (guint i = 0; i < MIN (n, self->n_units); i++)
    gx_units_read (&at);
  return at - self->units->str;
}

guint
gx_needle_phrase_parts (const GxNeedle *self, GxScanPart *parts)
{
  gboolean is_letter = self->letters[0] < 128;

  if (self->n_units == 0)
    return 0;
  parts[0] = (GxScanPart) { self->units->str, length_of_units (self, is_letter ? 2 : 1), is_letter };
  parts[1] = (GxScanPart) { self->apart, 3, TRUE };
  return *self->apart != '\0' ? 2 : 1;
}

GxNearness
gx_needle_judge_phrase_at (const GxNeedle *self, const char *at, const char *end)
{
  GxFits fits = _gx_needle_run (self, at, end, TRUE);

  return fits != 0 && begins_a_word (at) ? judge_fits (at, find_field (at - 1), fits) : GX_NOT_NEAR;
}
