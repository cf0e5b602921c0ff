/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/gx-error.h"
#include "team/gx-folder-transport.h"
#include "team/gx-team-private.h"
#include "team/gx-team-share.h"

#define ID_KEY "team.id"
#define PATH_KEY "team.path"
#define ENDING ".guanxi-team"

/* -- Which book of this computer is a team's -- */

static char *
teams_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "guanxi", "teams", NULL);
}

static char *
note_path (GxId team)
{
  g_autofree char *folder = teams_folder ();
  g_autofree char *name = g_strdup_printf (I64 ".path", team);

  return g_build_filename (folder, name, NULL);
}

static char *
find_replica (GxId team)
{
  g_autofree char *note = note_path (team);
  g_autofree char *path = NULL;

  if (!g_file_get_contents (note, &path, NULL, NULL) || !g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  return g_steal_pointer (&path);
}

static gboolean
bind (GxConnection *book, const GxTeamBook *team, const char *team_path, GError **error)
{
  g_autofree char *folder = teams_folder ();
  g_autofree char *note = note_path (team->id);
  g_autofree char *absolute = g_canonicalize_filename (team_path, NULL);
  g_autofree char *replica = g_canonicalize_filename (gx_connection_get_path (book), NULL);
  g_autofree char *id = g_strdup_printf (I64, team->id);

  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents (note, replica, -1, error)
         && gx_connection_set_local (book, ID_KEY, id, error)
         && gx_connection_set_local (book, PATH_KEY, absolute, error);
}

char *
gx_team_get_path (GxConnection *book)
{
  g_autofree char *path = gx_connection_get_local (book, PATH_KEY);

  return path != NULL && *path != '\0' ? g_steal_pointer (&path) : NULL;
}

GxTeam *
gx_team_open (GxConnection *book, GError **error)
{
  g_autofree char *path = gx_team_get_path (book);
  g_autofree char *id = gx_connection_get_local (book, ID_KEY);
  g_autofree char *folder = NULL;
  g_autoptr (GxTransport) transport = NULL;

  if (path == NULL || id == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND,
                           _("This customer book is not shared with a team."));
      return NULL;
    }
  folder = gx_team_book_folder (path);
  transport = gx_folder_transport_new (folder);
  return gx_team_new (g_ascii_strtoll (id, NULL, 10), transport);
}

/* -- Sharing -- */

gboolean
gx_team_share (GxConnection *book, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *shared = gx_team_get_path (book);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_str_has_suffix (base, ENDING) ? g_strndup (base, strlen (base) - strlen (ENDING))
                          : g_strdup (base);
  g_autoptr (GxTeamBook) team = NULL;
  g_autoptr (GxTeam) self = NULL;
  g_autoptr (GxTransport) transport = NULL;

  if (shared != NULL)
    {
      /* Translators: %s is a file's path */
      g_set_error (error, GX_ERROR, GX_ERROR_HELD, _("This customer book is shared already: %s"), shared);
      return FALSE;
    }
  team = gx_team_book_create (path, name, error);
  if (team == NULL)
    return FALSE;
  transport = gx_folder_transport_new (team->folder);
  self = gx_team_new (team->id, transport);
  return gx_team_look (self, book, error)
         && gx_team_write_snapshot (self, book, cancellable, error)
         && (_gx_team_write_ack (self, book), gx_team_publish (self, cancellable, error))
         && gx_team_look (self, book, error)
         && bind (book, team, path, error);
}

/* -- Joining -- */

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
  gboolean ok = gx_transport_fetch (self->transport, name, parcel->path, cancellable, error)
                && gx_team_file_convert (parcel->path, path, gunzip, cancellable, error);

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
  return gx_team_look (self, book, error) && bind (book, team, path, error);
}

static char *
choose_path (const GxTeamBook *team)
{
  g_autofree char *folder = teams_folder ();
  g_autofree char *base = g_strdup_printf ("%s-" I64 ".guanxi", team->name, team->id);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, g_strdelimit (base, "/", '-'), NULL);
}

char *
gx_team_join (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxTeamBook) team = gx_team_book_read (path, error);
  g_autofree char *replica = NULL, *part = NULL;
  g_autoptr (GxTransport) transport = NULL;
  g_autoptr (GxTeam) self = NULL;
  g_autoptr (GxConnection) book = NULL;

  if (team == NULL)
    return NULL;
  replica = find_replica (team->id);
  if (replica != NULL)
    return g_steal_pointer (&replica);
  replica = choose_path (team);
  part = g_strconcat (replica, ".part", NULL);
  transport = gx_folder_transport_new (team->folder);
  self = gx_team_new (team->id, transport);
  if (!fetch_any (self, part, cancellable, error))
    return NULL;
  if (g_rename (part, replica) != 0)
    {
      gx_drive_error (error, errno);
      return NULL;
    }
  book = gx_connection_open (replica, GX_OPEN_WRITE, error);
  if (book == NULL || !settle_in (self, book, team, path, error))
    return NULL;
  return g_steal_pointer (&replica);
}
