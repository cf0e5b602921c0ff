/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "models/gx-lazy-list.h"

#include "base/gx-id-list.h"
#include "base/gx-log.h"
#include "models/gx-lazy-row-private.h"

struct _GxLazyList {
  GObject parent_instance;

  GxLazyLoadFunc load;
  gpointer user_data;
  GDestroyNotify free_data;
  GDestroyNotify free_item;

  GxIdList *ids;
  guint n_ids;
  guint32 generation;          /* of the snapshot */
  GHashTable *asked;           /* page + 1: those on their way */
  GHashTable *rows;            /* id → GxLazyRow alive anywhere, weak */
  GxLazyRow *kept[GX_LAZY_KEPT];
  guint next_kept;
};

static void gx_lazy_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GxLazyList, gx_lazy_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, gx_lazy_list_model_init))

/* A ticket names the snapshot, and the page asked for: page + 1, or 0 for single rows. */
static guint64
make_ticket (GxLazyList *self, guint page_mark)
{
  return (guint64) self->generation << 32 | page_mark;
}

static void
keep_row (GxLazyList *self, GxLazyRow *row)
{
  g_clear_object (&self->kept[self->next_kept]);
  self->kept[self->next_kept] = g_object_ref (row);
  self->next_kept = (self->next_kept + 1) % GX_LAZY_KEPT;
}

static GxLazyRow *
ensure_row (GxLazyList *self, GxId id) /* transfer full */
{
  GxLazyRow *row = g_hash_table_lookup (self->rows, &id);

  if (row != NULL)
    return g_object_ref (row);
  row = gx_lazy_row_new (id, self->rows, self->free_item);
  keep_row (self, row);
  return row;
}

static gboolean
is_missing (GxLazyList *self, GxId id)
{
  GxLazyRow *row = g_hash_table_lookup (self->rows, &id);

  return row == NULL || gx_lazy_row_is_loading (row);
}

/* Asks for those of a page that nobody has read yet. */
static void
ask_page (GxLazyList *self, guint page)
{
  if (!g_hash_table_add (self->asked, GUINT_TO_POINTER (page + 1)))
    return;

  GxId ids[GX_LAZY_PAGE];
  guint n = 0;
  guint end = MIN ((page + 1) * GX_LAZY_PAGE, self->n_ids);
  for (guint i = page * GX_LAZY_PAGE; i < end; i++)
    {
      GxId id = gx_id_list_get (self->ids, i);
      if (is_missing (self, id))
        ids[n++] = id;
    }
  gx_log (GX_LOG_LIST, "page %u: %u of %u rows", page, n, end - page * GX_LAZY_PAGE);
  if (n > 0)
    self->load (self, make_ticket (self, page + 1), ids, n, self->user_data);
  else
    g_hash_table_remove (self->asked, GUINT_TO_POINTER (page + 1));
}

static GType
gx_lazy_list_get_item_type (GListModel *model)
{
  return GX_TYPE_LAZY_ROW;
}

static guint
gx_lazy_list_get_n_items (GListModel *model)
{
  return GX_LAZY_LIST (model)->n_ids;
}

static gpointer
gx_lazy_list_get_item (GListModel *model, guint position)
{
  GxLazyList *self = GX_LAZY_LIST (model);

  if (position >= self->n_ids)
    return NULL;
  GxLazyRow *row = ensure_row (self, gx_id_list_get (self->ids, position));
  if (gx_lazy_row_is_loading (row))
    ask_page (self, position / GX_LAZY_PAGE);
  return row;
}

static void
gx_lazy_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = gx_lazy_list_get_item_type;
  iface->get_n_items = gx_lazy_list_get_n_items;
  iface->get_item = gx_lazy_list_get_item;
}

static void
gx_lazy_list_finalize (GObject *object)
{
  GxLazyList *self = GX_LAZY_LIST (object);

  for (guint i = 0; i < GX_LAZY_KEPT; i++)
    g_clear_object (&self->kept[i]);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->asked);
  g_clear_pointer (&self->ids, gx_id_list_unref);
  if (self->free_data != NULL)
    self->free_data (self->user_data);
  G_OBJECT_CLASS (gx_lazy_list_parent_class)->finalize (object);
}

static void
gx_lazy_list_class_init (GxLazyListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_lazy_list_finalize;
}

static void
gx_lazy_list_init (GxLazyList *self)
{
  self->rows = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->asked = g_hash_table_new (NULL, NULL);
}

GxLazyList *
gx_lazy_list_new (GxLazyLoadFunc load, gpointer user_data, GDestroyNotify free_data, GDestroyNotify free_item)
{
  g_return_val_if_fail (load != NULL, NULL);

  GxLazyList *self = g_object_new (GX_TYPE_LAZY_LIST, NULL);
  self->load = load;
  self->user_data = user_data;
  self->free_data = free_data;
  self->free_item = free_item;
  return self;
}

void
gx_lazy_list_set_ids (GxLazyList *self, GxIdList *ids)
{
  g_return_if_fail (GX_IS_LAZY_LIST (self));

  guint n_old = self->n_ids;
  guint n_new = ids != NULL ? gx_id_list_length (ids) : 0;
  GxIdList *old = self->ids;

  self->generation++;
  g_hash_table_remove_all (self->asked);
  self->ids = NULL;
  self->n_ids = 0;
  if (n_old > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, 0);
  self->ids = ids != NULL ? gx_id_list_ref (ids) : NULL;
  self->n_ids = n_new;
  if (n_new > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n_new);
  g_clear_pointer (&old, gx_id_list_unref);
}

GxIdList *
gx_lazy_list_get_ids (GxLazyList *self)
{
  g_return_val_if_fail (GX_IS_LAZY_LIST (self), NULL);

  return self->ids;
}

gboolean
gx_lazy_list_deliver (GxLazyList *self, guint64 ticket, const GxId *ids, guint n_ids, GPtrArray *items)
{
  g_return_val_if_fail (GX_IS_LAZY_LIST (self), FALSE);
  g_return_val_if_fail (items == NULL || items->len == n_ids, FALSE);

  gboolean is_late = ticket >> 32 != self->generation;
  if (!is_late)
    g_hash_table_remove (self->asked, GUINT_TO_POINTER ((guint) ticket));
  for (guint i = 0; items != NULL && i < n_ids; i++)
    {
      gpointer item = items->pdata[i];
      if (is_late && item != NULL && self->free_item != NULL)
        self->free_item (item);
      else if (!is_late && item != NULL)
        {
          g_autoptr (GxLazyRow) row = ensure_row (self, ids[i]);
          gx_lazy_row_take_item (row, item);
        }
    }
  if (items != NULL)
    {
      g_ptr_array_set_free_func (items, NULL);
      g_ptr_array_unref (items);
    }
  return !is_late;
}

void
gx_lazy_list_refresh (GxLazyList *self, GArray *customers)
{
  g_return_if_fail (GX_IS_LAZY_LIST (self));

  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GxId));
  GHashTableIter iter;
  gpointer key = NULL, row = NULL;

  if (customers == NULL)
    {
      g_hash_table_iter_init (&iter, self->rows);
      while (g_hash_table_iter_next (&iter, &key, &row))
        if (!gx_lazy_row_is_loading (row)) /* else it is, or will be, asked for */
          g_array_append_vals (ids, key, 1);
    }
  for (guint i = 0; customers != NULL && i < customers->len; i++)
    if (g_hash_table_contains (self->rows, &g_array_index (customers, GxId, i)))
      g_array_append_val (ids, g_array_index (customers, GxId, i));

  for (guint i = 0; i < ids->len; i += GX_LAZY_PAGE)
    self->load (self, make_ticket (self, 0), &g_array_index (ids, GxId, i), MIN (GX_LAZY_PAGE, ids->len - i),
                self->user_data);
}

GxId
gx_lazy_list_get_id (GxLazyList *self, guint position)
{
  g_return_val_if_fail (GX_IS_LAZY_LIST (self), 0);

  return position < self->n_ids ? gx_id_list_get (self->ids, position) : 0;
}

gint64
gx_lazy_list_find (GxLazyList *self, GxId id)
{
  g_return_val_if_fail (GX_IS_LAZY_LIST (self), -1);

  return self->ids != NULL ? gx_id_list_find (self->ids, id) : -1;
}
