/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-connection-private.h"
#include "store/gx-tables-private.h"

#define RUN_LENGTH 65536            /* ids a process draws at a time */
#define CHECKPOINT_PAGES 4000       /* 16 MB of log: brought home after the commit that reaches it */
#define PHASES 4                    /* a row is written, read again, looked through, recorded */
#define ROWS_OF_PROGRESS 1000
#define CANCEL_STEPS 2000           /* virtual machine steps between two looks at the cancellable */

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
                           _("The book is damaged. Restore a backup, or rescue what can be read; the file "
                             "was left as it is."));
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

/* Somebody put another file in the book's place, or took it away: what is written now nobody finds again. */
static gboolean
has_moved (GxConnection *self)
{
  int is_moved = 0;

  return self->path != NULL
         && sqlite3_file_control (self->db, "main", SQLITE_FCNTL_HAS_MOVED, &is_moved) == SQLITE_OK
         && is_moved != 0;
}

static gboolean
refuse_moved (GxConnection *self, GError **error)
{
  gboolean is_kept = gx_backup_keep (self, "moved", NULL, NULL);

  g_set_error_literal (error, GX_ERROR, GX_ERROR_FAILED, is_kept
    ? _("The book's file was moved or replaced while it was open, so nothing more is written to it. A "
        "copy of the book as it was here is among the backups. Open the book again.")
    : _("The book's file was moved or replaced while it was open, so nothing more is written to it. Open the "
        "book again."));
  return FALSE;
}

gboolean
_gx_connection_begin (GxConnection *self, GError **error)
{
  if (has_moved (self))
    return refuse_moved (self, error);
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
look_for_cancel (void *data)
{
  return g_cancellable_is_cancelled (((GxConnection *) data)->cancellable);
}

/* -- Reading and writing -- */

GxStatement *
_gx_connection_query_va (GxConnection *self, const char *sql, const char *types, va_list *args)
{
  GxStatement *statement = _gx_statement_new (self, sql);

  _gx_statement_bind_va (statement, types, args, SQLITE_TRANSIENT);
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
gx_connection_query_with (GxConnection *self, const char *sql, const GxParameter *parameters,
                          guint n_parameters)
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
  statement = _gx_statement_new (self, sql);
  _gx_statement_bind_va (statement, types, &args, SQLITE_STATIC);
  va_end (args);
  while (gx_statement_next (statement))
    ;
  return gx_statement_finish (statement, error);
}

gint64
gx_connection_get_int64 (GxConnection *self, gint64 fallback, GError **error, const char *sql,
                         const char *types, ...)
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

gint64
gx_connection_total_changes (GxConnection *self)
{
  return sqlite3_total_changes64 (self->db);
}

/* -- How far a long step is -- */

void
gx_connection_set_progress (GxConnection *self, GxProgressFunc func, gpointer user_data)
{
  self->progress = func;
  self->progress_data = user_data;
}

void
_gx_connection_expect (GxConnection *self, gint64 rows)
{
  self->progress_done = 0;
  self->progress_total = rows * PHASES;
}

void
_gx_connection_advance (GxConnection *self)
{
  if (self->progress != NULL && self->progress_total > 0 && ++self->progress_done % ROWS_OF_PROGRESS == 0)
    self->progress (MIN (self->progress_done, self->progress_total), self->progress_total,
                    self->progress_data);
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
      g_autofree char *sql = g_strdup_printf ("select 1 from %s where id between ? and ? limit 1",
                                              _gx_table_at (i)->name);

      if (gx_connection_get_int64 (self, 0, NULL, sql, "ii", (gint64) first,
                                   (gint64) (first + count - 1)) != 0)
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
  g_clear_pointer (&self->contested, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self->currency);

  G_OBJECT_CLASS (gx_connection_parent_class)->finalize (object);
}

static void
gx_connection_class_init (GxConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_connection_finalize;
  _gx_locks_keep ();
}

static guint64 next_seed; /* of one thread: tests */

void
_gx_connection_seed_next (guint64 seed)
{
  next_seed = seed;
}

static void
gx_connection_init (GxConnection *self)
{
  self->seed = next_seed;
  next_seed = 0;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) _gx_statement_destroy);
}
