/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "session.h"
#include "store/gx-journal.h"

static GxId
write_sql (GxConnection *book, const char *label, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), label, &error);
  GxId id = 0;

  g_assert_no_error (error);
  g_assert_true (gx_connection_run (book, &error, sql, NULL));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), &id, &error));
  g_assert_no_error (error);
  return id;
}

static GxConnection *
new_book (void)
{
  g_autoptr (GError) error = NULL;
  GxConnection *book = gx_connection_create (NULL, "CNY", &error);

  g_assert_no_error (error);
  return book;
}

static char *
name_of (GxConnection *book, GxId id)
{
  return gx_connection_get_text (book, NULL, "select name from customer where id = ? and gone = 0", "i", id);
}

static void
check_clean (GxConnection *book)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_journal_check (book, &problems, &error));
  g_assert_no_error (error);
  if (problems->len > 0)
    g_error ("%s", (char *) g_ptr_array_index (problems, 0));
}

static void
test_undo_and_redo_an_edit (void)
{
  g_autoptr (GxConnection) book = new_book ();
  const GxActor *me = gx_actor_get_self ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL, *again = NULL;
  GxId edit;

  write_sql (book, "customer.add", "insert into customer (id, name) values (7, '王芳')");
  edit = write_sql (book, "customer.rename", "update customer set name = '王方' where id = 7");
  g_assert_cmpint (gx_undo_next (book, me), ==, edit);
  g_assert_cmpint (gx_redo_next (book, me), ==, 0);

  g_assert_true (gx_undo (book, me, edit, NULL, &error));
  before = name_of (book, 7);
  g_assert_cmpstr (before, ==, "王芳");
  g_assert_cmpint (gx_redo_next (book, me), ==, edit);

  g_assert_false (gx_undo (book, me, edit, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (gx_redo (book, me, edit, NULL, &error));
  after = name_of (book, 7);
  g_assert_cmpstr (after, ==, "王方");
  g_assert_cmpint (gx_undo_next (book, me), ==, edit);
  check_clean (book);
}

static void
test_a_later_step_is_named (void)
{
  g_autoptr (GxConnection) book = new_book ();
  const GxActor *me = gx_actor_get_self ();
  g_autoptr (GError) error = NULL;
  GxId added = write_sql (book, "customer.add", "insert into customer (id, name) values (7, 'a')");
  GxId first = write_sql (book, "customer.rename", "update customer set name = 'b' where id = 7");
  GxId other = write_sql (book, "customer.edit", "update customer set note = 'n' where id = 7");
  GxId second = write_sql (book, "customer.rename", "update customer set name = 'c' where id = 7");
  g_autofree char *name = NULL;

  g_assert_false (gx_undo (book, me, first, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_HELD);
  g_assert_nonnull (strstr (error->message, "Rename customer"));
  g_clear_error (&error);

  g_assert_true (gx_undo (book, me, other, NULL, &error)); /* out of order: another cell */
  g_assert_false (gx_undo (book, me, added, NULL, &error));
  g_clear_error (&error);
  g_assert_true (gx_undo (book, me, second, NULL, &error));
  g_assert_true (gx_undo (book, me, first, NULL, &error));
  g_assert_true (gx_undo (book, me, added, NULL, &error));
  name = name_of (book, 7);
  g_assert_null (name);
  check_clean (book);
}

static void
test_a_value_typed_again_is_not_taken_for_the_old_one (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (GError) error = NULL;
  GxId first;

  write_sql (book, "customer.add", "insert into customer (id, name) values (7, 'a')");
  first = write_sql (book, "customer.rename", "update customer set name = 'b' where id = 7");
  write_sql (book, "customer.rename", "update customer set name = 'x' where id = 7");
  write_sql (book, "customer.rename", "update customer set name = 'b' where id = 7");
  g_assert_false (gx_undo (book, gx_actor_get_self (), first, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_HELD);
}

static void
test_a_child_keeps_its_parent (void)
{
  g_autoptr (GxConnection) book = new_book ();
  const GxActor *me = gx_actor_get_self ();
  g_autoptr (GError) error = NULL;
  GxId added = write_sql (book, "customer.add", "insert into customer (id, name) values (7, 'a')");
  GxId call = write_sql (book, "event.log",
                         "insert into event (id, customer_id, kind) values (8, 7, 'call')");

  g_assert_false (gx_undo (book, me, added, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_HELD);
  g_clear_error (&error);
  g_assert_true (gx_undo (book, me, call, NULL, &error));
  g_assert_true (gx_undo (book, me, added, NULL, &error));
  g_assert_false (gx_redo (book, me, call, NULL, &error)); /* under a parent that was taken back */
  g_assert_error (error, GX_ERROR, GX_ERROR_HELD);
}

static void
test_a_failed_step_leaves_nothing (void)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autofree char *before = session_dump (book);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 steps = gx_connection_get_int64 (book, 0, NULL, "select count(*) from journal_tx", NULL);

  {
    g_autoptr (GxStep) outer = gx_step_begin (book, gx_actor_get_self (), "customer.add", &error);
    {
      g_autoptr (GxStep) inner = gx_step_begin (book, gx_actor_get_self (), "customer.add", &error);
      g_assert_true (gx_connection_run (book, &error, "insert into customer (id, name) values (7, 'a')",
                                        NULL));
    }
    g_assert_false (gx_step_commit (g_steal_pointer (&outer), NULL, &error));
    g_assert_nonnull (error);
    g_clear_error (&error);
  }
  {
    g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.add", &error);
    g_assert_true (gx_connection_run (book, &error, "insert into customer (id, name) values (7, 'a')", NULL));
    g_assert_true (gx_connection_run (book, &error, "delete from customer where id = 7", NULL));
    gx_connection_run (book, &error, "delete from setting", NULL);
    g_assert_false (gx_step_commit (g_steal_pointer (&step), NULL, &error));
    g_clear_error (&error);
  }
  {
    g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "customer.add", &error);
    gx_step_rehearse (step);
    g_assert_true (gx_connection_run (book, &error, "insert into customer (id, name) values (7, 'a')", NULL));
    g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
  }
  after = session_dump (book);
  g_test_message ("%s", after);
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL, "select count(*) from customer", NULL), ==, 0);
  g_assert_cmpint (gx_connection_get_int64 (book, 0, NULL,
                                            "select count(*) from journal_tx where label <> 'member.add'",
                                            NULL), ==, steps);
  check_clean (book);
}

static guint
undo_to_the_start (GxConnection *book)
{
  const GxActor *me = gx_actor_get_self ();
  GxId next;
  guint count = 0;

  while ((next = gx_undo_next (book, me)) != 0)
    {
      g_autoptr (GError) error = NULL;

      gx_undo (book, me, next, NULL, &error);
      g_assert_no_error (error);
      count++;
    }
  return count;
}

static void
redo_to_the_end (GxConnection *book, guint count)
{
  const GxActor *me = gx_actor_get_self ();

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (GError) error = NULL;
      GxId next = gx_redo_next (book, me);

      g_assert_cmpint (next, !=, 0);
      gx_redo (book, me, next, NULL, &error);
      g_assert_no_error (error);
    }
}

/* 500 steps; undone to the start, redone to the end; and now and then compared with a replay of the steps not
   undone. */
static void
compare_with_replay (GxConnection *book, Session *session)
{
  g_autoptr (GxConnection) replay = session_replay (session);
  g_autofree char *ours = session_dump (book);
  g_autofree char *oracle = session_dump (replay);

  session_assert_same (ours, oracle);
}

static void
run_session (guint32 seed, guint turns)
{
  g_autoptr (GxConnection) book = new_book ();
  g_autoptr (Session) session = session_new (book, seed);
  g_autofree char *start = NULL, *end = NULL, *undone = NULL, *redone = NULL;
  guint count;

  /* makes the author a member */
  gx_step_abort (gx_step_begin (book, gx_actor_get_self (), "customer.edit", NULL));
  start = session_dump (book);
  while (session_steps (session) < turns)
    {
      session_turn (session);
      if (session_steps (session) % 100 == 50)
        compare_with_replay (book, session);
    }
  end = session_dump (book);
  check_clean (book);

  count = undo_to_the_start (book);
  undone = session_dump (book);
  session_assert_same (undone, start);
  redo_to_the_end (book, count);
  redone = session_dump (book);
  session_assert_same (redone, end);
  check_clean (book);
  g_test_message ("seed %u: %u steps, %u refused", seed, session_steps (session), session_refused (session));
}

static void
test_random_sessions (void)
{
  guint sessions = g_getenv ("GUANXI_TEST_LONG") != NULL ? 200 : 4;

  for (guint seed = 1; seed <= sessions; seed++)
    run_session (seed, 500);
}

/* Three people at one book: each one's Ctrl+Z passes over the others' steps. */
static void
test_several_people (void)
{
  guint sessions = g_getenv ("GUANXI_TEST_LONG") != NULL ? 400 : 4;

  for (guint seed = 1; seed <= sessions; seed++)
    {
      g_autoptr (GxConnection) book = new_book ();
      g_autoptr (Session) session = session_new (book, 1000 + seed);

      gx_step_abort (gx_step_begin (book, gx_actor_get_self (), "customer.edit", NULL)); /* a member */
      session_set_people (session, 3);
      for (int i = 0; i < 3; i++)
        {
          while (session_steps (session) < 100u * (guint) (i + 1))
            session_turn (session);
          compare_with_replay (book, session);
        }
      check_clean (book);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/undo/edit", test_undo_and_redo_an_edit);
  g_test_add_func ("/store/undo/later-step-is-named", test_a_later_step_is_named);
  g_test_add_func ("/store/undo/value-typed-again", test_a_value_typed_again_is_not_taken_for_the_old_one);
  g_test_add_func ("/store/undo/child-keeps-parent", test_a_child_keeps_its_parent);
  g_test_add_func ("/store/undo/failed-step", test_a_failed_step_leaves_nothing);
  g_test_add_func ("/store/undo/random-sessions", test_random_sessions);
  g_test_add_func ("/store/undo/several-people", test_several_people);
  return g_test_run ();
}
