/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-chart-view.h"

#include <glib/gi18n-lib.h>

#include "widgets/gx-chart-export.h"
#include "widgets/gx-theme-colours.h"

#define LEAST_WIDTH 240
#define USUAL_WIDTH 420

struct _GxChartView {
  GtkWidget parent_instance;

  GxChart *chart;
  GxChartTheme *theme;  /* NULL until asked for, and again when the style changed */
  int hovered, selected;
  GtkWidget *menu;
};

enum { PROP_CHART = 1, PROP_SELECTED, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { MARK_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxChartView, gx_chart_view, GTK_TYPE_WIDGET)

static const GxChartTheme *
get_theme (GxChartView *self)
{
  if (self->theme == NULL)
    self->theme = gx_theme_colours_read (GTK_WIDGET (self));
  return self->theme;
}

/* What a screen reader says: the chart as a whole, or the mark one has walked to. */
static void
update_words (GxChartView *self)
{
  g_autofree char *words = NULL;

  if (self->chart == NULL)
    return;
  if (self->selected != GX_CHART_NO_MARK)
    {
      g_autofree char *mark = gx_chart_describe_mark (self->chart, self->selected);
      /* Translators: a mark of a chart, its number among how many: "Active: 4,000 (4%), 2 of 6" */
      words = g_strdup_printf (_("%1$s, %2$d of %3$d"), mark, self->selected + 1,
                               gx_chart_count_marks (self->chart));
    }
  else
    {
      words = gx_drawing_describe (GX_DRAWING (self->chart));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gx_chart_get_title (self->chart),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
set_hovered (GxChartView *self, int mark)
{
  gboolean opens = mark != GX_CHART_NO_MARK && gx_chart_get_mark (self->chart, mark)->criteria != NULL;

  if (self->hovered == mark)
    return;
  self->hovered = mark;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), opens ? "pointer" : NULL);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
arrange (GxChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gx_chart_arrange (self->chart, gtk_widget_get_pango_context (widget), get_theme (self),
                    gtk_widget_get_width (widget), gtk_widget_get_height (widget));
}

static int
find_mark (GxChartView *self, double x, double y)
{
  if (self->chart == NULL)
    return GX_CHART_NO_MARK;
  arrange (self);
  return gx_chart_hit (self->chart, x, y);
}

static void
activate_mark (GxChartView *self, int mark)
{
  if (mark == GX_CHART_NO_MARK)
    return;
  gx_chart_view_set_selected (self, mark);
  g_signal_emit (self, signals[MARK_ACTIVATED], 0, mark, gx_chart_get_mark (self->chart, mark)->criteria);
}

static void
open_menu (GxChartView *self, double x, double y)
{
  if (self->menu == NULL)
    {
      g_autoptr (GMenuModel) model = gx_chart_export_create_menu ("chart");

      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pointer_moved_cb (GxChartView *self, double x, double y)
{
  set_hovered (self, find_mark (self, x, y));
}

static void
pointer_left_cb (GxChartView *self)
{
  set_hovered (self, GX_CHART_NO_MARK);
}

static void
released_cb (GxChartView *self, int n_press, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  activate_mark (self, find_mark (self, x, y));
}

static void
menu_wanted_cb (GxChartView *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self, x, y);
}

static void
pressed_long_cb (GxChartView *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self, x, y);
}

static gboolean
arrow_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GxChartView *self = GX_CHART_VIEW (widget);

  if (self->chart == NULL)
    return FALSE;
  gx_chart_view_set_selected (self, gx_chart_move (self->chart, self->selected,
                                                   (GxChartMove) g_variant_get_int32 (arguments)));
  return TRUE;
}

static gboolean
end_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GxChartView *self = GX_CHART_VIEW (widget);
  int n = self->chart != NULL ? gx_chart_count_marks (self->chart) : 0;

  if (n == 0)
    return FALSE;
  gx_chart_view_set_selected (self, g_variant_get_int32 (arguments) < 0 ? 0 : n - 1);
  return TRUE;
}

static gboolean
enter_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GxChartView *self = GX_CHART_VIEW (widget);

  if (self->selected == GX_CHART_NO_MARK)
    return FALSE;
  activate_mark (self, self->selected);
  return TRUE;
}

static gboolean
escape_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GxChartView *self = GX_CHART_VIEW (widget);

  if (self->selected == GX_CHART_NO_MARK)
    return FALSE;
  gx_chart_view_set_selected (self, GX_CHART_NO_MARK);
  return TRUE;
}

static void
copy_picture_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GxChartView *self = GX_CHART_VIEW (widget);

  if (self->chart != NULL)
    gx_chart_export_copy_picture (widget, GX_DRAWING (self->chart));
}

static void
copy_table_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GxChartView *self = GX_CHART_VIEW (widget);

  if (self->chart != NULL)
    gx_chart_export_copy_table (widget, GX_DRAWING (self->chart));
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GxChartView *self = GX_CHART_VIEW (widget);

  if (self->chart != NULL)
    gx_chart_export_save (widget, GX_DRAWING (self->chart));
}

static void
menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GxChartView *self = GX_CHART_VIEW (widget);
  double x = gtk_widget_get_width (widget) / 2.0, y = gtk_widget_get_height (widget) / 2.0;

  if (self->selected != GX_CHART_NO_MARK)
    {
      arrange (self);
      x = gx_chart_get_mark (self->chart, self->selected)->x;
      y = gx_chart_get_mark (self->chart, self->selected)->y;
    }
  open_menu (self, x, y);
}

static void
gx_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GxChartView *self = GX_CHART_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = NULL;

  if (self->chart == NULL || width <= 0 || height <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gx_chart_draw (self->chart, cr, gtk_widget_get_pango_context (widget), get_theme (self), width, height,
                 self->hovered, self->selected);
  cairo_destroy (cr);
}

static GtkSizeRequestMode
gx_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gx_chart_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  GxChartView *self = GX_CHART_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = USUAL_WIDTH;
    }
  else if (self->chart != NULL)
    {
      double width = for_size > 0 ? for_size : USUAL_WIDTH;
      PangoContext *context = gtk_widget_get_pango_context (widget);

      *minimum = (int) gx_drawing_get_min_height (GX_DRAWING (self->chart), context, get_theme (self), width);
      *natural = *minimum;
    }
}

static void
gx_chart_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GxChartView *self = GX_CHART_VIEW (widget);

  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
gx_chart_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (gx_chart_view_parent_class)->css_changed (widget, change);
  g_clear_pointer (&GX_CHART_VIEW (widget)->theme, gx_chart_theme_free);
  gtk_widget_queue_draw (widget);
}

static gboolean
gx_chart_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean is_keyboard, GtkTooltip *tooltip)
{
  GxChartView *self = GX_CHART_VIEW (widget);
  int mark = is_keyboard ? self->selected : find_mark (self, x, y);
  g_autofree char *words = NULL;
  const cairo_rectangle_t *area = NULL;

  if (self->chart == NULL || mark == GX_CHART_NO_MARK)
    return FALSE;
  words = gx_chart_describe_mark (self->chart, mark);
  area = &gx_chart_get_mark (self->chart, mark)->area;
  gtk_tooltip_set_text (tooltip, words);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { (int) area->x, (int) area->y, (int) area->width + 1,
                                                       (int) area->height + 1 });
  return TRUE;
}

static void
gx_chart_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GxChartView *self = GX_CHART_VIEW (object);

  if (id == PROP_CHART)
    g_value_set_object (value, self->chart);
  else if (id == PROP_SELECTED)
    g_value_set_int (value, self->selected);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_chart_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GxChartView *self = GX_CHART_VIEW (object);

  if (id == PROP_CHART)
    gx_chart_view_set_chart (self, g_value_get_object (value));
  else if (id == PROP_SELECTED)
    gx_chart_view_set_selected (self, g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_chart_view_dispose (GObject *object)
{
  GxChartView *self = GX_CHART_VIEW (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->chart);
  g_clear_pointer (&self->theme, gx_chart_theme_free);
  G_OBJECT_CLASS (gx_chart_view_parent_class)->dispose (object);
}

static void
install_keys (GtkWidgetClass *class)
{
  static const struct {
    guint key, keypad;
    GxChartMove move;
  } arrows[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, GX_CHART_LEFT },
    { GDK_KEY_Right, GDK_KEY_KP_Right, GX_CHART_RIGHT },
    { GDK_KEY_Up, GDK_KEY_KP_Up, GX_CHART_UP },
    { GDK_KEY_Down, GDK_KEY_KP_Down, GX_CHART_DOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gtk_widget_class_add_binding (class, arrows[i].key, 0, arrow_pressed_cb, "i", arrows[i].move);
      gtk_widget_class_add_binding (class, arrows[i].keypad, 0, arrow_pressed_cb, "i", arrows[i].move);
    }
  gtk_widget_class_add_binding (class, GDK_KEY_Home, 0, end_pressed_cb, "i", -1);
  gtk_widget_class_add_binding (class, GDK_KEY_End, 0, end_pressed_cb, "i", 1);
  gtk_widget_class_add_binding (class, GDK_KEY_Return, 0, enter_pressed_cb, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_KP_Enter, 0, enter_pressed_cb, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_space, 0, enter_pressed_cb, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_Escape, 0, escape_pressed_cb, NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_Menu, 0, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.menu", NULL);
}

static void
gx_chart_view_class_init (GxChartViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gx_chart_view_dispose;
  object_class->get_property = gx_chart_view_get_property;
  object_class->set_property = gx_chart_view_set_property;
  widget_class->snapshot = gx_chart_view_snapshot;
  widget_class->get_request_mode = gx_chart_view_get_request_mode;
  widget_class->measure = gx_chart_view_measure;
  widget_class->size_allocate = gx_chart_view_size_allocate;
  widget_class->css_changed = gx_chart_view_css_changed;
  widget_class->query_tooltip = gx_chart_view_query_tooltip;

  props[PROP_CHART] = g_param_spec_object ("chart", NULL, NULL, GX_TYPE_CHART, flags);
  props[PROP_SELECTED] = g_param_spec_int ("selected", NULL, NULL, GX_CHART_NO_MARK, G_MAXINT,
                                           GX_CHART_NO_MARK, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[MARK_ACTIVATED] = g_signal_new ("mark-activated", GX_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "chart.copy-picture", NULL, copy_picture_cb);
  gtk_widget_class_install_action (widget_class, "chart.copy-table", NULL, copy_table_cb);
  gtk_widget_class_install_action (widget_class, "chart.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "chart.menu", NULL, menu_cb);
  install_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "gxchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (GxChartView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new (), *menu = gtk_gesture_click_new (),
      *press = gtk_gesture_long_press_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (pointer_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (menu_wanted_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (pressed_long_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}

static void
gx_chart_view_init (GxChartView *self)
{
  self->hovered = self->selected = GX_CHART_NO_MARK;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  add_controllers (self);
}

GtkWidget *
gx_chart_view_new (void)
{
  return g_object_new (GX_TYPE_CHART_VIEW, NULL);
}

GxChart *
gx_chart_view_get_chart (GxChartView *self)
{
  g_return_val_if_fail (GX_IS_CHART_VIEW (self), NULL);

  return self->chart;
}

void
gx_chart_view_set_chart (GxChartView *self, GxChart *chart)
{
  g_return_if_fail (GX_IS_CHART_VIEW (self));

  g_set_object (&self->chart, chart);
  self->hovered = self->selected = GX_CHART_NO_MARK;
  update_words (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CHART]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}

int
gx_chart_view_get_selected (GxChartView *self)
{
  g_return_val_if_fail (GX_IS_CHART_VIEW (self), GX_CHART_NO_MARK);

  return self->selected;
}

void
gx_chart_view_set_selected (GxChartView *self, int mark)
{
  g_return_if_fail (GX_IS_CHART_VIEW (self));
  g_return_if_fail (mark == GX_CHART_NO_MARK || (self->chart != NULL && mark >= 0
                                                 && mark < gx_chart_count_marks (self->chart)));

  if (self->selected == mark)
    return;
  self->selected = mark;
  update_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}
