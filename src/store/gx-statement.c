/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "base/gx-log.h"
#include "store/gx-connection-private.h"

struct _GxStatement {
  GxConnection *connection;   /* not owned: statements go before their connection */
  sqlite3_stmt *stmt;
  GError *error;              /* sticky until rebound */
  gboolean is_cached;
  gboolean is_borrowed;
  gboolean is_on_row;
  gboolean is_done;
};

#define MAX_CACHED 240

static void
reset (GxStatement *self)
{
  if (self->stmt != NULL)
    {
      sqlite3_reset (self->stmt);
      sqlite3_clear_bindings (self->stmt);
    }
  g_clear_error (&self->error);
  self->is_on_row = FALSE;
  self->is_done = FALSE;
}

/* Prepares one. Never NULL. */
static GxStatement *
prepare (GxConnection *connection, const char *sql, gboolean cache)
{
  GxStatement *self = g_new0 (GxStatement, 1);
  const char *text = sql;
  int rc;

  self->connection = connection;
  self->is_borrowed = TRUE;

  if (sql[0] == '@' && (text = _gx_schema_query (sql + 1, &self->error)) == NULL)
    return self;

  gx_log (GX_LOG_SQL, "prepare %s", sql);
  rc = sqlite3_prepare_v3 (connection->db, text, -1, cache ? SQLITE_PREPARE_PERSISTENT : 0, &self->stmt,
                           NULL);
  if (rc != SQLITE_OK)
    {
      _gx_connection_fail (connection, rc, &self->error);
      return self;
    }
  if (cache)
    {
      self->is_cached = TRUE;
      g_hash_table_insert (connection->statements, g_strdup (sql), self);
    }
  return self;
}

/* Takes an idle statement from the cache, or prepares one. Never NULL. */
GxStatement *
_gx_statement_new (GxConnection *connection, const char *sql)
{
  GxStatement *self = g_hash_table_lookup (connection->statements, sql);

  if (self != NULL && !self->is_borrowed)
    {
      self->is_borrowed = TRUE;
      return self;
    }
  return prepare (connection, sql, self == NULL && g_hash_table_size (connection->statements) < MAX_CACHED);
}

/* One that will hardly be asked for again, and stays out of the cache. Never NULL. */
GxStatement *
_gx_statement_new_once (GxConnection *connection, const char *sql)
{
  return prepare (connection, sql, FALSE);
}

sqlite3_stmt *
_gx_statement_get (GxStatement *self)
{
  return self->stmt;
}

void
_gx_statement_destroy (GxStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_clear_error (&self->error);
  g_free (self);
}

static void
bind_text (sqlite3_stmt *stmt, int index, const char *text, gboolean empty_is_null,
           sqlite3_destructor_type keep)
{
  if (text == NULL || (empty_is_null && *text == '\0'))
    sqlite3_bind_null (stmt, index);
  else
    sqlite3_bind_text (stmt, index, text, -1, keep);
}

static void
bind_int (sqlite3_stmt *stmt, int index, gint64 value, gint64 none)
{
  if (value == none)
    sqlite3_bind_null (stmt, index);
  else
    sqlite3_bind_int64 (stmt, index, value);
}

void
_gx_statement_bind_va (GxStatement *self, const char *types, va_list *args, sqlite3_destructor_type keep)
{
  if (self->stmt == NULL)
    return;

  for (int i = 1; types != NULL && *types != '\0'; types++, i++)
    switch (*types)
      {
      case 'i':
        sqlite3_bind_int64 (self->stmt, i, va_arg (*args, gint64));
        break;
      case 'I':
        bind_int (self->stmt, i, va_arg (*args, gint64), 0);
        break;
      case 'd':
        bind_int (self->stmt, i, va_arg (*args, int), GX_NO_DAY);
        break;
      case 't':
        bind_text (self->stmt, i, va_arg (*args, const char *), FALSE, keep);
        break;
      case 'T':
        bind_text (self->stmt, i, va_arg (*args, const char *), TRUE, keep);
        break;
      case 'r':
        sqlite3_bind_double (self->stmt, i, va_arg (*args, double));
        break;
      case 'n':
        sqlite3_bind_null (self->stmt, i);
        break;
      default:
        g_assert_not_reached ();
      }
}

void
_gx_statement_bind_parameters (GxStatement *self, const GxParameter *parameters, guint n_parameters)
{
  if (self->stmt == NULL)
    return;

  for (guint i = 0; i < n_parameters; i++)
    switch (parameters[i].type)
      {
      case 'i':
        sqlite3_bind_int64 (self->stmt, (int) i + 1, parameters[i].number);
        break;
      case 't':
        bind_text (self->stmt, (int) i + 1, parameters[i].text, FALSE, SQLITE_TRANSIENT);
        break;
      default:
        g_assert_not_reached ();
      }
}

gboolean
gx_statement_next (GxStatement *self)
{
  int rc;

  g_return_val_if_fail (self != NULL, FALSE);

  self->is_on_row = FALSE;
  if (self->error != NULL || self->is_done || self->stmt == NULL)
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (self->connection->cancellable, NULL))
    {
      g_set_error_literal (&self->error, GX_ERROR, GX_ERROR_CANCELLED, _("Cancelled"));
      return FALSE;
    }

  rc = sqlite3_step (self->stmt);
  self->is_on_row = rc == SQLITE_ROW;
  if (self->is_on_row)
    return TRUE;
  self->is_done = TRUE;
  if (rc != SQLITE_DONE)
    _gx_connection_fail (self->connection, rc, &self->error);
  else
    sqlite3_reset (self->stmt); /* ends an implicit transaction as soon as the last row is read */
  return FALSE;
}

gboolean
gx_statement_at (GxStatement *self, GxId id)
{
  gint64 at;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!self->is_on_row && !gx_statement_next (self))
    return FALSE;
  while ((at = sqlite3_column_int64 (self->stmt, 0)) < id)
    if (!gx_statement_next (self))
      return FALSE;
  return at == id;
}

gboolean
gx_statement_finish (GxStatement *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->is_on_row) /* nobody holds a place in a table that others write to */
    {
      sqlite3_reset (self->stmt);
      self->is_on_row = FALSE;
      self->is_done = TRUE;
    }
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));
  return FALSE;
}

void
gx_statement_rebind (GxStatement *self, const char *types, ...)
{
  va_list args;

  g_return_if_fail (self != NULL);

  if (self->stmt == NULL)
    return;
  reset (self);
  va_start (args, types);
  _gx_statement_bind_va (self, types, &args, SQLITE_STATIC);
  va_end (args);
}

gboolean
gx_statement_run (GxStatement *self, GError **error)
{
  while (gx_statement_next (self))
    ;
  if (!gx_statement_finish (self, error))
    return FALSE;
  sqlite3_reset (self->stmt);
  self->is_done = FALSE;
  return TRUE;
}

void
gx_statement_free (GxStatement *self)
{
  if (self == NULL)
    return;
  if (!self->is_cached)
    {
      _gx_statement_destroy (self);
      return;
    }
  reset (self);
  self->is_borrowed = FALSE;
}

int
gx_statement_columns (GxStatement *self)
{
  return self->stmt != NULL ? sqlite3_column_count (self->stmt) : 0;
}

const char *
gx_statement_name (GxStatement *self, int column)
{
  return sqlite3_column_name (self->stmt, column);
}

gboolean
gx_statement_is_null (GxStatement *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

gboolean
gx_statement_is_int (GxStatement *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_INTEGER;
}

gboolean
gx_statement_is_real (GxStatement *self, int column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_FLOAT;
}

gint64
gx_statement_int64 (GxStatement *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

int
gx_statement_int (GxStatement *self, int column)
{
  return sqlite3_column_int (self->stmt, column);
}

GxDay
gx_statement_day (GxStatement *self, int column)
{
  return gx_statement_is_null (self, column) ? GX_NO_DAY : sqlite3_column_int (self->stmt, column);
}

double
gx_statement_double (GxStatement *self, int column)
{
  return sqlite3_column_double (self->stmt, column);
}

const char *
gx_statement_text (GxStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

char *
gx_statement_dup_text (GxStatement *self, int column)
{
  return g_strdup (gx_statement_text (self, column));
}
