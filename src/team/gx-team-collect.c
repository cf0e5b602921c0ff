/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-error.h"
#include "team/gx-team-private.h"

/*
 * From the drive: a list, what is new in it, read as a whole, checked, and put into the inbox. A list may be
 * old, a file may be half there: what cannot be read now rests for a while and is looked at again.
 */

#define MOST_FILES 100      /* of one round, so that the book's writer is not kept long */
#define LONGEST_REST 64     /* rounds */
#define PLEAS_BEFORE_OTHERS 3 /* who is not the author answers only a plea that was heard so often */

typedef struct {
  gint64 until;             /* round */
  gint64 length;
} GxTeamRest;

static gboolean
is_resting (GxTeam *self, const char *name)
{
  const GxTeamRest *rest = g_hash_table_lookup (self->resting, name);

  return rest != NULL && self->round < rest->until;
}

static void
rest (GxTeam *self, const char *name)
{
  GxTeamRest *rest = g_hash_table_lookup (self->resting, name);

  if (rest == NULL)
    {
      rest = g_new0 (GxTeamRest, 1);
      g_hash_table_insert (self->resting, g_strdup (name), rest);
    }
  rest->length = CLAMP (rest->length * 2, 1, LONGEST_REST);
  rest->until = self->round + rest->length;
}

/* Whether the whole drive is in trouble, not only one file. */
static gboolean
is_drives (const GError *error)
{
  return g_error_matches (error, GX_ERROR, GX_ERROR_GONE)
         || g_error_matches (error, GX_ERROR, GX_ERROR_NO_ANSWER)
         || g_error_matches (error, GX_ERROR, GX_ERROR_REFUSED)
         || g_error_matches (error, GX_ERROR, GX_ERROR_FULL)
         || g_error_matches (error, GX_ERROR, GX_ERROR_CANCELLED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
read_list (GxTeam *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) names = gx_transport_list (self->transport, cancellable, error);

  if (names == NULL)
    return FALSE;
  g_array_set_size (self->files, 0);
  for (guint i = 0; i < names->len; i++)
    {
      GxTeamFile file;

      if (gx_team_file_parse (&file, g_ptr_array_index (names, i)))
        g_array_append_val (self->files, file);
    }
  return TRUE;
}

/* -- Acknowledgements -- */

static void
hear_plea (GxTeam *self, const GxTeamSite *who, const GxTeamPlace *lack)
{
  g_autofree char *key = g_strdup_printf (I64 " " I64 " " I64, who->site, lack->site, lack->seq);
  guint heard = GPOINTER_TO_UINT (g_hash_table_lookup (self->pleas_heard, key)) + 1;
  const GxTeamPlea plea = { lack->site, lack->seq };

  g_hash_table_insert (self->pleas_heard, g_strdup (key), GUINT_TO_POINTER (heard));
  if (lack->site == self->site || heard >= PLEAS_BEFORE_OTHERS)
    g_array_append_val (self->pleas, plea);
}

static void
hear (GxTeam *self, GxTeamSite *who, GxTeamAck *ack)
{
  g_clear_pointer (&who->ack, gx_team_ack_free);
  who->ack = ack;
  for (guint i = 0; i < ack->have->len; i++)
    {
      const GxTeamPlace *place = &g_array_index (ack->have, GxTeamPlace, i);
      GxTeamSite *site = _gx_team_site (self, place->site);

      if (place->site == self->site)
        self->own_told = MAX (self->own_told, place->seq);
      site->told = MAX (site->told, place->seq);
      if (place->hash != NULL && place->seq == site->tail && site->hash != NULL
          && !g_bytes_equal (place->hash, site->hash) && site->site != self->site)
        site->stop = GX_TEAM_STOP_FORKED;
    }
  for (guint i = 0; i < ack->lacks->len; i++)
    hear_plea (self, who, &g_array_index (ack->lacks, GxTeamPlace, i));
}

/* TRUE also where it cannot be read now. */
static gboolean
read_ack (GxTeam *self, const GxTeamFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = gx_team_file_name (file);
  GxTeamParcel *parcel = _gx_team_parcel_new (self, file);
  g_autoptr (GError) failed = NULL;
  GxTeamAck *ack = NULL;

  if (gx_transport_fetch (self->transport, name, parcel->path, cancellable, &failed))
    ack = gx_team_ack_read (parcel->path, &failed);
  _gx_team_parcel_free (parcel);
  if (failed != NULL && is_drives (failed))
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (ack != NULL && ack->team == self->id && ack->site == file->site && ack->number == file->last)
    hear (self, _gx_team_site (self, file->site), g_steal_pointer (&ack));
  else
    rest (self, name);
  g_clear_pointer (&ack, gx_team_ack_free);
  return TRUE;
}

/* The highest number of each site that is not known yet; an older one where that cannot be read. */
static gboolean
read_acks (GxTeam *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const GxTeamFile *file = &g_array_index (self->files, GxTeamFile, i);
      g_autofree char *name = NULL;
      gboolean is_newest = file->kind == GX_TEAM_FILE_ACK;
      const GxTeamSite *site;

      for (guint j = 0; is_newest && j < self->files->len; j++)
        {
          const GxTeamFile *other = &g_array_index (self->files, GxTeamFile, j);
          g_autofree char *other_name = NULL;

          if (other->kind != GX_TEAM_FILE_ACK || other->site != file->site || other->last <= file->last)
            continue;
          other_name = gx_team_file_name (other);
          is_newest = is_resting (self, other_name);
        }
      if (!is_newest)
        continue;
      if (file->site == self->site)
        {
          self->ack_number = MAX (self->ack_number, file->last);
          continue;
        }
      name = gx_team_file_name (file);
      site = _gx_team_site (self, file->site);
      if (is_resting (self, name) || (site->ack != NULL && site->ack->number >= file->last))
        continue;
      if (!read_ack (self, file, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* -- Segments -- */

/* The longest run that begins at or before @want and goes beyond it; NULL where there is none to be had. */
static const GxTeamFile *
find_segment (GxTeam *self, GxId site, gint64 want)
{
  const GxTeamFile *best = NULL;

  for (guint i = 0; i < self->files->len; i++)
    {
      const GxTeamFile *file = &g_array_index (self->files, GxTeamFile, i);
      g_autofree char *name = NULL;

      if (file->kind != GX_TEAM_FILE_SEGMENT || file->site != site || file->first > want || file->last < want
          || (best != NULL && best->last >= file->last))
        continue;
      name = gx_team_file_name (file);
      if (!is_resting (self, name))
        best = file;
    }
  return best;
}

static gboolean
is_as_named (GxTeam *self, const GxSegmentHead *head, const GxTeamFile *file)
{
  return head->team == self->id && head->site == file->site && head->first == file->first
         && head->last == file->last;
}

/* TRUE also where it cannot be read now. */
static gboolean
read_segment (GxTeam *self, GxTeamSite *site, const GxTeamFile *file, GCancellable *cancellable,
              GError **error)
{
  g_autofree char *name = gx_team_file_name (file);
  GxTeamParcel *parcel = _gx_team_parcel_new (self, file);
  g_autoptr (GError) failed = NULL;
  g_auto (GxSegmentHead) head = { 0 };

  if (gx_transport_fetch (self->transport, name, parcel->path, cancellable, &failed)
      && gx_segment_check (parcel->path, &head, cancellable, &failed)
      && is_as_named (self, &head, file))
    {
      site->in_hand = file->last;
      g_hash_table_remove (self->resting, name);
      g_ptr_array_add (self->inbox, parcel);
      return TRUE;
    }
  _gx_team_parcel_free (parcel);
  if (failed != NULL && is_drives (failed))
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (g_error_matches (failed, GX_ERROR, GX_ERROR_NEWER))
    site->stop = GX_TEAM_STOP_NEWER;
  else
    rest (self, name);
  return TRUE;
}

static gboolean
read_series (GxTeam *self, GxTeamSite *site, GCancellable *cancellable, GError **error)
{
  const GxTeamFile *file;

  site->in_hand = site->tail;
  while (site->stop == GX_TEAM_STOP_NONE && self->inbox->len < MOST_FILES
         && (file = find_segment (self, site->site, site->in_hand + 1)) != NULL)
    if (!read_segment (self, site, file, cancellable, error))
      return FALSE;
  return TRUE;
}

/* What the names alone tell. */
static void
see_names (GxTeam *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const GxTeamFile *file = &g_array_index (self->files, GxTeamFile, i);
      GxTeamSite *site;

      if (file->kind != GX_TEAM_FILE_SEGMENT)
        continue;
      site = _gx_team_site (self, file->site);
      if (file->site == self->site)
        self->own_told = MAX (self->own_told, file->last); /* perhaps half a file of ours: no proof */
      else
        site->told = MAX (site->told, file->last);
    }
}

/* What somebody has, or shows, need not be published once more. */
static void
see_told (GxTeam *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GxTeamSite *site = value;

      site->on_drive = MAX (site->on_drive, MIN (site->told, site->tail));
    }
}

/* -- What does not come -- */

static void
count_patience (GxTeam *self, GxTeamSite *site)
{
  gint64 now = g_get_monotonic_time ();
  int factor = 1 << MIN (site->asked, 6);

  if (site->in_hand >= site->told || site->in_hand > site->tail || site->stop != GX_TEAM_STOP_NONE)
    {
      site->rounds = 0;
      site->since_us = now;
      site->is_lacking = FALSE;
      if (site->in_hand > site->tail)
        site->asked = 0;
      return;
    }
  if (site->rounds++ == 0)
    site->since_us = now;
  if (site->rounds < self->patience_rounds * factor
      || now - site->since_us < self->patience_ms * 1000 * factor)
    return;
  site->is_lacking = TRUE;
  site->rounds = 0;
  site->asked++;
  self->must_ack = TRUE;
}

static gboolean
is_somebody_behind (GxTeam *self, const GxTeamSite *own)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (_gx_team_is_active (self, value)
        && gx_team_places_get (((GxTeamSite *) value)->ack->have, own->site) < own->on_drive)
      return TRUE;
  return FALSE;
}

/* Who lacks the last steps of ours may not know of them: what said so may be lost as well, so it is said
   again. */
static void
count_silence (GxTeam *self, GxTeamSite *own)
{
  gint64 now = g_get_monotonic_time ();
  int factor = 1 << MIN (own->asked, 6);

  if (!is_somebody_behind (self, own))
    {
      own->rounds = own->asked = 0;
      return;
    }
  if (own->rounds++ == 0)
    own->since_us = now;
  if (own->rounds < self->patience_rounds * factor
      || now - own->since_us < self->patience_ms * 1000 * factor)
    return;
  own->rounds = 0;
  own->asked++;
  self->must_ack = TRUE;
}

gboolean
gx_team_collect (GxTeam *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GList) sites = NULL;

  self->round++;
  self->sent = self->taken = 0;
  g_ptr_array_set_size (self->inbox, 0);
  if (!read_list (self, cancellable, error) || !read_acks (self, cancellable, error))
    return FALSE;
  see_names (self);
  see_told (self);
  sites = g_hash_table_get_values (self->sites);
  for (GList *at = sites; at != NULL; at = at->next)
    {
      GxTeamSite *site = at->data;

      if (site->site == self->site)
        {
          count_silence (self, site);
          continue;
        }
      if (!read_series (self, site, cancellable, error))
        return FALSE;
      count_patience (self, site);
    }
  return TRUE;
}
