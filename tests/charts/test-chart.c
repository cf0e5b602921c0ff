/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "base/gx-day.h"
#include "charts/gx-bar-chart.h"
#include "charts/gx-column-chart.h"
#include "charts/gx-donut-chart.h"
#include "charts/gx-grid-chart.h"
#include "charts/gx-pareto-chart.h"
#include "charts/gx-pen.h"

typedef GxChart *(*MakeChart) (void);

static GxChart *
make_donut (void)
{
  GxDonutChart *chart = gx_donut_chart_new ();

  gx_donut_chart_add (chart, "Active", 60, "{\"class\":\"active\"}", GX_HUE_BLUE);
  gx_donut_chart_add (chart, "New", 39, "{\"class\":\"new\"}", GX_HUE_GOLD);
  gx_donut_chart_add (chart, "Lapsed", 1, NULL, GX_HUE_GREY);
  gx_donut_chart_add (chart, "Never bought", 0, NULL, GX_HUE_GREEN);
  gx_donut_chart_set_centre (chart, "100", "customers");
  gx_chart_set_title (GX_CHART (chart), "Lifecycle");
  return GX_CHART (chart);
}

static GxChart *
make_bars (void)
{
  GxBarChart *chart = gx_bar_chart_new ();

  gx_chart_set_currency (GX_CHART (chart), "GBP");
  gx_bar_chart_add (chart, "Active", 500000, NULL, GX_HUE_BLUE);
  gx_bar_chart_add (chart, "Dormant", 0, NULL, GX_HUE_RUST);
  gx_bar_chart_add (chart, "Lapsed, a class with a very long name that has to be cut", -123400, NULL,
                    GX_HUE_GREY);
  gx_chart_set_title (GX_CHART (chart), "Value by class");
  gx_chart_set_footnote (GX_CHART (chart), "Other currencies: €560");
  return GX_CHART (chart);
}

static GxChart *
make_pareto (void)
{
  static const gint64 values[] = { 50, 20, 12, 8, 5, 3, 2, 1, 1, -2 };
  GxParetoChart *chart = gx_pareto_chart_new (10);

  for (int i = 0; i < 10; i++)
    gx_pareto_chart_set_part (chart, i, values[i] * 10000, NULL);
  gx_chart_set_currency (GX_CHART (chart), "GBP");
  gx_chart_set_title (GX_CHART (chart), "Concentration");
  return GX_CHART (chart);
}

static GxChart *
make_grid (void)
{
  static const char * const rows[] = { "3", "2", "1", NULL };
  static const char * const columns[] = { "1", "2", "3", "4", NULL };
  GxGridChart *chart = gx_grid_chart_new (rows, columns);

  gx_grid_chart_set_axes (chart, "Frequency", "Recency");
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 4; c++)
      gx_grid_chart_set_cell (chart, r, c, r * c * 40, NULL);
  gx_chart_set_title (GX_CHART (chart), "Recency × frequency");
  return GX_CHART (chart);
}

static GxChart *
make_columns (void)
{
  static const char * const series[] = { "Fair", "Website", NULL };
  static const GxHue hues[] = { GX_HUE_BLUE, GX_HUE_GREEN };
  GxColumnChart *chart = gx_column_chart_new (GX_TIME_MONTH, gx_day_new (2025, 11, 1), 14, series, hues);

  for (int p = 0; p < 14; p++)
    for (int s = 0; s < 2; s++)
      gx_column_chart_set_value (chart, p, s, p == 3 ? 0 : 10 + p * (s + 1), NULL);
  gx_chart_set_title (GX_CHART (chart), "New customers");
  return GX_CHART (chart);
}

/* Months without a January. */
static GxChart *
make_yearless (void)
{
  static const char * const series[] = { "Fair", NULL };
  static const GxHue hues[] = { GX_HUE_BLUE };
  GxColumnChart *chart = gx_column_chart_new (GX_TIME_MONTH, gx_day_new (2025, 2, 1), 11, series, hues);

  for (int p = 0; p < 11; p++)
    gx_column_chart_set_value (chart, p, 0, 10 + p, NULL);
  gx_chart_set_title (GX_CHART (chart), "New customers");
  return GX_CHART (chart);
}

static const struct {
  const char *name;
  MakeChart make;
  gint64 total;
} charts[] = {
  { "donut", make_donut, 100 },
  { "bars", make_bars, 376600 },
  { "pareto", make_pareto, 1000000 },
  { "grid", make_grid, 720 },
  { "columns", make_columns, 524 },
  { "columns of one year", make_yearless, 165 },
};

static const double widths[] = { 300, 420, 640, 1100 };

static void
every_mark_is_hit_at_its_point (void)
{
  g_autoptr (GxChartTheme) theme = gx_chart_theme_new (GX_CHART_LIGHT, NULL);
  PangoContext *context = gx_drawing_create_context ();

  for (guint c = 0; c < G_N_ELEMENTS (charts); c++)
    for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
      {
        g_autoptr (GxChart) chart = charts[c].make ();
        double height = gx_drawing_get_min_height (GX_DRAWING (chart), context, theme, widths[w]);

        gx_chart_arrange (chart, context, theme, widths[w], height);
        for (int i = 0; i < gx_chart_count_marks (chart); i++)
          {
            const GxChartMark *mark = gx_chart_get_mark (chart, i);

            g_test_message ("%s, %g px, mark %d", charts[c].name, widths[w], i);
            g_assert_cmpfloat (mark->area.x, >=, 0);
            g_assert_cmpfloat (mark->area.x + mark->area.width, <=, widths[w]);
            g_assert_cmpfloat (mark->area.y + mark->area.height, <=, height);
            if (mark->value != 0 || !GX_IS_COLUMN_CHART (chart))
              g_assert_cmpint (gx_chart_hit (chart, mark->x, mark->y), ==, i);
          }
        g_assert_cmpint (gx_chart_hit (chart, 2, 2), ==, GX_CHART_NO_MARK);
      }
  g_object_unref (context);
}

static void
marks_add_up_to_the_total (void)
{
  for (guint c = 0; c < G_N_ELEMENTS (charts); c++)
    {
      g_autoptr (GxChart) chart = charts[c].make ();

      g_assert_cmpint (gx_chart_get_total (chart), ==, charts[c].total);
    }
}

static gboolean
do_overlap (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  double slack = 1.5; /* line heights of neighbours may kiss */

  return a->x + slack < b->x + b->width && b->x + slack < a->x + a->width
         && a->y + slack < b->y + b->height && b->y + slack < a->y + a->height;
}

static void
texts_do_not_lie_on_each_other_and_nothing_is_cut (void)
{
  g_autoptr (GxChartTheme) theme = gx_chart_theme_new (GX_CHART_LIGHT, NULL);
  PangoContext *context = gx_drawing_create_context ();
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));

  for (guint c = 0; c < G_N_ELEMENTS (charts); c++)
    for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
      {
        g_autoptr (GxChart) chart = charts[c].make ();
        double height = gx_drawing_get_min_height (GX_DRAWING (chart), context, theme, widths[w]);
        cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
        cairo_t *cr = cairo_create (surface);
        double x = 0, y = 0, ink_width = 0, ink_height = 0;

        g_test_message ("%s, %g px", charts[c].name, widths[w]);
        g_array_set_size (boxes, 0);
        gx_pen_record_text (context, boxes);
        gx_drawing_draw (GX_DRAWING (chart), cr, context, theme, widths[w], height);
        gx_pen_record_text (context, NULL);
        g_assert_cmpuint (boxes->len, >, 3);
        for (guint i = 0; i < boxes->len; i++)
          for (guint k = i + 1; k < boxes->len; k++)
            {
              const cairo_rectangle_t *a = &g_array_index (boxes, cairo_rectangle_t, i),
                  *b = &g_array_index (boxes, cairo_rectangle_t, k);

              if (do_overlap (a, b))
                g_error ("%s at %g px: text %u (%g, %g, %g × %g) lies on %u (%g, %g, %g × %g)",
                         charts[c].name, widths[w],
                         i, a->x, a->y, a->width, a->height, k, b->x, b->y, b->width, b->height);
            }

        cairo_recording_surface_ink_extents (surface, &x, &y, &ink_width, &ink_height);
        g_assert_cmpfloat (x, >=, 0);
        g_assert_cmpfloat (y, >=, 0);
        g_assert_cmpfloat (x + ink_width, <=, widths[w]);
        g_assert_cmpfloat (y + ink_height, <=, height);
        g_assert_cmpfloat (ink_width, >, widths[w] / 2);
        g_assert_cmpfloat (ink_height, >, height / 2);
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
      }
  g_object_unref (context);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const cairo_rectangle_t *left = a, *right = b;

  /* the lowest line first, from left to right */
  return left->y != right->y ? (left->y > right->y ? -1 : 1) : (left->x > right->x) - (left->x < right->x);
}

/* How wide the first label under a chart is, times the second. */
static double
compare_labels (GxChart *chart)
{
  g_autoptr (GxChartTheme) theme = gx_chart_theme_new (GX_CHART_LIGHT, NULL);
  PangoContext *context = gx_drawing_create_context ();
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);

  gx_pen_record_text (context, boxes);
  gx_chart_draw (chart, cr, context, theme, 900, 300, GX_CHART_NO_MARK, GX_CHART_NO_MARK);
  gx_pen_record_text (context, NULL);
  g_array_sort (boxes, compare_places);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (context);

  return g_array_index (boxes, cairo_rectangle_t, 0).width
         / g_array_index (boxes, cairo_rectangle_t, 1).width;
}

static void
an_axis_without_a_january_says_its_year (void)
{
  g_autoptr (GxChart) yearless = make_yearless ();
  g_autoptr (GxChart) with_january = make_columns ();

  g_assert_cmpfloat (compare_labels (yearless), >, 1.5);
  g_assert_cmpfloat (compare_labels (with_january), <, 1.5);
}

static guint32
get_pixel (cairo_surface_t *surface, double x, double y)
{
  const guchar *row = cairo_image_surface_get_data (surface)
      + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);
  guint32 pixel = 0;

  memcpy (&pixel, row + (gsize) x * 4, sizeof pixel);
  return pixel & 0xffffff;
}

static guint32
draw_and_get_pixel (GxChart *chart, int hovered, int mark)
{
  g_autoptr (GxChartTheme) theme = gx_chart_theme_new (GX_CHART_LIGHT, NULL);
  PangoContext *context = gx_drawing_create_context ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 500, 300);
  cairo_t *cr = cairo_create (surface);
  const GxChartMark *it = gx_chart_get_mark (chart, mark);
  guint32 pixel = 0;

  gx_color_set (theme->card, cr);
  cairo_paint (cr);
  gx_chart_draw (chart, cr, context, theme, 500, 300, hovered, GX_CHART_NO_MARK);
  cairo_surface_flush (surface);
  pixel = get_pixel (surface, it->x, it->y);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (context);
  return pixel;
}

static void
marks_show_their_hue_and_fade_behind_a_hovered_one (void)
{
  g_autoptr (GxChart) donut = make_donut ();
  g_autoptr (GxChart) bars = make_bars ();

  g_assert_cmphex (draw_and_get_pixel (donut, GX_CHART_NO_MARK, 0), ==, 0x1c71d8);
  g_assert_cmphex (draw_and_get_pixel (donut, 0, 0), ==, 0x1c71d8);
  /* 40 % of 0x1c, 60 % of white */
  g_assert_cmpint (ABS ((int) (draw_and_get_pixel (donut, 1, 0) >> 16) - 0xa4), <=, 1);
  g_assert_cmphex (draw_and_get_pixel (bars, GX_CHART_NO_MARK, 2), ==, 0x77767b);
  g_assert_cmphex (draw_and_get_pixel (bars, 0, 2), !=, 0x77767b);
}

static void
negative_bars_grow_to_the_left_of_zero (void)
{
  g_autoptr (GxChart) chart = make_bars ();
  g_autoptr (GxChartTheme) theme = gx_chart_theme_new (GX_CHART_LIGHT, NULL);
  PangoContext *context = gx_drawing_create_context ();

  gx_chart_arrange (chart, context, theme, 500, 300);
  g_assert_cmpfloat (gx_chart_get_mark (chart, 2)->x, <, gx_chart_get_mark (chart, 1)->x);
  g_assert_cmpfloat (gx_chart_get_mark (chart, 0)->x, >, gx_chart_get_mark (chart, 1)->x);
  g_object_unref (context);
}

static void
charts_are_told_in_words (void)
{
  static const char * const words[] = {
    "Lifecycle. Active: 60 (60%); New: 39 (39%); Lapsed: 1 (1%)",
    "Value by class. Active: £5,000; Lapsed, a class with a very long name that has to be cut: −£1,234. "
    "Other currencies: €560",
    "Concentration. Top 10%: £5,000 (50%), together 50%; 10–20%: £2,000 (20%), together 70%; "
    "20–30%: £1,200 (12%), together 82%; 30–40%: £800 (8%), together 90%; "
    "40–50%: £500 (5%), together 95%; 50–60%: £300 (3%), together 98%; "
    "60–70%: £200 (2%), together 100%; 70–80%: £100 (1%), together 101%; 80–90%: £100 (1%), together 102%; "
    "90–100%: −£200 (−2%), together 100%",
    "Recency × frequency. Recency 2, Frequency 2: 40; Recency 3, Frequency 2: 80; "
    "Recency 4, Frequency 2: 120; "
    "Recency 2, Frequency 1: 80; Recency 3, Frequency 1: 160; Recency 4, Frequency 1: 240",
    "New customers. November 2025 to December 2026; Fair: 218; Website: 306; most in December 2026: 59",
    "New customers. February 2025 to December 2025; Fair: 165; most in December 2025: 20",
  };

  for (guint c = 0; c < G_N_ELEMENTS (charts); c++)
    {
      g_autoptr (GxChart) chart = charts[c].make ();
      g_autofree char *text = gx_drawing_describe (GX_DRAWING (chart));

      g_assert_cmpstr (text, ==, words[c]);
    }
}

static void
tables_hold_plain_numbers (void)
{
  g_autoptr (GxChart) bars = make_bars ();
  g_autoptr (GxChart) grid = make_grid ();
  g_autofree char *rows = NULL, *cells = NULL;

  gx_chart_set_columns (bars, "Class", "Value (GBP)");
  rows = gx_drawing_to_table (GX_DRAWING (bars));
  g_assert_cmpstr (rows, ==, "Class\tValue (GBP)\nActive\t5000.00\nDormant\t0.00\n"
                   "Lapsed, a class with a very long name that has to be cut\t-1234.00\n");
  cells = gx_drawing_to_table (GX_DRAWING (grid));
  g_assert_cmpstr (cells, ==, "Group\t1\t2\t3\t4\n3\t0\t0\t0\t0\n2\t0\t40\t80\t120\n1\t0\t80\t160\t240\n");
}

static void
the_finding_is_true (void)
{
  g_autoptr (GxChart) chart = make_pareto ();
  g_autoptr (GxParetoChart) worthless = gx_pareto_chart_new (10);
  g_autofree char *finding = gx_pareto_chart_get_finding (GX_PARETO_CHART (chart));
  g_autofree char *nothing = gx_pareto_chart_get_finding (worthless);

  g_assert_cmpstr (finding, ==, "The top 30% of customers bring 82% of the value");
  g_assert_null (nothing);
}

static void
an_empty_chart_says_so (void)
{
  g_autoptr (GxDonutChart) chart = gx_donut_chart_new ();
  g_autofree char *words = NULL;

  gx_chart_set_title (GX_CHART (chart), "Lifecycle");
  words = gx_drawing_describe (GX_DRAWING (chart));
  g_assert_cmpstr (words, ==, "Lifecycle. Nothing to show yet");
}

static void
criteria_are_kept_as_given (void)
{
  g_autoptr (GxChart) chart = make_donut ();

  g_assert_cmpstr (gx_chart_get_mark (chart, 1)->criteria, ==, "{\"class\":\"new\"}");
  g_assert_null (gx_chart_get_mark (chart, 2)->criteria);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/chart/hit", every_mark_is_hit_at_its_point);
  g_test_add_func ("/charts/chart/total", marks_add_up_to_the_total);
  g_test_add_func ("/charts/chart/texts", texts_do_not_lie_on_each_other_and_nothing_is_cut);
  g_test_add_func ("/charts/chart/year", an_axis_without_a_january_says_its_year);
  g_test_add_func ("/charts/chart/hues", marks_show_their_hue_and_fade_behind_a_hovered_one);
  g_test_add_func ("/charts/chart/negative", negative_bars_grow_to_the_left_of_zero);
  g_test_add_func ("/charts/chart/words", charts_are_told_in_words);
  g_test_add_func ("/charts/chart/table", tables_hold_plain_numbers);
  g_test_add_func ("/charts/chart/finding", the_finding_is_true);
  g_test_add_func ("/charts/chart/empty", an_empty_chart_says_so);
  g_test_add_func ("/charts/chart/criteria", criteria_are_kept_as_given);
  return g_test_run ();
}
