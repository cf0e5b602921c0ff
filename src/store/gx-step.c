/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "base/gx-log.h"
#include "store/gx-book.h"
#include "store/gx-projection-private.h"
#include "store/gx-self.h"
#include "store/gx-step-private.h"

/* -- Begin -- */

static void
free_step (GxStep *step)
{
  _gx_capture_set (step, FALSE);
  _gx_connection_expect (step->book, 0);
  g_clear_pointer (&step->seen, g_hash_table_unref);
  g_clear_pointer (&step->young, g_array_unref);
  g_clear_pointer (&step->grown, g_array_unref);
  g_clear_pointer (&step->ranges, g_array_unref);
  g_clear_pointer (&step->written, g_array_unref);
  g_clear_pointer (&step->entries, g_array_unref);
  g_clear_pointer (&step->late_indexes, g_ptr_array_unref);
  g_clear_pointer (&step->members, g_array_unref);
  g_clear_pointer (&step->member_rows, g_hash_table_unref);
  g_clear_pointer (&step->reserved, g_hash_table_unref);
  g_free (step->label);
  g_free (step);
}

GxStep *
_gx_step_door (GxStep *step)
{
  return step->outer != NULL ? step->outer : step;
}

static GxStep *
join_step (GxStep *outer)
{
  GxStep *step = g_new0 (GxStep, 1);

  step->book = outer->book;
  step->outer = outer;
  return step;
}

/* This computer's user is a member of the book from their first step on; that is a step of its own, which
   nobody undoes. */
static gboolean
ensure_author (GxConnection *book, const GxActor *actor, GError **error)
{
  const GxActor nobody = { 0, FALSE };
  g_autoptr (GxStep) step = NULL;

  if (actor->author == 0 || actor->author == book->known_author
      || actor->author != gx_self_get_id ())
    return TRUE;
  if (gx_connection_get_int64 (book, 0, NULL, "select 1 from member where id = ? and gone = 0", "i",
                               actor->author) == 0)
    {
      step = _gx_step_begin_kind (book, &nobody, "member.add", 'd', 0, 0, error);
      if (step == NULL
          || !gx_connection_run (book, error, "insert into member (id, name) values (?, ?) "
                                 "on conflict (id) do update set gone = 0", "it",
                                 actor->author, gx_self_get_name ())
          || !gx_step_commit (g_steal_pointer (&step), NULL, error))
        return FALSE;
    }
  book->known_author = actor->author;
  return TRUE;
}

GxStep *
_gx_step_begin_kind (GxConnection *book, const GxActor *actor, const char *label, char kind, GxId root,
                     GxId reverses, GError **error)
{
  GxStep *step;

  if (book->is_read_only)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_READ_ONLY, _("The book is open for reading only."));
      return NULL;
    }
  if (book->step != NULL)
    return join_step (book->step);
  if (!ensure_author (book, actor, error) || !_gx_connection_begin (book, error))
    return NULL;

  step = g_new0 (GxStep, 1);
  step->book = book;
  step->author = actor->by_hand ? actor->author : 0;
  step->label = g_strdup (label);
  step->kind = kind;
  step->root = root;
  step->reverses = reverses;
  step->ranges = g_array_new (FALSE, FALSE, sizeof (GxRange));
  step->reserved = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  if (!_gx_site_settle (book, error))
    {
      _gx_connection_rollback (book);
      free_step (step);
      return NULL;
    }
  _gx_capture_begin (step);
  book->step = step;
  return step;
}

GxStep *
gx_step_begin (GxConnection *book, const GxActor *actor, const char *label, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book) && actor != NULL && label != NULL, NULL);

  return _gx_step_begin_kind (book, actor, label, 'd', 0, 0, error);
}

void
gx_step_expect (GxStep *step, gint64 rows)
{
  _gx_connection_expect (step->book, rows);
}

void
gx_step_rehearse (GxStep *step)
{
  _gx_step_door (step)->is_rehearsal = TRUE;
}

void
gx_step_abort (GxStep *step)
{
  if (step == NULL)
    return;
  if (step->outer != NULL)
    {
      step->outer->is_spoiled = TRUE;
      g_free (step);
      return;
    }
  step->book->step = NULL;
  _gx_connection_rollback (step->book);
  step->book->site = 0; /* a site drawn in this step is not the book's */
  _gx_bulk_end (step);
  g_clear_pointer (&step->book->currency, g_free);
  free_step (step);
}

/* -- Commit -- */

static guint64
list_tables (const GxStep *step)
{
  guint64 tables = 0;

  for (guint i = 0; i < step->entries->len; i++)
    tables |= _gx_table_bit (g_array_index (step->entries, GxEntry, i).table);
  for (guint i = 0; i < step->ranges->len; i++)
    tables |= _gx_table_bit (g_array_index (step->ranges, GxRange, i).table);
  return tables;
}

static GxChange *
describe_change (GxStep *step, GxId tx)
{
  GxChange *change = g_new0 (GxChange, 1);
  g_autoptr (GxStatement) query = gx_connection_query (step->book,
    "select customer_id from temp.touched_customer order by customer_id limit ?", "i", (gint64) MAX_TOLD + 1);

  change->ref_count = 1;
  change->step = tx;
  change->root = step->root != 0 ? step->root : tx;
  change->kind = step->kind;
  change->label = g_intern_string (step->label);
  change->is_local = step->kind != STEP_ARRIVAL;
  change->tables = list_tables (step);
  change->customers = g_array_new (FALSE, FALSE, sizeof (GxId));
  while (gx_statement_next (query))
    {
      GxId id = gx_statement_int64 (query, 0);
      g_array_append_val (change->customers, id);
    }
  if (change->customers->len > MAX_TOLD)
    {
      change->everything = TRUE;
      g_array_set_size (change->customers, 0);
    }
  return change;
}

static gboolean
finish_door (GxStep *step, GxId *step_id, GError **error)
{
  GxConnection *book = step->book;
  GArray *entries = step->entries;
  gboolean is_arrival = step->kind == STEP_ARRIVAL;
  GxId tx;

  if (step->is_spoiled)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_FAILED,
                           _("A part of the change failed, so nothing was changed."));
      return FALSE;
    }
  g_assert (g_hash_table_size (step->reserved) == 0);

  if (!_gx_capture_end (step, error))
    return FALSE;
  if (entries->len == 0 && step->ranges->len == 0 && !is_arrival)
    return TRUE;

  if (step->is_rehearsal)
    return TRUE;
  tx = is_arrival ? 0 : gx_connection_new_id (book);
  if (!_gx_step_touch (step, error)
      || !_gx_projection_run (book, step->written, error)
      || !_gx_bulk_build_indexes (step, error))
    return FALSE;
  if (!is_arrival && !_gx_step_write_journal (step, tx, error))
    return FALSE;
  if (step_id != NULL)
    *step_id = tx;
  if (!_gx_step_tell_touched (book, error))
    return FALSE;
  gx_log (GX_LOG_STEP, "%s: %u rows, %u ranges", step->label, entries->len, step->ranges->len);
  if (!_gx_connection_commit (book, error))
    return FALSE;
  if (book->listener != NULL)
    book->listener (describe_change (step, tx), book->listener_data);
  return TRUE;
}

gboolean
gx_step_commit (GxStep *step, GxId *step_id, GError **error)
{
  GxConnection *book = step->book;
  gboolean ok;

  if (step_id != NULL)
    *step_id = 0;
  if (step->outer != NULL)
    {
      g_free (step);
      return TRUE;
    }
  ok = finish_door (step, step_id, error);
  if (!ok && step_id != NULL)
    *step_id = 0;
  if (!sqlite3_get_autocommit (book->db))
    {
      _gx_connection_rollback (book);
      book->site = 0; /* what was read of the journal may be ahead of it now */
      g_clear_pointer (&book->currency, g_free);
    }
  book->step = NULL;
  _gx_bulk_end (step);
  free_step (step);
  return ok;
}
