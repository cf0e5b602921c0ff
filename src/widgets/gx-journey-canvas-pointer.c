/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-journey-canvas-private.h"

#include <math.h>

#define DRAG_THRESHOLD_PX 4
#define WHEEL_ZOOM 1.25        /* per notch */

static const char *
choose_drag_cursor (GxJourneyPart part)
{
  return part == GX_JOURNEY_WINDOW_START || part == GX_JOURNEY_WINDOW_END ? "col-resize" : "grabbing";
}

static void
drag (GxJourneyCanvas *self, double offset_px)
{
  GxSpan span = self->drag_span, limits = gx_journey_get_limits (self->journey);
  double width = MAX (gx_journey_get_axis_width (self->journey), 1);
  double overview_days = offset_px / width * gx_span_length (limits);

  switch (self->dragged)
    {
    case GX_JOURNEY_LANES:
    case GX_JOURNEY_EVENT:
    case GX_JOURNEY_CLUSTER:
      _gx_canvas_set_span (self, gx_span_pan (span, limits, -offset_px / width * gx_span_length (span)));
      break;
    case GX_JOURNEY_WINDOW:
      _gx_canvas_set_span (self, gx_span_pan (span, limits, overview_days));
      break;
    case GX_JOURNEY_WINDOW_START:
      span.from = CLAMP (span.from + overview_days, limits.from, span.to - GX_SPAN_LEAST_DAYS);
      _gx_canvas_set_span (self, span);
      break;
    case GX_JOURNEY_WINDOW_END:
      span.to = CLAMP (span.to + overview_days, span.from + GX_SPAN_LEAST_DAYS, limits.to);
      _gx_canvas_set_span (self, span);
      break;
    case GX_JOURNEY_NOTHING:
    case GX_JOURNEY_OVERVIEW:
    default:
      break;
    }
}

static void
pointer_moved_cb (GxJourneyCanvas *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  if (!self->is_dragging)
    _gx_canvas_update_hovered (self);
}

static void
pointer_left_cb (GxJourneyCanvas *self)
{
  self->pointer_x = NO_POINTER;
  _gx_canvas_update_hovered (self);
}

static void
clicked_cb (GxJourneyCanvas *self, int n_press, double x, double y)
{
  if (self->journey != NULL && !self->is_dragging)
    _gx_canvas_click (self, x, y);
}

static void
drag_began_cb (GxJourneyCanvas *self, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  _gx_canvas_stop_gliding (self);
  self->dragged = _gx_canvas_find_hit (self, x, y).part;
  self->is_dragging = FALSE;
  if (self->journey != NULL)
    self->drag_span = gx_journey_get_span (self->journey);
}

static void
drag_updated_cb (GxJourneyCanvas *self, double x, double y, GtkGesture *gesture)
{
  if (self->journey == NULL || self->dragged == GX_JOURNEY_NOTHING || self->dragged == GX_JOURNEY_OVERVIEW)
    return;
  if (!self->is_dragging && fabs (x) < DRAG_THRESHOLD_PX)
    return;
  if (!self->is_dragging)
    {
      self->is_dragging = TRUE;
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), choose_drag_cursor (self->dragged));
    }
  drag (self, x);
}

static void
drag_ended_cb (GxJourneyCanvas *self)
{
  self->is_dragging = FALSE;
  if (self->journey != NULL)
    _gx_canvas_update_hovered (self);
}

/* A plain scroll is left to the page. */
static gboolean
scrolled_cb (GxJourneyCanvas *self, double dx, double dy, GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);
  GxSpan span, limits;

  if (self->journey == NULL)
    return FALSE;
  span = gx_journey_get_span (self->journey);
  limits = gx_journey_get_limits (self->journey);
  _gx_canvas_stop_gliding (self);
  if (state & GDK_CONTROL_MASK)
    {
      _gx_canvas_arrange (self);
      _gx_canvas_set_span (self, gx_span_zoom (span, limits, pow (WHEEL_ZOOM, dy),
                                    gx_journey_get_moment_at (self->journey, self->pointer_x)));
      return TRUE;
    }
  if (state & GDK_SHIFT_MASK)
    dx = dx != 0 ? dx : dy;
  else if (fabs (dx) <= fabs (dy))
    return FALSE;
  _gx_canvas_set_span (self, gx_span_pan (span, limits, dx * PAN_STEP / 2 * gx_span_length (span)));
  return TRUE;
}

static void
pinch_began_cb (GxJourneyCanvas *self)
{
  _gx_canvas_stop_gliding (self);
  if (self->journey != NULL)
    self->drag_span = gx_journey_get_span (self->journey);
}

static void
pinched_cb (GxJourneyCanvas *self, double scale, GtkGesture *gesture)
{
  double x = 0, y = 0, anchor = (self->drag_span.from + self->drag_span.to) / 2;

  if (self->journey == NULL || scale <= 0)
    return;
  _gx_canvas_arrange (self);
  if (gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    anchor = self->drag_span.from + gx_span_length (self->drag_span)
             * (gx_journey_get_moment_at (self->journey, x) - gx_journey_get_span (self->journey).from)
             / gx_span_length (gx_journey_get_span (self->journey));
  _gx_canvas_set_span (self, gx_span_zoom (self->drag_span, gx_journey_get_limits (self->journey), 1 / scale,
                                           anchor));
}

void
_gx_canvas_add_controllers (GxJourneyCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *press = gtk_gesture_click_new (), *move = gtk_gesture_drag_new (),
      *pinch = gtk_gesture_zoom_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (pointer_left_cb), self);
  gtk_widget_add_controller (widget, motion);

  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scrolled_cb), self);
  gtk_widget_add_controller (widget, scroll);

  g_signal_connect_swapped (press, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (press));

  g_signal_connect_swapped (move, "drag-begin", G_CALLBACK (drag_began_cb), self);
  g_signal_connect_swapped (move, "drag-update", G_CALLBACK (drag_updated_cb), self);
  g_signal_connect_swapped (move, "drag-end", G_CALLBACK (drag_ended_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (move));

  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_began_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinched_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}
