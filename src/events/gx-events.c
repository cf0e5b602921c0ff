/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "base/gx-phrase.h"
#include "events/gx-events.h"
#include "events/gx-notes-private.h"
#include "store/gx-projection.h"
#include "store/gx-record.h"
#include "store/gx-statement.h"

#define COLUMNS \
  "id, gone, customer_id, kind, direction, channel, reached, day, at, offset_min, text, author_id"

static GxEvent *
read_event (GxStatement *query)
{
  GxEvent *self = g_new0 (GxEvent, 1);

  self->id = gx_statement_int64 (query, 0);
  self->gone = gx_statement_int (query, 1);
  self->customer_id = gx_statement_int64 (query, 2);
  self->kind = g_intern_string (gx_statement_text (query, 3));
  self->direction = g_intern_string (gx_statement_text (query, 4));
  self->channel = g_intern_string (gx_statement_text (query, 5));
  self->reached = gx_statement_int (query, 6) != 0;
  self->day = gx_statement_day (query, 7);
  self->at = gx_statement_int64 (query, 8);
  self->offset_min = gx_statement_int (query, 9);
  self->text = gx_statement_dup_text (query, 10);
  self->author_id = gx_statement_int64 (query, 11);
  return self;
}

GxEvent *
gx_event_new (GxId customer, const char *kind, const char *text)
{
  GxEvent *self = g_new0 (GxEvent, 1);

  self->customer_id = customer;
  self->kind = g_intern_string (kind);
  self->text = g_strdup (text);
  self->reached = TRUE;
  self->day = GX_NO_DAY;
  return self;
}

void
gx_event_free (GxEvent *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->text);
  g_free (self);
}

gboolean
gx_event_is_conversation (const char *kind, gboolean reached)
{
  static const char * const kinds[] = { "call", "visit", "meeting", "chat", "mail", NULL };

  g_return_val_if_fail (kind != NULL, FALSE);

  return reached && g_strv_contains (kinds, kind);
}

/* -- reading */

GxEvent *
gx_events_load (GxConnection *book, GxId id, GError **error)
{
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book, "select " COLUMNS " from event where id = ? and gone < 2", "i",
                               (gint64) id);
  if (gx_statement_next (query))
    return read_event (query);
  if (gx_statement_finish (query, error))
    g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This event is not in the book."));
  return NULL;
}

GPtrArray *
gx_events_list (GxConnection *book, GxId customer, const char *kind, GxDay since, int limit, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_event_free);
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  /* One statement for one customer, so that their index serves; one for all. */
  query = gx_connection_query (book,
    customer != 0
      ? "select " COLUMNS " from event where customer_id = ?1 and gone = 0 "
        "and (?2 is null or kind = ?2) and day >= ?3 order by day desc, at desc, id desc limit ?4"
      : "select " COLUMNS " from event where ?1 = 0 and gone = 0 and (?2 is null or kind = ?2) and day >= ?3 "
        "order by day desc, at desc, id desc limit ?4",
    "itii", (gint64) customer, kind, (gint64) since, (gint64) (limit > 0 ? limit : -1));
  while (gx_statement_next (query))
    g_ptr_array_add (events, read_event (query));
  return gx_statement_finish (query, error) ? g_steal_pointer (&events) : NULL;
}

/* -- writing */

static gboolean
check_event (const GxEvent *event, GError **error)
{
  if (event->kind == NULL || !gx_phrase_is_key ("event.kind", event->kind))
    {
      /* Translators: %s is a word that the program does not know */
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is no kind of event."),
                   event->kind != NULL ? event->kind : "");
      return FALSE;
    }
  if (event->text != NULL && !g_utf8_validate (event->text, -1, NULL))
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("The text is not valid UTF-8."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_event (GxConnection *book, GxId id, const GxEvent *event, GError **error)
{
  GxDay today = gx_clock_today ();
  GxDay day = event->day != GX_NO_DAY ? event->day : today;
  gint64 at = event->at;
  int offset_min = event->offset_min;
  g_autofree char *text = g_strstrip (g_strdup (event->text != NULL ? event->text : ""));

  if (at == 0 && event->id == 0 && day == today)
    {
      at = gx_clock_now ();
      offset_min = gx_clock_offset_min (at);
    }
  return gx_connection_run (book, error,
           "update event set customer_id = ?, kind = ?, direction = ?, channel = ?, reached = ?, day = ?, "
           "at = ?, offset_min = case when ?7 is null then null else ? end, text = ? where id = ? "
           "and gone < 2", "itTTidIiTi",
           (gint64) event->customer_id, event->kind, event->direction, event->channel,
           (gint64) (event->reached != 0),
           (int) day, at, (gint64) offset_min, text, (gint64) id)
         && gx_record_found (book, error);
}

gboolean
gx_events_log (GxConnection *book, const GxActor *actor, const GxEvent *event, GxId *id, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  GxId logged;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL && event != NULL && event->id == 0, FALSE);

  logged = gx_connection_new_id (book);
  if (!check_event (event, error)
      || (step = gx_step_begin (book, actor, "event.log", error)) == NULL
      || !gx_connection_run (book, error, "insert into event (id, customer_id, author_id) values (?, ?, ?)",
                             "iiI",
                             (gint64) logged, (gint64) event->customer_id, (gint64) actor->author)
      || !write_event (book, logged, event, error)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    {
      gx_error_prefix (error, _("Could not save the event"));
      return FALSE;
    }
  if (id != NULL)
    *id = logged;
  return TRUE;
}

gboolean
gx_events_edit (GxConnection *book, const GxActor *actor, const GxEvent *event, GError **error)
{
  g_autoptr (GxStep) step = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && event != NULL && event->id != 0, FALSE);

  if (!check_event (event, error)
      || (step = gx_step_begin (book, actor, "event.edit", error)) == NULL
      || !write_event (book, event->id, event, error)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    {
      gx_error_prefix (error, _("Could not save the event"));
      return FALSE;
    }
  return TRUE;
}

gboolean
gx_events_bin (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return gx_record_set_gone (book, actor, "event.bin", "event", &id, 1, 1, error);
}

gboolean
gx_events_unbin (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return gx_record_set_gone (book, actor, "event.unbin", "event", &id, 1, 0, error);
}

/* -- facts */

static gboolean
project_facts (GxConnection *book, GError **error)
{
  return gx_connection_run (book, error, "@events/project-facts", NULL);
}

static const GxProjection facts = {
  .name = "events", .order = 20, .tables = "customer_fact",
  .columns = "customer_fact.first_day customer_fact.last_contact_day customer_fact.conversations "
             "customer_fact.events",
  .reads = "event purchase payment customer.gone",
  .project = project_facts,
};

void
gx_events_register (void)
{
  gx_projection_register (&facts);
  _gx_notes_register ();
}
