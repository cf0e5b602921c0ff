/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-day.h"
#include "charts/gx-journey-marks.h"
#include "charts/gx-journey.h"

#define WIDTH 640
#define HEIGHT 320

static const char * const kinds[] = { "visit", "meeting", "call", "chat", "message", "mail", "sale", "return",
                                      "payment", "note" };

/* Uneven on purpose: bursts, gaps, several at one moment. */
static GxJourney *
make_journey (guint n_events)
{
  GxJourney *journey = gx_journey_new ("Journey", gx_day_new (2026, 11, 21));
  GRand *rand = g_rand_new_with_seed (11);
  GxDay day = gx_day_new (2022, 3, 1);

  for (guint i = 0; i < n_events; i++)
    {
      GxJourneyEvent event = { .at = GX_JOURNEY_NO_TIME, .ref = i + 1 };

      event.day = day + g_rand_int_range (rand, 0, 1700) / (i % 3 == 0 ? 1 : 4);
      event.kind = kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))];
      gx_journey_add (journey, &event);
    }
  g_rand_free (rand);
  gx_journey_close (journey);
  return journey;
}

static void
galloping_finds_what_walking_finds (void)
{
  const double moments[] = { 1, 1, 2, 3.5, 3.5, 3.5, 8, 9 };

  for (guint start = 0; start <= G_N_ELEMENTS (moments); start++)
    for (double moment = 0; moment < 11; moment += 0.5)
      {
        guint walked = start;

        while (walked < G_N_ELEMENTS (moments) && moments[walked] < moment)
          walked++;
        g_assert_cmpuint (gx_journey_gallop (moments, G_N_ELEMENTS (moments), start, moment), ==, walked);
      }
}

static void
marks_hold_every_event_of_the_span_once (void)
{
  static const guint sizes[] = { 1, 2, 24, 220, 5000, 100000 };
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GxJourneyMark));

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autofree double *moments = g_new (double, sizes[s]);
      GRand *rand = g_rand_new_with_seed (s);
      double at = 19000;

      for (guint i = 0; i < sizes[s]; i++)
        moments[i] = at += g_rand_double (rand) * (i % 7 == 0 ? 3000.0 : 20.0) / sizes[s];
      g_rand_free (rand);
      for (double width = 100; width < 4000; width *= 3)
        {
          GxSpan span = { moments[0], moments[sizes[s] - 1] + 1 };
          guint sum = 0;
          double last_px = -1;

          gx_journey_marks_collect (moments, sizes[s], span, width, marks);
          for (guint i = 0; i < marks->len; i++)
            {
              const GxJourneyMark *mark = &g_array_index (marks, GxJourneyMark, i);

              g_assert_cmpuint (mark->first, ==, sum);
              g_assert_cmpfloat (mark->from_px, >=, last_px);
              g_assert_cmpfloat (mark->to_px, >=, mark->from_px);
              sum += mark->count;
              last_px = mark->to_px;
            }
          g_assert_cmpuint (sum, ==, sizes[s]);
          g_assert_cmpuint (marks->len, <=, 245);
        }
    }
}

static void
events_outside_the_span_are_not_drawn (void)
{
  const double moments[] = { 10, 20, 30, 40, 50 };
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GxJourneyMark));

  gx_journey_marks_collect (moments, G_N_ELEMENTS (moments), (GxSpan) { 20, 40 }, 400, marks);
  g_assert_cmpuint (marks->len, ==, 3);
  g_assert_cmpuint (g_array_index (marks, GxJourneyMark, 0).first, ==, 1);
  g_assert_cmpfloat_with_epsilon (g_array_index (marks, GxJourneyMark, 1).from_px, 200, 1e-9);
}

static void
spans_stay_inside_and_keep_their_anchor (void)
{
  const GxSpan limits = { 0, 1000 };
  GxSpan span = gx_span_zoom (limits, limits, 0.5, 250);

  g_assert_cmpfloat_with_epsilon (span.from, 125, 1e-9);
  g_assert_cmpfloat_with_epsilon (span.to, 625, 1e-9);
  span = gx_span_pan (span, limits, -500);
  g_assert_cmpfloat_with_epsilon (span.from, 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (span.to, 500, 1e-9);
  span = gx_span_zoom (span, limits, 1e-9, 100);
  g_assert_cmpfloat_with_epsilon (gx_span_length (span), GX_SPAN_LEAST_DAYS, 1e-9);
  span = gx_span_zoom (span, limits, 1e9, 100);
  g_assert_cmpfloat_with_epsilon (gx_span_length (span), 1000, 1e-9);
  span = gx_span_show ((GxSpan) { 100, 200 }, limits, 150);
  g_assert_cmpfloat_with_epsilon (span.from, 100, 1e-9);
  span = gx_span_show ((GxSpan) { 100, 200 }, limits, 300);
  g_assert_cmpfloat_with_epsilon (span.to, 308, 1e-9);
  span = gx_span_around (400, 410, limits);
  g_assert_cmpfloat_with_epsilon (span.from, 395, 1e-9);
  g_assert_cmpfloat_with_epsilon (span.to, 415, 1e-9);
}

static guint
count_events_in_marks (GxJourney *journey)
{
  guint sum = 0;

  for (guint lane = 0; lane < GX_N_LANES; lane++)
    for (guint i = 0; i < gx_journey_count_marks (journey, lane); i++)
      sum += gx_journey_get_mark (journey, lane, i).n_events;
  return sum;
}

static void
every_mark_is_hit_at_its_centre (void)
{
  g_autoptr (GxChartTheme) theme = gx_chart_theme_new (GX_CHART_LIGHT, NULL);
  PangoContext *context = gx_drawing_create_context ();

  for (guint size = 1; size <= 10000; size *= 10)
    {
      g_autoptr (GxJourney) journey = make_journey (size);

      gx_journey_arrange (journey, context, theme, WIDTH, HEIGHT);
      g_assert_cmpuint (count_events_in_marks (journey), ==, size);
      for (guint lane = 0; lane < GX_N_LANES; lane++)
        for (guint i = 0; i < gx_journey_count_marks (journey, lane); i++)
          {
            GxJourneyHit mark = gx_journey_get_mark (journey, lane, i);
            GxJourneyHit hit = gx_journey_hit (journey, mark.x, mark.y);

            g_assert_cmpint (hit.part, ==, mark.n_events == 1 ? GX_JOURNEY_EVENT : GX_JOURNEY_CLUSTER);
            g_assert_cmpint (hit.lane, ==, lane);
            g_assert_cmpuint (hit.mark, ==, i);
          }
    }
  g_object_unref (context);
}

static void
a_hundred_thousand_events_cost_few_marks (void)
{
  g_autoptr (GxJourney) journey = make_journey (100000);
  g_autoptr (GxChartTheme) theme = gx_chart_theme_new (GX_CHART_LIGHT, NULL);
  PangoContext *context = gx_drawing_create_context ();

  for (double width = 360; width < 8000; width *= 2)
    {
      gx_journey_arrange (journey, context, theme, width, HEIGHT);
      g_assert_cmpuint (count_events_in_marks (journey), ==, 100000);
      for (guint lane = 0; lane < GX_N_LANES; lane++)
        g_assert_cmpuint (gx_journey_count_marks (journey, lane), <=, 245);
    }
  g_object_unref (context);
}

static void
the_overview_has_handles (void)
{
  g_autoptr (GxJourney) journey = make_journey (200);
  g_autoptr (GxChartTheme) theme = gx_chart_theme_new (GX_CHART_LIGHT, NULL);
  PangoContext *context = gx_drawing_create_context ();
  GxSpan limits = gx_journey_get_limits (journey);
  double quarter = gx_span_length (limits) / 4, height = 0, left = 0, width = 0, y = 0;

  gx_journey_set_span (journey, (GxSpan) { limits.from + quarter, limits.from + 2 * quarter });
  height = gx_journey_get_height (journey, context, theme, WIDTH);
  gx_journey_arrange (journey, context, theme, WIDTH, height);
  width = gx_journey_get_axis_width (journey);
  left = WIDTH - 12 - width;
  y = height - 12 - 15;
  g_assert_cmpint (gx_journey_hit (journey, left + width * 0.1, y).part, ==, GX_JOURNEY_OVERVIEW);
  g_assert_cmpint (gx_journey_hit (journey, left + width * 0.25, y).part, ==, GX_JOURNEY_WINDOW_START);
  g_assert_cmpint (gx_journey_hit (journey, left + width * 0.4, y).part, ==, GX_JOURNEY_WINDOW);
  g_assert_cmpint (gx_journey_hit (journey, left + width * 0.5, y).part, ==, GX_JOURNEY_WINDOW_END);
  g_assert_cmpint (gx_journey_hit (journey, left + width * 0.9, y).part, ==, GX_JOURNEY_OVERVIEW);
  g_assert_cmpfloat_with_epsilon (gx_journey_get_overview_moment_at (journey, left + width * 0.25),
                                  limits.from + quarter, 1e-6);
  g_assert_cmpfloat_with_epsilon (gx_journey_get_moment_at (journey, left), limits.from + quarter, 1e-6);
  g_object_unref (context);
}

static void
stepping_meets_every_shown_event_once (void)
{
  g_autoptr (GxJourney) journey = make_journey (300);
  guint steps = 0;
  int event = GX_JOURNEY_NO_EVENT, next = 0;

  gx_journey_set_lanes (journey, 1u << GX_LANE_CALLS | 1u << GX_LANE_PURCHASES);
  while ((next = gx_journey_find_next (journey, event, 1)) != event)
    {
      GxJourneyLane lane = gx_journey_lane_of_kind (gx_journey_get_event (journey, next)->kind);

      g_assert_true (lane == GX_LANE_CALLS || lane == GX_LANE_PURCHASES);
      g_assert_cmpint (next, >, event);
      event = next;
      steps++;
    }
  g_assert_cmpuint (steps, ==, gx_journey_count_shown (journey));
  g_assert_cmpuint (steps, ==, gx_journey_count_in_lane (journey, GX_LANE_CALLS)
                    + gx_journey_count_in_lane (journey, GX_LANE_PURCHASES));
  g_assert_cmpint (gx_journey_find_next (journey, GX_JOURNEY_NO_EVENT, -1), ==, event);
}

static void
hiding_a_lane_ends_its_selection (void)
{
  g_autoptr (GxJourney) journey = make_journey (50);
  int event = gx_journey_find_next (journey, GX_JOURNEY_NO_EVENT, 1);
  GxJourneyLane lane = gx_journey_lane_of_kind (gx_journey_get_event (journey, event)->kind);

  gx_journey_set_selected (journey, event);
  gx_journey_set_lanes (journey, 1u << lane);
  g_assert_cmpint (gx_journey_get_selected (journey), ==, event);
  gx_journey_set_lanes (journey, GX_JOURNEY_ALL_LANES & ~(1u << lane));
  g_assert_cmpint (gx_journey_get_selected (journey), ==, GX_JOURNEY_NO_EVENT);
}

static void
events_are_told_in_words (void)
{
  g_autoptr (GxJourney) journey = gx_journey_new ("Journey of W-1042", gx_day_new (2026, 11, 21));
  GxJourneyEvent sale = { gx_day_new (2026, 3, 12), GX_JOURNEY_NO_TIME, 0, "sale", 1, "Spring tea", FALSE,
                          123450, "GBP" };
  GxJourneyEvent call = { gx_day_new (2026, 2, 1), GX_JOURNEY_NO_TIME, 480, "call", 2, NULL, TRUE, 0, NULL };
  g_autofree char *words = NULL, *story = NULL, *table = NULL;

  call.at = gx_day_new (2026, 2, 1) * G_GINT64_CONSTANT (86400) + 2 * 3600 + 1800; /* 10:30 on that clock */
  gx_journey_add (journey, &sale);
  gx_journey_add (journey, &call);
  gx_journey_close (journey);
  g_assert_cmpfloat_with_epsilon (gx_journey_get_moment (journey, 0), call.day + 10.5 / 24, 1e-9);

  words = gx_journey_describe_event (journey, 0);
  g_assert_cmpstr (words, ==, "Call, 1 February 2026, 10:30, event 1 of 2");
  gx_journey_set_selected (journey, 1);
  story = gx_drawing_describe (GX_DRAWING (journey));
  g_assert_cmpstr (story, ==,
                   "Journey of W-1042. 2 events from 1 February 2026 to 12 March 2026; "
                   "Calls: 1; Purchases: 1. "
                   "Selected: Sale, Spring tea, £1,234.50, 12 March 2026, event 2 of 2");
  table = gx_drawing_to_table (GX_DRAWING (journey));
  g_assert_cmpstr (table, ==,
                   "Day\tKind\tText\tAmount\tCurrency\n"
                   "2026-02-01\tCall\t\t\t\n2026-03-12\tSale\tSpring tea\t1234.50\tGBP\n");
}

static void
an_empty_journey_says_so (void)
{
  g_autoptr (GxJourney) journey = gx_journey_new ("Journey", gx_day_new (2026, 11, 21));
  g_autofree char *words = NULL;

  gx_journey_close (journey);
  words = gx_drawing_describe (GX_DRAWING (journey));
  g_assert_cmpstr (words, ==, "Journey. Nothing has happened yet");
  g_assert_cmpint (gx_journey_find_next (journey, GX_JOURNEY_NO_EVENT, 1), ==, GX_JOURNEY_NO_EVENT);
  g_assert_cmpint (gx_journey_hit (journey, 100, 100).part, ==, GX_JOURNEY_NOTHING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/charts/journey/gallop", galloping_finds_what_walking_finds);
  g_test_add_func ("/charts/journey/marks-sum", marks_hold_every_event_of_the_span_once);
  g_test_add_func ("/charts/journey/marks-span", events_outside_the_span_are_not_drawn);
  g_test_add_func ("/charts/journey/span", spans_stay_inside_and_keep_their_anchor);
  g_test_add_func ("/charts/journey/hit", every_mark_is_hit_at_its_centre);
  g_test_add_func ("/charts/journey/many", a_hundred_thousand_events_cost_few_marks);
  g_test_add_func ("/charts/journey/overview", the_overview_has_handles);
  g_test_add_func ("/charts/journey/step", stepping_meets_every_shown_event_once);
  g_test_add_func ("/charts/journey/lanes", hiding_a_lane_ends_its_selection);
  g_test_add_func ("/charts/journey/words", events_are_told_in_words);
  g_test_add_func ("/charts/journey/empty", an_empty_journey_says_so);
  return g_test_run ();
}
