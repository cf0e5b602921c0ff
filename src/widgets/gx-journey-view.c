/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-journey-view.h"

#include <glib/gi18n-lib.h>

#include "widgets/gx-chart-export.h"
#include "widgets/gx-journey-canvas.h"

#define ZOOM_STEP 1.6
#define LIST_MOST 200       /* of a day's events; the list on the page has all */
#define LIST_HEIGHT 320
#define LIST_CHARS 40

struct _GxJourneyView {
  GtkWidget parent_instance;

  GtkWidget *box, *header, *buttons;
  GxJourneyCanvas *canvas;
  GtkWidget *popover;       /* the events of a cluster that no zoom parts */
  GtkWidget *list;
  guint lanes;
  int selected;             /* as last told */
};

enum { PROP_LANES = 1, PROP_SELECTED, PROP_SHOW_FIRST, N_PROPS = PROP_SHOW_FIRST + GX_N_LANES };
static GParamSpec *props[N_PROPS];

static const char * const show_names[GX_N_LANES] = {
  "show-visits", "show-calls", "show-chats", "show-mails", "show-purchases", "show-payments", "show-other",
};

enum { EVENT_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxJourneyView, gx_journey_view, GTK_TYPE_WIDGET)

static GxJourney *
get_journey (GxJourneyView *self)
{
  return gx_journey_canvas_get_journey (self->canvas);
}

static void
update_actions (GxJourneyView *self)
{
  GxJourney *journey = get_journey (self);
  gboolean can_come_closer = FALSE, can_go_back = FALSE;

  if (journey != NULL)
    {
      double length = gx_span_length (gx_journey_get_span (journey)),
          most = gx_span_length (gx_journey_get_limits (journey));

      can_come_closer = length > GX_SPAN_LEAST_DAYS + 1e-6;
      can_go_back = length < most - 1e-6;
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "journey.zoom-in", can_come_closer);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "journey.zoom-out", can_go_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "journey.fit", can_go_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "journey.copy-picture", journey != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "journey.copy-table", journey != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "journey.export", journey != NULL);
}

static GtkWidget *
create_line (const char *text, gboolean is_detail)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LIST_CHARS);
  if (is_detail)
    gtk_widget_add_css_class (label, "gx-second");
  return label;
}

static GtkWidget *
create_row (GxJourneyView *self, int event)
{
  g_autofree char *detail = NULL;
  g_autofree char *title = gx_journey_tell_event (get_journey (self), event, &detail);
  GtkWidget *row = gtk_list_box_row_new (), *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (lines), create_line (title, FALSE));
  gtk_box_append (GTK_BOX (lines), create_line (detail, TRUE));
  gtk_widget_set_margin_top (lines, 4);
  gtk_widget_set_margin_bottom (lines, 4);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), lines);
  g_object_set_data (G_OBJECT (row), "gx-event", GINT_TO_POINTER (event));
  return row;
}

static GtkWidget *
create_rest_row (guint n_left)
{
  /* Translators: %u events more than this short list shows */
  g_autofree char *words = g_strdup_printf (ngettext ("and %u more", "and %u more", n_left), n_left);
  GtkWidget *row = gtk_list_box_row_new (), *label = gtk_label_new (words);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static void
fill_list (GxJourneyView *self, GArray *events)
{
  GtkWidget *row = NULL;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < MIN (events->len, LIST_MOST); i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (self, g_array_index (events, int, i)));
  if (events->len > LIST_MOST)
    gtk_list_box_append (GTK_LIST_BOX (self->list), create_rest_row (events->len - LIST_MOST));
}

static void
row_activated_cb (GxJourneyView *self, GtkListBoxRow *row)
{
  int event = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "gx-event"));

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gx_journey_canvas_select (self->canvas, event);
  gx_journey_canvas_activate (self->canvas, event);
}

static void
create_popover (GxJourneyView *self)
{
  GtkWidget *scroll = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Events of the day"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->list);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), scroll);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

static void
cluster_activated_cb (GxJourneyView *self, GArray *events, int x, int y)
{
  double at_x = 0, at_y = 0;

  if (self->popover == NULL)
    create_popover (self);
  fill_list (self, events);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->canvas), GTK_WIDGET (self), x, y, &at_x, &at_y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int) at_x - 6, (int) at_y - 8, 12, 16 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
event_activated_cb (GxJourneyView *self, const char *kind, gint64 ref)
{
  g_signal_emit (self, signals[EVENT_ACTIVATED], 0, kind, ref);
}

static void
span_changed_cb (GxJourneyView *self)
{
  int selected = gx_journey_view_get_selected (self);

  update_actions (self);
  if (self->selected == selected)
    return;
  self->selected = selected;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}

static void
zoom_in_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gx_journey_canvas_zoom (GX_JOURNEY_VIEW (widget)->canvas, 1 / ZOOM_STEP);
}

static void
zoom_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gx_journey_canvas_zoom (GX_JOURNEY_VIEW (widget)->canvas, ZOOM_STEP);
}

static void
fit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gx_journey_canvas_fit (GX_JOURNEY_VIEW (widget)->canvas);
}

static void
copy_picture_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gx_chart_export_copy_picture (widget, GX_DRAWING (get_journey (GX_JOURNEY_VIEW (widget))));
}

static void
copy_table_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gx_chart_export_copy_table (widget, GX_DRAWING (get_journey (GX_JOURNEY_VIEW (widget))));
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gx_chart_export_save (widget, GX_DRAWING (get_journey (GX_JOURNEY_VIEW (widget))));
}

/* GTK 4.8 gives a button that shows an icon the name of its image: the label is set by hand. */
static void
name_button (GtkWidget *button, const char *label)
{
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_add_css_class (button, "flat");
}

static GtkWidget *
create_button (const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  name_button (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
create_menu_button (const char *icon, const char *label, GMenuModel *menu)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), icon);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  name_button (button, label);
  return button;
}

static GMenuModel *
create_lanes_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (guint lane = 0; lane < GX_N_LANES; lane++)
    {
      g_autofree char *action = g_strconcat ("journey.", show_names[lane], NULL);
      g_menu_append (menu, gx_journey_lane_get_name ((GxJourneyLane) lane), action);
    }
  return G_MENU_MODEL (menu);
}

static void
build_header (GxJourneyView *self)
{
  GtkWidget *title = gtk_label_new (_("Journey"));
  g_autoptr (GMenuModel) lanes = create_lanes_menu (), export = gx_chart_export_create_menu ("journey");
  GtkWidget *buttons[] = {
    create_button ("gx-zoom-out-symbolic", _("Show a longer time"), "journey.zoom-out"),
    create_button ("gx-zoom-in-symbolic", _("Come closer"), "journey.zoom-in"),
    create_button ("gx-zoom-fit-symbolic", _("Show everything"), "journey.fit"),
    create_menu_button ("gx-filter-symbolic", _("Which kinds are shown"), lanes),
    create_menu_button ("gx-more-symbolic", _("Copy or save"), export),
  };

  self->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "gx-heading");
  gtk_widget_set_margin_start (self->header, 14);
  gtk_widget_set_margin_end (self->header, 8);
  gtk_widget_set_margin_top (self->header, 8);
  gtk_box_append (GTK_BOX (self->header), title);
  gtk_box_append (GTK_BOX (self->header), self->buttons);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_box_append (GTK_BOX (self->header), buttons[i]);
}

static void
gx_journey_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GxJourneyView *self = GX_JOURNEY_VIEW (object);

  if (id == PROP_LANES)
    g_value_set_uint (value, self->lanes);
  else if (id == PROP_SELECTED)
    g_value_set_int (value, gx_journey_view_get_selected (self));
  else if (id >= PROP_SHOW_FIRST && id < N_PROPS)
    g_value_set_boolean (value, (self->lanes & 1u << (id - PROP_SHOW_FIRST)) != 0);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_journey_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GxJourneyView *self = GX_JOURNEY_VIEW (object);

  if (id == PROP_LANES)
    gx_journey_view_set_lanes (self, g_value_get_uint (value));
  else if (id == PROP_SELECTED)
    gx_journey_view_set_selected (self, g_value_get_int (value));
  else if (id >= PROP_SHOW_FIRST && id < N_PROPS && g_value_get_boolean (value))
    gx_journey_view_set_lanes (self, self->lanes | 1u << (id - PROP_SHOW_FIRST));
  else if (id >= PROP_SHOW_FIRST && id < N_PROPS)
    gx_journey_view_set_lanes (self, self->lanes & ~(1u << (id - PROP_SHOW_FIRST)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_journey_view_dispose (GObject *object)
{
  GxJourneyView *self = GX_JOURNEY_VIEW (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (gx_journey_view_parent_class)->dispose (object);
}

static void
gx_journey_view_class_init (GxJourneyViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gx_journey_view_get_property;
  object_class->set_property = gx_journey_view_set_property;
  object_class->dispose = gx_journey_view_dispose;

  props[PROP_LANES] = g_param_spec_uint ("lanes", NULL, NULL, 0, GX_JOURNEY_ALL_LANES, GX_JOURNEY_ALL_LANES,
                                         flags);
  props[PROP_SELECTED] = g_param_spec_int ("selected", NULL, NULL, GX_JOURNEY_NO_EVENT, G_MAXINT,
                                           GX_JOURNEY_NO_EVENT, flags);
  for (guint lane = 0; lane < GX_N_LANES; lane++)
    props[PROP_SHOW_FIRST + lane] = g_param_spec_boolean (show_names[lane], NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[EVENT_ACTIVATED] = g_signal_new ("event-activated", GX_TYPE_JOURNEY_VIEW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL,
                                           G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  gtk_widget_class_install_action (widget_class, "journey.zoom-in", NULL, zoom_in_cb);
  gtk_widget_class_install_action (widget_class, "journey.zoom-out", NULL, zoom_out_cb);
  gtk_widget_class_install_action (widget_class, "journey.fit", NULL, fit_cb);
  gtk_widget_class_install_action (widget_class, "journey.copy-picture", NULL, copy_picture_cb);
  gtk_widget_class_install_action (widget_class, "journey.copy-table", NULL, copy_table_cb);
  gtk_widget_class_install_action (widget_class, "journey.export", NULL, export_cb);
  for (guint lane = 0; lane < GX_N_LANES; lane++)
    {
      g_autofree char *action = g_strconcat ("journey.", show_names[lane], NULL);
      gtk_widget_class_install_property_action (widget_class, g_intern_string (action), show_names[lane]);
    }
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
gx_journey_view_init (GxJourneyView *self)
{
  self->lanes = GX_JOURNEY_ALL_LANES;
  self->selected = GX_JOURNEY_NO_EVENT;
  self->canvas = GX_JOURNEY_CANVAS (gx_journey_canvas_new ());
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  build_header (self);
  gtk_widget_set_vexpand (GTK_WIDGET (self->canvas), TRUE);
  gtk_box_append (GTK_BOX (self->box), self->header);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->canvas));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");

  g_signal_connect_swapped (self->canvas, "event-activated", G_CALLBACK (event_activated_cb), self);
  g_signal_connect_swapped (self->canvas, "cluster-activated", G_CALLBACK (cluster_activated_cb), self);
  g_signal_connect_swapped (self->canvas, "span-changed", G_CALLBACK (span_changed_cb), self);
  update_actions (self);
}

GtkWidget *
gx_journey_view_new (void)
{
  return g_object_new (GX_TYPE_JOURNEY_VIEW, NULL);
}

GxJourney *
gx_journey_view_get_journey (GxJourneyView *self)
{
  g_return_val_if_fail (GX_IS_JOURNEY_VIEW (self), NULL);

  return get_journey (self);
}

void
gx_journey_view_set_journey (GxJourneyView *self, GxJourney *journey)
{
  g_return_if_fail (GX_IS_JOURNEY_VIEW (self));

  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  if (journey != NULL)
    gx_journey_set_lanes (journey, self->lanes);
  gx_journey_canvas_set_journey (self->canvas, journey);
}

guint
gx_journey_view_get_lanes (GxJourneyView *self)
{
  g_return_val_if_fail (GX_IS_JOURNEY_VIEW (self), 0);

  return self->lanes;
}

void
gx_journey_view_set_lanes (GxJourneyView *self, guint lanes)
{
  guint changed = 0;

  g_return_if_fail (GX_IS_JOURNEY_VIEW (self));

  lanes &= GX_JOURNEY_ALL_LANES;
  changed = self->lanes ^ lanes;
  if (changed == 0)
    return;
  self->lanes = lanes;
  if (get_journey (self) != NULL)
    gx_journey_set_lanes (get_journey (self), lanes);
  gx_journey_canvas_refresh (self->canvas);
  for (guint lane = 0; lane < GX_N_LANES; lane++)
    if (changed & 1u << lane)
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOW_FIRST + lane]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LANES]);
}

int
gx_journey_view_get_selected (GxJourneyView *self)
{
  g_return_val_if_fail (GX_IS_JOURNEY_VIEW (self), GX_JOURNEY_NO_EVENT);

  return get_journey (self) != NULL ? gx_journey_get_selected (get_journey (self)) : GX_JOURNEY_NO_EVENT;
}

void
gx_journey_view_set_selected (GxJourneyView *self, int event)
{
  g_return_if_fail (GX_IS_JOURNEY_VIEW (self));

  gx_journey_canvas_select (self->canvas, event);
}

void
gx_journey_view_add_button (GxJourneyView *self, GtkWidget *button)
{
  g_return_if_fail (GX_IS_JOURNEY_VIEW (self));
  g_return_if_fail (GTK_IS_WIDGET (button));

  gtk_box_append (GTK_BOX (self->buttons), button);
}
