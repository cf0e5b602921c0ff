/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-money.h"
#include "base/gx-text.h"
#include "interchange/gx-import-private.h"

static void
keep (GHashTable *table, char *key, GxId id)
{
  GxId *kept = g_new (GxId, 1);

  *kept = id;
  g_hash_table_insert (table, key, kept);
}

/* All products by code and by folded name: a book has few of them beside its sales. The lowest id of a name
 * holds. */
static void
load_products (GxImporter *self)
{
  g_autoptr (GxStatement) query =
    gx_connection_query (self->book, "select id, code, name from product where gone = 0 order by id desc",
                         NULL);

  self->products_by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->products_by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (gx_statement_next (query))
    {
      if (gx_statement_text (query, 1) != NULL)
        keep (self->products_by_code, gx_statement_dup_text (query, 1), gx_statement_int64 (query, 0));
      if (gx_statement_text (query, 2) != NULL)
        keep (self->products_by_name, gx_fold (gx_statement_text (query, 2)), gx_statement_int64 (query, 0));
    }
}

/* By code; where no code is given by name. 0 none. */
static GxId
find_product (GxImporter *self, const char *code, const char *name)
{
  g_autofree char *folded = NULL;
  const GxId *id;

  if (self->products_by_code == NULL)
    load_products (self);
  if (*code != 0)
    {
      id = g_hash_table_lookup (self->products_by_code, code);
      return id != NULL ? *id : 0;
    }
  folded = gx_fold (name);
  id = g_hash_table_lookup (self->products_by_name, folded);
  return id != NULL ? *id : 0;
}

static GxId
add_product (GxImporter *self, const char *code, const char *name, const char *unit, const char *category,
             gint64 price, const char *currency)
{
  GxId id = _gx_importer_new_id (self, GX_RUN_PRODUCT);

  if (!_gx_importer_add (self, GX_RUN_PRODUCT, "iTTTTIT", id, code, name, unit, category, price, currency))
    return -1;
  if (*code != 0)
    keep (self->products_by_code, g_strdup (code), id);
  if (*name != 0)
    keep (self->products_by_name, gx_fold (name), id);
  self->report->n_products++;
  return id;
}

/* A product that is counted in nothing yet is counted so; another unit is told. */
static void
settle_unit (GxImporter *self, const GxImportRow *row, GxId product, const char *unit)
{
  GxStatement *query = _gx_importer_statement (self, "select unit from product where id = ?");
  g_autofree char *held = NULL;

  gx_statement_rebind (query, "i", product);
  if (gx_statement_next (query))
    held = gx_statement_dup_text (query, 0);
  _gx_importer_finish (self, query);
  if (held != NULL && *held != 0)
    {
      if (strcmp (held, unit) != 0)
        _gx_importer_warn (self, row, GX_COLUMN_QUANTITY, row->values[GX_COLUMN_QUANTITY], "unit",
                           /* Translators: %s is what a product is counted in: "box" */
                           g_strdup_printf (_("The product is counted in “%s”."), held));
      return;
    }
  query = _gx_importer_statement (self, "update product set unit = ? where id = ?");
  gx_statement_rebind (query, "ti", unit, product);
  _gx_importer_capture (self, TRUE);
  _gx_importer_run (self, query);
  _gx_importer_capture (self, FALSE);
}

GxId
_gx_importer_product (GxImporter *self, const GxImportRow *row, const char *unit)
{
  const char *code = row->values[GX_COLUMN_PRODUCT_CODE], *name = row->values[GX_COLUMN_PRODUCT];
  GxId id;

  if (*code == 0 && *name == 0)
    return 0;
  if (unit == NULL && *row->values[GX_COLUMN_UNIT] != 0)
    unit = row->values[GX_COLUMN_UNIT];
  id = find_product (self, code, name);
  if (id == 0)
    return add_product (self, code, name, unit, NULL, 0, NULL);
  if (unit != NULL)
    settle_unit (self, row, id, unit);
  return id;
}

/* Of each the one that shall hold; "" is nothing. */
static gboolean
update_product (GxImporter *self, const GxImportRow *row, GxId id, gint64 price, gboolean *changed)
{
  static const GxColumn fields[] = { GX_COLUMN_PRODUCT, GX_COLUMN_UNIT, GX_COLUMN_CATEGORY,
                                     GX_COLUMN_UNIT_PRICE };
  gboolean is_overwriting = self->plan->on_match == GX_ON_MATCH_OVERWRITE, is_written;
  GxStatement *query = _gx_importer_statement (self,
    "select name, unit, category, unit_price_micro from product where id = ?");
  g_autofree char *new_price = price != 0 ? gx_decimal_to_string (price) : g_strdup ("");
  g_autofree char *old_price = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gint64 held_price = 0;

  gx_statement_rebind (query, "i", id);
  if (!gx_statement_next (query))
    return _gx_importer_finish (self, query);
  held_price = gx_statement_int64 (query, 3);
  old_price = held_price != 0 ? gx_decimal_to_string (held_price) : g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gboolean is_price = fields[i] == GX_COLUMN_UNIT_PRICE;
      const char *old = is_price ? old_price : gx_statement_text (query, (int) i);
      const char *new = is_price ? new_price : row->values[fields[i]];
      gboolean is_taken = *new != 0 && (old == NULL || *old == 0 || is_overwriting);

      *changed = *changed || (is_taken && g_strcmp0 (old, new) != 0);
      g_ptr_array_add (texts, g_strdup (is_taken ? new : old));
      _gx_importer_note (self, row, fields[i], NULL, old, texts->pdata[i]);
      if (is_price && is_taken)
        held_price = price;
    }
  gx_statement_finish (query, NULL);
  if (!*changed)
    return TRUE;
  query = _gx_importer_statement (self,
    "update product set name = ?, unit = ?, category = ?, unit_price_micro = ? where id = ?");
  gx_statement_rebind (query, "TTTIi", texts->pdata[0], texts->pdata[1], texts->pdata[2], held_price, id);
  _gx_importer_capture (self, TRUE);
  is_written = _gx_importer_run (self, query);
  _gx_importer_capture (self, FALSE);
  return is_written;
}

static void
note_product (GxImporter *self, const GxImportRow *row, gint64 price)
{
  static const GxColumn texts[] = { GX_COLUMN_PRODUCT_CODE, GX_COLUMN_PRODUCT, GX_COLUMN_UNIT,
                                    GX_COLUMN_CATEGORY };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    _gx_importer_note (self, row, texts[i], NULL, NULL, row->values[texts[i]]);
  if (price != 0)
    _gx_importer_note_number (self, row, GX_COLUMN_UNIT_PRICE, price);
}

gboolean
_gx_import_product (GxImporter *self, const GxImportRow *row, GxImportOutcome *outcome)
{
  const char *code = row->values[GX_COLUMN_PRODUCT_CODE], *name = row->values[GX_COLUMN_PRODUCT];
  const char *word = row->values[GX_COLUMN_CURRENCY];
  const char *currency = _gx_import_currency (*word != 0 ? word : row->values[GX_COLUMN_UNIT_PRICE],
                                              self->currency);
  gboolean changed = FALSE;
  gint64 price = 0;
  GxId id;

  if (*code == 0 && *name == 0)
    return _gx_importer_reject (self, row, GX_COLUMN_SKIP, "identity",
                                g_strdup (_("It says neither a code nor a name of the product.")));
  if (*row->values[GX_COLUMN_UNIT_PRICE] != 0
      && !_gx_import_number (row->values[GX_COLUMN_UNIT_PRICE],
                          self->survey.has_decimal_comma[GX_COLUMN_UNIT_PRICE], &price))
    return _gx_importer_reject (self, row, GX_COLUMN_UNIT_PRICE, "number",
                                g_strdup (_("This is no number.")));
  if (currency == NULL && *word == 0)
    currency = self->currency;
  if (currency == NULL)
    return _gx_importer_reject (self, row, GX_COLUMN_CURRENCY, "currency",
                                g_strdup (_("This is no currency; use its three letters, such as CNY.")));

  id = self->plan->on_match == GX_ON_MATCH_ADD ? 0 : find_product (self, code, name);
  if (id == 0)
    {
      if (self->products_by_code == NULL)
        load_products (self);
      *outcome = GX_OUTCOME_ADDED;
      note_product (self, row, price);
      return add_product (self, code, name, row->values[GX_COLUMN_UNIT], row->values[GX_COLUMN_CATEGORY],
                          price,
                          price != 0 ? currency : NULL) != -1
        && _gx_importer_mark (self, row->mark);
    }
  *outcome = GX_OUTCOME_UNCHANGED;
  if (self->plan->on_match == GX_ON_MATCH_SKIP)
    {
      *outcome = GX_OUTCOME_LEFT;
      return TRUE;
    }
  if (!update_product (self, row, id, price, &changed) || !changed)
    return self->error == NULL;
  *outcome = GX_OUTCOME_UPDATED;
  return _gx_importer_mark (self, row->mark);
}
