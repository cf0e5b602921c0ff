/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-text.h"
#include "quality/gx-crowd-private.h"
#include "quality/gx-spelling.h"

#include <math.h>
#include <string.h>

/*
 * What agreements say. The shares m are judgement: of two records that people typed of one customer, about
 * one field in six differs, half of these by a slip; the people move, and have two phones. They are the same
 * for every book on purpose: parameters fitted to one file (by EM) follow its errors, and a file of a
 * few dozen rows cannot fit any.
 */
const GxFieldModel _gx_field_models[GX_N_FACE_FIELDS] = {
  /*                         rarity        same  near  near by chance  a person's own */
  [GX_FACE_FAMILY] =       { 1.0 / 2000,   0.87, 0.08, 0.004,          0 },
  [GX_FACE_GIVEN] =        { 1.0 / 400,    0.85, 0.08, 0.008,          9 },
  [GX_FACE_ORGANISATION] = { 1.0 / 20000,  0.80, 0.12, 0.002,          99 },
  [GX_FACE_BIRTHDAY] =     { 1.0 / 20000,  0.85, 0.10, 0.006,          7.7 },
  [GX_FACE_GENDER] =       { 1.0 / 2,      0.95, 0,    1,              0.9 },
  [GX_FACE_MAIL] =         { 1.0 / 100000, 0.55, 0.10, 0.0005,         2.5 },
  [GX_FACE_CHAT] =         { 1.0 / 100000, 0.60, 0.05, 0.0005,         4.8 },
  [GX_FACE_PHONE] =        { 1.0 / 100000, 0.55, 0.05, 0.001,          1.1 },
  [GX_FACE_COMPANY] =      { 1.0 / 500,    0.65, 0.10, 0.002,          0 },
  [GX_FACE_HOUSE] =        { 1.0 / 60,     0.80, 0.08, 0.05,           0 },
  [GX_FACE_STREET] =       { 1.0 / 1000,   0.80, 0.10, 0.01,           0 },
  [GX_FACE_PLACE] =        { 1.0 / 1000,   0.70, 0.10, 0.01,           0 },
  [GX_FACE_DISTRICT] =     { 1.0 / 100,    0.80, 0.05, 0.01,           0 },
  [GX_FACE_CITY] =         { 1.0 / 50,     0.80, 0.08, 0.01,           0 },
  [GX_FACE_POSTCODE] =     { 1.0 / 300,    0.82, 0.08, 0.01,           0 },
  [GX_FACE_PROVINCE] =     { 1.0 / 10,     0.90, 0.04, 0.02,           0 },
};

#define RARITY_RECORDS 500      /* so many records stand behind each rarity of the table */
#define FEWEST_RECORDS 4000     /* in a small file, too, two people may have one name */
#define RECORDS_OF_ONE 10
#define NAME_BITS 15.0          /* the most a name may say: more are called so than a book knows of */
#define SWAPPED_BITS 5.0        /* texts that stand in each other's place: one record in about thirty */
#define TWINS_BITS 5.0          /* the most a birthday may add to one's own where the given names differ */
#define MOVED_BITS -5.0         /* somebody who moved: all of the address differs, but it is one event */

/* -- How texts agree -- */

static gboolean
begins_word_of (const char *part, const char *whole)
{
  gsize length = strlen (part);

  return length > 0 && strncmp (part, whole, length) == 0 && (whole[length] == ' ' || length == 1);
}

/* 张伟 and "Zhang Wei". */
static gboolean
is_reading_of (const char *chinese, const char *latin)
{
  g_autofree char *reading = gx_pinyin (chinese, TRUE);
  g_auto (GStrv) words = g_strsplit (latin, " ", -1);
  g_autofree char *joined = g_strjoinv ("", words);

  return strcmp (reading, joined) == 0;
}

/* Of folded text: where no byte is that of such a character there is nothing to be read. */
static gboolean
is_chinese (const char *text)
{
  const char *p = text;

  while (*p != '\0' && (guchar) *p < 0xe2)
    p++;
  return *p != '\0' && gx_text_is_chinese (p);
}

static gboolean
are_names_near (const GxTerm *x, const char *a, const GxTerm *y, const char *b)
{
  gboolean is_han = is_chinese (a);

  if (is_han != is_chinese (b))
    return is_han ? is_reading_of (a, b) : is_reading_of (b, a);
  if (is_han)
    return x->sound == y->sound;
  if (begins_word_of (a, b) || begins_word_of (b, a))
    return TRUE;
  return gx_spelling_is_alike (a, b, x->sound == y->sound ? 0.8 : 0.9)
         || (MIN (strlen (a), strlen (b)) >= 4 && gx_spelling_is_within (a, b, 1));
}

/* "anna.berg1" and "anna.berg2" were numbered because they are two. */
static gboolean
have_same_digits (const char *a, const char *b)
{
  for (;; a++, b++)
    {
      while (*a != '\0' && !g_ascii_isdigit (*a))
        a++;
      while (*b != '\0' && !g_ascii_isdigit (*b))
        b++;
      if (*a != *b || *a == '\0')
        return *a == *b;
    }
}

static gboolean
are_near (const GxCrowd *self, GxFaceField field, guint32 p, guint32 q)
{
  const GxTerm *x = _gx_crowd_term (self, p), *y = _gx_crowd_term (self, q);
  const char *a = _gx_crowd_text (self, p), *b = _gx_crowd_text (self, q);

  switch (field)
    {
    case GX_FACE_FAMILY:
    case GX_FACE_GIVEN:
      return are_names_near (x, a, y, b);
    case GX_FACE_GENDER:
      return FALSE;
    case GX_FACE_HOUSE:
    case GX_FACE_POSTCODE:
    case GX_FACE_PHONE:
      return gx_spelling_is_within (a, b, 1);
    case GX_FACE_MAIL:
    case GX_FACE_CHAT:
      return have_same_digits (a, b) && gx_spelling_is_within (a, b, 2);
    case GX_FACE_ORGANISATION:
    case GX_FACE_COMPANY:
      return have_same_digits (a, b) &&
        (strstr (a, b) != NULL || strstr (b, a) != NULL || gx_spelling_is_alike (a, b, 0.92));
    default:
      return gx_spelling_is_alike (a, b, 0.88);
    }
}

/* "J." is whoever's name begins so, also where the other one has no more either. */
static gboolean
is_initial (const GxCrowd *self, GxFaceField field, guint32 term)
{
  const char *text = _gx_crowd_text (self, term);

  return field == GX_FACE_GIVEN && g_ascii_isalpha (*text) && text[1] == '\0';
}

/* What takes longer to find out than to look up, and is asked of few texts again and again. */
static gboolean
is_asked_again (GxFaceField field)
{
  return field <= GX_FACE_ORGANISATION || field == GX_FACE_COMPANY || field >= GX_FACE_DISTRICT;
}

static gboolean
are_near_as_known (const GxCrowd *self, GxFaceField field, guint32 p, guint32 q)
{
  guint64 key = G_GUINT64_CONSTANT (1) << 63 | (guint64) p << GX_FIELD_SHIFT | q;
  GxMemo *memo = is_asked_again (field) ? _gx_crowd_memo (self, key) : NULL;
  gboolean is_near;

  if (memo != NULL && memo->key == key)
    return memo->value > 0;
  is_near = are_near (self, field, p, q);
  if (memo != NULL)
    *memo = (GxMemo) { key, is_near };
  return is_near;
}

static GxAgreement
compare_terms (const GxCrowd *self, GxFaceField field, guint32 p, guint32 q)
{
  if (p == q)
    return is_initial (self, field, p) ? GX_AGREES_NEARLY : GX_AGREES;
  if (field == GX_FACE_BIRTHDAY)
    return _gx_crowd_compare_birthdays (_gx_crowd_text (self, p), _gx_crowd_text (self, q));
  return are_near_as_known (self, field, p, q) ? GX_AGREES_NEARLY : GX_AGREES_NOT;
}

/* -- How much an agreement weighs -- */

/* Chinese names are far from evenly spread: a few hundred family names, and given ones of one character. */
static double
rarity_of (GxFaceField field, const char *text)
{
  if (field == GX_FACE_FAMILY && is_chinese (text))
    return 1.0 / 40;
  if (field == GX_FACE_GIVEN && is_chinese (text))
    return g_utf8_strlen (text, -1) == 1 ? 1.0 / 150 : 1.0 / 800;
  return _gx_field_models[field].rarity;
}

/*
 * How often a value is met by chance: among the others than these two, drawn to the table's rarity. Who has a
 * telephone or mail several times is one person there often rather than many.
 */
static double
chance_of (const GxCrowd *self, GxFaceField field, guint32 term)
{
  gboolean is_reached_by = field >= GX_FACE_MAIL && field <= GX_FACE_PHONE;
  double others = (double) _gx_crowd_term (self, term)->count - (is_reached_by ? RECORDS_OF_ONE : 2);

  return (MAX (others, 0) + RARITY_RECORDS * rarity_of (field, _gx_crowd_text (self, term)))
         / (_gx_crowd_n_records (self) + RARITY_RECORDS);
}

static double
weigh_same (const GxCrowd *self, GxFaceField field, guint32 term)
{
  guint64 key = ((guint64) field << GX_FIELD_SHIFT | term) + 1;
  GxMemo *memo = _gx_crowd_memo (self, key);
  double bits;

  if (memo != NULL && memo->key == key)
    return memo->value;
  bits = MAX (log2 (_gx_field_models[field].m_same / chance_of (self, field, term)), 0);
  if (memo != NULL)
    *memo = (GxMemo) { key, bits };
  return bits;
}

static double
weigh (const GxCrowd *self, GxFaceField field, GxAgreement agreement, guint32 term)
{
  switch (agreement)
    {
    case GX_AGREES: return weigh_same (self, field, term);
    case GX_AGREES_NEARLY: return self->bits_near[field];
    case GX_AGREES_NOT: return self->bits_not[field];
    default: return 0;
    }
}

void
_gx_crowd_prepare_bits (GxCrowd *self)
{
  for (guint field = 0; field < GX_N_FACE_FIELDS; field++)
    {
      const GxFieldModel *model = &_gx_field_models[field];

      self->bits_near[field] = log2 (model->m_near / model->u_near);
      self->bits_not[field] = log2 (1 - model->m_same - model->m_near);
    }
}

typedef struct {
  GxAgreement agreement;
  double weight;
} Finding;

/* Of all ways two sets of texts agree the weightiest. */
static Finding
find_agreement (const GxCrowd *self, GxFaceField field, GxTerms x, GxTerms y)
{
  Finding best = { GX_AGREES_UNKNOWN, 0 };

  for (guint i = 0; i < x.n; i++)
    for (guint j = 0; j < y.n; j++)
      {
        guint32 p = GX_TERM (x.at[i]), q = GX_TERM (y.at[j]);
        Finding found = { GX_AGREES_NOT, 0 };

        if (p == q || best.agreement < GX_AGREES_NEARLY)
          found.agreement = compare_terms (self, field, p, q);
        found.weight = weigh (self, field, found.agreement, p);
        if (best.agreement == GX_AGREES_UNKNOWN || found.weight > best.weight)
          best = found;
      }
  return best;
}

static Finding
find_in_field (const GxCrowd *self, const GxTraits *a, const GxTraits *b, GxFaceField x, GxFaceField y)
{
  return find_agreement (self, x, a->fields[x], b->fields[y]);
}

/* Two fields that may have been filled in the wrong way round. Returns whether they were. */
static gboolean
compare_two (const GxCrowd *self, const GxTraits *a, const GxTraits *b, GxFaceField one, GxFaceField other,
             GxComparison *comparison)
{
  Finding straight[2] = { find_in_field (self, a, b, one, one), find_in_field (self, a, b, other, other) };
  Finding *found = straight;
  gboolean is_swapped = FALSE;

  if (straight[0].agreement < GX_AGREES_NEARLY && straight[1].agreement < GX_AGREES_NEARLY)
    {
      Finding crossed[2] = { find_in_field (self, a, b, one, other), find_in_field (self, a, b, other, one) };

      is_swapped = crossed[0].weight + crossed[1].weight - SWAPPED_BITS
                   > straight[0].weight + straight[1].weight;
      if (is_swapped)
        {
          crossed[0].weight -= SWAPPED_BITS / 2;
          crossed[1].weight -= SWAPPED_BITS / 2;
          straight[0] = crossed[0];
          straight[1] = crossed[1];
        }
    }
  comparison->fields[one] = found[0].agreement;
  comparison->weights[one] = found[0].weight;
  comparison->fields[other] = found[1].agreement;
  comparison->weights[other] = found[1].weight;
  return is_swapped;
}

/* -- The sum -- */

/*
 * A place's parts hang together: who lives in 朝阳区 lives in 北京. Of the agreeing ones the weightiest counts
 * whole, the others half; and all that differ count no more than a removal.
 */
static double
sum_address (const GxComparison *comparison)
{
  double most = 0, rest = 0, lines = 0, against = 0;

  for (guint field = GX_FACE_HOUSE; field <= GX_FACE_PROVINCE; field++)
    {
      double weight = comparison->weights[field];

      if (weight < 0)
        against += weight;
      else if (field <= GX_FACE_PLACE)
        lines += weight;
      else
        {
          rest += MIN (weight, most);
          most = MAX (weight, most);
        }
    }
  return lines + most + rest / 2 + MAX (against, MOVED_BITS);
}

double
_gx_crowd_prior (const GxCrowd *self)
{
  return log2 (2 * self->duplicates / MAX (_gx_crowd_n_records (self), FEWEST_RECORDS));
}

static const char *
get_birthday (const GxCrowd *self, const GxTraits *traits)
{
  return _gx_crowd_text (self, GX_TERM (*traits->fields[GX_FACE_BIRTHDAY].at));
}

/* Twins are called differently, were born together, and their mother has the mail. */
static double
most_own (const GxComparison *comparison, GxFaceField field)
{
  if (comparison->fields[GX_FACE_GIVEN] == GX_AGREES_NOT)
    switch (field)
      {
      case GX_FACE_BIRTHDAY: return TWINS_BITS;
      case GX_FACE_MAIL: return _gx_field_models[GX_FACE_PHONE].most_own;
      default: break;
      }
  return _gx_field_models[field].most_own;
}

/* "朱总", at the telephone of 朱月娥. */
static gboolean
is_called_by_family_name (const GxComparison *comparison)
{
  return comparison->fields[GX_FACE_FAMILY] == GX_AGREES && comparison->fields[GX_FACE_PHONE] == GX_AGREES
         && comparison->fields[GX_FACE_GIVEN] == GX_AGREES_UNKNOWN;
}

static gboolean
has_any (const GxComparison *comparison, const GxFaceField *fields, guint n)
{
  for (guint i = 0; i < n; i++)
    if (comparison->fields[fields[i]] >= GX_AGREES_NEARLY)
      return TRUE;
  return FALSE;
}

static gboolean
has_own_in_common (const GxComparison *comparison)
{
  static const GxFaceField own[] = { GX_FACE_GIVEN, GX_FACE_ORGANISATION, GX_FACE_BIRTHDAY, GX_FACE_MAIL,
                                     GX_FACE_CHAT };

  return has_any (comparison, own, G_N_ELEMENTS (own)) || is_called_by_family_name (comparison);
}

/* Namesakes are many, most of them are in no book, and a city has several: something else must agree. */
static gboolean
are_namesakes (const GxComparison *comparison)
{
  static const GxFaceField others[] = {
    GX_FACE_ORGANISATION, GX_FACE_BIRTHDAY, GX_FACE_MAIL, GX_FACE_CHAT, GX_FACE_PHONE, GX_FACE_COMPANY,
    GX_FACE_HOUSE, GX_FACE_STREET, GX_FACE_PLACE, GX_FACE_POSTCODE,
  };

  return !has_any (comparison, others, G_N_ELEMENTS (others));
}

static gboolean
are_of_one_home (const GxComparison *comparison)
{
  GxAgreement street = comparison->fields[GX_FACE_STREET], house = comparison->fields[GX_FACE_HOUSE];

  return (street == GX_AGREES && house != GX_AGREES_NOT)
         || (street == GX_AGREES_NEARLY && house == GX_AGREES);
}

/* Each has a telephone or mail of their own: either it is a new one, or a company has two of that name. */
static gboolean
are_reached_otherwise (const GxComparison *comparison)
{
  static const GxFaceField ways[] = { GX_FACE_PHONE, GX_FACE_MAIL, GX_FACE_CHAT };
  const GxAgreement *fields = comparison->fields;

  if (has_any (comparison, ways, G_N_ELEMENTS (ways)))
    return FALSE;
  return (fields[GX_FACE_PHONE] == GX_AGREES_NOT || fields[GX_FACE_MAIL] == GX_AGREES_NOT)
         && fields[GX_FACE_BIRTHDAY] != GX_AGREES && !are_of_one_home (comparison);
}

double
_gx_crowd_show (gboolean is_thin, double probability)
{
  return is_thin ? MIN (probability, GX_CROWD_MOST_THIN) : probability;
}

/* -- A person and an organisation -- */

static gboolean
has_person (const GxTraits *traits)
{
  return traits->fields[GX_FACE_FAMILY].n + traits->fields[GX_FACE_GIVEN].n > 0;
}

/* "Redwood Facilities", which looked like somebody, and "Redwood Facilities plc". */
static gboolean
is_called (const GxCrowd *self, const GxTraits *person, const char *organisation)
{
  GxTerms family = person->fields[GX_FACE_FAMILY], given = person->fields[GX_FACE_GIVEN];
  const char *last = family.n > 0 ? _gx_crowd_text (self, GX_TERM (*family.at)) : "";
  const char *first = given.n > 0 ? _gx_crowd_text (self, GX_TERM (*given.at)) : "";
  g_autofree char *latin = g_strjoin (*first != '\0' && *last != '\0' ? " " : "", first, last, NULL);
  g_autofree char *chinese = g_strconcat (last, first, NULL);

  return strcmp (latin, organisation) == 0 || strcmp (chinese, organisation) == 0;
}

/* Of one there is a person's name, of the other an organisation's: they are one only where it is the same. */
static void
compare_kinds (const GxCrowd *self, const GxTraits *a, const GxTraits *b, GxComparison *comparison)
{
  gboolean is_first = a->fields[GX_FACE_ORGANISATION].n > 0;
  const GxTraits *organisation = is_first ? a : b, *person = is_first ? b : a;
  guint32 term;

  if (organisation->fields[GX_FACE_ORGANISATION].n == 0 || person->fields[GX_FACE_ORGANISATION].n > 0
      || !has_person (person) || has_person (organisation))
    return;
  term = GX_TERM (*organisation->fields[GX_FACE_ORGANISATION].at);
  comparison->fields[GX_FACE_ORGANISATION] =
      is_called (self, person, _gx_crowd_text (self, term)) ? GX_AGREES : GX_AGREES_NOT;
  comparison->weights[GX_FACE_ORGANISATION] =
      weigh (self, GX_FACE_ORGANISATION, comparison->fields[GX_FACE_ORGANISATION], term);
}

/* -- Without looking at letters -- */

/* A text that both have; 0 with FALSE. */
static gboolean
find_common (GxTerms x, GxTerms y, guint32 *term)
{
  for (guint i = 0; i < x.n; i++)
    for (guint j = 0; j < y.n; j++)
      if (GX_TERM (x.at[i]) == GX_TERM (y.at[j]))
        {
          *term = GX_TERM (x.at[i]);
          return TRUE;
        }
  return FALSE;
}

/* The other field that this one's text may stand in. */
static GxFaceField
get_twin (GxFaceField field)
{
  switch (field)
    {
    case GX_FACE_FAMILY: return GX_FACE_GIVEN;
    case GX_FACE_GIVEN: return GX_FACE_FAMILY;
    case GX_FACE_STREET: return GX_FACE_PLACE;
    case GX_FACE_PLACE: return GX_FACE_STREET;
    default: return field;
    }
}

/* Of each field the most that it can weigh; returns the sum. */
static double
weigh_at_most (const GxCrowd *self, const GxTraits *a, const GxTraits *b, double most[GX_N_FACE_FIELDS])
{
  double sum = 0;

  for (guint field = 0; field < GX_N_FACE_FIELDS; field++)
    {
      GxTerms x = a->fields[field], y = b->fields[field], z = b->fields[get_twin (field)];
      guint32 term = 0;

      most[field] = 0;
      if (x.n > 0 && (find_common (x, y, &term) || find_common (x, z, &term)))
        most[field] = weigh (self, field, GX_AGREES, term);
      else if (x.n > 0 && (y.n > 0 || z.n > 0) && _gx_field_models[field].m_near > 0)
        most[field] = weigh (self, field, GX_AGREES_NEARLY, 0);
      sum += most[field];
    }
  return sum;
}

/* What is quickly said to differ comes first. */
static const GxFaceField alone[] = {
  GX_FACE_PHONE, GX_FACE_MAIL, GX_FACE_BIRTHDAY, GX_FACE_GENDER, GX_FACE_CHAT, GX_FACE_POSTCODE,
  GX_FACE_ORGANISATION, GX_FACE_HOUSE, GX_FACE_COMPANY, GX_FACE_DISTRICT, GX_FACE_CITY, GX_FACE_PROVINCE,
};

/* How much less than the most a field weighs: what speaks against an address is no more than a removal. */
static double
fall_of (const GxComparison *comparison, const double *most, GxFaceField field)
{
  double weight = comparison->weights[field];

  return most[field] - (field >= GX_FACE_HOUSE ? MAX (weight, 0) : weight);
}

gboolean
_gx_crowd_compare_traits (const GxCrowd *self, const GxTraits *a, const GxTraits *b, double least,
                          GxComparison *comparison)
{
  double most[GX_N_FACE_FIELDS];
  double prior = _gx_crowd_prior (self);
  double bound = weigh_at_most (self, a, b, most) + prior;

  if (bound < least)
    return FALSE;
  memset (comparison, 0, sizeof *comparison);
  for (guint i = 0; i < G_N_ELEMENTS (alone); i++)
    {
      Finding found = find_in_field (self, a, b, alone[i], alone[i]);

      comparison->fields[alone[i]] = found.agreement;
      comparison->weights[alone[i]] = found.weight;
      bound -= fall_of (comparison, most, alone[i]);
      if (bound < least)
        return FALSE;
    }
  comparison->has_swapped_names = compare_two (self, a, b, GX_FACE_FAMILY, GX_FACE_GIVEN, comparison);
  bound -= fall_of (comparison, most, GX_FACE_FAMILY) + fall_of (comparison, most, GX_FACE_GIVEN);
  if (bound < least)
    return FALSE;
  compare_two (self, a, b, GX_FACE_STREET, GX_FACE_PLACE, comparison);
  compare_kinds (self, a, b, comparison);
  if (comparison->fields[GX_FACE_BIRTHDAY] == GX_AGREES_NEARLY)
    comparison->has_swapped_day = _gx_crowd_are_days_swapped (get_birthday (self, a), get_birthday (self, b));

  comparison->weight = MIN (NAME_BITS, comparison->weights[GX_FACE_FAMILY]
                                         + comparison->weights[GX_FACE_GIVEN]);
  for (guint field = 0; field < GX_FACE_HOUSE; field++)
    {
      comparison->weight += field > GX_FACE_GIVEN ? comparison->weights[field] : 0;
      comparison->own_weight += MIN (comparison->weights[field], most_own (comparison, field));
    }
  comparison->weight += sum_address (comparison) + prior;
  comparison->is_thin = !has_own_in_common (comparison) || are_namesakes (comparison)
                        || are_reached_otherwise (comparison);
  comparison->probability = _gx_crowd_show (comparison->is_thin,
      1 / (1 + exp2 (-comparison->weight) + self->households * exp2 (-comparison->own_weight)));
  return TRUE;
}

void
gx_crowd_compare (const GxCrowd *self, guint a, guint b, GxComparison *comparison)
{
  GxTraits x, y;

  g_return_if_fail (a < gx_crowd_n_faces (self) && b < gx_crowd_n_faces (self));

  _gx_crowd_get_traits (self, a, &x);
  _gx_crowd_get_traits (self, b, &y);
  _gx_crowd_compare_traits (self, &x, &y, -HUGE_VAL, comparison);
}
