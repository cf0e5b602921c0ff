/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-page.h"

G_BEGIN_DECLS

/**
 * GxSegmentsPage: who the customers are, in charts, as of a day. A mark that is clicked shows exactly its
 * customers.
 */
#define GX_TYPE_SEGMENTS_PAGE (gx_segments_page_get_type ())
G_DECLARE_FINAL_TYPE (GxSegmentsPage, gx_segments_page, GX, SEGMENTS_PAGE, GxPage)

G_END_DECLS
