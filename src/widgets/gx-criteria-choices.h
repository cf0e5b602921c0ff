/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria-catalogue.h"
#include "store/gx-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxCriteriaChoices: one or several values of a field, to tick: stable words; or what the book knows, found
 * while typing; Enter takes what was typed.
 *
 * Signals: "changed": by hand.
 */
#define GX_TYPE_CRITERIA_CHOICES (gx_criteria_choices_get_type ())
G_DECLARE_FINAL_TYPE (GxCriteriaChoices, gx_criteria_choices, GX, CRITERIA_CHOICES, GtkWidget)

GtkWidget *gx_criteria_choices_new (GxBook *book);
/** gx_criteria_choices_show: @catalogue: (nullable): whose @field is. */
void gx_criteria_choices_show (GxCriteriaChoices *self, GxCriteriaCatalogue *catalogue,
                               const GxCriteriaField *field,
                               const char * const *values);

/** gx_criteria_choices_get_values: (transfer full): in the order they were ticked. */
char **gx_criteria_choices_get_values (GxCriteriaChoices *self);

G_END_DECLS
