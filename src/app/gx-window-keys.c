/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gx-window-private.h"
#include "widgets/gx-fact-row.h"

/*
 * Ctrl+Z belongs to the focused text field while something was typed there, else to the book. A GtkText
 * keeps the key even when it has nothing to take back, so the window looks first.
 */

static GtkText *
find_focused_text (GxWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return GTK_IS_TEXT (focus) ? GTK_TEXT (focus) : NULL;
}

static void
focus_moved_cb (GxWindow *self)
{
  GtkText *text = find_focused_text (self);

  g_free (self->text_at_focus);
  self->text_at_focus = text != NULL ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (text))) : NULL;
}

static gboolean
is_typing (GxWindow *self)
{
  GtkText *text = find_focused_text (self);
  GtkWidget *fact = text != NULL ? gtk_widget_get_ancestor (GTK_WIDGET (text), GX_TYPE_FACT_ROW) : NULL;

  if (fact != NULL)
    return gx_fact_row_is_changed (GX_FACT_ROW (fact));
  return text != NULL && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (text)), self->text_at_focus) != 0;
}

static gboolean
key_pressed_cb (GxWindow *self, guint key, guint code, GdkModifierType state)
{
  GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);
  gboolean is_undo = held == GDK_CONTROL_MASK;
  gboolean is_redo = held == (GDK_CONTROL_MASK | GDK_SHIFT_MASK);

  if (gdk_keyval_to_lower (key) != GDK_KEY_z || !(is_undo || is_redo) || is_typing (self))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), is_undo ? "win.undo" : "win.redo", NULL);
  return GDK_EVENT_STOP;
}

void
gx_window_watch_keys (GxWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_moved_cb), NULL);
}
