/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-list-selection.h"

#include "base/gx-id-list.h"

struct _GxListSelection {
  GObject parent_instance;

  GxLazyList *list;
  GHashTable *ids;       /* selected; where @all is set, those of it that are not */
  GxIdList *all;         /* (nullable): the snapshot in which everybody was selected */
  gboolean is_multiple;
};

enum { PROP_N_SELECTED = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

static void gx_list_selection_list_init (GListModelInterface *iface);
static void gx_list_selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GxListSelection, gx_list_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, gx_list_selection_list_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, gx_list_selection_model_init))

static guint
count_rows (GxListSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

static void
add_id (GxListSelection *self, GxId id)
{
  GxId *key = g_new (GxId, 1);

  *key = id;
  g_hash_table_add (self->ids, key);
}

static void
select_id (GxListSelection *self, GxId id)
{
  if (self->all != NULL)
    g_hash_table_remove (self->ids, &id);
  else
    add_id (self, id);
}

static void
unselect_id (GxListSelection *self, GxId id)
{
  if (self->all != NULL)
    add_id (self, id);
  else
    g_hash_table_remove (self->ids, &id);
}

static void
select_none (GxListSelection *self)
{
  g_clear_pointer (&self->all, gx_id_list_unref);
  g_hash_table_remove_all (self->ids);
}

/* "Everybody" means those of its own snapshot: before the list shows others they are counted one by one. */
static void
settle_all (GxListSelection *self)
{
  g_autoptr (GxIdList) all = g_steal_pointer (&self->all);
  g_autoptr (GHashTable) except = g_steal_pointer (&self->ids);

  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < gx_id_list_length (all); i++)
    {
      GxId id = gx_id_list_get (all, i);
      if (!g_hash_table_contains (except, &id))
        add_id (self, id);
    }
}

static void
tell (GxListSelection *self, guint position, guint n)
{
  if (n > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_SELECTED]);
}

static void
items_changed_cb (GxListSelection *self, guint position, guint removed, guint added)
{
  if (self->all != NULL && added > 0 && gx_lazy_list_get_ids (self->list) != self->all)
    settle_all (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_SELECTED]);
}

static GType
gx_list_selection_get_item_type (GListModel *model)
{
  return GX_TYPE_LAZY_ROW;
}

static guint
gx_list_selection_get_n_items (GListModel *model)
{
  return count_rows (GX_LIST_SELECTION (model));
}

static gpointer
gx_list_selection_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (GX_LIST_SELECTION (model)->list), position);
}

static void
gx_list_selection_list_init (GListModelInterface *iface)
{
  iface->get_item_type = gx_list_selection_get_item_type;
  iface->get_n_items = gx_list_selection_get_n_items;
  iface->get_item = gx_list_selection_get_item;
}

static gboolean
gx_list_selection_is_selected (GtkSelectionModel *model, guint position)
{
  GxListSelection *self = GX_LIST_SELECTION (model);

  return gx_list_selection_has (self, gx_lazy_list_get_id (self->list, position));
}

static GtkBitset *
gx_list_selection_get_selection_in_range (GtkSelectionModel *model, guint position, guint n)
{
  GxListSelection *self = GX_LIST_SELECTION (model);
  GtkBitset *set = gtk_bitset_new_empty ();
  guint n_rows = count_rows (self);
  guint end = position + MIN (n, n_rows > position ? n_rows - position : 0);

  if (self->all == NULL && g_hash_table_size (self->ids) == 0)
    return set;
  if (self->all != NULL && g_hash_table_size (self->ids) == 0)
    {
      gtk_bitset_add_range (set, position, end > position ? end - position : 0);
      return set;
    }
  for (guint i = position; i < end; i++)
    if (gx_list_selection_has (self, gx_lazy_list_get_id (self->list, i)))
      gtk_bitset_add (set, i);
  return set;
}

static gboolean
gx_list_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  GxListSelection *self = GX_LIST_SELECTION (model);
  GxId id = gx_lazy_list_get_id (self->list, position);
  gboolean was_selected = gx_list_selection_has (self, id);

  if (id == 0)
    return FALSE;
  if (self->is_multiple && unselect_rest)
    {
      if (was_selected)
        unselect_id (self, id);
      else
        select_id (self, id);
      tell (self, position, 1);
      return TRUE;
    }
  if (unselect_rest)
    select_none (self);
  select_id (self, id);
  tell (self, unselect_rest ? 0 : position, unselect_rest ? count_rows (self) : 1);
  return TRUE;
}

static gboolean
gx_list_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  GxListSelection *self = GX_LIST_SELECTION (model);

  unselect_id (self, gx_lazy_list_get_id (self->list, position));
  tell (self, position, 1);
  return TRUE;
}

static gboolean
gx_list_selection_select_range (GtkSelectionModel *model, guint position, guint n, gboolean unselect_rest)
{
  GxListSelection *self = GX_LIST_SELECTION (model);

  if (unselect_rest && !self->is_multiple)
    select_none (self);
  for (guint i = position; i < position + n && i < count_rows (self); i++)
    select_id (self, gx_lazy_list_get_id (self->list, i));
  tell (self, 0, count_rows (self));
  return TRUE;
}

static gboolean
gx_list_selection_unselect_range (GtkSelectionModel *model, guint position, guint n)
{
  GxListSelection *self = GX_LIST_SELECTION (model);

  for (guint i = position; i < position + n && i < count_rows (self); i++)
    unselect_id (self, gx_lazy_list_get_id (self->list, i));
  tell (self, position, n);
  return TRUE;
}

static gboolean
gx_list_selection_select_all (GtkSelectionModel *model)
{
  GxListSelection *self = GX_LIST_SELECTION (model);
  GxIdList *ids = gx_lazy_list_get_ids (self->list);

  select_none (self);
  self->all = ids != NULL ? gx_id_list_ref (ids) : NULL;
  tell (self, 0, count_rows (self));
  return TRUE;
}

static gboolean
gx_list_selection_unselect_all (GtkSelectionModel *model)
{
  GxListSelection *self = GX_LIST_SELECTION (model);

  select_none (self);
  tell (self, 0, count_rows (self));
  return TRUE;
}

static gboolean
gx_list_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  GxListSelection *self = GX_LIST_SELECTION (model);
  GtkBitsetIter iter;
  guint position = 0;

  if (!gtk_bitset_iter_init_first (&iter, mask, &position))
    return TRUE;
  do
    {
      GxId id = gx_lazy_list_get_id (self->list, position);
      if (id != 0 && gtk_bitset_contains (selected, position))
        select_id (self, id);
      else if (id != 0)
        unselect_id (self, id);
    }
  while (gtk_bitset_iter_next (&iter, &position));
  tell (self, gtk_bitset_get_minimum (mask),
        gtk_bitset_get_maximum (mask) - gtk_bitset_get_minimum (mask) + 1);
  return TRUE;
}

static void
gx_list_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = gx_list_selection_is_selected;
  iface->get_selection_in_range = gx_list_selection_get_selection_in_range;
  iface->select_item = gx_list_selection_select_item;
  iface->unselect_item = gx_list_selection_unselect_item;
  iface->select_range = gx_list_selection_select_range;
  iface->unselect_range = gx_list_selection_unselect_range;
  iface->select_all = gx_list_selection_select_all;
  iface->unselect_all = gx_list_selection_unselect_all;
  iface->set_selection = gx_list_selection_set_selection;
}

static void
gx_list_selection_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_N_SELECTED)
    g_value_set_uint (value, gx_list_selection_get_n_selected (GX_LIST_SELECTION (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gx_list_selection_finalize (GObject *object)
{
  GxListSelection *self = GX_LIST_SELECTION (object);

  g_signal_handlers_disconnect_by_data (self->list, self);
  g_object_unref (self->list);
  g_hash_table_unref (self->ids);
  g_clear_pointer (&self->all, gx_id_list_unref);
  G_OBJECT_CLASS (gx_list_selection_parent_class)->finalize (object);
}

static void
gx_list_selection_class_init (GxListSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = gx_list_selection_get_property;
  object_class->finalize = gx_list_selection_finalize;

  props[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gx_list_selection_init (GxListSelection *self)
{
  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

GxListSelection *
gx_list_selection_new (GxLazyList *list)
{
  g_return_val_if_fail (GX_IS_LAZY_LIST (list), NULL);

  GxListSelection *self = g_object_new (GX_TYPE_LIST_SELECTION, NULL);
  self->list = g_object_ref (list);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (items_changed_cb), self);
  return self;
}

GxLazyList *
gx_list_selection_get_list (GxListSelection *self)
{
  g_return_val_if_fail (GX_IS_LIST_SELECTION (self), NULL);

  return self->list;
}

guint
gx_list_selection_get_n_selected (GxListSelection *self)
{
  g_return_val_if_fail (GX_IS_LIST_SELECTION (self), 0);

  guint n = g_hash_table_size (self->ids);
  return self->all != NULL ? gx_id_list_length (self->all) - n : n;
}

gboolean
gx_list_selection_has (GxListSelection *self, GxId id)
{
  g_return_val_if_fail (GX_IS_LIST_SELECTION (self), FALSE);

  return id != 0 && g_hash_table_contains (self->ids, &id) == (self->all == NULL);
}

GArray *
gx_list_selection_get_ids (GxListSelection *self)
{
  g_return_val_if_fail (GX_IS_LIST_SELECTION (self), NULL);

  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GxId));
  for (guint i = 0; i < count_rows (self); i++)
    {
      GxId id = gx_lazy_list_get_id (self->list, i);
      if (gx_list_selection_has (self, id))
        g_array_append_val (ids, id);
    }
  return ids;
}

GxId
gx_list_selection_get_single (GxListSelection *self)
{
  g_return_val_if_fail (GX_IS_LIST_SELECTION (self), 0);

  GHashTableIter iter;
  gpointer key = NULL;
  if (gx_list_selection_get_n_selected (self) != 1 || self->all != NULL)
    return 0;
  g_hash_table_iter_init (&iter, self->ids);
  g_hash_table_iter_next (&iter, &key, NULL);
  return *(GxId *) key;
}

void
gx_list_selection_select_id (GxListSelection *self, GxId id)
{
  g_return_if_fail (GX_IS_LIST_SELECTION (self));

  select_none (self);
  if (id != 0)
    add_id (self, id);
  tell (self, 0, count_rows (self));
}

void
gx_list_selection_set_multiple (GxListSelection *self, gboolean is_multiple)
{
  g_return_if_fail (GX_IS_LIST_SELECTION (self));

  self->is_multiple = is_multiple;
}
