/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * GxDemoOptions: which demo book. The same customers, seed and day give the same logical dump on every
 * computer.
 * @customers: how many, 1 … 2,000,000
 * @as_of: the last day on which anything happened; tasks fall due around it
 */
typedef struct {
  gint64 customers;
  guint64 seed;
  GxDay as_of;
} GxDemoOptions;

/** GxDemoProgress: @done of @total customers are written. */
typedef void (*GxDemoProgress) (gint64 done, gint64 total, gpointer user_data);

/**
 * gx_demo_fill:
 * @book: new and empty
 * @progress: (nullable)
 *
 * Fills a book with a believable trading house for tea and coffee: half of its customers Chinese, half
 * English speaking; people and companies, six years of talks, sales, returns and payments, tasks around
 * the day, and 3 % customers who are nearly written down twice. One step, "book.demo". Memory stays flat:
 * customers are written one after another and none is remembered.
 */
gboolean gx_demo_fill (GxConnection *book, const GxDemoOptions *options, GxDemoProgress progress,
                       gpointer user_data, GError **error);

G_END_DECLS
