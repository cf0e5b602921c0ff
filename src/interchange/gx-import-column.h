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
  GX_IMPORT_BOOK,       /* a whole book (gx-book-file.h): it says itself what is what */
} GxImportKind;

const char *gx_import_kind_name (GxImportKind kind);          /* "auto", "customers" … */
gboolean gx_import_kind_parse (const char *name, GxImportKind *kind);

/**
 * GxColumn: what a column means. Those of a customer have the keys of the customers' catalogue
 * (gx-customer-field.h). Appended to only inside a group; the numbers are never stored, the keys are.
 */
typedef enum {
  GX_COLUMN_SKIP,

  /* who: a customer, or the customer of a purchase or event */
  GX_COLUMN_CUSTOMER_ID,      /* the number the customer has in the other system: an external key */
  GX_COLUMN_NUMBER,           /* the number the customer has here */
  GX_COLUMN_NAME,
  GX_COLUMN_FAMILY_NAME,
  GX_COLUMN_GIVEN_NAME,
  GX_COLUMN_COMPANY,
  GX_COLUMN_TITLE,
  GX_COLUMN_PHONE,            /* may be given to several columns, like the next ones and tags */
  GX_COLUMN_MAIL,
  GX_COLUMN_WECHAT,
  GX_COLUMN_QQ,
  GX_COLUMN_WEB,
  GX_COLUMN_COUNTRY,
  GX_COLUMN_PROVINCE,
  GX_COLUMN_CITY,
  GX_COLUMN_DISTRICT,
  GX_COLUMN_STREET,
  GX_COLUMN_POSTCODE,
  GX_COLUMN_OTHER_ADDRESS,    /* all of another address in one cell, | between several */

  /* more of a customer */
  GX_COLUMN_KIND,
  GX_COLUMN_STANDING,
  GX_COLUMN_FORM_OF_ADDRESS,
  GX_COLUMN_GENDER,
  GX_COLUMN_BIRTHDAY,
  GX_COLUMN_OCCUPATION,
  GX_COLUMN_TAGS,
  GX_COLUMN_SOURCE,
  GX_COLUMN_OWNER,
  GX_COLUMN_INDUSTRY,
  GX_COLUMN_SIZE,
  GX_COLUMN_COMPANY_CODE,
  GX_COLUMN_INVOICE_TITLE,
  GX_COLUMN_INVOICE_CODE,
  GX_COLUMN_INVOICE_BANK,
  GX_COLUMN_INVOICE_ACCOUNT,
  GX_COLUMN_INVOICE_ADDRESS,
  GX_COLUMN_INVOICE_PHONE,
  GX_COLUMN_PREFERS,
  GX_COLUMN_PREFERENCES,
  GX_COLUMN_NOTE,
  GX_COLUMN_NICKNAME,         /* other names */
  GX_COLUMN_FORMER_NAME,
  GX_COLUMN_ENGLISH_NAME,
  GX_COLUMN_SHORT_NAME,
  GX_COLUMN_CUSTOM,           /* a field that the book's people thought of: which one the plan says */

  /* when */
  GX_COLUMN_DAY,
  GX_COLUMN_TIME,

  /* a purchase */
  GX_COLUMN_ORDER,
  GX_COLUMN_PRODUCT_CODE,
  GX_COLUMN_PRODUCT,
  GX_COLUMN_UNIT,
  GX_COLUMN_CATEGORY,
  GX_COLUMN_QUANTITY,
  GX_COLUMN_UNIT_PRICE,
  GX_COLUMN_AMOUNT,
  GX_COLUMN_CURRENCY,
  GX_COLUMN_CHANNEL,
  GX_COLUMN_PURCHASE_NOTE,
  GX_COLUMN_OPTION,           /* which of a product: "red, L" */
  GX_COLUMN_STATE,            /* what has become of an order; may repeat */
  GX_COLUMN_REFUND,           /* the amount that was paid back */
  GX_COLUMN_SHIPPING,         /* of the amount, what its way cost: kept in the note */

  /* an event */
  GX_COLUMN_EVENT_KIND,
  GX_COLUMN_DIRECTION,
  GX_COLUMN_TEXT,

  GX_N_COLUMNS
} GxColumn;

/** gx_column_key: the stable word: "customer_id", "name", "phone" …; "-" for SKIP. */
const char *gx_column_key (GxColumn field);

/** gx_column_label: for people, translated. */
const char *gx_column_label (GxColumn field);

/** gx_column_has_label: whether a header is what an export writes above the field, in English or the reader's
 * language. */
gboolean gx_column_has_label (GxColumn field, const char *header);

/** gx_column_is_of: whether rows of @kind may have it. AUTO: any. */
gboolean gx_column_is_of (GxColumn field, GxImportKind kind);

/**
 * gx_column_domain: (nullable): the phrases (gx-phrase.h) that a field chooses from: "gender", "event.kind",
 * "order.state" …
 */
const char *gx_column_domain (GxColumn field);

/** gx_column_has_values: whether somebody may want to say what each text of such a column means. */
gboolean gx_column_has_values (GxColumn field);

/** gx_column_may_repeat: whether several columns may mean it. */
gboolean gx_column_may_repeat (GxColumn field);

/**
 * gx_column_find: what a header, or a word of --columns, means among the fields of @kind: its key or a
 * synonym in Chinese or English, whatever its case, blanks and what stands in brackets. SKIP where nothing
 * does.
 */
GxColumn gx_column_find (const char *header, GxImportKind kind);

/** gx_import_kind_guess: from the headers of a file: the kind whose fields explain most of them. */
GxImportKind gx_import_kind_guess (const char * const *headers, guint n_headers);

/** gx_import_kind_of_fields: the same from fields that a person named. */
GxImportKind gx_import_kind_of_fields (const GxColumn *fields, guint n_fields);

G_END_DECLS
