/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-phrase.h"
#include "base/gx-text.h"
#include "criteria/gx-criteria-catalogue.h"
#include "search/gx-facets-private.h"
#include "store/gx-self.h"
#include "store/gx-statement.h"

/* The columns that facets count by: from the arena, or as of a day from whoever registered one; and the
   values that a code stands for: a city, or all tags of a set. */

static const int columns[GX_N_FACETS] = {
  [GX_FACET_LIFECYCLE] = -1, [GX_FACET_TIER] = -1, [GX_FACET_CITY] = GX_COLUMN_CITY,
  [GX_FACET_OWNER] = GX_COLUMN_OWNER, [GX_FACET_TAG] = GX_COLUMN_TAGS, [GX_FACET_SOURCE] = GX_COLUMN_SOURCE,
};

void
_gx_facet_value_free (gpointer data)
{
  GxFacetValue *value = data;

  g_free (value->value);
  g_free (value->label);
  g_free (value);
}

/* -- Columns as of a day -- */

static GxFacetColumnFunc column_funcs[GX_N_FACETS];

typedef struct {
  GxFacetColumn column;
  guint8 *codes;           /* by place, of packed ones */
  guint32 counts[256];     /* by code, of all of them */
} Judged;

static void
free_judged (gpointer data)
{
  Judged *judged = data;

  judged->column.free_keeper (judged->column.keeper);
  g_free (judged->codes);
  g_free (judged);
}

GHashTable *
_gx_facets_new_judged (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, free_judged);
}

void
gx_facets_register_column (const char *field, GxFacetColumnFunc func)
{
  for (guint i = 0; i < GX_N_FACETS; i++)
    if (g_str_equal (_gx_facet_fields[i], field))
      column_funcs[i] = func;
}

static guint8
find_code (const GxFacetColumn *column, GxId id)
{
  guint low = 0, high = column->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (column->ids[middle] < id)
        low = middle + 1;
      else
        high = middle;
    }
  return low < column->n && column->ids[low] == id ? column->codes[low] + column->more : 0;
}

/* Both are by id: side by side. */
static Judged *
judge_places (GxFacetCounting *self, const GxFacetColumn *column)
{
  const GxArenaPack *pack = &self->arena->pack;
  Judged *judged = g_new0 (Judged, 1);
  guint at = 0;

  judged->column = *column;
  judged->codes = g_new0 (guint8, self->n + 1);
  for (guint i = 0; i < pack->n; i++)
    {
      guint place = pack->by_id[i];

      while (at < column->n && column->ids[at] < pack->ids[place])
        at++;
      if (at < column->n && column->ids[at] == pack->ids[place])
        judged->codes[place] = column->codes[at] + column->more;
    }
  for (guint place = 0; place < pack->n; place++)
    judged->counts[judged->codes[place]]++;
  return judged;
}

static const Judged *
get_judged (GxFacetCounting *self, guint index, const GxCriteriaContext *context, GError **error)
{
  Judged *judged = g_hash_table_lookup (self->arena->judged, GUINT_TO_POINTER (index));
  GxFacetColumn column = { 0 };

  if (!column_funcs[index] (self->book, context, &column, error))
    return NULL;
  if (judged != NULL && judged->column.keeper == column.keeper)
    {
      column.free_keeper (column.keeper);
      return judged;
    }
  judged = judge_places (self, &column);
  g_hash_table_insert (self->arena->judged, GUINT_TO_POINTER (index), judged);
  return judged;
}

/* -- Values, and the codes that stand for them -- */

static guint
ensure_value (GxFacetTable *facet, const char *text, const char *label)
{
  char *folded = gx_fold (text);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (facet->by_text, folded));

  if (index == 0)
    {
      GxFacetValue *value = g_new0 (GxFacetValue, 1);

      value->value = g_strdup (text);
      value->label = g_strdup (label);
      g_ptr_array_add (facet->values, value);
      index = facet->values->len;
      g_hash_table_insert (facet->by_text, folded, GUINT_TO_POINTER (index));
    }
  else
    g_free (folded);
  return index - 1;
}

static void
begin_code (GxFacetTable *facet)
{
  guint32 start = facet->value_indexes->len;

  g_array_append_val (facet->starts, start);
  facet->n_codes++;
}

static void
add_to_code (GxFacetTable *facet, guint index)
{
  guint from = g_array_index (facet->starts, guint32, facet->n_codes - 1);
  guint32 value = index;

  for (guint i = from; i < facet->value_indexes->len; i++)
    if (g_array_index (facet->value_indexes, guint32, i) == value)
      return;
  g_array_append_val (facet->value_indexes, value);
}

static void
list_choices (GxFacetTable *facet, const GxCriteriaField *field)
{
  begin_code (facet);
  for (guint i = 0; field->choices[i] != NULL; i++)
    {
      const char *choice = field->choices[i];

      begin_code (facet);
      add_to_code (facet, ensure_value (facet, choice, gx_phrase (field->phrases, choice)));
    }
}

static void
list_texts (GxFacetTable *facet, GxDictionary *dictionary)
{
  begin_code (facet);
  for (guint32 code = 1; code < gx_dictionary_size (dictionary); code++)
    {
      const char *label = gx_dictionary_label (dictionary, code);

      begin_code (facet);
      add_to_code (facet, ensure_value (facet, label, label));
    }
}

/* id → index of its name's value and one more */
static GHashTable *
read_names (GxFacetTable *facet, GxConnection *book, const char *table, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char *sql = g_strdup_printf ("select id, name from %s where name is not null", table);
  g_autoptr (GxStatement) query = gx_connection_query (book, sql, NULL);

  while (gx_statement_next (query))
    {
      gint64 id = gx_statement_int64 (query, 0);
      const char *name = gx_statement_text (query, 1);

      guint index = ensure_value (facet, name, name) + 1;

      g_hash_table_insert (names, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (index));
    }
  return gx_statement_finish (query, error) ? g_steal_pointer (&names) : NULL;
}

static gboolean
list_words (GxFacetTable *facet, GxDictionary *dictionary, GxConnection *book, const char *table,
            GError **error)
{
  g_autoptr (GHashTable) names = read_names (facet, book, table, error);

  if (names == NULL)
    return FALSE;
  begin_code (facet);
  for (guint32 code = 1; code < gx_dictionary_size (dictionary); code++)
    {
      gsize length;
      const GxId *ids = gx_dictionary_key (dictionary, code, &length);

      begin_code (facet);
      for (guint i = 0; i < length / sizeof *ids; i++)
        {
          guint index = GPOINTER_TO_UINT (g_hash_table_lookup (names, &ids[i]));

          if (index != 0)
            add_to_code (facet, index - 1);
        }
    }
  return TRUE;
}

/* Once: the packed ones stay as they are. */
static const guint32 *
count_packed (GxArena *arena, GxColumn column)
{
  const GxCodes *codes = &arena->pack.columns[column];

  if (arena->counts[column] == NULL)
    {
      arena->n_counted[column] = gx_dictionary_size (arena->dictionaries[column]);
      arena->counts[column] = g_new0 (guint32, arena->n_counted[column]);
      for (guint place = 0; place < arena->pack.n; place++)
        arena->counts[column][_gx_code_at (codes->codes, codes->width, place)]++;
    }
  return arena->counts[column];
}

static void
take_column (GxFacetCounting *self, GxFacetTable *facet, GxColumn column)
{
  facet->packed = self->arena->pack.columns[column];
  facet->counts = count_packed (self->arena, column);
  facet->n_counts = self->arena->n_counted[column];
  for (guint i = 0; i < self->n_late; i++)
    facet->late[i] = ((const GxArenaLate *) g_ptr_array_index (self->arena->late, i))->codes[column];
}

static void
take_judged (GxFacetCounting *self, GxFacetTable *facet, const Judged *judged)
{
  facet->packed = (GxCodes) { judged->codes, sizeof *judged->codes };
  facet->counts = judged->counts;
  facet->n_counts = G_N_ELEMENTS (judged->counts);
  for (guint i = 0; i < self->n_late; i++)
    facet->late[i] = find_code (&judged->column, gx_arena_id (self->arena, self->n + i));
}

/* What it is called beside the list, as long as nobody of that name is there. */
static guint
find_chosen_value (GxFacetTable *facet, GxConnection *book, const GxCriteriaField *field, const char *text)
{
  g_autofree char *label = gx_criteria_field_say_value (field, text);
  g_autofree char *name = NULL;

  if (g_strcmp0 (field->names, "member") == 0 && gx_self_is_meant (text))
    name = gx_connection_get_text (book, NULL, "select name from member where id = ?", "i",
                                   gx_self_get_id ());
  return ensure_value (facet, name != NULL ? name : text, label);
}

/* A value is called as the condition calls it, so that it can be taken out of it again. */
static void
mark_chosen (GxFacetTable *facet, GxConnection *book, const GxCriteriaField *field,
             const GxFacetChoice *choice)
{
  for (guint i = 0; choice->texts != NULL && i < choice->texts->len; i++)
    {
      const char *text = g_ptr_array_index (choice->texts, i);
      GxFacetValue *value = g_ptr_array_index (facet->values, find_chosen_value (facet, book, field, text));

      value->is_chosen = TRUE;
      if (gx_self_is_meant (text))
        {
          g_free (value->value);
          value->value = g_strdup (text);
        }
    }
}

gboolean
_gx_facet_table_prepare (GxFacetCounting *self, guint index, const GxCriteriaContext *context, GError **error)
{
  const GxCriteriaField *field = gx_criteria_find_field (NULL, _gx_facet_fields[index]);
  GxFacetTable *facet = &self->facets[index];
  int column = columns[index];

  facet->late = g_new0 (guint32, self->n_late + 1);
  facet->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  facet->value_indexes = g_array_new (FALSE, FALSE, sizeof (guint32));
  facet->values = g_ptr_array_new_with_free_func (_gx_facet_value_free);
  facet->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (column < 0)
    {
      const Judged *judged = get_judged (self, index, context, error);

      if (judged == NULL)
        return FALSE;
      take_judged (self, facet, judged);
      list_choices (facet, field);
    }
  else
    {
      take_column (self, facet, column);
      if (column == GX_COLUMN_CITY)
        list_texts (facet, self->arena->dictionaries[column]);
      else if (!list_words (facet, self->arena->dictionaries[column], self->book, field->names, error))
        return FALSE;
    }
  begin_code (facet);
  facet->n_codes--; /* that was only the end */
  mark_chosen (facet, self->book, field, &self->choices.choices[index]);
  return TRUE;
}

void
_gx_facet_table_clear (GxFacetTable *facet)
{
  g_free (facet->late);
  g_clear_pointer (&facet->starts, g_array_unref);
  g_clear_pointer (&facet->value_indexes, g_array_unref);
  g_clear_pointer (&facet->values, g_ptr_array_unref);
  g_clear_pointer (&facet->by_text, g_hash_table_unref);
}
