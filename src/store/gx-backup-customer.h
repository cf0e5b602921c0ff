/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-step.h"

G_BEGIN_DECLS

/*
 * One customer out of a kept copy: what they were then is written over what they are now, as one step that
 * can be undone. Nothing is taken away: what came since stays.
 */

typedef enum {
  GX_LOST_MISSING,   /* the book has no such row any more */
  GX_LOST_DELETED,   /* lies in the bin, or was taken back */
  GX_LOST_CHANGED,
  GX_LOST_SAME,      /* is as they were then */
} GxLostKind;

/** GxLostCustomer: a customer of a copy, and what became of them since. */
typedef struct {
  GxId id;
  char *name;        /* as it was then; NULL nameless */
  char *name_now;    /* (nullable) */
  char *number;      /* (nullable) */
  GxLostKind kind;
} GxLostCustomer;

void gx_lost_customer_free (GxLostCustomer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxLostCustomer, gx_lost_customer_free)

/**
 * gx_backup_find_customers:
 * @copy: the kept copy, open for reading
 * @words: (nullable): part of a name, number or way to reach them; NULL or "": whoever was deleted or changed
 *   since the copy was made
 * Returns: (transfer full) (element-type GxLostCustomer): live ones of the copy, the deleted first; at most
 *   @limit
 */
GPtrArray *gx_backup_find_customers (GxConnection *book, GxConnection *copy, const char *words, int limit,
                                     GError **error);

/** GxBackupChange: one thing that bringing a customer back would change. */
typedef struct {
  const char *table;   /* static */
  GxId row;
  const char *column;  /* interned; NULL: the whole row comes back */
  char *now, *then;    /* as people read it; NULL is nothing. Of a whole row: then is what it says */
} GxBackupChange;

void gx_backup_change_free (GxBackupChange *self);

/**
 * gx_backup_compare_customer: (transfer full) (element-type GxBackupChange): what gx_backup_bring_customer()
 * would change; empty where they are as they were then.
 */
GPtrArray *gx_backup_compare_customer (GxConnection *book, GxConnection *copy, GxId customer, GError **error);

/**
 * gx_backup_bring_customer: their rows as they were in @copy, as one step ("customer.bring"): rows that are
 * not there any more are made again with the same ids, cells that differ are written, what was deleted lives
 * again. Rows that came since, and rows that the copy has as deleted, stay as they are.
 * @step: (out) (optional): 0 where there was nothing to change
 */
gboolean gx_backup_bring_customer (GxConnection *book, GxConnection *copy, const GxActor *actor,
                                   GxId customer, GxId *step, GError **error);

G_END_DECLS
