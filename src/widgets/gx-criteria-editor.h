/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria-catalogue.h"
#include "store/gx-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxCriteriaEditor: one condition: how it is compared, and with what: choices to tick, words, numbers, days,
 * how many related things such that, or the members of which segment.
 *
 * Signals: "edited": by hand.
 */
#define GX_TYPE_CRITERIA_EDITOR (gx_criteria_editor_get_type ())
G_DECLARE_FINAL_TYPE (GxCriteriaEditor, gx_criteria_editor, GX, CRITERIA_EDITOR, GtkWidget)

GtkWidget *gx_criteria_editor_new (GxBook *book);
void gx_criteria_editor_set_currency (GxCriteriaEditor *self, const char *currency);

/** gx_criteria_editor_set_catalogue: (nullable): what the book calls its own fields. */
void gx_criteria_editor_set_catalogue (GxCriteriaEditor *self, GxCriteriaCatalogue *catalogue);

/**
 * gx_criteria_editor_begin_field, _begin_relation: @leaf: (nullable): what is edited; NULL: a new condition,
 * which is signalled at once where it means something before anything is typed.
 */
void gx_criteria_editor_begin_field (GxCriteriaEditor *self, const GxCriteriaField *field, GxCriteria *leaf);
void gx_criteria_editor_begin_relation (GxCriteriaEditor *self, const GxCriteriaRelation *relation,
                                        GxCriteria *leaf);

/** gx_criteria_editor_begin_segment: @leaf: the members of one; another one can be chosen. */
void gx_criteria_editor_begin_segment (GxCriteriaEditor *self, GxCriteria *leaf);

/** gx_criteria_editor_get_criteria: (transfer none) (nullable): NULL: not complete. */
GxCriteria *gx_criteria_editor_get_criteria (GxCriteriaEditor *self);

G_END_DECLS
