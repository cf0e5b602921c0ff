/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/gx-error.h"
#include "team/gx-folder-transport.h"
#include "team/gx-team-private.h"
#include "team/gx-team-share.h"

/*
 * A replica remembers its team in the book (local_state): the team's id, where the team book lies, and where
 * the replica itself lies: a copy of it, or a backup restored elsewhere, is a book of its own. So that the
 * replica is found without asking the drive, a note outside the book says the same: "teams/<id>.path", of two
 * lines.
 */
#define ID_KEY "team.id"
#define PATH_KEY "team.path"
#define REPLICA_KEY "team.replica"

#define NOTE_ENDING ".path"
#define GOODBYES 3 /* a round that was ending may take the name of the first */

static char *
teams_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "guanxi", "teams", NULL);
}

/* -- Notes -- */

static char *
note_path (GxId team)
{
  g_autofree char *folder = teams_folder ();
  g_autofree char *name = g_strdup_printf (I64 NOTE_ENDING, team);

  return g_build_filename (folder, name, NULL);
}

void
_gx_team_note_clear (GxTeamNote *note)
{
  g_clear_pointer (&note->replica, g_free);
  g_clear_pointer (&note->path, g_free);
}

static gboolean
read_note (const char *file, GxTeamNote *note)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (file, &text, NULL, NULL))
    return FALSE;
  lines = g_strsplit (text, "\n", 3);
  if (lines[0] == NULL || !g_file_test (lines[0], G_FILE_TEST_EXISTS))
    return FALSE;
  note->replica = g_strdup (lines[0]);
  note->path = g_strdup (lines[1]);
  return TRUE;
}

gboolean
_gx_team_note_read (GxId team, GxTeamNote *note)
{
  g_autofree char *file = note_path (team);

  return read_note (file, note);
}

/* The team whose note @is_it holds for. */
static GxId
find_note (gboolean (*is_it) (const GxTeamNote *note, const char *path), const char *path, GxTeamNote *note)
{
  g_autofree char *folder = teams_folder ();
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, NOTE_ENDING) && read_note (file, note) && is_it (note, absolute))
        return g_ascii_strtoll (name, NULL, 10);
      _gx_team_note_clear (note);
    }
  return 0;
}

static gboolean
is_of_team_book (const GxTeamNote *note, const char *path)
{
  return g_strcmp0 (note->path, path) == 0;
}

static gboolean
is_of_replica (const GxTeamNote *note, const char *path)
{
  return note->path != NULL && g_str_equal (note->replica, path);
}

char *
gx_team_find_replica (const char *path)
{
  g_auto (GxTeamNote) note = { NULL, NULL };

  return find_note (is_of_team_book, path, &note) != 0 ? g_steal_pointer (&note.replica) : NULL;
}

/* -- Which team a book is of -- */

gboolean
_gx_team_bind (GxConnection *book, GxId team, const char *team_path, GError **error)
{
  g_autofree char *folder = teams_folder ();
  g_autofree char *file = note_path (team);
  g_autofree char *path = g_canonicalize_filename (team_path, NULL);
  g_autofree char *replica = g_canonicalize_filename (gx_connection_get_path (book), NULL);
  g_autofree char *note = g_strconcat (replica, "\n", path, "\n", NULL);
  g_autofree char *id = g_strdup_printf (I64, team);

  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents (file, note, -1, error)
         && gx_connection_set_local (book, ID_KEY, id, error)
         && gx_connection_set_local (book, PATH_KEY, path, error)
         && gx_connection_set_local (book, REPLICA_KEY, replica, error);
}

gboolean
_gx_team_unbind (GxConnection *book, GError **error)
{
  return gx_connection_run (book, error, "delete from local_state where key glob 'team.*'", NULL)
         && gx_connection_run (book, error, "delete from peer", NULL);
}

typedef enum { REPLICA, MOVED_REPLICA, COPY } Kin;

static Kin
compare_with_replica (GxConnection *book)
{
  g_autofree char *known = gx_connection_get_local (book, REPLICA_KEY);
  struct stat one, other;

  if (known == NULL || *known == '\0')
    return REPLICA;
  if (g_stat (known, &one) != 0 || g_stat (gx_connection_get_path (book), &other) != 0)
    return MOVED_REPLICA;
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino ? REPLICA : COPY;
}

/* It knows where it lies, and lies there. */
static gboolean
is_bound (GxConnection *book)
{
  g_autofree char *known = gx_connection_get_local (book, REPLICA_KEY);

  return known != NULL && compare_with_replica (book) == REPLICA;
}

/* 0: of none. A backup from before it was shared, restored in its place, is the team's, too: the note says
   so. */
static GxId
find_team (GxConnection *book, char **path)
{
  g_autofree char *id = gx_connection_get_local (book, ID_KEY);
  g_auto (GxTeamNote) note = { NULL, NULL };
  GxId team = 0;

  *path = gx_connection_get_local (book, PATH_KEY);
  if (id != NULL && *path != NULL && **path != '\0')
    return compare_with_replica (book) != COPY ? g_ascii_strtoll (id, NULL, 10) : 0;
  g_clear_pointer (path, g_free);
  team = find_note (is_of_replica, gx_connection_get_path (book), &note);
  *path = g_steal_pointer (&note.path);
  return team;
}

char *
gx_team_get_path (GxConnection *book)
{
  g_autofree char *path = NULL;

  return find_team (book, &path) != 0 ? g_steal_pointer (&path) : NULL;
}

GxTeam *
gx_team_open (GxConnection *book, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GxTransport) transport = NULL;
  GxId team = find_team (book, &path);
  GxTeam *self;

  if (team == 0)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND,
                           _("This customer book is not shared with a team."));
      return NULL;
    }
  if (!is_bound (book) && !_gx_team_bind (book, team, path, error))
    return NULL;
  folder = gx_team_book_folder (path);
  transport = gx_folder_transport_new (folder);
  self = gx_team_new (team, transport);
  self->book_path = g_steal_pointer (&path);
  return self;
}

gboolean
gx_team_leave (GxConnection *book, GError **error)
{
  g_autofree char *id = gx_connection_get_local (book, ID_KEY);
  g_autofree char *file = id != NULL ? note_path (g_ascii_strtoll (id, NULL, 10)) : NULL;

  if (!_gx_team_unbind (book, error))
    return FALSE;
  if (file != NULL)
    g_unlink (file);
  return TRUE;
}

gboolean
gx_team_say_goodbye (const char *replica, gboolean is_leaving, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxConnection) book = gx_connection_open (replica, GX_OPEN_WRITE, error);
  g_autoptr (GxTeam) self = book != NULL ? gx_team_open (book, error) : NULL;

  if (self == NULL)
    return FALSE;
  gx_team_set_bye (self, TRUE);
  if (is_leaving)
    gx_team_set_leaving (self);
  for (int i = 0; i < GOODBYES && self->must_ack; i++)
    if (!gx_team_exchange (self, book, NULL, cancellable, error))
      return FALSE;
  return TRUE;
}

/* -- New replicas -- */

char *
_gx_team_choose_replica (const GxTeamBook *team)
{
  g_autofree char *teams = teams_folder ();
  g_autofree char *id = g_strdup_printf (I64, team->id);
  g_autofree char *folder = g_build_filename (teams, id, NULL);
  g_autofree char *name = g_strdelimit (g_strdup (team->name), "/", '-');

  g_mkdir_with_parents (folder, 0700);
  for (int i = 1;; i++)
    {
      g_autofree char *base = i == 1 ? g_strconcat (name, ".guanxi", NULL)
                              : g_strdup_printf ("%s %d.guanxi", name, i);
      g_autofree char *path = g_build_filename (folder, base, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

void
_gx_team_discard_replica (const char *path)
{
  static const char * const endings[] = { "", "-wal", "-shm", ".part", ".part-wal", ".part-shm" };
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
  g_rmdir (folder); /* unless something else is in it */
}
