/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "customers/gx-customer-edit.h"
#include "support/gx-test-book.h"

#define SELF gx_actor_get_self ()
#define MANY 1500

/* A book with people, and many more of whom only the name is known. */
static GxConnection *
make_book (GxIdList *ids)
{
  GxTestPeople people;
  GxConnection *book = gx_test_book_with_people (&people);
  const GxId known[] = { people.zhang, people.li, people.shan, people.smith, people.acme };
  GxId first = gx_connection_new_id (book);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, SELF, "customer.import", &error);

  g_assert_true (gx_connection_run (book, &error,
    "with recursive n (i) as (select 0 union all select i + 1 from n limit ?) "
    "insert into customer (id, name, standing) select ? + i, 'Somebody ' || i, "
    "case i % 3 when 0 then 'lead' else 'customer' end from n", "ii", (gint64) MANY, (gint64) first));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    gx_id_list_append (ids, known[i]);
  for (guint i = 0; i < MANY; i++)
    gx_id_list_append (ids, first + (GxId) i);
  return book;
}

static gint64
edit_many (GxConnection *book, GxIdList *ids, const GxCustomerEdit *edit)
{
  g_autoptr (GError) error = NULL;
  gint64 n_changed = -1;

  gx_customers_edit_many (book, SELF, ids, edit, &n_changed, &error);
  g_assert_no_error (error);
  return n_changed;
}

static gint64
count_steps (GxConnection *book)
{
  return gx_connection_get_int64 (book, 0, NULL, "select count(*) from journal_tx", NULL);
}

static void
edit_one_by_one (GxConnection *book, GxIdList *ids, const GxCustomerEdit *edit)
{
  for (guint i = 0; i < gx_id_list_length (ids); i++)
    {
      GxId id = gx_id_list_get (ids, i);
      g_autoptr (GError) error = NULL;

      if (edit->verb == GX_EDIT_SET)
        gx_customers_set (book, SELF, id, edit->field, edit->text, &error);
      else
        (edit->verb == GX_EDIT_TAG ? gx_customers_tag : gx_customers_untag) (book, SELF, &id, 1, edit->text,
                                                                             &error);
      g_assert_no_error (error);
    }
}

static void
test_equals_one_by_one (void)
{
  static const GxCustomerEdit edits[] = {
    { GX_EDIT_SET, "standing", "partner" }, { GX_EDIT_SET, "owner", "Bo" },
    { GX_EDIT_SET, "source", "展会" },
    { GX_EDIT_SET, "occupation", "Printer" }, { GX_EDIT_SET, "birthday", "1990-05-01" },
    { GX_EDIT_SET, "note", "" }, { GX_EDIT_TAG, NULL, "VIP" }, { GX_EDIT_UNTAG, NULL, "VIP" },
  };
  g_autoptr (GxIdList) all = gx_id_list_new ();
  g_autoptr (GxIdList) some = gx_id_list_new ();
  g_autoptr (GxConnection) book = make_book (all);

  for (guint i = 0; i < 40; i++)
    gx_id_list_append (some, gx_id_list_get (all, i));
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *many = NULL;
      g_autofree char *single = NULL;
      gint64 steps = count_steps (book);

      edit_many (book, some, &edits[i]);
      g_assert_cmpint (count_steps (book) - steps, <=, 2); /* one, and a new member's */
      many = gx_test_book_dump (book);
      gx_test_book_assert_clean (book);
      if (count_steps (book) > steps)
        gx_test_book_undo (book);
      edit_one_by_one (book, some, &edits[i]);
      single = gx_test_book_dump (book);
      g_assert_cmpstr (many, ==, single);
    }
}

static void
test_undo_and_redo (void)
{
  static const GxCustomerEdit edits[] = {
    { GX_EDIT_SET, "standing", "partner" }, { GX_EDIT_SET, "city", "苏州" },
    { GX_EDIT_SET, "name", "王芳" },
    { GX_EDIT_TAG, NULL, "VIP" }, { GX_EDIT_TAG, NULL, "老客户" }, { GX_EDIT_UNTAG, NULL, "VIP" },
    { GX_EDIT_BIN, NULL, NULL }, { GX_EDIT_UNBIN, NULL, NULL },
  };
  g_autoptr (GxIdList) ids = gx_id_list_new ();
  g_autoptr (GxConnection) book = make_book (ids);

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_assert_cmpint (edit_many (book, ids, &edits[i]), >, 0);
      gx_test_book_assert_round_trip (book);
    }
}

static void
test_nothing_to_do_is_no_step (void)
{
  const GxCustomerEdit edit = { GX_EDIT_TAG, NULL, "春茶" };
  g_autoptr (GxIdList) ids = gx_id_list_new ();
  g_autoptr (GxConnection) book = make_book (ids);
  gint64 steps;

  g_assert_cmpint (edit_many (book, ids, &edit), ==, gx_id_list_length (ids));
  steps = count_steps (book);
  g_assert_cmpint (edit_many (book, ids, &edit), ==, 0);
  g_assert_cmpint (count_steps (book), ==, steps);
}

static void
test_one_who_is_not_there (void)
{
  const GxCustomerEdit edit = { GX_EDIT_BIN, NULL, NULL };
  g_autoptr (GxIdList) ids = gx_id_list_new ();
  g_autoptr (GxConnection) book = make_book (ids);
  g_autofree char *before = gx_test_book_dump (book);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  gx_id_list_append (ids, 7);
  g_assert_false (gx_customers_edit_many (book, SELF, ids, &edit, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
  after = gx_test_book_dump (book);
  g_assert_cmpstr (before, ==, after);
}

typedef struct {
  GCancellable *cancellable;
  gint64 cancel_at, last;
} Progress;

static void
progress_cb (gint64 done, gint64 total, gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpint (done, >, progress->last);
  g_assert_cmpint (done, <=, total);
  progress->last = done;
  if (done >= progress->cancel_at)
    g_cancellable_cancel (progress->cancellable);
}

/* Cancelled as early, and as late, as it tells how far it is. */
static void
test_cancelled_leaves_nothing (gconstpointer data)
{
  const GxCustomerEdit edit = { GX_EDIT_TAG, NULL, "春茶" };
  g_autoptr (GxIdList) ids = gx_id_list_new ();
  g_autoptr (GxConnection) book = make_book (ids);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Progress progress = { cancellable, GPOINTER_TO_INT (data) * 1000, 0 };
  g_autofree char *before = gx_test_book_dump (book);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 steps = count_steps (book);

  gx_connection_set_cancellable (book, cancellable);
  gx_connection_set_progress (book, progress_cb, &progress);
  g_assert_false (gx_customers_edit_many (book, SELF, ids, &edit, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_CANCELLED);
  g_assert_cmpint (progress.last, ==, progress.cancel_at);
  gx_connection_set_progress (book, NULL, NULL);
  gx_connection_set_cancellable (book, NULL);
  after = gx_test_book_dump (book);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (count_steps (book), ==, steps);
  gx_test_book_assert_clean (book);
  g_assert_cmpint (edit_many (book, ids, &edit), ==, gx_id_list_length (ids));
}

static void
test_cancelled_undo_leaves_the_edit (void)
{
  const GxCustomerEdit edit = { GX_EDIT_SET, "occupation", "Printer" };
  g_autoptr (GxIdList) ids = gx_id_list_new ();
  g_autoptr (GxConnection) book = make_book (ids);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Progress progress = { cancellable, 3000, 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  edit_many (book, ids, &edit);
  before = gx_test_book_dump (book);
  gx_connection_set_cancellable (book, cancellable);
  gx_connection_set_progress (book, progress_cb, &progress);
  g_assert_false (gx_undo (book, SELF, gx_undo_next (book, SELF), NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_CANCELLED);
  gx_connection_set_progress (book, NULL, NULL);
  gx_connection_set_cancellable (book, NULL);
  after = gx_test_book_dump (book);
  g_assert_cmpstr (before, ==, after);
  gx_test_book_assert_round_trip (book);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/customers/edit/equals-one-by-one", test_equals_one_by_one);
  g_test_add_func ("/customers/edit/undo-and-redo", test_undo_and_redo);
  g_test_add_func ("/customers/edit/nothing-to-do", test_nothing_to_do_is_no_step);
  g_test_add_func ("/customers/edit/not-there", test_one_who_is_not_there);
  g_test_add_data_func ("/customers/edit/cancelled-early", GINT_TO_POINTER (1),
                        test_cancelled_leaves_nothing);
  g_test_add_data_func ("/customers/edit/cancelled-late", GINT_TO_POINTER (5), test_cancelled_leaves_nothing);
  g_test_add_func ("/customers/edit/cancelled-undo", test_cancelled_undo_leaves_the_edit);
  return g_test_run ();
}
