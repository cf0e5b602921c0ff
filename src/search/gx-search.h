/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/** gx_search_register: the projection (customer_text). */
void gx_search_register (void);

/** GxSearchResult: best first. */
typedef struct {
  GxIdList *ids;               /* live customers */
  GArray *matched;             /* of const char *, interned, as long as @ids: why: name, former_name, company,
  phone, mail, number, key, tag, contact;
                                * domain "search.matched" */
  gboolean is_complete;        /* FALSE: there are more than the limit */
} GxSearchResult;
void gx_search_result_free (GxSearchResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxSearchResult, gx_search_result_free)

/**
 * gx_search_find: (transfer full):
 * @words: as typed; all words must match, each anywhere in names (also pinyin and initials), company, phones,
 * mail, number,   keys or tags; three or more digits match inside any phone number, however it was typed
 * @limit: 0: all
 * @cancellable: (nullable)
 *
 * Exact and whole names first, then beginnings, then anything inside; in each, those talked to last. No word:
 * no result.
 */
GxSearchResult *gx_search_find (GxConnection *book, const char *words, guint limit, GCancellable *cancellable,
                                GError **error);

G_END_DECLS
