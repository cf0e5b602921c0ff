/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-catalogue.h"

#include <string.h>

#include "base/gx-text.h"
#include "criteria/gx-criteria-private.h"
#include "store/gx-self.h"

/* Helpers */

static GxSuggestion *
make_suggestion (const GxCriteriaField *field, const char *value, gint64 uses)
{
  GxSuggestion *self = g_new0 (GxSuggestion, 1);

  self->value = g_strdup (value);
  self->label = gx_criteria_field_say_value (field, value);
  self->uses = uses;
  return self;
}

/* How well @typed, folded, fits a word: 0 it begins with it, 1 it is in it or in how it sounds, 2 not at
   all. */
static int
rate (const char *word, const char *folded)
{
  g_autofree char *text = gx_search_text (word, FALSE);

  return g_str_has_prefix (text, folded) ? 0 : strstr (text, folded) != NULL ? 1 : 2;
}

static int
compare_uses (gconstpointer a, gconstpointer b)
{
  const GxSuggestion *x = *(GxSuggestion * const *) a, *y = *(GxSuggestion * const *) b;

  return x->uses != y->uses ? (x->uses < y->uses ? 1 : -1) : strcmp (x->label, y->label);
}

/* What begins with the typed, and what else has it in it. */
typedef struct {
  const GxCriteriaField *field;
  const char *folded;
  GPtrArray *found[2];
} Harvest;

static void
consider (Harvest *harvest, const char *value, gint64 uses)
{
  g_autoptr (GxSuggestion) suggestion = make_suggestion (harvest->field, value, uses);
  int rating = *value != '\0' ? rate (suggestion->label, harvest->folded) : 2;

  if (rating < 2)
    g_ptr_array_add (harvest->found[rating], g_steal_pointer (&suggestion));
}

static gboolean
consider_rows (Harvest *harvest, GxConnection *book, GError **error)
{
  g_autoptr (GxStatement) query = gx_connection_query (book, harvest->field->suggest, NULL);

  while (gx_statement_next (query))
    {
      g_autofree char *value = gx_statement_dup_text (query, 0);

      consider (harvest, value, gx_statement_int64 (query, 1));
    }
  g_ptr_array_sort (harvest->found[0], compare_uses);
  g_ptr_array_sort (harvest->found[1], compare_uses);
  return gx_statement_finish (query, error);
}

/* Public */

void
gx_suggestion_free (GxSuggestion *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->value);
  g_free (self->label);
  g_free (self);
}

GPtrArray *
gx_criteria_suggest (GxConnection *book, const GxCriteriaField *field, const char *typed, guint limit,
                     GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_suggestion_free);
  g_autoptr (GPtrArray) inside = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_suggestion_free);
  g_autofree char *folded = NULL;
  Harvest harvest = { field, NULL, { found, inside } };

  g_return_val_if_fail (GX_IS_CONNECTION (book) && field != NULL && typed != NULL, NULL);

  folded = gx_fold (typed);
  harvest.folded = folded;
  for (guint i = 0; field->choices != NULL && field->choices[i] != NULL; i++)
    consider (&harvest, field->choices[i], 0);
  if (g_strcmp0 (field->names, "member") == 0)
    consider (&harvest, GX_SELF_WORD, G_MAXINT64);
  if (field->suggest != NULL && !consider_rows (&harvest, book, error))
    return NULL;

  g_ptr_array_extend_and_steal (found, g_steal_pointer (&inside));
  g_ptr_array_set_size (found, (int) MIN (found->len, limit));
  return g_steal_pointer (&found);
}
