/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-text.h"
#include "search/gx-facets-private.h"

/* Conditions that choose values of a facet, found in a criteria and put into one. */

const char * const _gx_facet_fields[GX_N_FACETS] = { "lifecycle", "tier", "city", "owner", "tag", "source" };

static int
find_facet (const char *field)
{
  for (int i = 0; i < GX_N_FACETS; i++)
    if (g_str_equal (_gx_facet_fields[i], field))
      return i;
  return -1;
}

/* The facet of which a comparison chooses values; -1: it does not. */
static int
find_compared (GxCriteria *node)
{
  const GxCriteriaField *field;
  GxCompareOperator op;

  if (gx_criteria_get_kind (node) != GX_CRITERIA_COMPARE)
    return -1;
  field = gx_criteria_get_field (node);
  op = gx_criteria_get_operator (node);
  if (op != GX_COMPARE_IS && (op != GX_COMPARE_KNOWN || *gx_criteria_get_numbers (node, NULL) != 0))
    return -1;
  return field->relation == NULL ? find_facet (field->name) : -1;
}

/* The same of a condition: a comparison, or any of several of one facet. */
static int
find_chosen (GxCriteria *node)
{
  int facet = -1;

  if (gx_criteria_get_kind (node) != GX_CRITERIA_ANY)
    return find_compared (node);
  for (guint i = 0; i < gx_criteria_get_n_children (node); i++)
    {
      int other = find_compared (gx_criteria_get_child (node, i));

      if (other < 0 || (i > 0 && other != facet))
        return -1;
      facet = other;
    }
  return facet;
}

static void
read_compared (GxFacetChoice *choice, GxCriteria *node)
{
  const char * const *texts = gx_criteria_get_texts (node);

  if (gx_criteria_get_operator (node) == GX_COMPARE_KNOWN)
    choice->none = TRUE;
  for (guint i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (choice->texts, g_strdup (texts[i]));
}

static void
read_chosen (GxFacetChoice *choice, GxCriteria *node)
{
  choice->texts = g_ptr_array_new_with_free_func (g_free);
  if (gx_criteria_get_kind (node) != GX_CRITERIA_ANY)
    read_compared (choice, node);
  else
    for (guint i = 0; i < gx_criteria_get_n_children (node); i++)
      read_compared (choice, gx_criteria_get_child (node, i));
}

/* TRUE: taken as a choice, of a facet that has none yet. */
static gboolean
take (GxFacetChoices *self, GxCriteria *node)
{
  int facet = find_chosen (node);

  if (facet < 0 || self->choices[facet].texts != NULL)
    return FALSE;
  read_chosen (&self->choices[facet], node);
  return TRUE;
}

static GxCriteria *
make_group (GPtrArray *nodes)
{
  if (nodes->len == 0)
    return NULL;
  if (nodes->len == 1)
    return gx_criteria_ref (g_ptr_array_index (nodes, 0));
  return gx_criteria_new_group (GX_CRITERIA_ALL, (GxCriteria * const *) nodes->pdata, nodes->len);
}

void
_gx_facet_choices_read (GxFacetChoices *self, GxCriteria *criteria)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  *self = (GxFacetChoices) { 0 };
  if (criteria == NULL || take (self, criteria))
    return;
  if (gx_criteria_get_kind (criteria) != GX_CRITERIA_ALL)
    {
      self->rest = gx_criteria_ref (criteria);
      return;
    }
  for (guint i = 0; i < gx_criteria_get_n_children (criteria); i++)
    if (!take (self, gx_criteria_get_child (criteria, i)))
      g_ptr_array_add (rest, gx_criteria_get_child (criteria, i));
  self->rest = make_group (rest);
}

void
_gx_facet_choices_clear (GxFacetChoices *self)
{
  for (int i = 0; i < GX_N_FACETS; i++)
    g_clear_pointer (&self->choices[i].texts, g_ptr_array_unref);
  g_clear_pointer (&self->rest, gx_criteria_unref);
}

/* -- Choosing -- */

static void
change (GxFacetChoice *choice, const char *value, gboolean chosen)
{
  g_autofree char *folded = value != NULL ? gx_fold (value) : NULL;

  if (value == NULL)
    {
      choice->none = chosen;
      return;
    }
  for (guint i = choice->texts->len; i > 0; i--)
    {
      g_autofree char *other = gx_fold (g_ptr_array_index (choice->texts, i - 1));

      if (g_str_equal (other, folded))
        g_ptr_array_remove_index (choice->texts, i - 1);
    }
  if (chosen)
    g_ptr_array_add (choice->texts, g_strdup (value));
}

/* (transfer full) (nullable): the condition of a choice. */
static GxCriteria *
make_condition (const char *field, const GxFacetChoice *choice)
{
  g_autoptr (GxCriteria) none = choice->none ? gx_criteria_new_known (field, FALSE) : NULL;
  g_autoptr (GxCriteria) is = NULL;

  if (choice->texts->len > 0)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new ();

      for (guint i = 0; i < choice->texts->len; i++)
        g_ptr_array_add (texts, g_ptr_array_index (choice->texts, i));
      g_ptr_array_add (texts, NULL);
      is = gx_criteria_new_compare (gx_criteria_find_field (NULL, field), GX_COMPARE_IS,
                                    (const char * const *) texts->pdata, NULL, 0, NULL);
    }
  if (is != NULL && none != NULL)
    return gx_criteria_new_any (is, none, NULL);
  return is != NULL ? g_steal_pointer (&is) : g_steal_pointer (&none);
}

/* The condition of @facet takes the place of the one it changes, or the last one. */
static GxCriteria *
put (GxCriteria *criteria, int facet, GxCriteria *condition)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  gboolean is_all = criteria != NULL && gx_criteria_get_kind (criteria) == GX_CRITERIA_ALL;
  guint n = criteria == NULL ? 0 : is_all ? gx_criteria_get_n_children (criteria) : 1;
  gboolean is_put = FALSE;

  for (guint i = 0; i < n; i++)
    {
      GxCriteria *node = is_all ? gx_criteria_get_child (criteria, i) : criteria;
      gboolean is_changed = !is_put && find_chosen (node) == facet;

      if (!is_changed)
        g_ptr_array_add (nodes, node);
      else if (condition != NULL)
        g_ptr_array_add (nodes, condition);
      is_put = is_put || is_changed;
    }
  if (!is_put && condition != NULL)
    g_ptr_array_add (nodes, condition);
  return make_group (nodes);
}

GxCriteria *
gx_facets_choose (GxCriteria *criteria, const char *field, const char *value, gboolean chosen)
{
  int facet = find_facet (field);
  g_autoptr (GxCriteria) condition = NULL;
  GxFacetChoices choices;
  GxFacetChoice *choice;
  GxCriteria *changed;

  g_return_val_if_fail (facet >= 0, NULL);

  _gx_facet_choices_read (&choices, criteria);
  choice = &choices.choices[facet];
  if (choice->texts == NULL)
    choice->texts = g_ptr_array_new_with_free_func (g_free);
  change (choice, value, chosen);
  condition = make_condition (field, choice);
  changed = put (criteria, facet, condition);
  _gx_facet_choices_clear (&choices);
  return changed;
}

void
gx_facets_split (GxCriteria *criteria, GxCriteria **choices, GxCriteria **rest)
{
  g_autoptr (GPtrArray) conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) gx_criteria_unref);
  GxFacetChoices read;

  g_return_if_fail (choices != NULL && rest != NULL);

  _gx_facet_choices_read (&read, criteria);
  for (guint i = 0; i < GX_N_FACETS; i++)
    if (read.choices[i].texts != NULL)
      g_ptr_array_add (conditions, make_condition (_gx_facet_fields[i], &read.choices[i]));
  *choices = make_group (conditions);
  *rest = g_steal_pointer (&read.rest);
  _gx_facet_choices_clear (&read);
}
