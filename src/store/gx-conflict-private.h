/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-conflict.h"
#include "store/gx-tables-private.h"

G_BEGIN_DECLS

/**
 * _gx_conflict_note: several computers wrote the row: keeps it in mind where two ever did not see each other.
 * What is decided stays in mind, too: the decision may be taken back.
 */
gboolean _gx_conflict_note (GxConnection *book, const GxTable *table, GxId row, GError **error);

G_END_DECLS
