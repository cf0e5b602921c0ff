/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria.h"

/* Days and words of generated books and of the questions about them, so that questions have answers. */
#define RANDOM_TODAY 20000
extern const char * const random_texts[];
extern const char * const random_words[];

/** random_criteria: (transfer full): any tree at most @depth deep, over every registered field. */
GxCriteria *random_criteria (GRand *rand, int depth);
