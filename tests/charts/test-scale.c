/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-chart-scale.h"
#include "charts/gx-chart-theme.h"

static void
ticks_are_round_and_hold_the_values (void)
{
  static const struct {
    gint64 least, most, low, high, step;
  } rows[] = {
    { 0, 0, 0, 4, 1 },
    { 0, 1, 0, 1, 1 },
    { 0, 7, 0, 8, 2 },
    { 0, 10, 0, 10, 5 },   /* 2.5 is not whole */
    { 0, 100, 0, 100, 25 },
    { 0, 162, 0, 200, 50 },
    { 12, 95, 0, 100, 25 },
    { -20, 90, -50, 100, 50 },
    { -400, 0, -400, 0, 100 },
    { 0, G_GINT64_CONSTANT (1820000000), 0, G_GINT64_CONSTANT (2000000000), G_GINT64_CONSTANT (500000000) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GxChartScale scale = gx_chart_scale_new (rows[i].least, rows[i].most, 4);

      g_test_message ("%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, rows[i].least, rows[i].most);
      g_assert_cmpint (scale.low, ==, rows[i].low);
      g_assert_cmpint (scale.high, ==, rows[i].high);
      g_assert_cmpint (scale.step, ==, rows[i].step);
      g_assert_cmpint (gx_chart_scale_get_tick (&scale, gx_chart_scale_count_ticks (&scale) - 1), ==,
                       scale.high);
    }
}

static void
values_are_placed_on_a_straight_line (void)
{
  GxChartScale scale = gx_chart_scale_new (0, 100, 4);

  scale.low_px = 200;
  scale.high_px = 0;
  g_assert_cmpfloat_with_epsilon (gx_chart_scale_place (&scale, 0), 200, 1e-9);
  g_assert_cmpfloat_with_epsilon (gx_chart_scale_place (&scale, 25), 150, 1e-9);
  g_assert_cmpfloat_with_epsilon (gx_chart_scale_place (&scale, 100), 0, 1e-9);
}

static void
shares_are_said_honestly (void)
{
  static const struct {
    gint64 part, whole;
    const char *text;
  } rows[] = {
    { 0, 100, "0%" }, { 1, 1000, "<1%" }, { 4, 100, "4%" }, { 995, 1000, "100%" }, { 100, 100, "100%" },
    { -3, 100, "−3%" }, { -1, 1000, "−<1%" }, { 5, 0, "–" }, { 5, -5, "–" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = gx_chart_share_format (rows[i].part, rows[i].whole);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static double
measure_contrast (GxColor a, GxColor b)
{
  double x = gx_color_luminance (a) + 0.05, y = gx_color_luminance (b) + 0.05;

  return x > y ? x / y : y / x;
}

static void
hues_stand_out_from_the_card (void)
{
  for (guint look = GX_CHART_LIGHT; look <= GX_CHART_PRINT; look++)
    {
      g_autoptr (GxChartTheme) theme = gx_chart_theme_new (look, NULL);

      for (guint hue = 0; hue < GX_N_HUES; hue++)
        g_assert_cmpfloat (measure_contrast (theme->hues[hue], theme->card), >=, 3);
      g_assert_cmpfloat (measure_contrast (theme->ink, theme->card), >=, 7);
    }
}

static void
heat_rises_evenly_and_its_numbers_can_be_read (void)
{
  for (guint look = GX_CHART_LIGHT; look <= GX_CHART_DARK; look++)
    {
      g_autoptr (GxChartTheme) theme = gx_chart_theme_new (look, NULL);
      double last = gx_color_luminance (theme->card);

      for (guint step = 0; step <= 20; step++)
        {
          GxColor heat = gx_chart_theme_get_heat (theme, step / 20.0);
          double luminance = gx_color_luminance (heat);

          g_assert_true (look == GX_CHART_DARK ? luminance >= last - 0.02 : luminance < last);
          last = luminance;
          g_assert_cmpfloat (measure_contrast (gx_chart_theme_get_ink_on (theme, heat), heat), >=, 3);
        }
    }
}

static void
a_font_for_chinese_is_always_named (void)
{
  g_autoptr (GxChartTheme) theme = gx_chart_theme_new (GX_CHART_LIGHT, "Cantarell 12");
  g_autoptr (GxChartTheme) copy = gx_chart_theme_copy (theme);

  gx_chart_theme_set_font (copy, copy->font);
  g_assert_cmpstr (pango_font_description_get_family (copy->font), ==, "Cantarell,Noto Sans CJK SC");
  g_assert_cmpint (pango_font_description_get_size (copy->font), ==, 12 * PANGO_SCALE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/scale/round", ticks_are_round_and_hold_the_values);
  g_test_add_func ("/charts/scale/place", values_are_placed_on_a_straight_line);
  g_test_add_func ("/charts/scale/share", shares_are_said_honestly);
  g_test_add_func ("/charts/theme/contrast", hues_stand_out_from_the_card);
  g_test_add_func ("/charts/theme/heat", heat_rises_evenly_and_its_numbers_can_be_read);
  g_test_add_func ("/charts/theme/font", a_font_for_chinese_is_always_named);
  return g_test_run ();
}
