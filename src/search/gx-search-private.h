/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-needle.h"

G_BEGIN_DECLS

GPtrArray *_gx_search_needles (const char *words);  /* transfer full, of GxNeedle: one a word, as typed */
GxNeedle *_gx_search_phrase (const char *words, guint n_words); /* transfer full: all as one; NULL: only one */
const char *_gx_search_name_of (GxKnownBy field);           /* key of the domain "search.matched" */
GxKnownBy _gx_search_field_of (const char *name);           /* what has that key; GX_KNOWN_NAME: none */

G_END_DECLS
