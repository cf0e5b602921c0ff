/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria.h"

/* Days and words of generated books and of the questions about them, so that questions have answers. */
#define RANDOM_TODAY 20000
#define RANDOM_TODAY_ISO "2024-10-04"
#define RANDOM_CUSTOM 501      /* custom fields: a text, a number, a day, a flag */
#define RANDOM_SEGMENT 701     /* segments, of which a later one may ask for an earlier */
#define RANDOM_N_SEGMENTS 3
extern const char * const random_texts[];
extern const char * const random_words[];

/** random_comparison: (transfer full): of this field, in this way; NULL where it cannot be compared so. */
GxCriteria *random_comparison (GRand *rand, const GxCriteriaField *field, GxCompareOperator op);

/** random_criteria: (transfer full): any tree at most @depth deep, over every registered field. */
GxCriteria *random_criteria (GRand *rand, int depth);
