/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-shell-search.h"

#include "base/gx-id-list.h"
#include "customers/gx-customers.h"
#include "search/gx-search.h"
#include "store/gx-book.h"
#include "store/gx-last-book.h"

#include <glib/gi18n-lib.h>

#define BUS_NAME GX_APP_ID ".SearchProvider"
#define OBJECT_PATH "/org/guanxi/Guanxi/SearchProvider"
#define IDLE_S 30
#define MOST_RESULTS 20

struct _GxShellSearch {
  GApplication parent_instance;

  GDBusNodeInfo *interfaces;
  GSettings *settings;     /* NULL: the schema is not installed, so nobody can have turned it on */
  guint object;
  GxBook *book;            /* NULL: not opened yet */
  char *path;              /* of @book */
  char *words;             /* asked for last: tells why a customer was found */
  GPtrArray *waiting;      /* of Asked: until the book is open; NULL: it is not being opened */
};

G_DEFINE_FINAL_TYPE (GxShellSearch, gx_shell_search, G_TYPE_APPLICATION)

static const char interface_xml[] =
  "<node><interface name='org.gnome.Shell.SearchProvider2'>"
  "<method name='GetInitialResultSet'><arg type='as' direction='in'/>"
  "<arg type='as' direction='out'/></method>"
  "<method name='GetSubsearchResultSet'><arg type='as' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='as' direction='out'/></method>"
  "<method name='GetResultMetas'><arg type='as' direction='in'/><arg type='aa{sv}' direction='out'/></method>"
  "<method name='ActivateResult'><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='u' direction='in'/></method>"
  "<method name='LaunchSearch'><arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
  "</interface></node>";

/* -- A question of the shell, on its way */

typedef struct {
  GxShellSearch *self;
  GDBusMethodInvocation *invocation;
  GxJobFunc job;
  char *words;
  GArray *ids;             /* of GxId; NULL: it asks who fits */
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_application_release (G_APPLICATION (asked->self));
  g_object_unref (asked->self);
  g_free (asked->words);
  g_clear_pointer (&asked->ids, g_array_unref);
  g_free (asked);
}

/* The program stays as long as there is one. */
static Asked *
new_asked (GxShellSearch *self, GDBusMethodInvocation *invocation, GxJobFunc job)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->self = g_object_ref (self);
  asked->invocation = invocation;
  asked->job = job;
  asked->words = g_strdup (self->words != NULL ? self->words : "");
  g_application_hold (G_APPLICATION (self));
  return asked;
}

static void
answer_nothing (Asked *asked)
{
  g_dbus_method_invocation_return_value (asked->invocation, asked->ids != NULL
    ? g_variant_new ("(aa{sv})", NULL) : g_variant_new ("(as)", NULL));
  free_asked (asked);
}

/* -- In the book's thread: what comes back is an answer's whole value. */

static gpointer
find_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asked *asked = data;
  g_autoptr (GxSearchResult) found = gx_search_find (book, asked->words, MOST_RESULTS, cancellable, error);
  GVariantBuilder ids;

  if (found == NULL)
    return NULL;
  g_variant_builder_init (&ids, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < gx_id_list_length (found->ids); i++)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, gx_id_list_get (found->ids, i));
      g_variant_builder_add (&ids, "s", id);
    }
  return g_variant_ref_sink (g_variant_new ("(as)", &ids));
}

static void
add_meta (GVariantBuilder *metas, GxConnection *book, const GxCustomerRow *row, const char *words)
{
  g_autoptr (GxSearchReason) reason = gx_search_explain (book, words, row->id);
  const char *detail = reason != NULL ? reason->text : row->company;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);

  g_variant_builder_open (metas, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (id));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (row->shown_name));
  if (detail != NULL)
    g_variant_builder_add (metas, "{sv}", "description", g_variant_new_string (detail));
  g_variant_builder_close (metas);
}

static gpointer
describe_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Asked *asked = data;
  g_autoptr (GPtrArray) rows = gx_customers_rows (book, (const GxId *) asked->ids->data, asked->ids->len,
                                                  NULL,
                                                  error);
  GVariantBuilder metas;

  if (rows == NULL)
    return NULL;
  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < rows->len; i++)
    if (!((const GxCustomerRow *) rows->pdata[i])->is_missing)
      add_meta (&metas, book, rows->pdata[i], asked->words);
  return g_variant_ref_sink (g_variant_new ("(aa{sv})", &metas));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (answer == NULL)
    {
      answer_nothing (asked);
      return;
    }
  g_dbus_method_invocation_return_value (asked->invocation, answer);
  free_asked (asked);
}

static void
ask_book (Asked *asked)
{
  gx_book_find_async (asked->self->book, asked->job, asked, NULL, (GDestroyNotify) g_variant_unref, NULL,
                      answered_cb, asked);
}

/* -- The book: the one open last, kept open while questions come */

static void
book_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GxShellSearch *self = user_data;
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);
  g_autoptr (GError) error = NULL;

  self->book = gx_book_open_finish (result, &error);
  if (self->book == NULL)
    g_message ("%s", error->message);
  for (guint i = 0; i < waiting->len; i++)
    if (self->book != NULL)
      ask_book (waiting->pdata[i]);
    else
      answer_nothing (waiting->pdata[i]);
  g_object_unref (self);
}

static void
close_book (GxShellSearch *self)
{
  if (self->book != NULL)
    gx_book_close (self->book);
  g_clear_object (&self->book);
  g_clear_pointer (&self->path, g_free);
}

static gboolean
may_answer (GxShellSearch *self)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, "shows-in-search");
}

static void
ask (Asked *asked)
{
  GxShellSearch *self = asked->self;
  g_autofree char *path = may_answer (self) ? gx_last_book_get () : NULL;

  if (self->waiting == NULL && g_strcmp0 (self->path, path) != 0)
    close_book (self);
  if (path == NULL)
    answer_nothing (asked);
  else if (self->book != NULL)
    ask_book (asked);
  else if (self->waiting != NULL)
    g_ptr_array_add (self->waiting, asked);
  else
    {
      self->path = g_strdup (path);
      self->waiting = g_ptr_array_new ();
      g_ptr_array_add (self->waiting, asked);
      gx_book_open_async (path, GX_OPEN_READ, FALSE, NULL, book_opened_cb, g_object_ref (self));
    }
}

/* -- What the window is told */

static void
tell_window (GxShellSearch *self, const char *action, GVariant *target, guint32 timestamp)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self));
  g_autofree char *startup = g_strdup_printf ("_TIME%u", timestamp);
  GVariantBuilder targets, platform;

  g_variant_builder_init (&targets, G_VARIANT_TYPE ("av"));
  g_variant_builder_add (&targets, "v", target);
  g_variant_builder_init (&platform, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (&platform, "{sv}", "desktop-startup-id", g_variant_new_string (startup));
  g_dbus_connection_call (bus, GX_APP_ID, "/org/guanxi/Guanxi", "org.freedesktop.Application",
                          "ActivateAction",
                          g_variant_new ("(sava{sv})", action, &targets, &platform), NULL,
                            G_DBUS_CALL_FLAGS_NONE,
                          -1, NULL, NULL, NULL);
}

/* -- The interface */

static void
find (GxShellSearch *self, GVariant *terms, GDBusMethodInvocation *invocation)
{
  g_autofree const char **words = g_variant_get_strv (terms, NULL);

  g_free (self->words);
  self->words = g_strjoinv (" ", (char **) words);
  ask (new_asked (self, invocation, find_job));
}

static void
describe (GxShellSearch *self, GVariant *results, GDBusMethodInvocation *invocation)
{
  Asked *asked = new_asked (self, invocation, describe_job);
  g_autofree const char **ids = g_variant_get_strv (results, NULL);

  asked->ids = g_array_new (FALSE, FALSE, sizeof (GxId));
  for (guint i = 0; ids[i] != NULL && i < MOST_RESULTS; i++)
    {
      GxId id = g_ascii_strtoll (ids[i], NULL, 10);
      g_array_append_val (asked->ids, id);
    }
  ask (asked);
}

static void
method_called_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                  const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
                    gpointer user_data)
{
  GxShellSearch *self = user_data;
  gboolean is_launch = g_str_equal (method, "LaunchSearch");
  g_autoptr (GVariant) first = g_variant_get_child_value (parameters, 0);
  g_autoptr (GVariant) last = g_variant_get_child_value (parameters, g_variant_n_children (parameters) - 1);

  if (g_str_has_suffix (method, "ResultSet"))
    find (self, last, invocation);
  else if (g_str_equal (method, "GetResultMetas"))
    describe (self, first, invocation);
  else
    {
      g_autofree const char **words = is_launch ? g_variant_get_strv (first, NULL) : NULL;
      g_autofree char *typed = is_launch ? g_strjoinv (" ", (char **) words) : NULL;
      GVariant *target = is_launch
        ? g_variant_new_string (typed)
        : g_variant_new_int64 (g_ascii_strtoll (g_variant_get_string (first, NULL), NULL, 10));

      tell_window (self, is_launch ? "search-customers" : "show-customer", target,
                   g_variant_get_uint32 (last));
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static gboolean
gx_shell_search_dbus_register (GApplication *app, GDBusConnection *bus, const char *path, GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_called_cb };
  GxShellSearch *self = GX_SHELL_SEARCH (app);

  self->object = g_dbus_connection_register_object (bus, OBJECT_PATH, self->interfaces->interfaces[0],
                                                    &vtable,
                                                    self, NULL, error);
  return self->object != 0
         && G_APPLICATION_CLASS (gx_shell_search_parent_class)->dbus_register (app, bus, path, error);
}

static void
gx_shell_search_dbus_unregister (GApplication *app, GDBusConnection *bus, const char *path)
{
  GxShellSearch *self = GX_SHELL_SEARCH (app);

  if (self->object != 0)
    g_dbus_connection_unregister_object (bus, self->object);
  self->object = 0;
  G_APPLICATION_CLASS (gx_shell_search_parent_class)->dbus_unregister (app, bus, path);
}

static void
gx_shell_search_activate (GApplication *app)
{
  /* Started by hand: there is nothing to see. */
}

static int
gx_shell_search_handle_local_options (GApplication *app, GVariantDict *options)
{
  int idle_s = IDLE_S;

  g_variant_dict_lookup (options, "idle", "i", &idle_s);
  g_application_set_inactivity_timeout (app, 1000 * MAX (idle_s, 1));
  return -1;
}

static void
gx_shell_search_shutdown (GApplication *app)
{
  close_book (GX_SHELL_SEARCH (app));
  G_APPLICATION_CLASS (gx_shell_search_parent_class)->shutdown (app);
}

static void
gx_shell_search_finalize (GObject *object)
{
  GxShellSearch *self = GX_SHELL_SEARCH (object);

  g_dbus_node_info_unref (self->interfaces);
  g_clear_object (&self->settings);
  g_free (self->words);
  g_free (self->path);
  G_OBJECT_CLASS (gx_shell_search_parent_class)->finalize (object);
}

static void
gx_shell_search_class_init (GxShellSearchClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gx_shell_search_finalize;
  app_class->activate = gx_shell_search_activate;
  app_class->dbus_register = gx_shell_search_dbus_register;
  app_class->dbus_unregister = gx_shell_search_dbus_unregister;
  app_class->handle_local_options = gx_shell_search_handle_local_options;
  app_class->shutdown = gx_shell_search_shutdown;
}

static void
gx_shell_search_init (GxShellSearch *self)
{
  static const GOptionEntry options[] = {
    { "idle", 0, 0, G_OPTION_ARG_INT, NULL, N_("End after so many seconds without a question"),
      N_("SECONDS") },
    { NULL },
  };
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL
    ? g_settings_schema_source_lookup (source, GX_APP_ID, TRUE)
                                                      : NULL;

  self->interfaces = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  if (schema != NULL)
    self->settings = g_settings_new_full (schema, NULL, NULL);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

GxShellSearch *
gx_shell_search_new (void)
{
  return g_object_new (GX_TYPE_SHELL_SEARCH,
                       "application-id", BUS_NAME,
                       "flags", G_APPLICATION_IS_SERVICE,
                       NULL);
}
