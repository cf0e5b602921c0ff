/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria-catalogue.h"
#include "store/gx-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GxCriteriaBar:
 *
 * A question as chips: each condition is one that reads as a part of a sentence, with "and" or "or" between
 * them; clicking a chip opens it where it stands, the words between flip when clicked, and "Condition" adds
 * one. What belongs together has a ring around it.
 *
 * Actions: criteria.add; and, of the n-th (u) chip or word in reading order: criteria.edit, criteria.remove,
 * criteria.negate, criteria.or, criteria.and (adds one beside it), criteria.group (with the next one),
 * criteria.flip.
 *
 * Signals: "changed": by hand.
 */
#define GX_TYPE_CRITERIA_BAR (gx_criteria_bar_get_type ())
G_DECLARE_FINAL_TYPE (GxCriteriaBar, gx_criteria_bar, GX, CRITERIA_BAR, GtkWidget)

GtkWidget *gx_criteria_bar_new (void);

/** gx_criteria_bar_attach: once. @relation: (nullable): the question is about things of a customer. */
void gx_criteria_bar_attach (GxCriteriaBar *self, GxBook *book, const char *relation);

/**
 * gx_criteria_bar_set_catalogue: (nullable): what the book calls its own fields and segments. Another one
 * makes chips and what can be chosen anew.
 */
void gx_criteria_bar_set_catalogue (GxCriteriaBar *self, GxCriteriaCatalogue *catalogue);
GxCriteriaCatalogue *gx_criteria_bar_get_catalogue (GxCriteriaBar *self); /* transfer none, nullable */

/** gx_criteria_bar_set_currency: what money is in. */
void gx_criteria_bar_set_currency (GxCriteriaBar *self, const char *currency);

/** gx_criteria_bar_get_criteria: (transfer none) (nullable): NULL is everybody. */
GxCriteria *gx_criteria_bar_get_criteria (GxCriteriaBar *self);
void gx_criteria_bar_set_criteria (GxCriteriaBar *self, GxCriteria *criteria); /* signals nothing */

/** gx_criteria_bar_add: another widget among the chips: before the button "Condition", or behind it. */
void gx_criteria_bar_add (GxCriteriaBar *self, GtkWidget *widget, gboolean is_behind);

/** gx_criteria_bar_count_chips: 0 where everybody is meant. */
guint gx_criteria_bar_count_chips (GxCriteriaBar *self);

G_END_DECLS
