/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/gx-error.h"
#include "store/gx-connection-private.h"
#include "store/gx-place.h"
#include "store/gx-reading-copy-private.h"

#define MOST_TRIES 3
#define MOMENT "standard::size,time::modified,time::modified-usec"
#define PREFIX "reading-"   /* then the process's number: "reading-4711-Xy12Ab" */

static const char * const endings[] = { "", "-wal" }; /* the book, and its log */

static gboolean
has_part (const char *path, const char *ending)
{
  g_autofree char *part = g_strconcat (path, ending, NULL);

  return g_file_test (part, G_FILE_TEST_EXISTS);
}

/* Where nothing can be written, SQLite cannot make the index that a log needs. */
gboolean
_gx_reading_copy_is_due (const char *path)
{
  GxPlace place = gx_place_of (path, NULL);

  return gx_place_is_away (place)
         || (place == GX_PLACE_READ_ONLY && has_part (path, "-wal") && !has_part (path, "-shm"));
}

/* -- The folder -- */

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (folder);
}

/* Of programs that were killed between making a copy and opening it. */
static void
remove_orphans (const char *cache)
{
  g_autoptr (GDir) dir = g_dir_open (cache, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      int process = g_str_has_prefix (name, PREFIX) ? atoi (name + strlen (PREFIX)) : 0;
      g_autofree char *folder = g_build_filename (cache, name, NULL);

      if (process > 0 && kill (process, 0) != 0)
        remove_folder (folder);
    }
}

static char *
make_folder (GError **error)
{
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "guanxi", NULL);
  g_autofree char *name = g_strdup_printf (PREFIX "%d-XXXXXX", (int) getpid ());
  g_autofree char *folder = g_build_filename (cache, name, NULL);

  g_mkdir_with_parents (cache, 0700);
  remove_orphans (cache);
  if (g_mkdtemp (folder) != NULL)
    return g_steal_pointer (&folder);
  g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
               /* Translators: %s is the system's reason */
               _("The book could not be copied to this computer: %s"), g_strerror (errno));
  return NULL;
}

void
_gx_reading_copy_free (GxReadingCopy *self)
{
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->file);
  g_free (self);
}

/* -- Copying -- */

static GFile *
get_source (const char *path, const char *ending)
{
  g_autofree char *whole = g_strconcat (path, ending, NULL);

  return gx_place_is_uri (path) ? g_file_new_for_uri (whole) : g_file_new_for_path (whole);
}

/* How a file is now: another size or time says that somebody wrote. */
static char *
describe (const char *path)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autoptr (GFile) file = get_source (path, endings[i]);
      g_autoptr (GFileInfo) info = g_file_query_info (file, MOMENT, G_FILE_QUERY_INFO_NONE, NULL, NULL);

      if (info != NULL)
        g_string_append_printf (text, "%" G_GOFFSET_FORMAT " %" G_GUINT64_FORMAT ".%u ",
                                g_file_info_get_size (info),
                                g_file_info_get_attribute_uint64 (info, "time::modified"),
                                g_file_info_get_attribute_uint32 (info, "time::modified-usec"));
      g_string_append_c (text, ';');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
fail (const GError *failed, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  if (g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, GX_ERROR, GX_ERROR_NOT_FOUND,
                 _("There is no book “%s”. It may have been moved or renamed."), name);
  else
    g_set_error (error, GX_ERROR,
                 g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? GX_ERROR_FULL : GX_ERROR_FAILED,
                 _("The book could not be copied to this computer: %s"), failed->message);
  return FALSE;
}

static gboolean
copy_files (GxReadingCopy *self, const char *path, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autoptr (GError) failed = NULL;
      g_autofree char *whole = g_strconcat (self->file, endings[i], NULL);
      g_autoptr (GFile) from = get_source (path, endings[i]), to = g_file_new_for_path (whole);

      g_unlink (whole);
      if (!g_file_copy (from, to, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &failed)
          && (i == 0 || !g_error_matches (failed, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)))
        return fail (failed, path, error);
    }
  return TRUE;
}

/* What the log has goes into the file; a book that somebody writes may have been torn by the copying. */
static gboolean
bring_home (GxReadingCopy *self)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *check = NULL;
  gboolean ok = TRUE;

  if (!has_part (self->file, "-wal"))
    return TRUE;
  ok = sqlite3_open (self->file, &db) == SQLITE_OK
       && sqlite3_prepare_v2 (db, "pragma quick_check (1)", -1, &check, NULL) == SQLITE_OK
       && sqlite3_step (check) == SQLITE_ROW
       && g_strcmp0 ((const char *) sqlite3_column_text (check, 0), "ok") == 0;
  sqlite3_finalize (check);
  ok = ok && sqlite3_exec (db, "pragma journal_mode = delete", NULL, NULL, NULL) == SQLITE_OK;
  sqlite3_close (db);
  return ok;
}

GxReadingCopy *
_gx_reading_copy_new (const char *path, GError **error)
{
  g_autoptr (GxReadingCopy) self = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = NULL;
  int version = 0;

  if (!gx_place_is_uri (path) && !_gx_connection_check_file (path, &version, error))
    return NULL;
  folder = make_folder (error);
  if (folder == NULL)
    return NULL;
  self = g_new0 (GxReadingCopy, 1);
  self->file = g_build_filename (folder, name, NULL);
  self->folder = g_steal_pointer (&folder);
  for (int i = 0; i < MOST_TRIES; i++)
    {
      g_autofree char *before = describe (path);
      g_autofree char *after = NULL;

      if (!copy_files (self, path, error))
        return NULL;
      after = describe (path);
      if (g_str_equal (before, after) && bring_home (self))
        return g_steal_pointer (&self);
    }
  g_set_error_literal (error, GX_ERROR, GX_ERROR_BUSY,
                       _("The book is being written on another computer just now. Try again in a moment."));
  return NULL;
}
