/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-step.h"

G_BEGIN_DECLS

/**
 * GxConflict: "Changed by two people": what one step wrote in one row, and another overwrote without having
 * seen it. Nothing is lost: the later one stands in the book, the other in the journal, until somebody who
 * has both decides, by one of the functions here or by writing the cells again. That is a step, so it is
 * decided for everybody.
 *
 * Who had seen what is known exactly: each computer notes how far it had taken the others' steps
 * (GxCarriedSight). A change that no later change of the same cell had seen is a head of that cell; two heads
 * with two values are a conflict.
 */
typedef struct {
  const char *column;     /* interned */
  char *value;            /* in the book: for people, a link as the name of what it leads to; NULL: empty */
  char *other_value;      /* what was overwritten */
  char *json, *other_json;   /* as cells spell them */
} GxConflictCell;

typedef struct {
  const char *table;      /* static */
  GxId row;
  gboolean is_delete;     /* @step put the row into the bin (or took it back), @other edited it meanwhile */
  GxId customer_id;       /* whose row it is; 0: nobody's */
  char *customer_name;    /* may be NULL */
  GPtrArray *cells;       /* of GxConflictCell; of a delete: what @other wrote, before and after */

  GxId step, author;      /* who stands in the book */
  char *author_name;      /* may be NULL */
  gint64 at_ms;
  GxId other_step, other_author;
  char *other_author_name;
  gint64 other_at_ms;
} GxConflict;

void gx_conflict_free (GxConflict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxConflict, gx_conflict_free)

/**
 * gx_conflicts_list: (transfer full) (element-type GxConflict): those that nobody has decided, of one
 * customer or of all (0), the newest first.
 */
GPtrArray *gx_conflicts_list (GxConnection *book, GxId customer, int limit, GError **error);
int gx_conflicts_count (GxConnection *book);

/** gx_conflict_use_other: writes what was overwritten; of a delete: takes the row out of the bin. */
gboolean gx_conflict_use_other (GxConnection *book, const GxActor *actor, const GxConflict *conflict,
                                GxId *step, GError **error);

/** gx_conflict_keep: what stands in the book shall stand. */
gboolean gx_conflict_keep (GxConnection *book, const GxActor *actor, const GxConflict *conflict, GxId *step,
                           GError **error);

G_END_DECLS
