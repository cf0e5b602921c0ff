/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria-field.h"
#include "criteria/gx-criteria.h"

G_BEGIN_DECLS

/*
 * What whoever edits or reads out a criteria needs to know, without asking the book: the fields with their
 * labels, operators, units and choices, and what this book calls its custom fields and segments.
 */

/**
 * GxCriteriaCatalogue: the registered fields and those that people of one book added, and the names of its
 * segments, as they were when it was loaded. It never changes; ref-counted, safe to hand between threads.
 * Load another after a change of "custom_field" or "segment" (gx_change_has_table).
 *
 * Wherever a function takes one, NULL knows the registered fields only.
 */
GxCriteriaCatalogue *gx_criteria_catalogue_load (GxConnection *book, GError **error);
GxCriteriaCatalogue *gx_criteria_catalogue_ref (GxCriteriaCatalogue *self);
void gx_criteria_catalogue_unref (GxCriteriaCatalogue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxCriteriaCatalogue, gx_criteria_catalogue_unref)

/**
 * gx_criteria_catalogue_list_fields: (transfer container) (element-type GxCriteriaField): in the order to
 * show them, custom ones last; @relation NULL: the customer's own. They live as long as the catalogue.
 */
GPtrArray *gx_criteria_catalogue_list_fields (GxCriteriaCatalogue *self, const char *relation);

/**
 * gx_criteria_catalogue_find_field: of a name as in the JSON ("city", "custom:123"); NULL where there is
 * none. A node's own field of a custom one knows neither label nor choices: look it up here.
 */
const GxCriteriaField *gx_criteria_catalogue_find_field (GxCriteriaCatalogue *self, const char *relation,
                                                         const char *name);

/** gx_criteria_catalogue_find_segment: the segment's name; NULL where it is not known. */
const char *gx_criteria_catalogue_find_segment (GxCriteriaCatalogue *self, GxId id);

/** gx_criteria_catalogue_list_segments: (transfer full): of GxId: those to choose from, in people's order. */
GArray *gx_criteria_catalogue_list_segments (GxCriteriaCatalogue *self);

/* -- A field, for people: in their language */

/* "Last contact"; a custom field's own name */
const char *gx_criteria_field_get_label (const GxCriteriaField *field);
/* "days"; NULL: none */
const char *gx_criteria_field_get_unit (const GxCriteriaField *field);
/* (transfer full): what a stored value is called: "dormant" is "Dormant", "VIP" is "VIP" */
char *gx_criteria_field_say_value (const GxCriteriaField *field, const char *value);

/** gx_criteria_field_takes: whether the field can be compared so. */
gboolean gx_criteria_field_takes (const GxCriteriaField *field, GxCompareOperator op);

/**
 * GxCriteriaChoice: one way to compare a field, to choose from: "is", "is not", "at least" … It makes
 * {"not": …} where @is_denied (of KNOWN: "known": false), and a range with one end open where it says so.
 */
typedef struct {
  GxCompareOperator op;
  gboolean is_denied;
  gboolean has_least, has_most;  /* RANGE: which ends to ask for */
  const char *label;             /* translated */
} GxCriteriaChoice;

/** gx_criteria_field_list_choices: (transfer full) (element-type GxCriteriaChoice): the usual one first. */
GArray *gx_criteria_field_list_choices (const GxCriteriaField *field);

/* "days" */
const char *gx_span_unit_get_label (GxSpanUnit unit);

/* -- Suggestions */

/** GxSuggestion: a value to choose. */
typedef struct {
  char *value;     /* for the JSON */
  char *label;     /* for people */
  gint64 uses;     /* how many customers, or related things, have it; 0 may also be: not counted */
} GxSuggestion;
void gx_suggestion_free (GxSuggestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxSuggestion, gx_suggestion_free)

/**
 * gx_criteria_suggest:
 * @typed: so far; "" lists the most used. Pinyin and initials find Chinese words
 * @limit: at most so many
 *
 * (transfer full) (element-type GxSuggestion): values of a TEXT, CHOICE, WORD or SET field, what begins with
 * @typed first, then the most used; empty where the field has none to suggest.
 * Reads the book, of a city or a product every customer's: ask gx_book_find_async().
 */
GPtrArray *gx_criteria_suggest (GxConnection *book, const GxCriteriaField *field, const char *typed,
                                guint limit, GError **error);

G_END_DECLS
