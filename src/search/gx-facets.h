/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria.h"
#include "store/gx-connection.h"

G_BEGIN_DECLS

/*
 * Facets: beside a list, how many of its customers have each class, tier, city, owner, tag and source, and
 * what choosing one of these means. Answered from memory: a column for each facet beside the arena
 * (gx-arena.h), kept up by what steps touch. A chosen value is a condition of the criteria, like any other:
 *
 *   {"field": "city", "is": ["上海", "北京"]}     one of these; "has" for tags
 *   {"field": "city", "known": false}             none
 *
 * Such a condition, alone or within the criteria's outermost "all", is a choice; all else is the rest.
 */

typedef struct {
  char *value;             /* as the condition has it; NULL: none is known */
  char *label;             /* for people */
  guint count;             /* who fits the rest and all choices of other facets, and has this value */
  gboolean is_chosen;
} GxFacetValue;

typedef struct {
  const char *field;       /* of the catalogue: "lifecycle", "tier", "city", "owner", "tag", "source" */
  const char *label;       /* for people, in their language */
  GPtrArray *values;       /* of GxFacetValue: classes and tiers in their order, others the most frequent
                              first; none last. Others that nobody has are left out, but for chosen ones */
} GxFacet;

typedef struct {
  GxIdList *ids;           /* who fits it all, in the order of the base */
  GPtrArray *facets;       /* of GxFacet, always the same ones in the same order */
} GxFacets;

void gx_facets_free (GxFacets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxFacets, gx_facets_free)

/**
 * gx_facets_count: (transfer full): in a job of gx_book_find_async(), whose connection has the arena: another
 * one would pack its own.
 * @criteria: (nullable): the whole filter, choices and all
 * @base: (nullable): among these, such as words found; NULL: everybody, in the list's order by name
 * @context: (nullable): as of which day class and tier are
 */
GxFacets *gx_facets_count (GxConnection *book, GxCriteria *criteria, GxIdList *base,
                           const GxCriteriaContext *context, GCancellable *cancellable, GError **error);

/**
 * gx_facets_filter: (transfer full): the ids alone. The same as gx_criteria_ids() would say, but in the
 * order of @base, and from memory as far as @criteria only chooses.
 */
GxIdList *gx_facets_filter (GxConnection *book, GxCriteria *criteria, GxIdList *base,
                            const GxCriteriaContext *context, GCancellable *cancellable, GError **error);

/**
 * gx_facets_choose: (transfer full) (nullable): @criteria with one value of a facet chosen, or no longer.
 * Chosen values of one facet widen, facets narrow each other. NULL: everybody.
 * @criteria: (nullable)
 * @value: (nullable): of a GxFacetValue
 */
GxCriteria *gx_facets_choose (GxCriteria *criteria, const char *field, const char *value, gboolean chosen);

/**
 * gx_facets_split: @criteria is both of these. A long @rest had better be asked elsewhere than where somebody
 * types.
 * @criteria: (nullable)
 * @choices: (out) (transfer full) (nullable): all that facets choose, answered from memory alone; NULL:
 *   nothing
 * @rest: (out) (transfer full) (nullable): all else; NULL: nothing
 */
void gx_facets_split (GxCriteria *criteria, GxCriteria **choices, GxCriteria **rest);

/* -- For rooms that know a column: what a customer is as of a day */

typedef struct {
  guint n;
  const GxId *ids;         /* ascending */
  const guint8 *codes;     /* with @more: 0: none, else the place in the field's choices and one more */
  guint8 more;
  gpointer keeper;         /* what holds them; another where they changed */
  GDestroyNotify free_keeper;
} GxFacetColumn;

typedef gboolean (*GxFacetColumnFunc) (GxConnection *book, const GxCriteriaContext *context,
                                       GxFacetColumn *column, GError **error);

/** gx_facets_register_column: of a CHOICE field, at start. */
void gx_facets_register_column (const char *field, GxFacetColumnFunc func);

G_END_DECLS
