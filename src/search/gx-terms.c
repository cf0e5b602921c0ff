/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-spread.h"
#include "search/gx-terms.h"
#include "search/gx-units.h"

const char *
_gx_record_next_field (const char *field, const char *end)
{
  const char *at = field + 1;

  while (at < end && ((guchar) *at >= ' ' || *at == GX_KNOWN_FORM))
    at++;
  return at;
}

static GxTermScript
find_script (const char *text, const char *end)
{
  gboolean has_letters = FALSE, has_characters = FALSE;

  while (text < end)
    {
      gunichar unit = gx_units_read (&text);

      has_letters = has_letters || (unit > ' ' && !gx_spread_is_character (unit));
      has_characters = has_characters || unit >= 128;
    }
  return !has_characters ? GX_TERMS_LETTERS : has_letters ? GX_TERMS_BOTH : GX_TERMS_CHARACTERS;
}

static guint8
find_group (const char *field, const char *end)
{
  return find_script (field, end) + (*field <= GX_KNOWN_OTHER_NAME ? 0 : GX_TERMS_OTHERS);
}

void
_gx_terms_add (GxTerms *self, const GxRecord *record)
{
  guint32 start = self->uses->len;

  g_array_append_val (self->use_starts, start);
  for (const char *at = record->words, *next; at < record->words_end; at = next)
    {
      guint8 group;
      guint32 number;

      next = _gx_record_next_field (at, record->words_end);
      group = find_group (at, next);
      number = gx_term_set_add (&self->sets[group], at, next);
      g_array_append_val (self->uses, number);
      g_array_append_val (self->use_groups, group);
    }
}

static const char *
find_text (const GxTermSet *set, guint32 number, gsize *length)
{
  const guint32 *offset = &g_array_index (set->offsets, guint32, number);

  *length = offset[1] - offset[0];
  return set->text->str + offset[0];
}

/* After the kind of the field. */
static int
compare_terms (gconstpointer a, gconstpointer b, gpointer set)
{
  gsize length, other_length;
  const char *text = find_text (set, *(const guint32 *) a, &length);
  const char *other = find_text (set, *(const guint32 *) b, &other_length);
  int order = memcmp (text + 1, other + 1, MIN (length, other_length) - 1);

  return order != 0 ? order : (length > other_length) - (length < other_length);
}

static void
order_terms (GxTerms *self, guint group)
{
  guint n = gx_term_set_size (&self->sets[group]);

  self->orders[group] = g_new (guint32, n + 1);
  self->indexes[group] = g_new (guint32, n + 1);
  for (guint number = 0; number < n; number++)
    self->orders[group][number] = number;
  g_qsort_with_data (self->orders[group], (int) n, sizeof (guint32), compare_terms, &self->sets[group]);
  for (guint i = 0; i < n; i++)
    self->indexes[group][self->orders[group][i]] = i;
  self->groups[group + 1] = self->groups[group] + n;
}

void
_gx_terms_init (GxTerms *self)
{
  *self = (GxTerms) {
    .uses = g_array_new (FALSE, FALSE, sizeof (guint32)), .use_groups = g_array_new (FALSE, FALSE, 1),
    .use_starts = g_array_new (FALSE, FALSE, sizeof (guint32))
  };
  for (guint group = 0; group < GX_N_TERM_GROUPS; group++)
    gx_term_set_init (&self->sets[group]);
}

void
_gx_terms_order (GxTerms *self)
{
  for (guint group = 0; group < GX_N_TERM_GROUPS; group++)
    order_terms (self, group);
}

void
_gx_terms_clear (GxTerms *self)
{
  for (guint group = 0; group < GX_N_TERM_GROUPS; group++)
    {
      gx_term_set_clear (&self->sets[group]);
      g_free (self->orders[group]);
      g_free (self->indexes[group]);
    }
  g_array_unref (self->uses);
  g_array_unref (self->use_groups);
  g_array_unref (self->use_starts);
}

static guint32
term_of_use (const GxTerms *self, guint use)
{
  guint group = g_array_index (self->use_groups, guint8, use);

  return self->groups[group] + self->indexes[group][g_array_index (self->uses, guint32, use)];
}

typedef gboolean (*TermTest) (const char *text, gsize length);

static gboolean
is_mixed (const char *text, gsize length)
{
  return (gx_signs_of (text, text + length) & GX_SIGNS_MIXED) != 0;
}

static gboolean
has_several_forms (const char *text, gsize length)
{
  return memchr (text, GX_KNOWN_FORM, length) != NULL;
}

/* Lists the terms of which @test is TRUE, in groups before @end; returns how many. @terms: (nullable) */
static guint
list_terms (const GxTerms *self, guint end, TermTest test, guint32 *terms)
{
  guint n = 0;

  for (guint group = 0; group < end; group++)
    for (guint i = 0; i < gx_term_set_size (&self->sets[group]); i++)
      {
        gsize length;
        const char *text = find_text (&self->sets[group], self->orders[group][i], &length);

        if (!test (text, length))
          continue;
        if (terms != NULL)
          terms[n] = self->groups[group] + i;
        n++;
      }
  return n;
}

static void
lay_name_begins_down (const GxTerms *self, guint group, guint32 *begins)
{
  guint n = gx_term_set_size (&self->sets[group]), i = 0;

  for (guint byte = 0; byte <= 256; byte++)
    {
      gsize length;

      while (i < n && (guchar) find_text (&self->sets[group], self->orders[group][i], &length)[1] < byte)
        i++;
      begins[byte] = self->groups[group] + i;
    }
}

/* Returns where they end in the text. */
static guint32
lay_text_down (const GxTerms *self, const GxArenaPack *pack)
{
  guint32 *offsets = (guint32 *) pack->term_offsets, end = 0, n = 0;

  for (guint group = 0; group < GX_N_TERM_GROUPS; group++)
    for (guint i = 0; i < gx_term_set_size (&self->sets[group]); i++)
      {
        gsize length;
        const char *text = find_text (&self->sets[group], self->orders[group][i], &length);

        memcpy ((char *) pack->text + end, text, length);
        offsets[n++] = end;
        end += (guint32) length;
      }
  offsets[n] = end;
  return end;
}

/* Who has which: first how many, then who, so that each term's lie one after another. */
static void
lay_uses_down (const GxTerms *self, const GxArenaPack *pack)
{
  guint32 *starts = (guint32 *) pack->starts, *uses = (guint32 *) pack->uses;
  guint32 *use_starts = (guint32 *) pack->use_starts;
  g_autofree guint32 *next = NULL;

  if (pack->n > 0)
    memcpy (use_starts, self->use_starts->data, pack->n * sizeof *use_starts);
  use_starts[pack->n] = pack->n_uses;
  for (guint use = 0; use < pack->n_uses; use++)
    starts[(uses[use] = term_of_use (self, use)) + 1]++;
  for (guint term = 0; term < pack->n_terms; term++)
    starts[term + 1] += starts[term];
  next = g_memdup2 (starts, (pack->n_terms + 1) * sizeof *starts);
  for (guint32 place = 0; place < pack->n; place++)
    for (guint use = use_starts[place]; use < use_starts[place + 1]; use++)
      ((guint32 *) pack->holders)[next[uses[use]]++] = place;
}

/* -- Public -- */

gsize
_gx_terms_length (const GxTerms *self)
{
  gsize length = 0;

  for (guint group = 0; group < GX_N_TERM_GROUPS; group++)
    length += self->sets[group].text->len;
  return length;
}

guint
_gx_terms_count_mixed (const GxTerms *self)
{
  return list_terms (self, GX_N_TERM_GROUPS, is_mixed, NULL);
}

guint
_gx_terms_count_several (const GxTerms *self)
{
  return list_terms (self, GX_TERMS_OTHERS, has_several_forms, NULL);
}

guint32
_gx_terms_lay_down (const GxTerms *self, const GxArenaPack *pack)
{
  guint32 end = lay_text_down (self, pack);

  for (guint group = 0; group < GX_N_SCRIPTS; group++)
    lay_name_begins_down (self, group, (guint32 *) pack->name_begins[group]);
  list_terms (self, GX_N_TERM_GROUPS, is_mixed, (guint32 *) pack->mixed);
  list_terms (self, GX_TERMS_OTHERS, has_several_forms, (guint32 *) pack->several);
  lay_uses_down (self, pack);
  return end;
}
