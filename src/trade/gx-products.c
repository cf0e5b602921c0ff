/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-error.h"
#include "base/gx-text.h"
#include "trade/gx-purchases-private.h"

#define COLUMNS "id, code, name, unit, category, unit_price_micro, currency"

static GxProduct *
read_product (GxStatement *query)
{
  GxProduct *self = g_new0 (GxProduct, 1);

  self->id = gx_statement_int64 (query, 0);
  self->code = gx_statement_dup_text (query, 1);
  self->name = gx_statement_dup_text (query, 2);
  self->unit = gx_statement_dup_text (query, 3);
  self->category = gx_statement_dup_text (query, 4);
  self->unit_price_micro = gx_statement_int64 (query, 5);
  self->currency = g_intern_string (gx_statement_text (query, 6));
  return self;
}

void
gx_product_free (GxProduct *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->code);
  g_free (self->name);
  g_free (self->unit);
  g_free (self->category);
  g_free (self);
}

char *
_gx_trade_trim (const char *text)
{
  g_autofree char *trimmed = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return trimmed != NULL && *trimmed != '\0' ? g_steal_pointer (&trimmed) : NULL;
}

GxProduct *
gx_products_load (GxConnection *book, GxId id, GError **error)
{
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book, "select " COLUMNS " from product where id = ? and gone < 2", "i",
                               (gint64) id);
  if (gx_statement_next (query))
    return read_product (query);
  if (gx_statement_finish (query, error))
    g_set_error_literal (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("This product is not in the book."));
  return NULL;
}

GPtrArray *
gx_products_find (GxConnection *book, const char *prefix, int limit, GError **error)
{
  g_autoptr (GPtrArray) products = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_product_free);
  g_autofree char *folded = gx_fold (prefix != NULL ? prefix : "");
  g_autoptr (GxStatement) query = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  query = gx_connection_query (book, "@trade/find-products", "ti", folded, (gint64) (limit > 0 ? limit : -1));
  while (gx_statement_next (query))
    g_ptr_array_add (products, read_product (query));
  return gx_statement_finish (query, error) ? g_steal_pointer (&products) : NULL;
}

GxId
gx_products_match (GxConnection *book, const char *code_or_name)
{
  g_autofree char *trimmed = _gx_trade_trim (code_or_name);
  g_autofree char *folded = NULL;
  GxId id;

  g_return_val_if_fail (GX_IS_CONNECTION (book), 0);

  if (trimmed == NULL)
    return 0;
  id = gx_connection_get_int64 (book, 0, NULL,
                                "select id from product where code = ? and gone = 0 order by id limit 1", "t",
                                trimmed);
  if (id != 0)
    return id;
  folded = gx_fold (trimmed);
  return gx_connection_get_int64 (book, 0, NULL,
                                  "select id from product where gone = 0 and gx_fold (name) = ? "
                                  "order by id limit 1",
                                  "t", folded);
}

gboolean
gx_products_save (GxConnection *book, const GxActor *actor, const GxProduct *product, GxId *id,
                  GError **error)
{
  g_autoptr (GxStep) step = NULL;
  g_autofree char *name = NULL;
  g_autofree char *code = NULL;
  GxId saved;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && product != NULL, FALSE);

  name = _gx_trade_trim (product->name);
  code = _gx_trade_trim (product->code);
  if (name == NULL && code == NULL)
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("A product needs a name or a code."));
      return FALSE;
    }

  saved = product->id != 0 ? product->id : gx_connection_new_id (book);
  step = gx_step_begin (book, actor, product->id != 0 ? "product.edit" : "product.add", error);
  if (step == NULL
      || (product->id == 0 && !gx_connection_run (book, error, "insert into product (id) values (?)", "i",
                                                  (gint64) saved))
      || !gx_connection_run (book, error,
            "update product set code = ?, name = ?, unit = ?, category = ?, unit_price_micro = ?, currency "
            "= ? where id = ? and gone < 2",
            "TTTTITi", code, name, product->unit, product->category, (gint64) product->unit_price_micro,
            product->currency, (gint64) saved)
      || !gx_record_found (book, error)
      || !gx_step_commit (g_steal_pointer (&step), NULL, error))
    {
      gx_error_prefix (error, _("Could not save the product"));
      return FALSE;
    }
  if (id != NULL)
    *id = saved;
  return TRUE;
}

gboolean
gx_products_bin (GxConnection *book, const GxActor *actor, GxId id, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);

  return gx_record_set_gone (book, actor, "product.bin", "product", &id, 1, 1, error);
}
