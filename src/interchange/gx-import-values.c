/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-phrase.h"
#include "customers/gx-customer-field.h"
#include "interchange/gx-import-private.h"

#define MOST_DIFFERENT 100000 /* texts that are counted */

static void
free_value (gpointer data)
{
  GxImportValue *value = data;

  g_free (value->text);
  g_free (value->becomes);
  g_free (value);
}

static gboolean
count_texts (GxImportPlan *self, guint column, GHashTable *counts, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GxRow row;

  if (!_gx_import_plan_start (self, error))
    return FALSE;
  while (gx_table_next (self->table, &row, &local_error))
    {
      g_autofree char *text = g_strstrip (g_strdup (gx_row_text (&row, column)));
      gint64 *count = g_hash_table_lookup (counts, text);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (*text == 0 || (count == NULL && g_hash_table_size (counts) >= MOST_DIFFERENT))
        continue;
      if (count == NULL)
        {
          count = g_new0 (gint64, 1);
          g_hash_table_insert (counts, g_steal_pointer (&text), count);
        }
      (*count)++;
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* (transfer full) (nullable): as the import takes it. */
static char *
read_value (const GxImportPlan *self, GxColumn field, const char *text)
{
  const char *said = gx_import_plan_get_value (self, field, text);
  const GxCustomerField *choice = gx_customer_field_get (gx_column_key (field));
  g_autofree char *stored = NULL;
  const char *key, *domain = gx_column_domain (field);

  text = said != NULL ? said : text;
  if (*text == 0 || domain == NULL)
    return g_strdup (text);
  key = _gx_import_choice (field, text);
  if (key == NULL && choice != NULL && gx_customer_field_check (choice, text, &stored, NULL))
    key = stored;
  return key != NULL ? g_strdup (gx_phrase (domain, key)) : NULL;
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const GxImportValue *left = *(GxImportValue * const *) a, *right = *(GxImportValue * const *) b;

  if (left->count != right->count)
    return left->count < right->count ? 1 : -1;
  return strcmp (left->text, right->text);
}

GPtrArray *
gx_import_plan_list_values (GxImportPlan *self, guint column, guint most, GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (free_value);
  GHashTableIter iter;
  gpointer text, count;
  GxColumn field;

  g_return_val_if_fail (self != NULL && column < self->columns->len, NULL);

  if ((self->table == NULL && !gx_import_plan_look (self, error))
      || !count_texts (self, column, counts, cancellable, error))
    return NULL;
  field = g_array_index (self->columns, GxColumn, column);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &text, &count))
    {
      GxImportValue *value = g_new (GxImportValue, 1);

      *value = (GxImportValue) { g_strdup (text), *(gint64 *) count, read_value (self, field, text) };
      g_ptr_array_add (values, value);
    }
  g_ptr_array_sort (values, compare_values);
  if (values->len > most)
    g_ptr_array_set_size (values, (int) most);
  return g_steal_pointer (&values);
}
