/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

#define GX_ID_MAX ((GxId) 1 << 49) /* ≤ 15 digits: exact in JSON, JavaScript, jq and Excel */

/** gx_id_random_run: the start of a fresh run of @length ids: uniform in 1 … 2^49 - 2^32. */
GxId gx_id_random_run (gint64 length);

/**
 * gx_id_hash: a membership's or word's id: 63 bits of SHA-256 over (table, a, b). Never shown, never
 * exported.
 */
GxId gx_id_hash (const char *table, GxId a, GxId b);

/** gx_id_hash_text: the same for a word: over (kind, gx_fold (name)). */
GxId gx_id_hash_text (const char *kind, const char *name);

G_END_DECLS
