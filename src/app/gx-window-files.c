/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-settings.h"
#include "app/gx-window-private.h"
#include "base/gx-id-list.h"
#include "pages/gx-customers-page.h"
#include "pages/gx-export-dialog.h"
#include "pages/gx-import-dialog.h"
#include "team/gx-team-book.h"

void
gx_window_import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (gx_import_dialog_new (GTK_WINDOW (widget), GX_WINDOW (widget)->book)));
}

void
gx_window_import_file_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDialog *dialog = gx_import_dialog_new (GTK_WINDOW (widget), GX_WINDOW (widget)->book);

  gtk_window_present (GTK_WINDOW (dialog));
  gx_import_dialog_open (dialog, g_variant_get_string (parameter, NULL));
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxWindow) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  GxImportDialog *dialog = NULL;

  if (self->book == NULL || text == NULL || !gx_import_dialog_is_table (text))
    return;
  dialog = gx_import_dialog_new (GTK_WINDOW (self), self->book);
  gtk_window_present (GTK_WINDOW (dialog));
  gx_import_dialog_open_text (dialog, text);
}

/* Where no text field has the focus: a table is brought in, anything else is not meant for us. */
void
gx_window_paste_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, pasted_cb, g_object_ref (widget));
}

/* A book is opened, everything else is brought in; one at a time. */
static gboolean
file_dropped_cb (GxWindow *self, const GValue *value)
{
  GdkFileList *list = g_value_get_boxed (value);
  g_autoptr (GSList) files = list != NULL ? gdk_file_list_get_files (list) : NULL;
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  if (path == NULL)
    return FALSE;
  if (g_str_has_suffix (path, GX_BOOK_SUFFIX) || g_str_has_suffix (path, GX_TEAM_BOOK_SUFFIX))
    gx_window_open (self, path, GX_OPEN_WRITE, FALSE);
  else if (self->book != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.import-file", "s", path);
  return TRUE;
}

void
gx_window_take_drops (GxWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (drop, "drop", G_CALLBACK (file_dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/* -- Out of the book */

static void
keep_columns_cb (GObject *dialog)
{
  g_autofree char *columns = NULL;

  g_object_get (dialog, "remembered", &columns, NULL);
  gx_settings_set_export_columns (columns);
}

/* @list, @customers: (nullable): what is taken, and those of the list */
static void
show_export (GxWindow *self, GxCustomersPage *list, GxIdList *customers, GxExportKind kind)
{
  GxExportDialog *dialog = gx_export_dialog_new (GTK_WINDOW (self), self->book, list, customers);

  g_autofree char *columns = gx_settings_get_export_columns ();

  g_object_set (dialog, "remembered", columns, NULL);
  g_signal_connect (dialog, "notify::remembered", G_CALLBACK (keep_columns_cb), NULL);
  gx_export_dialog_show_kind (dialog, kind);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* @customers: (nullable): those of the list */
static void
export_customers (GxWindow *self, GxIdList *customers)
{
  GxPage *page = gx_window_show_page (self, "customers");

  show_export (self, GX_CUSTOMERS_PAGE (page), customers, GX_EXPORT_CUSTOMERS);
}

void
gx_window_export_list_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  export_customers (GX_WINDOW (widget), NULL);
}

void
gx_window_export_book_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_export (GX_WINDOW (widget), NULL, NULL, GX_EXPORT_BOOK);
}

/* Those of these ids, in this order. */
void
gx_window_export_customers_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gsize n = 0;
  const gint64 *ids = g_variant_get_fixed_array (parameter, &n, sizeof (gint64));
  g_autoptr (GxIdList) customers = gx_id_list_new ();

  for (gsize i = 0; i < n; i++)
    gx_id_list_append (customers, ids[i]);
  export_customers (GX_WINDOW (widget), customers);
}
