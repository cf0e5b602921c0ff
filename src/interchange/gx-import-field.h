/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/** GxImportKind: what the rows of a file are. AUTO is decided from the columns. */
typedef enum {
  GX_IMPORT_AUTO,
  GX_IMPORT_CUSTOMERS,
  GX_IMPORT_PURCHASES,
  GX_IMPORT_EVENTS,
  GX_IMPORT_PRODUCTS,
} GxImportKind;

const char *gx_import_kind_name (GxImportKind kind);          /* "auto", "customers" … */
gboolean gx_import_kind_parse (const char *name, GxImportKind *kind);

/**
 * GxField: what a column means. Those of a customer have the keys of the customers' catalogue
 * (gx-customer-field.h). Appended to only inside a group; the numbers are never stored, the keys are.
 */
typedef enum {
  GX_FIELD_SKIP,

  /* who: a customer, or the customer of a purchase or event */
  GX_FIELD_CUSTOMER_ID,      /* the number the customer has in the other system: an external key */
  GX_FIELD_NUMBER,           /* the number the customer has here */
  GX_FIELD_NAME,
  GX_FIELD_FAMILY_NAME,
  GX_FIELD_GIVEN_NAME,
  GX_FIELD_COMPANY,
  GX_FIELD_TITLE,
  GX_FIELD_PHONE,            /* may be given to several columns, like the next ones and tags */
  GX_FIELD_MAIL,
  GX_FIELD_WECHAT,
  GX_FIELD_QQ,
  GX_FIELD_WEB,
  GX_FIELD_COUNTRY,
  GX_FIELD_PROVINCE,
  GX_FIELD_CITY,
  GX_FIELD_DISTRICT,
  GX_FIELD_STREET,
  GX_FIELD_POSTCODE,

  /* more of a customer */
  GX_FIELD_KIND,
  GX_FIELD_STANDING,
  GX_FIELD_FORM_OF_ADDRESS,
  GX_FIELD_GENDER,
  GX_FIELD_BIRTHDAY,
  GX_FIELD_OCCUPATION,
  GX_FIELD_TAGS,
  GX_FIELD_SOURCE,
  GX_FIELD_OWNER,
  GX_FIELD_INDUSTRY,
  GX_FIELD_SIZE,
  GX_FIELD_COMPANY_CODE,
  GX_FIELD_INVOICE_TITLE,
  GX_FIELD_INVOICE_CODE,
  GX_FIELD_INVOICE_BANK,
  GX_FIELD_INVOICE_ACCOUNT,
  GX_FIELD_INVOICE_ADDRESS,
  GX_FIELD_INVOICE_PHONE,
  GX_FIELD_PREFERS,
  GX_FIELD_PREFERENCES,
  GX_FIELD_NOTE,
  GX_FIELD_NICKNAME,         /* other names */
  GX_FIELD_FORMER_NAME,
  GX_FIELD_ENGLISH_NAME,
  GX_FIELD_SHORT_NAME,

  /* when */
  GX_FIELD_DAY,
  GX_FIELD_TIME,

  /* a purchase */
  GX_FIELD_ORDER,
  GX_FIELD_PRODUCT_CODE,
  GX_FIELD_PRODUCT,
  GX_FIELD_UNIT,
  GX_FIELD_CATEGORY,
  GX_FIELD_QUANTITY,
  GX_FIELD_UNIT_PRICE,
  GX_FIELD_AMOUNT,
  GX_FIELD_CURRENCY,
  GX_FIELD_CHANNEL,
  GX_FIELD_PURCHASE_NOTE,

  /* an event */
  GX_FIELD_EVENT_KIND,
  GX_FIELD_DIRECTION,
  GX_FIELD_TEXT,

  GX_N_FIELDS
} GxField;

/** gx_field_key: the stable word: "customer_id", "name", "phone" …; "-" for SKIP. */
const char *gx_field_key (GxField field);

/** gx_field_label: for people, translated. */
const char *gx_field_label (GxField field);

/** gx_field_is_of: whether rows of @kind may have it. AUTO: any. */
gboolean gx_field_is_of (GxField field, GxImportKind kind);

/** gx_field_may_repeat: whether several columns may mean it. */
gboolean gx_field_may_repeat (GxField field);

/**
 * gx_field_find: what a header, or a word of --columns, means among the fields of @kind: its key or a synonym
 * in Chinese or English, whatever its case, blanks and what stands in brackets. SKIP where nothing does.
 */
GxField gx_field_find (const char *header, GxImportKind kind);

/** gx_import_kind_guess: from the headers of a file: the kind whose fields explain most of them. */
GxImportKind gx_import_kind_guess (const char * const *headers, guint n_headers);

/** gx_import_kind_of_fields: the same from fields that a person named. */
GxImportKind gx_import_kind_of_fields (const GxField *fields, guint n_fields);

G_END_DECLS
