/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "quality/gx-crowd.h"

G_BEGIN_DECLS

/** Linkage: rows of which it is known who is who. */
typedef struct {
  GxCrowd *crowd;
  GArray *truths;          /* of guint32: rows of one person have the same */
  GHashTable *people;      /* name in the file → truth */
} Linkage;

void linkage_init (Linkage *self);
void linkage_clear (Linkage *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Linkage, linkage_clear)

/** linkage_add: takes @face as one more row of @person. */
void linkage_add (Linkage *self, const GxFace *face, const char *person);

/** linkage_read_febrl, linkage_read_splink: FALSE where there is no such file in the shared data. */
gboolean linkage_read_febrl (Linkage *self, const char *name);
gboolean linkage_read_splink (Linkage *self);

/** linkage_make: @n_people strangers, families and colleagues, a fifth of them more than once. */
void linkage_make (Linkage *self, guint n_people, gboolean is_chinese, guint64 seed);

typedef struct {
  guint n_true, n_found, n_right;
  guint64 n_candidates;
  double precision, recall, f1, share_of_pairs, recall_of_candidates;
} LinkageScore;

/** linkage_measure: pairs that are joined, and all that follow from them. */
LinkageScore linkage_measure (Linkage *self, double limit, const char *title);

G_END_DECLS
