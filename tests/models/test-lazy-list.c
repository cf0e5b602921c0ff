/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id-list.h"
#include "models/gx-lazy-list.h"

#define MANY 1000000

/* A source that remembers what was asked and answers when told to. */
typedef struct {
  GxLazyList *list;
  GPtrArray *calls;   /* of Call */
  guint n_alive;      /* items not freed */
} Fake;

typedef struct {
  guint64 ticket;
  GArray *ids;
} Call;

typedef struct {
  GxId id;
  guint version;
  Fake *fake;
} Item;

static void
free_call (gpointer data)
{
  Call *call = data;

  g_array_unref (call->ids);
  g_free (call);
}

static void
free_item (gpointer data)
{
  Item *item = data;

  item->fake->n_alive--;
  g_free (item);
}

static void
fake_load (GxLazyList *list, guint64 ticket, const GxId *ids, guint n_ids, gpointer user_data)
{
  Fake *fake = user_data;
  Call *call = g_new0 (Call, 1);

  call->ticket = ticket;
  call->ids = g_array_new (FALSE, FALSE, sizeof (GxId));
  g_array_append_vals (call->ids, ids, n_ids);
  g_ptr_array_add (fake->calls, call);
}

static gboolean
answer (Fake *fake, guint nth, guint version)
{
  Call *call = fake->calls->pdata[nth];
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; i < call->ids->len; i++)
    {
      Item *item = g_new0 (Item, 1);
      item->id = g_array_index (call->ids, GxId, i);
      item->version = version;
      item->fake = fake;
      fake->n_alive++;
      g_ptr_array_add (items, item);
    }
  return gx_lazy_list_deliver (fake->list, call->ticket, (const GxId *) call->ids->data, call->ids->len,
                               items);
}

static GxIdList *
make_ids (guint n, gboolean descending)
{
  GxIdList *ids = gx_id_list_new ();

  for (guint i = 0; i < n; i++)
    gx_id_list_append (ids, 1000 + (descending ? n - 1 - i : i));
  return ids;
}

static Fake *
fake_new (guint n)
{
  Fake *fake = g_new0 (Fake, 1);
  g_autoptr (GxIdList) ids = make_ids (n, FALSE);

  fake->calls = g_ptr_array_new_with_free_func (free_call);
  fake->list = gx_lazy_list_new (fake_load, fake, NULL, free_item);
  gx_lazy_list_set_ids (fake->list, ids);
  return fake;
}

static void
fake_free (Fake *fake)
{
  g_assert_finalize_object (fake->list);
  g_assert_cmpuint (fake->n_alive, ==, 0);
  g_ptr_array_unref (fake->calls);
  g_free (fake);
}

static GxLazyRow *
get_row (Fake *fake, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (fake->list), position);
}

static guint
version_of (GxLazyRow *row)
{
  Item *item = gx_lazy_row_get_item (row);

  return item != NULL ? item->version : 0;
}

static void
test_million_rows_ask_few_pages (void)
{
  Fake *fake = fake_new (MANY);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fake->list)), ==, MANY);
  for (guint i = 0; i < 205; i++)
    g_object_unref (get_row (fake, i));
  for (guint i = 500000; i < 500205; i++)
    g_object_unref (get_row (fake, i));
  g_assert_cmpuint (fake->calls->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (((Call *) fake->calls->pdata[i])->ids->len, ==, GX_LAZY_PAGE);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fake->list), MANY));
  fake_free (fake);
}

static void
count_notify_cb (GObject *object, GParamSpec *pspec, gpointer count)
{
  ++*(guint *) count;
}

static void
test_page_arrives_and_notifies (void)
{
  Fake *fake = fake_new (1000);
  g_autoptr (GxLazyRow) row = get_row (fake, 7);
  g_autoptr (GxLazyRow) same = get_row (fake, 7);
  guint n_items = 0, n_loading = 0;

  g_assert_true (row == same);
  g_assert_true (gx_lazy_row_is_loading (row));
  g_assert_cmpint (gx_lazy_row_get_id (row), ==, 1007);
  g_signal_connect (row, "notify::item", G_CALLBACK (count_notify_cb), &n_items);
  g_signal_connect (row, "notify::is-loading", G_CALLBACK (count_notify_cb), &n_loading);
  g_assert_true (answer (fake, 0, 1));
  g_assert_cmpuint (n_items, ==, 1);
  g_assert_cmpuint (n_loading, ==, 1);
  g_assert_cmpuint (version_of (row), ==, 1);
  g_assert_cmpint (((Item *) gx_lazy_row_get_item (row))->id, ==, 1007);
  g_clear_object (&row);
  g_clear_object (&same);
  fake_free (fake);
}

static void
test_late_page_is_dropped (void)
{
  Fake *fake = fake_new (1000);
  g_autoptr (GxIdList) turned = make_ids (1000, TRUE);
  g_autoptr (GxLazyRow) row = get_row (fake, 0);

  gx_lazy_list_set_ids (fake->list, turned);
  g_assert_false (answer (fake, 0, 1));
  g_assert_true (gx_lazy_row_is_loading (row));
  g_assert_cmpuint (fake->n_alive, ==, 0);
  g_clear_object (&row);
  fake_free (fake);
}

typedef struct {
  guint n_calls;
  guint removed[4], added[4];
} Steps;

static void
count_steps_cb (GListModel *model, guint position, guint removed, guint added, Steps *steps)
{
  g_assert_cmpuint (position, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, added);
  steps->removed[steps->n_calls] = removed;
  steps->added[steps->n_calls++] = added;
}

static void
test_new_order_comes_in_two_steps (void)
{
  Fake *fake = fake_new (1000);
  g_autoptr (GxIdList) turned = make_ids (1000, TRUE);
  Steps steps = { 0 };

  g_signal_connect (fake->list, "items-changed", G_CALLBACK (count_steps_cb), &steps);
  gx_lazy_list_set_ids (fake->list, turned);
  g_assert_cmpuint (steps.n_calls, ==, 2);
  g_assert_cmpuint (steps.removed[0], ==, 1000);
  g_assert_cmpuint (steps.added[0], ==, 0);
  g_assert_cmpuint (steps.removed[1], ==, 0);
  g_assert_cmpuint (steps.added[1], ==, 1000);
  g_assert_cmpint (gx_lazy_list_get_id (fake->list, 0), ==, 1999);
  g_assert_cmpint (gx_lazy_list_find (fake->list, 1000), ==, 999);
  g_assert_cmpuint (fake->calls->len, ==, 0);
  fake_free (fake);
}

static void
test_rows_stay_over_a_new_order (void)
{
  Fake *fake = fake_new (100);
  g_autoptr (GxIdList) turned = make_ids (100, TRUE);
  g_autoptr (GxLazyRow) row = get_row (fake, 3);

  answer (fake, 0, 1);
  gx_lazy_list_set_ids (fake->list, turned);
  g_autoptr (GxLazyRow) again = get_row (fake, 96);
  g_assert_true (row == again);
  g_assert_cmpuint (version_of (again), ==, 1);
  g_assert_cmpuint (fake->calls->len, ==, 1);
  g_clear_object (&row);
  g_clear_object (&again);
  fake_free (fake);
}

static void
count_change_cb (GListModel *model, guint position, guint removed, guint added, guint *count)
{
  ++*count;
}

static void
test_edited_row_notifies_alone (void)
{
  Fake *fake = fake_new (1000);
  g_autoptr (GxLazyRow) row = get_row (fake, 3);
  g_autoptr (GxLazyRow) other = get_row (fake, 4);
  g_autoptr (GArray) edited = g_array_new (FALSE, FALSE, sizeof (GxId));
  GxId ids[] = { 1003, 1900, 5 }; /* seen, not alive, not in the list */
  guint n_changes = 0;

  answer (fake, 0, 1);
  g_array_append_vals (edited, ids, 3);
  g_signal_connect (fake->list, "items-changed", G_CALLBACK (count_change_cb), &n_changes);
  gx_lazy_list_refresh (fake->list, edited);
  g_assert_cmpuint (fake->calls->len, ==, 2);
  g_assert_cmpuint (((Call *) fake->calls->pdata[1])->ids->len, ==, 1);
  g_assert_cmpuint (version_of (row), ==, 1);
  g_assert_true (answer (fake, 1, 2));
  g_assert_cmpuint (version_of (row), ==, 2);
  g_assert_cmpuint (version_of (other), ==, 1);
  g_assert_cmpuint (n_changes, ==, 0);
  g_clear_object (&row);
  g_clear_object (&other);
  fake_free (fake);
}

static void
test_forgotten_rows_are_read_again (void)
{
  Fake *fake = fake_new (20 * GX_LAZY_KEPT);

  g_object_unref (get_row (fake, 0));
  answer (fake, 0, 1);
  for (guint i = GX_LAZY_KEPT; i < 3 * GX_LAZY_KEPT; i++)
    g_object_unref (get_row (fake, i));
  guint n_before = fake->calls->len;
  g_autoptr (GxLazyRow) row = get_row (fake, 0);
  g_assert_true (gx_lazy_row_is_loading (row));
  g_assert_cmpuint (fake->calls->len, ==, n_before + 1);
  g_assert_true (answer (fake, n_before, 2));
  g_assert_cmpuint (version_of (row), ==, 2);
  g_clear_object (&row);
  fake_free (fake);
}

static void
test_failed_page_is_asked_again (void)
{
  Fake *fake = fake_new (100);
  Call *call = NULL;

  g_object_unref (get_row (fake, 0));
  call = fake->calls->pdata[0];
  gx_lazy_list_deliver (fake->list, call->ticket, (const GxId *) call->ids->data, call->ids->len, NULL);
  g_object_unref (get_row (fake, 0));
  g_assert_cmpuint (fake->calls->len, ==, 2);
  fake_free (fake);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/models/lazy-list/million_rows_ask_few_pages", test_million_rows_ask_few_pages);
  g_test_add_func ("/models/lazy-list/page_arrives_and_notifies", test_page_arrives_and_notifies);
  g_test_add_func ("/models/lazy-list/late_page_is_dropped", test_late_page_is_dropped);
  g_test_add_func ("/models/lazy-list/new_order_comes_in_two_steps", test_new_order_comes_in_two_steps);
  g_test_add_func ("/models/lazy-list/rows_stay_over_a_new_order", test_rows_stay_over_a_new_order);
  g_test_add_func ("/models/lazy-list/edited_row_notifies_alone", test_edited_row_notifies_alone);
  g_test_add_func ("/models/lazy-list/forgotten_rows_are_read_again", test_forgotten_rows_are_read_again);
  g_test_add_func ("/models/lazy-list/failed_page_is_asked_again", test_failed_page_is_asked_again);
  return g_test_run ();
}
