/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* The one clock. GUANXI_NOW (RFC 3339, "2026-11-21T10:32:00+08:00", or a day) sets it for tests and demos;
   then it stands still. */
gint64 gx_clock_now (void);          /* UTC seconds */
gint64 gx_clock_now_ms (void);       /* UTC milliseconds */
GxDay gx_clock_today (void);         /* the local civil day */
int gx_clock_offset_min (gint64 at); /* local offset from UTC then, minutes */

G_END_DECLS
