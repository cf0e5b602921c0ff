/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/**
 * GxProjection: a function that writes facts from shared rows.
 *
 * The derived rows of everything in temp.touched_customer (customer_id) and temp.touched_purchase
 * (purchase_id) are written anew, from shared rows and from the facts of projections that run earlier, by
 * @order. It must be set-wise (the same statements for one customer and for a million), free of today, and
 * remove the facts of rows that are no longer live. A step that wrote nothing it @reads passes it over, so it
 * writes only its own columns of a shared table, and also where it has nothing any more. The first to write
 * customer_fact makes and removes the rows.
 *
 * SQL functions at hand: gx_sort_key(name), gx_fold(text), gx_phone_digits(text), gx_search_text(text),
 * gx_birthday_key(partial day), median_gap(day) (aggregate).
 */
typedef struct {
  const char *name;
  int order;                /* customers 10, events 20, trade 30, work 40, search 50 */
  const char *tables;       /* the derived tables it owns, space-separated */
  /* (nullable) "customer_fact.company …": where it shares a table, what it writes there */
  const char *columns;
  /**
   * what of the shared tables it is made of, space-separated: "event" or, of a table of which it reads
   * little, "customer.name customer.gone"; a row that is born writes every column but gone
   */
  const char *reads;
  gboolean (*project) (GxConnection *book, GError **error);
} GxProjection;

/** gx_projection_register: once, at start, from a room's gx_<room>_register(). @projection is static. */
void gx_projection_register (const GxProjection *projection);

/** gx_projection_rebuild: empties the derived tables and projects everything; chores begin anew, and finish.
 */
gboolean gx_projection_rebuild (GxConnection *book, GError **error);

G_END_DECLS
