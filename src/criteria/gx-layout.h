/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria.h"

G_BEGIN_DECLS

/**
 * GxLayout: how a list of customers is looked at: what GxSegment.layout says. Its JSON:
 *
 *   {"columns": [{"name": "city", "width": 120}, {"name": "value"}], "sort": "value", "descending": true}
 *
 * A width is there only where somebody gave one. What a program does not know is passed over.
 */
typedef struct {
  char *name;
  int width_px;          /* 0: the usual one */
} GxLayoutColumn;

typedef struct {
  GArray *columns;       /* of GxLayoutColumn, in order; NULL: the usual ones */
  char *sort;            /* NULL: the usual one */
  gboolean descending;
} GxLayout;

GxLayout *gx_layout_new (void);
void gx_layout_free (GxLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxLayout, gx_layout_free)

void gx_layout_add_column (GxLayout *self, const char *name, int width_px);

/** gx_layout_from_json: (transfer full): @json: (nullable): an empty layout where it is none. */
GxLayout *gx_layout_from_json (const char *json);
char *gx_layout_to_json (const GxLayout *self);          /* transfer full; one line */

G_END_DECLS
