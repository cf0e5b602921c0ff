/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-window-private.h"
#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "base/gx-money.h"
#include "criteria/gx-layout.h"
#include "interchange/gx-export-record.h"
#include "pages/gx-customers-page.h"
#include "pages/gx-import-dialog.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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
  if (g_str_has_suffix (path, GX_BOOK_SUFFIX))
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

/* -- The list of customers as a file */

typedef struct {
  GxWindow *window;
  GxExport *export;
} Task;

static void
free_task (gpointer data)
{
  Task *task = data;

  g_clear_object (&task->window);
  g_clear_pointer (&task->export, gx_export_free);
  g_free (task);
}

static gpointer
write_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_export_write (((Task *) data)->export, book, cancellable, error));
}

static gpointer
settle_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (gx_export_settle (((Task *) data)->export, book, gx_actor_get_self (), error));
}

static gboolean
is_done (Task *task, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  if (gx_book_job_finish (GX_BOOK (source), result, &error) != NULL)
    return TRUE;
  gx_error_prefix (&error, _("Could not export the list"));
  gx_toast_show_error (GTK_WIDGET (task->window), error);
  free_task (task);
  return FALSE;
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Task *task = user_data;

  if (!is_done (task, source, result))
    return;
  g_autofree char *file = g_path_get_basename (task->export->path);
  g_autofree char *text = gx_export_sentence (task->export->kind, task->export->n_rows, file);
  gx_toast_show (GTK_WIDGET (task->window), text);
  free_task (task);
}

/* The list is read beside everything else; only the note of it waits for its turn to write. */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Task *task = user_data;
  GxBook *book = GX_BOOK (source);

  if (!is_done (task, source, result))
    return;
  if (gx_book_is_read_only (book))
    gx_book_read_async (book, settle_job, task, NULL, NULL, NULL, settled_cb, task);
  else
    gx_book_write_async (book, settle_job, task, NULL, NULL, NULL, settled_cb, task);
}

/* (transfer full) (nullable): what the list shows now; NULL: all. */
static GxIdList *
ref_listed (GxWindow *window)
{
  GxPage *page = gx_window_show_page (window, "customers");
  GxIdList *customers = gx_customers_page_get_ids (GX_CUSTOMERS_PAGE (page));

  return customers != NULL ? gx_id_list_ref (customers) : NULL;
}

/* (nullable): what the list asks, for the note of the export. */
static const char *
read_question (GxWindow *window)
{
  return gx_customers_page_get_question (GX_CUSTOMERS_PAGE (gx_window_show_page (window, "customers")));
}

/* -- Which fields */

enum { FIELDS_USUAL, FIELDS_OF_LIST, FIELDS_ALL };

/* What stands in a column of the list, as a field of a file. A class is of its day, and is not written. */
static const struct { const char *column, *field; } column_fields[] = {
  { "class", "tags" }, { "tags", "tags" }, { "last_contact", "last_contact" }, { "value", "value" },
  { "standing", "standing" }, { "city", "city" }, { "owner", "owner" }, { "source", "source" },
  { "phone", "phone" }, { "mail", "mail" }, { "last_order", "last_purchase" }, { "orders", "orders" },
  { "birthday", "birthday" },
};

static void
add_field (GPtrArray *fields, const char *field)
{
  if (!g_ptr_array_find_with_equal_func (fields, field, g_str_equal, NULL))
    g_ptr_array_add (fields, g_strdup (field));
}

static void
add_column (GPtrArray *fields, const char *column)
{
  for (gsize i = 0; i < G_N_ELEMENTS (column_fields); i++)
    if (g_str_equal (column_fields[i].column, column))
      add_field (fields, column_fields[i].field);
}

/* (transfer full): the columns as the list shows them, behind the name and the company that it always has. */
static char **
list_fields (GxWindow *window)
{
  GxPage *page = gx_window_show_page (window, "customers");
  g_autofree char *json = gx_customers_page_get_layout (GX_CUSTOMERS_PAGE (page));
  g_autoptr (GxLayout) layout = gx_layout_from_json (json);
  GPtrArray *fields = g_ptr_array_new ();

  add_field (fields, "name");
  add_field (fields, "company");
  for (guint i = 0; layout->columns != NULL && i < layout->columns->len; i++)
    add_column (fields, g_array_index (layout->columns, GxLayoutColumn, i).name);
  if (layout->columns == NULL) /* nobody has chosen any */
    for (guint i = 0; i < 4; i++)
      add_column (fields, column_fields[i].column);
  g_ptr_array_add (fields, NULL);
  return (char **) g_ptr_array_free (fields, FALSE);
}

/* (transfer full) (nullable): NULL: the usual ones; cards have theirs. */
static char **
choose_fields (GxWindow *window, const GxExport *export, int choice)
{
  if (choice == FIELDS_USUAL || g_strcmp0 (gx_export_format (export), "vcf") == 0)
    return NULL;
  return choice == FIELDS_ALL ? gx_export_fields (export->kind, NULL) : list_fields (window);
}

/* A name without an ending means a workbook. The list is asked now: when the file was asked for it may not
 * have been there yet, nor the segment it begins with. The dialog has asked about a file that is there. */
static void
export_chosen_cb (GFile *file, int choice, gpointer user_data)
{
  Task *asked = user_data;
  Task *task = NULL;
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *workbook = strchr (name, '.') != NULL ? NULL : g_strconcat (path, ".xlsx", NULL);

  if (asked->window->book == NULL)
    return;
  task = g_new0 (Task, 1);
  task->window = g_object_ref (asked->window);
  task->export = gx_export_new (GX_EXPORT_CUSTOMERS, workbook != NULL ? workbook : path);
  task->export->overwrites = workbook == NULL;
  task->export->customers = asked->export->customers != NULL ? gx_id_list_ref (asked->export->customers)
                            : ref_listed (asked->window);
  if (asked->export->customers == NULL)
    task->export->criteria = g_strdup (read_question (asked->window));
  task->export->fields = choose_fields (asked->window, task->export, choice);
  gx_book_read_async (task->window->book, write_job, task, NULL, NULL, NULL, written_cb, task);
}

/* @customers: (transfer full) (nullable): NULL: those of the list. */
static void
ask_where (GtkWidget *window, const char *title, GxIdList *customers)
{
  const char *choices[] = {
    [FIELDS_USUAL] = _("The usual ones"),
    [FIELDS_OF_LIST] = _("The columns of the list"),
    [FIELDS_ALL] = _("All fields"),
    NULL,
  };
  Task *task = g_new0 (Task, 1);
  g_autofree char *day = gx_day_to_iso (gx_clock_today ());
  /* Translators: the proposed name of a file; %s is a day such as 2026-11-21 */
  g_autofree char *name = g_strdup_printf (_("Customers %s.xlsx"), day);

  task->window = GX_WINDOW (g_object_ref (window));
  task->export = gx_export_new (GX_EXPORT_CUSTOMERS, name);
  task->export->customers = customers;
  gx_dialog_save_file_asking (window, title, name, _("Tables and cards"), "*.xlsx *.csv *.vcf *.json *.jsonl",
                              C_("export", "Fields:"), choices, export_chosen_cb, task, free_task);
}

void
gx_window_export_list_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_window_show_page (GX_WINDOW (widget), "customers");
  ask_where (widget, _("Export the list (.xlsx, .csv, .vcf or .json)"), NULL);
}

/* Those of these ids, in this order. */
void
gx_window_export_customers_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gsize n = 0;
  const gint64 *ids = g_variant_get_fixed_array (parameter, &n, sizeof (gint64));
  GxIdList *customers = gx_id_list_new ();

  for (gsize i = 0; i < n; i++)
    gx_id_list_append (customers, ids[i]);
  g_autofree char *count = gx_count_format ((gint64) n);
  /* Translators: %s is a number */
  g_autofree char *title = g_strdup_printf (ngettext ("Export %s customer (.xlsx, .csv, .vcf or .json)",
                                                      "Export %s customers (.xlsx, .csv, .vcf or .json)", n),
                                            count);
  ask_where (widget, title, customers);
}
