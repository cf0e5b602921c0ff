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

/* One of them makes it: the active one with the smallest site, when it has all there is. */
static gboolean
is_chosen (GxTeam *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const GxTeamSite *site = value;

      if (site->tail < site->told || (_gx_team_is_active (self, site) && site->site < self->site))
        return FALSE;
    }
  return TRUE;
}

gboolean
gx_team_is_snapshot_due (GxTeam *self)
{
  guint count = 0;

  if (self->files->len <= SEGMENTS_BEFORE || !is_chosen (self))
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

gboolean
gx_team_write_snapshot (GxTeam *self, GxConnection *book, GCancellable *cancellable, GError **error)
{
  gint64 number = find_next_number (self);
  const GxTeamFile file = { GX_TEAM_FILE_SNAPSHOT, self->site, number, number, 1 };
  g_autoptr (GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, LEVEL));
  GxTeamParcel *parcel = _gx_team_parcel_new (self, &file);
  g_autofree char *copy = g_strconcat (parcel->path, ".guanxi", NULL);
  GHashTableIter iter;
  gpointer value;
  gboolean ok;

  g_array_set_size (self->coming, 0);
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((GxTeamSite *) value)->tail > 0)
      gx_team_places_add (self->coming, ((GxTeamSite *) value)->site, ((GxTeamSite *) value)->tail, NULL);
  ok = gx_backup_to (book, copy, cancellable, error) && strip (copy, error)
       && gx_team_file_convert (copy, parcel->path, gzip, cancellable, error);
  g_unlink (copy);
  if (ok)
    g_ptr_array_add (self->outbox, parcel);
  else
    _gx_team_parcel_free (parcel);
  return ok;
}

void
_gx_team_snapshot_is_out (GxTeam *self, const GxTeamFile *file)
{
  GArray *covers = self->covers;

  self->snapshot = file->last;
  self->covers = self->coming;
  self->coming = covers;
  self->must_ack = TRUE;
  for (guint i = 0; i < self->covers->len; i++)
    {
      const GxTeamPlace *place = &g_array_index (self->covers, GxTeamPlace, i);
      GxTeamSite *site = _gx_team_site (self, place->site);

      site->on_drive = MAX (site->on_drive, place->seq);
    }
}
