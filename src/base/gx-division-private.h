/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* A province, city or district; the lower ones of one stand side by side. Made by make-division-table.py. */
typedef struct {
  const char *name;
  guint8 stem;       /* bytes of the name that are enough where its parent is known: 延边; 0: all of it */
  guint16 first, n;  /* what it is divided into */
  guint16 parent;
} GxDivision;

extern const GxDivision gx_division_provinces[], gx_division_cities[], gx_division_districts[];
extern const guint gx_division_n_provinces, gx_division_n_cities, gx_division_n_districts;

G_END_DECLS
