/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria-catalogue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxCriteriaFields: everything that can be asked, in groups, found by typing: fields, related things, and the
 * segments that were saved.
 *
 * Signals: "chosen" (const GxCriteriaField *, const GxCriteriaRelation *, gint64 segment): one of them; the
 * others are NULL and 0.
 */
#define GX_TYPE_CRITERIA_FIELDS (gx_criteria_fields_get_type ())
G_DECLARE_FINAL_TYPE (GxCriteriaFields, gx_criteria_fields, GX, CRITERIA_FIELDS, GtkWidget)

/**
 * gx_criteria_fields_new: @relation: (nullable): what the fields are of; NULL: customers.
 * @catalogue: (nullable): with those that people added.
 */
GtkWidget *gx_criteria_fields_new (GxCriteriaCatalogue *catalogue, const char *relation);

/** gx_criteria_fields_begin: from the beginning, with the cursor in the search field. */
void gx_criteria_fields_begin (GxCriteriaFields *self);

G_END_DECLS
