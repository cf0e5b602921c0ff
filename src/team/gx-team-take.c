/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "store/gx-self.h"
#include "team/gx-team-private.h"

/*
 * Into the book: what was collected. Out of the book: the steps that the drive lacks, whoever made them: a
 * computer whose book was restored or copied has a new site, and nobody else may have the steps of the old
 * one. Both without the drive.
 */

#define STEPS_A_SEGMENT 100
#define ROWS_A_SEGMENT 20000
#define MOST_COPIES 8       /* of the same steps: who can read none of so many is not helped by another */

/* -- Into the book -- */

/* Whether the series may go on. */
static gboolean
take_step (GxTeam *self, GxArrival *arrival, GxTeamSite *site, const GxCarriedStep *step, GError **error)
{
  g_autoptr (GError) failed = NULL;

  if (step->schema > GX_BOOK_VERSION)
    {
      site->stop = GX_TEAM_STOP_NEWER;
      return FALSE;
    }
  if (gx_arrival_add_step (arrival, step, &failed))
    return TRUE;
  if (g_error_matches (failed, GX_ERROR, GX_ERROR_DAMAGED))
    site->stop = GX_TEAM_STOP_FORKED;
  else
    g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* Whether the segment goes on from a step that the book has. FALSE without @error: it does not, now. */
static gboolean
continues (GxTeam *self, GxConnection *book, const GxSegmentHead *head, const GxTeamFile *file,
           GError **error)
{
  g_autoptr (GBytes) own = NULL;
  gint64 tail = 0;

  if (!gx_carried_tail (book, head->site, &tail, NULL, NULL, error) || head->first > tail + 1)
    return FALSE;
  own = gx_carried_hash (book, head->site, head->first - 1);
  if (own == NULL ? head->previous == NULL : head->previous != NULL && g_bytes_equal (own, head->previous))
    return TRUE;
  _gx_team_note_beside (self, file);
  return FALSE;
}

/* FALSE only where the whole must be given up. */
static gboolean
take_segment (GxTeam *self, GxConnection *book, GxArrival *arrival, const GxTeamParcel *parcel,
              GCancellable *cancellable, GError **error)
{
  GxTeamSite *site = _gx_team_site (self, parcel->file.site);
  g_autoptr (GxSegmentReader) reader = NULL;
  g_autoptr (GError) failed = NULL;
  GxSegmentItem item = { 0 };

  if (site->stop != GX_TEAM_STOP_NONE)
    return TRUE;
  reader = gx_segment_reader_open (parcel->path, error);
  if (reader == NULL)
    return FALSE;
  if (!continues (self, book, gx_segment_reader_head (reader), &parcel->file, error))
    return *error == NULL;
  while (gx_segment_reader_next (reader, &item, error))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (item.type == GX_SEGMENT_END)
        return TRUE;
      if (item.type == GX_SEGMENT_STEP && !take_step (self, arrival, site, item.step, &failed))
        break;
      if (item.type == GX_SEGMENT_STEP && gx_arrival_is_beside (arrival))
        _gx_team_note_beside (self, &parcel->file);
      if (item.type == GX_SEGMENT_IMAGE
          && !gx_arrival_add_image (arrival, item.table, item.row, item.cells, error))
        return FALSE;
    }
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  return site->stop != GX_TEAM_STOP_NONE && *error == NULL;
}

static gboolean
take_inbox (GxTeam *self, GxConnection *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxArrival) arrival = NULL;
  g_autoptr (GError) failed = NULL;
  GxArrived arrived = { 0 };

  if (self->inbox->len == 0 && !gx_arrival_is_due (book))
    return TRUE;
  arrival = gx_arrival_begin (book, error);
  if (arrival == NULL)
    return FALSE;
  for (guint i = 0; i < self->inbox->len; i++)
    if (!take_segment (self, book, arrival, g_ptr_array_index (self->inbox, i), cancellable, &failed))
      {
        g_propagate_error (error, g_steal_pointer (&failed));
        return FALSE;
      }
  if (!gx_arrival_commit (g_steal_pointer (&arrival), &arrived, error))
    return FALSE;
  self->taken += arrived.steps;
  self->conflicts = arrived.conflicts;
  if (arrived.branches > 0)
    _gx_team_forget_beside (self);
  return TRUE;
}

/* What the book has now of each site; what came from the drive is there. */
static gboolean
see_tails (GxTeam *self, GxConnection *book, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  if (!_gx_team_read_tails (self, book, error))
    return FALSE;
  for (guint i = 0; i < self->inbox->len; i++)
    {
      const GxTeamParcel *parcel = g_ptr_array_index (self->inbox, i);
      GxTeamSite *site = _gx_team_site (self, parcel->file.site);

      site->on_drive = MAX (site->on_drive, MIN (parcel->file.last, site->tail));
    }
  g_ptr_array_set_size (self->inbox, 0);
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value)) /* a branch that gave way made its series shorter */
    ((GxTeamSite *) value)->on_drive = MIN (((GxTeamSite *) value)->on_drive, ((GxTeamSite *) value)->tail);
  return TRUE;
}

/* -- Out of the book -- */

/* The first of them that go into one segment. */
static void
cut (GPtrArray *steps)
{
  guint rows = 0, length = 0;

  while (length < steps->len && (length == 0 || rows < ROWS_A_SEGMENT))
    rows += ((const GxCarriedStep *) g_ptr_array_index (steps, length++))->rows->len;
  g_ptr_array_set_size (steps, (int) length);
}

static gboolean
find_hash (GxConnection *book, GxId site, gint64 seq, GBytes **hash, GError **error)
{
  g_autoptr (GPtrArray) steps = NULL;

  if (seq == 0)
    return TRUE;
  steps = gx_carried_steps_read (book, site, seq - 1, 1, error);
  if (steps == NULL || steps->len == 0)
    return FALSE;
  *hash = g_bytes_ref (((const GxCarriedStep *) g_ptr_array_index (steps, 0))->hash);
  return TRUE;
}

static gboolean
write_segment (GxTeam *self, GxConnection *book, const GxTeamFile *file, GBytes *previous, GPtrArray *steps,
               GCancellable *cancellable, GError **error)
{
  GxTeamParcel *parcel = _gx_team_parcel_new (self, file);

  g_ptr_array_add (self->outbox, parcel);
  return gx_segment_write (parcel->path, self->id, previous, steps, book, cancellable, error);
}

/* The steps of @site after @after, into the outbox. */
static gboolean
write_steps (GxTeam *self, GxConnection *book, GxId site, gint64 after, gboolean again,
             GCancellable *cancellable, GError **error)
{
  gboolean is_split = _gx_team_site (self, site)->was_split;
  g_autoptr (GBytes) previous = NULL;

  if (!find_hash (book, site, after, &previous, error))
    return FALSE;
  for (;;)
    {
      g_autoptr (GPtrArray) steps = gx_carried_steps_read (book, site, after, STEPS_A_SEGMENT, error);
      GxTeamFile file = { GX_TEAM_FILE_SEGMENT, site, after + 1, 0, 1 };
      const GxCarriedStep *last;

      if (steps == NULL)
        return FALSE;
      if (steps->len == 0)
        return TRUE;
      cut (steps);
      last = g_ptr_array_index (steps, steps->len - 1);
      file.last = last->seq;
      if (again)
        file.generation = MAX (2, _gx_team_generation (self, &file) + 1);
      if ((file.generation <= MOST_COPIES || is_split) /* then they may be another branch's */
          && !write_segment (self, book, &file, previous, steps, cancellable, error))
        return FALSE;
      after = last->seq;
      g_clear_pointer (&previous, g_bytes_unref);
      previous = g_bytes_ref (last->hash);
    }
}

static gboolean
answer_pleas (GxTeam *self, GxConnection *book, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->pleas->len; i++)
    {
      const GxTeamPlea *plea = &g_array_index (self->pleas, GxTeamPlea, i);
      const GxTeamSite *site = _gx_team_site (self, plea->site);

      if (plea->from >= 1 && plea->from <= site->tail
          && !write_steps (self, book, plea->site, plea->from - 1, TRUE, cancellable, error))
        return FALSE;
    }
  g_array_set_size (self->pleas, 0);
  return TRUE;
}

static gboolean
write_outbox (GxTeam *self, GxConnection *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (GList) sites = g_hash_table_get_values (self->sites);

  g_ptr_array_set_size (self->outbox, 0);
  for (GList *at = sites; at != NULL; at = at->next)
    {
      const GxTeamSite *site = at->data;

      if (site->tail > site->on_drive
          && !write_steps (self, book, site->site, site->on_drive, FALSE, cancellable, error))
        return FALSE;
    }
  return answer_pleas (self, book, cancellable, error);
}

/* -- What this computer says of itself -- */

static char *
find_own_name (GxConnection *book)
{
  char *name = gx_connection_get_text (book, NULL, "select name from member where id = ?", "i",
                                       gx_actor_get_self ()->author);

  return name != NULL ? name : g_strdup (gx_self_get_name ());
}

void
_gx_team_write_ack (GxTeam *self, GxConnection *book)
{
  GxTeamAck *ack = gx_team_ack_new ();
  GHashTableIter iter;
  gpointer value;

  ack->team = self->id;
  ack->site = self->site;
  ack->name = find_own_name (book);
  ack->schema = GX_BOOK_VERSION;
  ack->snapshot = self->snapshot;
  ack->is_bye = self->is_bye;
  ack->open = self->is_bye ? 0 : self->open;
  for (guint i = 0; i < self->covers->len; i++)
    gx_team_places_add (ack->covers, g_array_index (self->covers, GxTeamPlace, i).site,
                        g_array_index (self->covers, GxTeamPlace, i).seq, NULL);
  for (guint i = 0; i < self->was->len; i++)
    gx_team_places_add (ack->was, g_array_index (self->was, GxTeamPlace, i).site,
                        g_array_index (self->was, GxTeamPlace, i).seq, NULL);
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const GxTeamSite *site = value;
      gboolean is_whole = site->on_drive >= site->tail;

      if (site->tail > 0)
        gx_team_places_add (ack->have, site->site, is_whole ? site->tail : site->on_drive,
                            is_whole ? site->hash : NULL);
      if (site->is_lacking)
        gx_team_places_add (ack->lacks, site->site, _gx_team_first_lacking (site), NULL);
    }
  g_clear_pointer (&self->ack, gx_team_ack_free);
  self->ack = ack;
}

gboolean
gx_team_take (GxTeam *self, GxConnection *book, GCancellable *cancellable, GError **error)
{
  if (!take_inbox (self, book, cancellable, error) || !see_tails (self, book, error)
      || !_gx_team_find_branches (self, book, error) || !_gx_team_remember_site (self, book, error)
      || !write_outbox (self, book, cancellable, error))
    return FALSE;
  _gx_team_write_ack (self, book);
  return TRUE;
}
