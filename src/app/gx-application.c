/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-application.h"

#include "app/gx-about.h"
#include "app/gx-commands.h"
#include "app/gx-settings.h"
#include "app/gx-window.h"
#include "interchange/gx-house.h"
#include "team/gx-team-share.h"
#include "widgets/gx-tooltips.h"
#include "widgets/gx-widgets.h"

#include <glib/gi18n-lib.h>

struct _GxApplication {
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (GxApplication, gx_application, ADW_TYPE_APPLICATION)

static GxWindow *
find_window_of (GxApplication *self, const char *path)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL; item = item->next)
    if (GX_IS_WINDOW (item->data) && g_strcmp0 (gx_window_get_path (item->data), path) == 0)
      return item->data;
  return NULL;
}

/* The welcome's own window becomes the book's. */
static GxWindow *
find_or_make_window (GxApplication *self, const char *path)
{
  GxWindow *window = find_window_of (self, path);

  if (window == NULL)
    window = find_window_of (self, NULL);
  return window != NULL ? window : gx_window_new (GTK_APPLICATION (self));
}

/* A team book is known by its replica, where there is one. */
static void
open_path (GxApplication *self, const char *file)
{
  g_autofree char *replica = g_str_has_suffix (file, GX_TEAM_BOOK_SUFFIX)
    ? gx_team_find_replica (file) : NULL;
  const char *path = replica != NULL ? replica : file;
  GxWindow *window = find_or_make_window (self, path);

  if (g_strcmp0 (gx_window_get_path (window), path) != 0)
    gx_window_open (window, path, GX_OPEN_WRITE, FALSE);
  gx_window_present (window);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gx_about_show (gtk_application_get_active_window (user_data));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *app = user_data;

  /* Closing keeps a copy of each book; the program ends with its last window. */
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (app));
  for (GList *item = windows; item != NULL; item = item->next)
    gtk_window_close (item->data);
}

/* "app.show-customer" and "app.search-customers": the window's of the same name, in the book open last. */
static void
in_window_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GApplication *app = user_data;
  g_autofree char *name = g_strconcat ("win.", g_action_get_name (G_ACTION (action)), NULL);

  g_application_activate (app);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));
  if (GX_IS_WINDOW (window))
    gx_window_do_when_open (GX_WINDOW (window), name, parameter);
}

static void
gx_application_startup (GApplication *app)
{
  static const GActionEntry entries[] = {
    { "about", about_cb },
    { "quit", quit_cb },
    { "show-customer", in_window_cb, "x" },
    { "search-customers", in_window_cb, "s" },
  };

  G_APPLICATION_CLASS (gx_application_parent_class)->startup (app);
  gx_tooltips_mend ();
  gtk_window_set_default_icon_name (GX_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (app), entries, G_N_ELEMENTS (entries), app);
  gtk_application_set_accels_for_action (GTK_APPLICATION (app), "app.quit",
                                         (const char *[]) { gx_commands_find ("app.quit")->keys, NULL });
}

static void
gx_application_activate (GApplication *app)
{
  GxApplication *self = GX_APPLICATION (app);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));
  g_autofree char *last = gx_settings_get_last_book ();

  if (window != NULL)
    gtk_window_present (window);
  else if (*last != '\0' && g_file_test (last, G_FILE_TEST_EXISTS))
    open_path (self, last);
  else
    gtk_window_present (GTK_WINDOW (gx_window_new (GTK_APPLICATION (app))));
}

/* Into the book that is open, or was open last; only the last of several waits for it. */
static void
import_file (GApplication *app, const char *path)
{
  g_application_activate (app);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));
  if (GX_IS_WINDOW (window))
    gx_window_do_when_open (GX_WINDOW (window), "win.import-file", g_variant_new_string (path));
}

static gboolean
is_table (const char *path)
{
  static const char * const endings[] = { ".csv", ".tsv", ".txt", ".xlsx", ".vcf", ".xls" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

static void
gx_application_open (GApplication *app, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);
      g_autofree char *uri = path == NULL ? g_file_get_uri (files[i]) : NULL;
      if (path != NULL && is_table (path))
        import_file (app, path);
      else
        open_path (GX_APPLICATION (app), path != NULL ? path : uri);
    }
}

static int
gx_application_handle_local_options (GApplication *app, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("Guanxi %s\n", GX_VERSION);
  return 0;
}

static void
gx_application_class_init (GxApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  app_class->startup = gx_application_startup;
  app_class->activate = gx_application_activate;
  app_class->open = gx_application_open;
  app_class->handle_local_options = gx_application_handle_local_options;
}

static void
gx_application_init (GxApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
    { NULL },
  };

  gx_house_register ();
  gx_widgets_init ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[BOOK…]"));
}

GxApplication *
gx_application_new (void)
{
  return g_object_new (GX_TYPE_APPLICATION,
                       "application-id", GX_APP_ID,
                       "resource-base-path", "/org/guanxi/Guanxi",
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
