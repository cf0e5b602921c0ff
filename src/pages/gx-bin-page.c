/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-bin-page.h"

#include "base/gx-id-list.h"
#include "base/gx-money.h"
#include "customers/gx-customers.h"
#include "models/gx-customer-list.h"
#include "pages/gx-customer-writes.h"
#include "widgets/gx-customer-cell.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

struct _GxBinPage {
  GxPage parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkListView *view;

  GxLazyList *list;
};

G_DEFINE_FINAL_TYPE (GxBinPage, gx_bin_page, GX_TYPE_PAGE)

/* -- rows */

static void
row_changed_cb (GxLazyRow *row, GParamSpec *pspec, GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);

  gx_customer_cell_show_row (GX_CUSTOMER_CELL (gtk_widget_get_first_child (box)), gx_customer_list_row (row));
}

static void
restore_clicked_cb (GtkListItem *item, GtkButton *button)
{
  GxBinPage *self = GX_BIN_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (button), GX_TYPE_BIN_PAGE));
  GxLazyRow *row = gtk_list_item_get_item (item);

  gx_write_unbin (GTK_WIDGET (self), gx_page_get_book (GX_PAGE (self)), gx_lazy_row_get_id (row));
}

static void
item_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GxBinPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *cell = gx_customer_cell_new ();
  GtkWidget *restore = gtk_button_new_with_label (_("Restore"));

  gtk_widget_set_hexpand (cell, TRUE);
  gtk_widget_set_valign (restore, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (restore, !gx_book_is_read_only (gx_page_get_book (GX_PAGE (self))));
  g_signal_connect_swapped (restore, "clicked", G_CALLBACK (restore_clicked_cb), item);
  gtk_box_append (GTK_BOX (box), cell);
  gtk_box_append (GTK_BOX (box), restore);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
item_bound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GxBinPage *self)
{
  GxLazyRow *row = gtk_list_item_get_item (item);

  g_object_set_data (G_OBJECT (item), "gx-handler",
                     (gpointer) g_signal_connect (row, "notify::item", G_CALLBACK (row_changed_cb), item));
  row_changed_cb (row, NULL, item);
}

static void
item_unbound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GxBinPage *self)
{
  gulong handler = (gulong) g_object_steal_data (G_OBJECT (item), "gx-handler");

  if (handler != 0)
    g_signal_handler_disconnect (gtk_list_item_get_item (item), handler);
}

/* -- reading */

static gpointer
list_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_customers_bin_list (book, error);
}

static void
ids_came_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxBinPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxIdList) ids = gx_book_job_finish (GX_BOOK (source), result, &error);
  guint n = ids != NULL ? gx_id_list_length (ids) : 0;
  g_autofree char *count = gx_count_format (n);
  /* Translators: %s is a number */
  g_autofree char *text = g_strdup_printf (ngettext ("%s customer", "%s customers", n), count);

  if (self->list == NULL)
    return;
  gx_toast_show_error (GTK_WIDGET (self), error);
  gx_lazy_list_set_ids (self->list, ids);
  adw_window_title_set_subtitle (self->title, n > 0 ? text : "");
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
}

static void
read_list (GxPage *page)
{
  gx_book_read_async (gx_page_get_book (page), list_job, NULL, NULL, (GDestroyNotify) gx_id_list_unref, NULL,
                      ids_came_cb, g_object_ref (page));
}

static void
gx_bin_page_changed (GxPage *page, GxChange *change)
{
  read_list (page);
}

static void
gx_bin_page_constructed (GObject *object)
{
  GxBinPage *self = GX_BIN_PAGE (object);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  G_OBJECT_CLASS (gx_bin_page_parent_class)->constructed (object);
  self->list = gx_customer_list_new (gx_page_get_book (GX_PAGE (self)), NULL);
  g_signal_connect_object (factory, "setup", G_CALLBACK (item_setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (item_bound_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (item_unbound_cb), self, 0);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

static void
gx_bin_page_dispose (GObject *object)
{
  GxBinPage *self = GX_BIN_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_BIN_PAGE);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (gx_bin_page_parent_class)->dispose (object);
}

static void
gx_bin_page_class_init (GxBinPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = gx_bin_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = gx_bin_page_dispose;
  GX_PAGE_CLASS (klass)->shown = read_list;
  GX_PAGE_CLASS (klass)->changed = gx_bin_page_changed;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-bin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GxBinPage, title);
  gtk_widget_class_bind_template_child (widget_class, GxBinPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GxBinPage, view);
}

static void
gx_bin_page_init (GxBinPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
