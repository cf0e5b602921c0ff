/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-page.h"

G_BEGIN_DECLS

/** GxHistoryPage: every step of the book, newest first; any of them can be undone and redone. */
#define GX_TYPE_HISTORY_PAGE (gx_history_page_get_type ())
G_DECLARE_FINAL_TYPE (GxHistoryPage, gx_history_page, GX, HISTORY_PAGE, GxPage)

G_END_DECLS
