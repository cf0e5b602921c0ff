/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-id-list.h"
#include "store/gx-step.h"

G_BEGIN_DECLS

typedef enum {
  GX_EDIT_SET,             /* the field becomes the text; NULL or "" empties it */
  GX_EDIT_TAG,             /* the text is the tag's name, found or made */
  GX_EDIT_UNTAG,
  GX_EDIT_BIN,
  GX_EDIT_UNBIN,
} GxEditVerb;

/** GxCustomerEdit: what is done to each of many customers. */
typedef struct {
  GxEditVerb verb;
  const char *field;       /* of SET: a key of the catalogue (gx-customer-field.h) or "custom.<name>" */
  const char *text;        /* of SET, TAG and UNTAG, as typed */
} GxCustomerEdit;

/**
 * gx_customers_edit_many:
 * @ids: any number of customers, also such as lie in the bin
 * @n_changed: (out) (optional): how many were not so before; 0 is no step
 *
 * One named step, that one undo takes back; the same as customer by customer, but set-wise. It is cancelled
 * by the connection's cancellable (a job's of GxBook) and then has left nothing behind, and says how far it
 * is by gx_connection_set_progress(); so do gx_undo() and gx_redo() of it. Errors: INVALID (the field does
 * not take the text), NOT_FOUND (one of them is no longer in the book), CANCELLED, READ_ONLY, BUSY, FULL.
 */
gboolean gx_customers_edit_many (GxConnection *book, const GxActor *actor, GxIdList *ids,
                                 const GxCustomerEdit *edit, gint64 *n_changed, GError **error);

G_END_DECLS
