/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work/gx-today.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * gx_today_print: asks for a printer and prints the day's list with boxes to tick. @items: of GxTodayItem;
 * kept while printing.
 */
void gx_today_print (GtkWidget *parent, GPtrArray *items, GxDay today);

/** gx_today_print_to_pdf: the same into a file, without asking: for tests and pictures. */
gboolean gx_today_print_to_pdf (GPtrArray *items, GxDay today, const char *path, GError **error);

G_END_DECLS
