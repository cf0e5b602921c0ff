/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-text.h"
#include "customers/gx-customers-private.h"

static char *
ids_to_json (const GxId *ids, guint n_ids)
{
  GString *json = g_string_sized_new (n_ids * 16 + 2);

  g_string_append_c (json, '[');
  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", (gint64) ids[i]);
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  g_autofree char *x = gx_sort_key ((*(GxWord *const *) a)->name);
  g_autofree char *y = gx_sort_key ((*(GxWord *const *) b)->name);

  return strcmp (x, y);
}

/* "id colour name" with U+001F between them. */
static GPtrArray *
read_tags (const char *text)
{
  if (text == NULL)
    return NULL;

  GPtrArray *tags = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_word_free);
  g_auto (GStrv) parts = g_strsplit (text, "\x1f", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      GxWord *tag = g_new0 (GxWord, 1);
      char *rest = NULL;

      tag->kind = g_intern_static_string ("tag");
      tag->id = g_ascii_strtoll (parts[i], &rest, 10);
      tag->colour = (int) g_ascii_strtoll (rest, &rest, 10);
      tag->name = g_strdup (*rest == ' ' ? rest + 1 : rest);
      g_ptr_array_add (tags, tag);
    }
  if (tags->len > 1)
    g_ptr_array_sort (tags, compare_words);
  return tags;
}

static void
read_row (GxStatement *query, GxCustomerRow *row)
{
  const char *sort_key;

  row->is_missing = FALSE;
  row->gone = gx_statement_int (query, 2);
  row->kind = g_intern_string (gx_statement_text (query, 3));
  row->standing = g_intern_string (gx_statement_text (query, 4));
  row->company = gx_statement_dup_text (query, 5);
  sort_key = gx_statement_text (query, 6);
  row->letter = gx_sort_letter (sort_key != NULL ? sort_key : "");
  row->last_contact_day = gx_statement_day (query, 7);
  row->first_purchase_day = gx_statement_day (query, 8);
  row->last_purchase_day = gx_statement_day (query, 9);
  row->next_due_day = gx_statement_day (query, 10);
  row->orders = gx_statement_int (query, 11);
  row->has_value = !gx_statement_is_null (query, 12);
  row->value_minor = gx_statement_int64 (query, 12);
  row->tags = read_tags (gx_statement_text (query, 13));
  row->city = gx_statement_dup_text (query, 14);
  row->owner = gx_statement_dup_text (query, 15);
  row->source = gx_statement_dup_text (query, 16);
  row->birthday = gx_statement_dup_text (query, 17);
  g_free (row->shown_name);
  row->shown_name = _gx_shown_name_read (query, 18);
}

static GxCustomerRow *
make_missing_row (GxId id)
{
  GxCustomerRow *row = g_new0 (GxCustomerRow, 1);

  row->id = id;
  row->is_missing = TRUE;
  row->kind = g_intern_static_string ("person");
  row->standing = g_intern_static_string ("customer");
  row->shown_name = g_strdup ("");
  row->last_contact_day = row->next_due_day = GX_NO_DAY;
  row->first_purchase_day = row->last_purchase_day = row->added_day = GX_NO_DAY;
  row->letter = '#';
  return row;
}

GPtrArray *
gx_customers_rows (GxConnection *book, const GxId *ids, guint n_ids, const char *currency, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GxStatement) query = NULL;
  g_autofree char *json = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  rows = g_ptr_array_new_full (n_ids, (GDestroyNotify) gx_customer_row_free);
  for (guint i = 0; i < n_ids; i++)
    g_ptr_array_add (rows, make_missing_row (ids[i]));
  if (n_ids == 0)
    return g_steal_pointer (&rows);

  json = ids_to_json (ids, n_ids);
  if (currency == NULL)
    currency = gx_connection_get_currency (book);

  query = gx_connection_query (book, "@customers/read-rows", "tt", json, currency);
  while (gx_statement_next (query))
    if (!gx_statement_is_null (query, 1))
      read_row (query, g_ptr_array_index (rows, gx_statement_int (query, 0)));
  return gx_statement_finish (query, error) ? g_steal_pointer (&rows) : NULL;
}

/* The ids of the rows, as a JSON array. */
static char *
row_ids_to_json (GPtrArray *rows)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GxId));

  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (ids, ((GxCustomerRow *) rows->pdata[i])->id);
  return ids_to_json ((const GxId *) (void *) ids->data, ids->len);
}

gboolean
gx_customers_rows_read_ways (GxConnection *book, GPtrArray *rows, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);
  g_return_val_if_fail (rows != NULL, FALSE);

  g_autofree char *json = row_ids_to_json (rows);
  g_autoptr (GxStatement) query = gx_connection_query (book, "@customers/read-ways", "t", json);
  while (gx_statement_next (query))
    {
      GxCustomerRow *row = g_ptr_array_index (rows, gx_statement_int (query, 0));
      char **way = g_str_equal (gx_statement_text (query, 1), "phone") ? &row->phone : &row->mail;

      if (*way == NULL)
        *way = gx_statement_dup_text (query, 2);
    }
  return gx_statement_finish (query, error);
}

gboolean
gx_customers_rows_read_added (GxConnection *book, GPtrArray *rows, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), FALSE);
  g_return_val_if_fail (rows != NULL, FALSE);

  g_autofree char *json = row_ids_to_json (rows);
  g_autoptr (GxStatement) query = gx_connection_query (book, "@customers/read-added", "t", json);
  while (gx_statement_next (query))
    {
      GxCustomerRow *row = g_ptr_array_index (rows, gx_statement_int (query, 0));
      gint64 at = gx_statement_int64 (query, 1) / 1000;

      row->added_day = gx_day_of_instant (at, gx_clock_offset_min (at));
    }
  return gx_statement_finish (query, error);
}
