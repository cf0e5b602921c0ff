/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

G_END_DECLS
