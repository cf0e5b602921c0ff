/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "quality/gx-crowd.h"

G_BEGIN_DECLS

/** A text of a field as it occurs in many faces. */
typedef struct {
  guint32 start;         /* of the text, in bytes */
  guint32 count;         /* how many faces have it */
  guint32 sound;         /* gx_spelling_sound(); 0: it is no name */
} GxTerm;

#define GX_FIELD_SHIFT 27

/** What was worked out of texts that most pairs have in common. */
typedef struct {
  guint64 key;           /* 0: nothing */
  double value;
} GxMemo;

#define GX_MEMO_BITS 14

struct _GxCrowd {
  GString *bytes;        /* the texts of all terms, each with its end */
  GArray *terms;         /* of GxTerm */
  guint64 *places;       /* open addressing by hash: hash << 32 | term + 1; 0 is free */
  guint n_places;        /* a power of two */
  GArray *has;           /* of guint32: field << GX_FIELD_SHIFT | term; of a face by field */
  GArray *starts;        /* of guint32: where a face begins in @has; one more at the end */
  guint first_known;     /* from this place on they are not compared with each other */
  guint32 first_known_term; /* from this one on only known faces have it */
  GHashTable *names;     /* (nullable): set of the others' _gx_crowd_name_key(), once there are known ones */
  guint n_strange;       /* known ones that were only counted */
  GxMemo *memos;         /* (nullable): 1 << GX_MEMO_BITS places by the hash of the key: the last one stays */
  double bits_near[GX_N_FACE_FIELDS], bits_not[GX_N_FACE_FIELDS]; /* what agreements other than equal weigh */
  /* as gx_crowd_find() found: */
  double duplicates;     /* pairs that are one person for each record */
  double households;     /* pairs of one household for each of these pairs */
};

static inline const GxTerm *
_gx_crowd_term (const GxCrowd *self, guint32 term)
{
  return &g_array_index (self->terms, GxTerm, term);
}

static inline const char *
_gx_crowd_text (const GxCrowd *self, guint32 term)
{
  return self->bytes->str + _gx_crowd_term (self, term)->start;
}

/** _gx_crowd_memo: the place for @key, which may hold another one; NULL where nobody looks for pairs. */
static inline GxMemo *
_gx_crowd_memo (const GxCrowd *self, guint64 key)
{
  guint64 hash = key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return self->memos != NULL ? &self->memos[hash >> (64 - GX_MEMO_BITS)] : NULL;
}

/** The terms of one field of one face. */
typedef struct {
  const guint32 *at;
  guint n;
} GxTerms;

#define GX_TERM(entry) ((entry) & ((1u << GX_FIELD_SHIFT) - 1))

/** _gx_crowd_name_key: of two sounds, whichever is first; 0 where one is missing. */
guint32 _gx_crowd_name_key (guint32 family, guint32 given);

/** _gx_crowd_n_records: that are known of, also those that were only counted. */
guint _gx_crowd_n_records (const GxCrowd *self);

GxTerms _gx_crowd_get (const GxCrowd *self, guint place, GxFaceField field);

/** GxTraits: a face at hand, by field. */
typedef struct {
  GxTerms fields[GX_N_FACE_FIELDS];
} GxTraits;

void _gx_crowd_get_traits (const GxCrowd *self, guint place, GxTraits *traits);

/**
 * _gx_crowd_compare_traits: FALSE, as soon as that is certain, where W + d is less than @least: then nothing
 * is said in @comparison.
 */
gboolean _gx_crowd_compare_traits (const GxCrowd *self, const GxTraits *a, const GxTraits *b, double least,
                                   GxComparison *comparison);

/** _gx_crowd_candidates: (transfer full) (element-type guint64): a << 32 | b, each once, in order. */
GArray *_gx_crowd_candidates (const GxCrowd *self, GCancellable *cancellable);

/** _gx_crowd_prior: d of gx-crowd.h, as things stand. */
double _gx_crowd_prior (const GxCrowd *self);

/** _gx_crowd_prepare_bits: what the table of the model says, as weights. */
void _gx_crowd_prepare_bits (GxCrowd *self);

/** The shares before anything is seen, and how many records and pairs stand behind them. */
#define GX_DUPLICATES_USUAL 0.1
#define GX_DUPLICATES_RECORDS 500
#define GX_HOUSEHOLDS_PAIRS 2.0

/** _gx_crowd_show: what is told of a @probability. */
double _gx_crowd_show (gboolean is_thin, double probability);

/**
 * _gx_crowd_compare_birthdays: of two that are written differently: NEARLY: one slip, day and month swapped,
 * or all that both know is the same ("1986", "--03-05", the day in the other calendar); UNKNOWN: what they
 * know cannot be compared.
 */
GxAgreement _gx_crowd_compare_birthdays (const char *a, const char *b);
gboolean _gx_crowd_are_days_swapped (const char *a, const char *b);

/** GxFieldModel: what an agreement of a field says (gx-crowd-model.c). */
typedef struct {
  double rarity;         /* how often an unseen value is met by chance */
  double m_same, m_near; /* how often two records of one customer agree so; the rest differs */
  double u_near;         /* how often two customers' are near by chance */
  double most_own;       /* bits it may add to what is a person's own; 0: shared by a household */
} GxFieldModel;

extern const GxFieldModel _gx_field_models[GX_N_FACE_FIELDS];

G_END_DECLS
