/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

G_BEGIN_DECLS

/** GxSearchReason: where else than in name and company a customer was found. */
typedef struct {
  char *text;              /* "Phone: 138 0013 8000" */
  const char *field;       /* what it is: key of the domain "search.matched": static */
  guint value_start;       /* where in @text what stands there begins, bytes */
} GxSearchReason;
void gx_search_reason_free (GxSearchReason *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxSearchReason, gx_search_reason_free)

/** gx_search_explain: (transfer full) (nullable): why @words found @id; NULL: by name and company alone. */
GxSearchReason *gx_search_explain (GxConnection *book, const char *words, GxId id);

/** gx_search_warm_async: packs or reads what search looks through, so that the first key is as quick as
 * all others. */
void gx_search_warm_async (GxBook *book);

/** gx_search_is_warm: whether it has been done: gx_book_find_async() does not wait for it any more. */
gboolean gx_search_is_warm (GxBook *book);

/** GxSearchResult: best first. */
typedef struct {
  GxIdList *ids;               /* live customers */
  GArray *matched;             /* of const char *, interned, one for each of @ids that is in order: why:
                                  name, former_name, company, person, title, tag, mail, contact, number,
                                  key, phone: domain "search.matched" */
  gboolean is_complete;        /* FALSE: there are more than the limit */
} GxSearchResult;
void gx_search_result_free (GxSearchResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxSearchResult, gx_search_result_free)

/**
 * gx_search_find: (transfer full):
 * @words: as typed; all must fit, each anywhere a customer is known by, as gx-needle.h says
 * @limit: 0: all, of which the first two hundred are in order and know why; the rest follow, those talked
 *   to last first
 * @cancellable: (nullable)
 *
 * Whole names first, then beginnings, then anything inside; in each, those talked to last, then those
 * worth most. No word: no result.
 */
GxSearchResult *gx_search_find (GxConnection *book, const char *words, guint limit, GCancellable *cancellable,
                                GError **error);

G_END_DECLS
