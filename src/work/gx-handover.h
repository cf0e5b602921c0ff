/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-id-list.h"
#include "work/gx-tasks.h"

G_BEGIN_DECLS

/*
 * Handing customers over from one member to another (离职交接): their owner changes, and with @with_tasks
 * that of what is open, and nothing else: stages, days, history and what was written stay as they are.
 */

typedef struct {
  GxId from;               /* whose customers; 0: nobody's */
  GxId to;                 /* 0: nobody's from then on */
  GxIdList *among;         /* (nullable): of theirs only these; NULL: all */
  gboolean with_tasks;     /* their open tasks about these customers go along; with all, also about nobody */
} GxHandover;

/** GxHandoverSum: what would be handed over. */
typedef struct {
  GxIdList *ids;           /* customers, by name */
  gint64 value_minor;      /* of all of them, all time, in the home currency */
  guint tasks, promises, overdue;  /* open tasks that @with_tasks is about; of these promises, overdue ones */
  guint at_risk;           /* customers, as of GxHandoverItem */
} GxHandoverSum;
void gx_handover_sum_free (GxHandoverSum *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxHandoverSum, gx_handover_sum_free)

/** gx_handover_sum_up: (transfer full): @as_of GX_NO_DAY: today. */
GxHandoverSum *gx_handover_sum_up (GxConnection *book, const GxHandover *handover, GxDay as_of,
                                   GError **error);

/**
 * gx_handover_run: one step, that one undo takes back.
 * @customers, @tasks: (out) (optional): how many have another owner now
 *
 * Errors: INVALID: to whom they are already, NOT_FOUND: no such member.
 */
gboolean gx_handover_run (GxConnection *book, const GxActor *actor, const GxHandover *handover,
                          gint64 *customers, gint64 *tasks, GError **error);

/* -- What whoever takes them over has to know, customer by customer */

/**
 * GxHandoverItem: at risk is who waits for a promise that is overdue, or who comes late: the last purchase is
 * more than one and a half of their usual intervals ago, and at most a year.
 */
typedef struct {
  GxCustomerRow *row;      /* with phone and mail */
  GPtrArray *tasks;        /* of GxTask: open, whosever, by day */
  int quiet_days;          /* since the last purchase; -1: never bought */
  int usual_days;          /* between purchases; -1: not known */
  gboolean is_late, is_at_risk;
} GxHandoverItem;
void gx_handover_item_free (GxHandoverItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxHandoverItem, gx_handover_item_free)

/** gx_handover_list: (transfer full) (element-type GxHandoverItem): of @ids, in their order; before the step
 * or after it. */
GPtrArray *gx_handover_list (GxConnection *book, GxIdList *ids, GxDay as_of, GError **error);

/* -- Who looks after how much */

typedef struct {
  GxId member;             /* 0: nobody */
  guint customers, tasks;  /* live; open, of live customers or of none */
} GxMemberLoad;

/** gx_member_loads: (transfer full) (element-type GxMemberLoad): of whoever has any. */
GArray *gx_member_loads (GxConnection *book, GError **error);

G_END_DECLS
