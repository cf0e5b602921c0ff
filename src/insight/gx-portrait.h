/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/* Append only: the words of gx_lifecycle_words. */
typedef enum {
  GX_LIFECYCLE_NEVER,
  GX_LIFECYCLE_NEW,
  GX_LIFECYCLE_ACTIVE,
  GX_LIFECYCLE_DORMANT,
  GX_LIFECYCLE_LAPSED,
  GX_N_LIFECYCLES,
} GxLifecycle;

typedef enum { GX_TIER_NONE, GX_TIER_A, GX_TIER_B, GX_TIER_C, GX_N_TIERS } GxTier;

/* "never", "new", "active", "dormant", "lapsed", NULL; domain "lifecycle" */
extern const char * const gx_lifecycle_words[];
extern const char * const gx_tier_words[];       /* "a", "b", "c", NULL: of GX_TIER_A …; domain "tier" */

/**
 * GxPortraitLimits: where classes end, in days; settings of the book "lifecycle.new_days",
 * "lifecycle.active_days", "lifecycle.dormant_days".
 */
typedef struct {
  int new_days;      /* 90: first purchase at most so long ago */
  int active_days;   /* 90: last purchase at most so long ago */
  int dormant_days;  /* 365 */
} GxPortraitLimits;

GxPortraitLimits gx_portrait_limits_read (GxConnection *book);

/**
 * gx_lifecycle_judge: the class of one customer by the first and last day with a sale, both at most @as_of;
 * GX_NO_DAY: none.
 */
GxLifecycle gx_lifecycle_judge (GxDay first_day, GxDay last_day, GxDay as_of, const GxPortraitLimits *limits);

/**
 * GxPortrait:
 *
 * All live customers as they stood at the end of one day, in columns; index i is one customer. It never
 * changes and may be handed between threads. Taken in one ordered scan of the purchases, so any day costs the
 * same.
 *
 * Purchase days are days with a sale, in any currency; a return is none. Money is in one currency, net of
 * returns.
 *
 * lifecycle: never (no sale yet) · new (first sale at most new_days ago) · else by the last sale: active (at
 *   most active_days ago) · dormant (at most dormant_days) · lapsed.
 * tier: those with a sale or return in this currency in the last 12 months (from the day after the same day a
 *   year before), ranked by their value in those months. With P the sum of the positive values, S the sum of
 *   all larger ones: A where S < 70 % of P, B where S < 90 %, else C. Equal values share a tier; who stands
 *   at zero or below is C. All others have none.
 * decile: the same customers: 1 + 10 · L / n rounded down, L the number with a larger value, n of them all:
 *   1 is the best tenth.
 * r, f, m: buyers only (frequency ≥ 1): 1 + 5 · W / n rounded down, W the number of buyers who are worse
 *   (longer ago, fewer days, less value), n of all buyers: 5 is best, equal values have equal scores; 0 for
 *   who never bought.
 */
typedef struct {
  gatomicrefcount references;
  GxDay as_of;
  const char *currency;    /* interned */
  GxPortraitLimits limits;

  guint n;
  GxId *ids;               /* ascending */
  GxDay *first_days;       /* of a sale, GX_NO_DAY: never */
  GxDay *last_days;
  guint32 *frequencies;    /* distinct days with a sale */
  gint64 *values_minor;    /* net of returns, up to the day */
  gint64 *values12_minor;  /* the same, of the last 12 months */
  guint8 *lifecycles, *tiers, *deciles, *r, *f, *m;

  gint64 walk_in_minor;    /* purchases without a customer, not among the above */
  guint32 *prints;         /* of all purchases of a customer, whenever; 0: none */
  guint32 walk_in_print;
  guint n_elsewhere;       /* customers who also, or only, bought in other currencies */
  GxDay last_sale_day;     /* of the whole book, also after @as_of; GX_NO_DAY: no sale */
} GxPortrait;

GxPortrait *gx_portrait_ref (GxPortrait *self);
void gx_portrait_unref (GxPortrait *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxPortrait, gx_portrait_unref)

/** gx_portrait_new: takes it from the book as it is now. */
GxPortrait *gx_portrait_new (GxConnection *book, GxDay as_of, const char *currency, GError **error);

/**
 * gx_portrait_is_true_of: whether the book still shows these customers, and walk-ins, as the portrait does: a
 * step that touched no more leaves it as it is.
 */
gboolean gx_portrait_is_true_of (const GxPortrait *self, GxConnection *book, const GxId *customers, guint n);

/** gx_portrait_find: a customer's index, -1 where there is none; O(log n). */
gint64 gx_portrait_find (const GxPortrait *self, GxId customer);

/** gx_portrait_recency: days since the last sale, -1: never. */
int gx_portrait_recency (const GxPortrait *self, guint index);

G_END_DECLS
