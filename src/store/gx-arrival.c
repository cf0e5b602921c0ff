/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "store/gx-arrival-private.h"
#include "store/gx-branch-private.h"
#include "store/gx-cells-private.h"
#include "store/gx-conflict.h"
#include "store/gx-fold-private.h"
#include "store/gx-step-private.h"

#define MAX_HLC (G_MAXINT64 / 2) /* no clock runs on from there */

/* How far one site's series has been taken. */
typedef struct {
  gint64 seq;
  GBytes *hash;
  gboolean is_broken;      /* nothing more is taken of it */
  GBytes *beside;          /* hash of the last step of a branch that gives way; NULL: none comes */
} Tail;

struct _GxArrival {
  GxConnection *book;
  GxStep *step;
  GxFold *fold;
  GHashTable *tails;       /* site → Tail */
  gint64 max_hlc;
  gboolean is_trusting;
  gboolean has_lost_site;  /* this computer's own series had to make room */
  GxArrived arrived;

  /* the last step's imports */
  GArray *ranges;          /* of GxCarriedRange: 'I', without cells */
  guint range;             /* the one whose images come */
  GxId next_row;
  GxId site;               /* whose */
  gboolean is_known;       /* passed over, with its images */
  gboolean is_beside;      /* because it is not in its site's series */
  gboolean has_savepoint;
};

static void
free_tail (Tail *tail)
{
  g_clear_pointer (&tail->hash, g_bytes_unref);
  g_clear_pointer (&tail->beside, g_bytes_unref);
  g_free (tail);
}

static void
free_arrival (GxArrival *self)
{
  g_clear_pointer (&self->fold, _gx_fold_free);
  g_hash_table_unref (self->tails);
  g_array_unref (self->ranges);
  g_free (self);
}

GxArrival *
gx_arrival_begin (GxConnection *book, GError **error)
{
  const GxActor nobody = { 0, FALSE };
  GxArrival *self;
  GxStep *step;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && book->step == NULL, NULL);

  step = _gx_step_begin_kind (book, &nobody, "", STEP_ARRIVAL, 0, 0, error);
  if (step == NULL)
    return NULL;
  self = g_new0 (GxArrival, 1);
  self->book = book;
  self->step = step;
  self->fold = _gx_fold_new (book);
  self->tails = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) free_tail);
  self->ranges = g_array_new (FALSE, FALSE, sizeof (GxCarriedRange));
  return self;
}

void
_gx_arrival_trust (GxArrival *self)
{
  self->is_trusting = TRUE;
}

void
gx_arrival_abort (GxArrival *self)
{
  if (self == NULL)
    return;
  gx_step_abort (self->step);
  free_arrival (self);
}

/* -- The chain -- */

static Tail *
find_tail (GxArrival *self, GxId site, GError **error)
{
  Tail *tail = g_hash_table_lookup (self->tails, &site);
  GxId *key;

  if (tail != NULL)
    return tail;
  tail = g_new0 (Tail, 1);
  if (!gx_carried_tail (self->book, site, &tail->seq, &tail->hash, NULL, error))
    {
      free_tail (tail);
      return NULL;
    }
  key = g_memdup2 (&site, sizeof site);
  g_hash_table_insert (self->tails, key, tail);
  return tail;
}

/* "王芳": whoever's computer it is, as far as the book knows. */
static char *
name_site (GxConnection *book, const GxCarriedStep *step)
{
  char *name = gx_connection_get_text (book, NULL, "select name from peer where site = ?", "i", step->site);

  if (name == NULL)
    name = gx_connection_get_text (book, NULL, "select name from member where id = ?", "i", step->author);
  return name != NULL ? name : g_strdup (_("somebody"));
}

static gboolean
refuse (GxArrival *self, Tail *tail, const GxCarriedStep *step, int code, const char *format, GError **error)
{
  g_autofree char *name = name_site (self->book, step);

  tail->is_broken = TRUE;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, GX_ERROR, code, format, name, (int) step->seq);
#pragma GCC diagnostic pop
  return FALSE;
}

/* Whether everything in the step is what it should be, whatever it says. */
static gboolean
is_sound (const GxCarriedStep *step)
{
  if (step->hash == NULL || step->label == NULL || step->hlc <= 0 || step->hlc > MAX_HLC)
    return FALSE;
  for (guint i = 0; i < step->rows->len; i++)
    {
      const GxCarriedRow *row = &g_array_index (step->rows, GxCarriedRow, i);

      if (row->commitment == NULL || !_gx_cells_are_sound (row->cells))
        return FALSE;
    }
  for (guint i = 0; i < step->ranges->len; i++)
    {
      const GxCarriedRange *range = &g_array_index (step->ranges, GxCarriedRange, i);

      if (range->first > range->last || !_gx_cells_are_sound (range->cells))
        return FALSE;
    }
  return TRUE;
}

/* Whether the step continues what the book has of its site. */
static gboolean
check_chain (GxArrival *self, Tail *tail, const GxCarriedStep *step, GError **error)
{
  g_autoptr (GBytes) hash = NULL;

  if (tail->is_broken || step->seq > tail->seq + 1)
    return refuse (self, tail, step, GX_ERROR_DAMAGED,
                   /* Translators: %1$s is a colleague's name, %2$d the number of a step */
                   _("A step of %1$s is missing before number %2$d, so nothing after it was taken in."),
                   error);
  if (strchr ("dur", step->kind) == NULL)
    return refuse (self, tail, step, GX_ERROR_NEWER,
                   /* Translators: %1$s is a colleague's name, %2$d the number of a step */
                   _("%1$s uses a newer Guanxi. Update this one to take in what they did (step %2$d)."),
                   error);
  hash = is_sound (step) ? gx_carried_step_hash (step, tail->hash) : NULL;
  if (hash == NULL || !g_bytes_equal (hash, step->hash))
    return refuse (self, tail, step, GX_ERROR_DAMAGED,
                   /* Translators: %1$s is a colleague's name, %2$d the number of a step */
                   _("Step %2$d of %1$s was altered on its way, so neither it nor what follows was taken "
                     "in."), error);
  return TRUE;
}

/* -- Branches of a series -- */

static void
bind_bytes (GxStatement *statement, int index, GBytes *bytes)
{
  gsize length = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (_gx_statement_get (statement) != NULL)
    sqlite3_bind_blob (_gx_statement_get (statement), index, data, (int) length, SQLITE_STATIC);
}

/* Where the book has a step; site 0: nowhere. */
typedef struct {
  GxId site;
  gint64 seq;
  gboolean is_same;        /* hash */
} Place;

static gboolean
look_up (GxArrival *self, const GxCarriedStep *step, Place *place, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (self->book,
    "select site, seq, hash is ?2 from journal_tx where id = ?1", "i", step->id);

  bind_bytes (query, 2, step->hash);
  *place = (Place) { 0 };
  if (gx_statement_next (query))
    *place = (Place) { gx_statement_int64 (query, 0), gx_statement_int64 (query, 1),
                       gx_statement_int (query, 2) };
  return gx_statement_finish (query, error);
}

static gboolean
continues (const GxCarriedStep *step, GBytes *previous)
{
  g_autoptr (GBytes) hash = is_sound (step) ? gx_carried_step_hash (step, previous) : NULL;

  return hash != NULL && g_bytes_equal (hash, step->hash);
}

static void
pass_beside (GxArrival *self, Tail *tail, const GxCarriedStep *step)
{
  self->is_known = self->is_beside = TRUE;
  g_clear_pointer (&tail->beside, g_bytes_unref);
  tail->beside = g_bytes_ref (step->hash);
}

/* This book's steps of @site from @seq on, where it has @step, give way. */
static gboolean
give_way (GxArrival *self, GxId site, gint64 seq, GxId step, GError **error)
{
  GxId branch = _gx_branch_site (step);

  self->arrived.branches++;
  self->has_lost_site = self->has_lost_site || site == self->book->site;
  g_hash_table_remove (self->tails, &site);
  g_hash_table_remove (self->tails, &branch);
  if (_gx_branch_move (self->book, site, seq, self->fold, error)
      && find_tail (self, site, error) != NULL && find_tail (self, branch, error) != NULL)
    return TRUE;
  self->step->is_spoiled = TRUE;
  return FALSE;
}

/* The book has the step at another place: either others had to move it, and this book does as they did, or
   this book has moved it and meets an old file. */
static gboolean
meet_moved (GxArrival *self, const GxCarriedStep *step, const Place *place, GError **error)
{
  Tail *tail;

  if (step->seq == 1 && step->site == _gx_branch_site (step->id))
    {
      self->is_known = TRUE;
      return give_way (self, place->site, place->seq, step->id, error);
    }
  tail = find_tail (self, step->site, error);
  if (tail == NULL)
    return FALSE;
  pass_beside (self, tail, step);
  return TRUE;
}

/* The book has another step with this number. */
static gboolean
meet_branch (GxArrival *self, Tail *tail, const GxCarriedStep *step, GError **error)
{
  g_autoptr (GBytes) previous = gx_carried_hash (self->book, step->site, step->seq - 1);
  GxId own = gx_connection_get_int64 (self->book, 0, NULL,
                                      "select id from journal_tx where site = ? and seq = ?", "ii",
                                      step->site, step->seq);

  if (own == step->id || !continues (step, previous))
    return refuse (self, tail, step, GX_ERROR_DAMAGED,
                   /* Translators: %1$s is a colleague's name, %2$d the number of a step */
                   _("There are two different steps of %1$s with the number %2$d, and one of them was "
                     "altered. Nothing more of that computer is taken in."), error);
  if (step->id < own)
    return give_way (self, step->site, step->seq, own, error);
  pass_beside (self, tail, step);
  return TRUE;
}

/* Whether @step is in the series that the book has of its site, decided before anything is written: it may
   have to be passed over, or the book's own steps have to make room. */
static gboolean
find_branch (GxArrival *self, const GxCarriedStep *step, const Place *place, GError **error)
{
  Tail *tail;

  if (place->site != 0 && (place->site != step->site || place->seq != step->seq))
    return meet_moved (self, step, place, error);
  tail = find_tail (self, step->site, error);
  if (tail == NULL)
    return FALSE;
  if (tail->beside != NULL && continues (step, tail->beside))
    {
      pass_beside (self, tail, step);
      return TRUE;
    }
  g_clear_pointer (&tail->beside, g_bytes_unref);
  return tail->is_broken || step->seq > tail->seq || meet_branch (self, tail, step, error);
}

/* -- Into the journal -- */

static gboolean
write_header (GxConnection *book, const GxCarriedStep *step, GError **error)
{
  const char kind[2] = { step->kind, '\0' };
  g_autoptr (GxStatement) insert = gx_connection_query (book,
    "insert into journal_tx"
    " (id, site, seq, hlc, at, author, kind, root, reverses, label, schema, pruned, hash)"
    " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "iiiiiitiItii",
    step->id, step->site, step->seq, step->hlc, step->at_ms, step->author, kind, step->root, step->reverses,
    step->label, (gint64) step->schema, (gint64) step->is_pruned);

  bind_bytes (insert, 13, step->hash);
  return gx_statement_run (insert, error);
}

static gboolean
write_rows (GxConnection *book, const GxCarriedStep *step, GError **error)
{
  g_autoptr (GxStatement) insert = gx_connection_query (book,
    "insert into journal_row (tbl, \"row\", tx, op, cells, salt, commitment) values (?, ?, ?, ?, ?, ?, ?)",
    NULL);

  for (guint i = 0; i < step->rows->len; i++)
    {
      const GxCarriedRow *row = &g_array_index (step->rows, GxCarriedRow, i);
      const char op[2] = { row->op, '\0' };

      gx_statement_rebind (insert, "iiitt", (gint64) row->table, row->row, step->id, op, row->cells);
      bind_bytes (insert, 6, row->salt);
      bind_bytes (insert, 7, row->commitment);
      if (!gx_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_ranges (GxConnection *book, const GxCarriedStep *step, GError **error)
{
  for (guint i = 0; i < step->ranges->len; i++)
    {
      const GxCarriedRange *range = &g_array_index (step->ranges, GxCarriedRange, i);
      const char op[2] = { range->op, '\0' };

      if (!gx_connection_run (book, error,
                              "insert into journal_range (tbl, first, last, tx, op, cells) "
                              "values (?, ?, ?, ?, ?, ?)", "iiiitt", (gint64) range->table, range->first,
                              range->last, step->id, op, range->cells))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_sights (GxConnection *book, const GxCarriedStep *step, GError **error)
{
  for (guint i = 0; i < step->sights->len; i++)
    {
      const GxCarriedSight *sight = &g_array_index (step->sights, GxCarriedSight, i);

      if (!gx_connection_run (book, error, "insert or replace into journal_seen (site, other, seq, other_seq)"
                              " values (?, ?, ?, ?)", "iiii", step->site, sight->other, step->seq,
                              sight->seq))
        return FALSE;
    }
  return TRUE;
}

/* Two computers that made two different rows under one id; members and words are meant to be one. */
static gboolean
count_collisions (GxArrival *self, const GxCarriedStep *step, GError **error)
{
  g_autoptr (GError) failed = NULL;

  for (guint i = 0; i < step->rows->len; i++)
    {
      const GxCarriedRow *row = &g_array_index (step->rows, GxCarriedRow, i);

      if (row->op == 'i' && row->row < GX_ID_MAX)
        self->arrived.collisions += (int) gx_connection_get_int64 (self->book, 0, &failed,
          "select exists (select 1 from journal_row"
          "               where tbl = ?1 and \"row\" = ?2 and tx <> ?3 and op = 'i')"
          " or exists (select 1 from journal_range"
          "            where tbl = ?1 and first <= ?2 and last >= ?2 and op = 'I')",
          "iii", (gint64) row->table, row->row, step->id);
    }
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return failed == NULL;
}

/* -- Imports -- */

static gboolean
has_images_to_come (const GxArrival *self)
{
  return !self->is_known && self->range < self->ranges->len;
}

/* The rows of a run are there: they are told and touched as one. */
static gboolean
settle_range (GxArrival *self, const GxCarriedRange *range, GError **error)
{
  const GxTable *table = _gx_table_by_number (range->table);
  gboolean ok;

  if (table == NULL)
    return TRUE;
  gx_step_set_capture (self->step, FALSE);
  ok = _gx_fold_range (self->fold, range->table, range->first, range->last, error);
  gx_step_set_capture (self->step, TRUE);
  _gx_step_add_range (self->step, table, range->first, range->last, range->op,
                      range->op == 'I' ? RANGE_INSERTED : RANGE_TAKEN_BACK);
  return ok;
}

/* Of a step whose images did not all come nothing is kept. */
static gboolean
close_step (GxArrival *self, GError **error)
{
  Tail *tail;

  if (!self->has_savepoint)
    return TRUE;
  self->has_savepoint = FALSE;
  if (!has_images_to_come (self))
    return _gx_connection_exec (self->book, "release carried", error);
  tail = find_tail (self, self->site, error);
  g_array_set_size (self->ranges, 0);
  if (tail == NULL)
    return FALSE;
  tail->is_broken = TRUE;
  tail->seq--;
  self->arrived.steps--;
  return _gx_connection_exec (self->book, "rollback to carried; release carried", error);
}

/* Imports are put straight into their tables, so everything before them is put there first. */
static gboolean
expect_images (GxArrival *self, const GxCarriedStep *step, GError **error)
{
  g_array_set_size (self->ranges, 0);
  self->range = 0;
  self->site = step->site;
  for (guint i = 0; i < step->ranges->len; i++)
    if (g_array_index (step->ranges, GxCarriedRange, i).op == 'I')
      g_array_append_val (self->ranges, g_array_index (step->ranges, GxCarriedRange, i));
  if (self->ranges->len == 0 || self->is_known)
    return TRUE;
  self->next_row = g_array_index (self->ranges, GxCarriedRange, 0).first;
  if (!_gx_fold_run (self->fold, error) || !_gx_connection_exec (self->book, "savepoint carried", error))
    return FALSE;
  self->has_savepoint = TRUE;
  return TRUE;
}

gboolean
gx_arrival_add_image (GxArrival *self, int table, GxId row, const char *cells, GError **error)
{
  const GxCarriedRange *range = self->range < self->ranges->len
      ? &g_array_index (self->ranges, GxCarriedRange, self->range) : NULL;
  gboolean ok;

  if (self->is_known)
    return TRUE;
  if (range == NULL || range->table != table || self->next_row != row || !_gx_cells_are_sound (cells))
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                           _("The rows of an import do not fit its step."));
      return FALSE;
    }
  gx_step_set_capture (self->step, FALSE);
  ok = _gx_fold_image (self->fold, table, row, cells, error);
  gx_step_set_capture (self->step, TRUE);
  if (!ok)
    return FALSE;
  if (row < range->last)
    {
      self->next_row++;
      return TRUE;
    }
  if (!settle_range (self, range, error))
    return FALSE;
  self->range++;
  if (self->range < self->ranges->len)
    self->next_row = g_array_index (self->ranges, GxCarriedRange, self->range).first;
  return TRUE;
}

/* -- Steps -- */

static gboolean
take (GxArrival *self, Tail *tail, const GxCarriedStep *step, GError **error)
{
  if (!write_header (self->book, step, error)
      || !write_rows (self->book, step, error)
      || !write_ranges (self->book, step, error)
      || !write_sights (self->book, step, error)
      || !_gx_journal_note_order (self->book, step->id, error)
      || !count_collisions (self, step, error))
    return FALSE;
  for (guint i = 0; i < step->rows->len; i++)
    _gx_fold_name (self->fold, g_array_index (step->rows, GxCarriedRow, i).table,
                   g_array_index (step->rows, GxCarriedRow, i).row);
  for (guint i = 0; i < step->ranges->len; i++)
    {
      const GxCarriedRange *range = &g_array_index (step->ranges, GxCarriedRange, i);

      if (range->op != 'I' && !settle_range (self, range, error))
        return FALSE;
    }
  tail->seq = MAX (tail->seq, step->seq);
  g_clear_pointer (&tail->hash, g_bytes_unref);
  tail->hash = g_bytes_ref (step->hash);
  self->max_hlc = MAX (self->max_hlc, step->hlc);
  self->arrived.steps++;
  return TRUE;
}

gboolean
gx_arrival_add_step (GxArrival *self, const GxCarriedStep *step, GError **error)
{
  Tail *tail = NULL;
  Place place;
  gboolean ok;

  g_return_val_if_fail (self != NULL && step != NULL, FALSE);

  ok = close_step (self, error) && look_up (self, step, &place, error);
  self->is_known = ok && place.site == step->site && place.seq == step->seq && place.is_same;
  self->is_beside = FALSE;
  if (ok && !self->is_known && !self->is_trusting && !find_branch (self, step, &place, error))
    return FALSE;
  ok = ok && (self->is_known || (tail = find_tail (self, step->site, error)) != NULL);
  if (ok && !self->is_known && !self->is_trusting && !check_chain (self, tail, step, error))
    return FALSE;
  ok = ok && expect_images (self, step, error) && (self->is_known || take (self, tail, step, error));
  self->step->is_spoiled = self->step->is_spoiled || !ok;
  return ok;
}

gboolean
gx_arrival_is_beside (GxArrival *self)
{
  return self->is_beside;
}

/* -- Commit -- */

gboolean
gx_arrival_is_due (GxConnection *book)
{
  return _gx_fold_is_awaited (book);
}

/* The next step of this computer will be made by somebody who has all of this. */
static gboolean
write_seen (GxArrival *self, GError **error)
{
  GHashTableIter iter;
  gpointer site, tail;

  g_hash_table_iter_init (&iter, self->tails);
  while (g_hash_table_iter_next (&iter, &site, &tail))
    if (((Tail *) tail)->seq > 0 && *(GxId *) site != self->book->site
        && !gx_connection_run (self->book, error, "insert or replace into journal_seen"
                               " (site, other, seq, other_seq) values (?, ?, ?, ?)", "iiii", self->book->site,
                               *(GxId *) site, self->book->last_seq + 1, ((Tail *) tail)->seq))
      return FALSE;
  return TRUE;
}

gboolean
gx_arrival_commit (GxArrival *self, GxArrived *arrived, GError **error)
{
  GxConnection *book = self->book;
  GxStep *step = self->step;
  gboolean has_own;
  gint64 max_hlc = self->max_hlc;
  gboolean ok = close_step (self, error) && _gx_fold_wake (self->fold, error)
                && _gx_fold_run (self->fold, error)
                && (self->has_lost_site || write_seen (self, error)); /* a new site has seen all there is */

  self->arrived.rows = _gx_fold_changed (self->fold);
  self->arrived.waiting = (int) gx_connection_get_int64 (book, 0, NULL,
    "select count (*) from (select distinct tbl, \"row\" from journal_waiting)", NULL);
  self->arrived.conflicts = gx_conflicts_count (book);
  if (arrived != NULL)
    *arrived = self->arrived;
  has_own = self->has_lost_site || g_hash_table_contains (self->tails, &book->site);
  free_arrival (self);
  if (!ok)
    {
      gx_step_abort (step);
      return FALSE;
    }
  ok = gx_step_commit (step, NULL, error);
  book->last_hlc = MAX (book->last_hlc, max_hlc); /* whoever writes now has seen all of this */
  if (has_own)
    book->site = 0; /* the next step asks the journal where this computer stands */
  return ok;
}
