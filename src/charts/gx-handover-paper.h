/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/gx-paper.h"
#include "work/gx-handover.h"

G_BEGIN_DECLS

/** GxHandoverSheet: what the list says; @from and @to are names, NULL: nobody. */
typedef struct {
  const char *from, *to;
  GxDay day;
  const char *currency;        /* of the values */
  const GxHandoverSum *sum;
  GPtrArray *items;            /* of GxHandoverItem */
} GxHandoverSheet;

/**
 * gx_handover_paper_new: the hand-over on paper: sums, customer by customer with what is open, promised and
 * at risk, and lines to sign. Texts are copied, @items is kept.
 */
GxPaper *gx_handover_paper_new (const GxHandoverSheet *sheet);

/** gx_handover_sum_describe: (transfer full): "12 customers · 5 open tasks (2 overdue) · 3 promises · …" */
char *gx_handover_sum_describe (const GxHandoverSum *sum, const char *currency);

G_END_DECLS
