/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-details-card.h"

#include "customers/gx-customer-field.h"
#include "pages/gx-customer-writes.h"
#include "pages/gx-met.h"
#include "widgets/gx-fact-row.h"
#include "widgets/gx-value-chooser.h"

#include <glib/gi18n-lib.h>

struct _GxDetailsCard {
  GxCard parent_instance;

  GxBook *book;
  GxCustomerStory *story;
  GHashTable *opened;      /* keys of empty fields that a person wants to fill in */
  GtkMenuButton *more;
};

G_DEFINE_FINAL_TYPE (GxDetailsCard, gx_details_card, GX_TYPE_CARD)

static void fill (GxDetailsCard *self);

/* What has its own place on the page. */
static gboolean
stands_elsewhere (const GxCustomerField *field)
{
  return field->type == GX_CUSTOMER_FIELD_CONTACT || field->type == GX_CUSTOMER_FIELD_ADDRESS
    || g_str_equal (field->key, "name");
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
                  gx_fact_row_get_base (GX_FACT_ROW (row)), gtk_editable_get_text (GTK_EDITABLE (row)));
}

static GtkWidget *
new_field_row (GxDetailsCard *self, const char *key)
{
  GtkWidget *row = gx_fact_row_new ();

  g_object_set_data_full (G_OBJECT (row), "gx-field", g_strdup (key), g_free);
  g_signal_connect_swapped (row, "apply", G_CALLBACK (value_applied_cb), self);
  return row;
}

static void
keep_field (GxDetailsCard *self, const char *key, const char *label, const char *text)
{
  GtkWidget *row = gx_card_keep (GX_CARD (self), key, 0);
  GxCellPlace cell;
  gboolean has_cell = gx_customer_field_find_cell (key, self->story->customer, &cell);
  gboolean is_marked = has_cell && gx_customer_story_differs (self->story, &cell);

  if (row == NULL)
    gx_card_put (GX_CARD (self), key, 0, row = new_field_row (self, key));
  gx_met_keep_news (GX_CARD (self), key, 0, GX_FACT_ROW (row));
  gx_met_watch (GX_FACT_ROW (row), self->book, has_cell ? &cell : NULL);
  gx_fact_row_mark (GX_FACT_ROW (row), is_marked ? "customer.show-conflicts" : NULL);
  gx_fact_row_show (GX_FACT_ROW (row), label, text,
                    !gx_customer_story_can_write (self->story, self->book));
}

/* A field that is empty is not shown, but for one that was asked for, and one that somebody is typing in
   while a colleague empties it. */
static gboolean
is_wanted (GxDetailsCard *self, const char *key)
{
  GtkWidget *row = gx_card_find_old (GX_CARD (self), key, 0);

  if (g_hash_table_contains (self->opened, key))
    return TRUE;
  if (row == NULL)
    return FALSE;
  return gx_fact_row_is_edited (GX_FACT_ROW (row))
         || (gx_card_has_focus (row) && *gx_fact_row_get_base (GX_FACT_ROW (row)) != '\0');
}

/* -- who looks after them: chosen, not typed */

static void
owner_chosen_cb (GxDetailsCard *self, const char *owner, GtkWidget *chooser)
{
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (chooser, GTK_TYPE_POPOVER)));
  g_hash_table_remove (self->opened, "owner");
  gx_write_field (GTK_WIDGET (self), self->book, self->story->customer->id, "owner", NULL, owner);
}

static void
owners_shown_cb (GxDetailsCard *self, GtkWidget *popover)
{
  gx_value_chooser_begin (GX_VALUE_CHOOSER (gtk_popover_get_child (GTK_POPOVER (popover))), self->book,
                          "owner");
}

static GtkWidget *
new_owner_row (GxDetailsCard *self)
{
  AdwActionRow *row = gx_card_new_row ("", "");
  GtkWidget *chooser = g_object_new (GX_TYPE_VALUE_CHOOSER, "label", _("Owner"), "placeholder",
                                     _("A member, or a new name"), NULL);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *button = gtk_menu_button_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), chooser);
  g_signal_connect_swapped (popover, "map", G_CALLBACK (owners_shown_cb), self);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (owner_chosen_cb), self, G_CONNECT_SWAPPED);
  g_object_set (button, "icon-name", "gx-person-symbolic", "popover", popover, "valign", GTK_ALIGN_CENTER,
                "tooltip-text", _("Choose who looks after them"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Choose who looks after them"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (GTK_WIDGET (row), "gx-property");
  gtk_widget_set_sensitive (button, !gx_book_is_read_only (self->book));
  adw_action_row_add_suffix (row, button);
  adw_action_row_set_activatable_widget (row, button);
  return GTK_WIDGET (row);
}

static void
keep_owner (GxDetailsCard *self, const char *label)
{
  const GxCustomer *customer = self->story->customer;
  gboolean is_mine = customer->owner_id != 0 && customer->owner_id == gx_self_get_id ();
  GtkWidget *row = gx_card_keep (GX_CARD (self), "owner", 0);
  /* Translators: %s is a member's name: whoever sits here */
  g_autofree char *shown = is_mine && self->story->members->len > 1
    ? g_strdup_printf (_("%s (me)"), customer->owner)
    : g_strdup (customer->owner != NULL ? customer->owner : C_("owner", "Nobody"));

  if (row == NULL)
    gx_card_put (GX_CARD (self), "owner", 0, row = new_owner_row (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), shown);
}

/* Where several work with the book, that nobody looks after them is worth a row. */
static gboolean
wants_owner (GxDetailsCard *self)
{
  return self->story->customer->owner != NULL || self->story->members->len > 1
         || g_hash_table_contains (self->opened, "owner");
}

/* A field that was asked for waits with the cursor in it. */
static void
open_field_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxDetailsCard *self = GX_DETAILS_CARD (widget);
  const char *key = g_variant_get_string (parameter, NULL);

  g_hash_table_add (self->opened, g_strdup (key));
  fill (self);
  gtk_menu_button_popdown (self->more);
  gtk_widget_grab_focus (gx_card_find (GX_CARD (self), key, 0));
}

static void
add_to_menu (GMenu *menu, const char *key, const char *label)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "details.open", "s", key);
  g_menu_append_item (menu, item);
}

static void
add_customs (GxDetailsCard *self, GMenu *menu)
{
  for (guint i = 0; i < self->story->customer->customs->len; i++)
    {
      const GxCustomValue *custom = self->story->customer->customs->pdata[i];
      g_autofree char *key = g_strconcat ("custom.", custom->name, NULL);
      if (custom->value != NULL || is_wanted (self, key))
        keep_field (self, key, custom->name, custom->value);
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

  gx_card_begin (GX_CARD (self));
  for (guint i = 0; i < n_fields; i++)
    {
      if (stands_elsewhere (&fields[i]) || !fits (&fields[i], self->story->customer))
        continue;
      g_autofree char *text = show_field (&fields[i], self->story->customer);
      if (fields[i].type == GX_CUSTOMER_FIELD_MEMBER && wants_owner (self))
        keep_owner (self, gx_customer_field_label (&fields[i]));
      else if (*text != '\0' || is_wanted (self, fields[i].key))
        keep_field (self, fields[i].key, gx_customer_field_label (&fields[i]), text);
      else
        add_to_menu (menu, fields[i].key, gx_customer_field_label (&fields[i]));
    }
  add_customs (self, menu);
  gx_card_end (GX_CARD (self));
  gtk_menu_button_set_menu_model (self->more, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->more), gx_customer_story_can_write (self->story, self->book)
                          && g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
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
  self->more = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->more, "gx-add-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->more), _("Fill in more"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Fill in more"),
                                  -1);
  gx_card_set_suffix (GX_CARD (self), GTK_WIDGET (self->more));
}

void
gx_details_card_show (GxDetailsCard *self, GxBook *book, GxCustomerStory *story)
{
  g_return_if_fail (GX_IS_DETAILS_CARD (self) && story != NULL);

  if (self->story == NULL || self->story->customer->id != story->customer->id)
    {
      g_hash_table_remove_all (self->opened);
      gx_card_clear (GX_CARD (self));
    }
  g_set_object (&self->book, book);
  g_clear_pointer (&self->story, gx_customer_story_unref);
  self->story = gx_customer_story_ref (story);
  fill (self);
}
