/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-criteria-edit.h"

static GPtrArray *
new_children (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gx_criteria_unref);
}

static GxCriteriaKind
other_kind (GxCriteriaKind kind)
{
  return kind == GX_CRITERIA_ALL ? GX_CRITERIA_ANY : GX_CRITERIA_ALL;
}

/* One of its own kind is not a group within a group. */
static void
add_flat (GPtrArray *children, GxCriteriaKind kind, GxCriteria *child)
{
  if (gx_criteria_get_kind (child) != kind)
    {
      g_ptr_array_add (children, gx_criteria_ref (child));
      return;
    }
  for (guint i = 0; i < gx_criteria_get_n_children (child); i++)
    g_ptr_array_add (children, gx_criteria_ref (gx_criteria_get_child (child, i)));
}

static GxCriteria *
make_group (GxCriteriaKind kind, GPtrArray *children)
{
  if (children->len == 1)
    return gx_criteria_ref (children->pdata[0]);
  return gx_criteria_new_group (kind, (GxCriteria * const *) children->pdata, children->len);
}

static GxCriteria *replace (GxCriteria *self, GxCriteria *node, GxCriteria *by);

/* A group whose last child went goes with it; one that was empty from the beginning means something. */
static GxCriteria *
replace_in_group (GxCriteria *self, GxCriteria *node, GxCriteria *by)
{
  GxCriteriaKind kind = gx_criteria_get_kind (self);
  g_autoptr (GPtrArray) children = new_children ();

  for (guint i = 0; i < gx_criteria_get_n_children (self); i++)
    {
      g_autoptr (GxCriteria) child = replace (gx_criteria_get_child (self, i), node, by);
      if (child != NULL)
        add_flat (children, kind, child);
    }
  if (children->len == 0 && gx_criteria_get_n_children (self) > 0)
    return NULL;
  return make_group (kind, children);
}

/* NULL: it went. What belongs to related things is a question of its own, and stays as it is. */
static GxCriteria *
replace (GxCriteria *self, GxCriteria *node, GxCriteria *by)
{
  if (self == node)
    return by != NULL ? gx_criteria_ref (by) : NULL;
  if (gx_criteria_is_group (self))
    return replace_in_group (self, node, by);
  if (gx_criteria_get_kind (self) != GX_CRITERIA_NOT)
    return gx_criteria_ref (self);

  GxCriteria *old = gx_criteria_get_child (self, 0);
  g_autoptr (GxCriteria) child = replace (old, node, by);
  if (child == old)
    return gx_criteria_ref (self);
  if (child != NULL && gx_criteria_get_kind (child) == GX_CRITERIA_NOT)
    return gx_criteria_ref (gx_criteria_get_child (child, 0));
  return child != NULL ? gx_criteria_new_not (child) : NULL;
}

/* -- public */

gboolean
gx_criteria_is_group (GxCriteria *self)
{
  return gx_criteria_get_kind (self) == GX_CRITERIA_ALL || gx_criteria_get_kind (self) == GX_CRITERIA_ANY;
}

GxCriteria *
gx_criteria_parent (GxCriteria *root, GxCriteria *node)
{
  if (root == NULL || (!gx_criteria_is_group (root) && gx_criteria_get_kind (root) != GX_CRITERIA_NOT))
    return NULL;
  for (guint i = 0; i < gx_criteria_get_n_children (root); i++)
    {
      GxCriteria *child = gx_criteria_get_child (root, i);
      GxCriteria *found = child == node ? root : gx_criteria_parent (child, node);
      if (found != NULL)
        return found;
    }
  return NULL;
}

GxCriteria *
gx_criteria_next (GxCriteria *root, GxCriteria *node)
{
  GxCriteria *parent = gx_criteria_parent (root, node);

  for (guint i = 0; parent != NULL && i + 1 < gx_criteria_get_n_children (parent); i++)
    if (gx_criteria_get_child (parent, i) == node)
      return gx_criteria_get_child (parent, i + 1);
  return NULL;
}

GxCriteria *
gx_criteria_tidied (GxCriteria *root)
{
  g_autoptr (GxCriteria) tidy = gx_criteria_replaced (root, NULL, NULL);

  /* Everybody is no condition. */
  if (tidy != NULL && gx_criteria_get_kind (tidy) == GX_CRITERIA_ALL
      && gx_criteria_get_n_children (tidy) == 0)
    return NULL;
  return g_steal_pointer (&tidy);
}

GxCriteria *
gx_criteria_replaced (GxCriteria *root, GxCriteria *node, GxCriteria *by)
{
  return root != NULL ? replace (root, node, by) : NULL;
}

GxCriteria *
gx_criteria_joined (GxCriteria *root, GxCriteria *node, GxCriteriaKind kind, GxCriteria *other)
{
  g_return_val_if_fail (kind == GX_CRITERIA_ALL || kind == GX_CRITERIA_ANY, NULL);
  g_return_val_if_fail (other != NULL, NULL);

  if (root == NULL)
    return gx_criteria_ref (other);
  if (node == NULL)
    node = root;

  g_autoptr (GPtrArray) children = new_children ();
  add_flat (children, kind, node);
  add_flat (children, kind, other);
  g_autoptr (GxCriteria) group = make_group (kind, children);
  return gx_criteria_replaced (root, node, group);
}

GxCriteria *
gx_criteria_negated (GxCriteria *root, GxCriteria *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  g_autoptr (GxCriteria) by = gx_criteria_get_kind (node) == GX_CRITERIA_NOT
    ? gx_criteria_ref (gx_criteria_get_child (node, 0)) : gx_criteria_new_not (node);
  return gx_criteria_replaced (root, node, by);
}

GxCriteria *
gx_criteria_flipped (GxCriteria *root, GxCriteria *node)
{
  g_return_val_if_fail (node != NULL && gx_criteria_is_group (node), NULL);

  GxCriteriaKind kind = other_kind (gx_criteria_get_kind (node));
  g_autoptr (GPtrArray) children = new_children ();
  for (guint i = 0; i < gx_criteria_get_n_children (node); i++)
    add_flat (children, kind, gx_criteria_get_child (node, i));
  g_autoptr (GxCriteria) group = make_group (kind, children);
  return gx_criteria_replaced (root, node, group);
}

GxCriteria *
gx_criteria_grouped (GxCriteria *root, GxCriteria *node)
{
  GxCriteria *next = gx_criteria_next (root, node);

  g_return_val_if_fail (next != NULL, NULL);

  GxCriteriaKind kind = other_kind (gx_criteria_get_kind (gx_criteria_parent (root, node)));
  g_autoptr (GxCriteria) rest = gx_criteria_replaced (root, next, NULL);
  return gx_criteria_joined (rest, node, kind, next);
}
