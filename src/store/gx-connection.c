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
#include "base/gx-id.h"
#include "base/gx-log.h"
#include "base/gx-money.h"
#include "store/gx-connection-private.h"
#include "store/gx-place.h"
#include "store/gx-tables-private.h"

#define RUN_LENGTH 65536            /* ids a process draws at a time */
#define BUSY_TIMEOUT_MS 5000
#define CHECKPOINT_PAGES 4000       /* 16 MB of log: brought home after the commit that reaches it */
#define CANCEL_STEPS 2000           /* virtual machine steps between two looks at the cancellable */
#define HEADER_SIZE 100

G_DEFINE_FINAL_TYPE (GxConnection, gx_connection, G_TYPE_OBJECT)

gboolean
_gx_connection_fail (GxConnection *self, int rc, GError **error)
{
  const char *why = self->db != NULL ? sqlite3_errmsg (self->db) : sqlite3_errstr (rc);

  switch (rc & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_CANCELLED, _("Cancelled"));
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_BUSY,
                           _("The book is being written by another program. Try again in a moment."));
      break;
    case SQLITE_FULL:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_FULL,
                           _("The disk is full. Make room, then try again; nothing was changed."));
      break;
    case SQLITE_READONLY:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_READ_ONLY, _("The book is open for reading only."));
      break;
    case SQLITE_NOTADB:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_A_BOOK, _("The file is not a customer book."));
      break;
    case SQLITE_CORRUPT:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                           _("The book is damaged. Restore a backup; the file was left as it is."));
      break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                   /* Translators: %s is the system's reason */
                   _("The book could not be read or written: %s"),
                   self->db != NULL && sqlite3_system_errno (self->db) != 0
                     ? g_strerror (sqlite3_system_errno (self->db)) : why);
      break;
    default:
      /* Translators: %s is the database's own words */
      g_set_error (error, GX_ERROR, GX_ERROR_FAILED, _("The book refused: %s"), why);
    }
  return FALSE;
}

gboolean
_gx_connection_exec (GxConnection *self, const char *sql, GError **error)
{
  int rc = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  return rc == SQLITE_OK || _gx_connection_fail (self, rc, error);
}

gboolean
_gx_connection_begin (GxConnection *self, GError **error)
{
  return _gx_connection_exec (self, "begin immediate", error);
}

gboolean
_gx_connection_commit (GxConnection *self, GError **error)
{
  if (!_gx_connection_exec (self, "commit", error))
    return FALSE;
  self->has_written = TRUE;
  if (self->wal_pages >= CHECKPOINT_PAGES)
    _gx_connection_checkpoint (self, FALSE);
  return TRUE;
}

void
_gx_connection_rollback (GxConnection *self)
{
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "rollback", NULL, NULL, NULL);
}

void
_gx_connection_checkpoint (GxConnection *self, gboolean truncate)
{
  sqlite3_wal_checkpoint_v2 (self->db, NULL,
                             truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  self->wal_pages = 0;
}

void
_gx_connection_set_listener (GxConnection *self, GxChangeListener listener, gpointer data)
{
  self->listener = listener;
  self->listener_data = data;
}

static int
count_wal_pages (void *data, sqlite3 *db, const char *name, int pages)
{
  ((GxConnection *) data)->wal_pages = pages;
  return SQLITE_OK;
}

static int
look_for_cancel (void *data)
{
  return g_cancellable_is_cancelled (((GxConnection *) data)->cancellable);
}

/* -- Opening -- */

static guint32
read_be32 (const guchar *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

/*
 * Reads the file's first bytes and its size; -1 with errno where it cannot be opened. Through SQLite's file layer, never by
 * open() and close(): closing any descriptor of a file drops every POSIX lock that the process holds on it, so that another
 * program would take itself for the last one and clear away the log that a connection of ours is writing.
 */
static int
read_header (const char *path, guchar header[HEADER_SIZE], sqlite3_int64 *size)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  const char *name = sqlite3_create_filename (absolute, "", "", 0, NULL);
  g_autofree sqlite3_file *file = g_malloc0 (vfs->szOsFile);
  int length = -1;

  *size = 0;
  errno = 0;
  if (g_access (absolute, R_OK) == 0 && vfs->xOpen (vfs, name, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL) == SQLITE_OK)
    {
      length = file->pMethods->xRead (file, header, HEADER_SIZE, 0) == SQLITE_OK ? HEADER_SIZE : 0;
      if (file->pMethods->xFileSize (file, size) != SQLITE_OK)
        *size = 0;
    }
  int code = errno;
  if (file->pMethods != NULL)
    file->pMethods->xClose (file);
  sqlite3_free_filename (name);
  errno = length < 0 && code == 0 ? EIO : code;
  return length;
}

/* Looks at the file before SQLite opens it as a book: so a file that is no book is never touched. */
static gboolean
check_header (const char *path, int *version, GError **error)
{
  guchar header[HEADER_SIZE];
  sqlite3_int64 size;
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
    {
      g_autofree char *name = g_path_get_basename (path);

      g_set_error (error, GX_ERROR, GX_ERROR_NOT_A_BOOK,
                   /* Translators: %s is a file's name */
                   _("“%s” is not a customer book. To bring in a table, choose Import; the file was left as it is."), name);
      return FALSE;
    }

  gint64 page_size = header[16] << 8 | header[17];
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  if (page_size == 1)
    page_size = 65536;
  if ((gint64) size < page_size * read_be32 (header + 28) && !g_file_test (wal, G_FILE_TEST_EXISTS))
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                           _("The book is damaged: its end is missing. Restore a backup; the file was left as it is."));
      return FALSE;
    }
  *version = (int) read_be32 (header + 60);
  return TRUE;
}

static gboolean
check_place (const char *path, GError **error)
{
  g_autofree char *what = NULL;

  switch (gx_place_of (path, &what))
    {
    case GX_PLACE_REMOTE:
      g_set_error (error, GX_ERROR, GX_ERROR_REMOTE,
                   /* Translators: %s is a kind of network drive: "NFS", "SMB" … */
                   _("The book lies on a network drive (%s), where several computers can damage it. Open it for reading only, or copy it to this computer."), what);
      return FALSE;
    case GX_PLACE_SYNC_FOLDER:
      g_set_error (error, GX_ERROR, GX_ERROR_REMOTE,
                   /* Translators: %s is a sync program: "Nextcloud", "Dropbox" … */
                   _("The book lies in a folder that %s synchronises, where it can be damaged. Open it for reading only, or copy it to a folder of this computer."), what);
      return FALSE;
    case GX_PLACE_READ_ONLY:
      g_set_error_literal (error, GX_ERROR, GX_ERROR_READ_ONLY,
                           _("The book lies where nothing may be written. Open it for reading only, or copy it to this computer."));
      return FALSE;
    case GX_PLACE_LOCAL:
    default:
      return TRUE;
    }
}

static gboolean
check_version (int version, GxOpenMode mode, GError **error)
{
  if (version <= GX_BOOK_VERSION || mode == GX_OPEN_READ)
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_NEWER,
                       _("The book was made by a newer Guanxi. Open it for reading only, or update the program to write in it."));
  return FALSE;
}

static gboolean
open_file (GxConnection *self, const char *name, int flags, GError **error)
{
  int rc = sqlite3_open_v2 (name, &self->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (rc != SQLITE_OK)
    return _gx_connection_fail (self, rc, error);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_wal_hook (self->db, count_wal_pages, self);
  _gx_functions_register (self);
  return TRUE;
}

static gboolean
set_pragmas (GxConnection *self, GError **error)
{
  if (!_gx_connection_exec (self, "pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -16000;"
                                  "pragma trusted_schema = off; pragma cell_size_check = on", error))
    return FALSE;
  if (self->is_read_only)
    return TRUE;
  return _gx_connection_exec (self, "pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;"
                                    "pragma wal_autocheckpoint = 0", error);
}

/* Where nothing is or may be written beside the file, SQLite is told that nobody changes it. */
static char *
immutable_uri (const char *path)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  gboolean quiet = !g_file_test (wal, G_FILE_TEST_EXISTS)
                   && (gx_place_of (path, NULL) != GX_PLACE_LOCAL || g_access (folder, W_OK) != 0);

  return g_strconcat ("file:", escaped, quiet ? "?immutable=1" : "?mode=ro", NULL);
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
  if (failed != NULL)
    {
      g_propagate_error (error, failed);
      return FALSE;
    }
  return TRUE;
}

GxConnection *
gx_connection_open (const char *path, GxOpenMode mode, GError **error)
{
  g_autoptr (GxConnection) self = g_object_new (GX_TYPE_CONNECTION, NULL);
  int version = 0;

  g_return_val_if_fail (path != NULL, NULL);

  if (!check_header (path, &version, error)
      || (mode == GX_OPEN_WRITE && !check_place (path, error))
      || !check_version (version, mode, error))
    return NULL;

  g_autofree char *uri = mode == GX_OPEN_READ ? immutable_uri (path) : NULL;
  self->path = g_strdup (path);
  self->is_read_only = mode == GX_OPEN_READ;
  if (!open_file (self, uri != NULL ? uri : path,
                  uri != NULL ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE, error)
      || !set_pragmas (self, error)
      || !read_state (self, error)
      || !check_version (self->version, mode, error)
      || (mode == GX_OPEN_WRITE && !_gx_schema_upgrade (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
claim_path (const char *path, GError **error)
{
  int fd;

  if (!check_place (path, error))
    return FALSE;
  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_autofree char *name = g_path_get_basename (path);

      if (errno == EEXIST)
        /* Translators: %s is a file's name */
        g_set_error (error, GX_ERROR, GX_ERROR_FAILED, _("There is a file “%s” already. Choose another name."), name);
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

  if (path != NULL && !claim_path (path, error))
    return NULL;
  self->path = g_strdup (path);
  if (open_file (self, path != NULL ? path : ":memory:", SQLITE_OPEN_READWRITE, error)
      && set_pragmas (self, error)
      && _gx_schema_create (self, error)
      && set_home_currency (self, currency != NULL ? currency : gx_currency_of_locale (), error))
    {
      _gx_connection_checkpoint (self, TRUE); /* from now on the file's own first page says that it is a book */
      return g_steal_pointer (&self);
    }

  if (path != NULL)
    g_unlink (path);
  return NULL;
}

/* -- Reading and writing -- */

GxStatement *
_gx_connection_query_va (GxConnection *self, const char *sql, const char *types, va_list *args)
{
  GxStatement *statement = _gx_statement_new (self, sql);

  _gx_statement_bind_va (statement, types, args);
  return statement;
}

GxStatement *
gx_connection_query (GxConnection *self, const char *sql, const char *types, ...)
{
  GxStatement *statement;
  va_list args;

  g_return_val_if_fail (GX_IS_CONNECTION (self), NULL);

  va_start (args, types);
  statement = _gx_connection_query_va (self, sql, types, &args);
  va_end (args);
  return statement;
}

GxStatement *
gx_connection_query_with (GxConnection *self, const char *sql, const GxParameter *parameters, guint n_parameters)
{
  GxStatement *statement;

  g_return_val_if_fail (GX_IS_CONNECTION (self), NULL);

  statement = _gx_statement_new_once (self, sql);
  _gx_statement_bind_parameters (statement, parameters, n_parameters);
  return statement;
}

gboolean
gx_connection_run (GxConnection *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (GxStatement) statement = NULL;
  va_list args;

  g_return_val_if_fail (GX_IS_CONNECTION (self), FALSE);

  va_start (args, types);
  statement = _gx_connection_query_va (self, sql, types, &args);
  va_end (args);
  while (gx_statement_next (statement))
    ;
  return gx_statement_finish (statement, error);
}

gint64
gx_connection_get_int64 (GxConnection *self, gint64 fallback, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (GxStatement) statement = NULL;
  gint64 value = fallback;
  va_list args;

  va_start (args, types);
  statement = _gx_connection_query_va (self, sql, types, &args);
  va_end (args);
  if (gx_statement_next (statement) && !gx_statement_is_null (statement, 0))
    value = gx_statement_int64 (statement, 0);
  gx_statement_finish (statement, error);
  return value;
}

char *
gx_connection_get_text (GxConnection *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (GxStatement) statement = NULL;
  char *value = NULL;
  va_list args;

  va_start (args, types);
  statement = _gx_connection_query_va (self, sql, types, &args);
  va_end (args);
  if (gx_statement_next (statement))
    value = gx_statement_dup_text (statement, 0);
  gx_statement_finish (statement, error);
  return value;
}

int
gx_connection_changes (GxConnection *self)
{
  return sqlite3_changes (self->db);
}

gboolean
gx_connection_read_begin (GxConnection *self, GError **error)
{
  if (self->step == NULL && self->read_depth == 0 && !_gx_connection_exec (self, "begin", error))
    return FALSE;
  if (self->step == NULL)
    self->read_depth++;
  return TRUE;
}

void
gx_connection_read_end (GxConnection *self)
{
  if (self->step == NULL && --self->read_depth == 0)
    sqlite3_exec (self->db, "commit", NULL, NULL, NULL);
}

/* -- Ids -- */

static gboolean
is_run_free (GxConnection *self, GxId first, gint64 count)
{
  for (int i = 0; i < _gx_tables_count (); i++)
    {
      g_autofree char *sql = g_strdup_printf ("select 1 from %s where id between ? and ? limit 1", _gx_table_at (i)->name);

      if (gx_connection_get_int64 (self, 0, NULL, sql, "ii", (gint64) first, (gint64) (first + count - 1)) != 0)
        return FALSE;
    }
  return TRUE;
}

/* The next random run, or where seeded the next of the repeatable ones. */
static GxId
draw_run (GxConnection *self, gint64 count)
{
  if (self->seed == 0)
    return gx_id_random_run (count);

  /* splitmix64 (Steele, Lea, Flood 2014) */
  guint64 z = self->seed += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (GxId) ((z ^ (z >> 31)) % (guint64) (GX_ID_MAX - ((GxId) 1 << 32))) + 1;
}

GxId
_gx_connection_reserve_ids (GxConnection *self, gint64 count)
{
  GxId first;

  do
    first = draw_run (self, count);
  while (!is_run_free (self, first, count));
  return first;
}

GxId
gx_connection_new_id (GxConnection *self)
{
  if (self->next_id == self->end_of_run)
    {
      self->next_id = _gx_connection_reserve_ids (self, RUN_LENGTH);
      self->end_of_run = self->next_id + RUN_LENGTH;
    }
  return self->next_id++;
}

void
gx_connection_seed_ids (GxConnection *self, guint64 seed)
{
  self->seed = seed;
  self->next_id = self->end_of_run = 0;
}

/* -- Settings -- */

char *
gx_connection_get_setting (GxConnection *self, const char *key)
{
  return gx_connection_get_text (self, NULL, "select value from setting where id = ? and gone = 0",
                                 "i", gx_id_hash_text ("setting", key));
}

gboolean
gx_connection_set_setting (GxConnection *self, const char *key, const char *value, GError **error)
{
  g_return_val_if_fail (self->step != NULL, FALSE);

  if (g_str_equal (key, "currency"))
    g_clear_pointer (&self->currency, g_free);
  return gx_connection_run (self, error,
                            "insert into setting (id, key, value) values (?, ?, ?)"
                            " on conflict (id) do update set value = excluded.value, gone = 0",
                            "itt", gx_id_hash_text ("setting", key), key, value);
}

char *
gx_connection_get_local (GxConnection *self, const char *key)
{
  return gx_connection_get_text (self, NULL, "select value from local_state where key = ?", "t", key);
}

gboolean
gx_connection_set_local (GxConnection *self, const char *key, const char *value, GError **error)
{
  return gx_connection_run (self, error,
                            "insert into local_state (key, value) values (?, ?)"
                            " on conflict (key) do update set value = excluded.value",
                            "tt", key, value);
}

const char *
gx_connection_get_currency (GxConnection *self)
{
  if (self->currency == NULL)
    self->currency = gx_connection_get_setting (self, "currency");
  return self->currency != NULL ? self->currency : gx_currency_of_locale ();
}

/* -- The object -- */

const char *
gx_connection_get_path (GxConnection *self)
{
  return self->path;
}

int
gx_connection_get_version (GxConnection *self)
{
  return self->version;
}

gboolean
gx_connection_is_read_only (GxConnection *self)
{
  return self->is_read_only;
}

GxId
gx_connection_get_site (GxConnection *self)
{
  return self->site;
}

void
gx_connection_set_cancellable (GxConnection *self, GCancellable *cancellable)
{
  if (g_set_object (&self->cancellable, cancellable) && self->db != NULL)
    sqlite3_progress_handler (self->db, cancellable != NULL ? CANCEL_STEPS : 0, look_for_cancel, self);
}

void
gx_connection_close (GxConnection *self)
{
  if (self->db == NULL)
    return;

  gx_connection_set_cancellable (self, NULL);
  g_hash_table_remove_all (self->statements);
  _gx_connection_rollback (self);
  if (self->has_written)
    {
      _gx_connection_checkpoint (self, TRUE);
      _gx_site_remember (self);
    }
  sqlite3_close_v2 (g_steal_pointer (&self->db));
}

static void
gx_connection_finalize (GObject *object)
{
  GxConnection *self = GX_CONNECTION (object);

  gx_connection_close (self);
  sqlite3_close_v2 (self->db);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->last_hash, g_bytes_unref);
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self->currency);

  G_OBJECT_CLASS (gx_connection_parent_class)->finalize (object);
}

static void
gx_connection_class_init (GxConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_connection_finalize;
}

static void
gx_connection_init (GxConnection *self)
{
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) _gx_statement_destroy);
}
