/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-journey-marks.h"

#include <math.h>

#define NEIGHBOUR_PX 10.0

guint
gx_journey_gallop (const double *moments, guint n_moments, guint start, double moment)
{
  guint low = start, high = start, stride = 1;

  while (high < n_moments && moments[high] < moment)
    {
      low = high + 1;
      high = stride < n_moments - high ? high + stride : n_moments;
      stride *= 2;
    }
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (moments[middle] < moment)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Only a mark of one event joins or is joined: whole buckets would pair up differently with every pan. */
static gboolean
joins (const GxJourneyMark *last, const GxJourneyMark *next)
{
  return (last->count == 1 || next->count == 1) && next->from_px - last->to_px < NEIGHBOUR_PX;
}

static void
append_mark (GArray *marks, const GxJourneyMark *next)
{
  GxJourneyMark *last = marks->len > 0 ? &g_array_index (marks, GxJourneyMark, marks->len - 1) : NULL;

  if (last != NULL && joins (last, next))
    {
      last->count += next->count;
      last->to_px = next->to_px;
      return;
    }
  g_array_append_vals (marks, next, 1);
}

void
gx_journey_marks_collect (const double *moments, guint n_moments, GxSpan span, double width_px, GArray *marks)
{
  double px_per_day = width_px / gx_span_length (span);
  double bucket_px = MAX (GX_JOURNEY_BUCKET_PX, width_px / GX_JOURNEY_MAX_BUCKETS),
      bucket_days = bucket_px / px_per_day;
  guint at = 0, end = 0;

  g_return_if_fail (marks != NULL);
  g_return_if_fail (gx_span_length (span) > 0 && width_px > 0);

  g_array_set_size (marks, 0);
  at = gx_journey_gallop (moments, n_moments, 0, span.from);
  end = gx_journey_gallop (moments, n_moments, at, nextafter (span.to, G_MAXDOUBLE));
  while (at < end)
    {
      double border = (floor (moments[at] / bucket_days) + 1) * bucket_days;
      guint next = MAX (gx_journey_gallop (moments, end, at, border), at + 1);
      GxJourneyMark mark = {
        at, next - at, (moments[at] - span.from) * px_per_day, (moments[next - 1] - span.from) * px_per_day,
      };

      append_mark (marks, &mark);
      at = next;
    }
}
