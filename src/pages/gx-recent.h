/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-book.h"

G_BEGIN_DECLS

/* Whom one looked at last, as long as the book is open: kept nowhere. */

#define GX_RECENT_MAX 8

void gx_recent_add (GxBook *book, GxId customer);

/** gx_recent_list: (transfer full) (element-type GxId): the last one first. */
GArray *gx_recent_list (GxBook *book);

G_END_DECLS
