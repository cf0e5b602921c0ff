/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * GxSearchWords: what was typed, ready to be compared with a few texts, by the same rules as the search of
 * customers: pages and commands are found like people, and what was found can be shown in the text.
 */
typedef struct _GxSearchWords GxSearchWords;

GxSearchWords *gx_search_words_new (const char *typed);
void gx_search_words_free (GxSearchWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxSearchWords, gx_search_words_free)

gboolean gx_search_words_is_empty (const GxSearchWords *self); /* nothing was typed that can be looked for */

/**
 * gx_search_words_judge:
 * @names: NULL-terminated: what the thing is called first, then what else it goes by
 *
 * How near all words are to it: 0 is best; GX_SEARCH_FAR: one of them is nowhere.
 */
#define GX_SEARCH_FAR G_MAXUINT
guint gx_search_words_judge (const GxSearchWords *self, const char * const *names);

/**
 * gx_search_words_mark: (transfer full) (element-type GxTextSpan): where in @text each word is first found,
 * ascending and apart; nothing where it is not.
 * @field: what @text is, a key of the domain "search.matched": a phone number is compared by its digits
 */
GArray *gx_search_words_mark (const GxSearchWords *self, const char *field, const char *text);

G_END_DECLS
