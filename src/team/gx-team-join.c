/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/gx-error.h"
#include "team/gx-folder-transport.h"
#include "team/gx-team-private.h"
#include "team/gx-team-share.h"

#define PARTS 2 /* of progress: fetch, unpack */

typedef struct {
  GxTeamFile file;
  gint64 steps;   /* how many it has, as its maker says */
} Snapshot;

static int
compare_snapshots (gconstpointer a, gconstpointer b)
{
  const Snapshot *x = a, *y = b;

  if (x->steps != y->steps)
    return x->steps < y->steps ? 1 : -1;
  return (y->file.last > x->file.last) - (y->file.last < x->file.last);
}

/* The fullest first. */
static GArray *
list_snapshots (GxTeam *self)
{
  GArray *snapshots = g_array_new (FALSE, FALSE, sizeof (Snapshot));

  for (guint i = 0; i < self->files->len; i++)
    {
      Snapshot snapshot = { g_array_index (self->files, GxTeamFile, i), 0 };
      const GxTeamAck *ack = _gx_team_site (self, snapshot.file.site)->ack;

      if (snapshot.file.kind != GX_TEAM_FILE_SNAPSHOT)
        continue;
      for (guint c = 0; ack != NULL && ack->snapshot == snapshot.file.last && c < ack->covers->len; c++)
        snapshot.steps += g_array_index (ack->covers, GxTeamPlace, c).seq;
      g_array_append_val (snapshots, snapshot);
    }
  g_array_sort (snapshots, compare_snapshots);
  return snapshots;
}

static gboolean
fetch_book (GxTeam *self, const Snapshot *snapshot, const char *path, GCancellable *cancellable,
            GError **error)
{
  g_autofree char *name = gx_team_file_name (&snapshot->file);
  g_autoptr (GConverter) gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GxConnection) book = NULL;
  GxTeamParcel *parcel = _gx_team_parcel_new (self, &snapshot->file);
  gboolean ok;

  _gx_team_begin_part (&self->telling, 0);
  ok = gx_transport_fetch (self->transport, name, parcel->path, cancellable, error);
  _gx_team_begin_part (&self->telling, 1);
  ok = ok && gx_team_file_convert (parcel->path, path, gunzip, self->telling.progress, cancellable, error);
  _gx_team_parcel_free (parcel);
  book = ok ? gx_connection_open (path, GX_OPEN_READ, error) : NULL;
  if (book == NULL)
    g_unlink (path);
  return book != NULL;
}

static gboolean
fetch_any (GxTeam *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) snapshots = NULL;
  g_autoptr (GError) failed = NULL;

  if (!gx_team_collect (self, cancellable, error))
    return FALSE;
  gx_folder_transport_set_progress (self->transport, self->telling.progress);
  snapshots = list_snapshots (self);
  for (guint i = 0; i < snapshots->len; i++)
    {
      g_clear_error (&failed);
      if (fetch_book (self, &g_array_index (snapshots, Snapshot, i), path, cancellable, &failed))
        return TRUE;
    }
  if (failed != NULL && !g_error_matches (failed, GX_ERROR, GX_ERROR_UNFINISHED)
      && !g_error_matches (failed, GX_ERROR, GX_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND,
                       _("The team's book has not arrived in the folder yet. Try again in a few minutes."));
  return FALSE;
}

/* All that the snapshot has is known to be on the drive. */
static gboolean
settle_in (GxTeam *self, GxConnection *book, const GxTeamBook *team, const char *path, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  if (!gx_connection_settle_site (book, TRUE, error) || !gx_team_look (self, book, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((GxTeamSite *) value)->on_drive = ((GxTeamSite *) value)->tail;
  return gx_team_look (self, book, error) && _gx_team_bind (book, team->id, path, error)
         && _gx_team_remember_site (self, book, error);
}

/* The person opened it here: so here it lies now. */
static gboolean
follow (const GxTeamNote *note, GxId team, const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (GxConnection) book = NULL;

  if (g_strcmp0 (note->path, absolute) == 0)
    return TRUE;
  book = gx_connection_open (note->replica, GX_OPEN_WRITE, error);
  return book != NULL && _gx_team_bind (book, team, path, error);
}

static gboolean
build (const GxTeamBook *team, const char *path, const char *replica, GxProgress *progress, GError **error)
{
  g_autofree char *part = g_strconcat (replica, ".part", NULL);
  g_autoptr (GxTransport) transport = gx_folder_transport_new (team->folder);
  g_autoptr (GxTeam) self = gx_team_new (team->id, transport);
  g_autoptr (GxConnection) book = NULL;

  _gx_team_tell (&self->telling, progress, 0, PARTS);
  if (!fetch_any (self, part, _gx_team_cancellable (progress), error))
    return FALSE;
  if (g_rename (part, replica) != 0)
    {
      gx_drive_error (error, errno);
      return FALSE;
    }
  book = gx_connection_open (replica, GX_OPEN_WRITE, error);
  return book != NULL && !g_cancellable_set_error_if_cancelled (_gx_team_cancellable (progress), error)
         && settle_in (self, book, team, path, error);
}

char *
gx_team_join (const char *path, GxProgress *progress, GError **error)
{
  g_autoptr (GxTeamBook) team = gx_team_book_read (path, error);
  g_autofree char *replica = NULL;
  g_auto (GxTeamNote) note = { NULL, NULL };

  if (team == NULL)
    return NULL;
  if (_gx_team_note_read (team->id, &note))
    return follow (&note, team->id, path, error) ? g_steal_pointer (&note.replica) : NULL;
  replica = _gx_team_choose_replica (team);
  if (build (team, path, replica, progress, error))
    return g_steal_pointer (&replica);
  _gx_team_discard_replica (replica);
  return NULL;
}
