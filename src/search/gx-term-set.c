/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-term-set.h"

#define FIRST_SLOTS 1024

void
gx_term_set_init (GxTermSet *self)
{
  const guint32 start = 0;

  self->text = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (self->offsets, start);
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (guint32, self->n_slots);
}

void
gx_term_set_clear (GxTermSet *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->offsets);
  g_free (self->slots);
}

guint
gx_term_set_size (const GxTermSet *self)
{
  return self->offsets->len - 1;
}

/* FNV-1a. */
static guint32
hash (const char *text, const char *end)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; text < end; text++)
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  return (guint32) (hash >> 32 ^ hash);
}

static const char *
find_term (const GxTermSet *self, guint32 number, const char **end)
{
  *end = self->text->str + g_array_index (self->offsets, guint32, number + 1);
  return self->text->str + g_array_index (self->offsets, guint32, number);
}

/* Where it is, or should be. */
static guint32 *
find_slot (GxTermSet *self, const char *text, const char *end)
{
  guint at = hash (text, end) & (self->n_slots - 1);

  for (; self->slots[at] != 0; at = (at + 1) & (self->n_slots - 1))
    {
      const char *term_end, *term = find_term (self, self->slots[at] - 1, &term_end);

      if (term_end - term == end - text && memcmp (term, text, end - text) == 0)
        break;
    }
  return &self->slots[at];
}

static void
grow (GxTermSet *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new0 (guint32, self->n_slots);
  for (guint number = 0; number < gx_term_set_size (self); number++)
    {
      const char *end, *term = find_term (self, number, &end);

      *find_slot (self, term, end) = number + 1;
    }
}

guint32
gx_term_set_add (GxTermSet *self, const char *text, const char *end)
{
  guint32 *slot = find_slot (self, text, end);

  if (*slot == 0)
    {
      guint32 term_end;

      g_string_append_len (self->text, text, end - text);
      term_end = (guint32) self->text->len;
      g_array_append_val (self->offsets, term_end);
      *slot = gx_term_set_size (self);
    }
  guint32 number = *slot - 1;
  if (gx_term_set_size (self) > self->n_slots / 2)
    grow (self);
  return number;
}
