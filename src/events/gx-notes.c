/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "events/gx-notes-private.h"
#include "store/gx-journal.h"

#include <string.h>

#define MOST_CANDIDATES 4000  /* that are looked at in their rows */
#define MOST_UNWRITTEN 5000   /* whose words are not written down yet */
#define STEPS 200
#define NEAR_CHARACTERS 36    /* what is found so early is shown from the beginning of the text */
#define BEFORE_CHARACTERS 14  /* else so much before it */
#define SNIPPET_CHARACTERS 72

#define ROWS(table, column) \
  "select id, day, " column " from " table " where id >= ? and id <= ? and gone = 0" \
  " and " column " is not null order by id"
#define ONE(table, column) \
  "select n." column ", n.customer_id, coalesce (c.name, c.number), n.kind, n.day from " table " n" \
  " join customer c on c.id = n.customer_id" \
  " where n.id = ? and n.gone = 0 and c.gone = 0 and n." column " is not null"

const GxNoteSource _gx_note_sources[] = {
  { "event", ROWS ("event", "text") " limit ?", ROWS ("event", "text") " desc limit ?",
    ONE ("event", "text") },
  { "purchase", ROWS ("purchase", "note") " limit ?", ROWS ("purchase", "note") " desc limit ?",
    ONE ("purchase", "note") },
  { NULL },
};

typedef struct {
  GxConnection *book;
  const GxNoteQuestion *question;
  GPtrArray *notes;      /* of GxNote */
  GHashTable *seen;      /* ids that were looked at */
} Finding;

void
gx_note_free (GxNote *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->customer_name);
  g_free (self->snippet);
  g_clear_pointer (&self->spans, g_array_unref);
  g_free (self);
}

/* -- The part of the text to be shown */

static const char *
go_back (const char *text, const char *from, guint n)
{
  while (n-- > 0 && from > text)
    from = g_utf8_prev_char (from);
  return from;
}

static const char *
go_on (const char *from, guint n)
{
  while (n-- > 0 && *from != '\0')
    from = g_utf8_next_char (from);
  return from;
}

static void
cut_snippet (GxNote *note, const char *text, const GArray *spans)
{
  const GxTextSpan *first = &g_array_index (spans, GxTextSpan, 0);
  gboolean is_near = g_utf8_strlen (text, first->start) <= NEAR_CHARACTERS;
  const char *start = is_near ? text : go_back (text, text + first->start, BEFORE_CHARACTERS);
  const char *end = go_on (start, SNIPPET_CHARACTERS);
  g_autoptr (GString) snippet = g_string_new (start > text ? "…" : NULL);
  gsize moved = snippet->len;

  g_string_append_len (snippet, start, end - start);
  if (*end != '\0')
    g_string_append (snippet, "…");
  note->spans = g_array_new (FALSE, FALSE, sizeof (GxTextSpan));
  for (guint i = 0; i < spans->len; i++)
    {
      GxTextSpan span = g_array_index (spans, GxTextSpan, i);

      if (text + span.end > end)
        break;
      span.start += moved - (start - text);
      span.end += moved - (start - text);
      g_array_append_val (note->spans, span);
    }
  note->snippet = g_strdelimit (g_string_free (g_steal_pointer (&snippet), FALSE), "\n\r\t", ' ');
}

/* -- Looking at candidates */

static void
look_at (Finding *self, const GxNoteSource *source, GxId id)
{
  g_autoptr (GxStatement) query = gx_connection_query (self->book, source->one, "i", id);

  if (!gx_statement_next (query))
    return;
  const char *text = gx_statement_text (query, 0);
  g_autoptr (GArray) spans = gx_note_question_find (self->question, text);
  if (spans == NULL)
    return;
  GxNote *note = g_new0 (GxNote, 1);
  note->id = id;
  note->customer_id = gx_statement_int64 (query, 1);
  note->customer_name = gx_statement_dup_text (query, 2);
  note->kind = g_intern_string (gx_statement_text (query, 3));
  note->day = gx_statement_day (query, 4);
  cut_snippet (note, text, spans);
  g_ptr_array_add (self->notes, note);
}

static gboolean
is_new (Finding *self, GxId id)
{
  GxId *key = g_memdup2 (&id, sizeof id);

  return g_hash_table_add (self->seen, key);
}

/* Newest periods first; within one in any order, so it is read to its end. */
static gboolean
look_at_written (Finding *self, guint limit, gboolean *is_complete, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (self->book,
    "select rowid from note_word where note_word match ? order by rowid desc", "t", self->question->match);
  gint64 period = -1;
  guint n = 0;

  while (gx_statement_next (query))
    {
      gint64 key = gx_statement_int64 (query, 0);

      if (++n > MOST_CANDIDATES || (self->notes->len >= limit && key >> GX_NOTE_ID_BITS != period))
        {
          *is_complete = FALSE;
          break;
        }
      period = key >> GX_NOTE_ID_BITS;
      if (!is_new (self, gx_note_id_of_key (key)))
        continue;
      for (const GxNoteSource *source = _gx_note_sources; source->table != NULL; source++)
        look_at (self, source, gx_note_id_of_key (key));
    }
  return gx_statement_finish (query, error);
}

/* @left: (in) (out): how many rows may still be looked at. */
static gboolean
look_at_run (Finding *self, const GxNoteSource *source, GxId first, GxId last, gint64 *left, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (self->book, source->newest, "iii", first, last, *left);

  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);
      g_autoptr (GArray) spans = gx_note_question_find (self->question, gx_statement_text (query, 2));

      *left -= 1;
      if (spans != NULL && is_new (self, id))
        look_at (self, source, id);
    }
  return gx_statement_finish (query, error);
}

/* What the chore has still to do, and what it does not know of yet. */
static gboolean
look_at_unwritten (Finding *self, const GxNoteSource *source, gint64 *left, GError **error)
{
  gint64 newest = 0;
  g_autoptr (GArray) runs = gx_journal_follow (self->book, source->table, _gx_notes_place (self->book), STEPS,
                                               &newest, error);
  g_autoptr (GxStatement) todo = gx_connection_query (self->book,
                                                      "select first, last from note_todo where tbl = ?", "t",
                                                      source->table);

  for (guint i = 0; runs != NULL && i < runs->len && *left > 0; i++)
    {
      const GxJournalRun *run = &g_array_index (runs, GxJournalRun, i);

      if (!look_at_run (self, source, run->first, run->last, left, error))
        return FALSE;
    }
  while (*left > 0 && gx_statement_next (todo))
    if (!look_at_run (self, source, gx_statement_int64 (todo, 0), gx_statement_int64 (todo, 1), left, error))
      return FALSE;
  return runs != NULL && gx_statement_finish (todo, error);
}

static int
compare_notes (gconstpointer a, gconstpointer b)
{
  const GxNote *x = *(GxNote * const *) a, *y = *(GxNote * const *) b;

  if (x->day != y->day)
    return x->day > y->day ? -1 : 1;
  return (x->id < y->id) - (x->id > y->id);
}

GPtrArray *
gx_events_find (GxConnection *book, const char *words, guint limit, gboolean *is_complete, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book) && words != NULL, NULL);

  g_autoptr (GxNoteQuestion) question = gx_note_question_new (words);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_note_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Finding finding = { book, question, notes, seen };
  gboolean is_all = TRUE;
  gint64 left = MOST_UNWRITTEN;

  for (const GxNoteSource *source = _gx_note_sources; question != NULL && source->table != NULL; source++)
    if (!look_at_unwritten (&finding, source, &left, error))
      return NULL;
  if (question != NULL && !look_at_written (&finding, limit, &is_all, error))
    return NULL;
  g_ptr_array_sort (notes, compare_notes);
  is_all = is_all && left > 0 && notes->len <= limit;
  if (notes->len > limit)
    g_ptr_array_set_size (notes, limit);
  if (is_complete != NULL)
    *is_complete = is_all;
  return g_steal_pointer (&notes);
}
