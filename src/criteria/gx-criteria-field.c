/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "criteria/gx-criteria-field.h"

/* Filled at start by one thread, only read afterwards. */
static GPtrArray *fields;
static GPtrArray *relations;

static GPtrArray *
get_fields (void)
{
  if (fields == NULL)
    fields = g_ptr_array_new ();
  return fields;
}

static GPtrArray *
get_relations (void)
{
  if (relations == NULL)
    relations = g_ptr_array_new ();
  return relations;
}

void
gx_criteria_register_field (const GxCriteriaField *field)
{
  g_return_if_fail (field != NULL && field->name != NULL && field->label != NULL &&
                    field->expression != NULL);
  g_return_if_fail ((field->type == GX_FIELD_WORD || field->type == GX_FIELD_SET) == (field->names != NULL));
  g_return_if_fail ((field->type == GX_FIELD_CHOICE) == (field->choices != NULL));

  if (g_ptr_array_find (get_fields (), field, NULL))
    return;
  g_return_if_fail (gx_criteria_find_field (field->relation, field->name) == NULL);
  g_ptr_array_add (get_fields (), (gpointer) field);
}

void
gx_criteria_register_relation (const GxCriteriaRelation *relation)
{
  g_return_if_fail (relation != NULL && relation->name != NULL && relation->label != NULL &&
                    relation->from != NULL && relation->where != NULL);

  if (g_ptr_array_find (get_relations (), relation, NULL))
    return;
  g_return_if_fail (gx_criteria_find_relation (relation->name) == NULL);
  g_ptr_array_add (get_relations (), (gpointer) relation);
}

const GxCriteriaField *
gx_criteria_find_field (const char *relation, const char *name)
{
  GPtrArray *known = get_fields ();

  for (guint i = 0; i < known->len; i++)
    {
      const GxCriteriaField *field = known->pdata[i];

      if (g_strcmp0 (field->relation, relation) == 0 && g_strcmp0 (field->name, name) == 0)
        return field;
    }
  return NULL;
}

const GxCriteriaRelation *
gx_criteria_find_relation (const char *name)
{
  GPtrArray *known = get_relations ();

  for (guint i = 0; i < known->len; i++)
    {
      const GxCriteriaRelation *relation = known->pdata[i];

      if (g_strcmp0 (relation->name, name) == 0)
        return relation;
    }
  return NULL;
}

GPtrArray *
gx_criteria_list_fields (const char *relation)
{
  GPtrArray *list = g_ptr_array_new ();
  GPtrArray *known = get_fields ();

  for (guint i = 0; i < known->len; i++)
    {
      const GxCriteriaField *field = known->pdata[i];

      if (g_strcmp0 (field->relation, relation) == 0)
        g_ptr_array_add (list, (gpointer) field);
    }
  return list;
}

GPtrArray *
gx_criteria_list_relations (void)
{
  return g_ptr_array_copy (get_relations (), NULL, NULL);
}
