/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-page.h"

G_BEGIN_DECLS

/**
 * GxTodayPage: whom to call today and why: tasks overdue and due, promises, birthdays of the week; what comes
 * next.
 */
#define GX_TYPE_TODAY_PAGE (gx_today_page_get_type ())
G_DECLARE_FINAL_TYPE (GxTodayPage, gx_today_page, GX, TODAY_PAGE, GxPage)

G_END_DECLS
