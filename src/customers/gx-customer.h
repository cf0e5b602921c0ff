/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/*
 * One customer, a person or an organisation, as read from the book: the whole master record. It never changes
 * and may be handed between threads. Text is NULL where nothing is known; enum words are interned keys for
 * gx_phrase().
 */

/** GxContactPoint: a phone, mail, WeChat … of a customer. */
typedef struct {
  GxId id;
  const char *kind;                /* phone, mail, wechat, qq, web, other; domain "contact.kind" */
  char *label;                     /* "work", "assistant" … */
  char *value;                     /* as typed */
  char *key;                       /* as compared (gx_contact_key) */
  char *nickname;                  /* 备注名 of a WeChat id */
  gboolean is_primary;             /* of its kind */
  char *from_day, *until_day;      /* partial days; until_day set: no longer used */
} GxContactPoint;

typedef struct {
  GxId id;
  char *label, *country, *province, *city, *district, *street, *postcode;
  gboolean is_primary;
  char *from_day, *until_day;
} GxAddress;

GxAddress *gx_address_copy (const GxAddress *self);
void gx_address_free (GxAddress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxAddress, gx_address_free)

/** GxCustomerName: a name beside the shown one. */
typedef struct {
  GxId id;
  const char *kind;                /* former, legal, short, english, nickname; domain "name.kind" */
  char *name, *family_name;
  char *from_day, *until_day;
} GxCustomerName;

typedef struct {
  GxId id;
  char *system, *key;
} GxExternalKey;

/** GxRelation: seen from one customer: @other works there, or is where this customer works (@is_incoming
 * FALSE). */
typedef struct {
  GxId id;
  const char *kind;                /* works_at; domain "relation.kind" */
  gboolean is_incoming;            /* the other points at this customer: "its people" */
  GxId other_id;                   /* 0: plain text only */
  char *other_name;                /* as shown, or the plain text */
  char *title;                     /* job title */
  gboolean is_primary;
  char *from_day, *until_day;      /* until_day set: worked there once */
} GxRelation;

/** GxWord: a tag or a source. */
typedef struct {
  GxId id;
  const char *kind;                /* tag, source */
  char *name;
  int colour;                      /* slot of the categorical palette; -1 none */
  gint64 uses;                     /* live customers; only gx_words_list() fills it */
} GxWord;

/** GxCustomValue: one custom field with this customer's value; fields without a value are there too, with
 * NULL. */
typedef struct {
  GxId field_id;
  char *name;
  const char *type;                /* text, number, day, yes_no, choice */
  char *choices;                   /* of a choice: one a line */
  char *value;                     /* as typed; a day is ISO, yes_no "yes" or "no" */
} GxCustomValue;

typedef struct _GxCustomer GxCustomer;
struct _GxCustomer {
  int ref_count;
  GxId id;
  int gone;                        /* 0 live, 1 in the bin */
  const char *kind;                /* person, organisation; domain "customer.kind" */
  const char *standing;            /* lead, customer, partner, contact; domain "standing" */
  char *shown_name;                /* never NULL: the name, else "No. 17850", else a way to reach them */
  char *name, *family_name, *form_of_address, *number;
  const char *gender;              /* female, male, other; NULL unknown; domain "gender" */
  char *birthday;                  /* stored partial day (gx_partial_day_read) */
  char *occupation;
  char *company, *title;           /* of the primary relation works_at, as shown */
  GxId company_id;                 /* 0: plain text or none */
  GxId source_id, owner_id;
  char *source, *owner;            /* names */
  char *industry, *size, *company_code;
  char *invoice_title, *invoice_code, *invoice_bank, *invoice_account, *invoice_address, *invoice_phone;
  char *preferences, *note;
  const char *prefers;             /* kind of contact point they like best; domain "contact.kind" */
  GPtrArray *names;                /* of GxCustomerName */
  /* of GxContactPoint: used ones first, primary first, by kind as in the domain */
  GPtrArray *contacts;
  GPtrArray *addresses;            /* of GxAddress: primary first */
  GPtrArray *relations;            /* of GxRelation: own first, present ones first, primary first */
  GPtrArray *tags;                 /* of GxWord, by name */
  GPtrArray *keys;                 /* of GxExternalKey */
  GPtrArray *customs;              /* of GxCustomValue, in the fields' order */
};

GxCustomer *gx_customer_ref (GxCustomer *self);
void gx_customer_unref (GxCustomer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxCustomer, gx_customer_unref)

/** gx_customer_contact: the present primary contact point of @kind, NULL where there is none. Borrowed. */
const GxContactPoint *gx_customer_contact (const GxCustomer *self, const char *kind);

/** gx_customer_address: the primary address, NULL where there is none. Borrowed. */
const GxAddress *gx_customer_address (const GxCustomer *self);

/** gx_address_format: (transfer full): in one line, in the order of its country: "北京市朝阳区…" or "12 High St,
 * Leeds LS1". */
char *gx_address_format (const GxAddress *self);

/** gx_customer_shown_name: (transfer full): the one rule for what a customer is called: name, else "No.
 * 17850" (number or external key), else a way to reach them, else "Nameless". */
char *gx_customer_shown_name (const char *name, const char *number, const char *contact);

/** GxCustomerRow: what a list shows of one customer. */
typedef struct {
  GxId id;
  gboolean is_missing;             /* no such customer (any more): everything else is empty */
  int gone;
  const char *kind, *standing;     /* interned */
  char *shown_name;                /* never NULL */
  char *company;
  /* (nullable): of who searches: what was found, where it is in neither of these */
  char *found_by;
  const char *found_field;         /* what that is, from byte @found_start of it on: search/gx-search.h */
  guint found_start;
  GPtrArray *tags;                 /* of GxWord, by name; NULL where none */
  GxDay last_contact_day;          /* GX_NO_DAY none, like all days here */
  /* sales in any currency: what the lifecycle class is made of */
  GxDay first_purchase_day, last_purchase_day;
  GxDay next_due_day;              /* the earliest open task */
  gint64 value_minor;              /* net, all time, in the currency asked for */
  gboolean has_value;              /* anything bought or returned in that currency */
  int orders;                      /* sales in any currency */
  char *city, *owner, *source;     /* names; NULL where nothing is known */
  const char *tier;                /* interned; domain "tier"; NULL none, or not asked for (models) */
  GxDay added_day;                 /* when they came into the book; see gx_customers_rows_read_added() */
  char *phone, *mail;              /* the primary ones; NULL without gx_customers_rows_read_ways() */
  char *birthday;                  /* stored partial day (gx_partial_day_read) */
  gunichar letter;                 /* the heading it stands under when sorted by name: A–Z, # */
} GxCustomerRow;

void gx_customer_row_free (GxCustomerRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxCustomerRow, gx_customer_row_free)
void gx_word_free (GxWord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxWord, gx_word_free)

G_END_DECLS
