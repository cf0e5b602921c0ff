/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-journey-span.h"

G_BEGIN_DECLS

/* One event, or several that are too near to be told apart. Places are px from the left end of the span. */
typedef struct {
  guint first, count;      /* in the lane */
  double from_px, to_px;   /* of its first and last event */
} GxJourneyMark;

#define GX_JOURNEY_BUCKET_PX 12.0
#define GX_JOURNEY_MAX_BUCKETS 240

/**
 * gx_journey_marks_collect:
 * @moments: of a lane's events, ascending
 * @marks: (out): emptied, then filled with GxJourneyMark from left to right
 *
 * Gathers the events inside @span into buckets of GX_JOURNEY_BUCKET_PX (wider where there would be more than
 * GX_JOURNEY_MAX_BUCKETS). Buckets are counted from a fixed moment, so that panning does not regroup them; an
 * event that stands alone within reach of its neighbour across a border joins it. Each bucket's end is found
 * by galloping, so the cost follows the number of marks and only the logarithm of the number of events.
 */
void gx_journey_marks_collect (const double *moments, guint n_moments, GxSpan span, double width_px,
                               GArray *marks);

/**
 * gx_journey_gallop: the first index at or after @start whose moment is not before @moment; @n_moments where
 * there is none.
 */
guint gx_journey_gallop (const double *moments, guint n_moments, guint start, double moment);

G_END_DECLS
