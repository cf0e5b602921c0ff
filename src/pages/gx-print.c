/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-print.h"

#include "widgets/gx-toast.h"

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, GxPaper *paper)
{
  PangoContext *pango = gtk_print_context_create_pango_context (context);
  guint n_pages = gx_paper_lay_out (paper, pango, gtk_print_context_get_width (context),
                                    gtk_print_context_get_height (context));

  gtk_print_operation_set_n_pages (operation, (int) n_pages);
  g_object_unref (pango);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, GxPaper *paper)
{
  PangoContext *pango = gtk_print_context_create_pango_context (context);

  gx_paper_draw (paper, gtk_print_context_get_cairo_context (context), pango, (guint) page);
  g_object_unref (pango);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, GtkWidget *parent)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  gx_toast_show_error (parent, error);
}

void
gx_print (GtkWidget *parent, GxPaper *paper, const char *job_name)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_job_name (operation, job_name);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "gx-paper", paper, (GDestroyNotify) gx_paper_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), paper);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), paper);
  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), parent, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_WINDOW (gtk_widget_get_root (parent)), &error);
  if (error != NULL)
    gx_toast_show_error (parent, error);
}
