/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-contacts-card.h"

#include "base/gx-contact.h"
#include "base/gx-partial-day.h"
#include "pages/gx-address-row.h"
#include "pages/gx-contact-row.h"
#include "pages/gx-customer-writes.h"
#include "pages/gx-met.h"
#include "widgets/gx-entry.h"

#include <glib/gi18n-lib.h>

struct _GxContactsCard {
  GxCard parent_instance;

  GxBook *book;
  GxCustomerStory *story;
};

G_DEFINE_FINAL_TYPE (GxContactsCard, gx_contacts_card, GX_TYPE_CARD)

/* -- adding */

static GtkWidget *
new_adder (GxContactsCard *self, const char *label, void (*added) (GxContactsCard *, AdwEntryRow *))
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_swapped (row, "apply", G_CALLBACK (added), self);
  return row;
}

/* What was typed; the row is empty then. */
static char *
take_text (AdwEntryRow *row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  adw_entry_row_set_show_apply_button (row, FALSE);
  gx_entry_empty (GTK_EDITABLE (row));
  adw_entry_row_set_show_apply_button (row, TRUE);
  return text;
}

/* What looks like nothing else is how most people here are reached: WeChat. */
static void
contact_added_cb (GxContactsCard *self, AdwEntryRow *row)
{
  g_autofree char *text = take_text (row);
  const char *kind = gx_contact_guess_kind (text);

  if (*text != '\0')
    gx_write_contact_add (GTK_WIDGET (self), self->book, self->story->customer->id,
                          kind != NULL ? kind : "wechat", text);
}

/* In one line as people write it; its parts can be told apart later. */
static void
address_added_cb (GxContactsCard *self, AdwEntryRow *row)
{
  g_autofree char *text = take_text (row);

  if (*text == '\0')
    return;
  GxAddress *address = g_new0 (GxAddress, 1);
  address->street = g_steal_pointer (&text);
  gx_write_address_add (GTK_WIDGET (self), self->book, self->story->customer->id, address);
}

static void
keep_adders (GxContactsCard *self)
{
  if (gx_card_keep (GX_CARD (self), "add-contact", 0) == NULL)
    gx_card_put (GX_CARD (self), "add-contact", 0,
                 new_adder (self, _("Add a phone, email or WeChat id"), contact_added_cb));
  if (gx_card_keep (GX_CARD (self), "add-address", 0) == NULL)
    gx_card_put (GX_CARD (self), "add-address", 0, new_adder (self, _("Add an address"), address_added_cb));
}

/* -- what is used no longer, folded away */

static char *
describe_end (const char *until_day)
{
  GxPartialDay day;
  g_autofree char *shown = gx_partial_day_read (until_day, &day) ? gx_partial_day_format (&day)
                           : g_strdup (until_day);

  /* Translators: %s is a day: a phone number was used until then */
  return g_strdup_printf (_("until %s"), shown);
}

static GtkWidget *
new_former_row (const char *text, const char *what, const char *until_day, const char *action, GxId id)
{
  g_autofree char *end = describe_end (until_day);
  g_autofree char *under = g_strdup_printf ("%s · %s", what, end);
  AdwActionRow *row = gx_card_new_row (text, under);

  gtk_widget_add_css_class (GTK_WIDGET (row), "gx-former");
  adw_action_row_add_suffix (row, gx_card_new_button ("gx-copy-symbolic", _("Copy"), "customer.copy",
                                                      g_variant_new_string (text)));
  if (action != NULL)
    adw_action_row_add_suffix (row, gx_card_new_button ("gx-bin-symbolic", _("Delete"), action,
                                                        g_variant_new_int64 (id)));
  return GTK_WIDGET (row);
}

static void
remove_contact_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_contact_remove (widget, GX_CONTACTS_CARD (widget)->book, g_variant_get_int64 (parameter));
}

static void
remove_address_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_address_remove (widget, GX_CONTACTS_CARD (widget)->book, g_variant_get_int64 (parameter));
}

static GPtrArray *
make_former_rows (GxContactsCard *self)
{
  const GxCustomer *customer = self->story->customer;
  gboolean is_read_only = !gx_customer_story_can_write (self->story, self->book);
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; i < customer->contacts->len; i++)
    {
      const GxContactPoint *point = customer->contacts->pdata[i];
      if (point->until_day == NULL)
        continue;
      g_autofree char *text = gx_contact_row_format (point);
      g_autofree char *what = gx_contact_row_describe (point);
      g_ptr_array_add (rows, new_former_row (text, what, point->until_day,
                                             is_read_only ? NULL : "former.remove-contact",
                                             point->id));
    }
  for (guint i = 0; i < customer->addresses->len; i++)
    {
      const GxAddress *address = customer->addresses->pdata[i];
      if (address->until_day == NULL)
        continue;
      g_autofree char *text = gx_address_format (address);
      g_ptr_array_add (rows, new_former_row (text, address->label != NULL ? address->label : _("Address"),
                                             address->until_day,
                                             is_read_only ? NULL : "former.remove-address",
                                             address->id));
    }
  return rows;
}

/* The row that unfolds stays, so that it stays unfolded; what is below it is made anew. */
static void
keep_former (GxContactsCard *self)
{
  g_autoptr (GPtrArray) rows = make_former_rows (self);
  GtkWidget *folder = rows->len > 0 ? gx_card_keep (GX_CARD (self), "former", 0) : NULL;

  if (rows->len == 0)
    return;
  if (folder == NULL)
    {
      folder = adw_expander_row_new ();
      gx_card_set_expander_title (ADW_EXPANDER_ROW (folder), _("Former ones"));
      gtk_widget_add_css_class (folder, "gx-former");
      gx_card_put (GX_CARD (self), "former", 0, folder);
    }
  GPtrArray *old = g_object_get_data (G_OBJECT (folder), "gx-below");
  for (guint i = 0; old != NULL && i < old->len; i++)
    {
      if (gx_card_has_focus (old->pdata[i]))
        gtk_widget_grab_focus (folder);
      adw_expander_row_remove (ADW_EXPANDER_ROW (folder), old->pdata[i]);
    }
  for (guint i = 0; i < rows->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (folder), rows->pdata[i]);
  g_object_set_data_full (G_OBJECT (folder), "gx-below", g_steal_pointer (&rows),
                          (GDestroyNotify) g_ptr_array_unref);
}

/* -- the card */

static void
mark_contact (GxContactsCard *self, GxFactRow *row, const GxContactPoint *point)
{
  const GxCellPlace cell = { "contact_point", point->id, NULL };

  gx_fact_row_mark (row, gx_customer_story_differs (self->story, &cell) ? "customer.show-conflicts" : NULL);
}

static void
keep_contacts (GxContactsCard *self)
{
  gboolean can_write = gx_customer_story_can_write (self->story, self->book);

  for (guint i = 0; i < self->story->customer->contacts->len; i++)
    {
      const GxContactPoint *point = self->story->customer->contacts->pdata[i];
      GtkWidget *row = point->until_day == NULL ? gx_card_keep (GX_CARD (self), "contact", point->id) : NULL;
      if (point->until_day != NULL)
        continue;
      if (row == NULL)
        gx_card_put (GX_CARD (self), "contact", point->id,
                     row = gx_contact_row_new (self->book, self->story->customer->id, can_write));
      gx_met_keep_news (GX_CARD (self), "contact", point->id, GX_FACT_ROW (row));
      gx_contact_row_show (GX_CONTACT_ROW (row), point);
      mark_contact (self, GX_FACT_ROW (row), point);
    }
}

/* What somebody types in while it is deleted stays, with what is told below it. */
static gboolean
stays_lost (GtkWidget *row)
{
  if (!gx_fact_row_is_changed (GX_FACT_ROW (row)))
    return FALSE;
  gx_contact_row_lose (GX_CONTACT_ROW (row));
  return TRUE;
}

static gboolean
stays_address (GtkWidget *row)
{
  return gx_address_row_lose (GX_ADDRESS_ROW (row));
}

static void
keep_addresses (GxContactsCard *self)
{
  const GxCustomer *customer = self->story->customer;
  gboolean can_write = gx_customer_story_can_write (self->story, self->book);

  for (guint i = 0; i < customer->addresses->len; i++)
    {
      const GxAddress *address = customer->addresses->pdata[i];
      GtkWidget *row = address->until_day == NULL ? gx_card_keep (GX_CARD (self), "address", address->id)
                       : NULL;
      if (address->until_day != NULL)
        continue;
      if (row == NULL)
        gx_card_put (GX_CARD (self), "address", address->id,
                     row = gx_address_row_new (self->book, customer->id, can_write));
      gx_address_row_show (GX_ADDRESS_ROW (row), self->story, address);
    }
}

static void
gx_contacts_card_finalize (GObject *object)
{
  g_clear_object (&GX_CONTACTS_CARD (object)->book);
  g_clear_pointer (&GX_CONTACTS_CARD (object)->story, gx_customer_story_unref);
  G_OBJECT_CLASS (gx_contacts_card_parent_class)->finalize (object);
}

static void
gx_contacts_card_class_init (GxContactsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gx_contacts_card_finalize;
  gtk_widget_class_install_action (widget_class, "former.remove-contact", "x", remove_contact_cb);
  gtk_widget_class_install_action (widget_class, "former.remove-address", "x", remove_address_cb);
}

static void
gx_contacts_card_init (GxContactsCard *self)
{
  gx_card_set_title (GX_CARD (self), _("Ways to reach them"));
}

void
gx_contacts_card_show (GxContactsCard *self, GxBook *book, GxCustomerStory *story)
{
  g_return_if_fail (GX_IS_CONTACTS_CARD (self) && story != NULL);

  if (self->story != NULL && self->story->customer->id != story->customer->id)
    gx_card_clear (GX_CARD (self));
  g_set_object (&self->book, book);
  g_clear_pointer (&self->story, gx_customer_story_unref);
  self->story = gx_customer_story_ref (story);
  gx_card_begin (GX_CARD (self));
  keep_contacts (self);
  gx_met_keep_typed (GX_CARD (self), "contact", stays_lost);
  keep_addresses (self);
  gx_card_keep_if (GX_CARD (self), "address", stays_address);
  if (gx_customer_story_can_write (story, book))
    keep_adders (self);
  keep_former (self);
  gx_card_end (GX_CARD (self));
}
