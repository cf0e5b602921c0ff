/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-arena-private.h"
#include "search/gx-facets.h"

G_BEGIN_DECLS

/* Facets are always these, in this order. */
typedef enum {
  GX_FACET_LIFECYCLE,
  GX_FACET_TIER,
  GX_FACET_CITY,
  GX_FACET_OWNER,
  GX_FACET_TAG,
  GX_FACET_SOURCE,
  GX_N_FACETS,
} GxFacetIndex;

extern const char * const _gx_facet_fields[GX_N_FACETS];

/* What is chosen of one facet. */
typedef struct {
  GPtrArray *texts;        /* of char *, as conditions have them; NULL: nothing is chosen */
  gboolean none;           /* who has none is chosen, too */
} GxFacetChoice;

typedef struct {
  GxFacetChoice choices[GX_N_FACETS];
  GxCriteria *rest;        /* NULL: none */
} GxFacetChoices;

void _gx_facet_choices_read (GxFacetChoices *self, GxCriteria *criteria);
void _gx_facet_choices_clear (GxFacetChoices *self);

/* A column of codes, and the values they stand for. */
typedef struct {
  GxCodes packed;          /* by place */
  const guint32 *counts;   /* by code, of all packed ones; also of those gone */
  guint n_counts;
  guint32 *late;           /* of those after the packed ones */
  guint n_codes;
  GArray *starts;          /* of guint32, by code, and one more: where in value_indexes its values are */
  GArray *value_indexes;   /* of guint32; a code without any is none */
  GPtrArray *values;       /* of GxFacetValue */
  GHashTable *by_text;     /* folded → index and one more */
} GxFacetTable;

typedef struct {
  GxConnection *book;
  GxArena *arena;
  GxFacetChoices choices;
  guint n, n_late;
  gboolean is_everybody;   /* neither a base nor the rest leaves anybody out */
  guint8 *failed;          /* by place */
  guint32 *counted;        /* packed places that at most one facet leaves out: no others count */
  guint n_counted;
  GxFacetTable facets[GX_N_FACETS];
} GxFacetCounting;

/* gx-facets-column.c: what one facet's column holds. */
gboolean _gx_facet_table_prepare (GxFacetCounting *counting, guint index, const GxCriteriaContext *context,
                                  GError **error);
void _gx_facet_table_clear (GxFacetTable *self);
void _gx_facet_value_free (gpointer value);

G_END_DECLS
