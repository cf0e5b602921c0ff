/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/gx-step.h"

G_BEGIN_DECLS

typedef struct {
  GxId id;
  char *code, *name, *unit, *category;
  gint64 unit_price_micro;     /* × 10^-6; 0 unknown */
  const char *currency;        /* interned; NULL unknown */
} GxProduct;

void gx_product_free (GxProduct *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GxProduct, gx_product_free)

GxProduct *gx_products_load (GxConnection *book, GxId id, GError **error);

/** gx_products_find: (transfer full) (element-type GxProduct): whose code or name begins with @prefix
 * (folded; also pinyin and initials), then those that have it inside; by name. "": all. */
GPtrArray *gx_products_find (GxConnection *book, const char *prefix, int limit, GError **error);

/** gx_products_match: the one product of exactly this code, else of exactly this folded name; 0 none. */
GxId gx_products_match (GxConnection *book, const char *code_or_name);

/* id 0 adds */
gboolean gx_products_save (GxConnection *book, const GxActor *actor, const GxProduct *product, GxId *id,
                           GError **error);
gboolean gx_products_bin (GxConnection *book, const GxActor *actor, GxId id, GError **error);

G_END_DECLS
