/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customers.h"
#include "insight/gx-portrait.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxCustomerColumns: the columns of the list of customers, over a GxListSelection of gx_customer_list_new().
 * Owned by the view.
 */
typedef struct _GxCustomerColumns GxCustomerColumns;

GxCustomerColumns *gx_customer_columns_add (GtkColumnView *view, const char *currency);

/** gx_customer_columns_set_limits: where classes end in this book; the usual limits until then. */
void gx_customer_columns_set_limits (GxCustomerColumns *self, const GxPortraitLimits *limits);

void gx_customer_columns_set_currency (GxCustomerColumns *self, const char *currency);

/** gx_customer_columns_fit: shows as many columns as a width class ("narrow", "middle", "wide") has room
 * for. */
void gx_customer_columns_fit (GxCustomerColumns *self, const char *width_class);

/** gx_customer_columns_set_checks: a box to tick before each name. */
void gx_customer_columns_set_checks (GxCustomerColumns *self, gboolean show_checks);

/** gx_customer_columns_get_sort: what the header says. FALSE: a column was not clicked yet. */
gboolean gx_customer_columns_get_sort (GxCustomerColumns *self, GxCustomerSort *sort, gboolean *descending);
void gx_customer_columns_set_sort (GxCustomerColumns *self, GxCustomerSort sort, gboolean descending);

G_END_DECLS
