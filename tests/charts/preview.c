/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Draws every chart with made-up data into PNG files, light and dark, for eyes:
 *   preview FOLDER [LOCALE-DIR]
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <math.h>

#include "base/gx-money.h"
#include "charts/gx-bar-chart.h"
#include "charts/gx-column-chart.h"
#include "charts/gx-donut-chart.h"
#include "charts/gx-grid-chart.h"
#include "charts/gx-journey.h"
#include "charts/gx-pareto-chart.h"
#include "charts/gx-pen.h"

#define SCALE 2

static const char *
say (const char *english, const char *chinese)
{
  return g_str_has_prefix (g_getenv ("LANGUAGE") != NULL ? g_getenv ("LANGUAGE") : "", "zh") ? chinese
      : english;
}

static GxChart *
make_lifecycle (void)
{
  GxDonutChart *chart = gx_donut_chart_new ();

  gx_donut_chart_add (chart, say ("Active", "活跃"), 9412, "{}", GX_HUE_BLUE);
  gx_donut_chart_add (chart, say ("New", "新客"), 2840, "{}", GX_HUE_GOLD);
  gx_donut_chart_add (chart, say ("Dormant", "沉睡"), 6120, "{}", GX_HUE_RUST);
  gx_donut_chart_add (chart, say ("Lapsed", "流失"), 8305, "{}", GX_HUE_GREY);
  gx_donut_chart_add (chart, say ("Never bought", "潜在"), 3317, "{}", GX_HUE_GREEN);
  gx_donut_chart_add (chart, say ("Partners", "伙伴"), 6, "{}", GX_HUE_PURPLE);
  gx_donut_chart_set_centre (chart, gx_count_format (30000), say ("customers", "位客户"));
  gx_chart_set_title (GX_CHART (chart), say ("Lifecycle", "生命周期"));
  gx_chart_set_subtitle (GX_CHART (chart), say ("Today, 30,000 customers", "今天，共 30,000 位客户"));
  return GX_CHART (chart);
}

static GxChart *
make_values (gboolean has_negative)
{
  GxBarChart *chart = gx_bar_chart_new ();

  gx_chart_set_currency (GX_CHART (chart), "CNY");
  gx_bar_chart_add (chart, say ("Active", "活跃"), 1820000000, "{}", GX_HUE_BLUE);
  gx_bar_chart_add (chart, say ("New", "新客"), 310000000, "{}", GX_HUE_GOLD);
  gx_bar_chart_add (chart, say ("Dormant", "沉睡"), 880000000, "{}", GX_HUE_RUST);
  gx_bar_chart_add (chart, say ("Lapsed", "流失"), has_negative ? -220000000 : 470000000, "{}", GX_HUE_GREY);
  gx_bar_chart_add (chart, say ("Never bought", "潜在"), 0, "{}", GX_HUE_GREEN);
  gx_chart_set_title (GX_CHART (chart), say ("Value by lifecycle", "各生命周期价值"));
  gx_chart_set_subtitle (GX_CHART (chart), say ("Net of returns, last 12 months", "最近 12 个月，已扣除退货"));
  gx_chart_set_footnote (GX_CHART (chart), say ("Other currencies: £1,234, €560", "其他币种：£1,234、€560"));
  return GX_CHART (chart);
}

static GxChart *
make_pareto (gboolean has_negative)
{
  static const gint64 values[] = { 4120, 1960, 1210, 760, 520, 380, 270, 190, 110, 60 };
  GxParetoChart *chart = gx_pareto_chart_new (10);
  g_autofree char *finding = NULL;

  gx_chart_set_currency (GX_CHART (chart), "CNY");
  for (int i = 0; i < 10; i++)
    gx_pareto_chart_set_part (chart, i, (has_negative && i == 9 ? -1200 : values[i]) * 100000, "{}");
  gx_chart_set_title (GX_CHART (chart), say ("Value concentration", "价值集中度"));
  finding = gx_pareto_chart_get_finding (chart);
  gx_chart_set_subtitle (GX_CHART (chart), finding);
  if (has_negative)
    gx_chart_set_footnote (GX_CHART (chart), say ("73 customers stand below zero: −¥120,000",
                                                  "73 位客户价值为负：−¥120,000"));
  return GX_CHART (chart);
}

static GxChart *
make_rfm (void)
{
  static const char * const rows[] = { "5", "4", "3", "2", "1", NULL };
  static const char * const columns[] = { "1", "2", "3", "4", "5", NULL };
  static const int counts[5][5] = {
    { 0, 12, 160, 640, 2310 }, { 41, 190, 520, 980, 1420 }, { 210, 430, 760, 690, 540 },
    { 980, 720, 410, 260, 120 }, { 3120, 1250, 480, 160, 33 },
  };
  GxGridChart *chart = gx_grid_chart_new (rows, columns);

  gx_grid_chart_set_axes (chart, say ("Frequency", "频次"), say ("Recency", "最近购买"));
  for (int r = 0; r < 5; r++)
    for (int c = 0; c < 5; c++)
      gx_grid_chart_set_cell (chart, r, c, counts[r][c], "{}");
  gx_chart_set_title (GX_CHART (chart), say ("Recency × frequency", "最近购买 × 频次"));
  gx_chart_set_subtitle (GX_CHART (chart), say ("2,310 customers are the best in both", "2,310 位客户两项都最好"));
  return GX_CHART (chart);
}

static GxChart *
make_sources (int n_periods)
{
  const char *series[] = { say ("Trade fair", "展会"), say ("Referral", "转介绍"), say ("Website", "官网"),
                           say ("Other", "其他"), NULL };
  static const GxHue hues[] = { GX_HUE_BLUE, GX_HUE_GREEN, GX_HUE_RUST, GX_HUE_GREY };
  GxColumnChart *chart = gx_column_chart_new (GX_TIME_MONTH, gx_day_new (2025, 1, 1), n_periods, series,
                                              hues);

  for (int p = 0; p < n_periods; p++)
    for (int s = 0; s < 4; s++)
      gx_column_chart_set_value (chart, p, s, (gint64) (20 + 14 * sin (p * 0.6 + s) + p * (3 - s))
                                 + (p % 12 == 2 && s == 0 ? 60 : 0), "{}");
  gx_chart_set_title (GX_CHART (chart), say ("New customers by source", "新客户来源"));
  gx_chart_set_subtitle (GX_CHART (chart), say ("Most came from trade fairs", "展会带来的新客户最多"));
  return GX_CHART (chart);
}

static GxJourney *
make_journey (guint n_events, int n_years)
{
  static const char * const kinds[] = { "visit", "meeting", "call", "call", "chat", "chat", "mail", "mail",
                                        "mail", "sale", "payment", "note" };
  GxDay today = gx_day_new (2026, 11, 21), first = today - n_years * 365 + 20;
  GxJourney *journey = gx_journey_new (say ("Journey of Guo Xia", "郭霞的客户旅程"), today);
  GRand *rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < n_events; i++)
    {
      GxJourneyEvent event = { .at = GX_JOURNEY_NO_TIME, .ref = i + 1 };
      double place = pow (g_rand_double (rand), 0.8);

      event.day = i == 0 ? first : first + (GxDay) (place * (today - first));
      event.kind = i == 0 ? "meeting" : kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))];
      event.is_first_touch = i == 0;
      if (n_years < 2 || i % 3 == 0)
        event.at = event.day * G_GINT64_CONSTANT (86400) + g_rand_int_range (rand, 1, 10) * 3600;
      event.offset_min = 480;
      if (g_str_equal (event.kind, "sale"))
        {
          event.kind = i % 9 == 0 ? "return" : "sale";
          event.currency = "CNY";
          event.amount_minor = g_rand_int_range (rand, 20000, 9000000);
          event.text = say ("20 boxes of spring tea", "春茶 20 箱");
        }
      if (g_str_equal (event.kind, "visit"))
        event.text = say ("Showed the new samples", "带样品拜访，聊了新品");
      gx_journey_add (journey, &event);
    }
  g_rand_free (rand);
  gx_journey_close (journey);
  return journey;
}

static void
draw_card (cairo_t *cr, PangoContext *context, const GxChartTheme *theme, GxChart *chart,
           const cairo_rectangle_t *card,
           int hovered, int selected)
{
  cairo_save (cr);
  cairo_translate (cr, card->x, card->y);
  gx_pen_round_rect (&(GxPen) { cr, context, theme }, 0, 0, card->width, card->height, 12);
  gx_color_set (theme->card, cr);
  cairo_fill (cr);
  gx_chart_draw (chart, cr, context, theme, card->width, card->height, hovered, selected);
  cairo_restore (cr);
}

static void
draw_board (const char *path, GxChartLook look)
{
  g_autoptr (GxChartTheme) theme = gx_chart_theme_new (look, "Cantarell 11");
  PangoContext *context = gx_drawing_create_context ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1180 * SCALE, 1290 * SCALE);
  cairo_t *cr = cairo_create (surface);
  const struct {
    GxChart *chart;
    cairo_rectangle_t card;
    int hovered, selected;
  } cards[] = {
    { make_lifecycle (), { 18, 18, 563, 290 }, -1, -1 },
    { make_values (FALSE), { 599, 18, 563, 290 }, -1, 2 },
    { make_rfm (), { 18, 326, 370, 330 }, -1, 7 },
    { make_sources (9), { 406, 326, 370, 330 }, -1, -1 },
    { make_pareto (FALSE), { 794, 326, 368, 330 }, -1, -1 },
    { make_lifecycle (), { 18, 674, 320, 440 }, 2, 2 },
    { make_values (TRUE), { 356, 674, 320, 250 }, 0, -1 },
    { make_sources (23), { 694, 674, 468, 250 }, 8, -1 },
    { make_pareto (TRUE), { 694, 942, 468, 330 }, 1, -1 },
    { make_rfm (), { 356, 942, 320, 330 }, 4, -1 },
  };

  cairo_scale (cr, SCALE, SCALE);
  gx_color_set (gx_color_from_hex (look == GX_CHART_DARK ? 0x242424 : 0xfafafa), cr);
  cairo_paint (cr);
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autofree char *words = gx_drawing_describe (GX_DRAWING (cards[i].chart));

      draw_card (cr, context, theme, cards[i].chart, &cards[i].card, cards[i].hovered, cards[i].selected);
      if (look == GX_CHART_LIGHT)
        g_print ("%s\n", words);
      g_object_unref (cards[i].chart);
    }
  cairo_destroy (cr);
  cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
  g_object_unref (context);
}

static void
draw_journeys (const char *path, GxChartLook look)
{
  g_autoptr (GxChartTheme) theme = gx_chart_theme_new (look, "Cantarell 11");
  PangoContext *context = gx_drawing_create_context ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1180 * SCALE, 1000 * SCALE);
  cairo_t *cr = cairo_create (surface);
  const struct {
    GxJourney *journey;
    cairo_rectangle_t card;
    double days;  /* looked at, up to today; 0: all */
    gboolean has_card;
  } cards[] = {
    { make_journey (220, 3), { 18, 18, 592, 290 }, 0, TRUE },
    { make_journey (220, 3), { 628, 18, 534, 290 }, 280, FALSE },
    { make_journey (24, 1), { 18, 326, 360, 290 }, 0, FALSE },
    { make_journey (100000, 9), { 396, 326, 766, 330 }, 0, FALSE },
    { make_journey (220, 3), { 18, 674, 592, 290 }, 30, TRUE },
    { make_journey (220, 3), { 628, 674, 534, 290 }, 9, FALSE },
  };

  cairo_scale (cr, SCALE, SCALE);
  gx_color_set (gx_color_from_hex (look == GX_CHART_DARK ? 0x242424 : 0xfafafa), cr);
  cairo_paint (cr);
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      GxJourney *journey = cards[i].journey;
      const cairo_rectangle_t *card = &cards[i].card;
      GxSpan limits = gx_journey_get_limits (journey);
      GxJourneyHit hovered = { GX_JOURNEY_NOTHING };

      if (cards[i].days > 0)
        gx_journey_set_span (journey, (GxSpan) { limits.to - cards[i].days * 1.2,
                                                 limits.to - cards[i].days * 0.2 });
      gx_journey_set_selected (journey, gx_journey_find_next (journey, GX_JOURNEY_NO_EVENT, -1));
      gx_journey_arrange (journey, context, theme, card->width, card->height);
      if (cards[i].has_card && gx_journey_count_marks (journey, GX_LANE_VISITS) > 2)
        hovered = gx_journey_get_mark (journey, GX_LANE_VISITS, 2);
      cairo_save (cr);
      cairo_translate (cr, card->x, card->y);
      gx_pen_round_rect (&(GxPen) { cr, context, theme }, 0, 0, card->width, card->height, 12);
      gx_color_set (theme->card, cr);
      cairo_fill (cr);
      gx_journey_draw (journey, cr, context, theme, card->width, card->height, &hovered, TRUE);
      cairo_restore (cr);
      g_object_unref (journey);
    }
  cairo_destroy (cr);
  cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
  g_object_unref (context);
}

static void
save_files (const char *folder)
{
  g_autoptr (GxJourney) journey = make_journey (220, 3);
  GxDrawing *drawings[] = { GX_DRAWING (journey), GX_DRAWING (make_pareto (TRUE)) };

  for (guint d = 0; d < G_N_ELEMENTS (drawings); d++)
    for (guint format = GX_PICTURE_PNG; format <= GX_PICTURE_PDF; format++)
      {
        g_autofree char *name = g_strdup_printf ("export-%u.%s", d, gx_picture_format_get_ending (format));
        g_autofree char *path = g_build_filename (folder, name, NULL);
        g_autoptr (GFile) file = g_file_new_for_path (path);
        g_autoptr (GError) error = NULL;

        if (!gx_drawing_save (drawings[d], file, format, NULL, 640, 360, &error))
          g_printerr ("%s\n", error->message);
      }
  g_object_unref (drawings[1]);
}

int
main (int argc, char **argv)
{
  const char *folder = argc > 1 ? argv[1] : ".";
  g_autofree char *light = g_build_filename (folder, "charts-light.png", NULL);
  g_autofree char *dark = g_build_filename (folder, "charts-dark.png", NULL);
  g_autofree char *journey_light = g_build_filename (folder, "journey-light.png", NULL);
  g_autofree char *journey_dark = g_build_filename (folder, "journey-dark.png", NULL);

  setlocale (LC_ALL, "");
  if (argc > 2)
    bindtextdomain (GETTEXT_PACKAGE, argv[2]);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  draw_board (light, GX_CHART_LIGHT);
  draw_board (dark, GX_CHART_DARK);
  draw_journeys (journey_light, GX_CHART_LIGHT);
  draw_journeys (journey_dark, GX_CHART_DARK);
  save_files (folder);
  return 0;
}
