/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-purchases-card.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "pages/gx-customer-writes.h"
#include "pages/gx-sale-bar.h"

#include <glib/gi18n-lib.h>

#define SHOWN_AT_FIRST 5

struct _GxPurchasesCard {
  GxCard parent_instance;

  GxSaleBar *sale_bar;
  GxBook *book;
  GxCustomerStory *story;
  gboolean shows_all;
};

G_DEFINE_FINAL_TYPE (GxPurchasesCard, gx_purchases_card, GX_TYPE_CARD)

static void fill (GxPurchasesCard *self);

static const GxPurchase *
find_purchase (GxPurchasesCard *self, GxId id)
{
  for (guint i = 0; i < self->story->purchases->len; i++)
    {
      const GxPurchase *purchase = self->story->purchases->pdata[i];
      if (purchase->id == id)
        return purchase;
    }
  return NULL;
}

static char *
describe_lines (const GxPurchase *purchase)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < purchase->lines->len && i < 3; i++)
    {
      g_autofree char *line = gx_purchase_line_shown (purchase->lines->pdata[i]);
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", line);
    }
  if (purchase->lines->len > 3)
    {
      guint rest = purchase->lines->len - 3;
      /* Translators: after the first few things of a purchase */
      g_string_append_printf (text, ngettext (" and %u more", " and %u more", rest), rest);
    }
  return g_string_free (text, FALSE);
}

/* "21 Nov · Return · not paid yet" */
static char *
describe_state (const GxPurchase *purchase)
{
  g_autofree char *day = gx_day_format_short (purchase->day, gx_clock_today ());
  GString *text = g_string_new (day);

  if (g_str_equal (purchase->kind, "return"))
    g_string_append_printf (text, " · %s", gx_phrase ("purchase.kind", "return"));
  if (purchase->number != NULL)
    g_string_append_printf (text, " · %s", purchase->number);
  if (purchase->returned_minor < 0)
    {
      g_autofree char *returned = gx_money_format (purchase->returned_minor, purchase->currency);
      /* Translators: %s is an amount of money */
      g_autofree char *words = g_strdup_printf (_("returned %s"), returned);
      g_string_append_printf (text, " · %s", words);
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_amount (gint64 minor, const char *currency)
{
  g_autofree char *amount = gx_money_format (minor, currency);
  GtkWidget *label = gtk_label_new (amount);

  gtk_widget_add_css_class (label, "gx-number");
  if (minor < 0)
    gtk_widget_add_css_class (label, "error");
  return label;
}

static GtkWidget *
new_line_row (const GxPurchaseLine *line, const char *currency)
{
  g_autofree char *what = gx_purchase_line_shown (line);
  g_autofree char *quantity = gx_decimal_format (line->quantity_micro);
  g_autofree char *price = gx_decimal_format (line->unit_price_micro);
  g_autofree char *sum = g_strdup_printf ("%s%s%s × %s", quantity, line->unit != NULL ? " " : "",
                                          line->unit != NULL ? line->unit : "", price);
  AdwActionRow *row = gx_card_new_row (what, sum);

  adw_action_row_add_suffix (row, new_amount (line->amount_minor, currency));
  return GTK_WIDGET (row);
}

static GtkWidget *
new_errands (const GxPurchase *purchase)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gint64 open_minor = purchase->amount_minor + purchase->returned_minor - purchase->paid_minor;
  gboolean is_sale = g_str_equal (purchase->kind, "sale");
  struct { const char *label, *action; gboolean is_fit; } errands[] = {
    { _("Returned"), "purchase.return", is_sale && purchase->returned_minor + purchase->amount_minor > 0 },
    { _("Paid"), "purchase.pay", is_sale && open_minor > 0 },
    { _("Delete"), "purchase.bin", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (errands); i++)
    {
      if (!errands[i].is_fit)
        continue;
      GtkWidget *button = gtk_button_new_with_label (errands[i].label);
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_int64 (purchase->id));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), errands[i].action);
      gtk_widget_add_css_class (button, "flat");
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_margin_end (box, 6);
  GtkWidget *row = gtk_list_box_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static GtkWidget *
new_purchase_row (const GxPurchase *purchase)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (adw_expander_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_expander_row_add_action (row, new_amount (purchase->amount_minor, purchase->currency));
  g_object_set_data_full (G_OBJECT (row), "gx-below", g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
  return GTK_WIDGET (row);
}

static void
add_below (AdwExpanderRow *row, GtkWidget *widget)
{
  adw_expander_row_add_row (row, widget);
  g_ptr_array_add (g_object_get_data (G_OBJECT (row), "gx-below"), widget);
}

/* What stands below is made anew; where the focus was in it, it goes to the row itself. */
static void
clear_below (AdwExpanderRow *row)
{
  GPtrArray *below = g_object_get_data (G_OBJECT (row), "gx-below");

  for (guint i = 0; i < below->len; i++)
    {
      if (gx_card_has_focus (below->pdata[i]))
        gtk_widget_grab_focus (GTK_WIDGET (row));
      adw_expander_row_remove (row, below->pdata[i]);
    }
  g_ptr_array_set_size (below, 0);
}

static void
show_purchase (GxPurchasesCard *self, AdwExpanderRow *row, const GxPurchase *purchase)
{
  g_autofree char *what = describe_lines (purchase);
  g_autofree char *state = describe_state (purchase);

  gx_card_set_expander_title (row, what);
  adw_expander_row_set_subtitle (row, state);
  clear_below (row);
  for (guint i = 0; i < purchase->lines->len; i++)
    add_below (row, new_line_row (purchase->lines->pdata[i], purchase->currency));
  if (gx_customer_story_can_write (self->story, self->book))
    add_below (row, new_errands (purchase));
}

static void
all_wanted_cb (gpointer self)
{
  GX_PURCHASES_CARD (self)->shows_all = TRUE;
  fill (self);
}

static void
fill (GxPurchasesCard *self)
{
  GPtrArray *purchases = self->story->purchases;
  guint n = self->shows_all ? purchases->len : MIN (purchases->len, SHOWN_AT_FIRST);

  gx_card_begin (GX_CARD (self));
  for (guint i = 0; i < n; i++)
    {
      const GxPurchase *purchase = purchases->pdata[i];
      GtkWidget *row = gx_card_keep (GX_CARD (self), "purchase", purchase->id);
      if (row == NULL)
        gx_card_put (GX_CARD (self), "purchase", purchase->id, row = new_purchase_row (purchase));
      show_purchase (self, ADW_EXPANDER_ROW (row), purchase);
    }
  if (n < purchases->len)
    gx_card_keep_more (GX_CARD (self), all_wanted_cb);
  gx_card_end (GX_CARD (self));
}

static void
return_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_return (widget, GX_PURCHASES_CARD (widget)->book, g_variant_get_int64 (parameter));
}

static void
pay_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxPurchasesCard *self = GX_PURCHASES_CARD (widget);
  const GxPurchase *sale = find_purchase (self, g_variant_get_int64 (parameter));

  if (sale != NULL)
    gx_write_payment (widget, self->book, sale, sale->amount_minor + sale->returned_minor - sale->paid_minor);
}

static void
bin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_write_sale_bin (widget, GX_PURCHASES_CARD (widget)->book, g_variant_get_int64 (parameter));
}

static void
gx_purchases_card_finalize (GObject *object)
{
  g_clear_object (&GX_PURCHASES_CARD (object)->book);
  g_clear_pointer (&GX_PURCHASES_CARD (object)->story, gx_customer_story_unref);
  G_OBJECT_CLASS (gx_purchases_card_parent_class)->finalize (object);
}

static void
gx_purchases_card_class_init (GxPurchasesCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gx_purchases_card_finalize;
  gtk_widget_class_install_action (widget_class, "purchase.return", "x", return_cb);
  gtk_widget_class_install_action (widget_class, "purchase.pay", "x", pay_cb);
  gtk_widget_class_install_action (widget_class, "purchase.bin", "x", bin_cb);
}

static void
gx_purchases_card_init (GxPurchasesCard *self)
{
  gx_card_set_title (GX_CARD (self), _("Purchases"));
  self->sale_bar = g_object_new (GX_TYPE_SALE_BAR, NULL);
  gx_card_add_fixed (GX_CARD (self), GTK_WIDGET (self->sale_bar));
}

void
gx_purchases_card_show (GxPurchasesCard *self, GxBook *book, GxCustomerStory *story)
{
  g_return_if_fail (GX_IS_PURCHASES_CARD (self) && story != NULL);

  if (self->story == NULL || self->story->customer->id != story->customer->id)
    self->shows_all = FALSE;
  g_set_object (&self->book, book);
  g_clear_pointer (&self->story, gx_customer_story_unref);
  self->story = gx_customer_story_ref (story);
  g_autofree char *advice = gx_overlap_describe (story->overlap);
  gx_sale_bar_show (self->sale_bar, book, story->customer->id);
  gx_sale_bar_tell (self->sale_bar, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->sale_bar), gx_customer_story_can_write (story, book));
  fill (self);
}

GtkWidget *
gx_purchases_card_open (GxPurchasesCard *self, GxId purchase)
{
  g_return_val_if_fail (GX_IS_PURCHASES_CARD (self), NULL);

  for (guint i = 0; self->story != NULL && i < self->story->purchases->len; i++)
    if (((GxPurchase *) self->story->purchases->pdata[i])->id == purchase)
      {
        if (!self->shows_all)
          all_wanted_cb (self);
        GtkWidget *row = gx_card_find (GX_CARD (self), "purchase", purchase);
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
        return row;
      }
  return NULL;
}

void
gx_purchases_card_sell (GxPurchasesCard *self)
{
  g_return_if_fail (GX_IS_PURCHASES_CARD (self));

  gtk_widget_child_focus (GTK_WIDGET (self->sale_bar), GTK_DIR_TAB_FORWARD);
}
