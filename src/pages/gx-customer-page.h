/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-page.h"

G_BEGIN_DECLS

/** GxCustomerPage: one customer's whole story: who, how to reach them, the numbers, the journey, what comes
 * next. */
#define GX_TYPE_CUSTOMER_PAGE (gx_customer_page_get_type ())
G_DECLARE_FINAL_TYPE (GxCustomerPage, gx_customer_page, GX, CUSTOMER_PAGE, GxPage)

/** gx_customer_page_show: @customer: 0: nobody. */
void gx_customer_page_show (GxCustomerPage *self, GxId customer);
GxId gx_customer_page_get_customer (GxCustomerPage *self);

/** gx_customer_page_tell_company: who else looks at them just now. @words: (nullable): nobody. */
void gx_customer_page_tell_company (GxCustomerPage *self, const char *words);

G_END_DECLS
