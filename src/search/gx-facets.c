/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "search/gx-facets-private.h"

/*
 * First each column with a choice says who fails it, a bit for each facet; then each column counts the
 * codes of those that fail no other.
 */

#define OUT 0x80 /* not of the base, does not fit the rest, or is gone */
G_STATIC_ASSERT (GX_N_FACETS < 8);
#define AHEAD 16 /* places; memory answers by then */

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

/* -- Passes over a column -- */

/* A loop of its own for each width. */
#define BY_WIDTH(facet, function, ...) G_STMT_START { \
    if ((facet)->packed.width == 1) function (facet, __VA_ARGS__, 1); \
    else if ((facet)->packed.width == 2) function (facet, __VA_ARGS__, 2); \
    else function (facet, __VA_ARGS__, 4); } G_STMT_END

static G_ALWAYS_INLINE inline guint32
code_at (const GxFacetTable *facet, guint place, guint width)
{
  return _gx_code_at (facet->packed.codes, width, place);
}

static G_ALWAYS_INLINE inline void
fail_packed (const GxFacetTable *facet, const guint8 *misses, guint8 *failed, guint n, guint width)
{
  for (guint place = 0; place < n; place++)
    failed[place] |= misses[code_at (facet, place, width)];
}

/* What a code stands for: get_value() of these. */
static void
find_values (const GxFacetTable *facet, guint code, guint *from, guint *to)
{
  *from = g_array_index (facet->starts, guint32, code);
  *to = g_array_index (facet->starts, guint32, code + 1);
}

static GxFacetValue *
get_value (const GxFacetTable *facet, guint at)
{
  return g_ptr_array_index (facet->values, g_array_index (facet->value_indexes, guint32, at));
}

static gboolean
is_code_chosen (const GxFacetTable *facet, guint code, const GxFacetChoice *choice)
{
  guint from, to;

  find_values (facet, code, &from, &to);
  for (guint i = from; i < to; i++)
    if (get_value (facet, i)->is_chosen)
      return TRUE;
  return from == to && choice->none;
}

static void
fail (GxFacetCounting *self, guint index)
{
  const GxFacetTable *facet = &self->facets[index];
  const GxFacetChoice *choice = &self->choices.choices[index];
  g_autofree guint8 *misses = NULL;

  if (choice->texts == NULL)
    return;
  misses = g_new0 (guint8, facet->n_codes);
  for (guint code = 0; code < facet->n_codes; code++)
    misses[code] = is_code_chosen (facet, code, choice) ? 0 : (guint8) (1 << index);
  BY_WIDTH (facet, fail_packed, misses, self->failed, self->n);
  for (guint i = 0; i < self->n_late; i++)
    self->failed[self->n + i] |= misses[facet->late[i]];
}

/* Once for all facets; without a branch that a processor cannot foresee. */
static void
list_counted (GxFacetCounting *self)
{
  self->counted = g_new (guint32, self->n + 1);
  for (guint32 place = 0; place < self->n; place++)
    {
      guint failed = self->failed[place];

      self->counted[self->n_counted] = place;
      self->n_counted += (failed & (failed - 1)) == 0 && failed != OUT;
    }
}

/* Two sums for each code: a processor waits where it has just written. */
static G_ALWAYS_INLINE inline void
count_packed (const GxFacetTable *facet, const GxFacetCounting *self, guint8 others, guint32 *counts,
              guint width)
{
  guint32 *even = counts, *odd = counts + facet->n_codes;
  const guint32 *places = self->counted;
  guint i = 0;

  for (; i + 1 < self->n_counted; i += 2)
    {
      even[code_at (facet, places[i], width)] += (self->failed[places[i]] & others) == 0;
      odd[code_at (facet, places[i + 1], width)] += (self->failed[places[i + 1]] & others) == 0;
    }
  if (i < self->n_counted)
    even[code_at (facet, places[i], width)] += (self->failed[places[i]] & others) == 0;
}

/* Nobody is left out by another facet, or otherwise. */
static gboolean
counts_everybody (GxFacetCounting *self, guint index)
{
  for (guint i = 0; i < GX_N_FACETS; i++)
    if (i != index && self->choices.choices[i].texts != NULL)
      return FALSE;
  return self->is_everybody;
}

/* What is known of all packed ones, but for those gone. */
static void
take_counts (GxFacetCounting *self, const GxFacetTable *facet, guint32 *counts)
{
  const GxArena *arena = self->arena;

  memcpy (counts, facet->counts, MIN (facet->n_counts, facet->n_codes) * sizeof *counts);
  for (guint at = 0; at <= self->n / 8; at++)
    for (guint bits = arena->gone[at]; bits != 0; bits &= bits - 1)
      counts[code_at (facet, at * 8 + (guint) g_bit_nth_lsf (bits, -1), facet->packed.width)]--;
}

/* Returns how many have none. */
static guint
count (GxFacetCounting *self, guint index)
{
  const GxFacetTable *facet = &self->facets[index];
  guint8 others = (guint8) ~(1 << index);
  g_autofree guint32 *counts = g_new0 (guint32, 2 * (gsize) facet->n_codes);
  guint n_none = 0;

  if (counts_everybody (self, index))
    take_counts (self, facet, counts);
  else
    {
      if (self->counted == NULL)
        list_counted (self);
      BY_WIDTH (facet, count_packed, self, others, counts);
    }
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
fail_those_gone (GxFacetCounting *self)
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
fail_those_outside (GxFacetCounting *self, GxIdList *list)
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
limit (GxFacetCounting *self, GxIdList *base, const GxCriteriaContext *context, GError **error)
{
  g_autoptr (GxIdList) rest = NULL;

  if (self->choices.rest != NULL
      && !gx_criteria_ids (self->book, self->choices.rest, context, &rest, error))
    return FALSE;
  self->is_everybody = base == NULL && rest == NULL;
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
find_by_name (GxFacetCounting *self, GxId id)
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
list_those_fitting (GxFacetCounting *self)
{
  const GxArenaPack *pack = &self->arena->pack;
  g_autoptr (GArray) late = g_array_new (FALSE, FALSE, sizeof (Insertion));
  GxIdList *ids = gx_id_list_new ();
  guint next = 0;

  for (guint i = 0; i < self->n_late; i++)
    if (self->failed[self->n + i] == 0)
      {
        GxArenaLate *customer = g_ptr_array_index (self->arena->late, i);
        Insertion insertion = { customer->id, 0 };

        if (customer->name_index < 0)
          customer->name_index = find_by_name (self, customer->id);
        insertion.index = (guint) customer->name_index;
        g_array_append_val (late, insertion);
      }
  g_array_sort_with_data (late, compare_insertions, self->book);
  for (guint i = 0; i < self->n; i++)
    {
      guint place = pack->by_name[i], ahead = pack->by_name[MIN (i + AHEAD, self->n - 1)];

      if (self->failed[ahead] == 0)
        __builtin_prefetch (&pack->ids[ahead]);
      for (; next < late->len && g_array_index (late, Insertion, next).index <= i; next++)
        gx_id_list_append (ids, g_array_index (late, Insertion, next).id);
      if (self->failed[place] == 0)
        gx_id_list_append (ids, pack->ids[place]);
    }
  for (; next < late->len; next++)
    gx_id_list_append (ids, g_array_index (late, Insertion, next).id);
  return ids;
}

/* In the list's order; everybody once for a state of the book. */
static GxIdList *
list_by_name (GxFacetCounting *self)
{
  if (!counts_everybody (self, GX_N_FACETS))
    return list_those_fitting (self);
  if (self->arena->everybody == NULL)
    self->arena->everybody = list_those_fitting (self);
  return gx_id_list_ref (self->arena->everybody);
}

static GxIdList *
list_by_base (GxFacetCounting *self, GxIdList *base)
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
make_facet (GxFacetCounting *self, guint index)
{
  const GxCriteriaField *field = gx_criteria_find_field (NULL, _gx_facet_fields[index]);
  GPtrArray *values = self->facets[index].values;
  gboolean none_chosen = self->choices.choices[index].none;
  GxFacet *facet = g_new0 (GxFacet, 1);
  guint n_none = count (self, index);

  facet->field = field->name;
  facet->label = _(field->label);
  facet->values = g_ptr_array_new_with_free_func (_gx_facet_value_free);
  g_ptr_array_set_free_func (values, NULL);
  for (guint i = 0; i < values->len; i++)
    {
      GxFacetValue *value = g_ptr_array_index (values, i);

      if (value->count > 0 || value->is_chosen || field->type == GX_FIELD_CHOICE)
        g_ptr_array_add (facet->values, value);
      else
        _gx_facet_value_free (value);
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
look (GxFacetCounting *self, GxIdList *base, const GxCriteriaContext *context, gboolean all_facets,
      GCancellable *cancellable, GError **error)
{
  self->n = self->arena->pack.n;
  self->n_late = self->arena->late->len;
  if (is_cancelled (cancellable, error) || !limit (self, base, context, error))
    return FALSE;
  for (guint i = 0; i < GX_N_FACETS; i++)
    if (all_facets || self->choices.choices[i].texts != NULL)
      {
        if (is_cancelled (cancellable, error) || !_gx_facet_table_prepare (self, i, context, error))
          return FALSE;
        fail (self, i);
      }
  return TRUE;
}

static GxFacets *
find (GxConnection *book, GxCriteria *criteria, GxIdList *base, const GxCriteriaContext *context,
      gboolean all_facets, GCancellable *cancellable, GError **error)
{
  GxFacetCounting self = { .book = book };
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
    _gx_facet_table_clear (&self.facets[i]);
  _gx_facet_choices_clear (&self.choices);
  g_free (self.failed);
  g_free (self.counted);
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
