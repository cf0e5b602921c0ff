/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-pack.h"
#include "search/gx-search-private.h"
#include "search/gx-search-words.h"

struct _GxSearchWords {
  GPtrArray *needles;   /* of GxNeedle: one a word */
  GxNeedle *phrase;     /* all words as one; NULL where there is only one */
};

GxSearchWords *
gx_search_words_new (const char *typed)
{
  g_return_val_if_fail (typed != NULL, NULL);

  GxSearchWords *self = g_new0 (GxSearchWords, 1);
  self->needles = _gx_search_needles (typed);
  self->phrase = _gx_search_phrase (typed, self->needles->len);
  return self;
}

void
gx_search_words_free (GxSearchWords *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->needles);
  g_clear_pointer (&self->phrase, gx_needle_unref);
  g_free (self);
}

gboolean
gx_search_words_is_empty (const GxSearchWords *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->needles->len == 0;
}

/* -- How near */

guint
gx_search_words_judge (const GxSearchWords *self, const char * const *names)
{
  g_autoptr (GString) record = g_string_new (NULL);
  GxNearness nearness;
  guint distance = 0;

  g_return_val_if_fail (self != NULL && names != NULL, GX_SEARCH_FAR);

  for (guint i = 0; names[i] != NULL; i++)
    gx_pack_append (record, i == 0 ? GX_KNOWN_NAME : GX_KNOWN_OTHER_NAME, names[i]);
  const GxRecord known = gx_record_take_apart (record->str, record->str + record->len);
  if (self->phrase != NULL)
    {
      nearness = gx_needle_judge_phrase (self->phrase, &known, GX_NOT_NEAR);
      if (nearness != GX_NOT_NEAR)
        return GX_NEARNESS_DISTANCE (nearness);
    }
  for (guint i = 0; i < self->needles->len; i++)
    {
      nearness = gx_needle_judge (self->needles->pdata[i], &known, GX_NOT_NEAR);
      if (nearness == GX_NOT_NEAR)
        return GX_SEARCH_FAR;
      distance += GX_NEARNESS_DISTANCE (nearness);
    }
  return self->needles->len > 1 ? distance + GX_MATCH_FAR : distance;
}

/* -- Where */

static gboolean
fits_part (const GxNeedle *needle, GxKnownBy field, const char *start, const char *end, GString *record)
{
  g_autofree char *part = g_strndup (start, end - start);

  g_string_truncate (record, 0);
  gx_pack_append (record, field, part);
  const GxRecord known = gx_record_take_apart (record->str, record->str + record->len);
  return gx_needle_judge (needle, &known, GX_NOT_NEAR) != GX_NOT_NEAR;
}

/* The first end at which the word is in, then the last beginning from which it still is: both by asking of
 * parts of the text, so that whatever a search finds is shown, however it was written. */
static gboolean
find_span (const GxNeedle *needle, GxKnownBy field, const char *text, GxTextSpan *span)
{
  g_autoptr (GString) record = g_string_new (NULL);
  const char *last = text + strlen (text);
  const char *start = text, *end = text;

  if (!fits_part (needle, field, text, last, record))
    return FALSE;
  do
    end = g_utf8_next_char (end);
  while (end < last && !fits_part (needle, field, text, end, record));
  for (const char *at = end; at > text; )
    {
      at = g_utf8_prev_char (at);
      if (fits_part (needle, field, at, end, record))
        {
          start = at;
          break;
        }
    }
  *span = (GxTextSpan) { start - text, end - text };
  return TRUE;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const GxTextSpan *x = a, *y = b;

  return (x->start > y->start) - (x->start < y->start);
}

static void
join_spans (GArray *spans)
{
  guint kept = 0;

  g_array_sort (spans, compare_spans);
  for (guint i = 1; i < spans->len; i++)
    {
      GxTextSpan *last = &g_array_index (spans, GxTextSpan, kept);
      GxTextSpan span = g_array_index (spans, GxTextSpan, i);

      if (span.start <= last->end)
        last->end = MAX (last->end, span.end);
      else
        g_array_index (spans, GxTextSpan, ++kept) = span;
    }
  g_array_set_size (spans, MIN (spans->len, kept + 1));
}

GArray *
gx_search_words_mark (const GxSearchWords *self, const char *field, const char *text)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (GxTextSpan));
  GxTextSpan span;

  g_return_val_if_fail (self != NULL && field != NULL && text != NULL, spans);

  if (!g_utf8_validate (text, -1, NULL))
    return spans;
  for (guint i = 0; i < self->needles->len; i++)
    if (find_span (self->needles->pdata[i], _gx_search_field_of (field), text, &span))
      g_array_append_val (spans, span);
  join_spans (spans);
  return spans;
}
