/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "store/gx-backup-shelf.h"
#include "store/gx-connection-private.h"
#include "store/gx-fold-private.h"
#include "store/gx-sql-resource.h"

/* One file per book version, in order: migrations[n - 1] makes version n. Never changed once a book of it
   exists. */
static const char * const migrations[] = {
  "0001-first-day.sql",
  "0002-find-anyone.sql",
  "0003-ask-anything.sql",
  "0004-bring-anything.sql",
  "0005-share-it.sql",
};

G_STATIC_ASSERT (G_N_ELEMENTS (migrations) == GX_BOOK_VERSION);

static GBytes *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_strconcat ("/org/guanxi/sql/", folder, "/", name, NULL);

  return g_resource_lookup_data (gx_sql_get_resource (), path, 0, NULL);
}

const char *
_gx_schema_query (const char *name, GError **error)
{
  static GMutex mutex;
  static GHashTable *queries = NULL; /* name → GBytes; data is followed by a nul, as all GResource data is */
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_autofree char *file = g_strconcat (name, ".sql", NULL);
  GBytes *bytes;

  if (queries == NULL)
    queries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  bytes = g_hash_table_lookup (queries, name);
  if (bytes == NULL)
    {
      bytes = load ("queries", file);
      if (bytes == NULL)
        {
          g_set_error (error, GX_ERROR, GX_ERROR_FAILED, "There is no query “%s”", name);
          return NULL;
        }
      g_hash_table_insert (queries, g_strdup (name), bytes);
    }
  return g_bytes_get_data (bytes, NULL);
}

/* Newer programs of the team may have written what this one has a place for only now. */
static gboolean
fold_what_waited (GxConnection *self, GHashTable *columns, GError **error)
{
  if (self->version < 5
      || gx_connection_get_int64 (self, 0, NULL, "select exists (select 1 from journal_tx where schema > ?)",
                                  "i", (gint64) self->version) == 0)
    return TRUE;
  return _gx_fold_new_columns (self, columns, error);
}

/* Everything by name, with its columns, as text. */
#define LIST_OF_ALL \
  "select group_concat (line, ';') from (" \
  "select m.type || ' ' || m.name || ' ' || coalesce (t.name || ' ' || " \
  "lower (t.type) || t.\"notnull\" || coalesce (t.dflt_value, '') || t.pk, '') as line " \
  "from sqlite_schema m left join pragma_table_xinfo (m.name) t on m.type in ('table', 'view') " \
  "where m.name not like 'sqlite_%' order by m.type, m.name, t.cid)"

/* What came out of the migrations is what a new book has. */
static gboolean
check_climbed (GxConnection *self, GError **error)
{
  g_autoptr (GxConnection) fresh = gx_connection_create (NULL, NULL, error);
  g_autofree char *ours = fresh != NULL ? gx_connection_get_text (self, error, LIST_OF_ALL, NULL) : NULL;
  g_autofree char *theirs = ours != NULL ? gx_connection_get_text (fresh, error, LIST_OF_ALL, NULL) : NULL;

  if (theirs == NULL)
    return FALSE;
  if (g_str_equal (ours, theirs))
    return TRUE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_DAMAGED,
                       _("The book is not as its version says. Restore a backup."));
  return FALSE;
}

/* Applies the migrations after the book's present version: all of them, or none. */
static gboolean
climb (GxConnection *self, GError **error)
{
  g_autoptr (GHashTable) columns = _gx_fold_columns (self);
  int before = self->version;
  gboolean is_new;

  if (!_gx_connection_begin (self, error))
    return FALSE;
  /* another program may have been here first */
  self->version = (int) gx_connection_get_int64 (self, self->version, NULL, "pragma user_version", NULL);
  is_new = self->version == 0;
  for (int version = self->version; version < GX_BOOK_VERSION; version++)
    {
      g_autoptr (GBytes) sql = load ("schema", migrations[version]);

      g_assert (sql != NULL);
      if (!_gx_connection_exec (self, g_bytes_get_data (sql, NULL), error))
        {
          _gx_connection_rollback (self);
          self->version = before;
          return FALSE;
        }
    }
  g_autofree char *mark = g_strdup_printf ("pragma user_version = %d", GX_BOOK_VERSION);
  if (!fold_what_waited (self, columns, error) || !_gx_connection_exec (self, mark, error)
      || !(is_new || check_climbed (self, error))
      || !_gx_connection_commit (self, error))
    {
      _gx_connection_rollback (self);
      self->version = before;
      return FALSE;
    }
  self->version = GX_BOOK_VERSION;
  return TRUE;
}

gboolean
_gx_schema_create (GxConnection *self, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("pragma application_id = %d", GX_BOOK_APPLICATION_ID);

  return _gx_connection_exec (self, mark, error) && climb (self, error);
}

gboolean
_gx_schema_upgrade (GxConnection *self, GError **error)
{
  if (self->version >= GX_BOOK_VERSION)
    return TRUE;
  if (!gx_backup_keep (self, "upgrade", NULL, error) || !climb (self, error))
    {
      gx_error_prefix (error, _("Could not bring the book up to date, and left it as it was"));
      return FALSE;
    }
  return TRUE;
}
