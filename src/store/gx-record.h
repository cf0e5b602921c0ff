/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-step.h"

G_BEGIN_DECLS

/* What is the same for the records of every shared table. */

/** gx_record_found: after a gx_connection_run() about one record: FALSE with NOT_FOUND where it changed no
 * row. */
gboolean gx_record_found (GxConnection *book, GError **error);

/**
 * gx_record_set_gone:
 * @label: of the step
 * @table: a shared table's name
 * @gone: 1: into the bin; 0: out of it
 *
 * One step for all of @ids. NOT_FOUND, and nothing done, where one of them is not there.
 */
gboolean gx_record_set_gone (GxConnection *book, const GxActor *actor, const char *label, const char *table,
                             const GxId *ids, guint n_ids, int gone, GError **error);

G_END_DECLS
