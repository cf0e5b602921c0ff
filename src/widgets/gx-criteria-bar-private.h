/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/gx-criteria-bar.h"
#include "widgets/gx-criteria-editor.h"
#include "widgets/gx-criteria-fields.h"
#include "widgets/gx-wrap-box.h"

G_BEGIN_DECLS

struct _GxCriteriaBar {
  GtkWidget parent_instance;

  GxWrapBox *box;
  GtkWidget *add_button;
  GPtrArray *before, *behind;   /* of GtkWidget: guests */

  GtkPopover *popover;          /* NULL until it is first needed */
  GtkStack *stack;              /* fields, editor */
  GxCriteriaFields *fields;
  GxCriteriaEditor *editor;
  GtkWidget *field_title;
  GtkWidget *foot;              /* buttons about the edited chip */

  GxBook *book;
  char *relation;
  char *currency;
  GxCriteriaCatalogue *catalogue;   /* NULL: not known yet */
  GxCriteria *root;
  GPtrArray *nodes;             /* of GxCriteria, borrowed from @root: chips and words in reading order */
  GPtrArray *places;            /* of GtkWidget, borrowed: where each of them stands */
  guint n_chips;

  /* What the popover is about. */
  GxCriteria *edited;           /* of @root's tree; NULL: a new one, not there yet */
  GxCriteria *beside;           /* a new one joins this, NULL everything */
  GxCriteriaKind joins;
};

/** gx_criteria_bar_show_chips: makes all chips anew (gx-criteria-chips.c). */
void gx_criteria_bar_show_chips (GxCriteriaBar *self);

/** gx_criteria_bar_open, _edit: the popover (gx-criteria-popover.c). */
void gx_criteria_bar_open_fields (GxCriteriaBar *self, GxCriteria *beside, GxCriteriaKind joins);
void gx_criteria_bar_open_editor (GxCriteriaBar *self, GxCriteria *node);
void gx_criteria_bar_point (GxCriteriaBar *self);   /* at what it is about */

/** gx_criteria_bar_take: @root (transfer full) (nullable) is the question now, by hand. */
void gx_criteria_bar_take (GxCriteriaBar *self, GxCriteria *root);
int gx_criteria_bar_find (GxCriteriaBar *self, GxCriteria *node);  /* -1: not shown */

G_END_DECLS
