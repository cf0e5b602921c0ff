/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customers-pane.h"

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "base/gx-money.h"
#include "models/gx-customer-list.h"
#include "models/gx-customer-query.h"
#include "pages/gx-customer-columns.h"
#include "pages/gx-selection-bar.h"
#include "trade/gx-purchases.h"
#include "widgets/gx-list-selection.h"
#include "widgets/gx-toast.h"
#include "widgets/gx-width-bin.h"

#include <glib/gi18n-lib.h>

struct _GxCustomersPane {
  AdwBin parent_instance;

  GxWidthBin *width_bin;
  AdwWindowTitle *title;
  GtkSearchEntry *search;
  GtkRevealer *banner_revealer;
  GtkLabel *banner;
  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkColumnView *view;
  AdwStatusPage *nobody;
  GtkWidget *add_found;
  GMenu *currency_section;
  GxSelectionBar *selection_bar;

  GxBook *book;
  GxLazyList *list;
  GxListSelection *selection;
  GxCustomerColumns *columns;
  GxCustomerQuery *query;
  char *filter_title;
  GCancellable *asking;
  guint tick;             /* an ask is due at the next frame */
  GxId wanted;            /* to be selected when the ids come */
  gboolean is_restless;   /* the order or the question changed: bring the choice into sight */
  gboolean is_settling;   /* selecting by program, not by hand */
  gboolean is_folded, is_alone, is_selecting;
};

enum { PROP_BOOK = 1, PROP_IS_FOLDED, PROP_IS_ALONE, PROP_SORT, PROP_IS_DESCENDING, PROP_IS_SELECTING,
       PROP_CURRENCY, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCustomersPane, gx_customers_pane, ADW_TYPE_BIN)

static void ask_soon (GxCustomersPane *self, gboolean is_restless);

/* -- what is shown */

static gboolean
is_searching (GxCustomersPane *self)
{
  return *self->query->words != '\0';
}

static guint
count_shown (GxCustomersPane *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

static void
show_count (GxCustomersPane *self)
{
  guint n = count_shown (self);
  g_autofree char *count = gx_count_format (n);
  /* Translators: %s is a number */
  g_autofree char *everybody = g_strdup_printf (ngettext ("%s customer", "%s customers", n), count);
  /* Translators: %s is a number */
  g_autofree char *found = g_strdup_printf (ngettext ("%s found", "%s found", n), count);

  adw_window_title_set_subtitle (self->title, is_searching (self) ? found : everybody);
  if (self->filter_title != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%s · %s", self->filter_title, count);
      gtk_label_set_label (self->banner, text);
    }
  gtk_revealer_set_reveal_child (self->banner_revealer, self->filter_title != NULL);
}

static char *
describe_nobody (GxCustomersPane *self)
{
  if (!is_searching (self))
    return g_strdup (_("Nobody fits this choice any more."));
  /* Translators: %s is what was searched for */
  return g_strdup_printf (_("No name, company, phone or email has “%s” in it."), self->query->words);
}

static void
show_nobody (GxCustomersPane *self)
{
  g_autofree char *text = describe_nobody (self);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->nobody, markup);
  gtk_widget_set_visible (self->add_found, is_searching (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add_found), "s", self->query->words);
}

static void
show_stack (GxCustomersPane *self)
{
  gboolean is_everybody = !is_searching (self) && self->query->criteria_json == NULL;
  const char *page = count_shown (self) > 0 ? "list" : is_everybody ? "empty" : "nobody";

  if (g_str_equal (page, "nobody"))
    show_nobody (self);
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
scroll_to (GxCustomersPane *self, guint position)
{
  GtkWidget *rows = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  gtk_widget_activate_action (rows, "list.scroll-to-item", "u", position);
}

/* The first row in sight: all rows are equally high. */
static GxId
find_top_id (GxCustomersPane *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double upper = gtk_adjustment_get_upper (adjustment);
  guint n = count_shown (self);

  if (n == 0 || upper <= 0 || gtk_adjustment_get_value (adjustment) <= 0)
    return 0;
  return gx_lazy_list_get_id (self->list, (guint) (gtk_adjustment_get_value (adjustment) / upper * n + 0.5));
}

/* A reset forgets where the list stood. Coming from below, the row lands at the top. */
static void
put_back_top (GxCustomersPane *self, GxId top)
{
  gint64 position = top != 0 ? gx_lazy_list_find (self->list, top) : -1;

  if (position <= 0)
    return;
  scroll_to (self, count_shown (self) - 1);
  scroll_to (self, (guint) position);
}

static void
choose (GxCustomersPane *self, GxId id)
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
find_choice (GxCustomersPane *self)
{
  GxId id = gx_list_selection_get_single (self->selection);

  return (Choice) { id, id != 0 ? gx_lazy_list_find (self->list, id) : -1 };
}

/* Beside a customer's page somebody is always chosen: who stands where the lost one stood, else the first. */
static void
choose_another (GxCustomersPane *self, gint64 place)
{
  guint n = count_shown (self);

  if (n > 0 && !self->is_alone && !self->is_selecting)
    choose (self, gx_lazy_list_get_id (self->list, (guint) CLAMP (place, 0, (gint64) n - 1)));
}

/* After the ids came: the wanted one is chosen; else the choice stays, in sight where the list was turned over. */
static void
settle_selection (GxCustomersPane *self, GxId top, gint64 old_place)
{
  if (self->wanted != 0 && gx_lazy_list_find (self->list, self->wanted) >= 0)
    choose (self, self->wanted);

  Choice now = find_choice (self);
  if (now.place > 0 && (self->wanted != 0 || self->is_restless))
    scroll_to (self, (guint) now.place);
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

static void
ids_came_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomersPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxIdList) ids = gx_customer_query_ask_finish (GX_BOOK (source), result, &error);

  /* Only the answer to the latest question counts. */
  if (self->asking == NULL || g_task_get_cancellable (G_TASK (result)) != self->asking)
    return;
  if (ids == NULL)
    {
      gx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  GxIdList *old = gx_lazy_list_get_ids (self->list);
  GxId top = find_top_id (self);
  gint64 old_place = find_choice (self).place;
  if (old == NULL || !are_equal (old, ids))
    gx_lazy_list_set_ids (self->list, ids);
  else
    top = 0;
  show_count (self);
  show_stack (self);
  settle_selection (self, top, old_place);
}

/* What the book says about how its rows are shown. */
typedef struct {
  GxPortraitLimits limits;
  char **currencies;
} Manners;

static void
free_manners (gpointer data)
{
  g_strfreev (((Manners *) data)->currencies);
  g_free (data);
}

static gpointer
read_manners_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Manners *manners = g_new0 (Manners, 1);

  manners->limits = gx_portrait_limits_read (book);
  manners->currencies = gx_trade_currencies (book, NULL);
  return manners;
}

static void
manners_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCustomersPane) self = user_data;
  Manners *manners = gx_book_job_finish (GX_BOOK (source), result, NULL);

  if (manners != NULL && self->book != NULL)
    {
      gx_customer_columns_set_limits (self->columns, &manners->limits);
      g_menu_remove_all (self->currency_section);
      for (guint i = 0; manners->currencies != NULL && i < g_strv_length (manners->currencies); i++)
        {
          g_autoptr (GMenuItem) item = g_menu_item_new (manners->currencies[i], NULL);
          g_menu_item_set_action_and_target (item, "customers.currency", "s", manners->currencies[i]);
          g_menu_append_item (self->currency_section, item);
        }
    }
  if (manners != NULL)
    free_manners (manners);
}

static void
ask_now (GxCustomersPane *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  gx_customer_query_ask_async (self->query, self->book, self->asking, ids_came_cb, g_object_ref (self));
}

static gboolean
frame_came_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (widget);

  self->tick = 0;
  ask_now (self);
  return G_SOURCE_REMOVE;
}

/* Typing and changes within one frame are one question. */
static void
ask_soon (GxCustomersPane *self, gboolean is_restless)
{
  self->is_restless |= is_restless;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), frame_came_cb, NULL, NULL);
}

static void
set_sort (GxCustomersPane *self, GxCustomerSort sort, gboolean descending)
{
  if (self->query->sort == sort && self->query->descending == descending)
    return;
  self->query->sort = sort;
  self->query->descending = descending;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SORT]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_DESCENDING]);
  gx_customer_columns_set_sort (self->columns, sort, descending);
  ask_soon (self, TRUE);
}

static void
set_currency (GxCustomersPane *self, const char *currency)
{
  if (g_strcmp0 (self->query->currency, currency) == 0)
    return;
  g_free (self->query->currency);
  self->query->currency = g_strdup (currency);
  gx_customer_columns_set_currency (self->columns, currency);
  gx_customer_list_set_currency (self->list, currency);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENCY]);
  ask_soon (self, TRUE);
}

/* What people expect to see first: the newest, the largest. */
static gboolean
begins_descending (GxCustomerSort sort)
{
  return sort == GX_CUSTOMER_SORT_VALUE || sort == GX_CUSTOMER_SORT_LAST_CONTACT
    || sort == GX_CUSTOMER_SORT_ADDED;
}

/* -- callbacks */

static void
header_clicked_cb (GxCustomersPane *self)
{
  GxCustomerSort sort = GX_CUSTOMER_SORT_NAME;
  gboolean descending = FALSE;

  if (gx_customer_columns_get_sort (self->columns, &sort, &descending))
    set_sort (self, sort, descending);
}

static void
search_changed_cb (GxCustomersPane *self)
{
  g_free (self->query->words);
  self->query->words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  ask_soon (self, TRUE);
}

static void
search_stopped_cb (GxCustomersPane *self)
{
  if (is_searching (self))
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Enter or Down in the search field: the first found, ready for the arrows. */
static void
list_entered_cb (GxCustomersPane *self)
{
  if (count_shown (self) == 0)
    return;
  gx_list_selection_select_id (self->selection, gx_lazy_list_get_id (self->list, 0));
  gtk_widget_child_focus (GTK_WIDGET (self->scrolled), GTK_DIR_TAB_FORWARD);
}

static void
selection_changed_cb (GxCustomersPane *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, gx_list_selection_get_single (self->selection),
                 !self->is_settling);
}

static void
row_activated_cb (GxCustomersPane *self, guint position)
{
  if (!self->is_selecting)
    g_signal_emit (self, signals[CHOSEN], 0, gx_lazy_list_get_id (self->list, position), TRUE);
}

static void
width_class_changed_cb (GxCustomersPane *self)
{
  if (self->columns != NULL)
    gx_customer_columns_fit (self->columns, gx_width_bin_get_width_class (self->width_bin));
}

static void
show_all_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_customers_pane_filter (GX_CUSTOMERS_PANE (widget), NULL, NULL, GX_NO_DAY, NULL);
}

static void
reverse_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (widget);

  set_sort (self, self->query->sort, !self->query->descending);
}

static void
set_selecting (GxCustomersPane *self, gboolean is_selecting)
{
  if (self->is_selecting == is_selecting)
    return;
  self->is_selecting = is_selecting;
  gx_list_selection_set_multiple (self->selection, is_selecting);
  gx_customer_columns_set_checks (self->columns, is_selecting);
  gx_selection_bar_set_pinned (self->selection_bar, is_selecting);
  if (!is_selecting && gx_list_selection_get_n_selected (self->selection) > 1)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_SELECTING]);
}

static void
select_one_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  set_selecting (GX_CUSTOMERS_PANE (widget), FALSE);
}

/* -- overrides */

static void
gx_customers_pane_constructed (GObject *object)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (object);

  G_OBJECT_CLASS (gx_customers_pane_parent_class)->constructed (object);
  self->query->currency = g_strdup (gx_book_get_currency (self->book));
  self->list = gx_customer_list_new (self->book, self->query->currency);
  self->selection = gx_list_selection_new (self->list);
  self->columns = gx_customer_columns_add (self->view, self->query->currency);
  gx_customer_columns_set_sort (self->columns, self->query->sort, self->query->descending);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gx_selection_bar_attach (self->selection_bar, self->book, self->selection);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (header_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  width_class_changed_cb (self);
  gx_book_read_async (self->book, read_manners_job, NULL, NULL, free_manners, NULL, manners_read_cb,
                      g_object_ref (self));
  ask_now (self);
}

static void
gx_customers_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (object);

  switch (id)
    {
    case PROP_BOOK:
      g_value_set_object (value, self->book);
      break;
    case PROP_IS_FOLDED:
      g_value_set_boolean (value, self->is_folded);
      break;
    case PROP_IS_ALONE:
      g_value_set_boolean (value, self->is_alone);
      break;
    case PROP_SORT:
      g_value_set_string (value, gx_customer_sort_key (self->query->sort));
      break;
    case PROP_IS_DESCENDING:
      g_value_set_boolean (value, self->query->descending);
      break;
    case PROP_IS_SELECTING:
      g_value_set_boolean (value, self->is_selecting);
      break;
    case PROP_CURRENCY:
      g_value_set_string (value, self->query->currency);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gx_customers_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (object);
  GxCustomerSort sort = GX_CUSTOMER_SORT_NAME;

  switch (id)
    {
    case PROP_BOOK:
      self->book = g_value_dup_object (value);
      break;
    case PROP_IS_FOLDED:
      self->is_folded = g_value_get_boolean (value);
      break;
    case PROP_IS_ALONE:
      self->is_alone = g_value_get_boolean (value);
      break;
    case PROP_SORT:
      if (gx_customer_sort_parse (g_value_get_string (value), &sort))
        set_sort (self, sort, begins_descending (sort));
      break;
    case PROP_IS_DESCENDING:
      set_sort (self, self->query->sort, g_value_get_boolean (value));
      break;
    case PROP_IS_SELECTING:
      set_selecting (self, g_value_get_boolean (value));
      break;
    case PROP_CURRENCY:
      set_currency (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gx_customers_pane_dispose (GObject *object)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_CUSTOMERS_PANE);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (gx_customers_pane_parent_class)->dispose (object);
}

static void
gx_customers_pane_finalize (GObject *object)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (object);

  gx_customer_query_free (self->query);
  g_free (self->filter_title);
  G_OBJECT_CLASS (gx_customers_pane_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  props[PROP_BOOK] = g_param_spec_object ("book", NULL, NULL, GX_TYPE_BOOK, flags | G_PARAM_CONSTRUCT_ONLY);
  props[PROP_IS_FOLDED] = g_param_spec_boolean ("is-folded", NULL, NULL, FALSE, flags);
  props[PROP_IS_ALONE] = g_param_spec_boolean ("is-alone", NULL, NULL, FALSE, flags);
  props[PROP_SORT] = g_param_spec_string ("sort", NULL, NULL, "name", flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_IS_DESCENDING] = g_param_spec_boolean ("is-descending", NULL, NULL, FALSE,
                                                    flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_IS_SELECTING] = g_param_spec_boolean ("is-selecting", NULL, NULL, FALSE,
                                                   flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_CURRENCY] = g_param_spec_string ("currency", NULL, NULL, NULL, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gx_customers_pane_class_init (GxCustomersPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = gx_customers_pane_constructed;
  object_class->get_property = gx_customers_pane_get_property;
  object_class->set_property = gx_customers_pane_set_property;
  object_class->dispose = gx_customers_pane_dispose;
  object_class->finalize = gx_customers_pane_finalize;
  install_properties (object_class);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_BOOLEAN);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-customers-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, width_bin);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, title);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, search);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, banner_revealer);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, banner);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, stack);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, view);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, nobody);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, add_found);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, currency_section);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, selection_bar);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_class_changed_cb);
  gtk_widget_class_install_property_action (widget_class, "customers.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "customers.currency", "currency");
  gtk_widget_class_install_action (widget_class, "customers.reverse", NULL, reverse_cb);
  gtk_widget_class_install_property_action (widget_class, "customers.select-several", "is-selecting");
  gtk_widget_class_install_action (widget_class, "customers.select-one", NULL, select_one_cb);
  gtk_widget_class_install_action (widget_class, "customers.show-all", NULL, show_all_cb);
  g_type_ensure (GX_TYPE_SELECTION_BAR);
}

static void
gx_customers_pane_init (GxCustomersPane *self)
{
  self->query = gx_customer_query_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->scrolled));
}

void
gx_customers_pane_focus (GxCustomersPane *self)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self));

  gtk_widget_grab_focus (gtk_widget_get_last_child (GTK_WIDGET (self->view)));
}

void
gx_customers_pane_find (GxCustomersPane *self)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

gboolean
gx_customers_pane_go_back (GxCustomersPane *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_PANE (self), FALSE);

  if (self->is_selecting || gx_list_selection_get_n_selected (self->selection) > 1)
    {
      set_selecting (self, FALSE);
      gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
    }
  else if (is_searching (self))
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else if (self->query->criteria_json != NULL)
    gx_customers_pane_filter (self, NULL, NULL, GX_NO_DAY, NULL);
  else
    return FALSE;
  return TRUE;
}

void
gx_customers_pane_select (GxCustomersPane *self, GxId id)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self));

  self->wanted = id;
  if (gx_lazy_list_find (self->list, id) < 0)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      gx_customers_pane_filter (self, NULL, NULL, GX_NO_DAY, NULL);
      ask_soon (self, TRUE);
      return;
    }
  settle_selection (self, 0, -1);
}

void
gx_customers_pane_filter (GxCustomersPane *self, const char *criteria_json, const char *title, GxDay as_of,
                          const char *currency)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self));

  if (currency != NULL)
    set_currency (self, currency);
  /* A mark shows exactly its customers, not those of them that were searched for before. */
  if (criteria_json != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  if (g_strcmp0 (self->query->criteria_json, criteria_json) == 0 && self->query->as_of == as_of)
    return;
  g_free (self->query->criteria_json);
  g_free (self->filter_title);
  self->query->criteria_json = g_strdup (criteria_json);
  self->query->as_of = as_of;
  self->filter_title = criteria_json != NULL ? g_strdup (title) : NULL;
  ask_soon (self, TRUE);
}

void
gx_customers_pane_changed (GxCustomersPane *self, GxChange *change)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self));

  gx_lazy_list_refresh (self->list, change->everything ? NULL : change->customers);
  ask_soon (self, FALSE);
}

GxIdList *
gx_customers_pane_get_ids (GxCustomersPane *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_PANE (self), NULL);

  return gx_lazy_list_get_ids (self->list);
}
