/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/gx-place-private.h"

/*
 * What sync programs leave in the topmost folder they look after, and how they call it in a home folder where
 * nobody says otherwise. From their manuals and sources:
 *
 *   Syncthing      .stfolder, the "folder marker" (docs.syncthing.net, Folder Configuration, markerName)
 *   Nextcloud      .sync_<hash>.db, before 2.6 ._sync_<hash>.db: the client's journal (SyncJournalDb)
 *   ownCloud       the same, and .owncloudsync.log in older ones
 *   Dropbox        .dropbox, a file ("~/.dropbox" is a folder: its settings), .dropbox.cache
 *   Resilio Sync   .sync with ID or IgnoreList in it
 *   Seafile        .seafile-data beside the libraries
 *   Synology Drive .SynologyWorkingDirectory
 *   MEGA           .megaignore (5.0 and later)
 *   Tresorit       .tresorit
 *   OneDrive       ~/OneDrive: abraunegg's client leaves no mark; "OneDrive - Firm" where Microsoft's syncs
 *                  the folder of a Windows disk
 *   坚果云         "Nutstore Files", "我的坚果云": no mark is documented
 *   百度网盘       BaiduSyncdisk (同步空间), before 2022 BaiduNetdiskWorkspace (工作空间): no mark either
 */

typedef struct {
  const char *mark;         /* a path in the folder; with * at its end: any name that begins so */
  GFileTest test;
  const char *shown;
} Mark;

static const Mark marks[] = {
  { ".stfolder", G_FILE_TEST_EXISTS, "Syncthing" },
  { ".sync_*", G_FILE_TEST_IS_REGULAR, "Nextcloud" },
  { "._sync_*", G_FILE_TEST_IS_REGULAR, "Nextcloud" },
  { ".nextcloudsync.log", G_FILE_TEST_IS_REGULAR, "Nextcloud" },
  { ".owncloudsync.log", G_FILE_TEST_IS_REGULAR, "ownCloud" },
  { ".dropbox", G_FILE_TEST_IS_REGULAR, "Dropbox" },
  { ".dropbox.cache", G_FILE_TEST_IS_DIR, "Dropbox" },
  { ".sync/ID", G_FILE_TEST_EXISTS, "Resilio Sync" },
  { ".sync/IgnoreList", G_FILE_TEST_EXISTS, "Resilio Sync" },
  { ".seafile-data", G_FILE_TEST_IS_DIR, "Seafile" },
  { ".SynologyWorkingDirectory", G_FILE_TEST_EXISTS, "Synology Drive" },
  { ".megaignore", G_FILE_TEST_IS_REGULAR, "MEGA" },
  { ".tresorit", G_FILE_TEST_EXISTS, "Tresorit" },
};

typedef struct {
  const char *name;         /* with * at its end: any that begins so */
  gboolean is_anywhere;     /* else in the home folder only: others may call a folder so */
  const char *shown;
} Name;

static const Name names[] = {
  { "Dropbox", FALSE, "Dropbox" }, { "Dropbox (*", FALSE, "Dropbox" },
  { "Nextcloud", FALSE, "Nextcloud" }, { "ownCloud", FALSE, "ownCloud" },
  { "OneDrive", FALSE, "OneDrive" }, { "OneDrive - *", TRUE, "OneDrive" },
  { "Seafile", FALSE, "Seafile" }, { "Insync", FALSE, "Insync" }, { "MEGA", FALSE, "MEGA" },
  { "MEGAsync", FALSE, "MEGA" }, { "SynologyDrive", FALSE, "Synology Drive" },
  { "Resilio Sync", FALSE, "Resilio Sync" }, { "Yandex.Disk", FALSE, "Yandex.Disk" },
  { "Nutstore", FALSE, N_("Nutstore") }, { "Nutstore Files", TRUE, N_("Nutstore") },
  { "我的坚果云", TRUE, N_("Nutstore") }, { "坚果云", TRUE, N_("Nutstore") },
  { "BaiduSyncdisk", TRUE, N_("Baidu Netdisk") }, { "BaiduNetdiskWorkspace", TRUE, N_("Baidu Netdisk") },
  { "百度云同步盘", TRUE, N_("Baidu Netdisk") },
};

static gboolean
matches (const char *name, const char *pattern)
{
  gsize length = strcspn (pattern, "*");

  return pattern[length] == '*' ? strncmp (name, pattern, length) == 0 : g_str_equal (name, pattern);
}

static gboolean
has_name_like (const char *folder, const Mark *mark)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (matches (name, mark->mark) && g_file_test (path, mark->test))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_mark (const char *folder, const Mark *mark)
{
  g_autofree char *path = g_build_filename (folder, mark->mark, NULL);

  return strchr (mark->mark, '*') != NULL ? has_name_like (folder, mark) : g_file_test (path, mark->test);
}

static const char *
name_marked (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (has_mark (folder, &marks[i]))
      return marks[i].shown;
  return NULL;
}

static const char *
name_named (const char *folder)
{
  g_autofree char *base = g_path_get_basename (folder);
  g_autofree char *parent = g_path_get_dirname (folder);
  gboolean is_in_home = g_str_equal (parent, g_get_home_dir ());

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((names[i].is_anywhere || is_in_home) && matches (base, names[i].name))
      return names[i].shown;
  return NULL;
}

gboolean
_gx_place_is_synced (const char *folder, char **what)
{
  g_autofree char *at = g_strdup (folder);

  while (!g_str_equal (at, "/") && !g_str_equal (at, "."))
    {
      const char *shown = name_marked (at);
      char *parent;

      if (shown == NULL)
        shown = name_named (at);
      if (shown != NULL)
        {
          _gx_place_tell (what, _(shown));
          return TRUE;
        }
      parent = g_path_get_dirname (at);
      g_free (at);
      at = parent;
    }
  return FALSE;
}
