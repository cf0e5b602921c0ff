/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria-catalogue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxCriteriaTotalRow: what related things come to together, or on average; not there where nothing of them
 * can be added up.
 *
 * Signals: "changed": by hand.
 */
#define GX_TYPE_CRITERIA_TOTAL_ROW (gx_criteria_total_row_get_type ())
G_DECLARE_FINAL_TYPE (GxCriteriaTotalRow, gx_criteria_total_row, GX, CRITERIA_TOTAL_ROW, GtkWidget)

GtkWidget *gx_criteria_total_row_new (void);

/** gx_criteria_total_row_show: @has: (nullable): a HAS, whose total is shown. */
void gx_criteria_total_row_show (GxCriteriaTotalRow *self, GxCriteriaCatalogue *catalogue,
                                 const char *relation, const char *currency, GxCriteria *has);

/** gx_criteria_total_row_get: @field: (out), @bounds: (out): two, as gx_criteria_new_total(). NONE: not
 * asked. */
GxCriteriaTotal gx_criteria_total_row_get (GxCriteriaTotalRow *self, const GxCriteriaField **field,
                                           gint64 bounds[2]);

G_END_DECLS
