/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-details-card.h"

#include "customers/gx-customer-field.h"
#include "pages/gx-customer-writes.h"

#include <glib/gi18n-lib.h>

struct _GxDetailsCard {
  GxCard parent_instance;

  GxBook *book;
  GxCustomerStory *story;
  GHashTable *opened;      /* keys of empty fields that a person wants to fill in */
};

G_DEFINE_FINAL_TYPE (GxDetailsCard, gx_details_card, GX_TYPE_CARD)

static void fill (GxDetailsCard *self);

/* What has its own place on the page. */
static gboolean
stands_elsewhere (const GxCustomerField *field)
{
  return field->type == GX_CUSTOMER_FIELD_CONTACT || g_str_equal (field->key, "name");
}

static gboolean
fits (const GxCustomerField *field, const GxCustomer *customer)
{
  return g_str_equal (customer->kind, "organisation") ? field->for_organisation : field->for_person;
}

/* In words where words are understood again when they are typed. */
static char *
show_field (const GxCustomerField *field, const GxCustomer *customer)
{
  gboolean has_words = field->type == GX_CUSTOMER_FIELD_CHOICE || field->type == GX_CUSTOMER_FIELD_DAY;

  return has_words ? gx_customer_field_format (field, customer) : gx_customer_field_text (field, customer);
}

static void
value_applied_cb (GxDetailsCard *self, AdwEntryRow *row)
{
  const char *key = g_object_get_data (G_OBJECT (row), "gx-field");

  g_hash_table_remove (self->opened, key);
  gx_write_field (GTK_WIDGET (self), self->book, self->story->customer->id, key,
                  gtk_editable_get_text (GTK_EDITABLE (row)));
}

static GtkWidget *
new_field_row (GxDetailsCard *self, const char *key, const char *label, const char *text)
{
  AdwEntryRow *row = ADW_ENTRY_ROW (adw_entry_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  gtk_editable_set_editable (GTK_EDITABLE (row), !gx_book_is_read_only (self->book));
  adw_entry_row_set_show_apply_button (row, TRUE);
  g_object_set_data_full (G_OBJECT (row), "gx-field", g_strdup (key), g_free);
  g_signal_connect_swapped (row, "apply", G_CALLBACK (value_applied_cb), self);
  return GTK_WIDGET (row);
}

static void
open_field_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxDetailsCard *self = GX_DETAILS_CARD (widget);

  g_hash_table_add (self->opened, g_variant_dup_string (parameter, NULL));
  fill (self);
}

static void
add_to_menu (GMenu *menu, const char *key, const char *label)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "details.open", "s", key);
  g_menu_append_item (menu, item);
}

static void
show_menu (GxDetailsCard *self, GMenu *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "gx-add-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Fill in more"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Fill in more"),
                                  -1);
  gx_card_set_suffix (GX_CARD (self), gx_book_is_read_only (self->book) ? NULL : button);
}

static void
add_customs (GxDetailsCard *self, GMenu *menu)
{
  for (guint i = 0; i < self->story->customer->customs->len; i++)
    {
      const GxCustomValue *custom = self->story->customer->customs->pdata[i];
      g_autofree char *key = g_strconcat ("custom.", custom->name, NULL);
      if (custom->value != NULL || g_hash_table_contains (self->opened, key))
        gx_card_add (GX_CARD (self), new_field_row (self, key, custom->name, custom->value));
      else
        add_to_menu (menu, key, custom->name);
    }
}

static void
fill (GxDetailsCard *self)
{
  guint n_fields = 0;
  const GxCustomerField *fields = gx_customer_field_list (&n_fields);
  g_autoptr (GMenu) menu = g_menu_new ();

  gx_card_clear (GX_CARD (self));
  for (guint i = 0; i < n_fields; i++)
    {
      if (stands_elsewhere (&fields[i]) || !fits (&fields[i], self->story->customer))
        continue;
      g_autofree char *text = show_field (&fields[i], self->story->customer);
      if (*text != '\0' || g_hash_table_contains (self->opened, fields[i].key))
        gx_card_add (GX_CARD (self),
                     new_field_row (self, fields[i].key, gx_customer_field_label (&fields[i]), text));
      else
        add_to_menu (menu, fields[i].key, gx_customer_field_label (&fields[i]));
    }
  add_customs (self, menu);
  show_menu (self, menu);
}

static void
gx_details_card_finalize (GObject *object)
{
  GxDetailsCard *self = GX_DETAILS_CARD (object);

  g_clear_object (&self->book);
  g_clear_pointer (&self->story, gx_customer_story_unref);
  g_hash_table_unref (self->opened);
  G_OBJECT_CLASS (gx_details_card_parent_class)->finalize (object);
}

static void
gx_details_card_class_init (GxDetailsCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_details_card_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "details.open", "s", open_field_cb);
}

static void
gx_details_card_init (GxDetailsCard *self)
{
  self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gx_card_set_title (GX_CARD (self), _("Details"));
}

void
gx_details_card_show (GxDetailsCard *self, GxBook *book, GxCustomerStory *story)
{
  g_return_if_fail (GX_IS_DETAILS_CARD (self) && story != NULL);

  if (self->story == NULL || self->story->customer->id != story->customer->id)
    g_hash_table_remove_all (self->opened);
  g_set_object (&self->book, book);
  g_clear_pointer (&self->story, gx_customer_story_unref);
  self->story = gx_customer_story_ref (story);
  fill (self);
}
