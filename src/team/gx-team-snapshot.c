/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "store/gx-backup.h"
#include "team/gx-team-private.h"

/*
 * A snapshot is a whole book for newcomers, and what makes old segments needless. What is this computer's
 * alone (drafts, its site, its counters) does not travel.
 */

#define SEGMENTS_BEFORE 200  /* that no snapshot holds */
#define LEVEL 1              /* of gzip: a book of a million customers must not take an hour */

struct _GxTeamSnapshot {
  GxTeamParcel *parcel;
  GArray *covers;          /* of GxTeamPlace: what the book had at least when it was begun */
  GxTeamTelling telling;
};

static gboolean
is_covered (GxTeam *self, const GxTeamFile *segment)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const GxTeamFile *file = &g_array_index (self->files, GxTeamFile, i);
      const GxTeamSite *maker;

      if (file->kind != GX_TEAM_FILE_SNAPSHOT)
        continue;
      if (file->site == self->site && file->last == self->snapshot
          && gx_team_places_get (self->covers, segment->site) >= segment->last)
        return TRUE;
      maker = _gx_team_site (self, file->site);
      if (maker->ack != NULL && maker->ack->snapshot == file->last
          && gx_team_places_get (maker->ack->covers, segment->site) >= segment->last)
        return TRUE;
    }
  return FALSE;
}

gboolean
gx_team_is_snapshot_due (GxTeam *self)
{
  guint count = 0;

  if (self->files->len <= SEGMENTS_BEFORE || !_gx_team_is_chosen (self))
    return FALSE;
  for (guint i = 0; i < self->files->len; i++)
    {
      const GxTeamFile *file = &g_array_index (self->files, GxTeamFile, i);

      if (file->kind == GX_TEAM_FILE_SEGMENT && !is_covered (self, file) && ++count > SEGMENTS_BEFORE)
        return TRUE;
    }
  return FALSE;
}

/* Takes out of a copy what is of the computer it was made on. */
static gboolean
strip (const char *path, GError **error)
{
  g_autoptr (GxConnection) copy = gx_connection_open (path, GX_OPEN_WRITE, error);

  return copy != NULL
         && gx_connection_run (copy, error, "delete from draft", NULL)
         && gx_connection_run (copy, error, "delete from peer", NULL)
         && gx_connection_run (copy, error, "delete from touch", NULL)
         && gx_connection_run (copy, error, "delete from local_state where key not glob 'notes.*'", NULL);
}

static gint64
find_next_number (GxTeam *self)
{
  gint64 number = self->snapshot;

  for (guint i = 0; i < self->files->len; i++)
    {
      const GxTeamFile *file = &g_array_index (self->files, GxTeamFile, i);

      if (file->kind == GX_TEAM_FILE_SNAPSHOT && file->site == self->site)
        number = MAX (number, file->last);
    }
  return number + 1;
}

GxTeamSnapshot *
gx_team_begin_snapshot (GxTeam *self)
{
  gint64 number = find_next_number (self);
  const GxTeamFile file = { GX_TEAM_FILE_SNAPSHOT, self->site, number, number, 1 };
  GxTeamSnapshot *snapshot = g_new0 (GxTeamSnapshot, 1);
  GHashTableIter iter;
  gpointer value;

  snapshot->parcel = _gx_team_parcel_new (self, &file);
  snapshot->covers = gx_team_places_new ();
  _gx_team_tell (&snapshot->telling, self->telling.progress, self->telling.before, self->telling.parts);
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((GxTeamSite *) value)->tail > 0)
      gx_team_places_add (snapshot->covers, ((GxTeamSite *) value)->site, ((GxTeamSite *) value)->tail, NULL);
  return snapshot;
}

void
gx_team_snapshot_free (GxTeamSnapshot *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->parcel, _gx_team_parcel_free);
  g_array_unref (self->covers);
  _gx_team_tell (&self->telling, NULL, 0, 0);
  g_free (self);
}

/* Who shares a book waits for its copy, its packing and its way to the drive. */
static void
copied_cb (gint64 done, gint64 total, gpointer progress)
{
  gx_progress_tell (progress, done, total);
}

static gboolean
copy_book (GxTeamSnapshot *self, GxConnection *book, const char *copy, GCancellable *cancellable,
           GError **error)
{
  gboolean ok;

  _gx_team_begin_part (&self->telling, 0);
  if (self->telling.progress != NULL)
    gx_connection_set_progress (book, copied_cb, self->telling.progress);
  ok = gx_backup_to (book, copy, cancellable, error) && strip (copy, error);
  if (self->telling.progress != NULL)
    gx_connection_set_progress (book, NULL, NULL);
  return ok;
}

gboolean
gx_team_snapshot_write (GxTeamSnapshot *self, GxConnection *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL));
  g_autofree char *copy = g_strconcat (self->parcel->path, ".guanxi", NULL);
  gboolean ok = copy_book (self, book, copy, cancellable, error);

  _gx_team_begin_part (&self->telling, 1);
  ok = ok && gx_team_file_convert (copy, self->parcel->path, gzip, self->telling.progress, cancellable,
                                    error);
  g_unlink (copy);
  _gx_team_begin_part (&self->telling, 2);
  return ok;
}

void
gx_team_add_snapshot (GxTeam *self, GxTeamSnapshot *snapshot)
{
  g_array_unref (self->coming);
  self->coming = g_array_ref (snapshot->covers);
  g_ptr_array_add (self->outbox, g_steal_pointer (&snapshot->parcel));
  gx_team_snapshot_free (snapshot);
}

gboolean
gx_team_write_snapshot (GxTeam *self, GxConnection *book, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxTeamSnapshot) snapshot = gx_team_begin_snapshot (self);

  if (!gx_team_snapshot_write (snapshot, book, cancellable, error))
    return FALSE;
  gx_team_add_snapshot (self, g_steal_pointer (&snapshot));
  return TRUE;
}

void
_gx_team_snapshot_is_out (GxTeam *self, const GxTeamFile *file)
{
  self->snapshot = file->last;
  g_array_unref (self->covers);
  self->covers = g_array_ref (self->coming);
  self->must_ack = TRUE;
  for (guint i = 0; i < self->covers->len; i++)
    {
      const GxTeamPlace *place = &g_array_index (self->covers, GxTeamPlace, i);
      GxTeamSite *site = _gx_team_site (self, place->site);

      site->on_drive = MAX (site->on_drive, place->seq);
    }
}
