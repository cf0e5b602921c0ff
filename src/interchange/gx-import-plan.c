/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-text.h"
#include "interchange/gx-book-file.h"
#include "interchange/gx-import-private.h"
#include "quality/gx-crowd.h"

static const char * const on_match_names[] = { "fill", "skip", "overwrite", "add" };

gboolean
gx_on_match_parse (const char *name, GxOnMatch *on_match)
{
  for (guint i = 0; i < G_N_ELEMENTS (on_match_names); i++)
    if (strcmp (name, on_match_names[i]) == 0)
      {
        *on_match = i;
        return TRUE;
      }
  return FALSE;
}

const char *
gx_on_match_name (GxOnMatch on_match)
{
  g_return_val_if_fail (on_match < G_N_ELEMENTS (on_match_names), on_match_names[0]);
  return on_match_names[on_match];
}

static const char * const amount_of_names[] = { "auto", "line", "order" };

gboolean
gx_amount_of_parse (const char *name, GxAmountOf *amount_of)
{
  for (guint i = GX_AMOUNT_OF_LINE; i < G_N_ELEMENTS (amount_of_names); i++)
    if (strcmp (name, amount_of_names[i]) == 0)
      {
        *amount_of = i;
        return TRUE;
      }
  return FALSE;
}

const char *
_gx_amount_of_name (GxAmountOf amount_of)
{
  return amount_of_names[amount_of];
}

GxImportPlan *
gx_import_plan_new (const char *path)
{
  GxImportPlan *self = g_new0 (GxImportPlan, 1);

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->keys = g_array_new (FALSE, FALSE, sizeof (GxColumn));
  self->columns = g_array_new (FALSE, TRUE, sizeof (GxColumn));
  self->customs = g_ptr_array_new_with_free_func (g_free);
  self->book_fields = g_ptr_array_new ();
  self->guesses = g_array_new (FALSE, TRUE, sizeof (GxColumnGuess));
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sheets = g_ptr_array_new_with_free_func (g_free);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->samples = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->open_days = _gx_import_examples_new ();
  self->decisions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->join_limit = GX_CROWD_JOIN;
  self->ask_limit = GX_CROWD_ASK;
  return self;
}

GxImportPlan *
gx_import_plan_new_text (const char *text)
{
  GxImportPlan *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = gx_import_plan_new (_("Pasted table"));
  self->text = g_strdup (text);
  return self;
}

void
gx_import_plan_free (GxImportPlan *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->table);
  g_array_unref (self->keys);
  g_array_unref (self->columns);
  g_ptr_array_unref (self->customs);
  g_ptr_array_unref (self->book_fields);
  g_array_unref (self->guesses);
  g_hash_table_unref (self->values);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->headers);
  g_ptr_array_unref (self->samples);
  g_ptr_array_unref (self->open_days);
  g_hash_table_unref (self->decisions);
  g_free (self->open_order);
  g_free (self->path);
  g_free (self->text);
  g_free (self->encoding);
  g_free (self->sheet);
  g_free (self->currency);
  g_free (self->mapping);
  g_free (self->rejects_path);
  g_free (self);
}

static gboolean
add_word (GxImportPlan *self, const char *word, GError **error)
{
  gboolean is_custom = g_str_has_prefix (word, GX_CUSTOM_WORD)
    && gx_column_is_of (GX_COLUMN_CUSTOM, self->kind);
  gboolean is_left_out = strcmp (word, "-") == 0 || *word == 0;
  GxColumn field = is_left_out ? GX_COLUMN_SKIP : is_custom ? GX_COLUMN_CUSTOM
                                                            : gx_column_find (word, self->kind);

  gx_import_plan_set_column (self, self->columns->len, field,
                             is_custom ? word + strlen (GX_CUSTOM_WORD) : NULL);
  if (field != GX_COLUMN_SKIP || is_left_out)
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
               /* Translators: %s is a word that a person gave for what a column means. */
               _("“%s” is no field that a column could be. A column that is to be left out is “-”."), word);
  return FALSE;
}

/* Several columns may be phones, but only one the day, and only one each of the book's own fields. */
static gboolean
check_repeats (const GxImportPlan *self, GError **error)
{
  g_autoptr (GHashTable) customs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean has[GX_N_COLUMNS] = { FALSE };

  for (guint i = 0; i < self->columns->len; i++)
    {
      GxColumn field = g_array_index (self->columns, GxColumn, i);
      const char *custom = gx_import_plan_get_custom (self, i), *type = NULL;
      g_autofree char *name = custom != NULL ? gx_import_custom_split (custom, &type) : NULL;

      if ((has[field] && !gx_column_may_repeat (field))
          || (name != NULL && !g_hash_table_add (customs, gx_fold (name))))
        {
          /* Translators: %s is the name of a field, such as “Quantity”. */
          g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("Two columns are said to be “%s”."),
                       name != NULL ? name : gx_column_label (field));
          return FALSE;
        }
      has[field] = TRUE;
    }
  return TRUE;
}

gboolean
_gx_import_plan_take_words (GxImportPlan *self, const char * const *words, GError **error)
{
  g_array_set_size (self->columns, 0);
  for (guint i = 0; words[i] != NULL; i++)
    if (!add_word (self, words[i], error))
      return FALSE;
  self->has_columns = TRUE;
  return check_repeats (self, error);
}

gboolean
gx_import_plan_set_columns (GxImportPlan *self, const char *words, GError **error)
{
  g_auto (GStrv) list = g_strsplit (words, ",", -1);

  for (guint i = 0; list[i] != NULL; i++)
    g_strstrip (list[i]);
  return _gx_import_plan_take_words (self, (const char * const *) list, error);
}

gboolean
gx_import_plan_set_keys (GxImportPlan *self, const char * const *words, GError **error)
{
  g_array_set_size (self->keys, 0);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) list = g_strsplit (words[i], ",", -1);

      for (guint j = 0; list[j] != NULL; j++)
        {
          GxColumn field = gx_column_find (g_strstrip (list[j]), GX_IMPORT_CUSTOMERS);

          if (field != GX_COLUMN_CUSTOMER_ID && field != GX_COLUMN_NUMBER && field != GX_COLUMN_NAME
              && field != GX_COLUMN_COMPANY
              && field != GX_COLUMN_PHONE && field != GX_COLUMN_MAIL && field != GX_COLUMN_WECHAT)
            {
              g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
                           /* Translators: %s is a word that a person gave; the words in the list stay as they are.
                            * */
                           _("Customers cannot be matched by “%s”; use customer_id, number, name, company, "
                             "phone, mail or wechat."), list[j]);
              return FALSE;
            }
          g_array_append_val (self->keys, field);
        }
    }
  return TRUE;
}

/* A row's decision stands behind its number: one block holds both. */
typedef struct {
  gint64 row;
  GxImportDecision decision;
  gint64 target;
} Decided;

void
gx_import_plan_decide (GxImportPlan *self, gint64 row, GxImportDecision decision, gint64 target)
{
  Decided *decided;

  g_return_if_fail (self != NULL);

  if (decision == GX_DECISION_NONE)
    {
      g_hash_table_remove (self->decisions, &row);
      return;
    }
  decided = g_new (Decided, 1);
  *decided = (Decided) { row, decision, target };
  g_hash_table_replace (self->decisions, decided, decided);
}

GxImportDecision
gx_import_plan_get_decision (const GxImportPlan *self, gint64 row, gint64 *target)
{
  const Decided *decided = g_hash_table_lookup (self->decisions, &row);

  *target = decided != NULL ? decided->target : 0;
  return decided != NULL ? decided->decision : GX_DECISION_NONE;
}

static gboolean
says_who (const gboolean has[GX_N_COLUMNS])
{
  return has[GX_COLUMN_CUSTOMER_ID] || has[GX_COLUMN_NUMBER] || has[GX_COLUMN_NAME]
    || has[GX_COLUMN_COMPANY] || has[GX_COLUMN_FAMILY_NAME] || has[GX_COLUMN_GIVEN_NAME]
    || has[GX_COLUMN_PHONE] || has[GX_COLUMN_MAIL] || has[GX_COLUMN_WECHAT] || has[GX_COLUMN_QQ];
}

GxColumn
gx_import_plan_missing (const GxImportPlan *self)
{
  gboolean has[GX_N_COLUMNS] = { FALSE };
  gboolean has_day;

  for (guint i = 0; i < self->columns->len; i++)
    has[g_array_index (self->columns, GxColumn, i)] = TRUE;
  has_day = has[GX_COLUMN_DAY] || has[GX_COLUMN_TIME];
  switch (self->kind)
    {
    case GX_IMPORT_BOOK:
      return GX_COLUMN_SKIP;
    case GX_IMPORT_PURCHASES:
      if (!has_day)
        return GX_COLUMN_DAY;
      return has[GX_COLUMN_AMOUNT] || has[GX_COLUMN_UNIT_PRICE] ? GX_COLUMN_SKIP : GX_COLUMN_AMOUNT;
    case GX_IMPORT_EVENTS:
      if (!has_day)
        return GX_COLUMN_DAY;
      return says_who (has) ? GX_COLUMN_SKIP : GX_COLUMN_CUSTOMER_ID;
    case GX_IMPORT_PRODUCTS:
      return has[GX_COLUMN_PRODUCT] || has[GX_COLUMN_PRODUCT_CODE] ? GX_COLUMN_SKIP : GX_COLUMN_PRODUCT;
    case GX_IMPORT_CUSTOMERS:
      return says_who (has) ? GX_COLUMN_SKIP : GX_COLUMN_NAME;
    case GX_IMPORT_AUTO:
    default:
      return GX_COLUMN_NAME; /* nothing is known of the columns */
    }
}

gboolean
_gx_import_plan_start (GxImportPlan *plan, GError **error)
{
  GxRow row;

  if (!gx_table_start (plan->table, plan->sheet_index, error))
    return FALSE;
  while (plan->header_row > 0)
    {
      g_autoptr (GError) local_error = NULL;

      if (!gx_table_next (plan->table, &row, &local_error))
        {
          if (local_error == NULL)
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (row.number >= plan->header_row)
        break;
    }
  return TRUE;
}
