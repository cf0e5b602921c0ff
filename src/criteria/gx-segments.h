/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "criteria/gx-criteria.h"
#include "store/gx-step.h"

G_BEGIN_DECLS

/**
 * GxSegment: a question that was kept. A saved segment and a saved view are one thing: whom to show, and,
 * where it has a layout, how. It is live: its members are whoever fits now. As read, it never changes.
 */
typedef struct {
  GxId id;
  char *name;          /* no two need differ */
  char *criteria;      /* JSON, canonical; NULL: everybody */
  char *layout;        /* JSON object of the list's: columns, widths, sort; NULL: as the list stands */
  char *complaint;     /* why this program does not understand the criteria (it may be newer); NULL: it does */
  GxId author_id;      /* the member who made it */
  char *author;        /* their name; may be NULL */
  gboolean is_binned;
} GxSegment;

void gx_segment_free (GxSegment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxSegment, gx_segment_free)

/*
 * After each of these a GxChange tells it: gx_change_has_table (change, "segment"), for undo and for other
 * processes too; its label is "segment.add", "segment.edit", "segment.rename", "segment.move",
 * "segment.bin" or "segment.unbin" (gx_phrase ("step", …)).
 */

/**
 * gx_segments_list: (transfer full) (element-type GxSegment): the live ones, in the order people gave them.
 */
GPtrArray *gx_segments_list (GxConnection *book, GError **error);

/** gx_segments_get: (transfer full): also one in the bin. NOT_FOUND. */
GxSegment *gx_segments_get (GxConnection *book, GxId id, GError **error);

/** gx_segments_find: the first live one of this name, folded; 0 where there is none. */
GxId gx_segments_find (GxConnection *book, const char *name);

/**
 * gx_segments_save:
 * @segment: id 0 is a new one, put last; of any other name, criteria and layout are written. Nothing else is
 * read
 * @id: (out) (optional)
 *
 * One step. Refused (INVALID, USAGE) by name: an empty name, criteria that are not understood or that ask,
 * directly or through others, for the segment itself, a layout that is no JSON object. Criteria that stand in
 * the book already are kept as they are, understood or not.
 */
gboolean gx_segments_save (GxConnection *book, const GxActor *actor, const GxSegment *segment, GxId *id,
                           GError **error);

gboolean gx_segments_rename (GxConnection *book, const GxActor *actor, GxId id, const char *name,
                             GError **error);

/** gx_segments_arrange: from now on they stand in this order; those not named follow as they stood. */
gboolean gx_segments_arrange (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids,
                              GError **error);

/** gx_segments_set_binned: a segment in the bin still means the same in segments that ask for it. */
gboolean gx_segments_set_binned (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids,
                                 gboolean binned, GError **error);

/** gx_segments_ids: its members: @ids: (out) (transfer full): ascending. As gx_criteria_ids(). */
gboolean gx_segments_ids (GxConnection *book, GxId id, const GxCriteriaContext *context, GxIdList **ids,
                          GError **error);
/** gx_segments_count: how many members; -1 on error. */
gint64 gx_segments_count (GxConnection *book, GxId id, const GxCriteriaContext *context, GError **error);

/**
 * gx_segments_count_over:
 * @criteria: (nullable): NULL is everybody: how many customers there were
 * @currency: (nullable): of money; NULL: home
 * @days: as-of days, such as the ends of the last 12 months
 * @counts: (out caller-allocates): as many
 *
 * How many fitted on each day, all read from one state of the book. A slow question (a second or more for
 * each day of a large book): run it on a worker's thread; it stops when it is cancelled.
 *
 * What the book knows the day of is as it was on that day: purchases, lines, payments, events, done tasks;
 * first and last day, orders, conversations, the usual interval, value, age; what insight computes as of a
 * day (lifecycle, tier, scores). Customers first met after that day are left out.
 * What it keeps no day of is taken as it is today: names, tags, cities, owners, sources, standing, contact
 * details, relations, custom fields, when a task was made; customers in the bin or erased today are not
 * counted for any day, and those with whom nothing ever happened are counted for every day. So a segment of a
 * tag tells how today's holders of the tag came to the book, not who had it then.
 */
gboolean gx_segments_count_over (GxConnection *book, GxCriteria *criteria, const char *currency,
                                 const GxDay *days, guint n_days, gint64 *counts, GError **error);

G_END_DECLS
