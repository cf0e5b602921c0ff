/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/gx-cli.h"
#include "customers/gx-customers.h"
#include "events/gx-events.h"
#include "events/gx-stream.h"
#include "trade/gx-purchases.h"
#include "work/gx-tasks.h"

G_BEGIN_DECLS

/* How each record is printed: one object, the same in every command. Shapes: SHAPES.md. */
void gx_cli_print_event (GxPrinter *out, const GxEvent *event);
void gx_cli_print_stream_item (GxPrinter *out, const GxStreamItem *item);
void gx_cli_print_purchase (GxPrinter *out, const GxPurchase *purchase);
void gx_cli_print_payment (GxPrinter *out, const GxPayment *payment);
void gx_cli_print_task (GxPrinter *out, const GxTask *task);
void gx_cli_print_numbers (GxPrinter *out, const GxCustomerNumbers *numbers);

/** gx_cli_print_master: the values and parts of a customer, into the object that is open. */
void gx_cli_print_master (GxPrinter *out, const GxCustomer *customer);

G_END_DECLS
