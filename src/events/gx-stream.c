/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "events/gx-events.h"
#include "events/gx-stream.h"
#include "store/gx-statement.h"

static GxStreamItem *
read_item (GxStatement *query)
{
  GxStreamItem *self = g_new0 (GxStreamItem, 1);

  self->kind = g_intern_string (gx_statement_text (query, 0));
  self->ref = gx_statement_int64 (query, 1);
  self->customer_id = gx_statement_int64 (query, 2);
  self->day = gx_statement_day (query, 3);
  self->at = gx_statement_int64 (query, 4);
  self->offset_min = gx_statement_int (query, 5);
  self->direction = g_intern_string (gx_statement_text (query, 6));
  self->channel = g_intern_string (gx_statement_text (query, 7));
  self->reached = gx_statement_int (query, 8) != 0;
  self->is_conversation = gx_event_is_conversation (self->kind, self->reached);
  self->amount_minor = gx_statement_int64 (query, 9);
  self->currency = g_intern_string (gx_statement_text (query, 10));
  self->text = gx_statement_dup_text (query, 11);
  self->author_id = gx_statement_int64 (query, 12);
  return self;
}

void
gx_stream_item_free (GxStreamItem *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->text);
  g_free (self);
}

GPtrArray *
gx_stream_load (GxConnection *book, GxId customer, GxStreamFlags flags, GxDay since, int limit,
                GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_stream_item_free);
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book,
    (flags & GX_STREAM_WITH_PEOPLE) != 0 ? "@events/load-stream-with-people" : "@events/load-stream", "iiii",
    (gint64) customer, (gint64) since, (gint64) (limit > 0 ? limit : -1),
    (gint64) ((flags & GX_STREAM_NO_TEXT) == 0));
  while (gx_statement_next (query))
    g_ptr_array_add (items, read_item (query));
  return gx_statement_finish (query, error) ? g_steal_pointer (&items) : NULL;
}
