/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GxOverTimeDialog: how many customers fitted a question at the end of each of the last twelve months. A
 * column clicked shows exactly those, by the action win.show-customers of @parent.
 */
#define GX_TYPE_OVER_TIME_DIALOG (gx_over_time_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GxOverTimeDialog, gx_over_time_dialog, GX, OVER_TIME_DIALOG, AdwWindow)

/**
 * gx_over_time_dialog_new:
 * @criteria: (nullable): JSON of the question; NULL: everybody
 * @title: of the segment, or the question as a sentence
 * @as_of: where the months end; GX_NO_DAY: today
 * @currency: (nullable): of amounts in the question; NULL is home
 */
GtkWidget *gx_over_time_dialog_new (GtkWindow *parent, GxBook *book, const char *criteria, const char *title,
                                    GxDay as_of, const char *currency);

G_END_DECLS
