/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customers-view.h"

#include "models/gx-customer-list.h"
#include "pages/gx-customer-line.h"
#include "pages/gx-customers-header.h"
#include "widgets/gx-after-frame.h"

struct _GxCustomersView {
  AdwBin parent_instance;

  GxCustomersHeader *header;
  GtkScrolledWindow *scrolled;
  GtkListView *view;

  GxLazyList *list;
  GxListSelection *selection;
  GxCustomerColumns *columns;
  GxId wanted;            /* to be selected when the ids come */
  gboolean is_restless;   /* the order or the question changed: bring the choice into sight */
  gboolean is_settling;   /* selecting by program, not by hand */
  gboolean is_own_choice; /* who is chosen was so selected */
  gboolean is_alone, is_selecting;
  guint showing;          /* waits for the first frame to bring the choice into sight */
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCustomersView, gx_customers_view, ADW_TYPE_BIN)

/* -- where the list stands */

static void
scroll_to (GxCustomersView *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

/* The first row in sight: all rows are equally high. */
static GxId
find_top_id (GxCustomersView *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double upper = gtk_adjustment_get_upper (adjustment);
  guint n = gx_customers_view_count (self);

  if (n == 0 || upper <= 0 || gtk_adjustment_get_value (adjustment) <= 0)
    return 0;
  return gx_lazy_list_get_id (self->list, (guint) (gtk_adjustment_get_value (adjustment) / upper * n + 0.5));
}

/* A reset forgets where the list stood. Coming from below, the row lands at the top. */
static void
put_back_top (GxCustomersView *self, GxId top)
{
  gint64 position = top != 0 ? gx_lazy_list_find (self->list, top) : -1;

  if (position <= 0)
    return;
  scroll_to (self, gx_customers_view_count (self) - 1);
  scroll_to (self, (guint) position);
}

/* -- who is chosen */

static void
choose (GxCustomersView *self, GxId id)
{
  self->is_settling = TRUE;
  gx_list_selection_select_id (self->selection, id);
  self->is_settling = FALSE;
}

/* Who is chosen, and at which place of the list. */
typedef struct {
  GxId id;        /* 0: nobody, or several */
  gint64 place;   /* -1: not in the list */
} Choice;

static Choice
find_choice (GxCustomersView *self)
{
  GxId id = gx_list_selection_get_single (self->selection);

  return (Choice) { id, id != 0 ? gx_lazy_list_find (self->list, id) : -1 };
}

/* Beside a customer's page somebody is always chosen: who stands where the lost one stood, else the first. Whom
 * nobody chose by hand does not stay beside an empty list: what is written there would go to the wrong one. */
static void
choose_another (GxCustomersView *self, gint64 place)
{
  guint n = gx_customers_view_count (self);

  if (n == 0 && self->is_own_choice)
    {
      gx_list_selection_select_id (self->selection, 0);
      g_signal_emit (self, signals[CHOSEN], 0, (gint64) 0, FALSE);
    }
  else if (n > 0 && !self->is_alone && !self->is_selecting)
    choose (self, gx_lazy_list_get_id (self->list, (guint) CLAMP (place, 0, (gint64) n - 1)));
}

static void
show_choice (GtkWidget *widget)
{
  GxCustomersView *self = GX_CUSTOMERS_VIEW (widget);
  gint64 place = find_choice (self).place;

  self->showing = 0;
  if (place > 0)
    scroll_to (self, (guint) place);
}

/* A list that never stood on the screen has no height yet, and GTK would scroll it to where nothing is. */
static void
bring_choice_into_sight (GxCustomersView *self)
{
  if (gtk_widget_get_height (GTK_WIDGET (self->view)) > 0)
    show_choice (GTK_WIDGET (self));
  else if (self->showing == 0)
    self->showing = gx_after_frame (GTK_WIDGET (self), show_choice);
}

/* After the ids came: the wanted one is chosen; else the choice stays, in sight where the list was turned
 * over. */
static void
settle (GxCustomersView *self, GxId top, gint64 old_place)
{
  if (self->wanted != 0 && gx_lazy_list_find (self->list, self->wanted) >= 0)
    choose (self, self->wanted);

  Choice now = find_choice (self);
  if (now.place > 0 && (self->wanted != 0 || self->is_restless))
    bring_choice_into_sight (self);
  else if (!self->is_restless)
    put_back_top (self, top);
  if (now.place < 0 && (now.id != 0 || gx_list_selection_get_n_selected (self->selection) == 0))
    choose_another (self, self->is_restless ? 0 : old_place);
  self->wanted = 0;
  self->is_restless = FALSE;
}

static gboolean
are_equal (GxIdList *a, GxIdList *b)
{
  guint n = gx_id_list_length (a);

  if (a == NULL || b == NULL || n != gx_id_list_length (b))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (gx_id_list_get (a, i) != gx_id_list_get (b, i))
      return FALSE;
  return TRUE;
}

/* -- callbacks */

static void
line_setup_cb (GxCustomersView *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, gx_customer_line_new (self->columns));
}

static void
line_bound_cb (GxCustomersView *self, GtkListItem *item)
{
  gx_customer_line_bind (GX_CUSTOMER_LINE (gtk_list_item_get_child (item)), item);
}

static void
line_unbound_cb (GxCustomersView *self, GtkListItem *item)
{
  gx_customer_line_bind (GX_CUSTOMER_LINE (gtk_list_item_get_child (item)), NULL);
}

/* Ticking opens nobody: in a narrow window the list would be gone. */
static void
selection_changed_cb (GxCustomersView *self)
{
  self->is_own_choice = self->is_settling;
  g_signal_emit (self, signals[CHOSEN], 0, gx_list_selection_get_single (self->selection),
                 !self->is_settling && !self->is_selecting);
}

static void
row_activated_cb (GxCustomersView *self, guint position)
{
  if (!self->is_selecting)
    g_signal_emit (self, signals[CHOSEN], 0, gx_lazy_list_get_id (self->list, position), TRUE);
}

/* -- overrides */

static void
gx_customers_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (gx_customers_view_parent_class)->css_changed (widget, change);
  if (GX_CUSTOMERS_VIEW (widget)->columns != NULL)
    gx_customer_columns_restyle (GX_CUSTOMERS_VIEW (widget)->columns);
}

static void
gx_customers_view_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (gx_customers_view_parent_class)->system_setting_changed (widget, setting);
  if (GX_CUSTOMERS_VIEW (widget)->columns != NULL)
    gx_customer_columns_restyle (GX_CUSTOMERS_VIEW (widget)->columns);
}

static void
columns_changed_cb (GxCustomersView *self, GxCustomerColumns *columns)
{
  gboolean has_ways = gx_customer_columns_has (columns, GX_LINE_PHONE)
    || gx_customer_columns_has (columns, GX_LINE_MAIL);

  gx_customer_list_set_extras (self->list,
                               (has_ways ? GX_ROW_WAYS : 0)
                               | (gx_customer_columns_has (columns, GX_LINE_TIER) ? GX_ROW_TIER : 0)
                               | (gx_customer_columns_has (columns, GX_LINE_ADDED) ? GX_ROW_ADDED : 0));
}

static void
gx_customers_view_dispose (GObject *object)
{
  GxCustomersView *self = GX_CUSTOMERS_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_CUSTOMERS_VIEW);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->columns);
  G_OBJECT_CLASS (gx_customers_view_parent_class)->dispose (object);
}

static void
gx_customers_view_class_init (GxCustomersViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_customers_view_dispose;
  widget_class->css_changed = gx_customers_view_css_changed;
  widget_class->system_setting_changed = gx_customers_view_system_setting_changed;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_BOOLEAN);
  g_type_ensure (GX_TYPE_CUSTOMERS_HEADER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-customers-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GxCustomersView, header);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersView, view);
  gtk_widget_class_bind_template_callback (widget_class, line_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, line_bound_cb);
  gtk_widget_class_bind_template_callback (widget_class, line_unbound_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
gx_customers_view_init (GxCustomersView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* -- public */

void
gx_customers_view_attach (GxCustomersView *self, GxBook *book, const char *currency)
{
  g_return_if_fail (GX_IS_CUSTOMERS_VIEW (self) && self->list == NULL);

  self->list = gx_customer_list_new (book, currency);
  self->selection = gx_list_selection_new (self->list);
  self->columns = gx_customer_columns_new (GTK_WIDGET (self), currency);
  gx_customers_header_attach (self->header, self->columns);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "changed", G_CALLBACK (columns_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

GxLazyList *
gx_customers_view_get_list (GxCustomersView *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_VIEW (self), NULL);

  return self->list;
}

GxListSelection *
gx_customers_view_get_selection (GxCustomersView *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_VIEW (self), NULL);

  return self->selection;
}

guint
gx_customers_view_count (GxCustomersView *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_VIEW (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

void
gx_customers_view_turn_over (GxCustomersView *self)
{
  g_return_if_fail (GX_IS_CUSTOMERS_VIEW (self));

  self->is_restless = TRUE;
}

void
gx_customers_view_show (GxCustomersView *self, GxIdList *ids, const char *words)
{
  g_return_if_fail (GX_IS_CUSTOMERS_VIEW (self) && ids != NULL);

  GxIdList *old = gx_lazy_list_get_ids (self->list);
  GxId top = find_top_id (self);
  gint64 old_place = find_choice (self).place;
  gboolean has_other_words = gx_customer_list_set_words (self->list, words);
  gx_customer_columns_set_words (self->columns, words);
  if (old == NULL || !are_equal (old, ids))
    gx_lazy_list_set_ids (self->list, ids);
  else
    top = 0;
  if (has_other_words)
    gx_lazy_list_refresh (self->list, NULL);
  settle (self, top, old_place);
}

gboolean
gx_customers_view_want (GxCustomersView *self, GxId id)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_VIEW (self), FALSE);

  self->wanted = id;
  if (gx_lazy_list_find (self->list, id) < 0)
    return FALSE;
  settle (self, 0, -1);
  return TRUE;
}

void
gx_customers_view_enter (GxCustomersView *self)
{
  g_return_if_fail (GX_IS_CUSTOMERS_VIEW (self));

  if (gx_customers_view_count (self) == 0)
    return;
  gx_list_selection_select_id (self->selection, gx_lazy_list_get_id (self->list, 0));
  gtk_widget_child_focus (GTK_WIDGET (self->scrolled), GTK_DIR_TAB_FORWARD);
}

void
gx_customers_view_focus (GxCustomersView *self)
{
  g_return_if_fail (GX_IS_CUSTOMERS_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
gx_customers_view_set_alone (GxCustomersView *self, gboolean is_alone)
{
  g_return_if_fail (GX_IS_CUSTOMERS_VIEW (self));

  self->is_alone = is_alone;
}

void
gx_customers_view_set_selecting (GxCustomersView *self, gboolean is_selecting)
{
  g_return_if_fail (GX_IS_CUSTOMERS_VIEW (self));

  self->is_selecting = is_selecting;
  gx_list_selection_set_multiple (self->selection, is_selecting);
  gx_customer_columns_set_checks (self->columns, is_selecting);
  if (!is_selecting && gx_list_selection_get_n_selected (self->selection) > 1)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

void
gx_customers_view_set_sort (GxCustomersView *self, const char *sort_key, gboolean descending)
{
  g_return_if_fail (GX_IS_CUSTOMERS_VIEW (self));

  gx_customers_header_set_sort (self->header, sort_key, descending);
}

void
gx_customers_view_set_currency (GxCustomersView *self, const char *currency)
{
  g_return_if_fail (GX_IS_CUSTOMERS_VIEW (self));

  gx_customer_columns_set_currency (self->columns, currency);
  gx_customer_list_set_currency (self->list, currency);
}

void
gx_customers_view_set_limits (GxCustomersView *self, const GxPortraitLimits *limits)
{
  g_return_if_fail (GX_IS_CUSTOMERS_VIEW (self));

  gx_customer_columns_set_limits (self->columns, limits);
}

void
gx_customers_view_fit (GxCustomersView *self, const char *width_class)
{
  g_return_if_fail (GX_IS_CUSTOMERS_VIEW (self));

  if (self->columns != NULL)
    gx_customer_columns_fit (self->columns, width_class);
}

GxCustomerColumns *
gx_customers_view_get_columns (GxCustomersView *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_VIEW (self), NULL);

  return self->columns;
}
