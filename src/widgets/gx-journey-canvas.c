/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-journey-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "widgets/gx-theme-colours.h"

#define LEAST_WIDTH 240
#define USUAL_WIDTH 560
#define GLIDE_MS 180

enum { EVENT_ACTIVATED, CLUSTER_ACTIVATED, SPAN_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxJourneyCanvas, gx_journey_canvas, GTK_TYPE_WIDGET)

static const GxChartTheme *
get_theme (GxJourneyCanvas *self)
{
  if (self->theme == NULL)
    self->theme = gx_theme_colours_read (GTK_WIDGET (self));
  return self->theme;
}

static void
update_words (GxJourneyCanvas *self)
{
  int selected = gx_journey_get_selected (self->journey);
  g_autofree char *words = selected != GX_JOURNEY_NO_EVENT
      ? gx_journey_describe_event (self->journey, selected)
                                                           : gx_drawing_describe (GX_DRAWING (self->journey));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Customer journey"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

void
_gx_canvas_arrange (GxJourneyCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gx_journey_arrange (self->journey, gtk_widget_get_pango_context (widget), get_theme (self),
                      gtk_widget_get_width (widget), gtk_widget_get_height (widget));
}

GxJourneyHit
_gx_canvas_find_hit (GxJourneyCanvas *self, double x, double y)
{
  if (self->journey == NULL)
    return (GxJourneyHit) { GX_JOURNEY_NOTHING };
  _gx_canvas_arrange (self);
  return gx_journey_hit (self->journey, x, y);
}

static const char *
choose_cursor (GxJourneyPart part)
{
  switch (part)
    {
    case GX_JOURNEY_EVENT:
    case GX_JOURNEY_CLUSTER:
      return "pointer";
    case GX_JOURNEY_WINDOW:
      return "grab";
    case GX_JOURNEY_WINDOW_START:
    case GX_JOURNEY_WINDOW_END:
      return "col-resize";
    case GX_JOURNEY_NOTHING:
    case GX_JOURNEY_LANES:
    case GX_JOURNEY_OVERVIEW:
    default:
      return NULL;
    }
}

void
_gx_canvas_update_hovered (GxJourneyCanvas *self)
{
  self->hovered = (GxJourneyHit) { GX_JOURNEY_NOTHING };
  if (self->pointer_x != NO_POINTER && !self->is_dragging)
    self->hovered = _gx_canvas_find_hit (self, self->pointer_x, self->pointer_y);
  if (!self->is_dragging)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), choose_cursor (self->hovered.part));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_gx_canvas_set_span (GxJourneyCanvas *self, GxSpan span)
{
  gx_journey_set_span (self->journey, span);
  _gx_canvas_update_hovered (self);
  g_signal_emit (self, signals[SPAN_CHANGED], 0);
}

static void
glided_cb (double position, gpointer user_data)
{
  GxJourneyCanvas *self = user_data;
  GxSpan from = self->glide_from, to = self->glide_to;

  if (self->journey != NULL)
    _gx_canvas_set_span (self, (GxSpan) { from.from + (to.from - from.from) * position,
                               from.to + (to.to - from.to) * position });
}

void
_gx_canvas_stop_gliding (GxJourneyCanvas *self)
{
  if (self->glide != NULL)
    adw_animation_pause (self->glide);
}

static void
glide_to (GxJourneyCanvas *self, GxSpan span)
{
  _gx_canvas_stop_gliding (self);
  self->glide_from = gx_journey_get_span (self->journey);
  self->glide_to = gx_span_clamp (span, gx_journey_get_limits (self->journey));
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      _gx_canvas_set_span (self, self->glide_to);
      return;
    }
  if (self->glide == NULL)
    self->glide = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, GLIDE_MS,
                                           adw_callback_animation_target_new (glided_cb, self, NULL));
  adw_animation_reset (self->glide);
  adw_animation_play (self->glide);
}

static void
list_cluster (GxJourneyCanvas *self, const GxJourneyHit *hit)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < hit->n_events; i++)
    {
      int event = gx_journey_get_event_of_hit (self->journey, hit, i);
      g_array_append_val (events, event);
    }
  g_signal_emit (self, signals[CLUSTER_ACTIVATED], 0, events, (int) hit->x, (int) hit->y);
}

/* Comes closer; what one day holds, or coming closer does not part, is listed. */
static void
open_cluster (GxJourneyCanvas *self, const GxJourneyHit *hit)
{
  int first = gx_journey_get_event_of_hit (self->journey, hit, 0);
  int last = gx_journey_get_event_of_hit (self->journey, hit, hit->n_events - 1);
  GxSpan span = gx_span_around (gx_journey_get_moment (self->journey, first),
                                gx_journey_get_moment (self->journey, last),
                                gx_journey_get_limits (self->journey));
  gboolean is_one_day = gx_journey_get_event (self->journey,
                                              first)->day == gx_journey_get_event (self->journey, last)->day;

  if (is_one_day || gx_span_length (span) > gx_span_length (gx_journey_get_span (self->journey)) * 0.95)
    list_cluster (self, hit);
  else
    glide_to (self, span);
}

void
_gx_canvas_click (GxJourneyCanvas *self, double x, double y)
{
  GxJourneyHit hit = _gx_canvas_find_hit (self, x, y);

  if (hit.part == GX_JOURNEY_CLUSTER)
    {
      open_cluster (self, &hit);
    }
  else if (hit.part == GX_JOURNEY_EVENT)
    {
      int event = gx_journey_get_event_of_hit (self->journey, &hit, 0);

      if (event == gx_journey_get_selected (self->journey))
        gx_journey_canvas_activate (self, event);
      else
        gx_journey_canvas_select (self, event);
    }
  else if (hit.part == GX_JOURNEY_LANES)
    {
      gx_journey_canvas_select (self, GX_JOURNEY_NO_EVENT);
    }
  else if (hit.part == GX_JOURNEY_OVERVIEW)
    {
      GxSpan span = gx_journey_get_span (self->journey);
      double moment = gx_journey_get_overview_moment_at (self->journey, x), half = gx_span_length (span) / 2;

      glide_to (self, (GxSpan) { moment - half, moment + half });
    }
}

static gboolean
step_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GxJourneyCanvas *self = GX_JOURNEY_CANVAS (widget);
  int event = GX_JOURNEY_NO_EVENT;

  if (self->journey == NULL)
    return FALSE;
  event = gx_journey_find_next (self->journey, gx_journey_get_selected (self->journey),
                                g_variant_get_int32 (arguments));
  gx_journey_canvas_select (self, event);
  return TRUE;
}

static gboolean
end_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GxJourneyCanvas *self = GX_JOURNEY_CANVAS (widget);
  int direction = g_variant_get_int32 (arguments), event = direction < 0 ? GX_JOURNEY_NO_EVENT : 0, n = 0;

  n = self->journey != NULL ? (int) gx_journey_count_events (self->journey) : 0;
  if (n == 0)
    return FALSE;
  event = direction < 0 ? 0 : n - 1;
  if (!gx_journey_is_shown (self->journey, event))
    event = gx_journey_find_next (self->journey, event, -direction);
  if (gx_journey_is_shown (self->journey, event))
    gx_journey_canvas_select (self, event);
  return TRUE;
}

static gboolean
pan_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GxJourneyCanvas *self = GX_JOURNEY_CANVAS (widget);
  GxSpan span;

  if (self->journey == NULL)
    return FALSE;
  span = gx_journey_get_span (self->journey);
  glide_to (self, gx_span_pan (span, gx_journey_get_limits (self->journey),
                               g_variant_get_int32 (arguments) * PAN_STEP * gx_span_length (span)));
  return TRUE;
}

static gboolean
enter_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GxJourneyCanvas *self = GX_JOURNEY_CANVAS (widget);

  if (self->journey == NULL || gx_journey_get_selected (self->journey) == GX_JOURNEY_NO_EVENT)
    return FALSE;
  gx_journey_canvas_activate (self, gx_journey_get_selected (self->journey));
  return TRUE;
}

static gboolean
escape_pressed_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GxJourneyCanvas *self = GX_JOURNEY_CANVAS (widget);

  if (self->journey == NULL || gx_journey_get_selected (self->journey) == GX_JOURNEY_NO_EVENT)
    return FALSE;
  gx_journey_canvas_select (self, GX_JOURNEY_NO_EVENT);
  return TRUE;
}

static void
gx_journey_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GxJourneyCanvas *self = GX_JOURNEY_CANVAS (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = NULL;

  if (self->journey == NULL || width <= 0 || height <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gx_journey_draw (self->journey, cr, gtk_widget_get_pango_context (widget), get_theme (self), width, height,
                   &self->hovered, gtk_widget_has_focus (widget));
  cairo_destroy (cr);
}

static GtkSizeRequestMode
gx_journey_canvas_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gx_journey_canvas_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                           int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  GxJourneyCanvas *self = GX_JOURNEY_CANVAS (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = USUAL_WIDTH;
    }
  else if (self->journey != NULL)
    {
      double width = for_size > 0 ? for_size : USUAL_WIDTH;
      PangoContext *context = gtk_widget_get_pango_context (widget);

      *minimum = (int) ceil (gx_journey_get_height (self->journey, context, get_theme (self), width));
      *natural = *minimum;
    }
}

static void
gx_journey_canvas_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (gx_journey_canvas_parent_class)->css_changed (widget, change);
  g_clear_pointer (&GX_JOURNEY_CANVAS (widget)->theme, gx_chart_theme_free);
  gtk_widget_queue_draw (widget);
}

static void
gx_journey_canvas_dispose (GObject *object)
{
  GxJourneyCanvas *self = GX_JOURNEY_CANVAS (object);

  _gx_canvas_stop_gliding (self);
  g_clear_object (&self->glide);
  g_clear_object (&self->journey);
  g_clear_pointer (&self->theme, gx_chart_theme_free);
  G_OBJECT_CLASS (gx_journey_canvas_parent_class)->dispose (object);
}

static void
install_keys (GtkWidgetClass *class)
{
  static const struct {
    guint key;
    const char *action;
  } actions[] = {
    { GDK_KEY_plus, "journey.zoom-in" }, { GDK_KEY_KP_Add, "journey.zoom-in" },
        { GDK_KEY_equal, "journey.zoom-in" },
    { GDK_KEY_minus, "journey.zoom-out" }, { GDK_KEY_KP_Subtract, "journey.zoom-out" },
    { GDK_KEY_0, "journey.fit" }, { GDK_KEY_KP_0, "journey.fit" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_add_binding_action (class, actions[i].key, 0, actions[i].action, NULL);
  for (int direction = -1; direction <= 1; direction += 2)
    {
      guint arrow = direction < 0 ? GDK_KEY_Left : GDK_KEY_Right,
          keypad = direction < 0 ? GDK_KEY_KP_Left : GDK_KEY_KP_Right;

      gtk_widget_class_add_binding (class, arrow, 0, step_pressed_cb, "i", direction);
      gtk_widget_class_add_binding (class, keypad, 0, step_pressed_cb, "i", direction);
      gtk_widget_class_add_binding (class, arrow, GDK_CONTROL_MASK, pan_pressed_cb, "i", direction);
      gtk_widget_class_add_binding (class, keypad, GDK_CONTROL_MASK, pan_pressed_cb, "i", direction);
      gtk_widget_class_add_binding (class, direction < 0 ? GDK_KEY_Home : GDK_KEY_End, 0, end_pressed_cb, "i",
                                    direction);
    }
  gtk_widget_class_add_binding (class, GDK_KEY_Return, 0, enter_pressed_cb, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_KP_Enter, 0, enter_pressed_cb, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_space, 0, enter_pressed_cb, NULL);
  gtk_widget_class_add_binding (class, GDK_KEY_Escape, 0, escape_pressed_cb, NULL);
}

static void
gx_journey_canvas_class_init (GxJourneyCanvasClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gx_journey_canvas_dispose;
  widget_class->snapshot = gx_journey_canvas_snapshot;
  widget_class->get_request_mode = gx_journey_canvas_get_request_mode;
  widget_class->measure = gx_journey_canvas_measure;
  widget_class->css_changed = gx_journey_canvas_css_changed;

  signals[EVENT_ACTIVATED] = g_signal_new ("event-activated", GX_TYPE_JOURNEY_CANVAS, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL,
                                           G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[CLUSTER_ACTIVATED] = g_signal_new ("cluster-activated", GX_TYPE_JOURNEY_CANVAS, G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 3, G_TYPE_ARRAY, G_TYPE_INT, G_TYPE_INT);
  signals[SPAN_CHANGED] = g_signal_new ("span-changed", GX_TYPE_JOURNEY_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL,
                                        G_TYPE_NONE, 0);

  install_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "gxjourney");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
gx_journey_canvas_init (GxJourneyCanvas *self)
{
  self->pointer_x = NO_POINTER;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  _gx_canvas_add_controllers (self);
}

GtkWidget *
gx_journey_canvas_new (void)
{
  return g_object_new (GX_TYPE_JOURNEY_CANVAS, NULL);
}

GxJourney *
gx_journey_canvas_get_journey (GxJourneyCanvas *self)
{
  g_return_val_if_fail (GX_IS_JOURNEY_CANVAS (self), NULL);

  return self->journey;
}

void
gx_journey_canvas_set_journey (GxJourneyCanvas *self, GxJourney *journey)
{
  g_return_if_fail (GX_IS_JOURNEY_CANVAS (self));

  _gx_canvas_stop_gliding (self);
  g_set_object (&self->journey, journey);
  self->hovered = (GxJourneyHit) { GX_JOURNEY_NOTHING };
  self->is_dragging = FALSE;
  gx_journey_canvas_refresh (self);
}

void
gx_journey_canvas_zoom (GxJourneyCanvas *self, double factor)
{
  GxSpan span;
  double anchor = 0;
  int selected = GX_JOURNEY_NO_EVENT;

  g_return_if_fail (GX_IS_JOURNEY_CANVAS (self));

  if (self->journey == NULL)
    return;
  span = gx_journey_get_span (self->journey);
  anchor = (span.from + span.to) / 2;
  selected = gx_journey_get_selected (self->journey);
  if (selected != GX_JOURNEY_NO_EVENT && gx_journey_get_moment (self->journey, selected) >= span.from
      && gx_journey_get_moment (self->journey, selected) <= span.to)
    anchor = gx_journey_get_moment (self->journey, selected);
  glide_to (self, gx_span_zoom (span, gx_journey_get_limits (self->journey), factor, anchor));
}

void
gx_journey_canvas_fit (GxJourneyCanvas *self)
{
  g_return_if_fail (GX_IS_JOURNEY_CANVAS (self));

  if (self->journey != NULL)
    glide_to (self, gx_journey_get_limits (self->journey));
}

void
gx_journey_canvas_select (GxJourneyCanvas *self, int event)
{
  g_return_if_fail (GX_IS_JOURNEY_CANVAS (self));

  if (self->journey == NULL)
    return;
  _gx_canvas_stop_gliding (self);
  gx_journey_set_selected (self->journey, event);
  update_words (self);
  if (event == GX_JOURNEY_NO_EVENT)
    _gx_canvas_set_span (self, gx_journey_get_span (self->journey));
  else
    _gx_canvas_set_span (self, gx_span_show (gx_journey_get_span (self->journey),
                                             gx_journey_get_limits (self->journey),
                                             gx_journey_get_moment (self->journey, event)));
}

void
gx_journey_canvas_activate (GxJourneyCanvas *self, int event)
{
  const GxJourneyEvent *it = NULL;

  g_return_if_fail (GX_IS_JOURNEY_CANVAS (self));
  g_return_if_fail (self->journey != NULL);

  it = gx_journey_get_event (self->journey, event);
  if (it != NULL)
    g_signal_emit (self, signals[EVENT_ACTIVATED], 0, it->kind, (gint64) it->ref);
}

void
gx_journey_canvas_refresh (GxJourneyCanvas *self)
{
  g_return_if_fail (GX_IS_JOURNEY_CANVAS (self));

  if (self->journey != NULL)
    update_words (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SPAN_CHANGED], 0);
}
