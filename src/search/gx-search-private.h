/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-search.h"

/* Before each form in a text that is searched, U+241F. */
#define GX_SEARCH_SEPARATOR "␟"
