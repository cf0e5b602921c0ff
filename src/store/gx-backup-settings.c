/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-backup-settings.h"

#define MEGABYTE G_GINT64_CONSTANT (1000000)
#define USUAL_LIMIT_MB 2000
#define SECOND "backup-second-place"

static GSettings *
open_settings (void)
{
  static GSettings *settings = NULL;
  static gsize is_tried = 0;

  if (g_once_init_enter (&is_tried))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema = source != NULL
        ? g_settings_schema_source_lookup (source, GX_APP_ID, TRUE) : NULL;

      if (schema != NULL && g_settings_schema_has_key (schema, SECOND))
        settings = g_settings_new_full (schema, NULL, NULL);
      g_once_init_leave (&is_tried, 1);
    }
  return settings;
}

gint64
gx_backup_settings_get_limit (void)
{
  GSettings *settings = open_settings ();

  return MEGABYTE * (settings != NULL ? g_settings_get_int (settings, GX_BACKUP_LIMIT) : USUAL_LIMIT_MB);
}

void
gx_backup_settings_set_limit (gint64 bytes)
{
  GSettings *settings = open_settings ();

  if (settings != NULL)
    g_settings_set_int (settings, GX_BACKUP_LIMIT, (int) (bytes / MEGABYTE));
}

char *
gx_backup_settings_get_second (void)
{
  GSettings *settings = open_settings ();
  g_autofree char *folder = settings != NULL ? g_settings_get_string (settings, SECOND) : NULL;

  return folder != NULL && folder[0] != '\0' ? g_steal_pointer (&folder) : NULL;
}

void
gx_backup_settings_set_second (const char *folder)
{
  GSettings *settings = open_settings ();

  if (settings != NULL)
    g_settings_set_string (settings, SECOND, folder != NULL ? folder : "");
}
