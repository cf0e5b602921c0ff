/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "base/gx-id.h"
#include "store/gx-connection-private.h"

/*
 * A book holds a random site id: its steps are this site's. A copied, moved, restored or rolled-back book
 * must not go on writing another book's series, so a small file outside the book remembers site, machine,
 * path and last step. Where it does not fit, the book draws a new site id before its first write.
 */

static char *
state_path (GxConnection *self)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->path, -1);

  return g_build_filename (g_get_user_state_dir (), "guanxi", "sites", name, NULL);
}

static char *
machine_id (void)
{
  g_autofree char *id = NULL;

  if (!g_file_get_contents ("/etc/machine-id", &id, NULL, NULL))
    return g_strdup (g_get_host_name ());
  return g_strdup (g_strstrip (id));
}

static gboolean
is_remembered (GxConnection *self, GxId site, gint64 hlc)
{
  g_autoptr (GKeyFile) state = g_key_file_new ();
  g_autofree char *path = state_path (self);
  g_autofree char *machine = machine_id ();
  g_autofree char *known_machine = NULL;

  if (!g_key_file_load_from_file (state, path, G_KEY_FILE_NONE, NULL))
    return FALSE;
  known_machine = g_key_file_get_string (state, "site", "machine", NULL);
  return g_key_file_get_int64 (state, "site", "id", NULL) == site
         && g_strcmp0 (known_machine, machine) == 0
         && g_key_file_get_int64 (state, "site", "hlc", NULL) <= hlc;
}

void
_gx_site_remember (GxConnection *self)
{
  g_autoptr (GKeyFile) state = g_key_file_new ();
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *machine = machine_id ();

  if (self->path == NULL || self->site == 0)
    return;
  path = state_path (self);
  folder = g_path_get_dirname (path);
  g_key_file_set_int64 (state, "site", "id", self->site);
  g_key_file_set_string (state, "site", "machine", machine);
  g_key_file_set_string (state, "site", "path", self->path);
  g_key_file_set_int64 (state, "site", "hlc", self->last_hlc);
  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_key_file_save_to_file (state, path, NULL);
}

static gboolean
read_series (GxConnection *self, GError **error)
{
  g_autoptr (GxStatement) query =
    gx_connection_query (self, "select seq, hash from journal_tx where site = ? order by seq desc limit 1",
                         "i", self->site);

  self->last_seq = 0;
  g_clear_pointer (&self->last_hash, g_bytes_unref);
  if (gx_statement_next (query))
    {
      sqlite3_stmt *stmt = _gx_statement_get (query);

      self->last_seq = gx_statement_int64 (query, 0);
      self->last_hash = g_bytes_new (sqlite3_column_blob (stmt, 1), sqlite3_column_bytes (stmt, 1));
    }
  return gx_statement_finish (query, error);
}

/* A seeded book, as those of the tests are, has the same sites each time, and each time it draws another. */
static GxId
draw_site (GxConnection *self)
{
  if (self->seed == 0)
    return gx_id_random_run (1);
  if (self->last_hlc == 0)
    return (GxId) self->seed;
  return gx_id_hash ("site", (GxId) self->seed, self->last_hlc) % (GX_ID_MAX - 1) + 1;
}

/* Every write begins here, inside its transaction: another process may have written since. */
gboolean
_gx_site_settle (GxConnection *self, GError **error)
{
  gint64 hlc = gx_connection_get_int64 (self, 0, NULL, "select max(hlc) from journal_tx", NULL);

  if (self->site != 0 && hlc == self->last_hlc)
    return TRUE;

  self->last_hlc = hlc;
  if (self->site == 0)
    {
      GxId site = gx_connection_get_int64 (self, 0, NULL, "select value from local_state where key = 'site'",
                                           NULL);

      if (site == 0 || (self->path != NULL && !is_remembered (self, site, hlc)))
        {
          site = draw_site (self);
          if (!gx_connection_run (self, error,
                                  "insert or replace into local_state (key, value) values ('site', ?)", "i",
                                  site)
              || !gx_connection_run (self, error, "insert or ignore into journal_seen"
                                     " select ?1, site, 1, max (seq) from journal_tx where site <> ?1"
                                     " group by site", "i", site))
            return FALSE;
        }
      self->site = site;
      _gx_site_remember (self);
    }
  return read_series (self, error);
}

gboolean
gx_connection_settle_site (GxConnection *self, gboolean anew, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (self) && self->step == NULL, FALSE);

  if (!_gx_connection_begin (self, error))
    return FALSE;
  if (anew)
    self->site = 0;
  if ((anew && !gx_connection_run (self, error, "delete from local_state where key = 'site'", NULL))
      || !_gx_site_settle (self, error))
    {
      _gx_connection_rollback (self);
      self->site = 0;
      return FALSE;
    }
  return _gx_connection_commit (self, error);
}
