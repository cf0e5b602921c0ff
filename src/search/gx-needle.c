/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-needle.h"
#include "search/gx-spread.h"
#include "search/gx-syllables.h"

/*
 * A word runs over a field as an automaton that stands at several places of the word at once, a bit for each: bit i says that
 * its first i units are used up. A character moves every place on by each of its syllables, in a handful of operations
 * (compare Baeza-Yates and Gonnet 1992, "A new approach to text searching").
 */

#define MAX_UNITS 60
#define MIN_PART 3      /* of a mark; and digits of a telephone number */
#define MIN_NUMBER 7    /* digits that are a number by themselves */

/* Distances: a customer's own names come before everything else that is as near. One more where a name is not the current one,
   or only first letters of syllables fit, or it is somebody else's. */
enum { NAME_WHOLE = 0, NAME_BEGINS = 3, WHOLE = 6, BEGINS = 8, NAME_INSIDE = 10, INSIDE = 13 };

/* Where a syllable can be used, a bit for each place of the word. */
typedef struct {
  guint64 whole;        /* all of it stands here */
  guint64 first;        /* its first letter */
  guint64 first_two;    /* zh, ch, sh */
  guint64 open;         /* it goes on with all that is left of the word */
  guint8 length;
} Step;

struct _GxNeedle {
  char *raw;                    /* folded, as typed: for marks */
  char *text;                   /* words and characters alone, no blank */
  char *numbers[3];             /* what a telephone number may have; NULL after the last */
  const char *literals[5];
  gunichar units[MAX_UNITS];    /* of text */
  guint n_units;
  gboolean is_number;           /* digits, and what they are written with */
  gboolean is_part;             /* long enough to count anywhere in a mark */
  gboolean has_letters, has_others;
  guint64 ascii[128];           /* places of each letter and digit */
  guint32 openers;              /* letters that must begin a syllable */
  Step *steps;                  /* by syllable; NULL where no letter is in it */
  const GxCharacterReadings *characters;
  const guint8 *beginners;      /* a bit for each of these: what it may begin with by its sound; NULL: by none */
};

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
         && fits_letter (spelling[common], self->units[place + common]))
    common++;
  return common;
}

static Step
make_step (const GxNeedle *self, const char *spelling)
{
  Step step = { .length = (guint8) strlen (spelling) };
  gboolean has_two = step.length > 2 && spelling[1] == 'h';

  for (guint place = 0; place < self->n_units; place++)
    {
      guint common = count_common (self, place, spelling);
      guint64 bit = G_GUINT64_CONSTANT (1) << place;

      if (common == step.length)
        step.whole |= bit;
      if (common >= 1)
        step.first |= bit;
      if (common >= 2 && has_two)
        step.first_two |= bit;
      if (common >= 1 && place + common == self->n_units)
        step.open |= bit;
    }
  return step;
}

static void
prepare_sound (GxNeedle *self)
{
  guint32 openers = gx_syllables_openers ();

  self->characters = gx_syllables_characters ();
  if (g_ascii_islower (self->units[0]) && self->units[0] < 128)
    self->beginners = gx_syllables_begun_by ((char) self->units[0]);
  self->steps = g_new (Step, gx_syllables_count ());
  for (guint i = 0; i < gx_syllables_count (); i++)
    self->steps[i] = make_step (self, gx_syllable_spelling (i));
  for (guint i = 0; i < self->n_units; i++)
    if (self->units[i] >= 'a' && self->units[i] <= 'z' && (i == 0 || (openers >> (self->units[i] - 'a') & 1)))
      self->openers |= 1u << (self->units[i] - 'a');
}

static void
read_units (GxNeedle *self)
{
  for (const char *at = self->text; *at != '\0' && self->n_units < MAX_UNITS; at = g_utf8_next_char (at))
    {
      gunichar unit = g_utf8_get_char (at);

      if (unit < 128)
        self->ascii[unit] |= G_GUINT64_CONSTANT (1) << self->n_units;
      self->has_letters = self->has_letters || (unit >= 'a' && unit <= 'z');
      self->has_others = self->has_others || unit >= 128;
      self->units[self->n_units++] = unit;
    }
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
  return digits->len >= MIN_PART ? g_strdup (digits->str) : NULL;
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
  if (g_str_has_prefix (digits, "00") && length >= MIN_PART + 2)
    self->numbers[n++] = g_strdup (digits + 2);
  else if (*digits == '0' && length >= MIN_NUMBER)
    self->numbers[n++] = g_strdup (digits + 1);
  self->numbers[n++] = g_strdup (digits);
}

static void
list_literals (GxNeedle *self)
{
  guint n = 0;

  if (*self->text != '\0')
    self->literals[n++] = self->text;
  if (!g_str_equal (self->raw, self->text))
    self->literals[n++] = self->raw;
  for (guint i = 0; self->numbers[i] != NULL; i++)
    if (!g_str_equal (self->numbers[i], self->text))
      self->literals[n++] = self->numbers[i];
}

GxNeedle *
gx_needle_new (const char *word)
{
  g_autoptr (GxNeedle) self = g_new0 (GxNeedle, 1);
  g_autofree char *digits = read_digits (word);
  gboolean has_only_digits = digits != NULL;

  if (*word == '\0')
    return NULL;
  self->raw = digits != NULL ? g_steal_pointer (&digits) : g_strdup (word);
  self->text = strchr (word, '@') == NULL ? gx_spread_joined (self->raw) : g_strdup ("");
  if (has_only_digits)
    read_number (self, self->raw);
  self->is_part = strlen (self->raw) >= MIN_PART || strchr (self->raw, '@') != NULL;
  read_units (self);
  if (self->has_letters)
    prepare_sound (self);
  list_literals (self);
  return g_steal_pointer (&self);
}

void
gx_needle_free (GxNeedle *self)
{
  g_free (self->raw);
  g_free (self->text);
  for (guint i = 0; i < G_N_ELEMENTS (self->numbers); i++)
    g_free (self->numbers[i]);
  g_free (self->steps);
  g_free (self);
}

/* -- Words and characters -- */

typedef enum {
  RUN_FROM_BEGINNING = 1 << 0,   /* of the field only */
  RUN_WHOLE_SYLLABLES = 1 << 1,  /* no first letters */
  RUN_OVER_BLANKS = 1 << 2,
} RunFlags;

typedef enum { FITS_NOT, FITS, FITS_TO_THE_END } Fit;

static inline guint64
places_of (const GxNeedle *self, gunichar unit)
{
  guint64 places = 0;

  if (unit < 128)
    return self->ascii[unit];
  for (guint i = 0; self->has_others && i < self->n_units; i++)
    if (self->units[i] == unit)
      places |= G_GUINT64_CONSTANT (1) << i;
  return places;
}

static inline guint64
move_by_sound (const GxNeedle *self, guint64 at, gunichar unit, RunFlags flags, gboolean *is_open)
{
  const GxCharacterReadings *readings = &self->characters[unit - GX_SYLLABLES_FIRST];
  guint64 next = 0;

  for (guint i = 0; i < readings->count; i++)
    {
      const Step *step = &self->steps[readings->syllables[i]];

      next |= (at & step->whole) << step->length;
      if ((flags & RUN_WHOLE_SYLLABLES) == 0)
        next |= (at & step->first) << 1 | (at & step->first_two) << 2;
      *is_open = *is_open || (at & step->open) != 0;
    }
  return next;
}

/* Whether the word may begin with this character. */
static inline gboolean
may_begin (const GxNeedle *self, gunichar unit)
{
  guint at = unit - GX_SYLLABLES_FIRST;

  return unit == self->units[0]
         || (self->beginners != NULL && at < GX_SYLLABLES_CHARACTERS && (self->beginners[at / 8] >> (at % 8) & 1));
}

static inline gunichar
read_unit (const char **p)
{
  const guchar *at = (const guchar *) *p;
  gunichar unit;

  if ((*at & 0xf0) == 0xe0) /* most that is not ASCII */
    {
      *p += 3;
      return (gunichar) (at[0] & 0x0f) << 12 | (gunichar) (at[1] & 0x3f) << 6 | (at[2] & 0x3f);
    }
  unit = g_utf8_get_char (*p);
  *p = g_utf8_next_char (*p);
  return unit;
}

/* Lets the word run over words and characters; anything below a blank ends a field or a form of it. */
static Fit
run (const GxNeedle *self, const char *text, const char *end, RunFlags flags)
{
  const guint64 done = G_GUINT64_CONSTANT (1) << self->n_units;
  gboolean is_in_word = FALSE, is_beginning = TRUE, has_fitted = FALSE;
  guint64 at = 0;

  for (const char *p = text; p < end;)
    {
      gboolean is_open = FALSE, is_character = FALSE;
      gunichar unit = (guchar) *p;

      if (unit <= ' ')
        {
          if (unit < ' ' || (flags & RUN_OVER_BLANKS) == 0)
            at = 0;
          is_beginning = unit < ' ';
          is_in_word = FALSE;
          p++;
          continue;
        }
      if (unit < 128)
        p++;
      else
        {
          unit = read_unit (&p);
          is_character = gx_spread_is_character (unit);
        }
      if ((is_character ? may_begin (self, unit) : !is_in_word) && (is_beginning || (flags & RUN_FROM_BEGINNING) == 0))
        at |= 1;
      is_in_word = !is_character;
      is_beginning = FALSE;
      if (at != 0)
        {
          guint64 next = (at & places_of (self, unit)) << 1;

          if (self->steps != NULL && unit - GX_SYLLABLES_FIRST < GX_SYLLABLES_CHARACTERS)
            next |= move_by_sound (self, at, unit, flags, &is_open);
          at = next;
        }
      if ((at & done) != 0 && (p == end || (guchar) *p < ' '))
        return FITS_TO_THE_END;
      if ((at & done) != 0 || is_open)
        {
          if (flags == 0)
            return FITS;
          has_fitted = TRUE;
        }
      else if (at == 0)
        {
          if ((flags & RUN_FROM_BEGINNING) != 0)
            while (p < end && (guchar) *p >= ' ')
              p++;
          else if (is_in_word)
            while (p < end && (guchar) *p > ' ' && (guchar) *p < 128)
              p++;
        }
    }
  return has_fitted ? FITS : FITS_NOT;
}

/* FALSE: it does not fit, or no nearer than @bound. */
static gboolean
judge_words (const GxNeedle *self, GxKnownBy field, const char *text, const char *end, RunFlags flags, guint bound, guint *distance)
{
  gboolean is_name = field == GX_KNOWN_NAME || field == GX_KNOWN_OTHER_NAME;
  Fit whole;

  if (!is_name && bound <= WHOLE)
    return FALSE;
  whole = run (self, text, end, flags | RUN_FROM_BEGINNING | RUN_WHOLE_SYLLABLES);
  if (whole == FITS_TO_THE_END)
    *distance = is_name ? NAME_WHOLE : WHOLE;
  else if (whole == FITS)
    *distance = is_name ? NAME_BEGINS : BEGINS;
  else if (run (self, text, end, flags | RUN_FROM_BEGINNING) != FITS_NOT)
    *distance = (is_name ? NAME_BEGINS : BEGINS) + 1;
  else if (bound > (is_name ? NAME_INSIDE : INSIDE) && run (self, text, end, flags) != FITS_NOT)
    *distance = is_name ? NAME_INSIDE : INSIDE;
  else
    return FALSE;
  if (field == GX_KNOWN_OTHER_NAME || field == GX_KNOWN_PERSON)
    *distance += 1;
  return TRUE;
}

/* -- Marks and numbers -- */

static gboolean
judge_part (const char *part, const char *text, const char *end, gboolean anywhere, guint *distance)
{
  gsize length = strlen (part);
  gboolean found = FALSE;

  for (const char *at = text; (at = memmem (at, end - at, part, length)) != NULL; at++)
    {
      gboolean begins = at == text || at[-1] == GX_KNOWN_FORM;
      gboolean ends = at + length == end || at[length] == GX_KNOWN_FORM;
      guint near = (begins || length >= MIN_NUMBER) && ends ? WHOLE : begins ? BEGINS : INSIDE;

      if ((!begins && !anywhere) || (found && near >= *distance))
        continue;
      *distance = near;
      found = TRUE;
    }
  return found;
}

static gboolean
judge_mark (const GxNeedle *self, const char *text, const char *end, guint *distance)
{
  return judge_part (self->raw, text, end, self->is_part, distance);
}

static gboolean
judge_number (const GxNeedle *self, const char *text, const char *end, guint *distance)
{
  for (guint i = 0; self->numbers[i] != NULL; i++)
    if (judge_part (self->numbers[i], text, end, TRUE, distance))
      return TRUE;
  return FALSE;
}

/* -- A record -- */

static const char *
find_end_of_field (const char *at, const char *end)
{
  while (at < end && ((guchar) *at >= ' ' || *at == GX_KNOWN_FORM))
    at++;
  return at;
}

static gboolean
judge_field (const GxNeedle *self, GxKnownBy field, const char *text, const char *end, guint bound, guint *distance)
{
  if (field == GX_KNOWN_PHONE)
    return bound > WHOLE && judge_number (self, text, end, distance);
  if (GX_KNOWN_IS_MARK (field))
    return bound > WHOLE && judge_mark (self, text, end, distance);
  return self->n_units > 0 && judge_words (self, field, text, end, 0, bound, distance);
}

static const char *
find_marks (const char *record, const char *end)
{
  const char *marks = memchr (record, GX_KNOWN_MARKS, end - record);

  return marks != NULL ? marks : end;
}

/* A part that begins a mark or a form of it, but for telephone numbers. */
static gboolean
begins_a_mark (const char *part, const char *marks, const char *end)
{
  gsize length = strlen (part);
  GxKnownBy field = GX_KNOWN_MARKS;

  for (const char *at = marks; at + length < end; at++)
    if ((guchar) *at < ' ')
      {
        field = *at == GX_KNOWN_FORM ? field : (GxKnownBy) *at;
        if (field != GX_KNOWN_PHONE && memcmp (at + 1, part, length) == 0)
          return TRUE;
      }
  return FALSE;
}

static gboolean
is_in_a_number (const char *at)
{
  while ((guchar) *at >= ' ' || *at == GX_KNOWN_FORM)
    at--;
  return *at == GX_KNOWN_PHONE;
}

/* In one go: only digits can be found in a telephone number. */
static gboolean
fits_a_mark (const GxNeedle *self, const char *marks, const char *end)
{
  if (!self->is_part)
    return begins_a_mark (self->raw, marks, end);
  if (memmem (marks, end - marks, self->raw, strlen (self->raw)) != NULL)
    return TRUE;
  for (guint i = 0; self->numbers[i] != NULL; i++)
    {
      gsize length = strlen (self->numbers[i]);

      for (const char *at = marks; (at = memmem (at, end - at, self->numbers[i], length)) != NULL; at++)
        if (is_in_a_number (at))
          return TRUE;
    }
  return FALSE;
}

gboolean
gx_needle_fits_by_sound (const GxNeedle *self, const char *record, const char *end)
{
  return run (self, record, find_marks (record, end), 0) != FITS_NOT;
}

gboolean
gx_needle_fits (const GxNeedle *self, const char *record, const char *end)
{
  const char *marks = find_marks (record, end);

  return (self->n_units > 0 && run (self, record, marks, 0) != FITS_NOT) || (marks < end && fits_a_mark (self, marks + 1, end));
}

gboolean
gx_needle_judge (const GxNeedle *self, const char *record, const char *end, guint bound, GxMatch *match)
{
  guint nearest = bound, distance;

  for (const char *at = record, *next; at < end; at = next)
    {
      if (*at > GX_KNOWN_OTHER_NAME && nearest <= WHOLE)
        break; /* names come first */
      if (*at == GX_KNOWN_MARKS)
        {
          next = at + 1;
          continue;
        }
      next = find_end_of_field (at + 1, end);
      if (judge_field (self, (GxKnownBy) *at, at + 1, next, nearest, &distance) && distance < nearest)
        {
          nearest = distance;
          *match = (GxMatch) { (GxKnownBy) *at, distance };
        }
    }
  return nearest < bound;
}

gboolean
gx_needle_judge_phrase (const GxNeedle *self, const char *record, const char *end, GxMatch *match)
{
  guint nearest = GX_MATCH_FAR, distance;

  for (const char *at = record, *next; at < end && *at <= GX_KNOWN_OTHER_NAME; at = next)
    {
      next = find_end_of_field (at + 1, end);
      if (judge_words (self, (GxKnownBy) *at, at + 1, next, RUN_OVER_BLANKS, GX_MATCH_FAR, &distance) && distance < nearest)
        {
          nearest = distance;
          *match = (GxMatch) { (GxKnownBy) *at, distance };
        }
    }
  return nearest < GX_MATCH_FAR;
}

gboolean
gx_needle_extends (const GxNeedle *self, const GxNeedle *shorter)
{
  return shorter->n_units > 0 && self->is_number == shorter->is_number && self->is_part == shorter->is_part
         && g_str_has_prefix (self->raw, shorter->raw) && g_str_has_prefix (self->text, shorter->text)
         && strchr (self->raw, '@') == NULL && (!self->is_number || *self->raw != '0')
         && self->n_units < MAX_UNITS;
}

/* -- Scanning -- */

static guint
sign_of (char letter)
{
  return g_ascii_isdigit (letter) ? 26 + letter - '0' : letter - 'a';
}

static GxSigns
signs_of_character (gunichar character)
{
  const GxCharacterReadings *readings = &gx_syllables_characters ()[character - GX_SYLLABLES_FIRST];
  GxSigns signs = 0;

  for (guint i = 0; i < readings->count; i++)
    {
      guint letter = gx_syllable_spelling (readings->syllables[i])[0] - 'a';

      signs |= GX_SIGNS_HAS_READING | G_GUINT64_CONSTANT (1) << letter | G_GUINT64_CONSTANT (1) << (letter + GX_SIGNS_LETTERS);
    }
  return signs;
}

static GxSigns
signs_of_field (GxKnownBy field, const char *text, const char *end)
{
  GxSigns signs = 0, letters = 0;
  gboolean is_beginning = TRUE, may_begin = TRUE;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar unit = (guchar) *p < 128 ? (guchar) *p : g_utf8_get_char (p);

      if (unit < 128 && g_ascii_isalnum (unit))
        {
          if (may_begin && (is_beginning || !GX_KNOWN_IS_MARK (field)) && field != GX_KNOWN_PHONE)
            signs |= G_GUINT64_CONSTANT (1) << sign_of ((char) unit);
          if (!g_ascii_isdigit (unit))
            letters |= G_GUINT64_CONSTANT (1) << (unit - 'a' + GX_SIGNS_LETTERS);
        }
      else if (unit - GX_SYLLABLES_FIRST < GX_SYLLABLES_CHARACTERS && !GX_KNOWN_IS_MARK (field))
        signs |= signs_of_character (unit);
      is_beginning = unit == GX_KNOWN_FORM;
      may_begin = unit <= ' ' || gx_spread_is_character (unit);
    }
  return (signs & GX_SIGNS_HAS_READING) != 0 ? signs | letters : signs;
}

GxSigns
gx_signs_of (const char *record, const char *end)
{
  GxSigns signs = 0;

  for (const char *at = record, *next; at < end; at = next)
    {
      next = find_end_of_field (at + 1, end);
      if (*at == GX_KNOWN_MARKS)
        next = at + 1;
      else
        signs |= signs_of_field ((GxKnownBy) *at, at + 1, next);
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

gboolean
gx_needle_has_sound (const GxNeedle *self)
{
  return self->steps != NULL;
}

GxSigns
gx_needle_sound_signs (const GxNeedle *self)
{
  return GX_SIGNS_HAS_READING | (GxSigns) self->openers << GX_SIGNS_LETTERS;
}

const char * const *
gx_needle_literals (const GxNeedle *self)
{
  return self->literals;
}
