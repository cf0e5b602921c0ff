/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria.h"

G_BEGIN_DECLS

/**
 * GxMark: one mark of a chart, one row of a report: some customers, and the question that finds exactly them.
 * Asked with the report's day and currency, it gives @customers ids whose values add up to @value_minor.
 */
typedef struct {
  char *series;            /* stable: "lifecycle", "tier", "decile", "r5"; of new customers the source's name,
                              "" unknown */
  char *key;               /* stable: "dormant", "a", "3", "f2", "2026-03" */
  char *label;             /* for people */
  guint customers;
  gint64 value_minor;      /* net of returns, all time up to the day */
  gint64 value12_minor;    /* of the last 12 months */
  GxCriteria *criteria;
} GxMark;

/** GxSharePoint: the first @customers of the customers bring @value of the value; both are shares, 0 … 1. */
typedef struct {
  double customers, value;
} GxSharePoint;

/**
 * GxReport: what stands behind a chart. Names:
 *   lifecycle  a mark per class
 *   pareto     marks "tier" a b c and "decile" 1 … 10 of who bought in the last 12 months, by the value of
 *              these months; the curve
 *   rfm        25 marks: series r1 … r5, keys f1 … f5, of buyers
 *   sources    new customers by first touch: series source, key month, of the 24 months up to the day; only
 *              marks with customers
 */
typedef struct {
  const char *name;        /* interned */
  GxDay as_of;
  const char *currency;    /* interned */
  GPtrArray *marks;        /* of GxMark */

  guint customers;         /* live ones, or those that fit the question */
  gint64 value_minor, value12_minor; /* of them */
  guint n_negative;        /* of them, below zero in the measure of this report (pareto: 12 months, else all
                              time) … */
  gint64 negative_minor;   /* … and their sum */
  gint64 walk_in_minor;    /* of the book: purchases without a customer, in no mark; 0 where a question was
                              given */
  guint n_elsewhere;       /* of the book: customers who also bought in other currencies, left out here */

  GArray *curve;           /* pareto: of GxSharePoint, from the best customer on, at most 200; value is the
                              share of all positive value. Else empty */
  double share_for_80;     /* pareto: the least share of customers that brings 80 %; 0 where there is no
                              value */
} GxReport;

void gx_report_free (GxReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxReport, gx_report_free)

/**
 * gx_insight_report:
 * @context: (nullable): NULL is today and the home currency
 * @where: (nullable): only these customers; scores, tiers and tenths stay those among all
 *
 * Returns: (transfer full): NULL on error; USAGE where there is no such report
 */
GxReport *gx_insight_report (GxConnection *book, const char *name, const GxCriteriaContext *context,
                             GxCriteria *where, GError **error);

/** gx_insight_report_names: NULL-terminated, static. */
const char * const *gx_insight_report_names (void);

G_END_DECLS
