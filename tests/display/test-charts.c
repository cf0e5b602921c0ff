/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "base/gx-day.h"
#include "charts/gx-grid-chart.h"
#include "charts/gx-donut-chart.h"
#include "support/gx-test-folder.h"
#include "widgets/gx-chart-export.h"
#include "widgets/gx-chart-view.h"
#include "widgets/gx-journey-view.h"
#include "widgets/gx-widgets.h"

#define TURNS 2000

typedef gboolean (*Condition) (gpointer data);

static void
wait_until (Condition condition, gpointer data)
{
  for (int i = 0; i < TURNS && !condition (data); i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
  g_assert_true (condition (data));
}

static gboolean
is_drawn (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 1;
}

/* GUANXI_PICTURES=FOLDER keeps what the tests have seen, for eyes. */
static void
keep_picture (GtkWidget *widget, const char *name)
{
  const char *folder = g_getenv ("GUANXI_PICTURES");
  g_autofree char *path = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkNative *native = gtk_widget_get_native (widget);

  if (folder == NULL)
    return;
  for (int i = 0; i < 60; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  paintable = gtk_widget_paintable_new (GTK_WIDGET (native));
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (native)),
                          gtk_widget_get_height (GTK_WIDGET (native)));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node, NULL);
  path = g_strdup_printf ("%s/%s.png", folder, name);
  gdk_texture_save_to_png (texture, path);
}

static GtkWidget *
show_in_window (GtkWidget *widget, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_widget_set_margin_start (widget, 18);
  gtk_widget_set_margin_end (widget, 18);
  gtk_widget_set_margin_top (widget, 18);
  gtk_widget_set_margin_bottom (widget, 18);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (is_drawn, widget);
  return window;
}

static void
close_window (GtkWidget *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  for (int i = 0; i < TURNS && window != NULL; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (window);
}

static GxChart *
make_chart (void)
{
  GxDonutChart *chart = gx_donut_chart_new ();

  gx_donut_chart_add (chart, "Active", 60, "{\"class\":\"active\"}", GX_HUE_BLUE);
  gx_donut_chart_add (chart, "New", 40, NULL, GX_HUE_GOLD);
  gx_chart_set_title (GX_CHART (chart), "Lifecycle");
  gx_chart_set_subtitle (GX_CHART (chart), "100 customers");
  return GX_CHART (chart);
}

static void
mark_activated_cb (GxChartView *view, int mark, const char *criteria, gpointer data)
{
  g_string_append_printf (data, "%d:%s ", mark, criteria != NULL ? criteria : "-");
}

static void
a_chart_tells_itself_and_its_marks (void)
{
  g_autoptr (GxChart) chart = make_chart ();
  GtkWidget *view = g_object_ref_sink (gx_chart_view_new ());
  GtkWidget *window = NULL;
  /* The macro writes its arguments into a format: no percent signs there. */
  const char *whole = "Lifecycle. 100 customers. Active: 60 (60%); New: 40 (40%)",
      *part = "New: 40 (40%), 2 of 2";

  gx_chart_view_set_chart (GX_CHART_VIEW (view), chart);
  window = show_in_window (view, 560, 320);
  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Lifecycle");
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, whole);
  gx_chart_view_set_selected (GX_CHART_VIEW (view), 1);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, part);
  keep_picture (view, "chart-view");
  close_window (window);
  g_assert_finalize_object (view);
}

static gboolean
has_clipboard_text (gpointer data)
{
  return gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (gtk_widget_get_clipboard (data)),
                                            G_TYPE_STRING);
}

static gboolean
has_clipboard_picture (gpointer data)
{
  return gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (gtk_widget_get_clipboard (data)),
                                            GDK_TYPE_TEXTURE);
}

static void
a_chart_is_copied_and_saved (void)
{
  g_autoptr (GxChart) chart = make_chart ();
  GtkWidget *view = g_object_ref_sink (gx_chart_view_new ());
  GtkWidget *window = NULL;
  g_autofree char *folder = gx_test_folder_new ();
  g_autoptr (GFile) place = g_file_new_for_path (folder), pdf = g_file_get_child (place, "a.pdf"),
      odd = g_file_get_child (place, "a.doc");
  g_autoptr (GError) error = NULL;

  gx_chart_view_set_chart (GX_CHART_VIEW (view), chart);
  window = show_in_window (view, 560, 320);
  g_assert_true (gtk_widget_activate_action (view, "chart.copy-table", NULL));
  wait_until (has_clipboard_text, view);
  g_assert_true (gtk_widget_activate_action (view, "chart.copy-picture", NULL));
  wait_until (has_clipboard_picture, view);

  g_assert_true (gx_chart_export_save_as (view, GX_DRAWING (chart), pdf, &error));
  g_assert_no_error (error);
  g_assert_false (gx_chart_export_save_as (view, GX_DRAWING (chart), odd, &error));
  g_assert_cmpstr (error->message, ==,
                   "Could not save the picture: “a.doc” does not end in .png, .svg or .pdf");
  g_file_delete (pdf, NULL, NULL);
  g_file_delete (place, NULL, NULL);

  g_assert_true (gtk_widget_activate_action (view, "chart.menu", NULL));
  close_window (window);
  g_assert_finalize_object (view);
}

static void
a_grid_is_walked_in_both_directions (void)
{
  static const char * const labels[] = { "1", "2", "3", NULL };
  g_autoptr (GxGridChart) grid = gx_grid_chart_new (labels, labels);
  GxChart *chart = GX_CHART (grid);

  g_assert_cmpint (gx_chart_move (chart, GX_CHART_NO_MARK, GX_CHART_DOWN), ==, 0);
  g_assert_cmpint (gx_chart_move (chart, 0, GX_CHART_DOWN), ==, 3);
  g_assert_cmpint (gx_chart_move (chart, 3, GX_CHART_RIGHT), ==, 4);
  g_assert_cmpint (gx_chart_move (chart, 5, GX_CHART_RIGHT), ==, 5);
  g_assert_cmpint (gx_chart_move (chart, 1, GX_CHART_UP), ==, 1);
  g_assert_cmpint (gx_chart_move (chart, 8, GX_CHART_DOWN), ==, 8);
}

static gboolean
send_key (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (!GTK_IS_KEYVAL_TRIGGER (trigger)
              || gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) != key
              || gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) != modifiers)
            continue;
          return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                               gtk_shortcut_get_arguments (shortcut));
        }
    }
  return FALSE;
}

static void
keys_walk_and_enter_opens (void)
{
  g_autoptr (GxChart) chart = make_chart ();
  g_autoptr (GString) heard = g_string_new (NULL);
  GtkWidget *view = g_object_ref_sink (gx_chart_view_new ());
  GtkWidget *window = NULL;

  gx_chart_view_set_chart (GX_CHART_VIEW (view), chart);
  g_signal_connect (view, "mark-activated", G_CALLBACK (mark_activated_cb), heard);
  window = show_in_window (view, 560, 320);
  g_assert_false (send_key (view, GDK_KEY_Return, 0));
  g_assert_true (send_key (view, GDK_KEY_Right, 0));
  g_assert_cmpint (gx_chart_view_get_selected (GX_CHART_VIEW (view)), ==, 0);
  g_assert_true (send_key (view, GDK_KEY_Return, 0));
  g_assert_true (send_key (view, GDK_KEY_End, 0));
  g_assert_true (send_key (view, GDK_KEY_space, 0));
  g_assert_cmpstr (heard->str, ==, "0:{\"class\":\"active\"} 1:- ");
  g_assert_true (send_key (view, GDK_KEY_Escape, 0));
  g_assert_cmpint (gx_chart_view_get_selected (GX_CHART_VIEW (view)), ==, GX_CHART_NO_MARK);
  close_window (window);
  g_assert_finalize_object (view);
}

static GxJourney *
make_journey (void)
{
  static const char * const kinds[] = { "visit", "call", "chat", "mail", "sale", "payment", "note" };
  GxJourney *journey = gx_journey_new ("Journey", gx_day_new (2026, 11, 21));

  for (int i = 0; i < 140; i++)
    {
      GxJourneyEvent event = { gx_day_new (2025, 3, 1) + i * i % 620, GX_JOURNEY_NO_TIME, 0, kinds[i % 7],
                               i + 1, "Spring tea", i == 0, 0, NULL };
      gx_journey_add (journey, &event);
    }
  gx_journey_close (journey);
  return journey;
}

static gboolean
is_zoomed (gpointer data)
{
  GxJourney *journey = data;

  double whole = gx_span_length (gx_journey_get_limits (journey));

  return gx_span_length (gx_journey_get_span (journey)) < whole * 0.63;
}

static gboolean
is_whole (gpointer data)
{
  GxJourney *journey = data;

  return gx_span_length (gx_journey_get_span (journey)) > gx_span_length (gx_journey_get_limits (journey))
      - 1e-6;
}

static GtkWidget *
find_canvas (GtkWidget *view)
{
  return gtk_widget_get_last_child (gtk_widget_get_first_child (view));
}

static void
event_activated_cb (GxJourneyView *view, const char *kind, gint64 ref, gpointer data)
{
  g_string_append_printf (data, "%s %" G_GINT64_FORMAT " ", kind, ref);
}

static void
a_journey_zooms_selects_and_filters (void)
{
  g_autoptr (GxJourney) journey = make_journey ();
  g_autoptr (GString) heard = g_string_new (NULL);
  GtkWidget *view = g_object_ref_sink (gx_journey_view_new ());
  GtkWidget *window = NULL, *canvas = find_canvas (view);
  g_autofree char *words = NULL, *expected = NULL;

  gx_journey_view_set_journey (GX_JOURNEY_VIEW (view), journey);
  g_signal_connect (view, "event-activated", G_CALLBACK (event_activated_cb), heard);
  window = show_in_window (view, 680, 380);
  keep_picture (view, "journey-view");

  /* Everything is in sight: there is no way back, only closer. */
  g_assert_false (gtk_widget_activate_action (view, "journey.zoom-out", NULL) && !is_whole (journey));
  g_assert_true (gtk_widget_activate_action (view, "journey.zoom-in", NULL));
  wait_until (is_zoomed, journey);
  g_assert_true (gtk_widget_activate_action (view, "journey.fit", NULL));
  wait_until (is_whole, journey);

  g_assert_true (send_key (canvas, GDK_KEY_Home, 0));
  g_assert_cmpint (gx_journey_view_get_selected (GX_JOURNEY_VIEW (view)), ==, 0);
  g_assert_true (send_key (canvas, GDK_KEY_Right, 0));
  g_assert_cmpint (gx_journey_view_get_selected (GX_JOURNEY_VIEW (view)), ==, 1);
  words = gx_journey_describe_event (journey, 1);
  gtk_test_accessible_assert_property (canvas, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  g_assert_true (send_key (canvas, GDK_KEY_Return, 0));
  expected = g_strdup_printf ("%s %d ", gx_journey_get_event (journey, 1)->kind,
                              (int) gx_journey_get_event (journey, 1)->ref);
  g_assert_cmpstr (heard->str, ==, expected);

  g_assert_true (gtk_widget_activate_action (view, "journey.show-mails", NULL));
  g_assert_cmpuint (gx_journey_view_get_lanes (GX_JOURNEY_VIEW (view)), ==,
                    GX_JOURNEY_ALL_LANES & ~(1u << GX_LANE_MAILS));
  g_assert_cmpuint (gx_journey_count_shown (journey), ==, 120);
  g_object_set (view, "lanes", 1u << GX_LANE_MAILS, NULL);
  g_assert_cmpuint (gx_journey_count_shown (journey), ==, 20);
  g_assert_true (send_key (canvas, GDK_KEY_End, 0));
  g_assert_cmpstr (gx_journey_get_event (journey,
                                         gx_journey_view_get_selected (GX_JOURNEY_VIEW (view)))->kind, ==,
                                         "mail");
  keep_picture (view, "journey-view-mails");
  close_window (window);
  g_assert_finalize_object (view);
}

static void
drawn_widgets_survive_the_dark_scheme_and_narrow_windows (void)
{
  g_autoptr (GxJourney) journey = make_journey ();
  g_autoptr (GxChart) chart = make_chart ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18), *window = NULL;
  GtkWidget *journey_view = gx_journey_view_new (), *chart_view = gx_chart_view_new ();

  gx_journey_view_set_journey (GX_JOURNEY_VIEW (journey_view), journey);
  gx_chart_view_set_chart (GX_CHART_VIEW (chart_view), chart);
  gtk_box_append (GTK_BOX (box), journey_view);
  gtk_box_append (GTK_BOX (box), chart_view);
  window = show_in_window (box, 360, 760);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  keep_picture (box, "drawn-narrow-dark");
  g_assert_cmpint (gtk_widget_get_width (chart_view), ==, 324);
  close_window (window);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int argc, char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  gx_widgets_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/org/guanxi/Guanxi/icons");
  g_test_add_func ("/display/charts/words", a_chart_tells_itself_and_its_marks);
  g_test_add_func ("/display/charts/export", a_chart_is_copied_and_saved);
  g_test_add_func ("/display/charts/grid", a_grid_is_walked_in_both_directions);
  g_test_add_func ("/display/charts/keys", keys_walk_and_enter_opens);
  g_test_add_func ("/display/charts/journey", a_journey_zooms_selects_and_filters);
  g_test_add_func ("/display/charts/dark", drawn_widgets_survive_the_dark_scheme_and_narrow_windows);
  return g_test_run ();
}
