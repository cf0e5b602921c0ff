/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customer.h"
#include "store/gx-book.h"
#include "widgets/gx-fact-row.h"

G_BEGIN_DECLS

/**
 * GxContactRow: one way to reach a customer. What is typed corrects it (Enter); "Replace" (Ctrl+Enter) means
 * that they have a new one, and keeps the old one as a former one.
 *
 * Actions: contact.make-primary, contact.replace (what is typed takes its place), contact.begin-replace,
 * contact.retire, contact.remove.
 */
#define GX_TYPE_CONTACT_ROW (gx_contact_row_get_type ())
G_DECLARE_FINAL_TYPE (GxContactRow, gx_contact_row, GX, CONTACT_ROW, GxFactRow)

GtkWidget *gx_contact_row_new (GxBook *book, GxId customer, gboolean can_write);
void gx_contact_row_show (GxContactRow *self, const GxContactPoint *point); /* always the same point */

/**
 * gx_contact_row_lose: somebody deleted it while a person types in it: that is told, and what is typed becomes
 * a new one.
 */
void gx_contact_row_lose (GxContactRow *self);

/** gx_contact_row_describe: (transfer full): "Phone · work · 小王". */
char *gx_contact_row_describe (const GxContactPoint *point);

/** gx_contact_row_format: (transfer full): a phone in groups, all else as typed. */
char *gx_contact_row_format (const GxContactPoint *point);

G_END_DECLS
