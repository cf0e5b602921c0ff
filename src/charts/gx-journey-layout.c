/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "charts/gx-journey-private.h"

#define PADDING 12.0
#define NAMES_MIN_WIDTH 440   /* narrower: glyphs only */
#define GLYPH_COLUMN 26.0
#define ROW_LEAST 26.0
#define ROW_MOST 34.0
#define OVERVIEW_HEIGHT 30.0
#define WINDOW_LEAST 8.0
#define HANDLE_REACH 6.0
#define MARK_REACH 9.0
#define EMPTY_HEIGHT 120.0

static double
measure_ticks (const GxPen *pen)
{
  return gx_pen_line_height (pen, GX_TEXT_SMALL) + 8;
}

static double
measure_notes (const GxPen *pen)
{
  return gx_pen_line_height (pen, GX_TEXT_TINY) + 6;
}

static double
measure_names (GxJourney *self, const GxPen *pen)
{
  GxTextStyle style = { .scale = GX_TEXT_BODY };
  double widest = 0;

  for (guint i = 0; i < self->layout.n_rows; i++)
    {
      double width = 0;

      gx_pen_measure (pen, &style, gx_journey_lane_get_name (self->layout.rows[i]), &width, NULL);
      widest = MAX (widest, width);
    }
  return ceil (widest);
}

static void
choose_rows (GxJourney *self)
{
  self->layout.n_rows = 0;
  for (guint lane = 0; lane < GX_N_LANES; lane++)
    if ((self->shown_lanes & 1u << lane) != 0 && self->lanes[lane].moments->len > 0)
      self->layout.rows[self->layout.n_rows++] = (GxJourneyLane) lane;
}

static double
place_on (const cairo_rectangle_t *axis, GxSpan span, double moment)
{
  return axis->x + (moment - span.from) / gx_span_length (span) * axis->width;
}

static double
get_moment_on (const cairo_rectangle_t *axis, GxSpan span, double x)
{
  return span.from + (x - axis->x) / MAX (axis->width, 1) * gx_span_length (span);
}

static void
arrange_overview (GxJourney *self, double y)
{
  GxJourneyLayout *layout = &self->layout;
  double from = 0, to = 0;

  layout->overview = (cairo_rectangle_t) { layout->lanes.x, y, layout->lanes.width, OVERVIEW_HEIGHT };
  from = place_on (&layout->overview, self->limits, self->span.from);
  to = place_on (&layout->overview, self->limits, self->span.to);
  if (to - from < WINDOW_LEAST)
    {
      from = CLAMP ((from + to - WINDOW_LEAST) / 2, layout->overview.x,
                    layout->overview.x + layout->overview.width - WINDOW_LEAST);
      to = from + WINDOW_LEAST;
    }
  layout->window = (cairo_rectangle_t) { from, y, to - from, OVERVIEW_HEIGHT };
}

void
gx_journey_arrange (GxJourney *self, PangoContext *context, const GxChartTheme *theme, double width,
                    double height)
{
  GxJourneyLayout *layout = NULL;
  GxPen pen = { NULL, context, theme };
  double fixed = 0;

  g_return_if_fail (GX_IS_JOURNEY (self));

  layout = &self->layout;
  choose_rows (self);
  layout->has_names = width >= NAMES_MIN_WIDTH;
  layout->gutter = layout->has_names ? GLYPH_COLUMN + measure_names (self, &pen) + 12 : GLYPH_COLUMN + 4;
  layout->ticks_y = PADDING / 2;
  layout->lanes.x = PADDING + layout->gutter;
  layout->lanes.width = MAX (width - PADDING - layout->lanes.x, 1);
  layout->lanes.y = layout->ticks_y + measure_ticks (&pen);
  fixed = layout->lanes.y + measure_notes (&pen) + OVERVIEW_HEIGHT + PADDING;
  layout->row_height = floor (CLAMP ((height - fixed) / MAX (layout->n_rows, 1), ROW_LEAST, ROW_MOST));
  layout->lanes.height = layout->row_height * layout->n_rows;
  layout->notes_y = layout->lanes.y + layout->lanes.height;
  arrange_overview (self, layout->notes_y + measure_notes (&pen));

  for (guint i = 0; i < layout->n_rows; i++)
    {
      GxJourneyLaneData *lane = &self->lanes[layout->rows[i]];

      gx_journey_marks_collect ((const double *) lane->moments->data, lane->moments->len, self->span,
                                layout->lanes.width, lane->marks);
    }
}

double
gx_journey_get_height (GxJourney *self, PangoContext *context, const GxChartTheme *theme, double width)
{
  GxPen pen = { NULL, context, theme };

  g_return_val_if_fail (GX_IS_JOURNEY (self), 0);

  choose_rows (self);
  if (self->layout.n_rows == 0)
    return EMPTY_HEIGHT;
  return PADDING * 1.5 + measure_ticks (&pen) + self->layout.n_rows * ROW_LEAST + measure_notes (&pen)
         + OVERVIEW_HEIGHT;
}

double
gx_journey_place (GxJourney *self, double moment)
{
  return place_on (&self->layout.lanes, self->span, moment);
}

int
gx_journey_find_row (GxJourney *self, GxJourneyLane lane)
{
  for (guint i = 0; i < self->layout.n_rows; i++)
    if (self->layout.rows[i] == lane)
      return (int) i;
  return -1;
}

double
gx_journey_get_moment_at (GxJourney *self, double x)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), 0);

  return get_moment_on (&self->layout.lanes, self->span, x);
}

double
gx_journey_get_overview_moment_at (GxJourney *self, double x)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), 0);

  return get_moment_on (&self->layout.overview, self->limits, x);
}

double
gx_journey_get_axis_width (GxJourney *self)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), 0);

  return self->layout.lanes.width;
}

guint
gx_journey_count_marks (GxJourney *self, GxJourneyLane lane)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), 0);
  g_return_val_if_fail ((guint) lane < GX_N_LANES, 0);

  return gx_journey_find_row (self, lane) < 0 ? 0 : self->lanes[lane].marks->len;
}

GxJourneyHit
gx_journey_get_mark (GxJourney *self, GxJourneyLane lane, guint mark)
{
  GxJourneyHit hit = { GX_JOURNEY_NOTHING };
  const GxJourneyMark *it = NULL;

  g_return_val_if_fail (GX_IS_JOURNEY (self), hit);
  g_return_val_if_fail (mark < gx_journey_count_marks (self, lane), hit);

  it = &g_array_index (self->lanes[lane].marks, GxJourneyMark, mark);
  hit.part = it->count == 1 ? GX_JOURNEY_EVENT : GX_JOURNEY_CLUSTER;
  hit.lane = lane;
  hit.mark = mark;
  hit.n_events = it->count;
  hit.x = self->layout.lanes.x + (it->from_px + it->to_px) / 2;
  hit.y = self->layout.lanes.y + (gx_journey_find_row (self, lane) + 0.5) * self->layout.row_height;
  return hit;
}

int
gx_journey_get_event_of_hit (GxJourney *self, const GxJourneyHit *hit, guint index)
{
  const GxJourneyMark *mark = NULL;

  g_return_val_if_fail (GX_IS_JOURNEY (self), GX_JOURNEY_NO_EVENT);
  g_return_val_if_fail (hit->part == GX_JOURNEY_EVENT || hit->part == GX_JOURNEY_CLUSTER,
                        GX_JOURNEY_NO_EVENT);
  g_return_val_if_fail (hit->mark < self->lanes[hit->lane].marks->len, GX_JOURNEY_NO_EVENT);

  mark = &g_array_index (self->lanes[hit->lane].marks, GxJourneyMark, hit->mark);
  g_return_val_if_fail (index < mark->count, GX_JOURNEY_NO_EVENT);
  return g_array_index (self->lanes[hit->lane].events, int, mark->first + index);
}

GxJourneyHit
gx_journey_find_mark (GxJourney *self, int event)
{
  GxJourneyLane lane = GX_LANE_OTHER;

  g_return_val_if_fail (GX_IS_JOURNEY (self), (GxJourneyHit) { 0 });

  if (event != GX_JOURNEY_NO_EVENT)
    lane = gx_journey_lane_of_kind (gx_journey_get_event (self, event)->kind);
  for (guint i = 0; event != GX_JOURNEY_NO_EVENT && i < gx_journey_count_marks (self, lane); i++)
    {
      GxJourneyHit hit = gx_journey_get_mark (self, lane, i);

      if (event >= gx_journey_get_event_of_hit (self, &hit, 0)
          && event <= gx_journey_get_event_of_hit (self, &hit, hit.n_events - 1))
        return hit;
    }
  return (GxJourneyHit) { GX_JOURNEY_NOTHING };
}

static double
measure_distance (const GxJourneyMark *mark, double x)
{
  return x < mark->from_px ? mark->from_px - x : x > mark->to_px ? x - mark->to_px : 0;
}

static GxJourneyHit
hit_lanes (GxJourney *self, double x, double y)
{
  guint row = (guint) CLAMP ((y - self->layout.lanes.y) / self->layout.row_height, 0,
                             self->layout.n_rows - 1);
  GxJourneyLane lane = self->layout.rows[row];
  GArray *marks = self->lanes[lane].marks;
  double nearest = MARK_REACH;
  guint found = G_MAXUINT;

  for (guint i = 0; i < marks->len; i++)
    {
      double distance = measure_distance (&g_array_index (marks, GxJourneyMark, i), x - self->layout.lanes.x);

      if (distance < nearest)
        {
          nearest = distance;
          found = i;
        }
    }
  if (found == G_MAXUINT)
    return (GxJourneyHit) { GX_JOURNEY_LANES, lane };
  return gx_journey_get_mark (self, lane, found);
}

static GxJourneyPart
hit_overview (GxJourney *self, double x)
{
  const cairo_rectangle_t *window = &self->layout.window;
  double reach = MIN (HANDLE_REACH, window->width / 4);

  if (x >= window->x - HANDLE_REACH && x <= window->x + reach)
    return GX_JOURNEY_WINDOW_START;
  if (x >= window->x + window->width - reach && x <= window->x + window->width + HANDLE_REACH)
    return GX_JOURNEY_WINDOW_END;
  return x > window->x && x < window->x + window->width ? GX_JOURNEY_WINDOW : GX_JOURNEY_OVERVIEW;
}

static gboolean
is_inside (const cairo_rectangle_t *area, double x, double y, double slack)
{
  return x >= area->x - slack && x <= area->x + area->width + slack && y >= area->y
         && y < area->y + area->height;
}

GxJourneyHit
gx_journey_hit (GxJourney *self, double x, double y)
{
  g_return_val_if_fail (GX_IS_JOURNEY (self), (GxJourneyHit) { 0 });

  if (self->layout.n_rows == 0)
    return (GxJourneyHit) { GX_JOURNEY_NOTHING };
  if (is_inside (&self->layout.lanes, x, y, MARK_REACH))
    return hit_lanes (self, x, y);
  if (is_inside (&self->layout.overview, x, y, HANDLE_REACH))
    return (GxJourneyHit) { hit_overview (self, x) };
  return (GxJourneyHit) { GX_JOURNEY_NOTHING };
}
