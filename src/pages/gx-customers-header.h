/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customers.h"
#include "pages/gx-customer-columns.h"

G_BEGIN_DECLS

/**
 * GxCustomersHeader:
 *
 * The titles over the long list. Those that can be sorted by are buttons with the action "customers.sort-by"
 * (s, key of gx_customer_sort_parse).
 */
#define GX_TYPE_CUSTOMERS_HEADER (gx_customers_header_get_type ())
G_DECLARE_FINAL_TYPE (GxCustomersHeader, gx_customers_header, GX, CUSTOMERS_HEADER, GtkWidget)

/** gx_customers_header_attach: once. */
void gx_customers_header_attach (GxCustomersHeader *self, GxCustomerColumns *columns);

/** gx_customers_header_set_sort: an arrow beside that title; none where no column shows this order.
 * @sort_key: (nullable): as gx_customer_sort_key() has it. */
void gx_customers_header_set_sort (GxCustomersHeader *self, const char *sort_key, gboolean descending);

G_END_DECLS
