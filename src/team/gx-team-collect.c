/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "team/gx-team-private.h"

/*
 * From the drive: a list, what is new in it, read as a whole, checked, and put into the inbox. A list may be
 * old, a file may be half there: what cannot be read now rests for a while and is looked at again.
 */

#define MOST_FILES 100      /* of one round, so that the book's writer is not kept long */
#define LONGEST_REST 64     /* rounds */
#define PLEAS_BEFORE_OTHERS 3 /* who is not the author answers only who has been heard so often */

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
  g_autofree char *key = g_strdup_printf (I64 " " I64, who->site, lack->site);
  guint heard = GPOINTER_TO_UINT (g_hash_table_lookup (self->pleas_heard, key)) + 1;
  const GxTeamPlea plea = { lack->site, lack->seq };

  if (lack->site == self->site || heard >= PLEAS_BEFORE_OTHERS)
    {
      g_array_append_val (self->pleas, plea);
      heard = 0;
    }
  g_hash_table_insert (self->pleas_heard, g_steal_pointer (&key), GUINT_TO_POINTER (heard));
}

static void
hear (GxTeam *self, GxTeamSite *who, GxTeamAck *ack)
{
  self->has_heard = self->has_heard || who->ack == NULL || !gx_team_ack_repeats (ack, who->ack);
  g_clear_pointer (&who->ack, gx_team_ack_free);
  who->ack = ack;
  for (guint i = 0; i < ack->have->len; i++)
    {
      const GxTeamPlace *place = &g_array_index (ack->have, GxTeamPlace, i);
      GxTeamSite *site = _gx_team_site (self, place->site);

      if (place->site == self->site)
        self->own_told = MAX (self->own_told, place->seq);
      site->told = MAX (site->told, place->seq);
    }
  for (guint i = 0; i < ack->was->len; i++)
    {
      const GxTeamPlace *place = &g_array_index (ack->was, GxTeamPlace, i);
      GxTeamSite *former = _gx_team_site (self, place->site);

      former->over_ms = MAX (former->over_ms, place->seq);
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
      if (!is_resting (self, name) && !_gx_team_is_beside (self, file))
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

static int
compare_files (gconstpointer a, gconstpointer b)
{
  const GxTeamFile *x = a, *y = b;

  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return x->generation - y->generation;
}

/* The files of a series that was not read to its end yet, the earliest steps first. */
static GArray *
list_unread (GxTeam *self, const GxTeamSite *site)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (GxTeamFile));

  for (guint i = 0; i < self->files->len; i++)
    {
      const GxTeamFile *file = &g_array_index (self->files, GxTeamFile, i);
      g_autofree char *name = gx_team_file_name (file);

      if (file->kind == GX_TEAM_FILE_SEGMENT && file->site == site->site
          && !g_hash_table_contains (self->reviewed, name) && !g_hash_table_contains (self->beside, name))
        g_array_append_val (files, *file);
    }
  g_array_sort (files, compare_files);
  return files;
}

/* Every file of a series that splits somewhere. */
static gboolean
review_series (GxTeam *self, GxTeamSite *site, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) files = list_unread (self, site);

  for (guint i = 0; i < files->len && self->inbox->len < MOST_FILES; i++)
    {
      const GxTeamFile *file = &g_array_index (files, GxTeamFile, i);
      g_autofree char *name = gx_team_file_name (file);
      guint before = self->inbox->len;

      if (is_resting (self, name))
        continue;
      if (!read_segment (self, site, file, cancellable, error))
        return FALSE;
      if (self->inbox->len > before)
        g_hash_table_add (self->reviewed, g_steal_pointer (&name));
    }
  site->must_review = files->len > 0;
  return TRUE;
}

static gboolean
read_series (GxTeam *self, GxTeamSite *site, GCancellable *cancellable, GError **error)
{
  const GxTeamFile *file;

  if (site->must_review && site->stop == GX_TEAM_STOP_NONE
      && !review_series (self, site, cancellable, error))
    return FALSE;
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
      g_autofree char *name = NULL;
      GxTeamSite *site;

      if (file->kind != GX_TEAM_FILE_SEGMENT || _gx_team_is_beside (self, file))
        continue;
      site = _gx_team_site (self, file->site);
      name = gx_team_file_name (file);
      if (_gx_team_is_over (site) && (file->first > site->tail + 1 || is_resting (self, name)))
        continue; /* nobody will make it whole, or publish what is between */
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

  if ((site->in_hand >= site->told && !site->is_split) || site->in_hand > site->tail
      || site->stop != GX_TEAM_STOP_NONE)
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

/* Another team's book may lie there now. Where it cannot be read the list tells why. */
static gboolean
is_still_ours (GxTeam *self, GError **error)
{
  g_autoptr (GxTeamBook) book = self->book_path != NULL ? gx_team_book_read (self->book_path, NULL) : NULL;

  if (book != NULL && book->id != self->id)
    {
      g_set_error (error, GX_ERROR, GX_ERROR_NOT_FOUND,
                   /* Translators: %s is a file's path */
                   _("Another team's book lies in its place now: %s"), self->book_path);
      return FALSE;
    }
  if (book != NULL)
    g_clear_pointer (&self->book_path, g_free); /* asked once */
  return TRUE;
}

gboolean
gx_team_collect (GxTeam *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GList) sites = NULL;

  self->round++;
  self->sent = self->taken = 0;
  g_ptr_array_set_size (self->inbox, 0);
  if (!is_still_ours (self, error) || !read_list (self, cancellable, error)
      || !read_acks (self, cancellable, error))
    return FALSE;
  _gx_team_see_told_again (self);
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
