/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trade/gx-products.h"

G_BEGIN_DECLS

/*
 * Purchases: sales and returns with their lines, and payments. A return's quantities and amounts are
 * negative, so that sums are sums. Amounts are minor units of the purchase's currency.
 */

typedef struct {
  GxId id;                     /* 0: new */
  GxId product_id;             /* 0: none */
  char *text;                  /* what was sold, as typed; where empty the product's name is shown */
  char *product_name, *product_code, *unit; /* as read, of the product */
  gint64 quantity_micro, unit_price_micro;
  /* as charged; written as given where @has_amount, else quantity × price, rounded once */
  gint64 amount_minor;
  gboolean has_amount;
} GxPurchaseLine;

GxPurchaseLine *gx_purchase_line_new (const char *text, gint64 quantity_micro, gint64 unit_price_micro);
void gx_purchase_line_free (GxPurchaseLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxPurchaseLine, gx_purchase_line_free)

/** gx_purchase_line_shown: (transfer full): what a list says: text, else product name, else code. */
char *gx_purchase_line_shown (const GxPurchaseLine *self);

typedef struct {
  GxId id;                     /* 0: new */
  int gone;
  GxId customer_id;            /* 0: walk-in */
  GxId contact_id;             /* who ordered; 0 */
  const char *kind;            /* sale, return; domain "purchase.kind" */
  char *number;
  GxId reverses_id;            /* of a return: its sale; 0 */
  GxDay day;                   /* GX_NO_DAY when handed in: today */
  gint64 at;
  int offset_min;
  const char *currency;        /* interned; NULL when handed in: the home currency */
  char *channel, *note;
  GxId author_id;
  GPtrArray *lines;            /* of GxPurchaseLine */
  /* as read: */
  gint64 amount_minor, units_micro; /* sums of the lines */
  gint64 returned_minor;       /* of a sale: sum of its returns, ≤ 0 */
  gint64 paid_minor;           /* payments that name it, in its currency */
} GxPurchase;

GxPurchase *gx_purchase_new (GxId customer, const char *kind);
void gx_purchase_free (GxPurchase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxPurchase, gx_purchase_free)

typedef struct {
  GxId id;
  GxId customer_id, purchase_id;
  GxDay day;
  gint64 at;
  int offset_min;
  char *method;                /* cash, transfer, wechat …, as typed */
  gint64 amount_minor;
  const char *currency;
  char *note;
  GxId author_id;
} GxPayment;
void gx_payment_free (GxPayment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxPayment, gx_payment_free)

/** gx_trade_register: the projections (purchase_fact, customer_money, purchase columns of customer_fact). */
void gx_trade_register (void);

/* -- reading */

GxPurchase *gx_purchases_load (GxConnection *book, GxId id, GError **error);

/** gx_purchases_of: (transfer full) (element-type GxPurchase): live ones with their lines, newest first;
 * returns stand by their own day, reverses_id says of what. @with_people: an organisation's people's too.
 * @limit 0: all. */
GPtrArray *gx_purchases_of (GxConnection *book, GxId customer, gboolean with_people, int limit,
                            GError **error);

/** gx_purchases_list: of everybody, newest first, from @since (GX_NO_DAY: all); for the CLI. */
GPtrArray *gx_purchases_list (GxConnection *book, GxDay since, int limit, GError **error);

/* (transfer full) (element-type GxPayment), newest first */
GPtrArray *gx_payments_of (GxConnection *book, GxId customer, GError **error);

/* -- writing */

/** gx_purchases_save: adds (id 0) or edits; of an edited one, lines that are not in @purchase any more are
 * binned. A text that names a product exactly is linked to it. Errors also: INVALID (no line, a number too
 * large). */
gboolean gx_purchases_save (GxConnection *book, const GxActor *actor, const GxPurchase *purchase, GxId *id,
                            GError **error);

/**
 * gx_purchases_sell: a sale in one line.
 * @product: as typed; a code or name of a known product is linked; an unknown one is made where @make_product
 * @currency: (nullable): NULL is the home currency
 * @day: GX_NO_DAY is today
 */
gboolean gx_purchases_sell (GxConnection *book, const GxActor *actor, GxId customer, const char *product,
                            gboolean make_product,
                            gint64 quantity_micro, gint64 unit_price_micro, const char *currency, GxDay day,
                            GxId *id, GError **error);

/** gx_purchases_return: takes back a whole sale, what of it was not returned yet; or @quantity_micro of one
 * @line (0: all of it). */
gboolean gx_purchases_return (GxConnection *book, const GxActor *actor, GxId sale, GxId line,
                              gint64 quantity_micro, GxDay day, GxId *id, GError **error);

gboolean gx_purchases_bin (GxConnection *book, const GxActor *actor, GxId id, GError **error);
gboolean gx_purchases_unbin (GxConnection *book, const GxActor *actor, GxId id, GError **error);

/** gx_payments_save: adds (id 0) or edits. @payment->customer_id 0: taken from the purchase. */
gboolean gx_payments_save (GxConnection *book, const GxActor *actor, const GxPayment *payment, GxId *id,
                           GError **error);
gboolean gx_payments_bin (GxConnection *book, const GxActor *actor, GxId id, GError **error);

/* -- the numbers */

/** GxCustomerNumbers: in one currency, from the facts. */
typedef struct {
  const char *currency;        /* interned: the one asked for */
  gint64 value_minor;          /* net of returns, all time */
  gint64 people_value_minor;   /* an organisation's people's, never added to its own */
  gboolean has_value, has_people;
  int sales, returns;          /* in this currency */
  int orders;                  /* sales in any currency */
  GxDay first_purchase_day, last_purchase_day;
  int median_gap_days;         /* usual interval between days with a sale; -1 below two gaps */
  GxDay last_contact_day;
  int conversations, events;
  GxDay first_day;             /* first anything */
  gint64 paid_minor;           /* payments, in this currency */
  char *other_currencies;      /* "USD, EUR": what is left out; NULL none */
} GxCustomerNumbers;
void gx_customer_numbers_free (GxCustomerNumbers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxCustomerNumbers, gx_customer_numbers_free)

/** gx_trade_numbers: @currency NULL: home. A customer in the bin has none: zeros. */
GxCustomerNumbers *gx_trade_numbers (GxConnection *book, GxId customer, const char *currency, GError **error);

/** gx_trade_currencies: (transfer full): currencies of the book's purchases, the home currency first, then by
 * use. NULL-terminated. */
char **gx_trade_currencies (GxConnection *book, GError **error);

G_END_DECLS
