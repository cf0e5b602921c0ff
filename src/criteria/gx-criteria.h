/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria-field.h"

G_BEGIN_DECLS

typedef struct _GxCriteriaCatalogue GxCriteriaCatalogue;

/**
 * GxCriteria:
 *
 * A question "which customers", as a tree that never changes; ref-counted, safe to hand between threads.
 * Filters, segments, a chart's mark and the command line all speak it. Its JSON, one object per node:
 *
 *   {"all": [NODE, …]}             everybody where there is none
 *   {"any": [NODE, …]}             nobody where there is none
 *   {"not": NODE}
 *   {"field": "lifecycle", "is": ["dormant", "lapsed"]}   one of these; a single value needs no brackets
 *   {"field": "tag", "has": ["VIP"]}                      has one of these tags
 *   {"field": "owner", "is": ["@me", "王芳"]}             "@me": the member who asks
 *   {"field": "company", "contains": ["星河"]}            one of these stands in it
 *   {"field": "orders", "at_least": 3, "at_most": 9}      either bound may be missing
 *   {"field": "value", "at_least": "1000.00"}             money: decimals, in the currency asked for
 *   {"field": "first_touch", "from": "2026-03-01", "until": "2026-03-31"}
 *   {"field": "last_contact", "within": "90 days"}        days weeks months years, with the as-of day
 *   {"field": "last_contact", "not_for": "3 months"}      the contrary: longer ago, or never
 *   {"field": "next_due", "in_next": "7 days"}            from the as-of day on
 *   {"field": "birthday", "anniversary": "14 days"}       its month and day come round in that time; 29
 *                                                         February, leap months: gx_partial_day_next()
 *   {"field": "source", "known": false}                   nothing is known of it
 *   {"field": "has_mail", "is": true}
 *   {"has": "purchase", "where": NODE, "at_least": 2}     related things such that, counted
 *   {"has": "purchase", "where": NODE, "at_most": 0}      has none
 *   {"has": "purchase", "sum": {"field": "amount", "at_least": "1000"}}       those together; "average" each
 *   {"field": "custom:123", "is": ["L"]}                  the custom field of that id; how it is compared says
 *                                                         what it holds: texts (is, contains), a number
 *                                                         (at_least …), a day (from …), a flag (is true)
 *   {"segment": 456}                                      whoever is a member of that segment now
 *
 * A value nobody knows fits no comparison, so {"not": …} around one fits it. Days "within 90 days" are the
 * as-of day and the 90 before it.
 */
typedef enum {
  GX_CRITERIA_ALL,
  GX_CRITERIA_ANY,
  GX_CRITERIA_NOT,
  GX_CRITERIA_COMPARE,
  GX_CRITERIA_HAS,
  GX_CRITERIA_SEGMENT,
} GxCriteriaKind;

typedef enum {
  GX_COMPARE_IS,        /* texts, or numbers: one of them */
  GX_COMPARE_CONTAINS,  /* texts: one of them */
  GX_COMPARE_RANGE,     /* numbers: least, most; G_MININT64 and G_MAXINT64 are open */
  GX_COMPARE_WITHIN,    /* numbers: count, GxSpanUnit */
  GX_COMPARE_NOT_FOR,   /* numbers: count, GxSpanUnit */
  GX_COMPARE_KNOWN,     /* numbers: 1 known, 0 not */
  GX_COMPARE_IN_NEXT,   /* numbers: count, GxSpanUnit */
  GX_COMPARE_ANNIVERSARY, /* numbers: count, GxSpanUnit */
} GxCompareOperator;
#define GX_N_COMPARE_OPERATORS (GX_COMPARE_ANNIVERSARY + 1)

/** GxCriteriaTotal: what of related things is added up. */
typedef enum { GX_TOTAL_NONE, GX_TOTAL_SUM, GX_TOTAL_AVERAGE } GxCriteriaTotal;

typedef enum { GX_SPAN_DAYS, GX_SPAN_WEEKS, GX_SPAN_MONTHS, GX_SPAN_YEARS } GxSpanUnit;

GxCriteria *gx_criteria_ref (GxCriteria *self);
void gx_criteria_unref (GxCriteria *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxCriteria, gx_criteria_unref)
gboolean gx_criteria_equal (GxCriteria *a, GxCriteria *b);

/* -- Making. Children are (transfer none); lists of them end with NULL. Fields must be registered and fit,
   else NULL and a critical. */

GxCriteria *gx_criteria_new_all (GxCriteria *first, ...) G_GNUC_NULL_TERMINATED;
GxCriteria *gx_criteria_new_any (GxCriteria *first, ...) G_GNUC_NULL_TERMINATED;
GxCriteria *gx_criteria_new_not (GxCriteria *child);
/* TEXT CHOICE WORD SET */
GxCriteria *gx_criteria_new_is (const char *field, const char *value, ...) G_GNUC_NULL_TERMINATED;
/* TEXT */
GxCriteria *gx_criteria_new_contains (const char *field, const char *value, ...) G_GNUC_NULL_TERMINATED;
/* NUMBER FLAG */
GxCriteria *gx_criteria_new_is_number (const char *field, gint64 value);
/* NUMBER; MONEY: decimals × 10^6; DAY */
GxCriteria *gx_criteria_new_range (const char *field, gint64 least, gint64 most);
/* DAY; ANNIVERSARY also BIRTHDAY */
GxCriteria *gx_criteria_new_span (const char *field, GxCompareOperator op, int count, GxSpanUnit unit);
GxCriteria *gx_criteria_new_known (const char *field, gboolean known);

/**
 * gx_criteria_new_has: @such_that: (nullable): over the relation's fields, made by gx_criteria_from_json() or
 * by gx_criteria_new_compare(); @most G_MAXINT64 is open.
 */
GxCriteria *gx_criteria_new_has (const char *relation, GxCriteria *such_that, gint64 least, gint64 most);

/**
 * gx_criteria_new_total: HAS, of which, beside, @field (NUMBER, DECIMAL or MONEY of the relation) adds up to
 * @total_least to @total_most: NUMBER whole, else × 10^6; G_MININT64 and G_MAXINT64 are open, not both.
 */
GxCriteria *gx_criteria_new_total (const char *relation, GxCriteria *such_that, gint64 least, gint64 most,
                                   GxCriteriaTotal total, const char *field, gint64 total_least,
                                   gint64 total_most);

/** gx_criteria_new_segment: the members of a segment. */
GxCriteria *gx_criteria_new_segment (GxId segment);

/**
 * gx_criteria_new_compare: the general one. @texts, @numbers as GxCompareOperator says; NULL with @error
 * where they do not fit @field.
 */
GxCriteria *gx_criteria_new_compare (const GxCriteriaField *field, GxCompareOperator op,
                                     const char * const *texts,
                                     const gint64 *numbers, guint n_numbers, GError **error);

/** gx_criteria_new_group: ALL or ANY of an array. */
GxCriteria *gx_criteria_new_group (GxCriteriaKind kind, GxCriteria * const *children, guint n_children);

/** gx_criteria_and: (transfer full) (nullable): both; either may be NULL, which is everybody. */
GxCriteria *gx_criteria_and (GxCriteria *a, GxCriteria *b);

/* -- Reading, for whoever prints or edits one. */

GxCriteriaKind gx_criteria_get_kind (GxCriteria *self);
/* ALL ANY: any; NOT: 1; HAS: 0 or 1 */
guint gx_criteria_get_n_children (GxCriteria *self);
GxCriteria *gx_criteria_get_child (GxCriteria *self, guint index);        /* transfer none */
/* COMPARE; HAS with a total: what is added up */
const GxCriteriaField *gx_criteria_get_field (GxCriteria *self);
GxCompareOperator gx_criteria_get_operator (GxCriteria *self);            /* COMPARE */
const char * const *gx_criteria_get_texts (GxCriteria *self);             /* COMPARE; never NULL */
/* COMPARE; HAS: least, most, with a total also of that; SEGMENT: its id; @n may be NULL */
const gint64 *gx_criteria_get_numbers (GxCriteria *self, guint *n);
const GxCriteriaRelation *gx_criteria_get_relation (GxCriteria *self);    /* HAS */
GxCriteriaTotal gx_criteria_get_total (GxCriteria *self);                 /* HAS */
GxId gx_criteria_get_segment (GxCriteria *self);                          /* SEGMENT */

/* -- JSON. */

/** gx_criteria_from_json: strict: what is not understood is refused, by name (GX_ERROR_USAGE). */
GxCriteria *gx_criteria_from_json (const char *json, GError **error);
/* transfer full; one line, canonical */
char *gx_criteria_to_json (GxCriteria *self);

/**
 * gx_criteria_to_sentence: (transfer full): in the reader's language: "Lifecycle is dormant or lapsed and
 * value at least ¥1,000".
 * @currency: of money
 * @catalogue: (nullable): gx-criteria-catalogue.h: what the book calls its custom fields and segments
 */
char *gx_criteria_to_sentence (GxCriteria *self, const char *currency, GxCriteriaCatalogue *catalogue);

/* -- Asking. A NULL criteria is everybody, a NULL @context today and the home currency. With an as-of day that
   has gone by, what happened after it has not happened: purchases, payments, events, the days and counts made
   of them. What the book keeps no day of (names, tags, cities, owners …) is taken as it is today. */

/** gx_criteria_context_complete: today and the home currency where @context leaves them open. */
GxCriteriaContext gx_criteria_context_complete (GxConnection *book, const GxCriteriaContext *context);

/** gx_criteria_ids: @ids: (out) (transfer full): ascending. */
gboolean gx_criteria_ids (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context,
                          GxIdList **ids, GError **error);
/** gx_criteria_count: how many; -1 on error. */
gint64 gx_criteria_count (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context,
                          GError **error);
/** gx_criteria_fits: whether it fits this one live customer. FALSE also on error. */
gboolean gx_criteria_fits (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context,
                           GxId customer, GError **error);

/**
 * gx_criteria_to_sql:
 * @select: what to select, SQL of the program: "f.customer_id", "count(*)"
 * @parameters: (out) (transfer full) (element-type utf8): the bound values, for people to read
 *
 * The SQL as it would be run: text of the catalogue only, every value a bound "?". NULL on error: a segment
 * that it asks for is not there, is not understood, or asks for itself.
 */
char *gx_criteria_to_sql (GxConnection *book, GxCriteria *self, const GxCriteriaContext *context,
                          const char *select, GPtrArray **parameters, GError **error);

G_END_DECLS
