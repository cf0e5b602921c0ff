/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * Words that are stored as stable English keys and shown in the reader's language: step labels, event
 * kinds, standing, classes … gx_phrase ("event.kind", "call") is "Call", "电话". One table, so that
 * nothing stored is ever a translation.
 */
/* translated; the key itself where unknown; never NULL */
const char *gx_phrase (const char *domain, const char *key);
/* untranslated English; NULL where unknown */
const char *gx_phrase_source (const char *domain, const char *key);
/* NULL-terminated, in the order for choosing from; static */
const char * const *gx_phrase_keys (const char *domain);
gboolean gx_phrase_is_key (const char *domain, const char *key);

G_END_DECLS
