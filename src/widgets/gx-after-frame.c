/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-after-frame.h"

typedef struct {
  GxAfterFrameFunc func;
  gboolean is_painted;
} AfterFrame;

/* The first tick comes before the next frame is painted, the second one after it. */
static gboolean
frame_came_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AfterFrame *after = user_data;

  if (!after->is_painted)
    {
      after->is_painted = TRUE;
      return G_SOURCE_CONTINUE;
    }
  after->func (widget);
  return G_SOURCE_REMOVE;
}

guint
gx_after_frame (GtkWidget *widget, GxAfterFrameFunc func)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget) && func != NULL, 0);

  AfterFrame *after = g_new0 (AfterFrame, 1);
  after->func = func;
  return gtk_widget_add_tick_callback (widget, frame_came_cb, after, g_free);
}
