/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customer-page.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-money.h"
#include "models/gx-customer-story.h"
#include "pages/gx-conflicts-dialog.h"
#include "pages/gx-contacts-card.h"
#include "pages/gx-customer-head.h"
#include "pages/gx-customer-writes.h"
#include "pages/gx-details-card.h"
#include "pages/gx-edits-card.h"
#include "pages/gx-journey-card.h"
#include "pages/gx-log-bar.h"
#include "pages/gx-people-card.h"
#include "pages/gx-purchases-card.h"
#include "pages/gx-talks-card.h"
#include "pages/gx-tasks-card.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-tiles.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

struct _GxCustomerPage {
  GxPage parent_instance;

  AdwWindowTitle *title;
  GtkWidget *menu_button;
  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GxCustomerHead *head;
  GxTiles *tiles;
  GtkWidget *bin_bar;
  GxLogBar *log_bar;
  GxJourneyCard *journey;
  GxTasksCard *tasks;
  GxContactsCard *contacts;
  GxPeopleCard *people;
  GxPurchasesCard *purchases;
  GxTalksCard *talks;
  GxDetailsCard *details;
  GxEditsCard *edits;

  GxId customer;
  GxCustomerStory *story;
  GCancellable *reading;
  gboolean wants_log;      /* as soon as the customer is shown */
};

G_DEFINE_FINAL_TYPE (GxCustomerPage, gx_customer_page, GX_TYPE_PAGE)

/* -- showing */

static char *
describe_day (GxDay day)
{
  return day != GX_NO_DAY ? gx_day_format_relative (day, gx_clock_today ()) : g_strdup ("–");
}

static char *
describe_gap (int days)
{
  if (days < 0)
    return g_strdup ("–");
  /* Translators: the usual time between two purchases */
  return g_strdup_printf (ngettext ("%d day", "%d days", days), days);
}

/* What the value leaves out; NULL: nothing. */
static char *
describe_rest (const GxCustomerNumbers *numbers)
{
  if (numbers->has_people)
    {
      g_autofree char *people = gx_money_format_whole (numbers->people_value_minor, numbers->currency);
      /* Translators: %s is an amount of money: what the people of an organisation bought themselves */
      return g_strdup_printf (_("their people: %s"), people);
    }
  if (numbers->other_currencies == NULL)
    return NULL;
  /* Translators: %s are currencies */
  return g_strdup_printf (_("without %s"), numbers->other_currencies);
}

static void
show_tiles (GxCustomerPage *self)
{
  const GxCustomerNumbers *numbers = self->story->numbers;
  g_autofree char *value = numbers->has_value
    ? gx_money_format_whole (numbers->value_minor, numbers->currency) : g_strdup ("–");
  g_autofree char *rest = describe_rest (numbers);
  g_autofree char *orders = gx_count_format (numbers->orders);
  g_autofree char *last = describe_day (numbers->last_purchase_day);
  g_autofree char *gap = describe_gap (numbers->median_gap_days);
  g_autofree char *contact = describe_day (numbers->last_contact_day);

  gx_tiles_clear (self->tiles);
  gx_tiles_add (self->tiles, _("Value"), value, rest);
  gx_tiles_add (self->tiles, _("Orders"), orders, NULL);
  gx_tiles_add (self->tiles, _("Last order"), last, NULL);
  gx_tiles_add (self->tiles, _("Usual interval"), gap, NULL);
  gx_tiles_add (self->tiles, _("Last contact"), contact, NULL);
}

/* Nothing is written down with somebody who lies in the bin, but they can be taken out of it here. */
static void
show_place (GxCustomerPage *self)
{
  GxBook *book = gx_page_get_book (GX_PAGE (self));
  gboolean can_write = gx_customer_story_can_write (self->story, book);
  gboolean is_binned = self->story->customer->gone != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->log_bar), can_write);
  gtk_widget_set_visible (self->menu_button, can_write);
  gtk_widget_set_visible (self->bin_bar, is_binned);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "customer.unbin",
                                 is_binned && !gx_book_is_read_only (book));
}

/* Into the bin or out of it: the rows are others then, that can be changed or not. */
static void
clear_cards (GxCustomerPage *self)
{
  GtkWidget *cards[] = {
    GTK_WIDGET (self->tasks), GTK_WIDGET (self->contacts), GTK_WIDGET (self->purchases),
    GTK_WIDGET (self->talks),
  };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    gx_card_clear (GX_CARD (cards[i]));
}

/* A colleague works them, too: told before one begins, and from then on. */
static void
show_overlap (GxCustomerPage *self)
{
  g_autofree char *advice = gx_overlap_describe (self->story->overlap);

  gx_log_bar_tell (self->log_bar, advice, self->story->overlap->is_mine);
}

static void
show_story (GxCustomerPage *self)
{
  GxBook *book = gx_page_get_book (GX_PAGE (self));

  adw_window_title_set_title (self->title, self->story->customer->shown_name);
  gx_customer_head_show (self->head, book, self->story);
  show_tiles (self);
  gx_log_bar_show (self->log_bar, book, self->customer);
  show_overlap (self);
  show_place (self);
  gx_journey_card_show (self->journey, book, self->customer, self->story->customer->shown_name);
  gx_tasks_card_show (self->tasks, book, self->story);
  gx_contacts_card_show (self->contacts, book, self->story);
  gx_people_card_show (self->people, self->story);
  gx_purchases_card_show (self->purchases, book, self->story);
  gx_talks_card_show (self->talks, book, self->story);
  gx_details_card_show (self->details, book, self->story);
  gx_edits_card_show (self->edits, book, self->story);
  gtk_stack_set_visible_child_name (self->stack, "customer");
}

static void
show_nobody (GxCustomerPage *self)
{
  g_clear_pointer (&self->story, gx_customer_story_unref);
  adw_window_title_set_title (self->title, "");
  gtk_stack_set_visible_child_name (self->stack, "nobody");
  gtk_widget_set_visible (self->menu_button, FALSE);
}

static void
story_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomerPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxCustomerStory) story = gx_customer_story_read_finish (GX_BOOK (source), result, &error);

  if (self->reading == NULL)
    return;
  if (story != NULL && story->customer->id == self->customer)
    {
      gboolean is_other = self->story == NULL || self->story->customer->id != self->customer;

      if (self->story != NULL && self->story->customer->gone != story->customer->gone)
        clear_cards (self);
      g_clear_pointer (&self->story, gx_customer_story_unref);
      self->story = g_steal_pointer (&story);
      show_story (self);
      if (is_other)
        gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
      if (self->wants_log)
        gx_page_log (GX_PAGE (self));
    }
  else if (g_error_matches (error, GX_ERROR, GX_ERROR_NOT_FOUND))
    show_nobody (self);
  else
    gx_toast_show_error (GTK_WIDGET (self), error);
}

static void
read_story (GxCustomerPage *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  gx_customer_story_read_async (gx_page_get_book (GX_PAGE (self)), self->customer, self->reading,
                                story_read_cb, g_object_ref (self));
}

/* -- actions */

static void
copy_text (GxCustomerPage *self, const char *text)
{
  /* Translators: %s is a phone number, email address … */
  g_autofree char *said = g_strdup_printf (_("Copied: %s"), text);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gx_toast_show (GTK_WIDGET (self), said);
}

static void
uri_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomerPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    gx_toast_show_error (GTK_WIDGET (self), error);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomerPage) self = user_data;

  /* Nothing here can dial: the number goes large on the screen and into the clipboard, and the call can be
   * written down. */
  if (!g_app_info_launch_default_for_uri_finish (result, NULL))
    {
      const char *number = g_object_get_data (G_OBJECT (self), "gx-number");
      gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), number);
      gx_dialog_tell (GTK_WIDGET (self), number, _("No program here can dial. The number is copied."));
    }
  gx_log_bar_begin (self->log_bar, "call");
}

static void
launch (GxCustomerPage *self, const char *scheme, const char *value, GAsyncReadyCallback done)
{
  g_autofree char *escaped = g_uri_escape_string (value, "+@/:?&=.-_", FALSE);
  g_autofree char *uri = g_strconcat (scheme, escaped, NULL);

  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, done, g_object_ref (self));
}

static void
open_tel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCustomerPage *self = GX_CUSTOMER_PAGE (widget);
  const char *number = g_variant_get_string (parameter, NULL);
  g_autofree char *dialled = g_strdup (number);

  g_object_set_data_full (G_OBJECT (self), "gx-number", g_strdup (number), g_free);
  launch (self, "tel:", g_strdelimit (dialled, " ()", '-'), called_cb);
}

static void
open_mail_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  launch (GX_CUSTOMER_PAGE (widget), "mailto:", g_variant_get_string (parameter, NULL), uri_opened_cb);
}

static void
open_web_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *address = g_variant_get_string (parameter, NULL);

  launch (GX_CUSTOMER_PAGE (widget), strstr (address, "://") != NULL ? "" : "https://", address,
          uri_opened_cb);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  copy_text (GX_CUSTOMER_PAGE (widget), g_variant_get_string (parameter, NULL));
}

/* The quick actions take the first way of their kind. */
static void
quick_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const struct { const char *action, *kind, *opens; } quick[] = {
    { "customer.call", "phone", "customer.open-tel" }, { "customer.mail", "mail", "customer.open-mail" },
    { "customer.chat", "wechat", "customer.copy" },
  };
  GxCustomerPage *self = GX_CUSTOMER_PAGE (widget);

  for (guint i = 0; i < G_N_ELEMENTS (quick) && self->story != NULL; i++)
    {
      const GxContactPoint *point = g_str_equal (action, quick[i].action)
        ? gx_customer_contact (self->story->customer, quick[i].kind) : NULL;
      if (point != NULL)
        gtk_widget_activate_action (widget, quick[i].opens, "s", point->value);
    }
}

static void
log_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_page_log (GX_PAGE (widget));
}

static void
sell_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_purchases_card_sell (GX_CUSTOMER_PAGE (widget)->purchases);
}

static void
bin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_bin (widget, gx_page_get_book (GX_PAGE (widget)), GX_CUSTOMER_PAGE (widget)->customer);
}

static void
unbin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_unbin (widget, gx_page_get_book (GX_PAGE (widget)), GX_CUSTOMER_PAGE (widget)->customer);
}

static void
show_conflicts_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCustomerPage *self = GX_CUSTOMER_PAGE (widget);

  gtk_window_present (GTK_WINDOW (gx_conflicts_dialog_new (widget, gx_page_get_book (GX_PAGE (self)),
                                                           self->customer)));
}

/* An event opened in the journey: its row in the lists below. */
static void
event_activated_cb (GxCustomerPage *self, const char *kind, gint64 ref)
{
  gboolean is_trade = g_str_equal (kind, "sale") || g_str_equal (kind, "return")
    || g_str_equal (kind, "payment");
  GtkWidget *row = is_trade ? gx_purchases_card_open (self->purchases, ref)
    : gx_talks_card_open (self->talks, ref);

  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/* -- overrides */

static void
gx_customer_page_changed (GxPage *page, GxChange *change)
{
  GxCustomerPage *self = GX_CUSTOMER_PAGE (page);
  /* Of a colleague's change that came too late to hold no row tells. */
  gboolean has_arrived = change->kind == 'a';
  gboolean is_near = change->everything || has_arrived || gx_change_has_customer (change, self->customer);

  for (guint i = 0; !is_near && self->story != NULL && i < self->story->people->len; i++)
    is_near = gx_change_has_customer (change, ((GxRelation *) self->story->people->pdata[i])->other_id);
  if (self->customer != 0 && is_near)
    read_story (self);
}

static gboolean
gx_customer_page_log (GxPage *page)
{
  GxCustomerPage *self = GX_CUSTOMER_PAGE (page);

  gboolean is_shown = self->story != NULL && self->story->customer->id == self->customer;

  self->wants_log = !is_shown && self->customer != 0;
  if (is_shown && self->story->customer->gone != 0)
    return FALSE;
  if (is_shown)
    gx_log_bar_begin (self->log_bar, NULL);
  return is_shown || self->wants_log;
}

static void
gx_customer_page_dispose (GObject *object)
{
  GxCustomerPage *self = GX_CUSTOMER_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->story, gx_customer_story_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_CUSTOMER_PAGE);
  G_OBJECT_CLASS (gx_customer_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "customer.call", NULL, quick_cb);
  gtk_widget_class_install_action (widget_class, "customer.mail", NULL, quick_cb);
  gtk_widget_class_install_action (widget_class, "customer.chat", NULL, quick_cb);
  gtk_widget_class_install_action (widget_class, "customer.open-tel", "s", open_tel_cb);
  gtk_widget_class_install_action (widget_class, "customer.open-mail", "s", open_mail_cb);
  gtk_widget_class_install_action (widget_class, "customer.open-web", "s", open_web_cb);
  gtk_widget_class_install_action (widget_class, "customer.copy", "s", copy_cb);
  gtk_widget_class_install_action (widget_class, "customer.log", NULL, log_cb);
  gtk_widget_class_install_action (widget_class, "customer.sell", NULL, sell_cb);
  gtk_widget_class_install_action (widget_class, "customer.bin", NULL, bin_cb);
  gtk_widget_class_install_action (widget_class, "customer.unbin", NULL, unbin_cb);
  gtk_widget_class_install_action (widget_class, "customer.show-conflicts", NULL, show_conflicts_cb);
}

static void
ensure_types (void)
{
  g_type_ensure (GX_TYPE_CUSTOMER_HEAD);
  g_type_ensure (GX_TYPE_TILES);
  g_type_ensure (GX_TYPE_JOURNEY_CARD);
  g_type_ensure (GX_TYPE_LOG_BAR);
  g_type_ensure (GX_TYPE_TASKS_CARD);
  g_type_ensure (GX_TYPE_CONTACTS_CARD);
  g_type_ensure (GX_TYPE_PEOPLE_CARD);
  g_type_ensure (GX_TYPE_PURCHASES_CARD);
  g_type_ensure (GX_TYPE_TALKS_CARD);
  g_type_ensure (GX_TYPE_DETAILS_CARD);
  g_type_ensure (GX_TYPE_EDITS_CARD);
}

static void
gx_customer_page_class_init (GxCustomerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ensure_types ();
  G_OBJECT_CLASS (klass)->dispose = gx_customer_page_dispose;
  GX_PAGE_CLASS (klass)->changed = gx_customer_page_changed;
  GX_PAGE_CLASS (klass)->log = gx_customer_page_log;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-customer-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, title);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, head);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, tiles);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, bin_bar);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, log_bar);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, journey);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, tasks);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, contacts);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, people);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, purchases);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, talks);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, details);
  gtk_widget_class_bind_template_child (widget_class, GxCustomerPage, edits);
  gtk_widget_class_bind_template_callback (widget_class, event_activated_cb);
  install_actions (widget_class);
}

static void
gx_customer_page_init (GxCustomerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_nobody (self);
}

void
gx_customer_page_show (GxCustomerPage *self, GxId customer)
{
  g_return_if_fail (GX_IS_CUSTOMER_PAGE (self));

  if (self->customer == customer)
    return;
  self->customer = customer;
  self->wants_log = FALSE;
  gx_customer_page_tell_company (self, NULL);
  if (customer != 0)
    read_story (self);
  else
    show_nobody (self);
}

GxId
gx_customer_page_get_customer (GxCustomerPage *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMER_PAGE (self), 0);

  return self->customer;
}

void
gx_customer_page_tell_company (GxCustomerPage *self, const char *words)
{
  g_return_if_fail (GX_IS_CUSTOMER_PAGE (self));

  if (words == NULL)
    words = "";
  if (g_strcmp0 (adw_window_title_get_subtitle (self->title), words) != 0)
    adw_window_title_set_subtitle (self->title, words);
}
