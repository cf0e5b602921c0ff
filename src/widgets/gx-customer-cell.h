/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GxCustomerCell: avatar, name and company in two lines, as in every list of customers. */
#define GX_TYPE_CUSTOMER_CELL (gx_customer_cell_get_type ())
G_DECLARE_FINAL_TYPE (GxCustomerCell, gx_customer_cell, GX, CUSTOMER_CELL, GtkBox)

GtkWidget *gx_customer_cell_new (void);

/** gx_customer_cell_show: @name NULL: not read yet. */
void gx_customer_cell_show (GxCustomerCell *self, GxId id, const char *name, const char *second_line,
                            gboolean is_organisation);
void gx_customer_cell_show_row (GxCustomerCell *self, const GxCustomerRow *row); /* NULL: not read yet */

G_END_DECLS
