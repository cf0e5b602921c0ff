/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/gx-money.h"
#include "charts/gx-journey-private.h"
#include "charts/gx-time-axis.h"

#define TITLE_PADDING 16.0
#define GLYPH_X 22.0             /* centre of the lane's glyph */
#define NAME_X 36.0
#define GLYPH_HALF 5.5
#define LOZENGE_HALF_HEIGHT 7.0
#define CARD_MAX_TEXT 260.0
#define CARD_PADDING 10.0
#define OVERVIEW_BAR 4.0
#define PURCHASE_LINE_ROOM 16.0  /* closer together the lines would be a grid, not a hint */

static GxTextStyle
style_text (const GxPen *pen, double scale, double strength, double x_align, double y_align)
{
  return (GxTextStyle) { scale, FALSE, gx_chart_theme_get_ink (pen->theme, strength), x_align, y_align };
}

static double
get_row_middle (GxJourney *self, int row)
{
  return self->layout.lanes.y + (row + 0.5) * self->layout.row_height;
}

static GxColor
get_lane_color (const GxPen *pen, GxJourneyLane lane)
{
  return pen->theme->hues[gx_journey_lane_get_hue (lane)];
}

static const GxJourneyMark *
get_mark (GxJourney *self, GxJourneyLane lane, guint mark)
{
  return &g_array_index (self->lanes[lane].marks, GxJourneyMark, mark);
}

static void
draw_rows (GxJourney *self, const GxPen *pen)
{
  const GxJourneyLayout *layout = &self->layout;
  GxTextStyle style = style_text (pen, GX_TEXT_BODY, 1, 0, 0.5);

  for (guint i = 0; i < layout->n_rows; i++)
    {
      double y = get_row_middle (self, (int) i), right = layout->lanes.x + layout->lanes.width;

      if (i % 2 == 0)
        {
          gx_pen_round_rect (pen, 8, y - layout->row_height / 2, right - 8 + 4, layout->row_height, 6);
          gx_pen_set (pen, gx_chart_theme_get_ink (pen->theme, 0.03));
          cairo_fill (pen->cr);
        }
      gx_journey_draw_glyph (pen, layout->rows[i], GLYPH_X, y, 1, get_lane_color (pen, layout->rows[i]),
                             FALSE);
      if (layout->has_names)
        gx_pen_text (pen, &style, NAME_X, y, gx_journey_lane_get_name (layout->rows[i]));
    }
}

/* A tick's line goes up through its label, which names what follows it, as in a calendar. */
static void
draw_ticks (GxJourney *self, const GxPen *pen)
{
  const GxJourneyLayout *layout = &self->layout;
  g_autoptr (GxTimeAxis) axis = gx_time_axis_new (self->span.from, self->span.to, layout->lanes.width);
  GxTextStyle style = style_text (pen, GX_TEXT_SMALL, 0.65, 0, 0.5);
  double right = layout->lanes.x + layout->lanes.width, y = (layout->ticks_y + layout->lanes.y) / 2;
  double taken = 0, width = 0;

  if (axis->surrounding != NULL)
    {
      style.is_bold = TRUE;
      style.color = pen->theme->ink;
      gx_pen_measure (pen, &style, axis->surrounding, &width, NULL);
      if (width < layout->gutter)
        gx_pen_text (pen, &style, 14, y, axis->surrounding);
    }
  for (guint i = 0; i < axis->ticks->len; i++)
    {
      const GxTimeTick *tick = &g_array_index (axis->ticks, GxTimeTick, i);
      double x = gx_journey_place (self, tick->day);

      gx_pen_rule (pen, x, tick->begins_year ? layout->ticks_y : layout->lanes.y - 5, x, layout->notes_y,
                   gx_chart_theme_get_ink (pen->theme, tick->begins_year ? 0.22 : 0.09));
      style.is_bold = tick->begins_year;
      style.color = gx_chart_theme_get_ink (pen->theme, tick->begins_year ? 1 : 0.65);
      gx_pen_measure (pen, &style, tick->text, &width, NULL);
      if (x < taken || x + 4 + width > right + 8)
        continue;
      gx_pen_text (pen, &style, x + 4, y, tick->text);
      taken = x + 4 + width + 4;
    }
}

/* Where a cluster's lozenge may reach without touching its neighbours. */
static void
find_lozenge (GxJourney *self, GxJourneyLane lane, guint i, double wanted, double *from, double *to)
{
  const GxJourneyMark *mark = get_mark (self, lane, i);
  double middle = (mark->from_px + mark->to_px) / 2;
  double least = -G_MAXDOUBLE, most = G_MAXDOUBLE;

  if (i > 0)
    {
      const GxJourneyMark *last = get_mark (self, lane, i - 1);
      least = last->count == 1 ? last->to_px + GLYPH_HALF + 1 : (last->to_px + mark->from_px) / 2 + 0.5;
    }
  if (i + 1 < self->lanes[lane].marks->len)
    {
      const GxJourneyMark *next = get_mark (self, lane, i + 1);
      most = next->count == 1 ? next->from_px - GLYPH_HALF - 1 : (mark->to_px + next->from_px) / 2 - 0.5;
    }
  *from = MAX (MIN (mark->from_px - GLYPH_HALF, middle - wanted / 2), least);
  *to = MIN (MAX (mark->to_px + GLYPH_HALF, middle + wanted / 2), most);
  if (*to - *from < 6)
    {
      *from = middle - 3;
      *to = middle + 3;
    }
  *from += self->layout.lanes.x;
  *to += self->layout.lanes.x;
}

/* The fuller, the stronger: in a dense lane the numbers have no room. */
static double
get_cluster_strength (guint count, guint most)
{
  return 0.55 + 0.4 * count / MAX (most, 8);
}

static guint
find_largest_mark (GxJourney *self, GxJourneyLane lane)
{
  guint most = 0;

  for (guint i = 0; i < self->lanes[lane].marks->len; i++)
    most = MAX (most, get_mark (self, lane, i)->count);
  return most;
}

static void
draw_cluster (GxJourney *self, const GxPen *pen, GxJourneyLane lane, guint i, double y, double strength)
{
  const GxJourneyMark *mark = get_mark (self, lane, i);
  g_autofree char *count = gx_count_format_short (mark->count);
  GxColor fill = gx_color_over (gx_color_fade (get_lane_color (pen, lane), strength), pen->theme->card);
  GxTextStyle style = { GX_TEXT_TINY, TRUE, gx_chart_theme_get_ink_on (pen->theme, fill), 0.5, 0.5 };
  double width = 0, from = 0, to = 0;

  gx_pen_measure (pen, &style, count, &width, NULL);
  find_lozenge (self, lane, i, width + 8, &from, &to);
  gx_pen_round_rect (pen, from, y - LOZENGE_HALF_HEIGHT, to - from, 2 * LOZENGE_HALF_HEIGHT, 5);
  gx_pen_set (pen, fill);
  cairo_fill (pen->cr);
  if (width + 2 <= to - from)
    gx_pen_text (pen, &style, (from + to) / 2, y, count);
}

static gboolean
is_hollow (GxJourney *self, GxJourneyLane lane, const GxJourneyMark *mark)
{
  int event = g_array_index (self->lanes[lane].events, int, mark->first);

  return g_str_equal (gx_journey_get_event (self, event)->kind, "return");
}

static void
draw_marks (GxJourney *self, const GxPen *pen)
{
  const GxJourneyLayout *layout = &self->layout;

  for (guint row = 0; row < layout->n_rows; row++)
    {
      GxJourneyLane lane = layout->rows[row];
      double y = get_row_middle (self, (int) row);
      guint most = find_largest_mark (self, lane);

      for (guint i = 0; i < self->lanes[lane].marks->len; i++)
        {
          const GxJourneyMark *mark = get_mark (self, lane, i);

          if (mark->count > 1)
            draw_cluster (self, pen, lane, i, y, get_cluster_strength (mark->count, most));
          else
            gx_journey_draw_glyph (pen, lane, layout->lanes.x + mark->from_px, y, 1,
                                   get_lane_color (pen, lane),
                                   is_hollow (self, lane, mark));
        }
    }
}

/* A purchase is seen through all lanes, so that what led to it can be. */
static void
draw_purchase_lines (GxJourney *self, const GxPen *pen)
{
  const GxJourneyLayout *layout = &self->layout;
  GArray *marks = self->lanes[GX_LANE_PURCHASES].marks;
  GxColor color = gx_color_fade (get_lane_color (pen, GX_LANE_PURCHASES), 0.22);

  if (gx_journey_find_row (self, GX_LANE_PURCHASES) < 0
      || marks->len * PURCHASE_LINE_ROOM > layout->lanes.width)
    return;
  for (guint i = 0; i < marks->len; i++)
    {
      const GxJourneyMark *mark = &g_array_index (marks, GxJourneyMark, i);
      double x = layout->lanes.x + (mark->from_px + mark->to_px) / 2;

      gx_pen_rule (pen, x, layout->lanes.y, x, layout->notes_y, color);
    }
}

static gboolean
is_in_span (GxJourney *self, double moment)
{
  return moment >= self->span.from && moment <= self->span.to;
}

static double
draw_note (GxJourney *self, const GxPen *pen, const GxTextStyle *style, double x, const char *text)
{
  double width = 0, left = self->layout.lanes.x, right = left + self->layout.lanes.width;

  gx_pen_measure (pen, style, text, &width, NULL);
  x = CLAMP (x - width / 2, left, right - width);
  gx_pen_text (pen, style, x, self->layout.notes_y + 2, text);
  return x;
}

static void
draw_today (GxJourney *self, const GxPen *pen)
{
  const double dashes[] = { 3, 3 };
  double x = gx_journey_place (self, self->today + 0.5);

  cairo_save (pen->cr);
  cairo_set_dash (pen->cr, dashes, 2, 0);
  gx_pen_rule (pen, x, self->layout.lanes.y - 5, x, self->layout.notes_y + 2, pen->theme->accent);
  cairo_restore (pen->cr);
}

static void
draw_first_touch (GxJourney *self, const GxPen *pen, double x)
{
  const GxJourneyEvent *event = gx_journey_get_event (self, self->first_touch);
  int row = gx_journey_find_row (self, gx_journey_lane_of_kind (event->kind));
  double top = row >= 0 ? get_row_middle (self, row) : self->layout.lanes.y;
  GxColor color = gx_chart_theme_get_ink (pen->theme, 0.6);

  gx_pen_rule (pen, x, top, x, self->layout.notes_y + 2, color);
  if (row < 0)
    return;
  cairo_arc (pen->cr, x, top, 8.5, 0, 2 * G_PI);
  gx_pen_set (pen, pen->theme->card);
  cairo_fill_preserve (pen->cr);
  gx_pen_set (pen, color);
  cairo_set_line_width (pen->cr, 1.4);
  cairo_stroke (pen->cr);
}

/* The story's two ends under the lanes: where it began, and now. */
static void
draw_notes (GxJourney *self, const GxPen *pen)
{
  GxTextStyle style = style_text (pen, GX_TEXT_TINY, 0.75, 0, 0);
  double today = self->today + 0.5, today_x = G_MAXDOUBLE, first = 0, x = 0, width = 0;

  if (is_in_span (self, today))
    {
      style.color = pen->theme->accent;
      draw_today (self, pen);
      today_x = draw_note (self, pen, &style, gx_journey_place (self, today), _("Today"));
    }
  if (self->first_touch == GX_JOURNEY_NO_EVENT)
    return;
  first = gx_journey_get_moment (self, self->first_touch);
  if (!is_in_span (self, first))
    return;
  x = gx_journey_place (self, first);
  style.color = gx_chart_theme_get_ink (pen->theme, 0.75);
  draw_first_touch (self, pen, x);
  gx_pen_measure (pen, &style, _("First contact"), &width, NULL);
  if (x + width + 8 < today_x)
    draw_note (self, pen, &style, x, _("First contact"));
}

static void
draw_density (GxJourney *self, const GxPen *pen)
{
  const cairo_rectangle_t *area = &self->layout.overview;
  guint n_bars = MAX ((guint) (area->width / OVERVIEW_BAR), 1);
  g_autofree guint *counts = g_new0 (guint, n_bars);
  guint most = 1;

  for (guint row = 0; row < self->layout.n_rows; row++)
    {
      GxJourneyLaneData *lane = &self->lanes[self->layout.rows[row]];
      guint at = 0;

      for (guint i = 0; i < n_bars; i++)
        {
          double end = self->limits.from + gx_span_length (self->limits) * (i + 1) / n_bars;
          guint next = gx_journey_gallop ((const double *) lane->moments->data, lane->moments->len, at, end);

          counts[i] += next - at;
          at = next;
          most = MAX (most, counts[i]);
        }
    }
  for (guint i = 0; i < n_bars; i++)
    {
      double height = counts[i] > 0 ? MAX (sqrt (counts[i] / (double) most) * (area->height - 10), 2) : 0;

      cairo_rectangle (pen->cr, area->x + i * OVERVIEW_BAR + 0.5, area->y + area->height - 4 - height,
                       OVERVIEW_BAR - 1, height);
    }
  gx_pen_set (pen, gx_chart_theme_get_ink (pen->theme, 0.3));
  cairo_fill (pen->cr);
}

static void
draw_overview (GxJourney *self, const GxPen *pen)
{
  const cairo_rectangle_t *area = &self->layout.overview, *window = &self->layout.window;

  gx_pen_round_rect (pen, area->x, area->y, area->width, area->height, 6);
  gx_pen_set (pen, gx_chart_theme_get_ink (pen->theme, 0.045));
  cairo_fill (pen->cr);
  draw_density (self, pen);
  gx_pen_round_rect (pen, window->x + 0.75, window->y + 0.75, window->width - 1.5, window->height - 1.5, 6);
  gx_pen_set (pen, gx_color_fade (pen->theme->accent_fill, 0.18));
  cairo_fill_preserve (pen->cr);
  gx_pen_set (pen, pen->theme->accent);
  cairo_set_line_width (pen->cr, 1.5);
  cairo_stroke (pen->cr);
  if (window->width < 20)
    return;
  for (guint end = 0; end < 2; end++)
    {
      gx_pen_round_rect (pen, end == 0 ? window->x + 4 : window->x + window->width - 6.5, window->y + 10, 2.5,
                         window->height - 20, 1.25);
      gx_pen_set (pen, pen->theme->accent);
      cairo_fill (pen->cr);
    }
}

static void
draw_ring (GxJourney *self, const GxPen *pen, const GxJourneyHit *hit, double width)
{
  double from = hit->x - GLYPH_HALF, to = hit->x + GLYPH_HALF;

  if (hit->part == GX_JOURNEY_CLUSTER)
    find_lozenge (self, hit->lane, hit->mark, 16, &from, &to);
  gx_pen_round_rect (pen, from - 4, hit->y - LOZENGE_HALF_HEIGHT - 2.5, to - from + 8,
                     2 * LOZENGE_HALF_HEIGHT + 5, 10);
  gx_pen_set (pen, pen->theme->accent);
  cairo_set_line_width (pen->cr, width);
  cairo_stroke (pen->cr);
}

static void
draw_card_ground (const GxPen *pen, double x, double y, double width, double height)
{
  for (int i = 3; i >= 1; i--)
    {
      gx_pen_round_rect (pen, x - i, y - i + 2, width + 2 * i, height + 2 * i, 9 + i);
      cairo_set_source_rgba (pen->cr, 0, 0, 0, 0.05);
      cairo_fill (pen->cr);
    }
  gx_pen_round_rect (pen, x, y, width, height, 9);
  gx_pen_set (pen, gx_color_over (gx_chart_theme_get_ink (pen->theme, 0.03), pen->theme->card));
  cairo_fill_preserve (pen->cr);
  gx_pen_set (pen, gx_chart_theme_get_ink (pen->theme, 0.12));
  cairo_set_line_width (pen->cr, 1);
  cairo_stroke (pen->cr);
}

static void
draw_card (GxJourney *self, const GxPen *pen, const GxJourneyHit *hit, const char *title, const char *detail,
           double width)
{
  double room = MIN (CARD_MAX_TEXT, width - 2 * CARD_PADDING - 8);
  GxTextStyle bold = style_text (pen, GX_TEXT_BODY, 1, 0, 0);
  GxTextStyle dim = style_text (pen, GX_TEXT_SMALL, 0.7, 0, 0);
  double title_width = 0, title_height = 0, detail_width = 0, detail_height = 0;
  double card_width = 0, card_height = 0, x = 0, y = 0;

  bold.is_bold = TRUE;
  bold.max_width_px = dim.max_width_px = room;
  gx_pen_measure (pen, &bold, title, &title_width, &title_height);
  gx_pen_measure (pen, &dim, detail, &detail_width, &detail_height);
  card_width = MIN (MAX (title_width, detail_width), room) + 2 * CARD_PADDING;
  card_height = title_height + detail_height + 1.4 * CARD_PADDING;
  x = CLAMP (hit->x - card_width / 2, 4, MAX (width - card_width - 4, 4));
  y = hit->y + 14;
  if (y + card_height > self->layout.overview.y + self->layout.overview.height)
    y = hit->y - 14 - card_height;
  draw_card_ground (pen, x, y, card_width, card_height);
  gx_pen_text (pen, &bold, x + CARD_PADDING, y + 0.7 * CARD_PADDING, title);
  gx_pen_text (pen, &dim, x + CARD_PADDING, y + 0.7 * CARD_PADDING + title_height, detail);
}

static void
draw_emptiness (GxJourney *self, const GxPen *pen, double width, double height)
{
  GxTextStyle style = style_text (pen, GX_TEXT_BODY, 0.55, 0.5, 0.5);

  gx_pen_text (pen, &style, width / 2, height / 2,
               self->events->len > 0 ? _("Every kind of event is hidden") : _("Nothing has happened yet"));
}

/* On top of all: rings around what is hovered and what is selected, and one card. */
static void
draw_attention (GxJourney *self, const GxPen *pen, double width, const GxJourneyHit *hovered,
                gboolean is_focused)
{
  gboolean is_mark = hovered != NULL && hovered->n_events > 0;
  GxJourneyHit selected = gx_journey_find_mark (self, self->selected);
  g_autofree char *title = NULL, *detail = NULL;

  if (is_mark)
    draw_ring (self, pen, hovered, 1);
  if (selected.part != GX_JOURNEY_NOTHING)
    draw_ring (self, pen, &selected, 2);

  if (is_mark)
    title = gx_journey_tell_hit (self, hovered, &detail);
  else if (is_focused && selected.part != GX_JOURNEY_NOTHING)
    title = gx_journey_tell_event (self, self->selected, &detail);
  if (title != NULL)
    draw_card (self, pen, is_mark ? hovered : &selected, title, detail, width);
}

void
gx_journey_draw (GxJourney *self, cairo_t *cr, PangoContext *context, const GxChartTheme *theme, double width,
                 double height, const GxJourneyHit *hovered, gboolean is_focused)
{
  GxPen pen = { cr, context, theme };

  g_return_if_fail (GX_IS_JOURNEY (self));

  gx_journey_arrange (self, context, theme, width, height);
  if (self->layout.n_rows == 0)
    {
      draw_emptiness (self, &pen, width, height);
      return;
    }
  draw_rows (self, &pen);
  draw_ticks (self, &pen);
  draw_purchase_lines (self, &pen);
  draw_notes (self, &pen);
  draw_marks (self, &pen);
  draw_overview (self, &pen);
  draw_attention (self, &pen, width, hovered, is_focused);
}

/* As a drawing: with its title, for pictures. */

static double
measure_title (GxJourney *self, PangoContext *context, const GxChartTheme *theme)
{
  GxPen pen = { NULL, context, theme };

  return *self->title != '\0' ? TITLE_PADDING + gx_pen_line_height (&pen, GX_TEXT_TITLE) : 0;
}

static void
gx_journey_drawing_draw (GxDrawing *drawing, cairo_t *cr, PangoContext *context, const GxChartTheme *theme,
                         double width, double height)
{
  GxJourney *self = GX_JOURNEY (drawing);
  GxPen pen = { cr, context, theme };
  GxTextStyle style = { GX_TEXT_TITLE, TRUE, theme->ink, 0, 0, width - 2 * TITLE_PADDING };
  double header = measure_title (self, context, theme);

  if (header > 0)
    gx_pen_text (&pen, &style, TITLE_PADDING, TITLE_PADDING, self->title);
  cairo_save (cr);
  cairo_translate (cr, 0, header);
  gx_journey_draw (self, cr, context, theme, width, height - header, NULL, FALSE);
  cairo_restore (cr);
}

static double
gx_journey_drawing_get_min_height (GxDrawing *drawing, PangoContext *context, const GxChartTheme *theme,
                                   double width)
{
  GxJourney *self = GX_JOURNEY (drawing);

  return ceil (measure_title (self, context, theme) + gx_journey_get_height (self, context, theme, width));
}

static const char *
gx_journey_drawing_get_title (GxDrawing *drawing)
{
  return GX_JOURNEY (drawing)->title;
}

static char *
gx_journey_drawing_describe (GxDrawing *drawing)
{
  return gx_journey_describe (GX_JOURNEY (drawing));
}

static char *
gx_journey_drawing_to_table (GxDrawing *drawing)
{
  return gx_journey_to_table (GX_JOURNEY (drawing));
}

void
gx_journey_drawing_init (GxDrawingInterface *iface)
{
  iface->draw = gx_journey_drawing_draw;
  iface->get_min_height = gx_journey_drawing_get_min_height;
  iface->get_title = gx_journey_drawing_get_title;
  iface->describe = gx_journey_drawing_describe;
  iface->to_table = gx_journey_drawing_to_table;
}
