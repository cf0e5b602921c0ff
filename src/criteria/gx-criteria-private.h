/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria.h"

G_BEGIN_DECLS

#define GX_CRITERIA_MAX_NODES 400   /* SQLite's expressions may be 1,000 deep */
#define GX_CRITERIA_MAX_DEPTH 40
#define GX_CRITERIA_MAX_VALUES 1000
#define GX_SPAN_MAX 100000          /* of any unit; more is a slip of the finger */

struct _GxCriteria {
  gatomicrefcount references;
  GxCriteriaKind kind;
  guint nodes;                        /* in this tree, itself included */
  guint depth;
  GPtrArray *children;                /* of GxCriteria */
  const GxCriteriaRelation *relation; /* HAS */
  const GxCriteriaField *field;       /* COMPARE */
  GxCompareOperator op;
  char **texts;                       /* never NULL */
  gint64 *numbers;
  guint n_numbers;
};

G_END_DECLS
