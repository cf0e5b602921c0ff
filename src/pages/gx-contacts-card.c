/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-contacts-card.h"

#include "base/gx-contact.h"
#include "base/gx-phrase.h"
#include "pages/gx-customer-writes.h"
#include "widgets/gx-entry.h"
#include "widgets/gx-kind.h"

#include <glib/gi18n-lib.h>

struct _GxContactsCard {
  GxCard parent_instance;

  GxBook *book;
  GxCustomerStory *story;
  AdwEntryRow *entry;
};

G_DEFINE_FINAL_TYPE (GxContactsCard, gx_contacts_card, GX_TYPE_CARD)

static const GxContactPoint *
find_point (GxContactsCard *self, GxId id)
{
  for (guint i = 0; i < self->story->customer->contacts->len; i++)
    {
      const GxContactPoint *point = self->story->customer->contacts->pdata[i];
      if (point->id == id)
        return point;
    }
  return NULL;
}

static void
value_applied_cb (GxContactsCard *self, AdwEntryRow *row)
{
  const GxContactPoint *point = find_point (self, *(GxId *) g_object_get_data (G_OBJECT (row), "gx-id"));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  if (point == NULL)
    return;
  if (*text == '\0')
    gx_write_contact_remove (GTK_WIDGET (self), self->book, point->id);
  else
    gx_write_contact_edit (GTK_WIDGET (self), self->book, point, text);
}

/* What looks like nothing else is how most people here are reached: WeChat. */
static void
value_added_cb (GxContactsCard *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  const char *kind = gx_contact_guess_kind (text);

  if (*text == '\0')
    return;
  gx_entry_empty (GTK_EDITABLE (self->entry));
  gx_write_contact_add (GTK_WIDGET (self), self->book, self->story->customer->id,
                        kind != NULL ? kind : "wechat", text);
}

static const char *
action_of (const char *kind)
{
  static const struct { const char *kind, *action; } actions[] = {
    { "phone", "customer.open-tel" }, { "mail", "customer.open-mail" }, { "web", "customer.open-web" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].kind, kind))
      return actions[i].action;
  return NULL;
}

static const char *
label_of (const char *kind)
{
  return g_str_equal (kind, "phone") ? _("Call") : g_str_equal (kind, "mail")
    ? _("Write an email") : _("Open");
}

static GtkWidget *
new_menu_button (const GxContactPoint *point)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GVariant *target = g_variant_ref_sink (g_variant_new_int64 (point->id));
  g_autoptr (GMenuItem) primary = g_menu_item_new (_("Use first"), NULL);
  g_autoptr (GMenuItem) retire = g_menu_item_new (_("No longer used"), NULL);

  g_menu_item_set_action_and_target_value (primary, "contact.make-primary", target);
  g_menu_item_set_action_and_target_value (retire, "contact.remove", target);
  g_variant_unref (target);
  if (!point->is_primary)
    g_menu_append_item (menu, primary);
  g_menu_append_item (menu, retire);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "gx-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("More"), -1);
  return button;
}

static char *
describe_point (const GxContactPoint *point)
{
  GString *text = g_string_new (gx_phrase ("contact.kind", point->kind));

  if (point->label != NULL)
    g_string_append_printf (text, " · %s", point->label);
  if (point->nickname != NULL)
    g_string_append_printf (text, " · %s", point->nickname);
  if (point->until_day != NULL)
    g_string_append_printf (text, " · %s", _("no longer used"));
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_point_row (GxContactsCard *self, const GxContactPoint *point)
{
  AdwEntryRow *row = ADW_ENTRY_ROW (adw_entry_row_new ());
  g_autofree char *title = describe_point (point);
  g_autofree char *shown = g_str_equal (point->kind, "phone")
    ? gx_phone_format (point->value) : g_strdup (point->value);
  const char *action = action_of (point->kind);
  GtkWidget *icon = action != NULL
    ? gx_card_new_button (gx_kind_icon (point->kind), label_of (point->kind), action,
                          g_variant_new_string (point->value))
    : gtk_image_new_from_icon_name (gx_kind_icon (point->kind));

  gtk_widget_add_css_class (icon, action != NULL ? "gx-kind-button" : "gx-kind");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), shown);
  gtk_editable_set_editable (GTK_EDITABLE (row), !gx_book_is_read_only (self->book));
  adw_entry_row_set_show_apply_button (row, TRUE);
  adw_entry_row_add_prefix (row, icon);
  adw_entry_row_add_suffix (row, gx_card_new_button ("gx-copy-symbolic", _("Copy"), "customer.copy",
                                                     g_variant_new_string (point->value)));
  if (!gx_book_is_read_only (self->book))
    adw_entry_row_add_suffix (row, new_menu_button (point));
  if (point->until_day != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), "gx-undone");
  g_object_set_data_full (G_OBJECT (row), "gx-id", g_memdup2 (&point->id, sizeof point->id), g_free);
  g_signal_connect_swapped (row, "apply", G_CALLBACK (value_applied_cb), self);
  return GTK_WIDGET (row);
}

static void
make_primary_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_contact_primary (widget, GX_CONTACTS_CARD (widget)->book, g_variant_get_int64 (parameter));
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_contact_remove (widget, GX_CONTACTS_CARD (widget)->book, g_variant_get_int64 (parameter));
}

static void
gx_contacts_card_finalize (GObject *object)
{
  g_clear_object (&GX_CONTACTS_CARD (object)->book);
  g_clear_object (&GX_CONTACTS_CARD (object)->entry);
  g_clear_pointer (&GX_CONTACTS_CARD (object)->story, gx_customer_story_unref);
  G_OBJECT_CLASS (gx_contacts_card_parent_class)->finalize (object);
}

static void
gx_contacts_card_class_init (GxContactsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gx_contacts_card_finalize;
  gtk_widget_class_install_action (widget_class, "contact.make-primary", "x", make_primary_cb);
  gtk_widget_class_install_action (widget_class, "contact.remove", "x", remove_cb);
}

static void
gx_contacts_card_init (GxContactsCard *self)
{
  gx_card_set_title (GX_CARD (self), _("Ways to reach them"));
  self->entry = g_object_ref_sink (ADW_ENTRY_ROW (adw_entry_row_new ()));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), _("Add a phone, email or WeChat id"));
  adw_entry_row_set_show_apply_button (self->entry, TRUE);
  g_signal_connect_swapped (self->entry, "apply", G_CALLBACK (value_added_cb), self);
}

static GtkWidget *
new_address_row (const GxAddress *address)
{
  g_autofree char *text = gx_address_format (address);
  AdwActionRow *row = gx_card_new_row (text, address->label != NULL ? address->label : _("Address"));
  GtkWidget *icon = gtk_image_new_from_icon_name ("gx-visit-symbolic");

  gtk_widget_add_css_class (icon, "gx-kind");
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_add_prefix (row, icon);
  adw_action_row_add_suffix (row, gx_card_new_button ("gx-copy-symbolic", _("Copy"), "customer.copy",
                                                      g_variant_new_string (text)));
  return GTK_WIDGET (row);
}

void
gx_contacts_card_show (GxContactsCard *self, GxBook *book, GxCustomerStory *story)
{
  g_return_if_fail (GX_IS_CONTACTS_CARD (self) && story != NULL);

  g_set_object (&self->book, book);
  g_clear_pointer (&self->story, gx_customer_story_unref);
  self->story = gx_customer_story_ref (story);
  gx_card_clear (GX_CARD (self));
  for (guint i = 0; i < story->customer->contacts->len; i++)
    gx_card_add (GX_CARD (self), new_point_row (self, story->customer->contacts->pdata[i]));
  for (guint i = 0; i < story->customer->addresses->len; i++)
    gx_card_add (GX_CARD (self), new_address_row (story->customer->addresses->pdata[i]));
  /* Last, so it goes with each clear and is put back. */
  if (!gx_book_is_read_only (book))
    gx_card_add (GX_CARD (self), GTK_WIDGET (self->entry));
}
