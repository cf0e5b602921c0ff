/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxDayChooser: a button that says a day and offers the usual next ones: tomorrow, in 3 days, next week, a
 * day of the calendar; and, if asked to, the time of that day: typed in words that gx_time_of_day_parse()
 * understands.
 *
 * Property "day" (GxDay as int; notifies when a person chose a day or a time).
 */
#define GX_TYPE_DAY_CHOOSER (gx_day_chooser_get_type ())
G_DECLARE_FINAL_TYPE (GxDayChooser, gx_day_chooser, GX, DAY_CHOOSER, GtkWidget)

GtkWidget *gx_day_chooser_new (GxDay day);
GxDay gx_day_chooser_get_day (GxDayChooser *self);
void gx_day_chooser_set_day (GxDayChooser *self, GxDay day); /* notifies nothing; GX_NO_DAY: none */

/** gx_day_chooser_set_offset: so many days from today until a person chooses; right after midnight, too. */
void gx_day_chooser_set_offset (GxDayChooser *self, int days);

/** gx_day_chooser_set_timed: a time of day can be chosen, too. */
void gx_day_chooser_set_timed (GxDayChooser *self);
int gx_day_chooser_get_time (GxDayChooser *self);            /* minutes since midnight; GX_NO_TIME none */
void gx_day_chooser_set_time (GxDayChooser *self, int minutes); /* notifies nothing */

/** gx_day_chooser_set_past: offers today, yesterday, the day before in place of the coming days. */
void gx_day_chooser_set_past (GxDayChooser *self);

G_END_DECLS
