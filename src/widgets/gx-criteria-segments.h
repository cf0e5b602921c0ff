/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria-catalogue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxCriteriaSegments: one of the segments that were saved.
 *
 * Signals: "changed": by hand.
 */
#define GX_TYPE_CRITERIA_SEGMENTS (gx_criteria_segments_get_type ())
G_DECLARE_FINAL_TYPE (GxCriteriaSegments, gx_criteria_segments, GX, CRITERIA_SEGMENTS, GtkWidget)

GtkWidget *gx_criteria_segments_new (void);

/** gx_criteria_segments_show: @catalogue: (nullable). @chosen stands there even where it is in the bin. */
void gx_criteria_segments_show (GxCriteriaSegments *self, GxCriteriaCatalogue *catalogue, GxId chosen);
GxId gx_criteria_segments_get_chosen (GxCriteriaSegments *self);

G_END_DECLS
