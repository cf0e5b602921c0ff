/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-address-row.h"

#include "customers/gx-customer-field.h"
#include "pages/gx-customer-writes.h"
#include "pages/gx-met.h"
#include "widgets/gx-card.h"
#include "widgets/gx-fact-row.h"

#include <glib/gi18n-lib.h>

/* In the order of a form. */
static const struct { const char *field; size_t offset; } parts[] = {
  { "country", G_STRUCT_OFFSET (GxAddress, country) }, { "province", G_STRUCT_OFFSET (GxAddress, province) },
  { "city", G_STRUCT_OFFSET (GxAddress, city) }, { "district", G_STRUCT_OFFSET (GxAddress, district) },
  { "street", G_STRUCT_OFFSET (GxAddress, street) }, { "postcode", G_STRUCT_OFFSET (GxAddress, postcode) },
  { NULL, G_STRUCT_OFFSET (GxAddress, label) },
};

struct _GxAddressRow {
  AdwExpanderRow parent_instance;

  GtkWidget *copy, *make_primary;
  GxFactRow *facts[G_N_ELEMENTS (parts)];

  GxBook *book;
  gboolean can_write, is_lost;
  GxId customer;
  GxAddress *address;
};

G_DEFINE_FINAL_TYPE (GxAddressRow, gx_address_row, ADW_TYPE_EXPANDER_ROW)

static const char *
label_of (guint part)
{
  return parts[part].field != NULL ? gx_customer_field_label (gx_customer_field_get (parts[part].field))
                                   : _("Home, office, warehouse…");
}

static char **
text_of (GxAddress *address, guint part)
{
  return G_STRUCT_MEMBER_P (address, parts[part].offset);
}

static const char *
column_of (guint part)
{
  return parts[part].field != NULL ? parts[part].field : "label";
}

/* As it was, with this part. */
static void
add_again (GxAddressRow *self, guint part, const char *typed)
{
  GxAddress *address = gx_address_copy (self->address);

  address->id = 0;
  address->is_primary = FALSE;
  g_free (*text_of (address, part));
  *text_of (address, part) = *typed != '\0' ? g_strdup (typed) : NULL;
  gx_write_address_add (GTK_WIDGET (self), self->book, self->customer, address);
}

static void
part_applied_cb (GxAddressRow *self, GxFactRow *fact)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (fact))));

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (self->facts[i] == fact && self->is_lost)
      add_again (self, i, typed);
    else if (self->facts[i] == fact)
      gx_write_address_part (GTK_WIDGET (self), self->book, self->address->id, column_of (i), typed);
}

static void
make_primary_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_address_primary (widget, GX_ADDRESS_ROW (widget)->book, GX_ADDRESS_ROW (widget)->address->id);
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_address_remove (widget, GX_ADDRESS_ROW (widget)->book, GX_ADDRESS_ROW (widget)->address->id);
}

/* -- what it is made of */

static GtkWidget *
new_text_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
new_errands (GxAddressRow *self)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->make_primary = new_text_button (_("Use first"), "address.make-primary");
  gtk_box_append (GTK_BOX (box), self->make_primary);
  gtk_box_append (GTK_BOX (box), new_text_button (_("Delete"), "address.remove"));
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_margin_end (box, 6);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static void
gx_address_row_dispose (GObject *object)
{
  g_clear_object (&GX_ADDRESS_ROW (object)->book);
  g_clear_pointer (&GX_ADDRESS_ROW (object)->address, gx_address_free);
  G_OBJECT_CLASS (gx_address_row_parent_class)->dispose (object);
}

static void
gx_address_row_class_init (GxAddressRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_address_row_dispose;
  gtk_widget_class_install_action (widget_class, "address.make-primary", NULL, make_primary_cb);
  gtk_widget_class_install_action (widget_class, "address.remove", NULL, remove_cb);
}

static void
gx_address_row_init (GxAddressRow *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("gx-visit-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_add_css_class (icon, "gx-kind");
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), icon);
  self->copy = gx_card_new_button ("gx-copy-symbolic", _("Copy"), NULL, NULL);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->copy);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      self->facts[i] = GX_FACT_ROW (gx_fact_row_new ());
      g_signal_connect_swapped (self->facts[i], "apply", G_CALLBACK (part_applied_cb), self);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->facts[i]));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), gx_fact_row_get_news (self->facts[i]));
    }
}

GtkWidget *
gx_address_row_new (GxBook *book, GxId customer, gboolean can_write)
{
  GxAddressRow *self = g_object_new (GX_TYPE_ADDRESS_ROW, NULL);

  self->book = g_object_ref (book);
  self->can_write = can_write;
  self->customer = customer;
  if (can_write)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), new_errands (self));
  return GTK_WIDGET (self);
}

static void
show_part (GxAddressRow *self, const GxCustomerStory *story, guint part)
{
  const GxCellPlace cell = { "address", self->address->id, column_of (part) };
  gboolean differs = gx_customer_story_differs (story, &cell);

  gx_met_watch (self->facts[part], self->book, &cell);
  gx_fact_row_mark (self->facts[part], differs ? "customer.show-conflicts" : NULL);
  gx_fact_row_show (self->facts[part], label_of (part), *text_of (self->address, part), !self->can_write);
}

void
gx_address_row_show (GxAddressRow *self, const GxCustomerStory *story, const GxAddress *address)
{
  g_return_if_fail (GX_IS_ADDRESS_ROW (self) && story != NULL && address != NULL);

  g_autofree char *text = gx_address_format (address);
  g_clear_pointer (&self->address, gx_address_free);
  self->address = gx_address_copy (address);
  self->is_lost = FALSE;
  gx_card_set_expander_title (ADW_EXPANDER_ROW (self), text);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 address->label != NULL ? address->label : _("Address"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy), "s", text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->copy), "customer.copy");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    show_part (self, story, i);
  if (self->make_primary != NULL)
    gtk_widget_set_visible (self->make_primary, !address->is_primary);
}

gboolean
gx_address_row_lose (GxAddressRow *self)
{
  g_return_val_if_fail (GX_IS_ADDRESS_ROW (self), FALSE);

  const GxCellPlace cell = { "address", self->address->id, "gone" };
  gboolean is_typed_in = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (!gx_fact_row_is_changed (self->facts[i]))
        continue;
      is_typed_in = TRUE;
      gx_met_watch (self->facts[i], self->book, &cell);
      gx_fact_row_show (self->facts[i], label_of (i), NULL, FALSE);
    }
  self->is_lost = is_typed_in;
  return is_typed_in;
}
