/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "events/gx-notes-private.h"
#include "store/gx-chore.h"
#include "store/gx-journal.h"

#include <glib/gi18n-lib.h>

/*
 * Writes the words of notes down, beside all steps: a commit and an import cost what they cost without.
 * The journal says which rows were written since; those runs of rows wait in note_todo. Nothing is ever
 * taken out of note_word: whoever finds a note by it looks at the row. So a row may also be written
 * twice.
 */

#define PORTION 2000          /* notes */
#define STEPS 200             /* of the journal */
#define CHECKED 20000         /* notes: of more, so many all over the book are looked at */

typedef struct {
  gint64 key;
  char *words;
} Entry;

static void
clear_entry (gpointer data)
{
  g_free (((Entry *) data)->words);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;

  return (x->key > y->key) - (x->key < y->key);
}

gint64
_gx_notes_place (GxConnection *book)
{
  return gx_connection_get_int64 (book, 0, NULL,
                                  "select cast (value as integer) from local_state where key = ?", "t",
                                  GX_NOTES_PLACE);
}

/* -- What is to be done */

static gboolean
add_todo (GxConnection *book, const char *table, GxId first, GxId last, GError **error)
{
  return gx_connection_run (book, error,
                            "insert into note_todo (tbl, first, last) values (?, ?, ?)"
                            " on conflict do update set last = max (last, excluded.last)", "tii", table,
                              first, last);
}

static gboolean
add_written (GxConnection *book, const GxNoteSource *source, gint64 since, gint64 *newest, GError **error)
{
  g_autoptr (GArray) runs = gx_journal_follow (book, source->table, since, STEPS, newest, error);

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    {
      const GxJournalRun *run = &g_array_index (runs, GxJournalRun, i);

      if (!add_todo (book, source->table, run->first, run->last, error))
        return FALSE;
    }
  return runs != NULL;
}

/* @is_done: (out): no step is left. */
static gboolean
follow_journal (GxConnection *book, gboolean *is_done, GError **error)
{
  gint64 since = _gx_notes_place (book), newest = since;

  for (const GxNoteSource *source = _gx_note_sources; source->table != NULL; source++)
    if (!add_written (book, source, since, &newest, error))
      return FALSE;
  *is_done = newest == since;
  return *is_done
         || gx_connection_run (book, error, "insert into local_state (key, value) values (?, ?)"
                               " on conflict (key) do update set value = excluded.value", "ti",
                                 GX_NOTES_PLACE, newest);
}

/* -- Doing it */

/* The next of @source from @first to @last; @next: (out): where to go on, 0 when all were read. */
static GArray *
read_portion (GxConnection *book, const GxNoteSource *source, GxId first, GxId last, GxId *next,
              GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GxStatement) query = gx_connection_query (book, source->portion, "iii", first, last,
                                                       (gint64) PORTION);
  guint n = 0;

  g_array_set_clear_func (entries, clear_entry);
  *next = 0;
  for (; gx_statement_next (query); n++)
    {
      GxId id = gx_statement_int64 (query, 0);
      Entry entry = { gx_note_key (gx_statement_day (query, 1), id),
                      gx_note_words (gx_statement_text (query, 2)) };

      if (entry.words != NULL)
        g_array_append_val (entries, entry);
      *next = id + 1;
    }
  if (n < PORTION)
    *next = 0;
  return gx_statement_finish (query, error) ? g_steal_pointer (&entries) : NULL;
}

static gboolean
write_entries (GxConnection *book, GArray *entries, GError **error)
{
  g_autoptr (GxStatement) insert = gx_connection_query (book,
    "insert into note_word (rowid, words) values (?, ?)", NULL);

  /* In the order of the index: out of it every row would begin a new part of it. */
  g_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      gx_statement_rebind (insert, "it", entry->key, entry->words);
      if (!gx_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle_todo (GxConnection *book, const char *table, GxId first, GxId last, GxId next, GError **error)
{
  return gx_connection_run (book, error, "delete from note_todo where tbl = ? and first = ?", "ti", table,
                            first)
         && (next == 0 || next > last || add_todo (book, table, next, last, error));
}

/* @n: (in) (out): how many notes may still be written in this portion. */
static gboolean
write_some (GxConnection *book, const GxNoteSource *source, int *n, GError **error)
{
  while (*n > 0)
    {
      GxId first = 0, last = 0, next = 0;
      g_autoptr (GxStatement) query = gx_connection_query (book,
        "select first, last from note_todo where tbl = ? order by first limit 1", "t", source->table);

      if (!gx_statement_next (query))
        return gx_statement_finish (query, error);
      first = gx_statement_int64 (query, 0);
      last = gx_statement_int64 (query, 1);
      g_clear_pointer (&query, gx_statement_free);
      g_autoptr (GArray) entries = read_portion (book, source, first, last, &next, error);
      if (entries == NULL || !write_entries (book, entries, error)
          || !settle_todo (book, source->table, first, last, next, error))
        return FALSE;
      *n -= entries->len + 1;
    }
  return TRUE;
}

static gboolean
advance (GxConnection *book, gboolean *is_done, GError **error)
{
  int n = PORTION;

  if (!follow_journal (book, is_done, error))
    return FALSE;
  for (const GxNoteSource *source = _gx_note_sources; source->table != NULL; source++)
    if (!write_some (book, source, &n, error))
      return FALSE;
  *is_done = *is_done && n > 0;
  return TRUE;
}

/* -- From the beginning, and whether it is right */

static gboolean
forget (GxConnection *book, GError **error)
{
  if (!gx_connection_run (book, error, "insert into note_word (note_word) values ('delete-all')", NULL)
      || !gx_connection_run (book, error, "delete from note_todo", NULL)
      || !gx_connection_run (book, error, "insert into local_state (key, value)"
                             " select ?, coalesce (max (place), 0) from journal_order where true"
                             " on conflict (key) do update set value = excluded.value", "t", GX_NOTES_PLACE))
    return FALSE;
  for (const GxNoteSource *source = _gx_note_sources; source->table != NULL; source++)
    if (!add_todo (book, source->table, 1, G_MAXINT64, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_waiting (GxConnection *book, const char *table, GxId id)
{
  return gx_connection_get_int64 (book, 0, NULL,
                                  "select 1 from note_todo where tbl = ? and first <= ? and last >= ?",
                                  "tii", table, id, id) != 0;
}

/* Whether the note is found by its own words. */
static gboolean
is_written (GxConnection *book, GxId id, GxDay day, const char *text)
{
  g_autoptr (GxNoteQuestion) question = gx_note_question_new (text);

  return question == NULL
         || gx_connection_get_int64 (book, 0, NULL,
                                     "select 1 from note_word where note_word match ? and rowid = ?", "ti",
                                     question->match, gx_note_key (day, id)) != 0;
}

static gboolean
check_source (GxConnection *book, const GxNoteSource *source, gint64 *missing, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("select count(*) from %s", source->table);
  gint64 n = gx_connection_get_int64 (book, 0, NULL, sql, NULL);
  gint64 step = MAX (1, n / CHECKED), seen = 0;
  g_autoptr (GxStatement) query = gx_connection_query (book, source->portion, "iii", G_GINT64_CONSTANT (1),
                                                       G_MAXINT64, (gint64) -1);

  while (gx_statement_next (query))
    if (seen++ % step == 0 && !is_waiting (book, source->table, gx_statement_int64 (query, 0))
        && !is_written (book, gx_statement_int64 (query, 0), gx_statement_day (query, 1),
                        gx_statement_text (query, 2)))
      *missing += 1;
  return gx_statement_finish (query, error);
}

static gboolean
check (GxConnection *book, GPtrArray *problems, GError **error)
{
  gint64 place = _gx_notes_place (book), missing = 0;

  /* Steps that were not followed yet make no note missing. */
  if (gx_connection_get_int64 (book, 0, NULL, "select max (place) from journal_order", NULL) > place)
    return TRUE;
  for (const GxNoteSource *source = _gx_note_sources; source->table != NULL; source++)
    if (!check_source (book, source, &missing, error))
      return FALSE;
  if (missing > 0)
    g_ptr_array_add (problems, g_strdup_printf (
      /* Translators: %d is a count */
      _("Of the notes, %d cannot be found by their words. “guanxi-cli book rebuild” puts it right."),
        (int) missing));
  return TRUE;
}

void
_gx_notes_register (void)
{
  static const GxChore chore = { .name = "notes", .forget = forget, .advance = advance, .check = check };

  gx_chore_register (&chore);
}
