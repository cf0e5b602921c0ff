/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customer-field.h"

G_BEGIN_DECLS

/**
 * GxCustomerDraft:
 *
 * A customer being written or edited: the original (NULL for a new one), the current text of each field, and
 * the complaints. Fields are those of the catalogue, and "custom.<name>"; only fields that differ from the
 * original are written.
 */
typedef struct _GxCustomerDraft GxCustomerDraft;

typedef struct {
  const char *field;   /* interned key; "" concerns the whole */
  char *message;       /* a sentence */
  gboolean is_hint;    /* odd, but may be saved: a phone number that looks too short */
} GxComplaint;

GxCustomerDraft *gx_customer_draft_new (void);
GxCustomerDraft *gx_customer_draft_new_for (GxCustomer *original);
GxCustomerDraft *gx_customer_draft_ref (GxCustomerDraft *self);
void gx_customer_draft_unref (GxCustomerDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxCustomerDraft, gx_customer_draft_unref)

GxCustomer *gx_customer_draft_get_original (GxCustomerDraft *self);              /* borrowed, may be NULL */
const char *gx_customer_draft_get (GxCustomerDraft *self, const char *field);    /* never NULL */
void gx_customer_draft_set (GxCustomerDraft *self, const char *field, const char *text);

/** gx_customer_draft_add_contact: one more way to reach them, beside the primary ones; @label may be NULL. */
void gx_customer_draft_add_contact (GxCustomerDraft *self, const char *kind, const char *value,
                                    const char *label);

/** gx_customer_draft_add_key: the customer's id in another @system ("shop", "erp"). */
void gx_customer_draft_add_key (GxCustomerDraft *self, const char *system, const char *key);

/** gx_customer_draft_capture: takes "13800138000", "王芳", "wang@example.com" or a mix of them with blanks or
 * commas and sets name, phone, mail by what they look like. FALSE where nothing was understood. */
gboolean gx_customer_draft_capture (GxCustomerDraft *self, const char *text);

gboolean gx_customer_draft_is_changed (GxCustomerDraft *self);

/** gx_customer_draft_complaints: (element-type GxComplaint): checked anew. Any one of a name, a number or a
 * way to reach them is required. Borrowed, valid until the next call. */
GPtrArray *gx_customer_draft_complaints (GxCustomerDraft *self);

/** gx_customer_draft_can_save: no complaint but hints. */
gboolean gx_customer_draft_can_save (GxCustomerDraft *self);

G_END_DECLS
