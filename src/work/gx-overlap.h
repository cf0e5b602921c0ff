/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-connection.h"

G_BEGIN_DECLS

/*
 * Two people who work one customer (撞单): whoever sits here, and another member who looks after them or
 * spoke with them lately. It is told, and never in the way.
 */

/** GX_OVERLAP_SETTING: how many days ago is lately: GX_OVERLAP_DAYS; 0: nothing is told. */
#define GX_OVERLAP_SETTING "overlap.days"
#define GX_OVERLAP_DAYS 30

typedef struct {
  GxId member;
  char *name;
  gboolean is_owner;
  GxDay spoke_day;         /* their last conversation, lately; GX_NO_DAY: none */
} GxOtherHand;

typedef struct {
  GPtrArray *others;       /* of GxOtherHand: the owner first, then who spoke last */
  gboolean is_mine;        /* whoever sits here works them, too: spoke, sold, or has a task there, lately */
} GxOverlap;
void gx_overlap_free (GxOverlap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxOverlap, gx_overlap_free)

/** gx_overlap_find: (transfer full): @as_of GX_NO_DAY: today. */
GxOverlap *gx_overlap_find (GxConnection *book, GxId customer, GxDay as_of, GError **error);

/** gx_overlap_describe: (transfer full) (nullable): "王芳 spoke with them on 20 November: agree first.";
 * NULL: nobody else. */
char *gx_overlap_describe (const GxOverlap *self);

/** gx_overlap_read_days: of the setting. */
int gx_overlap_read_days (GxConnection *book);

G_END_DECLS
