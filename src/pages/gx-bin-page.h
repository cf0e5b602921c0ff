/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-page.h"

G_BEGIN_DECLS

/** GxBinPage: customers that were deleted, and the way back. */
#define GX_TYPE_BIN_PAGE (gx_bin_page_get_type ())
G_DECLARE_FINAL_TYPE (GxBinPage, gx_bin_page, GX, BIN_PAGE, GxPage)


G_END_DECLS
