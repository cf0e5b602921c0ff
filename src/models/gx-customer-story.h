/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customers.h"
#include "customers/gx-differences.h"
#include "customers/gx-members.h"
#include "events/gx-stream.h"
#include "insight/gx-portrait.h"
#include "store/gx-book.h"
#include "store/gx-journal.h"
#include "trade/gx-purchases.h"
#include "work/gx-overlap.h"
#include "work/gx-tasks.h"

G_BEGIN_DECLS

/**
 * GxCustomerStory: all that one customer's page shows, read in one go. It never changes.
 */
typedef struct {
  int ref_count;
  GxCustomer *customer;
  GxCustomerNumbers *numbers; /* in the home currency, or the one they buy in where they never used it */
  GxPortraitLimits limits; /* where classes end */
  GPtrArray *people;       /* of GxRelation: who works there; empty for a person */
  GPtrArray *tasks;        /* of GxTask: open, earliest first */
  GPtrArray *purchases;    /* of GxPurchase, newest first, at most GX_STORY_PURCHASES */
  GPtrArray *talks;        /* of GxStreamItem with text, newest first, at most GX_STORY_TALKS: what was said
                              and done, no sales */
  GPtrArray *edits;        /* of GxJournalEntry, newest first, at most GX_STORY_EDITS */
  GPtrArray *members;      /* of GxMember */
  GxOverlap *overlap;      /* who else works them */
  GPtrArray *differences;  /* of GxDifference: what two people changed, and nobody has decided */
} GxCustomerStory;

#define GX_STORY_PURCHASES 50
#define GX_STORY_TALKS 50
#define GX_STORY_EDITS 30

GxCustomerStory *gx_customer_story_ref (GxCustomerStory *self);
void gx_customer_story_unref (GxCustomerStory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxCustomerStory, gx_customer_story_unref)

/** gx_customer_story_read: in the worker. */
GxCustomerStory *gx_customer_story_read (GxConnection *book, GxId customer, GError **error);

void gx_customer_story_read_async (GxBook *book, GxId customer, GCancellable *cancellable,
                                   GAsyncReadyCallback done, gpointer user_data);
GxCustomerStory *gx_customer_story_read_finish (GxBook *book, GAsyncResult *result, GError **error);

/**
 * gx_customer_story_can_write: whether a person may change what is shown: not in a book that is only read, nor
 * of somebody who lies in the bin.
 */
gboolean gx_customer_story_can_write (const GxCustomerStory *self, GxBook *book);

/** gx_customer_story_name_author: (nullable): who wrote something, where there is more than one member. */
const char *gx_customer_story_name_author (const GxCustomerStory *self, GxId member);

/** gx_customer_story_differs: whether two people changed this cell; @column NULL: anything of the record. */
gboolean gx_customer_story_differs (const GxCustomerStory *self, const GxCellPlace *cell);

/** gx_customer_story_class: the lifecycle class today, a word of gx_lifecycle_words. */
const char *gx_customer_story_class (const GxCustomerStory *self);

G_END_DECLS
