/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-customer-columns.h"

G_BEGIN_DECLS

/**
 * gx_columns_popover_new: which columns a list has and in what order: a check for each, and up and down for
 * the chosen ones. What is clicked is seen in the list at once.
 */
GtkWidget *gx_columns_popover_new (GxCustomerColumns *columns);

G_END_DECLS
