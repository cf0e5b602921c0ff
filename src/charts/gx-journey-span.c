/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "charts/gx-journey-span.h"

#define RIM 0.08 /* of the length: what is brought into sight does not stick to the edge */

double
gx_span_length (GxSpan self)
{
  return self.to - self.from;
}

GxSpan
gx_span_clamp (GxSpan self, GxSpan limits)
{
  double length = CLAMP (gx_span_length (self), MIN (GX_SPAN_LEAST_DAYS, gx_span_length (limits)),
                         gx_span_length (limits));
  double middle = (self.from + self.to) / 2;
  double from = gx_span_length (self) == length ? self.from : middle - length / 2;

  from = CLAMP (from, limits.from, limits.to - length);
  return (GxSpan) { from, from + length };
}

GxSpan
gx_span_zoom (GxSpan self, GxSpan limits, double factor, double anchor)
{
  double length = gx_span_length (self);
  double zoomed = CLAMP (length * factor, MIN (GX_SPAN_LEAST_DAYS, gx_span_length (limits)),
                         gx_span_length (limits));
  double place = length > 0 ? (anchor - self.from) / length : 0.5;
  double from = anchor - zoomed * place;

  return gx_span_clamp ((GxSpan) { from, from + zoomed }, limits);
}

GxSpan
gx_span_pan (GxSpan self, GxSpan limits, double days)
{
  return gx_span_clamp ((GxSpan) { self.from + days, self.to + days }, limits);
}

GxSpan
gx_span_show (GxSpan self, GxSpan limits, double moment)
{
  double rim = gx_span_length (self) * RIM;

  if (moment < self.from + rim)
    return gx_span_pan (self, limits, moment - rim - self.from);
  if (moment > self.to - rim)
    return gx_span_pan (self, limits, moment + rim - self.to);
  return self;
}

GxSpan
gx_span_around (double first, double last, GxSpan limits)
{
  double length = MAX ((last - first) * 2, GX_SPAN_LEAST_DAYS), middle = (first + last) / 2;

  return gx_span_clamp ((GxSpan) { middle - length / 2, middle + length / 2 }, limits);
}
