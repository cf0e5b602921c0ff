/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gx-scene.h"
#include "widgets/gx-tooltips.h"

/* How many characters wide GTK would make the tooltip; asked twice it stays what it is. */
static long
ask_width (GtkWidget *widget)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean is_shown = FALSE;

  for (int i = 0; i < 2; i++)
    g_signal_emit_by_name (widget, "query-tooltip", 0, 0, FALSE, tooltip, &is_shown);
  g_assert_true (is_shown);
  return g_utf8_strlen (gtk_widget_get_tooltip_text (widget), -1);
}

/* A Chinese character is two columns wide, and so are the tooltip's: else it breaks in half. */
static void
test_chinese_is_wide (void)
{
  g_autoptr (GtkWidget) button = g_object_ref_sink (gtk_button_new ());

  gx_tooltips_mend ();
  gtk_widget_set_tooltip_text (button, "按价值 A 排序");
  g_assert_cmpint (ask_width (button), ==, 8 + 5);
  gtk_widget_set_tooltip_text (button, "Sort by value");
  g_assert_cmpint (ask_width (button), ==, 13);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Sort by value");
}

int
main (int argc, char *argv[])
{
  gx_scene_start (&argc, &argv);
  g_test_add_func ("/display/tooltips/chinese-is-wide", test_chinese_is_wide);
  return g_test_run ();
}
