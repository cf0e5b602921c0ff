/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/gx-arena-private.h"
#include "search/gx-term-set.h"

G_BEGIN_DECLS

/* GxTerms: all terms of an arena in the making: records are added by place, then terms are put in order, then
   they can be measured and laid down. */
typedef struct {
  GxTermSet sets[GX_N_TERM_GROUPS];
  GxTermGroups groups;
  guint32 *orders[GX_N_TERM_GROUPS];  /* numbers, in the order of their bytes */
  guint32 *indexes[GX_N_TERM_GROUPS]; /* where in this order, by number */
  GArray *uses;                /* of guint32: numbers within their group, as records have them */
  GArray *use_groups;          /* of guint8: of these */
  GArray *use_starts;          /* of guint32, by place */
} GxTerms;

void _gx_terms_init (GxTerms *self);
void _gx_terms_add (GxTerms *self, const GxRecord *record);
void _gx_terms_order (GxTerms *self);
void _gx_terms_clear (GxTerms *self);

gsize _gx_terms_length (const GxTerms *self);       /* of their text */
guint _gx_terms_count_mixed (const GxTerms *self);
guint _gx_terms_count_several (const GxTerms *self);

/* Into arrays of @pack; returns where they end in its text. */
guint32 _gx_terms_lay_down (const GxTerms *self, const GxArenaPack *pack);

/* The field after @field, of a record. */
const char *_gx_record_next_field (const char *field, const char *end);

G_END_DECLS
