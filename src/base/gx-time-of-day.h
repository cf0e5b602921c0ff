/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* A time of day: minutes since midnight by the local clock, 0–1439. */

#define GX_NO_TIME (-1)

/**
 * gx_time_of_day_parse: what a person types: "15:30", "1530", "3pm", "3:30 p.m.", "15", "下午3点半", "晚上八点",
 * "9时15分", also in full-width letters. FALSE: no time of day.
 */
gboolean gx_time_of_day_parse (const char *text, int *minutes);

char *gx_time_of_day_format (int minutes);          /* transfer full: "15:30" as their language writes it */

/** gx_time_of_day_at: that moment of @day, UTC seconds. @offset_min: (out): the local offset then. */
gint64 gx_time_of_day_at (GxDay day, int minutes, int *offset_min);
int gx_time_of_day_of (gint64 at);

G_END_DECLS
