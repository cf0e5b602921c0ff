/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "models/gx-lazy-row-private.h"

struct _GxLazyRow {
  GObject parent_instance;

  GxId id;
  gpointer item;
  GDestroyNotify free_item;
  GHashTable *rows; /* id → row, weak */
};

enum { PROP_ID = 1, PROP_ITEM, PROP_IS_LOADING, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (GxLazyRow, gx_lazy_row, G_TYPE_OBJECT)

static void
clear_item (GxLazyRow *self)
{
  gpointer item = g_steal_pointer (&self->item);

  if (item != NULL && self->free_item != NULL)
    self->free_item (item);
}

static void
gx_lazy_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GxLazyRow *self = GX_LAZY_ROW (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_ITEM:
      g_value_set_pointer (value, self->item);
      break;
    case PROP_IS_LOADING:
      g_value_set_boolean (value, self->item == NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gx_lazy_row_finalize (GObject *object)
{
  GxLazyRow *self = GX_LAZY_ROW (object);

  if (self->rows != NULL)
    {
      if (g_hash_table_lookup (self->rows, &self->id) == self)
        g_hash_table_remove (self->rows, &self->id);
      g_hash_table_unref (self->rows);
    }
  clear_item (self);
  G_OBJECT_CLASS (gx_lazy_row_parent_class)->finalize (object);
}

static void
gx_lazy_row_class_init (GxLazyRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gx_lazy_row_get_property;
  object_class->finalize = gx_lazy_row_finalize;

  props[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_ITEM] = g_param_spec_pointer ("item", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", NULL, NULL, TRUE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gx_lazy_row_init (GxLazyRow *self)
{
}

GxLazyRow *
gx_lazy_row_new (GxId id, GHashTable *rows, GDestroyNotify free_item)
{
  GxLazyRow *self = g_object_new (GX_TYPE_LAZY_ROW, NULL);

  self->id = id;
  self->free_item = free_item;
  if (rows != NULL)
    {
      self->rows = g_hash_table_ref (rows);
      g_hash_table_replace (rows, &self->id, self);
    }
  return self;
}

void
gx_lazy_row_take_item (GxLazyRow *self, gpointer item)
{
  g_assert (GX_IS_LAZY_ROW (self));

  gboolean was_loading = self->item == NULL;
  clear_item (self);
  self->item = item;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ITEM]);
  if (was_loading != (item == NULL))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_LOADING]);
}

GxId
gx_lazy_row_get_id (GxLazyRow *self)
{
  g_return_val_if_fail (GX_IS_LAZY_ROW (self), 0);

  return self->id;
}

gpointer
gx_lazy_row_get_item (GxLazyRow *self)
{
  g_return_val_if_fail (GX_IS_LAZY_ROW (self), NULL);

  return self->item;
}

gboolean
gx_lazy_row_is_loading (GxLazyRow *self)
{
  g_return_val_if_fail (GX_IS_LAZY_ROW (self), FALSE);

  return self->item == NULL;
}
