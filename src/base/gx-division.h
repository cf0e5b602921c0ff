/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/** GxDivisions: where in China an address is. The names are static, in full; NULL where nothing is known. */
typedef struct {
  const char *province;    /* "北京市", "内蒙古自治区" */
  const char *city;        /* "北京市", "延边朝鲜族自治州"; NULL also for a district of which there are several */
  const char *district;    /* "朝阳区", "昆山市" */
  /* what stands behind them in the text; all of it where they have a label before them */
  const char *rest;
  gboolean is_as_typed;    /* they stand there in full: nothing was added */
} GxDivisions;

/**
 * gx_divisions_read: province, city and district at the beginning of @text, which @self->rest points into:
 * "北京朝阳三里屯" is in 北京市, 朝阳区. What is left out is added where only one place can be meant: 昆山市 is in
 * 苏州市. A street that has a city's name is none ("南京西路"). Our own rules over gx-divisions.txt.
 *
 * FALSE where it begins with none.
 */
gboolean gx_divisions_read (const char *text, GxDivisions *self);

G_END_DECLS
