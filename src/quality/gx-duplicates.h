/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/** GxDuplicate: two customers who may be one. */
typedef struct {
  GxId a, b;               /* a < b */
  char *name_a, *name_b;   /* (nullable) */
  double probability;
  GStrv reasons;           /* gx_comparison_reasons() */
} GxDuplicate;

/**
 * gx_duplicates_find: (transfer full) (element-type GxDuplicate): the pairs of the book that are one person
 * with at least @min_probability, likeliest first. Reads only. Errors: CANCELLED.
 */
GPtrArray *gx_duplicates_find (GxConnection *book, double min_probability, GCancellable *cancellable,
                               GError **error);

G_END_DECLS
