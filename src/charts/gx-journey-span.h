/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What part of time is looked at. Moments are fractional civil days since 1970-01-01. Pure values, for
 * zooming and panning. */
typedef struct {
  double from, to;
} GxSpan;

#define GX_SPAN_LEAST_DAYS 2.0 /* closer than this nothing new is to be seen */

double gx_span_length (GxSpan self);
/* moved and cut to lie inside */
GxSpan gx_span_clamp (GxSpan self, GxSpan limits);
/* factor < 1 comes closer; @anchor stays in its place */
GxSpan gx_span_zoom (GxSpan self, GxSpan limits, double factor, double anchor);
GxSpan gx_span_pan (GxSpan self, GxSpan limits, double days);
/* moved as little as needed to show it, not at the rim */
GxSpan gx_span_show (GxSpan self, GxSpan limits, double moment);
/* a cluster opened: it takes about half the room */
GxSpan gx_span_around (double first, double last, GxSpan limits);

G_END_DECLS
