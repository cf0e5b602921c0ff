/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-self.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "base/gx-id.h"

#define GROUP "self"

/* Names are interned: a thread may still read the one before. */
static struct {
  GxActor actor;
  const char *name;
  gboolean is_known;
} self;

static char *
find_file (void)
{
  return g_build_filename (g_get_user_state_dir (), "guanxi", "self", NULL);
}

/* GLib says "Unknown" of an account that has no real name. */
static gboolean
has_real_name (void)
{
  return *g_get_real_name () != '\0' && !g_str_equal (g_get_real_name (), "Unknown");
}

static const char *
get_account_name (void)
{
  return has_real_name () ? g_get_real_name () : g_get_user_name ();
}

static void
take (GxId id, const char *name)
{
  self.name = g_intern_string (name);
  self.actor.by_hand = TRUE;
  self.actor.author = id;
}

static void
read_self (void)
{
  g_autoptr (GKeyFile) state = g_key_file_new ();
  g_autofree char *file = find_file ();
  g_autofree char *name = NULL;
  GxId id = 0;

  if (g_key_file_load_from_file (state, file, G_KEY_FILE_NONE, NULL))
    {
      id = g_key_file_get_int64 (state, GROUP, "id", NULL);
      name = g_key_file_get_string (state, GROUP, "name", NULL);
    }
  self.is_known = id > 0 && name != NULL && *name != '\0';
  if (self.is_known)
    take (id, name);
  else
    take (gx_id_hash_text ("member", get_account_name ()), get_account_name ());
  self.is_known = self.is_known || has_real_name ();
}

static void
ensure_self (void)
{
  static gsize is_read = 0;

  if (g_once_init_enter (&is_read))
    {
      read_self ();
      g_once_init_leave (&is_read, 1);
    }
}

GxActor *
gx_actor_get_self (void)
{
  ensure_self ();
  return &self.actor;
}

GxId
gx_self_get_id (void)
{
  return gx_actor_get_self ()->author;
}

const char *
gx_self_get_name (void)
{
  ensure_self ();
  return self.name;
}

gboolean
gx_self_is_known (void)
{
  ensure_self ();
  return self.is_known;
}

gboolean
gx_self_is_meant (const char *text)
{
  return g_strcmp0 (text, GX_SELF_WORD) == 0;
}

gboolean
gx_self_become (GxId id, const char *name, GError **error)
{
  g_autoptr (GKeyFile) state = g_key_file_new ();
  g_autofree char *file = find_file ();
  g_autofree char *folder = g_path_get_dirname (file);

  g_return_val_if_fail (name != NULL && *name != '\0', FALSE);

  ensure_self ();
  if (id == 0)
    id = gx_id_random_run (1);
  g_key_file_set_int64 (state, GROUP, "id", id);
  g_key_file_set_string (state, GROUP, "name", name);
  if (g_mkdir_with_parents (folder, 0700) != 0 || !g_key_file_save_to_file (state, file, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, GX_ERROR, GX_ERROR_FAILED,
                     /* Translators: %s is a folder */
                     _("The folder “%s” cannot be written."), folder);
      gx_error_prefix (error, _("Could not remember who you are"));
      return FALSE;
    }
  take (id, name);
  self.is_known = TRUE;
  return TRUE;
}
