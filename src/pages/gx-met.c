/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-met.h"

#define WATCH_DATA "gx-met"
#define FACT_DATA "gx-met-fact"    /* of the row below: whose it is */

typedef struct {
  GObject *object;
  GxMetFunc told;
} Question;

/* A step of nobody: what is not known. */
static GxJournalEntry *
new_nobody (void)
{
  return g_new0 (GxJournalEntry, 1);
}

static gpointer
ask_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;
  GxJournalEntry *writer = gx_journal_last_of (book, data, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  return writer != NULL ? writer : new_nobody ();
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (GObject) object = question->object;
  g_autoptr (GxJournalEntry) writer = gx_book_job_finish (GX_BOOK (source), result, NULL);

  question->told (object, writer != NULL && writer->id != 0 ? writer : NULL);
}

void
gx_met_ask (GxBook *book, const GxCellPlace *cell, GObject *object, GxMetFunc told)
{
  g_return_if_fail (GX_IS_BOOK (book) && G_IS_OBJECT (object) && told != NULL);

  Question *question;
  if (cell == NULL)
    {
      told (object, NULL);
      return;
    }
  question = g_new0 (Question, 1);
  question->object = g_object_ref (object);
  question->told = told;
  gx_book_read_async (book, ask_job, g_memdup2 (cell, sizeof *cell), g_free,
                      (GDestroyNotify) gx_journal_entry_free, NULL, asked_cb, question);
}

/* -- Of a row */

typedef struct {
  GxBook *book;
  GxCellPlace cell;        /* table NULL: none */
} Watch;

static void
free_watch (gpointer data)
{
  g_object_unref (((Watch *) data)->book);
  g_free (data);
}

static void
tell_row (gpointer object, const GxJournalEntry *writer)
{
  gx_fact_row_tell (object, writer);
}

static void
row_met_cb (GxFactRow *row)
{
  const Watch *watch = g_object_get_data (G_OBJECT (row), WATCH_DATA);

  gx_met_ask (watch->book, watch->cell.table != NULL ? &watch->cell : NULL, G_OBJECT (row), tell_row);
}

void
gx_met_watch (GxFactRow *row, GxBook *book, const GxCellPlace *cell)
{
  g_return_if_fail (GX_IS_FACT_ROW (row) && GX_IS_BOOK (book));

  Watch *watch = g_new0 (Watch, 1);
  watch->book = g_object_ref (book);
  if (cell != NULL)
    watch->cell = *cell;
  if (g_object_get_data (G_OBJECT (row), WATCH_DATA) == NULL)
    g_signal_connect (row, "met", G_CALLBACK (row_met_cb), NULL);
  g_object_set_data_full (G_OBJECT (row), WATCH_DATA, watch, free_watch);
}

void
gx_met_keep_news (GxCard *card, const char *kind, gint64 id, GxFactRow *row)
{
  g_autofree char *below = g_strconcat (kind, "/news", NULL);

  if (gx_card_keep (card, below, id) == NULL)
    gx_card_put (card, below, id, gx_fact_row_get_news (row));
  g_object_set_data (G_OBJECT (gx_fact_row_get_news (row)), FACT_DATA, row);
}

static gboolean
is_below_typed (GtkWidget *news)
{
  return gx_fact_row_is_changed (g_object_get_data (G_OBJECT (news), FACT_DATA));
}

void
gx_met_keep_typed (GxCard *card, const char *kind, gboolean (*wants) (GtkWidget *row))
{
  g_autofree char *below = g_strconcat (kind, "/news", NULL);

  gx_card_keep_if (card, kind, wants);
  gx_card_keep_if (card, below, is_below_typed);
}
