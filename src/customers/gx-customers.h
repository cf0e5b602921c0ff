/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customer-draft.h"
#include "store/gx-step.h"

G_BEGIN_DECLS

/*
 * The desk of customers. Every writing function is one step of the journal (or joins the step around it) and
 * returns FALSE with @error set where nothing was written. Errors: NOT_FOUND, INVALID, READ_ONLY, BUSY, FULL,
 * FAILED.
 */

/** gx_customers_register: the room's projections (sort_key, company, city, birthday_month_day). Once, at
 * start. */
void gx_customers_register (void);

/* -- reading */

/** gx_customers_load: (transfer full): NULL with NOT_FOUND where there is none, or where it was taken
 * back. */
GxCustomer *gx_customers_load (GxConnection *book, GxId id, GError **error);

/** gx_customers_resolve: the one live customer that @text means: an id, a number ("W-1042"), an external key,
 * or an exact name. Errors: NOT_FOUND; AMBIGUOUS where several match. */
gboolean gx_customers_resolve (GxConnection *book, const char *text, GxId *id, GError **error);

/**
 * gx_customers_rows: (transfer full) (element-type GxCustomerRow):
 * @currency: (nullable): of the value; NULL is the home currency
 *
 * The rows of a page, in one statement: as many as @n_ids and in their order; one that is not there
 * is_missing.
 */
GPtrArray *gx_customers_rows (GxConnection *book, const GxId *ids, guint n_ids, const char *currency,
                              GError **error);

/** gx_customers_rows_read_ways: the phone and mail of such rows, which few lists show. FALSE where it
 * failed. */
gboolean gx_customers_rows_read_ways (GxConnection *book, GPtrArray *rows, GError **error);

/** gx_customers_rows_read_added: the day on which each came into the book, likewise. */
gboolean gx_customers_rows_read_added (GxConnection *book, GPtrArray *rows, GError **error);

typedef enum {
  GX_CUSTOMER_SORT_NAME,          /* A–Z by pinyin and letters; nameless last */
  GX_CUSTOMER_SORT_LAST_CONTACT,  /* never contacted is the longest ago */
  GX_CUSTOMER_SORT_VALUE,         /* in one currency; those without any in it follow, by name */
  GX_CUSTOMER_SORT_ADDED,         /* by the step that brought them in */
  GX_CUSTOMER_SORT_NUMBER,        /* W-9 before W-10; those without follow, by name */
  GX_CUSTOMER_SORT_NEXT_DUE,      /* those without an open task follow, by name */
  /* Those of whom it is not known follow, by name; so do equal ones. */
  GX_CUSTOMER_SORT_ORDERS,
  GX_CUSTOMER_SORT_LAST_ORDER,
  GX_CUSTOMER_SORT_STANDING,
  GX_CUSTOMER_SORT_CITY,
  GX_CUSTOMER_SORT_OWNER,
  GX_CUSTOMER_SORT_SOURCE,
  GX_CUSTOMER_SORT_BIRTHDAY,      /* through the year */
  GX_CUSTOMER_SORT_PHONE,         /* the primary one, as it is dialled */
  GX_CUSTOMER_SORT_MAIL,
  GX_CUSTOMER_SORT_LIFECYCLE,     /* the liveliest first; as of today; registered by insight */
  GX_CUSTOMER_SORT_TIER,          /* A first; as of today; registered by insight */
  GX_CUSTOMER_N_SORTS
} GxCustomerSort;

/* name last_contact value added number next_due orders last_order standing city owner source birthday phone mail
 * lifecycle tier */
gboolean gx_customer_sort_parse (const char *key, GxCustomerSort *sort);
const char *gx_customer_sort_key (GxCustomerSort sort);

/** gx_customers_order: (transfer full): the ids of all live customers in an order. @currency as in
 * gx_customers_rows(). */
GxIdList *gx_customers_order (GxConnection *book, GxCustomerSort sort, gboolean descending,
                              const char *currency, GError **error);

/**
 * gx_customers_register_order: an order that a room above knows, once, at start. Until then it is by name.
 */
typedef GxIdList *(*GxCustomersOrderFunc) (GxConnection *book, gboolean descending, const char *currency,
                                           GError **error);
void gx_customers_register_order (GxCustomerSort sort, GxCustomersOrderFunc func);

/** gx_customers_bin_list: (transfer full): what lies in the bin, by name. */
GxIdList *gx_customers_bin_list (GxConnection *book, GError **error);

/** gx_customers_count: live customers. */
gint64 gx_customers_count (GxConnection *book, GError **error);

/* -- writing */

/** gx_customers_save: adds or edits. A new one without a number gets the next one; where the book has several
 * members and the draft says nothing of an owner, it is whoever sits here. Renaming keeps the old name as a
 * former one.
 * @id: (out) (optional). Errors also: INVALID with the first complaint. */
gboolean gx_customers_save (GxConnection *book, const GxActor *actor, GxCustomerDraft *draft, GxId *id,
                            GError **error);

/** gx_customers_set: one field of one customer, as typed; the field's rules as in the catalogue. */
gboolean gx_customers_set (GxConnection *book, const GxActor *actor, GxId id, const char *field,
                           const char *text, GError **error);

/** gx_customers_set_over: as gx_customers_set(), of a form: @base is what stood there when the person began. Of
 * a set (tags) only what they added to it or took out of it is written. */
gboolean gx_customers_set_over (GxConnection *book, const GxActor *actor, GxId id, const char *field,
                                const char *base, const char *text, GError **error);

/** gx_customers_set_many: the same text for many, as one step: owner, standing, source, industry …
 * (gx_customers_edit_many() of an array, as are the next four). */
gboolean gx_customers_set_many (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids,
                                const char *field, const char *text, GError **error);

/** gx_customers_bin, _unbin: into the bin and out of it again, many as one step. */
gboolean gx_customers_bin (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids,
                           GError **error);
gboolean gx_customers_unbin (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids,
                             GError **error);

/** gx_customers_tag, _untag: @name is a tag's name, found or made. Many as one step. */
gboolean gx_customers_tag (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids,
                           const char *name, GError **error);
gboolean gx_customers_untag (GxConnection *book, const GxActor *actor, const GxId *ids, guint n_ids,
                             const char *name, GError **error);

/** gx_customers_next_number: (transfer full): "W-1042": this computer's letters and its own counter; not
 * taken by anybody in the book. */
char *gx_customers_next_number (GxConnection *book, GError **error);

/* -- already there? */

typedef struct {
  GxId id;
  /* static: number, phone, mail, wechat, qq, name_company, name, reading; domain "like.reason" */
  const char *reason;
  int score;              /* 100 certain … 30 perhaps */
  char *shown_name, *company, *detail; /* detail: the equal phone, mail … as typed there, may be NULL */
  char *owner;            /* (nullable): another member who looks after them */
} GxLikeness;
void gx_likeness_free (GxLikeness *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxLikeness, gx_likeness_free)

/** gx_customers_find_like: (transfer full) (element-type GxLikeness): at most 5 customers that may be the one
 * being typed, likeliest first. */
GPtrArray *gx_customers_find_like (GxConnection *book, GxCustomerDraft *draft, GError **error);

G_END_DECLS
