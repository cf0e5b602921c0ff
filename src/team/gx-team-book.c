/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "team/gx-folder-transport.h"
#include "team/gx-team-book.h"

#define GROUP "Guanxi team book"
#define LARGEST 65536

void
gx_team_book_free (GxTeamBook *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->folder);
  g_free (self);
}

char *
gx_team_book_folder (const char *path)
{
  return g_strconcat (path, "-files", NULL);
}

static gboolean
say_exists (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  g_set_error (error, GX_ERROR, GX_ERROR_EXISTS,
               /* Translators: %s is a file's name */
               _("There is a file “%s” already. Choose another name; it was left as it is."), name);
  return FALSE;
}

static gboolean
write_once (const char *path, const char *text, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  gssize length = (gssize) strlen (text);
  gboolean ok;

  if (fd < 0 && errno == EEXIST)
    return say_exists (path, error);
  ok = fd >= 0 && write (fd, text, (gsize) length) == length && (fsync (fd) == 0 || errno != EIO);
  if (!ok)
    gx_drive_error (error, errno);
  if (fd >= 0 && close (fd) != 0 && ok)
    {
      ok = FALSE;
      gx_drive_error (error, errno);
    }
  if (!ok && fd >= 0)
    g_unlink (path);
  return ok;
}

/* Somebody's files in the folder: of a team whose book was deleted, perhaps. */
static gboolean
is_used (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) != NULL;
}

static gboolean
make_both (const GxTeamBook *self, const char *path, const char *text, GError **error)
{
  if (is_used (self->folder))
    return say_exists (self->folder, error);
  if (!write_once (path, text, error))
    return FALSE;
  if (gx_folder_transport_make (self->folder, error))
    return TRUE;
  g_unlink (path);
  return FALSE;
}

GxTeamBook *
gx_team_book_create (const char *path, const char *name, GError **error)
{
  g_autoptr (GxTeamBook) self = g_new0 (GxTeamBook, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;

  g_return_val_if_fail (path != NULL && name != NULL, NULL);

  self->id = gx_id_random_run (1);
  self->name = g_strdup (name);
  self->folder = gx_team_book_folder (path);
  g_key_file_set_integer (file, GROUP, "format", GX_TEAM_FORMAT);
  g_key_file_set_int64 (file, GROUP, "team", self->id);
  g_key_file_set_string (file, GROUP, "name", name);
  text = g_key_file_to_data (file, NULL, NULL);
  if (!make_both (self, path, text, error))
    {
      gx_error_prefix (error, _("Could not make the team book"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
gx_team_book_discard (const GxTeamBook *self, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_unlink (path); /* first, so that nobody opens it */
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (self->folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (self->folder);
}

static char *
read_small (const char *path, GError **error)
{
  g_autofree char *text = g_malloc (LARGEST + 1);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize got;

  if (fd < 0)
    {
      gx_drive_error (error, errno);
      return NULL;
    }
  got = read (fd, text, LARGEST);
  if (got < 0)
    gx_drive_error (error, errno);
  close (fd);
  if (got < 0)
    return NULL;
  text[got] = '\0';
  return g_steal_pointer (&text);
}

GxTeamBook *
gx_team_book_read (const char *path, GError **error)
{
  g_autoptr (GxTeamBook) self = g_new0 (GxTeamBook, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = read_small (path, error);

  if (text == NULL)
    return NULL;
  if (!g_str_has_prefix (text, "[" GROUP "]")
      || !g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL)
      || g_key_file_get_integer (file, GROUP, "format", NULL) < 1)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_A_BOOK, _("This file is not a team book."));
      return NULL;
    }
  if (g_key_file_get_integer (file, GROUP, "format", NULL) > GX_TEAM_FORMAT)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NEWER,
                           _("This team book was made by a newer Guanxi."
                             " Install the newer program here, too."));
      return NULL;
    }
  self->id = g_key_file_get_int64 (file, GROUP, "team", NULL);
  self->name = g_key_file_get_string (file, GROUP, "name", NULL);
  self->folder = gx_team_book_folder (path);
  if (self->id <= 0 || self->id >= GX_ID_MAX || self->name == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_A_BOOK, _("This team book is damaged."));
      return NULL;
    }
  return g_steal_pointer (&self);
}
