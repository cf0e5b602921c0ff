/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "base/gx-phrase.h"
#include "base/gx-text.h"
#include "search/gx-arena-private.h"
#include "search/gx-facets-private.h"
#include "store/gx-statement.h"

/*
 * A facet is a column of codes, and which values a code stands for: a city, or all tags of a set. First each
 * column with a choice says who fails it, a bit for each facet; then each column counts the codes of those
 * that fail no other.
 */

#define OUT 0x80 /* not of the base, does not fit the rest, or is gone */
G_STATIC_ASSERT (GX_N_FACETS < 8);

typedef struct {
  const void *packed;      /* by place: guint8 or guint32 */
  gboolean is_narrow;
  guint32 *late;           /* of those after the packed ones */
  guint n_codes;
  GArray *starts;          /* of guint32, by code, and one more: where in value_indexes its values are */
  GArray *value_indexes;   /* of guint32; a code without any is none */
  GPtrArray *values;       /* of GxFacetValue */
  GHashTable *by_text;     /* folded → index and one more */
} Facet;

typedef struct {
  GxConnection *book;
  GxArena *arena;
  GxFacetChoices choices;
  guint n, n_late;
  guint8 *failed;          /* by place */
  Facet facets[GX_N_FACETS];
} Counting;

static const int columns[GX_N_FACETS] = {
  [GX_FACET_LIFECYCLE] = -1, [GX_FACET_TIER] = -1, [GX_FACET_CITY] = GX_COLUMN_CITY,
  [GX_FACET_OWNER] = GX_COLUMN_OWNER, [GX_FACET_TAG] = GX_COLUMN_TAGS, [GX_FACET_SOURCE] = GX_COLUMN_SOURCE,
};

static void
free_value (gpointer data)
{
  GxFacetValue *value = data;

  g_free (value->value);
  g_free (value->label);
  g_free (value);
}

static void
free_facet (gpointer data)
{
  GxFacet *facet = data;

  g_ptr_array_unref (facet->values);
  g_free (facet);
}

void
gx_facets_free (GxFacets *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->ids, gx_id_list_unref);
  g_clear_pointer (&self->facets, g_ptr_array_unref);
  g_free (self);
}

/* -- Columns as of a day -- */

static GxFacetColumnFunc column_funcs[GX_N_FACETS];

typedef struct {
  gpointer keeper;
  GDestroyNotify free_keeper;
  guint8 *codes;           /* by place, late ones too */
  guint n_places;
} Judged;

static void
free_judged (gpointer data)
{
  Judged *judged = data;

  judged->free_keeper (judged->keeper);
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
judge_places (Counting *self, const GxFacetColumn *column)
{
  const GxArenaPack *pack = &self->arena->pack;
  Judged *judged = g_new0 (Judged, 1);
  guint at = 0;

  judged->keeper = column->keeper;
  judged->free_keeper = column->free_keeper;
  judged->n_places = self->n + self->n_late;
  judged->codes = g_new0 (guint8, judged->n_places + 1);
  for (guint i = 0; i < pack->n; i++)
    {
      guint place = pack->by_id[i];

      while (at < column->n && column->ids[at] < pack->ids[place])
        at++;
      if (at < column->n && column->ids[at] == pack->ids[place])
        judged->codes[place] = column->codes[at] + column->more;
    }
  for (guint i = 0; i < self->n_late; i++)
    judged->codes[self->n + i] = find_code (column, gx_arena_id (self->arena, self->n + i));
  return judged;
}

static const Judged *
get_judged (Counting *self, guint index, const GxCriteriaContext *context, GError **error)
{
  Judged *judged = g_hash_table_lookup (self->arena->judged, GUINT_TO_POINTER (index));
  GxFacetColumn column = { 0 };

  if (!column_funcs[index] (self->book, context, &column, error))
    return NULL;
  if (judged != NULL && judged->keeper == column.keeper && judged->n_places == self->n + self->n_late)
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
ensure_value (Facet *facet, const char *text, const char *label)
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
begin_code (Facet *facet)
{
  guint32 start = facet->value_indexes->len;

  g_array_append_val (facet->starts, start);
  facet->n_codes++;
}

static void
add_to_code (Facet *facet, guint index)
{
  guint from = g_array_index (facet->starts, guint32, facet->n_codes - 1);
  guint32 value = index;

  for (guint i = from; i < facet->value_indexes->len; i++)
    if (g_array_index (facet->value_indexes, guint32, i) == value)
      return;
  g_array_append_val (facet->value_indexes, value);
}

static void
list_choices (Facet *facet, const GxCriteriaField *field)
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
list_texts (Facet *facet, GxDictionary *dictionary)
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
read_names (Facet *facet, GxConnection *book, const char *table, GError **error)
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
list_words (Facet *facet, GxDictionary *dictionary, GxConnection *book, const char *table, GError **error)
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

static void
take_column (Counting *self, Facet *facet, GxColumn column)
{
  facet->packed = self->arena->pack.columns[column];
  for (guint i = 0; i < self->n_late; i++)
    facet->late[i] = ((const GxArenaLate *) g_ptr_array_index (self->arena->late, i))->codes[column];
}

static void
take_judged (Counting *self, Facet *facet, const Judged *judged)
{
  facet->packed = judged->codes;
  facet->is_narrow = TRUE;
  for (guint i = 0; i < self->n_late; i++)
    facet->late[i] = judged->codes[self->n + i];
}

static void
mark_chosen (Facet *facet, const GxFacetChoice *choice)
{
  for (guint i = 0; choice->texts != NULL && i < choice->texts->len; i++)
    {
      const char *text = g_ptr_array_index (choice->texts, i);
      GxFacetValue *value = g_ptr_array_index (facet->values, ensure_value (facet, text, text));

      value->is_chosen = TRUE;
    }
}

static gboolean
prepare_facet (Counting *self, guint index, const GxCriteriaContext *context, GError **error)
{
  const GxCriteriaField *field = gx_criteria_find_field (NULL, _gx_facet_fields[index]);
  Facet *facet = &self->facets[index];
  int column = columns[index];

  facet->late = g_new0 (guint32, self->n_late + 1);
  facet->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  facet->value_indexes = g_array_new (FALSE, FALSE, sizeof (guint32));
  facet->values = g_ptr_array_new_with_free_func (free_value);
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
  mark_chosen (facet, &self->choices.choices[index]);
  return TRUE;
}

static void
clear_facet (Facet *facet)
{
  g_free (facet->late);
  g_clear_pointer (&facet->starts, g_array_unref);
  g_clear_pointer (&facet->value_indexes, g_array_unref);
  g_clear_pointer (&facet->values, g_ptr_array_unref);
  g_clear_pointer (&facet->by_text, g_hash_table_unref);
}

/* -- Passes over a column -- */

static inline guint32
code_at (const Facet *facet, guint place, gboolean is_narrow)
{
  return is_narrow ? ((const guint8 *) facet->packed)[place] : ((const guint32 *) facet->packed)[place];
}

static inline void
fail_packed (const Facet *facet, const guint8 *misses, guint8 *failed, guint n, gboolean is_narrow)
{
  for (guint place = 0; place < n; place++)
    failed[place] |= misses[code_at (facet, place, is_narrow)];
}

/* What a code stands for: get_value() of these. */
static void
find_values (const Facet *facet, guint code, guint *from, guint *to)
{
  *from = g_array_index (facet->starts, guint32, code);
  *to = g_array_index (facet->starts, guint32, code + 1);
}

static GxFacetValue *
get_value (const Facet *facet, guint at)
{
  return g_ptr_array_index (facet->values, g_array_index (facet->value_indexes, guint32, at));
}

static gboolean
is_code_chosen (const Facet *facet, guint code, const GxFacetChoice *choice)
{
  guint from, to;

  find_values (facet, code, &from, &to);
  for (guint i = from; i < to; i++)
    if (get_value (facet, i)->is_chosen)
      return TRUE;
  return from == to && choice->none;
}

static void
fail (Counting *self, guint index)
{
  const Facet *facet = &self->facets[index];
  const GxFacetChoice *choice = &self->choices.choices[index];
  g_autofree guint8 *misses = NULL;

  if (choice->texts == NULL)
    return;
  misses = g_new0 (guint8, facet->n_codes);
  for (guint code = 0; code < facet->n_codes; code++)
    misses[code] = is_code_chosen (facet, code, choice) ? 0 : (guint8) (1 << index);
  if (facet->is_narrow)
    fail_packed (facet, misses, self->failed, self->n, TRUE);
  else
    fail_packed (facet, misses, self->failed, self->n, FALSE);
  for (guint i = 0; i < self->n_late; i++)
    self->failed[self->n + i] |= misses[facet->late[i]];
}

/* Two sums for each code: a processor waits where it has just written. */
static inline void
count_packed (const Facet *facet, const guint8 *failed, guint8 others, guint n, guint32 *counts,
              gboolean is_narrow)
{
  guint32 *even = counts, *odd = counts + facet->n_codes;
  guint place = 0;

  for (; place + 1 < n; place += 2)
    {
      even[code_at (facet, place, is_narrow)] += (failed[place] & others) == 0;
      odd[code_at (facet, place + 1, is_narrow)] += (failed[place + 1] & others) == 0;
    }
  if (place < n)
    even[code_at (facet, place, is_narrow)] += (failed[place] & others) == 0;
}

/* Returns how many have none. */
static guint
count (Counting *self, guint index)
{
  const Facet *facet = &self->facets[index];
  guint8 others = (guint8) ~(1 << index);
  g_autofree guint32 *counts = g_new0 (guint32, 2 * (gsize) facet->n_codes);
  guint n_none = 0;

  if (facet->is_narrow)
    count_packed (facet, self->failed, others, self->n, counts, TRUE);
  else
    count_packed (facet, self->failed, others, self->n, counts, FALSE);
  for (guint i = 0; i < self->n_late; i++)
    counts[facet->late[i]] += (self->failed[self->n + i] & others) == 0;
  for (guint code = 0; code < facet->n_codes; code++)
    {
      guint sum = counts[code] + counts[facet->n_codes + code], from, to;

      find_values (facet, code, &from, &to);
      for (guint i = from; i < to; i++)
        get_value (facet, i)->count += sum;
      n_none += from == to ? sum : 0;
    }
  return n_none;
}

/* -- Who is looked at, and who fits -- */

static void
fail_those_gone (Counting *self)
{
  const GxArena *arena = self->arena;

  for (guint at = 0; at <= self->n / 8; at++)
    for (guint bits = arena->gone[at]; bits != 0; bits &= bits - 1)
      self->failed[at * 8 + (guint) g_bit_nth_lsf (bits, -1)] |= OUT;
  for (guint i = 0; i < self->n_late; i++)
    if (((const GxArenaLate *) g_ptr_array_index (arena->late, i))->is_gone)
      self->failed[self->n + i] |= OUT;
}

static void
fail_those_outside (Counting *self, GxIdList *list)
{
  g_autofree guint8 *contained = g_new0 (guint8, self->n + 1);

  gx_id_list_contain (list, self->arena->pack.ids, self->n, contained);
  for (guint place = 0; place < self->n; place++)
    self->failed[place] |= contained[place] ? 0 : OUT;
  for (guint i = 0; i < self->n_late; i++)
    {
      GxId id = gx_arena_id (self->arena, self->n + i);

      gx_id_list_contain (list, &id, 1, contained);
      self->failed[self->n + i] |= contained[0] ? 0 : OUT;
    }
}

static gboolean
limit (Counting *self, GxIdList *base, const GxCriteriaContext *context, GError **error)
{
  g_autoptr (GxIdList) rest = NULL;

  if (self->choices.rest != NULL
      && !gx_criteria_ids (self->book, self->choices.rest, context, &rest, error))
    return FALSE;
  self->failed = g_new0 (guint8, self->n + self->n_late + 1);
  fail_those_gone (self);
  if (base != NULL)
    fail_those_outside (self, base);
  if (rest != NULL)
    fail_those_outside (self, rest);
  return TRUE;
}

/* Where in the list's order one changed lately belongs: an index among the packed ones. */
static guint
find_by_name (Counting *self, GxId id)
{
  const GxArenaPack *pack = &self->arena->pack;
  guint low = 0, high = self->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2, known = middle;

      while (known < high && _gx_arena_is_gone (self->arena, pack->by_name[known]))
        known++; /* it has another name by now */
      if (known < high
          && gx_connection_get_int64 (self->book, 0, NULL,
                                      "select (a.sort_key, a.customer_id) < (b.sort_key, b.customer_id) "
                                      "from customer_fact a, customer_fact b "
                                      "where a.customer_id = ? and b.customer_id = ?", "ii",
                                      (gint64) pack->ids[pack->by_name[known]], (gint64) id))
        low = known + 1;
      else
        high = middle;
    }
  return low;
}

typedef struct {
  GxId id;
  guint index;
} Insertion;

static int
compare_insertions (gconstpointer a, gconstpointer b, gpointer book)
{
  const Insertion *x = a, *y = b;

  if (x->index != y->index)
    return x->index < y->index ? -1 : 1;
  return gx_connection_get_int64 (book, 0, NULL,
                                  "select (a.sort_key, a.customer_id) < (b.sort_key, b.customer_id) "
                                  "from customer_fact a, customer_fact b "
                                  "where a.customer_id = ? and b.customer_id = ?", "ii", (gint64) x->id,
                                  (gint64) y->id) ? -1 : 1;
}

static GxIdList *
list_by_name (Counting *self)
{
  const GxArenaPack *pack = &self->arena->pack;
  g_autoptr (GArray) late = g_array_new (FALSE, FALSE, sizeof (Insertion));
  GxIdList *ids = gx_id_list_new ();
  guint next = 0;

  for (guint i = 0; i < self->n_late; i++)
    if (self->failed[self->n + i] == 0)
      {
        GxId id = gx_arena_id (self->arena, self->n + i);
        Insertion insertion = { id, find_by_name (self, id) };

        g_array_append_val (late, insertion);
      }
  g_array_sort_with_data (late, compare_insertions, self->book);
  for (guint i = 0; i < self->n; i++)
    {
      guint place = pack->by_name[i];

      for (; next < late->len && g_array_index (late, Insertion, next).index <= i; next++)
        gx_id_list_append (ids, g_array_index (late, Insertion, next).id);
      if (self->failed[place] == 0)
        gx_id_list_append (ids, pack->ids[place]);
    }
  for (; next < late->len; next++)
    gx_id_list_append (ids, g_array_index (late, Insertion, next).id);
  return ids;
}

static GxIdList *
list_by_base (Counting *self, GxIdList *base)
{
  g_autoptr (GxIdList) fitting = gx_id_list_new ();

  for (guint place = 0; place < self->n + self->n_late; place++)
    if (self->failed[place] == 0)
      gx_id_list_append (fitting, gx_arena_id (self->arena, place));
  return gx_id_list_filter (base, fitting);
}

/* -- Results -- */

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const GxFacetValue *x = *(GxFacetValue * const *) a, *y = *(GxFacetValue * const *) b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return g_utf8_collate (x->label, y->label);
}

static GxFacet *
make_facet (Counting *self, guint index)
{
  const GxCriteriaField *field = gx_criteria_find_field (NULL, _gx_facet_fields[index]);
  GPtrArray *values = self->facets[index].values;
  gboolean none_chosen = self->choices.choices[index].none;
  GxFacet *facet = g_new0 (GxFacet, 1);
  guint n_none = count (self, index);

  facet->field = field->name;
  facet->label = _(field->label);
  facet->values = g_ptr_array_new_with_free_func (free_value);
  g_ptr_array_set_free_func (values, NULL);
  for (guint i = 0; i < values->len; i++)
    {
      GxFacetValue *value = g_ptr_array_index (values, i);

      if (value->count > 0 || value->is_chosen)
        g_ptr_array_add (facet->values, value);
      else
        free_value (value);
    }
  if (field->type != GX_FIELD_CHOICE)
    g_ptr_array_sort (facet->values, compare_values);
  if (n_none > 0 || none_chosen)
    {
      GxFacetValue *none = g_new0 (GxFacetValue, 1);

      /* Translators: beside a list: customers of whom no city, tag, owner … is known */
      *none = (GxFacetValue) { NULL, g_strdup (C_("facet", "None")), n_none, none_chosen };
      g_ptr_array_add (facet->values, none);
    }
  return facet;
}

static gboolean
is_cancelled (GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_set_error_literal (error, GX_ERROR, GX_ERROR_CANCELLED, _("Cancelled"));
  return TRUE;
}

/* Who fits what: facets that only count are not looked at where only ids are wanted. */
static gboolean
look (Counting *self, GxIdList *base, const GxCriteriaContext *context, gboolean all_facets,
      GCancellable *cancellable, GError **error)
{
  self->n = self->arena->pack.n;
  self->n_late = self->arena->late->len;
  if (is_cancelled (cancellable, error) || !limit (self, base, context, error))
    return FALSE;
  for (guint i = 0; i < GX_N_FACETS; i++)
    if (all_facets || self->choices.choices[i].texts != NULL)
      {
        if (is_cancelled (cancellable, error) || !prepare_facet (self, i, context, error))
          return FALSE;
        fail (self, i);
      }
  return TRUE;
}

static GxFacets *
find (GxConnection *book, GxCriteria *criteria, GxIdList *base, const GxCriteriaContext *context,
      gboolean all_facets, GCancellable *cancellable, GError **error)
{
  Counting self = { .book = book };
  GxFacets *result = NULL;

  self.arena = gx_arena_get (book, error);
  if (self.arena == NULL)
    return NULL;
  _gx_facet_choices_read (&self.choices, criteria);
  if (look (&self, base, context, all_facets, cancellable, error))
    {
      result = g_new0 (GxFacets, 1);
      result->facets = g_ptr_array_new_with_free_func (free_facet);
      for (guint i = 0; all_facets && i < GX_N_FACETS; i++)
        g_ptr_array_add (result->facets, make_facet (&self, i));
      result->ids = base != NULL ? list_by_base (&self, base) : list_by_name (&self);
    }
  for (guint i = 0; i < GX_N_FACETS; i++)
    clear_facet (&self.facets[i]);
  _gx_facet_choices_clear (&self.choices);
  g_free (self.failed);
  return result;
}

GxFacets *
gx_facets_count (GxConnection *book, GxCriteria *criteria, GxIdList *base, const GxCriteriaContext *context,
                 GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  return find (book, criteria, base, context, TRUE, cancellable, error);
}

GxIdList *
gx_facets_filter (GxConnection *book, GxCriteria *criteria, GxIdList *base, const GxCriteriaContext *context,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr (GxFacets) facets = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book), NULL);

  facets = find (book, criteria, base, context, FALSE, cancellable, error);
  return facets != NULL ? gx_id_list_ref (facets->ids) : NULL;
}
