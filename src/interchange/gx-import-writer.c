/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-error.h"
#include "interchange/gx-import-private.h"

/* What an import writes with: runs of ids that are reserved, and the batch that says which rows it took. */

/* The tables a bulk writes, how many rows one row of data can make at most, and the columns. */
static const struct {
  const char *table;
  int most;
  guint n_columns;
  const char *columns;
} runs[GX_N_RUNS] = {
  [GX_RUN_CUSTOMER] = { "customer", 1, 24,
    "id, kind, standing, number, name, family_name, form_of_address, gender, birthday, occupation, industry,"
    " size, company_code, invoice_title, invoice_code, invoice_bank, invoice_account, invoice_address,"
    " invoice_phone, preferences, note, prefers, source_id, owner_id" },
  [GX_RUN_KEY] = { "external_key", 1, 4, "id, customer_id, system, key" },
  [GX_RUN_CONTACT] = { "contact_point", 64, 7, "id, customer_id, kind, label, value, key, is_primary" },
  [GX_RUN_ADDRESS] = { "address", 16, 9,
    "id, customer_id, country, province, city, district, street, postcode, is_primary" },
  [GX_RUN_RELATION] = { "relation", 1, 6, "id, from_id, to_id, to_text, title, is_primary" },
  [GX_RUN_NAME] = { "customer_name", 16, 4, "id, customer_id, kind, name" },
  [GX_RUN_PURCHASE] = { "purchase", 1, 11,
    "id, customer_id, kind, number, day, at, offset_min, currency, channel, note, author_id" },
  [GX_RUN_LINE] = { "purchase_line", 1, 7,
    "id, purchase_id, product_id, text, quantity_micro, unit_price_micro, amount_minor" },
  [GX_RUN_EVENT] = { "event", 1, 10,
    "id, customer_id, kind, direction, channel, day, at, offset_min, text, author_id" },
  [GX_RUN_PRODUCT] = { "product", 1, 7, "id, code, name, unit, category, unit_price_micro, currency" },
  [GX_RUN_ROW] = { "import_row", 1, 3, "id, batch_id, mark" },
};

GxId
_gx_importer_new_id (GxImporter *self, GxRun run)
{
  if (self->used[run] >= self->reserved[run] && self->error == NULL)
    g_set_error_literal (&self->error, GX_ERROR, GX_ERROR_INVALID,
                         _("The cells of the file hold far too many entries each."));
  return self->first[run] + self->used[run]++;
}

gboolean
_gx_importer_flush (GxImporter *self)
{
  for (guint i = 0; self->error == NULL && i < GX_N_RUNS; i++)
    if (self->insert[i] != NULL && !gx_inserter_flush (self->insert[i], &self->error))
      return FALSE;
  return self->error == NULL;
}

gboolean
_gx_importer_add (GxImporter *self, GxRun run, const char *types, ...)
{
  gboolean ok;
  va_list args;

  if (self->error != NULL)
    return FALSE;
  va_start (args, types);
  ok = gx_inserter_add_va (self->insert[run], &self->error, types, &args);
  va_end (args);
  return ok;
}

GxStatement *
_gx_importer_statement (GxImporter *self, const char *sql)
{
  GxStatement *statement = g_hash_table_lookup (self->statements, sql);

  _gx_importer_flush (self);
  if (statement == NULL)
    {
      statement = gx_connection_query (self->book, sql, NULL);
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  return statement;
}

gboolean
_gx_importer_is_born (const GxImporter *self, GxId customer)
{
  GxId first = self->first[GX_RUN_CUSTOMER];

  return customer >= first && customer < first + self->used[GX_RUN_CUSTOMER];
}

void
_gx_importer_capture (GxImporter *self, gboolean capture)
{
  gx_step_set_capture (self->step, capture);
}

gboolean
_gx_importer_run (GxImporter *self, GxStatement *statement)
{
  if (self->error != NULL)
    return FALSE;
  return gx_statement_run (statement, &self->error);
}

gboolean
_gx_importer_finish (GxImporter *self, GxStatement *query)
{
  gx_statement_finish (query, self->error == NULL ? &self->error : NULL);
  return self->error == NULL;
}

/* The batch is written when its first row is taken, so that a file with nothing new leaves no trace. */
static gboolean
begin_batch (GxImporter *self)
{
  g_autofree char *file = g_path_get_basename (self->plan->path);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean is_written;

  for (guint i = 0; i < self->plan->columns->len; i++)
    {
      g_autofree char *word = gx_import_plan_get_word (self->plan, i);

      g_string_append_printf (words, "%s%s", i > 0 ? "," : "", word);
    }
  self->batch = gx_connection_new_id (self->book);
  _gx_importer_capture (self, TRUE);
  is_written = gx_connection_run (self->book, &self->error,
                                  "insert into import_batch (id, file, kind, mapping, at) values (?, ?, ?, "
                                  "?, ?)", "ittti",
                                  self->batch, file, gx_import_kind_name (self->kind), words->str,
                                    gx_clock_now ());
  _gx_importer_capture (self, FALSE);
  return is_written;
}

gboolean
_gx_importer_mark (GxImporter *self, gint64 mark)
{
  if (self->batch == 0 && !begin_batch (self))
    return FALSE;
  return _gx_importer_add (self, GX_RUN_ROW, "iii", _gx_importer_new_id (self, GX_RUN_ROW), self->batch,
                           mark);
}

static int
most_rows (GxImporter *self, GxRun run)
{
  gboolean is_trade = self->kind == GX_IMPORT_PURCHASES;
  int with_refunds = 1 + (is_trade && _gx_import_has_refunds (self->plan));

  if (run == GX_RUN_PURCHASE || run == GX_RUN_LINE)
    return is_trade ? with_refunds : 0;
  if (run == GX_RUN_ROW)
    return with_refunds;
  if (run == GX_RUN_PRODUCT)
    return is_trade || self->kind == GX_IMPORT_PRODUCTS;
  if (run == GX_RUN_EVENT)
    return self->kind == GX_IMPORT_EVENTS;
  return runs[run].most;
}

gboolean
_gx_importer_reserve (GxImporter *self)
{
  for (guint i = 0; i < GX_N_RUNS; i++)
    {
      g_autofree char *head = NULL;

      self->reserved[i] = self->survey.n_rows * most_rows (self, i);
      if (!gx_step_reserve (self->step, runs[i].table, self->reserved[i], &self->first[i], &self->error))
        return FALSE;
      head = g_strdup_printf ("insert into %s (%s)", runs[i].table, runs[i].columns);
      self->insert[i] = gx_inserter_new (self->book, head, runs[i].n_columns, NULL);
    }
  return TRUE;
}

/* A commit wants nobody reading. */
static void
close_statements (GxImporter *self)
{
  for (guint i = 0; i < GX_N_RUNS; i++)
    g_clear_pointer (&self->insert[i], gx_inserter_free);
  g_hash_table_remove_all (self->statements);
}

gboolean
_gx_importer_settle (GxImporter *self)
{
  const GxImportReport *report = self->report;

  if (!_gx_importer_flush (self))
    return FALSE;
  close_statements (self);
  for (guint i = 0; i < GX_N_RUNS; i++)
    if (!gx_step_settle (self->step, runs[i].table, self->used[i], &self->error))
      return FALSE;
  _gx_importer_capture (self, TRUE);
  if (self->batch == 0)
    return TRUE;
  return _gx_import_mapping_keep (self->book, self->plan, &self->error)
    && gx_connection_run (self->book, &self->error,
                       "update import_batch set rows = ?, added = ?, updated = ?, unchanged = ?, rejected = "
                       "? where id = ?", "iiiiii",
                       report->rows, report->added, report->updated, report->unchanged, report->rejected,
                         self->batch);
}
