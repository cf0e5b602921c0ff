/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/gx-events.h"
#include "store/gx-book.h"
#include "trade/gx-purchases.h"
#include "work/gx-tasks.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What a customer's page writes: each function is one step by hand, run by the book's writer. A failure is
 * told over
 * @widget; the change itself comes back by the book's "changed".
 */

/** gx_write_field: @base: (nullable): what stood there when the person began to type. */
void gx_write_field (GtkWidget *widget, GxBook *book, GxId customer, const char *field, const char *base,
                     const char *text);
void gx_write_bin (GtkWidget *widget, GxBook *book, GxId customer);
void gx_write_unbin (GtkWidget *widget, GxBook *book, GxId customer);

void gx_write_contact_add (GtkWidget *widget, GxBook *book, GxId customer, const char *kind,
                           const char *value);
void gx_write_contact_edit (GtkWidget *widget, GxBook *book, GxId point, const char *value);
void gx_write_contact_replace (GtkWidget *widget, GxBook *book, GxId point, const char *value);
void gx_write_contact_primary (GtkWidget *widget, GxBook *book, GxId point);
void gx_write_contact_retire (GtkWidget *widget, GxBook *book, GxId point);
void gx_write_contact_remove (GtkWidget *widget, GxBook *book, GxId point);

/** gx_write_address_add: @address: (transfer full) */
void gx_write_address_add (GtkWidget *widget, GxBook *book, GxId customer, GxAddress *address);
void gx_write_address_part (GtkWidget *widget, GxBook *book, GxId address, const char *part,
                            const char *value);
void gx_write_address_primary (GtkWidget *widget, GxBook *book, GxId address);
void gx_write_address_remove (GtkWidget *widget, GxBook *book, GxId address);

/** gx_write_log: @event, @next: (transfer full); @next (nullable). @closes: a task it finishes, 0 none. */
void gx_write_log (GtkWidget *widget, GxBook *book, GxEvent *event, GxTask *next, GxId closes);
void gx_write_event_bin (GtkWidget *widget, GxBook *book, GxId event);

void gx_write_task (GtkWidget *widget, GxBook *book, GxTask *task); /* transfer full */
void gx_write_task_done (GtkWidget *widget, GxBook *book, GxId task);
void gx_write_task_snooze (GtkWidget *widget, GxBook *book, GxId task, GxDay due_day);
void gx_write_task_bin (GtkWidget *widget, GxBook *book, GxId task);

void gx_write_sale (GtkWidget *widget, GxBook *book, GxId customer, const char *product,
                    gint64 quantity_micro,
                    gint64 unit_price_micro, GxDay day);
void gx_write_return (GtkWidget *widget, GxBook *book, GxId sale);
void gx_write_payment (GtkWidget *widget, GxBook *book, const GxPurchase *sale, gint64 amount_minor);
void gx_write_sale_bin (GtkWidget *widget, GxBook *book, GxId sale);

G_END_DECLS
