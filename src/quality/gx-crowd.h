/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "quality/gx-face.h"

G_BEGIN_DECLS

/**
 * GxCrowd: which of many faces are one person. Record linkage by the model of I. P. Fellegi and
 * A. B. Sunter, "A theory for record linkage", JASA 64 (1969): every field that both faces have adds its
 * *match weight* log2 (m / u), where m is how often two records of one customer agree as these do, and u how
 * often those of two customers do by chance. u follows from how common the value is among the faces at hand
 * (term frequency: W. E. Winkler, 1989), so that 张伟 says less than 慕容雪; m and what is near are fixed and the
 * same for every book (gx-crowd-model.c has the table).
 *
 * There are two ways not to be one person. Strangers share nothing but by chance; people of one household or
 * office share telephone, address, family name or company, and differ in what is a person's own: given name,
 * birthday, gender, mail. With W the sum of all weights, O that of one's own, d the weight of being the same
 * before anything is known, h how many pairs are of one household for each pair that is one person:
 *
 *   probability = 1 / (1 + 2^-(W + d) + h × 2^-O)
 *
 * d and h, how many are there twice and how many are families, are estimated from the faces at hand.
 *
 * A pair is looked at only where a *block* has both (same phone; names that sound alike and born the same
 * year; …): gx-crowd-block.c. Everything is deterministic: the same faces in the same order give the
 * same pairs.
 *
 * Memory: about 30 bytes and the length of each different text, and 5 bytes per text and face; while pairs
 * are looked for 24 bytes per face and 16 per candidate pair.
 */
typedef struct _GxCrowd GxCrowd;

/** Limits of the probability: from JOIN on they are one; between ASK and JOIN a person should decide. */
#define GX_CROWD_JOIN 0.98
#define GX_CROWD_ASK 0.50

/**
 * The most that thin evidence gives: a person decides. It is thin where nothing agrees that is a person's own
 * (given name, birthday, mail …, or a family name at the same telephone); where nothing but a name and a city
 * does; and where each has a telephone or mail that the other has not, unless they were born the same day or
 * live in one house.
 */
#define GX_CROWD_MOST_THIN 0.97

/** gx_comparison_round: a probability as it is shown: four digits. */
double gx_comparison_round (double probability);

GxCrowd *gx_crowd_new (void);
void gx_crowd_free (GxCrowd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxCrowd, gx_crowd_free)

/** gx_crowd_add: its place: 0 for the first. */
guint gx_crowd_add (GxCrowd *self, const GxFace *face);
guint gx_crowd_n_faces (const GxCrowd *self);

#define GX_CROWD_NO_PLACE G_MAXUINT

/**
 * gx_crowd_add_known: a face that is not compared with others that are known, only with those that were
 * added before any of them. Returns its place; NO_PLACE where it has nothing in common with any of these: it
 * is only counted.
 */
guint gx_crowd_add_known (GxCrowd *self, const GxFace *face);

/** gx_crowd_has_in_common: whether gx_crowd_add_known() would give it a place. */
gboolean gx_crowd_has_in_common (GxCrowd *self, const GxFace *face);

/** gx_crowd_get_fields: what the faces that are there say: a bit for each field. */
guint gx_crowd_get_fields (const GxCrowd *self);

/** gx_crowd_list_texts: (transfer full): of these faces, each text of @field once. */
GStrv gx_crowd_list_texts (const GxCrowd *self, GxFaceField field);

/** GxCrowdPair: @a < @b, places. */
typedef struct {
  guint32 a, b;
  double probability;
} GxCrowdPair;

/**
 * gx_crowd_find: (transfer full) (element-type GxCrowdPair): the pairs of at least @min_probability,
 * likeliest first, then by place. NULL where it was cancelled. From then on nobody is added.
 * @n_candidates: (out) (optional): how many pairs were looked at
 */
GArray *gx_crowd_find (GxCrowd *self, double min_probability, GCancellable *cancellable,
                          guint64 *n_candidates);

/* -- Why */

typedef enum {
  GX_AGREES_UNKNOWN,     /* one of them does not say */
  GX_AGREES_NOT,
  GX_AGREES_NEARLY,      /* misspelled, sounds alike, a digit slipped, shortened */
  GX_AGREES,
} GxAgreement;

typedef struct {
  GxAgreement fields[GX_N_FACE_FIELDS];
  double weights[GX_N_FACE_FIELDS];
  gboolean has_swapped_names;       /* family and given name */
  gboolean is_thin;                 /* as said at GX_CROWD_MOST_THIN */
  gboolean has_swapped_day;         /* day and month of the birthday */
  double weight;                    /* W + d, bits */
  double own_weight;                /* O, bits */
  double probability;
} GxComparison;

void gx_crowd_compare (const GxCrowd *self, guint a, guint b, GxComparison *comparison);

/**
 * gx_comparison_reasons: (transfer full): stable words, weightiest first, what speaks for one person before
 * what speaks against it: "phone", "given_name.near", "birthday.swapped", "city.differs".
 */
GStrv gx_comparison_reasons (const GxComparison *self);

/** gx_comparison_reasons_text: (transfer full): such words as a sentence part for people: "same phone, …". */
char *gx_comparison_reasons_text (const char * const *reasons);

G_END_DECLS
