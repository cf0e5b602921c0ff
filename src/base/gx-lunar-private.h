/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-lunar.h"

G_BEGIN_DECLS

#define GX_LUNAR_FIRST_YEAR 1900
#define GX_LUNAR_LAST_YEAR 2100

typedef struct {
  gint32 new_year_day;
  guint16 long_months;
  guint8 leap_month;
} GxLunarYear;

extern const GxLunarYear gx_lunar_years[GX_LUNAR_LAST_YEAR - GX_LUNAR_FIRST_YEAR + 1];

G_END_DECLS
