/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-needle.h"

G_BEGIN_DECLS

GPtrArray *_gx_search_needles (const char *words);          /* transfer full, of GxNeedle: one a word, as typed */
const char *_gx_search_name_of (GxKnownBy field);           /* key of the domain "search.matched" */

G_END_DECLS
