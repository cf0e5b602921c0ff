/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "store/gx-backup.h"
#include "team/gx-folder-transport.h"
#include "team/gx-team-private.h"
#include "team/gx-team-share.h"

#define BOOK_ENDING ".guanxi"
#define PARTS 3 /* of progress: copy, pack, publish (gx-team-snapshot.c) */

/* The name of a team is that of its file. */
static GxTeamBook *
make_team_book (const char *path, GError **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_str_has_suffix (base, GX_TEAM_BOOK_SUFFIX)
    ? g_strndup (base, strlen (base) - strlen (GX_TEAM_BOOK_SUFFIX)) : g_strdup (base);

  return gx_team_book_create (path, name, error);
}

/* Who is a day off publishes nothing, so nobody could join. */
static gboolean
check_clock (GxTeam *self, GError **error)
{
  if (ABS (self->clock_off_ms) < GX_TEAM_CLOCK_WRONG_MS)
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID,
                       _("This computer's clock is more than a day off. Set it, then share the book."));
  return FALSE;
}

/* @parts_before: of @progress, that are over. */
static gboolean
publish_book (GxConnection *book, const GxTeamBook *team, const char *path, GxProgress *progress,
              int parts_before, GError **error)
{
  GCancellable *cancellable = _gx_team_cancellable (progress);
  g_autoptr (GxTransport) transport = gx_folder_transport_new (team->folder);
  g_autoptr (GxTeam) self = gx_team_new (team->id, transport);

  _gx_team_tell (&self->telling, progress, parts_before, parts_before + PARTS);
  gx_folder_transport_set_progress (transport, progress);
  return _gx_team_unbind (book, error)
         && gx_team_look (self, book, error)
         && gx_team_write_snapshot (self, book, cancellable, error)
         && (_gx_team_write_ack (self, book), gx_team_publish (self, cancellable, error))
         && check_clock (self, error)
         && !g_cancellable_set_error_if_cancelled (cancellable, error)
         && gx_team_look (self, book, error)
         && _gx_team_bind (book, team->id, path, error)
         && _gx_team_remember_site (self, book, error);
}

gboolean
gx_team_share (GxConnection *book, const char *path, GxProgress *progress, GError **error)
{
  g_autofree char *shared = gx_team_get_path (book);
  g_autoptr (GxTeamBook) team = NULL;

  if (shared != NULL)
    {
      /* Translators: %s is a file's path */
      g_set_error (error, GX_ERROR, GX_ERROR_HELD, _("This customer book is shared already: %s"), shared);
      return FALSE;
    }
  team = make_team_book (path, error);
  if (team == NULL)
    return FALSE;
  if (publish_book (book, team, path, progress, 0, error))
    return TRUE;
  gx_team_book_discard (team, path);
  return FALSE;
}

static void
copied_cb (gint64 done, gint64 total, gpointer progress)
{
  gx_progress_tell (progress, done, total);
}

static GxConnection *
copy_here (const char *plain, const char *dest, GxProgress *progress, GError **error)
{
  g_autoptr (GxConnection) source = gx_connection_open (plain, GX_OPEN_READ, error);

  if (source == NULL)
    return NULL;
  if (progress != NULL)
    gx_connection_set_progress (source, copied_cb, progress);
  return gx_backup_to (source, dest, _gx_team_cancellable (progress), error)
    ? gx_connection_open (dest, GX_OPEN_WRITE, error) : NULL;
}

char *
gx_team_share_copy (const char *plain, const char *path, GxProgress *progress, GError **error)
{
  g_autoptr (GxTeamBook) team = make_team_book (path, error);
  g_autofree char *replica = team != NULL ? _gx_team_choose_replica (team) : NULL;
  g_autoptr (GxConnection) book = NULL;

  if (team == NULL)
    return NULL;
  if (progress != NULL)
    gx_progress_begin_part (progress, 0, 1 + PARTS);
  book = copy_here (plain, replica, progress, error);
  if (book != NULL && publish_book (book, team, path, progress, 1, error))
    return g_steal_pointer (&replica);
  g_clear_object (&book);
  _gx_team_discard_replica (replica);
  gx_team_book_discard (team, path);
  return NULL;
}

char *
gx_team_path_beside (const char *plain)
{
  g_autofree char *folder = g_path_get_dirname (plain);
  g_autofree char *base = g_path_get_basename (plain);
  g_autofree char *name = NULL;

  if (g_str_has_suffix (base, BOOK_ENDING))
    base[strlen (base) - strlen (BOOK_ENDING)] = '\0';
  name = g_strconcat (base, GX_TEAM_BOOK_SUFFIX, NULL);
  return g_build_filename (folder, name, NULL);
}

char *
gx_team_share_away (const char *plain, GxProgress *progress, GError **error)
{
  g_autofree char *path = gx_team_path_beside (plain);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? gx_team_join (path, progress, error)
         : gx_team_share_copy (plain, path, progress, error);
}
