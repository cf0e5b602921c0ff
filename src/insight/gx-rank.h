/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* Ranks of a million numbers in a few hundredths of a second. */

/** gx_rank_order: (transfer full): the places of @values, smallest value first; equal values stay
 * in their order. */
guint32 *gx_rank_order (const gint64 *values, guint n);

/** gx_rank_below: (transfer full): for each value, how many are smaller. Equal values have equal ranks. */
guint32 *gx_rank_below (const gint64 *values, guint n);

G_END_DECLS
