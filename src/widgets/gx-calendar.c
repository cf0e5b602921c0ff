/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-calendar.h"

static void
pressed_cb (GtkCalendar *calendar, int n_press, double x, double y)
{
  GtkWidget *day = gtk_widget_pick (GTK_WIDGET (calendar), x, y, GTK_PICK_DEFAULT);

  if (day != NULL && gtk_widget_has_css_class (day, "day-number")
      && (gtk_widget_get_state_flags (day) & GTK_STATE_FLAG_SELECTED) != 0)
    g_signal_emit_by_name (calendar, "day-selected");
}

void
gx_calendar_hear_every_click (GtkCalendar *calendar)
{
  g_return_if_fail (GTK_IS_CALENDAR (calendar));

  GtkGesture *click = gtk_gesture_click_new ();
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), calendar);
  gtk_widget_add_controller (GTK_WIDGET (calendar), GTK_EVENT_CONTROLLER (click));
}
