/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "store/gx-branch-private.h"
#include "store/gx-carried-step.h"

#define STEPS_AT_ONCE 100

GxId
_gx_branch_site (GxId step)
{
  return gx_id_hash ("branch", step, 0) % (GX_ID_MAX - 1) + 1;
}

static GxId
find_step (GxConnection *book, GxId site, gint64 seq)
{
  return gx_connection_get_int64 (book, 0, NULL, "select id from journal_tx where site = ? and seq = ?", "ii",
                                  site, seq);
}

/* What a step of @site had seen stays what it had seen; the first of the branch has seen all that came before
   it, too. */
static gboolean
move_sights (GxConnection *book, GxId site, gint64 seq, GxId branch, GError **error)
{
  return gx_connection_run (book, error,
                            "insert or ignore into journal_seen (site, other, seq, other_seq)"
                            " select ?3, other, 1, max (other_seq) from journal_seen"
                            " where site = ?1 and seq <= ?2 group by other", "iii", site, seq, branch)
         && gx_connection_run (book, error,
                               "insert or replace into journal_seen (site, other, seq, other_seq)"
                               " select ?3, other, seq - ?2 + 1, other_seq from journal_seen"
                               " where site = ?1 and seq > ?2", "iii", site, seq, branch)
         && gx_connection_run (book, error, "delete from journal_seen where site = ? and seq >= ?", "ii",
                               site, seq)
         && (seq == 1
             || gx_connection_run (book, error, "insert or replace into journal_seen"
                                   " (site, other, seq, other_seq) values (?, ?, 1, ?)", "iii", branch, site,
                                   seq - 1));
}

static gboolean
write_place (GxConnection *book, const GxCarriedStep *step, GError **error)
{
  g_autoptr (GxStatement) update = gx_connection_query (book,
    "update journal_tx set site = ?2, seq = ?3, hash = ?4 where id = ?1", "iii", step->id, step->site,
    step->seq);

  if (_gx_statement_get (update) != NULL)
    sqlite3_bind_blob (_gx_statement_get (update), 4, g_bytes_get_data (step->hash, NULL),
                       (int) g_bytes_get_size (step->hash), SQLITE_TRANSIENT);
  return gx_statement_run (update, error);
}

/* @previous: (inout): hash of the branch's step before. */
static gboolean
move_step (GxConnection *book, GxCarriedStep *step, GxId branch, gint64 offset, GxFold *fold,
           GBytes **previous, GError **error)
{
  step->site = branch;
  step->seq -= offset;
  g_clear_pointer (&step->hash, g_bytes_unref);
  step->hash = gx_carried_step_hash (step, *previous);
  if (step->hash == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                           _("A record of the journal was changed outside the program."));
      return FALSE;
    }
  g_clear_pointer (previous, g_bytes_unref);
  *previous = g_bytes_ref (step->hash);
  for (guint i = 0; i < step->rows->len; i++)
    _gx_fold_name (fold, g_array_index (step->rows, GxCarriedRow, i).table,
                   g_array_index (step->rows, GxCarriedRow, i).row);
  return write_place (book, step, error);
}

static gboolean
forget_own_site (GxConnection *book, GxId site, GError **error)
{
  return gx_connection_run (book, error, "delete from local_state where key = 'site' and value = ?", "i",
                            site);
}

gboolean
_gx_branch_move (GxConnection *book, GxId site, gint64 seq, GxFold *fold, GError **error)
{
  GxId branch = _gx_branch_site (find_step (book, site, seq));
  g_autoptr (GBytes) previous = NULL;
  gint64 last = seq - 1;

  for (;;)
    {
      g_autoptr (GPtrArray) steps = gx_carried_steps_read (book, site, last, STEPS_AT_ONCE, error);

      if (steps == NULL)
        return FALSE;
      if (steps->len == 0)
        return move_sights (book, site, seq, branch, error) && forget_own_site (book, site, error);
      last = ((const GxCarriedStep *) g_ptr_array_index (steps, steps->len - 1))->seq;
      for (guint i = 0; i < steps->len; i++)
        if (!move_step (book, g_ptr_array_index (steps, i), branch, seq - 1, fold, &previous, error))
          return FALSE;
    }
}
