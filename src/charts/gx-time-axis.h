/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-day.h"

G_BEGIN_DECLS

typedef enum {
  GX_TIME_DAY,
  GX_TIME_WEEK,    /* begins on Monday */
  GX_TIME_MONTH,
  GX_TIME_QUARTER,
  GX_TIME_YEAR,
} GxTimeUnit;

/* A tick stands at the first moment of @day. */
typedef struct {
  GxDay day;
  gboolean begins_year; /* shown bold, as the year's number */
  char *text;
} GxTimeTick;

/**
 * GxTimeAxis:
 * Ticks between two moments, in the finest unit whose ticks have room. Moments are fractional days since
 * 1970-01-01.
 */
typedef struct {
  GxTimeUnit unit;
  guint step;        /* every so many units */
  GArray *ticks;     /* of GxTimeTick, all inside the window */
  /* what the ticks leave unsaid at the left edge ("2026", "November 2026"); NULL where they say it */
  char *surrounding;
} GxTimeAxis;

GxTimeAxis *gx_time_axis_new (double from, double to, double width_px);
void gx_time_axis_free (GxTimeAxis *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxTimeAxis, gx_time_axis_free)

/* first day of the period that @day is in */
GxDay gx_time_unit_floor (GxTimeUnit unit, GxDay day);
GxDay gx_time_unit_add (GxTimeUnit unit, GxDay first_day, int count);
/* (transfer full) for sentences: "March 2026", "Q2 2026", "2026年3月" */
char *gx_time_unit_format (GxTimeUnit unit, GxDay first_day);
/* (transfer full) for an axis: "Mar", "Q2", "2026" in January */
char *gx_time_unit_format_tick (GxTimeUnit unit, GxDay first_day);
/* (transfer full) the same with its year: "Mar 2026", "Q2 2026", "21 Nov 2026" */
char *gx_time_unit_format_tick_with_year (GxTimeUnit unit, GxDay first_day);
/* whether the first of them says the year already */
gboolean gx_time_unit_tick_says_year (GxTimeUnit unit, GxDay first_day);

G_END_DECLS
