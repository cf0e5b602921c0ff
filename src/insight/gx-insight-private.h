/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* For the room insight only. */

/* Orders of the list of customers (gx_customers_register_order): once, at start. */
void _gx_insight_register_orders (void);
