/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/gx-error.h"
#include "base/gx-money.h"
#include "store/gx-connection-private.h"
#include "store/gx-place.h"
#include "store/gx-reading-copy-private.h"

#define BUSY_TIMEOUT_MS 5000
#define AGAIN_US 5000
#define HEADER_SIZE 100

/* How a book is opened, or refused with a sentence, and made. */

static guint32
read_be32 (const guchar *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

/* Reads the file's first bytes and its size; -1 with errno where it cannot be opened. */
static int
read_header (const char *path, guchar header[HEADER_SIZE], gint64 *size)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC);
  struct stat file;

  if (fd < 0)
    return -1;
  int length = (int) read (fd, header, HEADER_SIZE);
  int code = errno;
  *size = fstat (fd, &file) == 0 ? file.st_size : 0;
  close (fd);
  errno = code;
  return length;
}

/* What is called a book was one: nobody names a table so. */
static gboolean
refuse_beginning (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  if (g_str_has_suffix (name, ".guanxi"))
    g_set_error (error, GX_ERROR, GX_ERROR_NOT_A_BOOK,
                 /* Translators: %s is a file's name */
                 _("“%s” does not begin as a customer book does: it is damaged, or something else. "
                   "Restore a backup, or rescue what can be read; the file was left as it is."), name);
  else
    g_set_error (error, GX_ERROR, GX_ERROR_NOT_A_BOOK,
                 /* Translators: %s is a file's name */
                 _("“%s” is not a customer book. To bring in a table, choose Import; the file was left "
                   "as it is."), name);
  return FALSE;
}

gboolean
_gx_connection_check_file (const char *path, int *version, GError **error)
{
  guchar header[HEADER_SIZE];
  gint64 size = 0;
  int length = read_header (path, header, &size);

  if (length < 0)
    {
      g_autofree char *name = g_path_get_basename (path);
      int code = errno;

      if (code == ENOENT)
        g_set_error (error, GX_ERROR, GX_ERROR_NOT_FOUND,
                     /* Translators: %s is a file's name */
                     _("There is no book “%s”. It may have been moved or renamed."), name);
      else
        g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                     /* Translators: %1$s is a file's name, %2$s the system's reason */
                     _("“%1$s” could not be opened: %2$s"), name, g_strerror (code));
      return FALSE;
    }
  if (length < HEADER_SIZE || memcmp (header, "SQLite format 3", 16) != 0
      || read_be32 (header + 68) != GX_BOOK_APPLICATION_ID)
    return refuse_beginning (path, error);

  gint64 page_size = header[16] << 8 | header[17];
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  if (page_size == 1)
    page_size = 65536;
  if (size < page_size * read_be32 (header + 28) && !g_file_test (wal, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                           _("The book is damaged: its end is missing. Restore a backup, or rescue what can "
                             "be read; the file was left as it is."));
      return FALSE;
    }
  *version = (int) read_be32 (header + 60);
  return TRUE;
}

gboolean
_gx_connection_check_place (const char *path, GError **error)
{
  g_autofree char *what = NULL;

  switch (gx_place_of (path, &what))
    {
    case GX_PLACE_REMOTE:
      g_set_error (error, GX_ERROR, GX_ERROR_REMOTE,
                   /* Translators: %s is a kind of network drive: "NFS", "SMB" … */
                   _("The book lies on a network drive (%s), where several computers would damage it. It was "
                     "left as it is: copy it to this computer, share it as a team book, or open it for "
                     "reading only."), what);
      return FALSE;
    case GX_PLACE_SYNC_FOLDER:
      g_set_error (error, GX_ERROR, GX_ERROR_SYNCED,
                   /* Translators: %s is a sync program: "Nextcloud", "Dropbox" … */
                   _("The book lies in a folder that %s synchronises, which would damage it. It was left as "
                     "it is: copy it to another folder, share it as a team book, or open it for reading "
                     "only."), what);
      return FALSE;
    case GX_PLACE_READ_ONLY:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_READ_ONLY,
                           _("The book lies where nothing may be written. Open it for reading only, or copy "
                             "it to this computer."));
      return FALSE;
    case GX_PLACE_NETWORK_HOME:
    case GX_PLACE_LOCAL:
    default:
      return TRUE;
    }
}

static gboolean
check_version (int version, GxOpenMode mode, GError **error)
{
  if (version <= GX_BOOK_VERSION || mode != GX_OPEN_WRITE)
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_NEWER,
                       _("The book was made by a newer Guanxi. Open it for reading only, or update the "
                         "program to write in it."));
  return FALSE;
}

static int
count_wal_pages (void *data, sqlite3 *db, const char *name, int pages)
{
  ((GxConnection *) data)->wal_pages = pages;
  return SQLITE_OK;
}

static gboolean
open_file (GxConnection *self, const char *uri, GError **error)
{
  int rc = sqlite3_open_v2 (uri, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
                            | SQLITE_OPEN_EXRESCODE, NULL);

  if (rc != SQLITE_OK)
    return _gx_connection_fail (self, rc, error);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_wal_hook (self->db, count_wal_pages, self);
  _gx_functions_register (self);
  return TRUE;
}

/* Two programs that begin the log of one book at once are in each other's way; SQLite lets neither wait then. */
static gboolean
begin_log (GxConnection *self, GError **error)
{
  gint64 until = g_get_monotonic_time () + BUSY_TIMEOUT_MS * 1000;

  for (;;)
    {
      g_autoptr (GError) failed = NULL;

      if (_gx_connection_exec (self, "pragma journal_mode = wal", &failed))
        return TRUE;
      if (!g_error_matches (failed, GX_ERROR, GX_ERROR_BUSY) || g_get_monotonic_time () > until)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
      g_usleep (AGAIN_US);
    }
}

static gboolean
set_pragmas (GxConnection *self, GError **error)
{
  if (!_gx_connection_exec (self, "pragma foreign_keys = on; pragma temp_store = memory;"
                                  "pragma cache_size = -16000;"
                                  "pragma trusted_schema = off; pragma cell_size_check = on", error))
    return FALSE;
  if (self->is_read_only)
    return TRUE;
  return begin_log (self, error)
         && _gx_connection_exec (self, "pragma synchronous = full; pragma secure_delete = on;"
                                       "pragma wal_autocheckpoint = 0", error);
}

static gboolean
has_log (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  return g_file_test (wal, G_FILE_TEST_EXISTS);
}

/* Where nothing is or may be written beside the file, SQLite is told that nobody changes it. */
static const char *
choose_mode (const char *path, GxOpenMode mode, GxPlace place)
{
  if (mode == GX_OPEN_WRITE)
    return "mode=rw";
  if (!has_log (path) && (place == GX_PLACE_READ_ONLY || (mode == GX_OPEN_KEPT && place != GX_PLACE_LOCAL)))
    return "immutable=1";
  return "mode=ro";
}

/*
 * On NFS the log's index must not be shared between computers: so the first program has the book for itself,
 * and its index in its own memory. A rollback journal would do as well, but then those who read in one thread
 * would keep off the one that writes in another.
 */
static char *
make_uri (const char *path, GxOpenMode mode)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  GxPlace place = gx_place_of (path, NULL);

  return g_strconcat ("file:", escaped, "?", choose_mode (path, mode, place),
                      place == GX_PLACE_NETWORK_HOME ? "&vfs=unix-excl" : "", NULL);
}

static gboolean
read_state (GxConnection *self, GError **error)
{
  GError *failed = NULL;

  self->version = (int) gx_connection_get_int64 (self, 0, &failed, "pragma user_version", NULL);
  if (failed == NULL)
    gx_connection_get_int64 (self, 0, &failed, "select count(*) from sqlite_schema", NULL);
  if (failed == NULL)
    self->last_hlc = gx_connection_get_int64 (self, 0, &failed, "select max(hlc) from journal_tx", NULL);
  if (failed == NULL && self->version >= 5)
    self->last_place = gx_connection_get_int64 (self, 0, &failed, "select max(place) from journal_order",
                                                NULL);
  if (failed != NULL)
    {
      g_propagate_error (error, failed);
      return FALSE;
    }
  return TRUE;
}

static GxConnection *
open_as (const char *path, const char *uri, GxOpenMode mode, GError **error)
{
  g_autoptr (GxConnection) self = g_object_new (GX_TYPE_CONNECTION, NULL);

  self->path = g_strdup (path);
  self->is_read_only = mode != GX_OPEN_WRITE;
  if (!open_file (self, uri, error)
      || !set_pragmas (self, error)
      || !read_state (self, error)
      || !check_version (self->version, mode, error)
      || (mode == GX_OPEN_WRITE && !_gx_schema_upgrade (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

GxConnection *
_gx_reading_copy_open (GxReadingCopy *self, const char *path, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (self->file, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, "?immutable=1", NULL);
  int version = 0;

  if (!_gx_connection_check_file (self->file, &version, error))
    return NULL;
  return open_as (path, uri, GX_OPEN_READ, error);
}

static GxConnection *
open_copy (const char *path, GError **error)
{
  g_autoptr (GxReadingCopy) copy = _gx_reading_copy_new (path, error);

  return copy != NULL ? _gx_reading_copy_open (copy, path, error) : NULL;
}

GxConnection *
gx_connection_open (const char *path, GxOpenMode mode, GError **error)
{
  int version = 0;
  g_autofree char *uri = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (mode == GX_OPEN_KEPT && has_log (path))
    mode = GX_OPEN_READ;
  if (mode == GX_OPEN_READ && _gx_reading_copy_is_due (path))
    return open_copy (path, error);
  if ((mode == GX_OPEN_WRITE && gx_place_is_uri (path) && !_gx_connection_check_place (path, error))
      || !_gx_connection_check_file (path, &version, error)
      || (mode == GX_OPEN_WRITE && !_gx_connection_check_place (path, error))
      || !check_version (version, mode, error))
    return NULL;
  uri = make_uri (path, mode);
  return open_as (path, uri, mode, error);
}

static gboolean
claim_path (const char *path, GError **error)
{
  int fd;

  if (!_gx_connection_check_place (path, error))
    return FALSE;
  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_autofree char *name = g_path_get_basename (path);

      if (errno == EEXIST)
        g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                     /* Translators: %s is a file's name */
                     _("There is a file “%s” already. Choose another name."), name);
      else
        g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                     /* Translators: %1$s is a file's name, %2$s the system's reason */
                     _("The book “%1$s” could not be made: %2$s."), name, g_strerror (errno));
      return FALSE;
    }
  close (fd);
  return TRUE;
}

static gboolean
set_home_currency (GxConnection *self, const char *currency, GError **error)
{
  const GxActor nobody = { 0, FALSE };
  g_autoptr (GxStep) step = gx_step_begin (self, &nobody, "book.new", error);

  return step != NULL
         && gx_connection_set_setting (self, "currency", currency, error)
         && gx_step_commit (g_steal_pointer (&step), NULL, error);
}

GxConnection *
gx_connection_create (const char *path, const char *currency, GError **error)
{
  g_autoptr (GxConnection) self = g_object_new (GX_TYPE_CONNECTION, NULL);
  g_autofree char *uri = NULL;

  if (path != NULL && !claim_path (path, error))
    return NULL;
  uri = path != NULL ? make_uri (path, GX_OPEN_WRITE) : g_strdup (":memory:");
  self->path = g_strdup (path);
  if (open_file (self, uri, error)
      && set_pragmas (self, error)
      && _gx_schema_create (self, error)
      && set_home_currency (self, currency != NULL ? currency : gx_currency_of_locale (), error))
    {
      /* from now on the file's own first page says that it is a book */
      _gx_connection_checkpoint (self, TRUE);
      return g_steal_pointer (&self);
    }

  if (path != NULL)
    g_unlink (path);
  return NULL;
}
