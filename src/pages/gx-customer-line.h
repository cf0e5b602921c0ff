/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-customer-columns.h"

G_BEGIN_DECLS

/**
 * GxCustomerLine:
 *
 * One customer in the long list, all columns in one widget that draws itself: a list view keeps two hundred
 * lines and shows twenty, and only those in sight are ever written. The row it stands in is its accessible:
 * what the line says, in words.
 */
#define GX_TYPE_CUSTOMER_LINE (gx_customer_line_get_type ())
G_DECLARE_FINAL_TYPE (GxCustomerLine, gx_customer_line, GX, CUSTOMER_LINE, GtkWidget)

GtkWidget *gx_customer_line_new (GxCustomerColumns *columns);

/** gx_customer_line_bind: shows the item's GxLazyRow, and follows it; NULL: nobody any more. */
void gx_customer_line_bind (GxCustomerLine *self, GtkListItem *item);

G_END_DECLS
