/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-sale-bar.h"

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "pages/gx-customer-writes.h"
#include "trade/gx-products.h"
#include "widgets/gx-advice.h"
#include "widgets/gx-day-chooser.h"
#include "widgets/gx-entry.h"

#include <glib/gi18n-lib.h>

#define OFFERED 6

struct _GxSaleBar {
  AdwPreferencesRow parent_instance;

  GtkEntry *product, *quantity, *price;
  GxDayChooser *day;
  GtkRevealer *rest_revealer;   /* all but the product, once there is one */
  GtkPopover *offers;
  GtkListBox *offer_list;
  GxAdvice *advice;

  GxBook *book;
  GxId customer;
  GCancellable *asking;
  gboolean is_choosing;   /* the text is set by program */
};

G_DEFINE_FINAL_TYPE (GxSaleBar, gx_sale_bar, ADW_TYPE_PREFERENCES_ROW)

/* -- offers */

static gpointer
find_products_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_products_find (book, data, OFFERED, error);
}

static GtkWidget *
new_offer (const GxProduct *product)
{
  g_autofree char *price = product->unit_price_micro != 0
    ? gx_decimal_format (product->unit_price_micro) : g_strdup ("");
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (product->name != NULL ? product->name : product->code);
  GtkWidget *cost = gtk_label_new (price);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (cost, "gx-number");
  gtk_widget_add_css_class (cost, "gx-second");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), cost);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "gx-name", g_strdup (gtk_label_get_label (GTK_LABEL (name))),
                          g_free);
  g_object_set_data_full (G_OBJECT (row), "gx-price",
                          product->unit_price_micro != 0
                            ? gx_decimal_to_string (product->unit_price_micro) : NULL, g_free);
  return row;
}

static void
products_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxSaleBar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) products = gx_book_job_finish (GX_BOOK (source), result, &error);
  GtkListBoxRow *row = NULL;

  if (products == NULL || self->offers == NULL)
    return;
  while ((row = gtk_list_box_get_row_at_index (self->offer_list, 0)) != NULL)
    gtk_list_box_remove (self->offer_list, GTK_WIDGET (row));
  for (guint i = 0; i < products->len; i++)
    gtk_list_box_append (self->offer_list, new_offer (products->pdata[i]));
  if (products->len > 0 && gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    gtk_popover_popup (self->offers);
  else
    gtk_popover_popdown (self->offers);
}

static void
product_changed_cb (GxSaleBar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->product));

  gtk_revealer_set_reveal_child (self->rest_revealer, *text != '\0');
  gx_advice_set_begun (self->advice, *text != '\0');
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (*text == '\0' || self->is_choosing || self->book == NULL)
    {
      gtk_popover_popdown (self->offers);
      return;
    }
  self->asking = g_cancellable_new ();
  gx_book_read_async (self->book, find_products_job, g_strdup (text), g_free,
                      (GDestroyNotify) g_ptr_array_unref,
                      self->asking, products_found_cb, g_object_ref (self));
}

static void
offer_chosen_cb (GxSaleBar *self, GtkListBoxRow *row)
{
  const char *price = g_object_get_data (G_OBJECT (row), "gx-price");

  self->is_choosing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->product), g_object_get_data (G_OBJECT (row), "gx-name"));
  self->is_choosing = FALSE;
  if (price != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->price), price);
  gtk_popover_popdown (self->offers);
  gtk_widget_grab_focus (GTK_WIDGET (self->quantity));
}

/* -- selling */

static void
empty (GxSaleBar *self)
{
  gx_entry_empty (GTK_EDITABLE (self->product));
  gtk_editable_set_text (GTK_EDITABLE (self->quantity), "1");
  gx_entry_empty (GTK_EDITABLE (self->price));
  gtk_widget_remove_css_class (GTK_WIDGET (self->quantity), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->price), "error");
  gx_day_chooser_set_offset (self->day, 0);
}

static gboolean
read_number (GtkEntry *entry, gint64 *micro)
{
  gboolean is_number = gx_decimal_parse (gtk_editable_get_text (GTK_EDITABLE (entry)), micro);

  if (is_number)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
      gtk_widget_grab_focus (GTK_WIDGET (entry));
    }
  return is_number;
}

static void
sale_entered_cb (GxSaleBar *self)
{
  g_autofree char *product = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->product))));
  gint64 quantity_micro = 0, price_micro = 0;

  gtk_popover_popdown (self->offers);
  if (*product == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->product));
  if (*product == '\0' || !read_number (self->quantity, &quantity_micro)
      || !read_number (self->price, &price_micro))
    return;
  gx_write_sale (GTK_WIDGET (self), self->book, self->customer, product, quantity_micro, price_micro,
                 gx_day_chooser_get_day (self->day));
  empty (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->product));
}

static void
make_offers (GxSaleBar *self)
{
  self->offers = GTK_POPOVER (gtk_popover_new ());
  self->offer_list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->offer_list, GTK_SELECTION_NONE);
  gtk_popover_set_autohide (self->offers, FALSE);
  gtk_popover_set_has_arrow (self->offers, FALSE);
  gtk_popover_set_child (self->offers, GTK_WIDGET (self->offer_list));
  gtk_widget_set_halign (GTK_WIDGET (self->offers), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->offers), GTK_WIDGET (self->product));
  g_signal_connect_swapped (self->offer_list, "row-activated", G_CALLBACK (offer_chosen_cb), self);
}

static void
gx_sale_bar_dispose (GObject *object)
{
  GxSaleBar *self = GX_SALE_BAR (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->offers != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->offers));
  self->offers = NULL;
  g_clear_object (&self->book);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_SALE_BAR);
  G_OBJECT_CLASS (gx_sale_bar_parent_class)->dispose (object);
}

static void
gx_sale_bar_class_init (GxSaleBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_sale_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-sale-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GxSaleBar, product);
  gtk_widget_class_bind_template_child (widget_class, GxSaleBar, quantity);
  gtk_widget_class_bind_template_child (widget_class, GxSaleBar, price);
  gtk_widget_class_bind_template_child (widget_class, GxSaleBar, day);
  gtk_widget_class_bind_template_child (widget_class, GxSaleBar, rest_revealer);
  gtk_widget_class_bind_template_child (widget_class, GxSaleBar, advice);
  gtk_widget_class_bind_template_callback (widget_class, product_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sale_entered_cb);
  g_type_ensure (GX_TYPE_DAY_CHOOSER);
  g_type_ensure (GX_TYPE_ADVICE);
}

static void
gx_sale_bar_init (GxSaleBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_offers (self);
  gx_day_chooser_set_past (self->day);
  empty (self);
}

void
gx_sale_bar_show (GxSaleBar *self, GxBook *book, GxId customer)
{
  g_return_if_fail (GX_IS_SALE_BAR (self));

  if (self->customer == customer)
    return;
  g_set_object (&self->book, book);
  self->customer = customer;
  empty (self);
}

void
gx_sale_bar_tell (GxSaleBar *self, const char *advice)
{
  g_return_if_fail (GX_IS_SALE_BAR (self));

  gx_advice_set_text (self->advice, advice);
}
