/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-settings.h"
#include "store/gx-last-book.h"

#include <gtk/gtk.h>

static GSettings *
open_settings (void)
{
  static GSettings *settings;
  static gboolean is_tried;

  if (!is_tried)
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema = source != NULL
        ? g_settings_schema_source_lookup (source, GX_APP_ID, TRUE) : NULL;
      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
      is_tried = TRUE;
    }
  return settings;
}

char *
gx_settings_get_last_book (void)
{
  GSettings *settings = open_settings ();

  return settings != NULL ? g_settings_get_string (settings, "last-book") : g_strdup ("");
}

void
gx_settings_set_last_book (const char *path)
{
  GSettings *settings = open_settings ();

  if (settings != NULL)
    g_settings_set_string (settings, "last-book", path);
  gx_last_book_set (path);
}

void
gx_settings_get_window (int *width, int *height, gboolean *is_maximized)
{
  GSettings *settings = open_settings ();

  *width = settings != NULL ? g_settings_get_int (settings, "window-width") : 1200;
  *height = settings != NULL ? g_settings_get_int (settings, "window-height") : 800;
  *is_maximized = settings != NULL && g_settings_get_boolean (settings, "is-maximized");
}

void
gx_settings_set_window (int width, int height, gboolean is_maximized)
{
  GSettings *settings = open_settings ();

  if (settings == NULL)
    return;
  g_settings_set_boolean (settings, "is-maximized", is_maximized);
  if (is_maximized)
    return;
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
}

char *
gx_settings_get_layout (void)
{
  GSettings *settings = open_settings ();

  return settings != NULL ? g_settings_get_string (settings, "customers-layout") : g_strdup ("");
}

void
gx_settings_set_layout (const char *layout)
{
  GSettings *settings = open_settings ();

  if (settings != NULL)
    g_settings_set_string (settings, "customers-layout", layout != NULL ? layout : "");
}

gboolean
gx_settings_get_facets (void)
{
  GSettings *settings = open_settings ();

  return settings != NULL && g_settings_get_boolean (settings, "customers-facets");
}

void
gx_settings_set_facets (gboolean are_wanted)
{
  GSettings *settings = open_settings ();

  if (settings != NULL)
    g_settings_set_boolean (settings, "customers-facets", are_wanted);
}

char *
gx_settings_get_export_columns (void)
{
  GSettings *settings = open_settings ();

  return settings != NULL ? g_settings_get_string (settings, "export-columns") : g_strdup ("");
}

void
gx_settings_set_export_columns (const char *columns)
{
  GSettings *settings = open_settings ();

  if (settings != NULL)
    g_settings_set_string (settings, "export-columns", columns);
}

gint64
gx_settings_get_last_segment (void)
{
  GSettings *settings = open_settings ();

  return settings != NULL ? g_settings_get_int64 (settings, "last-segment") : 0;
}

void
gx_settings_set_last_segment (gint64 id)
{
  GSettings *settings = open_settings ();

  if (settings != NULL)
    g_settings_set_int64 (settings, "last-segment", id);
}

gboolean
gx_settings_get_reminds (void)
{
  GSettings *settings = open_settings ();

  return settings == NULL || g_settings_get_boolean (settings, "reminds");
}

int
gx_settings_get_reminder_hour (void)
{
  GSettings *settings = open_settings ();

  return settings != NULL ? g_settings_get_int (settings, "reminder-hour") : 9;
}

void
gx_settings_bind (const char *key, gpointer object, const char *property)
{
  GSettings *settings = open_settings ();

  if (settings != NULL)
    g_settings_bind (settings, key, object, property, G_SETTINGS_BIND_DEFAULT);
  else
    gtk_widget_set_sensitive (GTK_WIDGET (object), FALSE);
}
