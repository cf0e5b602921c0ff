/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-list-export.h"

#include "base/gx-id-list.h"
#include "base/gx-money.h"
#include "interchange/gx-export.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GtkWidget *widget;
  GxBook *book;
  GxIdList *ids;
  char *path;
} Export;

static void
free_export (gpointer data)
{
  Export *self = data;

  g_clear_object (&self->widget);
  g_clear_object (&self->book);
  g_clear_pointer (&self->ids, gx_id_list_unref);
  g_free (self->path);
  g_free (self);
}

static Export *
new_export (GtkWidget *widget, GxBook *book, GxIdList *ids)
{
  Export *self = g_new0 (Export, 1);

  self->widget = g_object_ref (widget);
  self->book = g_object_ref (book);
  self->ids = ids != NULL ? gx_id_list_ref (ids) : NULL;
  return self;
}

static gpointer
export_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *self = data;
  gint64 n_rows = 0;

  return gx_export_run (book, GX_EXPORT_CUSTOMERS, self->ids, NULL, self->path, cancellable, &n_rows, error)
    ? g_memdup2 (&n_rows, sizeof n_rows) : NULL;
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n_rows = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (n_rows == NULL)
    {
      gx_toast_show_error (widget, error);
      return;
    }
  g_autofree char *count = gx_count_format (*n_rows);
  /* Translators: %s is a number */
  g_autofree char *text = g_strdup_printf (ngettext ("%s customer written to the file",
                                                     "%s customers written to the file",
                                                     (gulong) *n_rows), count);
  gx_toast_show (widget, text);
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  Export *asked = user_data;
  Export *job = new_export (asked->widget, asked->book, asked->ids);

  job->path = g_file_get_path (file);
  /* The job is freed by the reader's thread: no widget in it. */
  GtkWidget *widget = g_steal_pointer (&job->widget);
  gx_book_read_async (asked->book, export_job, job, free_export, g_free, NULL, exported_cb, widget);
}

void
gx_list_export (GtkWidget *widget, GxBook *book, GxIdList *ids)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && GX_IS_BOOK (book));

  /* Translators: the proposed file name of an exported list; .xlsx and .json are possible, too */
  gx_dialog_save_file (widget, _("Export this list"), _("Customers.csv"), file_chosen_cb,
                       new_export (widget, book, ids), free_export);
}
