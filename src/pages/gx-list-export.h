/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gx_list_export: asks where to, writes these customers in this order (.csv, .xlsx, .json) and says how
 * many. @ids: (nullable): all. */
void gx_list_export (GtkWidget *widget, GxBook *book, GxIdList *ids);

G_END_DECLS
