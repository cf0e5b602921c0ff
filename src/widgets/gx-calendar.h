/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * gx_calendar_hear_every_click: "day-selected" is told of a click on the day that is marked already, too. GTK
 * says nothing of it, and that day is one nobody chose as soon as another month is turned to.
 */
void gx_calendar_hear_every_click (GtkCalendar *calendar);

G_END_DECLS
