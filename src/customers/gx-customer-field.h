/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customer.h"
#include "store/gx-journal.h"

G_BEGIN_DECLS

/*
 * The catalogue of what a person may fill in about a customer: one list for the page (editing in place), the
 * new-customer dialog, `customer set ID FIELD=VALUE`, and the import's columns. Every value is text as a
 * person types it; "" or NULL clears.
 *
 * keys, in the order of a form: name family_name form_of_address kind standing number gender birthday
 * occupation company title phone mail wechat qq web country province city district street postcode tags
 * source owner industry size company_code invoice_title invoice_code invoice_bank invoice_account
 * invoice_address invoice_phone prefers preferences note and "custom.<name of the custom field>".
 */
typedef enum {
  GX_CUSTOMER_FIELD_TEXT,
  GX_CUSTOMER_FIELD_LONG_TEXT,
  GX_CUSTOMER_FIELD_CHOICE,     /* a key of the phrase domain @domain; a translated phrase is taken as well */
  GX_CUSTOMER_FIELD_DAY,        /* a partial or lunar day (gx_partial_day_parse) */
  GX_CUSTOMER_FIELD_WORD,       /* a word of the kind @domain, found or made by its folded name */
  GX_CUSTOMER_FIELD_MEMBER,     /* a member's name, found or made */
  GX_CUSTOMER_FIELD_CONTACT,    /* the primary contact point of the kind of the field's name */
  GX_CUSTOMER_FIELD_ADDRESS,    /* a part of the primary address */
  /* the primary works_at: an organisation of exactly this name is linked, else plain text */
  GX_CUSTOMER_FIELD_COMPANY,
  GX_CUSTOMER_FIELD_TITLE,      /* the job title there */
  GX_CUSTOMER_FIELD_TAGS,       /* names with , or ; or 、 between them */
} GxCustomerFieldType;

typedef struct {
  const char *key;
  const char *label;            /* English; shown by gx_customer_field_label() */
  GxCustomerFieldType type;
  const char *domain;           /* of a choice: phrase domain; of a word: its kind */
  gboolean for_person, for_organisation;
} GxCustomerField;

/** gx_customer_field_get: NULL where there is no such key (custom fields are no static fields). */
const GxCustomerField *gx_customer_field_get (const char *key);

/** gx_customer_field_list: all, in the order of a form. */
const GxCustomerField *gx_customer_field_list (guint *n_fields);

/** gx_customer_field_label: translated: "Birthday", "生日". */
const char *gx_customer_field_label (const GxCustomerField *self);

/** gx_customer_field_text: (transfer full): the value as gx_customers_set() takes it, for an entry or a
 * machine; "" where unknown. */
char *gx_customer_field_text (const GxCustomerField *self, const GxCustomer *customer);

/** gx_customer_field_format: (transfer full): the value for people: choices as phrases, days in words, phones
 * in groups; "" where unknown. */
char *gx_customer_field_format (const GxCustomerField *self, const GxCustomer *customer);

/**
 * gx_customer_field_find_cell: where the book keeps the value of a field, also "custom.<name>". FALSE: it is
 * in no single cell (tags), or in none yet.
 */
gboolean gx_customer_field_find_cell (const char *key, const GxCustomer *customer, GxCellPlace *cell);

/**
 * gx_customer_field_check:
 * @stored: (out) (optional) (transfer full): the value as stored: choice key, stored partial day, trimmed
 * text; NULL for ""
 *
 * Whether @text can be taken. Errors: INVALID, a sentence.
 */
gboolean gx_customer_field_check (const GxCustomerField *self, const char *text, char **stored,
                                  GError **error);

G_END_DECLS
