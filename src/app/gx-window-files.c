/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-window-private.h"
#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "base/gx-money.h"
#include "interchange/gx-export.h"
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

/* -- The list of customers as a file */

typedef struct {
  GxWindow *window;
  GxIdList *customers;  /* as the list shows them; NULL: all */
  char *path;
  gint64 n_rows;
} Export;

static void
free_export (gpointer data)
{
  Export *export = data;

  g_clear_object (&export->window);
  g_clear_pointer (&export->customers, gx_id_list_unref);
  g_free (export->path);
  g_free (export);
}

static gpointer
export_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;

  return GINT_TO_POINTER (gx_export_run (book, GX_EXPORT_CUSTOMERS, export->customers, NULL, export->path,
                                         cancellable,
                                         &export->n_rows, error));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;

  if (gx_book_job_finish (GX_BOOK (source), result, &error) == NULL)
    {
      gx_error_prefix (&error, _("Could not export the list"));
      gx_toast_show_error (GTK_WIDGET (export->window), error);
    }
  else
    {
      g_autofree char *name = g_path_get_basename (export->path);
      g_autofree char *count = gx_count_format (export->n_rows);
      /* Translators: %1$s is a number, %2$s a file name */
      g_autofree char *text = g_strdup_printf (ngettext ("Exported %1$s customer: %2$s",
                                                         "Exported %1$s customers: %2$s", export->n_rows),
                                               count, name);
      gx_toast_show (GTK_WIDGET (export->window), text);
    }
  free_export (export);
}

/* (transfer full) (nullable): what the list shows now; NULL: all. */
static GxIdList *
ref_listed (GxWindow *window)
{
  GxPage *page = gx_window_show_page (window, "customers");
  GxIdList *customers = gx_customers_page_get_ids (GX_CUSTOMERS_PAGE (page));

  return customers != NULL ? gx_id_list_ref (customers) : NULL;
}

/* A name without an ending means a workbook. The list is asked now: when the file was asked for it may not have
 * been there yet, nor the segment it begins with. */
static void
export_chosen_cb (GFile *file, gpointer user_data)
{
  Export *asked = user_data;
  Export *export = g_new0 (Export, 1);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_path_get_basename (path);

  if (asked->window->book == NULL)
    {
      free_export (export);
      return;
    }
  export->window = g_object_ref (asked->window);
  export->customers = asked->customers != NULL ? gx_id_list_ref (asked->customers)
                      : ref_listed (asked->window);
  export->path = strchr (name, '.') != NULL ? g_strdup (path) : g_strconcat (path, ".xlsx", NULL);
  gx_book_read_async (export->window->book, export_job, export, NULL, NULL, NULL, exported_cb, export);
}

/* @customers: (transfer full) (nullable): NULL: those of the list. */
static void
ask_where (GtkWidget *window, const char *title, GxIdList *customers)
{
  Export *export = g_new0 (Export, 1);
  g_autofree char *day = gx_day_to_iso (gx_clock_today ());
  /* Translators: the proposed name of a file; %s is a day such as 2026-11-21 */
  g_autofree char *name = g_strdup_printf (_("Customers %s.xlsx"), day);

  export->window = GX_WINDOW (g_object_ref (window));
  export->customers = customers;
  gx_dialog_save_file (window, title, name, export_chosen_cb, export, free_export);
}

void
gx_window_export_list_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_window_show_page (GX_WINDOW (widget), "customers");
  ask_where (widget, _("Export the list (.xlsx or .csv)"), NULL);
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
  g_autofree char *title = g_strdup_printf (ngettext ("Export %s customer (.xlsx or .csv)",
                                                      "Export %s customers (.xlsx or .csv)", n), count);
  ask_where (widget, title, customers);
}
