/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-palette-find.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-id-list.h"
#include "criteria/gx-segments.h"
#include "customers/gx-customers.h"
#include "events/gx-notes.h"
#include "pages/gx-recent.h"
#include "search/gx-search.h"
#include "store/gx-journal.h"
#include "widgets/gx-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_CUSTOMERS 6
#define MOST_NOTES 5
#define MOST_SEGMENTS 4

#define STEPS_LOOKED_AT 40 /* for whom somebody changed last */

typedef struct {
  char *typed;
  GArray *recent;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_free (question->typed);
  g_array_unref (question->recent);
  g_free (question);
}

static Question *
new_question (GxBook *book, const char *typed)
{
  Question *question = g_new0 (Question, 1);

  question->typed = g_strdup (typed);
  question->recent = gx_recent_list (book);
  return question;
}

/* -- Customers */

static GxPaletteItem *
make_customer (GxConnection *book, const GxCustomerRow *row, const char *typed)
{
  g_autoptr (GxSearchReason) reason = gx_search_explain (book, typed, row->id);
  GxPaletteItem *item = gx_palette_item_new (GX_PALETTE_CUSTOMERS, row->shown_name,
                                             reason != NULL ? reason->text : row->company, NULL,
                                             "win.show-customer", g_variant_new_int64 (row->id));

  item->customer = row->id;
  item->is_organisation = g_strcmp0 (row->kind, "organisation") == 0;
  item->detail_field = reason != NULL ? reason->field : "company";
  item->detail_start = reason != NULL ? reason->value_start : 0;
  return item;
}

static gboolean
add_customers (GPtrArray *items, GxConnection *book, const GArray *ids, const Question *question,
               GError **error)
{
  g_autoptr (GxSearchWords) words = gx_search_words_new (question->typed);
  g_autoptr (GPtrArray) rows = gx_customers_rows (book, (const GxId *) ids->data, ids->len, NULL, error);
  guint n = 0;

  for (guint i = 0; rows != NULL && i < rows->len && n < MOST_CUSTOMERS; i++)
    {
      const GxCustomerRow *row = rows->pdata[i];

      if (row->is_missing || row->gone != 0)
        continue;
      GxPaletteItem *item = make_customer (book, row, question->typed);
      const char *names[] = { row->shown_name, row->company != NULL ? row->company : row->shown_name, NULL };
      item->distance = gx_search_words_is_empty (words)
        ? 0 : MIN (gx_search_words_judge (words, names), GX_SEARCH_FAR - 1);
      g_ptr_array_add (items, item);
      n++;
    }
  return rows != NULL;
}

static GxPaletteItem *
make_all_found (const Question *question)
{
  GxPaletteItem *item = gx_palette_item_new (GX_PALETTE_CUSTOMERS, _("Show everybody found in the list"),
                                             NULL, "gx-people-symbolic", "win.search-customers",
                                             g_variant_new_string (question->typed));

  item->distance = GX_SEARCH_FAR - 1;
  item->title_spans = g_array_new (FALSE, FALSE, sizeof (GxTextSpan));
  return item;
}

static gboolean
add_found (GPtrArray *items, GxConnection *book, const Question *question, GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GxSearchResult) found = gx_search_find (book, question->typed, MOST_CUSTOMERS, cancellable,
                                                     error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GxId));

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < gx_id_list_length (found->ids); i++)
    {
      GxId id = gx_id_list_get (found->ids, i);
      g_array_append_val (ids, id);
    }
  if (!add_customers (items, book, ids, question, error))
    return FALSE;
  if (!found->is_complete)
    g_ptr_array_add (items, make_all_found (question));
  return TRUE;
}

static gboolean
has_id (const GArray *ids, GxId id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, GxId, i) == id)
      return TRUE;
  return FALSE;
}

static gboolean
add_recent (GPtrArray *items, GxConnection *book, const Question *question, GError **error)
{
  g_autoptr (GArray) ids = g_array_copy (question->recent);
  g_autoptr (GPtrArray) steps = gx_journal_list (book, 0, 0, gx_actor_get_self ()->author, STEPS_LOOKED_AT,
                                                 error);

  if (steps == NULL)
    return FALSE;
  for (guint i = 0; i < steps->len && ids->len < GX_RECENT_MAX; i++)
    {
      const GxJournalEntry *step = steps->pdata[i];

      if (step->customer_id != 0 && !has_id (ids, step->customer_id))
        g_array_append_val (ids, step->customer_id);
    }
  return add_customers (items, book, ids, question, error);
}

/* -- Segments */

static gboolean
add_segments (GPtrArray *items, GxConnection *book, const Question *question, GError **error)
{
  g_autoptr (GxSearchWords) words = gx_search_words_new (question->typed);
  g_autoptr (GPtrArray) segments = gx_segments_list (book, error);
  guint n = 0;

  for (guint i = 0; segments != NULL && i < segments->len && n < MOST_SEGMENTS; i++)
    {
      const GxSegment *segment = segments->pdata[i];
      guint distance = gx_search_words_judge (words, (const char *[]) { segment->name, NULL });

      if (distance == GX_SEARCH_FAR || segment->complaint != NULL)
        continue;
      GVariant *target = g_variant_new ("(ssis)", segment->criteria != NULL ? segment->criteria : "",
                                        segment->name, GX_NO_DAY, "");
      GxPaletteItem *item = gx_palette_item_new (GX_PALETTE_SEGMENTS, segment->name, NULL,
                                                 "gx-filter-symbolic", "win.show-customers", target);
      item->distance = distance;
      g_ptr_array_add (items, item);
      n++;
    }
  return segments != NULL;
}

/* -- Notes */

static GxPaletteItem *
make_note (GxNote *note)
{
  g_autofree char *day = gx_day_format_relative (note->day, gx_clock_today ());
  g_autofree char *name = gx_customer_shown_name (note->customer_name, NULL, NULL);
  g_autofree char *detail = g_strdup_printf ("%s · %s", name, day);
  GxPaletteItem *item = gx_palette_item_new (GX_PALETTE_NOTES, note->snippet, detail,
                                             gx_kind_icon (note->kind),
                                             "win.show-customer", g_variant_new_int64 (note->customer_id));

  item->title_spans = g_array_ref (note->spans);
  return item;
}

static gpointer
find_notes_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) notes = gx_events_find (book, question->typed, MOST_NOTES, NULL, error);
  GPtrArray *items = NULL;

  if (notes == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_palette_item_free);
  for (guint i = 0; i < notes->len; i++)
    g_ptr_array_add (items, make_note (notes->pdata[i]));
  return items;
}

void
gx_palette_find_notes_async (GxBook *book, const char *words, GCancellable *cancellable,
                             GAsyncReadyCallback done,
                             gpointer user_data)
{
  g_return_if_fail (GX_IS_BOOK (book) && words != NULL);

  gx_book_read_async (book, find_notes_job, new_question (book, words), free_question,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, done, user_data);
}

/* -- The question */

static gpointer
find_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_palette_item_free);
  gboolean is_typed = *question->typed != '\0';

  if (is_typed && !add_found (items, book, question, cancellable, error))
    return NULL;
  if (!is_typed && !add_recent (items, book, question, error))
    return NULL;
  return add_segments (items, book, question, error) ? g_steal_pointer (&items) : NULL;
}

void
gx_palette_find_async (GxBook *book, const char *words, GCancellable *cancellable, GAsyncReadyCallback done,
                       gpointer user_data)
{
  g_return_if_fail (GX_IS_BOOK (book) && words != NULL);

  gx_book_find_async (book, find_job, new_question (book, words), free_question,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, done, user_data);
}

GPtrArray *
gx_palette_find_finish (GxBook *book, GAsyncResult *result, GError **error)
{
  return gx_book_job_finish (book, result, error);
}
