/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customers-pane-private.h"

#define UI "/org/guanxi/Guanxi/ui/"

enum { PROP_BOOK = 1, PROP_IS_FOLDED, PROP_IS_ALONE, PROP_SORT, PROP_IS_DESCENDING, PROP_IS_SELECTING,
       PROP_CURRENCY, PROP_SEGMENT, PROP_LAYOUT, PROP_SHOWS_FACETS, PROP_WANTS_FACETS,
       PROP_HAS_ROOM, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCustomersPane, gx_customers_pane, ADW_TYPE_BIN)

/* Those found stand by how well they match, until a person asks for another order. */
static gboolean
is_ranked (GxCustomersPane *self)
{
  return gx_customers_pane_is_searching (self) && !self->query->keeps_order;
}

static void
show_sort (GxCustomersPane *self)
{
  gx_customers_view_set_sort (self->view, is_ranked (self) ? NULL : gx_customer_sort_key (self->query->sort),
                              self->query->descending);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "customers.best-match",
                                 gx_customers_pane_is_searching (self) && self->query->keeps_order);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SORT]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_DESCENDING]);
}

static void
set_sort (GxCustomersPane *self, GxCustomerSort sort, gboolean descending)
{
  if (self->query->sort == sort && self->query->descending == descending && !is_ranked (self))
    return;
  self->query->sort = sort;
  self->query->descending = descending;
  self->query->keeps_order = gx_customers_pane_is_searching (self) && !self->is_laying_out;
  show_sort (self);
  gx_customers_pane_ask_soon (self, TRUE);
}

static void
best_match_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (widget);

  self->query->keeps_order = FALSE;
  show_sort (self);
  gx_customers_pane_ask_soon (self, TRUE);
}

static void
set_currency (GxCustomersPane *self, const char *currency)
{
  if (g_strcmp0 (self->query->currency, currency) == 0)
    return;
  g_free (self->query->currency);
  self->query->currency = g_strdup (currency);
  gx_customers_view_set_currency (self->view, currency);
  gx_criteria_bar_set_currency (self->criteria, currency);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENCY]);
  gx_customers_pane_ask_soon (self, TRUE);
}

/* What people expect to see first: the newest, the largest. */
static gboolean
begins_descending (GxCustomerSort sort)
{
  return sort == GX_CUSTOMER_SORT_VALUE || sort == GX_CUSTOMER_SORT_LAST_CONTACT
    || sort == GX_CUSTOMER_SORT_ADDED || sort == GX_CUSTOMER_SORT_ORDERS
    || sort == GX_CUSTOMER_SORT_LAST_ORDER;
}

/* -- callbacks */

static void
search_changed_cb (GxCustomersPane *self)
{
  gboolean was_ranked = is_ranked (self);

  g_free (self->query->words);
  self->query->words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  self->query->keeps_order = self->query->keeps_order && gx_customers_pane_is_searching (self);
  self->is_entering = FALSE;
  if (is_ranked (self) != was_ranked)
    show_sort (self);
  gx_customers_pane_ask_soon (self, TRUE);
}

static void
search_stopped_cb (GxCustomersPane *self)
{
  if (gx_customers_pane_is_searching (self))
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gx_customers_view_focus (self->view);
}

/* Enter or Down in the search field: the first found, ready for the arrows; where what was typed last has no
 * answer yet, as soon as it has. */
static void
list_entered_cb (GxCustomersPane *self)
{
  self->is_entering = self->tick != 0 || self->asking != NULL;
  if (!self->is_entering)
    gx_customers_view_enter (self->view);
}

static gboolean
search_key_pressed_cb (GxCustomersPane *self, guint key, guint code, GdkModifierType state)
{
  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  list_entered_cb (self);
  return GDK_EVENT_STOP;
}

static void
chosen_cb (GxCustomersPane *self, gint64 id, gboolean by_hand)
{
  g_signal_emit (self, signals[CHOSEN], 0, id, by_hand);
}

static void
width_class_changed_cb (GxCustomersPane *self)
{
  gx_customers_view_fit (self->view, gx_width_bin_get_width_class (self->width_bin));
}

static void
facet_chosen_cb (GxCustomersPane *self, const char *field, const char *value, gboolean is_chosen)
{
  gx_customers_pane_choose_facet (self, field, value, is_chosen);
}

static void
facets_shown_cb (GxCustomersPane *self)
{
  if (self->book != NULL)
    gx_customers_pane_facets_shown (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWS_FACETS]);
}

static void
facets_wanted_cb (GxCustomersPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WANTS_FACETS]);
}

static void
show_all_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_customers_pane_filter (GX_CUSTOMERS_PANE (widget), NULL, NULL, GX_NO_DAY, NULL);
}

/* A column's title: by it, and clicked again the other way round. */
static void
sort_by_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (widget);
  GxCustomerSort sort = GX_CUSTOMER_SORT_NAME;

  if (!gx_customer_sort_parse (g_variant_get_string (parameter, NULL), &sort))
    return;
  gboolean is_shown = sort == self->query->sort && !is_ranked (self);
  set_sort (self, sort, is_shown ? !self->query->descending : begins_descending (sort));
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
  gx_selection_bar_set_pinned (self->selection_bar, is_selecting);
  gx_customers_view_set_selecting (self->view, is_selecting);
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
  gx_customers_view_attach (self->view, self->book, self->query->currency);
  show_sort (self);
  gx_selection_bar_attach (self->selection_bar, self->book, gx_customers_view_get_selection (self->view));
  gx_customers_pane_build_question (self);
  gx_customers_pane_build_layout (self);
  width_class_changed_cb (self);
  gx_customers_pane_read_manners (self);
  gx_customers_pane_ask_now (self);
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
      g_value_set_string (value, is_ranked (self) ? "match" : gx_customer_sort_key (self->query->sort));
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
    case PROP_LAYOUT:
      g_value_set_string (value, self->usual_layout);
      break;
    case PROP_SHOWS_FACETS:
      g_value_set_boolean (value, gx_aside_is_shown (self->aside));
      break;
    case PROP_WANTS_FACETS:
      g_object_get_property (G_OBJECT (self->aside), "is-wanted", value);
      break;
    case PROP_HAS_ROOM:
      g_object_get_property (G_OBJECT (self->aside), "has-room", value);
      break;
    case PROP_SEGMENT:
      g_value_set_int64 (value, gx_customers_pane_get_segment (self));
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
      gx_customers_view_set_alone (self->view, self->is_alone);
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
    case PROP_LAYOUT:
      gx_customers_pane_set_layout (self, g_value_get_string (value));
      break;
    case PROP_SHOWS_FACETS:
      gx_customers_pane_show_facets (self, g_value_get_boolean (value));
      break;
    case PROP_WANTS_FACETS:
      g_object_set_property (G_OBJECT (self->aside), "is-wanted", value);
      break;
    case PROP_HAS_ROOM:
      g_object_set_property (G_OBJECT (self->aside), "has-room", value);
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
  gx_customers_pane_stop_counting (self);
  /* Its child has a name in the template, which would take it away behind the bin's back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_CUSTOMERS_PANE);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (gx_customers_pane_parent_class)->dispose (object);
}

static void
gx_customers_pane_finalize (GObject *object)
{
  GxCustomersPane *self = GX_CUSTOMERS_PANE (object);

  gx_customer_query_free (self->query);
  g_clear_object (&self->currency_section);
  g_free (self->filter_title);
  g_free (self->usual_layout);
  g_clear_pointer (&self->segment, gx_segment_free);
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
  props[PROP_LAYOUT] = g_param_spec_string ("layout", NULL, NULL, NULL, flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_SHOWS_FACETS] = g_param_spec_boolean ("shows-facets", NULL, NULL, FALSE,
                                                   flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_WANTS_FACETS] = g_param_spec_boolean ("wants-facets", NULL, NULL, FALSE,
                                                   flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_HAS_ROOM] = g_param_spec_boolean ("has-room", NULL, NULL, FALSE, flags);
  props[PROP_SEGMENT] = g_param_spec_int64 ("segment", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
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
  g_type_ensure (GX_TYPE_ASIDE);
  g_type_ensure (GX_TYPE_CRITERIA_BAR);
  g_type_ensure (GX_TYPE_FACET_LIST);
  g_type_ensure (GX_TYPE_SELECTION_BAR);
  g_type_ensure (GX_TYPE_CUSTOMERS_VIEW);
  install_properties (object_class);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_BOOLEAN);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, UI "gx-customers-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, aside);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, facets);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, width_bin);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, title);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, search);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, criteria);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, sentence);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, stack);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, view);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, nobody);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, add_found);
  gtk_widget_class_bind_template_child (widget_class, GxCustomersPane, selection_bar);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_class_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, facet_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, facets_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, facets_wanted_cb);
  gtk_widget_class_install_property_action (widget_class, "customers.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "customers.currency", "currency");
  gtk_widget_class_install_action (widget_class, "customers.sort-by", "s", sort_by_cb);
  gtk_widget_class_install_action (widget_class, "customers.reverse", NULL, reverse_cb);
  gtk_widget_class_install_action (widget_class, "customers.best-match", NULL, best_match_cb);
  gtk_widget_class_install_property_action (widget_class, "customers.select-several", "is-selecting");
  gtk_widget_class_install_property_action (widget_class, "customers.facets", "shows-facets");
  gtk_widget_class_install_action (widget_class, "customers.select-one", NULL, select_one_cb);
  gtk_widget_class_install_action (widget_class, "customers.show-all", NULL, show_all_cb);
  gtk_widget_class_install_action (widget_class, "customers.columns", NULL, gx_customers_pane_columns_cb);
  gtk_widget_class_install_action (widget_class, "customers.save-segment", NULL,
                                   gx_customers_pane_save_segment_cb);
  gtk_widget_class_install_action (widget_class, "customers.save-segment-as", "s",
                                   gx_customers_pane_save_segment_as_cb);
  gtk_widget_class_install_action (widget_class, "customers.as-of-today", NULL,
                                   gx_customers_pane_as_of_today_cb);
  gtk_widget_class_install_action (widget_class, "customers.over-time", NULL, gx_customers_pane_over_time_cb);
}

static void
make_menu (GxCustomersPane *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (UI "gx-customers-menu.ui");

  self->currency_section = g_object_ref (G_MENU (gtk_builder_get_object (builder, "currency_section")));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button),
                                  G_MENU_MODEL (gtk_builder_get_object (builder, "list_menu")));
}

static void
gx_customers_pane_init (GxCustomersPane *self)
{
  self->query = gx_customer_query_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  make_menu (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (search_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->view));
}

void
gx_customers_pane_notify_segment (GxCustomersPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEGMENT]);
}

void
gx_customers_pane_focus (GxCustomersPane *self)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self));

  gx_customers_view_focus (self->view);
}

void
gx_customers_pane_find (GxCustomersPane *self)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

void
gx_customers_pane_search (GxCustomersPane *self, const char *words)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self) && words != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search), words);
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
}

gboolean
gx_customers_pane_go_back (GxCustomersPane *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_PANE (self), FALSE);

  GxListSelection *selection = gx_customers_view_get_selection (self->view);
  if (gx_aside_covers (self->aside))
    g_object_set (self->aside, "is-shown", FALSE, NULL);
  else if (self->is_selecting || gx_list_selection_get_n_selected (selection) > 1)
    {
      set_selecting (self, FALSE);
      gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (selection));
    }
  else if (gx_customers_pane_is_searching (self))
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else if (self->query->criteria_json != NULL || self->segment != NULL)
    gx_customers_pane_filter (self, NULL, NULL, GX_NO_DAY, NULL);
  else
    return FALSE;
  return TRUE;
}

void
gx_customers_pane_select (GxCustomersPane *self, GxId id)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self));

  if (gx_customers_view_want (self->view, id))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gx_customers_pane_filter (self, NULL, NULL, GX_NO_DAY, NULL);
  gx_customers_pane_ask_soon (self, TRUE);
}

void
gx_customers_pane_changed (GxCustomersPane *self, GxChange *change)
{
  g_return_if_fail (GX_IS_CUSTOMERS_PANE (self));

  gx_lazy_list_refresh (gx_customers_view_get_list (self->view),
                        change->everything ? NULL : change->customers);
  if (gx_change_has_table (change, "segment") || gx_change_has_table (change, "custom_field"))
    gx_customers_pane_load_catalogue (self);
  if (gx_change_has_table (change, "segment"))
    gx_customers_pane_segments_changed (self);
  gx_customers_pane_ask_soon (self, FALSE);
}

GxIdList *
gx_customers_pane_get_ids (GxCustomersPane *self)
{
  g_return_val_if_fail (GX_IS_CUSTOMERS_PANE (self), NULL);

  return gx_lazy_list_get_ids (gx_customers_view_get_list (self->view));
}
